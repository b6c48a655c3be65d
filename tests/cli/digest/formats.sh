# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# The digest in its forms, and the container that waits for a signature.
v=$TESTS/vectors
call=(sign-rproc-fw digest --quiet --in "$v/elf/typical.elf" --out unsigned --key "$v/keys/rsa2048.pub.pem")

"${call[@]}" | tee hex
"${call[@]}" --format hex | cmp - hex
"${call[@]}" --format raw >raw.bin
"${call[@]}" --format base64 | cmp - <(openssl base64 <raw.bin)
xxd -p -c 64 raw.bin | cmp - hex
head -c $((20 + $(u32 unsigned 8))) unsigned | sha256sum | head -c 64 | cmp - <(tr -d '\n' <hex)
"${call[@]}" --json | jq .

# all but the signature is there, which is zero
end=$((20 + $(u32 unsigned 8)))
cmp <(head -c "$end" unsigned) <(head -c "$end" "$v/sign/typical.sign")
cmp <(part unsigned "$end" 256) <(head -c 256 /dev/zero)
cmp <(tail -c "+$((end + 257))" unsigned) <(tail -c "+$((end + 257))" "$v/sign/typical.sign")
fails 1 sign-rproc-fw verify --key "$v/keys/rsa2048.pub.pem" unsigned

# a private key, or a certificate, is as good
"${call[@]}" | cmp - hex
sign-rproc-fw digest --quiet --in "$v/elf/typical.elf" --out unsigned --key "$v/keys/rsa2048.pem" | cmp - hex
openssl req -x509 -new -key "$v/keys/rsa2048.pem" -subj /CN=test -out certificate.pem
sign-rproc-fw digest --quiet --in "$v/elf/typical.elf" --out unsigned --key certificate.pem | cmp - hex
rm ./*
