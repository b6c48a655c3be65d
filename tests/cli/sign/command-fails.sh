# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# shellcheck disable=SC2016 # the scripts of signers expand by themselves
# Commands that don't sign: an error each, no output, nothing left over, and an end.
v=$TESTS/vectors
export KEY=$v/keys/rsa2048.pem

fail() {
	echo old >out.sign
	fails 3 sign-rproc-fw sign --quiet --in "$v/elf/plain.elf" --out out.sign --key "$v/keys/rsa2048.pub.pem" \
		--sign-command ./signer "$@"
	[ "$(cat out.sign)" = old ]
	rm -rf out.sign signer
}

# it isn't there, or can't be run
fail
mkdir signer
fail
echo text >signer
fail
echo text >signer
chmod +x signer
fail
printf '#!/missing/interpreter\n' >signer
chmod +x signer
fail

# it fails
signer signer <<<'exit 1'
fail
signer signer <<<'exit 255'
fail
signer signer <<<'openssl pkeyutl -sign -inkey "$KEY" -pkeyopt digest:sha256; exit 7'
fail
signer signer <<<'kill -KILL $$'
fail
signer signer <<<'kill -PIPE $$'
fail

# it signs something else, or by another key
signer signer <<<'openssl dgst -sha256 -sign "$KEY"'
fail
signer signer <<<"openssl pkeyutl -sign -inkey $v/keys/rsa3072.pem -pkeyopt digest:sha256"
fail
signer signer <<<"openssl pkeyutl -sign -inkey $v/keys/ec256.pem -pkeyopt digest:sha256 | head -c 20"
fail
signer signer <<<'openssl pkeyutl -sign -inkey "$KEY" -pkeyopt digest:sha256 | head -c 255'
fail
signer signer <<<'openssl pkeyutl -sign -inkey "$KEY" -pkeyopt digest:sha256 && echo'
fail
signer signer <<<'openssl pkeyutl -sign -inkey "$KEY" -pkeyopt digest:sha256 | openssl base64'
fail

# it says nothing, or too much
signer signer <<<'cat >/dev/null'
fail
signer signer <<<'exec >&-'
fail
signer signer <<<'exec yes'
fail
signer signer <<<'head -c 321 /dev/zero'
fail

# it takes too long: silent, busy, without closing or after having closed everything, deaf to signals
signer signer <<<'exec sleep 1000'
fail --sign-command-timeout 1
signer signer <<<'openssl pkeyutl -sign -inkey "$KEY" -pkeyopt digest:sha256; exec sleep 1000'
fail --sign-command-timeout 1
signer signer <<<'exec <&- >&- 2>&-; trap "" TERM INT HUP; while :; do :; done'
fail --sign-command-timeout 1
signer signer <<<'kill -STOP $$'
fail --sign-command-timeout 1
