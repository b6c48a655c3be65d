# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# A command signs again.
v=$TESTS/vectors
signer signer <<<"exec openssl pkeyutl -sign -inkey $v/keys/rsa4096.pem -pkeyopt digest:sha256"
call=(sign-rproc-fw resign --in "$v/sign/plain.sign" --out out.sign --verify-key "$v/keys/rsa2048.pub.pem")

"${call[@]}" --key "$v/keys/rsa4096.pub.pem" --sign-command ./signer --deterministic
sign-rproc-fw sign --in "$v/elf/plain.elf" --out sign.sign --key "$v/keys/rsa4096.pem"
cmp out.sign sign.sign
echo old >out.sign
signer signer <<<'exit 1'
fails 3 "${call[@]}" --key "$v/keys/rsa4096.pub.pem" --sign-command ./signer
[ "$(cat out.sign)" = old ]
rm out.sign sign.sign signer
