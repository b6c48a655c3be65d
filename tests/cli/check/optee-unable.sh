# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# What makes a build unable to load anything, parts that are missing, and what isn't a build.
dtc -q -q -I dts -O dtb -o tree.dtb "$TESTS/devicetree/stm32mp157-dk.dts"
dtc -q -q -I dtb -O dts tree.dtb | sed 's/st,stm32mp1-m4-tee/st,stm32mp1-m4/' | dtc -q -q -I dts -O dtb -o plain.dtb
modulus=$(openssl rsa -in "$KEYS/dev-rsa2048.pem" -noout -modulus 2>/dev/null | sed 's/.*=//')
sign-rproc-fw sign --quiet --in "$TESTS/firmware/openamp.elf" --key "$KEYS/dev-rsa2048.pem" --out good.sign
mkdir out
try() {
	"$TESTS/cli/optee_build.py" out modulus="$modulus" "$@"
	sign-rproc-fw check --json --optee out good.sign |
		jq -c '[.load.name, .load.rule, .optee.loads, [.optee.findings[].id]]'
}
try tree=tree.dtb
fails 1 try tree=plain.dtb
fails 1 try tree=tree.dtb pta=0
fails 1 try tree=tree.dtb driver=0
try tree=tree.dtb ta=0
try
sign-rproc-fw check --json --optee out --optee tree.dtb good.sign | jq -c .addresses_checked
sign-rproc-fw check --json --optee out --board stm32mp157-dk good.sign | jq -c .addresses_checked
fails 1 sign-rproc-fw check --optee out/tee.bin --optee plain.dtb good.sign | sed -E 's/[0-9]+ bytes/N bytes/; s/(in )[0-9]+$/\1N/'
# nor does it play boots, or is anything signed for it
fails 1 sign-rproc-fw check --quiet --sequence linux --optee out/tee.bin --optee plain.dtb good.sign
fails 1 sign-rproc-fw sign --quiet --in "$TESTS/firmware/openamp.elf" --key "$KEYS/dev-rsa2048.pem" --out new.sign \
	--optee out/tee.bin --optee plain.dtb
sign-rproc-fw sign --quiet --in "$TESTS/firmware/openamp.elf" --key "$KEYS/dev-rsa2048.pem" --out new.sign \
	--optee out/tee.bin --optee tree.dtb
cmp good.sign new.sign
# switches that explain what isn't there
"$TESTS/cli/optee_build.py" out pta=0
printf 'CFG_REMOTEPROC_PTA=n\nCFG_OPTEE_REVISION_MAJOR=4\nCFG_OPTEE_REVISION_MINOR=8\n' >out/conf.mk
fails 1 sign-rproc-fw check --quiet --optee out good.sign
"$TESTS/cli/optee_build.py" out tree=tree.dtb modulus="$modulus" version=
sign-rproc-fw check --json --optee out good.sign | jq -r .optee.device
# parts; how well zlib and dtc do their work isn't ours
part() {
	sign-rproc-fw check --json "${@/#/--optee=out/}" good.sign 2>messages |
		jq -c '[.load.name, [.optee.findings[].id], .optee.assumed]'
	sed -E 's/of 0x[0-9a-f]+ bytes/of N bytes/' messages >&2
}
part tee-pager_v2.bin
part tee-header_v2.stm32
part tee-header_v2.bin tee-pager_v2.bin
part tee-pageable_v2.bin
part conf.mk
# what isn't a build
fails 3 sign-rproc-fw check --optee good.sign good.sign
fails 3 sign-rproc-fw check --optee /dev/null good.sign
fails 3 sign-rproc-fw check --optee tree.dtb good.sign
mkdir empty
fails 3 sign-rproc-fw check --optee empty good.sign
fails 3 sign-rproc-fw check --optee missing good.sign
# damaged at every place: an answer, and no crash
size=$(stat -c %s out/tee.bin)
for ((i = 0; i < size; i += 331)); do
	head -c "$i" out/tee.bin >cut.bin
	sign-rproc-fw check --quiet --optee cut.bin good.sign 2>/dev/null && echo 0 || echo $?
done | sort | uniq -c
rm -r new.sign messages out empty tree.dtb plain.dtb good.sign cut.bin
