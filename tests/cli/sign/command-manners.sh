# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# shellcheck disable=SC2016 # the scripts of signers expand by themselves
# Commands that sign, but not as one would expect, and what they find when they are started.
v=$TESTS/vectors
export KEY=$v/keys/rsa2048.pem

sign() {
	sign-rproc-fw sign --in "$v/elf/plain.elf" --out out.sign --key "$v/keys/rsa2048.pub.pem" --sign-command ./signer "$@"
	cmp out.sign "$v/sign/plain.sign"
	rm out.sign
}

openssl dgst -sha256 -sign "$KEY" -out signature <(head -c $((20 + $(u32 "$v/sign/plain.sign" 8))) "$v/sign/plain.sign")

# it doesn't read, or closes its input first
signer signer <<<'cat signature'
sign
sign --sign-command-input data
signer signer <<<'exec <&-; cat signature'
sign --sign-command-input data

# more than a pipe holds, unread, read after writing, and read slowly
head -c 1000000 /dev/zero >large
signer signer <<<'cat signature'
big=(sign-rproc-fw sign --quiet --in "$v/elf/plain.elf" --out out.sign --key "$v/keys/rsa2048.pub.pem" --plat-tlv-file 0x10000 large
	--sign-command-input data --sign-command ./signer)
fails 3 "${big[@]}"
signer signer <<<'openssl dgst -sha256 -sign "$KEY"'
"${big[@]}"
cp out.sign big.sign
signer signer <<<'cat big.signature; cat >/dev/null'
part big.sign $((20 + $(u32 big.sign 8))) 256 >big.signature
"${big[@]}"
cmp out.sign big.sign
signer signer <<<'while [ "$(head -c 65536 | wc -c)" -gt 0 ]; do :; done; cat big.signature'
"${big[@]}"
cmp out.sign big.sign
rm large big.sign big.signature out.sign

# what it leaves behind holds the pipes, and is ended with it
signer signer <<<'sleep 1000 & echo $! >left; cat signature'
sign
[ "$(ps -o stat= "$(cat left)" | head -c 1)" != S ]
rm left

# also what has a session of its own, and is nobody's child any more
signer signer <<'END'
setsid sh -c 'echo $$ >left.1; setsid sh -c "echo \$\$ >left.2; sleep 1001 & echo \$! >left.3; exec sleep 1002" & exec sleep 1003' &
until [ -s left.3 ]; do sleep 0.01; done
cat signature
END
ends() {
	for left in left.1 left.2 left.3; do
		state=$(ps -o stat= "$(cat "$left")" || true)
		[ "${state:0:1}" != S ] || { echo "$left is still there" >&2 && kill -9 "$(cat "$left")"; }
		rm "$left"
	done
}
sign
ends
sed -i 's/^cat signature/exit 1/' signer
fails 3 sign-rproc-fw sign --in "$v/elf/plain.elf" --out out.sign --key "$v/keys/rsa2048.pub.pem" --sign-command ./signer
ends
sed -i 's/^exit 1/exec sleep 1004/' signer
fails 3 sign-rproc-fw sign --in "$v/elf/plain.elf" --out out.sign --key "$v/keys/rsa2048.pub.pem" --sign-command ./signer \
	--sign-command-timeout 1
ends
# but not what the shell left that became the program
signer signer <<<'cat signature'
(
	sleep 1005 &
	echo $! >other
	exec sign-rproc-fw sign --in "$v/elf/plain.elf" --out out.sign --key "$v/keys/rsa2048.pub.pem" --sign-command ./signer
)
kill "$(cat other)"
rm other out.sign

# writes the signature in pieces
signer signer <<<'head -c 100 signature; sleep 0.1; tail -c +101 signature'
sign

# it has the standard descriptors only, default signals, and not the passphrase
openssl rsa -in "$KEY" -aes128 -passout pass:secret -out encrypted.pem 2>/dev/null
signer signer <<'END'
ls /proc/$$/fd >descriptors
echo "descriptors:" $(grep -x '[0-9]' descriptors) >&2 # those from 10 on are the shell's own
while read -r name value; do
	case $name in
	SigBlk:) echo "blocked: $((0x$value))" ;;
	SigIgn:) echo "ignored: $((0x$value & (1 << 12 | 1 << 16)))" ;; # SIGPIPE, SIGCHLD
	esac
done <"/proc/$$/status" >&2
echo "passphrase: ${PASSPHRASE-none}, other: ${OTHER-none}" >&2
cat signature
END
exec 7<signature
PASSPHRASE=secret OTHER=value sign --key-pass env:PASSPHRASE
(
	trap '' PIPE CHLD
	PASSPHRASE=secret sign-rproc-fw sign --in "$v/elf/plain.elf" --out out.sign --key encrypted.pem --sign-command ./signer \
		--key-pass env:PASSPHRASE
)
cmp out.sign "$v/sign/plain.sign"

# without standard descriptors of our own
signer signer <<<'cat signature'
for closed in '<&-' '>&-' '<&- >&-' '<&- >&- 2>&-'; do
	rm out.sign
	eval 'sign-rproc-fw sign --in "$v/elf/plain.elf" --out out.sign --key "$v/keys/rsa2048.pub.pem" --sign-command ./signer' "$closed"
	cmp out.sign "$v/sign/plain.sign"
done
rm ./*
