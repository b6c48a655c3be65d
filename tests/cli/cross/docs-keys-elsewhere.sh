# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# docs/usage.md, "Keys that are elsewhere": its script and its commands, as they are printed there.
v=$TESTS/vectors

# block N: the Nth indented block of that part
block() {
	awk -v wanted="$1" '
	/^## / { on = $0 == "## Keys that are elsewhere" }
	!on { next }
	/^    / { if (!inside) count++; inside = 1; if (count == wanted) print substr($0, 5); next }
	{ inside = 0 }' "$(realpath "$TESTS/cli")/../../docs/usage.md"
}

mkdir vault
cp "$v/keys/rsa2048.pem" vault/release.pem
cp "$v/keys/rsa2048.pub.pem" release.pub.pem
cp "$v/keys/ec256.pem" next.pem
chmod 600 next.pem
cp "$v/elf/plain.elf" m4.elf

block 1 >kms-sign
chmod +x kms-sign
block 2 >line
bash -euo pipefail line
cmp m4.sign "$v/sign/plain.sign"
rm m4.sign

cp vault/release.pem .
block 3 >line
bash -euo pipefail line 2>message
block 4 >line
cmp <(sed 's/.*sign it by: //; s/PRIVATE/release/' message) line
bash -euo pipefail line
block 5 >line
bash -euo pipefail line
cmp m4.sign "$v/sign/plain.sign"

block 6 >line
bash -euo pipefail line
sign-rproc-fw verify --key "$v/keys/ec256.pub.pem" m4-next.sign
block 7
fails 1 ./kms-sign rsa-pss release
rm -r ./*
