# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# README.md, docs/usage.md and docs/linux.md: each of their examples.
sources=$(realpath "$TESTS/cli")/../..

for page in README.md docs/usage.md docs/linux.md; do
	mkdir folder
	(
		cd folder || exit
		ln -s "../$TESTS" tests
		ln -s "../$KEYS" keys
		cp tests/vectors/keys/rsa2048.pem key.pem
		cp tests/vectors/keys/rsa2048.pub.pem key.pub.pem
		cp key.pem release.pem
		cp key.pub.pem release.pub.pem
		cp tests/vectors/keys/rsa3072.pub.pem other.pub.pem
		cp tests/firmware/openamp-encryptable.elf m33.elf
		mkdir -p build/demo
		sign-rproc-fw --quiet --in tests/firmware/openamp.elf --out build/demo/openamp.sign --key keys/dev-rsa2048.pem
		sign-rproc-fw --quiet --in tests/vectors/elf/plain.elf --out plain.sign --key keys/dev-rsa2048.pem
		sign-rproc-fw --in tests/firmware/openamp.elf --out tampered.sign --key key.pem
		sign-rproc-fw --quiet --in tests/firmware/openamp.elf --out openamp.st.sign --key key.pem --layout st-4.0
		dtc -q -q -I dts -O dtb -o linux.dtb tests/vectors/linux/scenario/mp15.dts
		poke tampered.sign 0x5bc 00
		"tests/cli/follow.py" "$sources/$page"
	)
	rm -r folder
done
