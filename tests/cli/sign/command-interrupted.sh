# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Ended by a signal while a command signs, it ends that command, too.
v=$TESTS/vectors
signer signer <<<'echo $$ >pid.new; mv pid.new pid; exec sleep 1000'

for signal in TERM HUP INT; do
	code=0
	# a shell's background jobs ignore SIGINT
	setsid env --default-signal=INT sign-rproc-fw sign --in "$v/elf/plain.elf" --out out.sign --key "$v/keys/rsa2048.pub.pem" \
		--sign-command ./signer &
	pid=$!
	until [ -e pid ] || ! kill -0 "$pid"; do sleep 0.01; done
	kill -s "$signal" "$pid"
	wait "$pid" 2>/dev/null || code=$?
	state=$(ps -o stat= "$(cat pid)" || true)
	echo "$signal: exit code $code, the command is $([ "${state:0:1}" = S ] && echo there || echo gone)"
	rm pid
done
rm signer
