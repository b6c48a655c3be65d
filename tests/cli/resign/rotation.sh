# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# From key to key, and back: only what depends on the key changes.
v=$TESTS/vectors

# rotate OLD NEW: now.sign is signed by the key OLD, and then by NEW
rotate() {
	sign-rproc-fw resign --quiet --in now.sign --out next.sign --verify-key "$v/keys/$1.pub.pem" --key "$v/keys/$2.pem"
	sign-rproc-fw verify --quiet --key "$v/keys/$2.pub.pem" next.sign
	fails 1 sign-rproc-fw verify --quiet --key "$v/keys/$1.pub.pem" next.sign 2>/dev/null
	cmp <(images now.sign) <(images next.sign)
	for tlv in HASHTYPE NUM_IMG IMGTYPE IMGSIZE HASHTABLE 0x10001; do
		cmp <(sign-rproc-fw dump --tlv "$tlv" now.sign) <(sign-rproc-fw dump --tlv "$tlv" next.sign)
	done
	mv next.sign now.sign
}

images() {
	tail -c "$(u32 "$1" 16)" "$1"
}

sign-rproc-fw sign --in "$v/elf/rsc.elf" --in "$v/elf/plain.elf" --out first.sign --key "$v/keys/rsa2048.pem" \
	--plat-tlv 0x10001 0x80000000 --quiet
cp first.sign now.sign
rotate rsa2048 rsa4096
rotate rsa4096 ec256
rotate ec256 rsa3072
rotate rsa3072 rsa2048
cmp first.sign now.sign
sign-rproc-fw check --device optee-4.10 --key "$v/keys/rsa2048.pub.pem" now.sign | head -n 1

# what it says
sign-rproc-fw resign first.sign --out out.sign --verify-key "$v/keys/rsa2048.pub.pem" --key "$v/keys/ec256.pem" --verbose
sign-rproc-fw resign first.sign --out out.sign --verify-key "$v/keys/rsa2048.pub.pem" --key "$v/keys/ec256.pem" --json | jq .
# from and to a stream
gzip <first.sign >first.sign.gz
sign-rproc-fw resign --in - --out - --verify-key "$v/keys/rsa2048.pub.pem" --key "$v/keys/rsa2048.pem" <first.sign.gz |
	cmp - first.sign
rm ./*.sign first.sign.gz
