# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# The command that is printed signs, and with that signature the container is what `sign` makes.
v=$TESTS/vectors

# two_steps KEY FORMAT
two_steps() {
	rm -f ./*.bin PRIVATE.pem
	sign-rproc-fw digest --in "$v/elf/typical.elf" --out unsigned --key "$v/keys/$1.pub.pem" --format "$2" >digest.bin 2>message
	[ "$(wc -l <message)" -eq "$3" ]
	ln -s "$v/keys/$1.pem" PRIVATE.pem
	sed -n 's/^sign-rproc-fw: sign it by: //p' message | tee line
	bash -euo pipefail line
	sign-rproc-fw stitch --in unsigned --signature signature.bin --key "$v/keys/$1.pub.pem" --out out.sign
	sign-rproc-fw verify --strict --key "$v/keys/$1.pub.pem" out.sign
}

for format in raw hex base64; do
	two_steps rsa2048 "$format" 1
	cmp out.sign "$v/sign/typical.sign"
	# ECDSA is warned of
	two_steps ec256 "$format" 2
done
sign-rproc-fw digest --json --in "$v/elf/typical.elf" --out unsigned --key "$v/keys/rsa2048.pub.pem" | jq -r .openssl >line
ln -sf "$v/keys/rsa2048.pem" PRIVATE.pem
bash -euo pipefail line
sign-rproc-fw stitch --in unsigned --signature signature.bin --key "$v/keys/rsa2048.pub.pem" --out out.sign
cmp out.sign "$v/sign/typical.sign"
rm ./*
