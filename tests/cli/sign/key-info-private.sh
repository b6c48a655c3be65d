# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# A private key doesn't get into a container as key information, whatever it is wrapped in.
v=$TESTS/vectors
key=$v/keys/rsa2048.pem
openssl pkey -in "$key" -outform DER -out private.der
openssl pkcs8 -topk8 -in "$key" -passout pass:secret -out encrypted.pem
openssl pkey -in "$key" -pubout -outform DER -out public.der
sign-rproc-fw sign --in "$v/elf/typical.elf" --out old.sign --key "$key"
for info in "$v/keys/ec256.pem" private.der encrypted.pem; do
	fails 3 sign-rproc-fw sign --in "$v/elf/typical.elf" --out out.sign --key "$key" --key-info "$info"
	fails 3 sign-rproc-fw digest --in "$v/elf/typical.elf" --out out.sign --key "$key" --key-info "$info"
	fails 3 sign-rproc-fw resign --in old.sign --out out.sign --verify-key "$key" --key "$key" --key-info "$info"
done
sign-rproc-fw sign --in "$v/elf/typical.elf" --out out.sign --key "$key" --key-info public.der
rm ./*.der encrypted.pem ./*.sign
