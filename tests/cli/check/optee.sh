# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# What a build of OP-TEE will say to firmware, by whatever files of it are given: all say the same.
dtc -q -q -I dts -O dtb -o tree.dtb "$TESTS/devicetree/stm32mp157-dk.dts"
modulus=$(openssl rsa -in "$KEYS/dev-rsa2048.pem" -noout -modulus 2>/dev/null | sed 's/.*=//')
mkdir out out/core
"$TESTS/cli/optee_build.py" out/core tree=tree.dtb modulus="$modulus" heap=8192
printf '%s\n' '# made by a test' 'PLATFORM=stm32mp1' 'CFG_REMOTEPROC_PTA=y' 'CFG_OTHER=y' \
	'CFG_REMOTEPROC_TA_HEAP_SIZE=(16 * 1024)' >out/conf.mk
sign-rproc-fw sign --quiet --in "$TESTS/firmware/openamp.elf" --key "$KEYS/dev-rsa2048.pem" --out good.sign
sign-rproc-fw sign --quiet --in "$TESTS/firmware/openamp.elf" --key "$TESTS/vectors/keys/rsa2048.pem" --out other.sign
# how well zlib and dtc do their work isn't ours
sign-rproc-fw check --optee out/core/tee.bin good.sign | sed -E 's/[0-9]+ bytes (in [0-9]+|,)/N bytes/; s/: tee.bin, [0-9]+/: tee.bin, N/
	s/(tree      )[0-9]+/\1N/'
sign-rproc-fw check --json --optee out good.sign >report.json
sed -E '/"optee"/,$ s/("stored_size"|"size"|"devicetree_size"):[0-9]+/\1:100/' report.json
answers() {
	sign-rproc-fw check --json "$@" good.sign |
		jq -c '[.optee.device, .bits, .optee.heap, .optee.key.bits, .load.name, .addresses_checked, .signature_checked,
			[.optee.parts[].kind]]'
}
answers --optee out/core/tee.elf
answers --optee out/core/tee-raw.bin
answers --optee out/core/fip.bin
answers --optee out/core/tee-pageable_v2.bin --optee out/core/tee-header_v2.bin --optee out/core/tee-pager_v2.bin
answers --optee out/core/tee-header_v2.stm32 --optee out/core/tee-pager_v2.stm32 --optee out/core/tee-pageable_v2.stm32
answers --optee out/core
answers --optee out/core/tee.bin --optee tree.dtb
# what the options say counts more
fails 1 answers --optee out --device st-4.0 --heap 100 --bits 64 --region ram=0x10000000:0x10000
# the key is that of the build
fails 1 sign-rproc-fw check --json --optee out other.sign | jq -r .load.name
fails 1 sign-rproc-fw check --quiet --optee out --key "$TESTS/vectors/keys/rsa2048.pub.pem" good.sign
sign-rproc-fw check --json --optee out --key "$TESTS/vectors/keys/rsa2048.pub.pem" other.sign | jq -r .load.name
# 64 bits, other releases
release() {
	"$TESTS/cli/optee_build.py" out/core tree=tree.dtb modulus="$modulus" "$@"
	rm -f out/conf.mk
	{ sign-rproc-fw check --quiet --json --optee out good.sign || true; } | jq -c '[.optee.version, .optee.device, .optee.bits, .optee.heap, .optee.assumed]'
}
release bits=64 heap=16384
release version=4.1.0
release version=4.3.0-rc1
release version=Unknown_4.7
release version=4.0.0-stm32mp-r1.2
release version=3.19.0 bits=64
release version=3.16.0
release version=3.12.0
release version=4.4.0-stm32mp-r1
release version=9.1.0
release version=0123456
release version=0123456 keeps=0
release version=
rm -r out report.json tree.dtb good.sign other.sign
