# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Ended by a signal while a command signs, it ends that command, too.
v=$TESTS/vectors
signer signer <<'END'
setsid sh -c 'echo $$ >away; exec sleep 1001' &
until [ -s away ]; do sleep 0.01; done
echo $$ >pid.new; mv pid.new pid; exec sleep 1000
END

for signal in TERM HUP INT; do
	code=0
	# a shell's background jobs ignore SIGINT, and what nohup starts ignores SIGHUP
	setsid env --default-signal=INT,HUP sign-rproc-fw sign --in "$v/elf/plain.elf" --out out.sign --key "$v/keys/rsa2048.pub.pem" \
		--sign-command ./signer &
	pid=$!
	until [ -e pid ] || ! kill -0 "$pid"; do sleep 0.01; done
	kill -s "$signal" "$pid"
	wait "$pid" 2>/dev/null || code=$?
	state=$(ps -o stat= "$(cat pid)" || true)
	echo "$signal: exit code $code, the command is $([ "${state:0:1}" = S ] && echo there || echo gone)"
	state=$(ps -o stat= "$(cat away)" || true)
	[ "${state:0:1}" != S ] || { echo "what it started is still there" && kill -9 "$(cat away)"; }
	rm pid away
done
rm signer
