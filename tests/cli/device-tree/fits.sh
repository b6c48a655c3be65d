# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Trees for a container: it is loaded, and Linux can use all that it shares.
key=$TESTS/vectors/keys/rsa2048.pem

# both trees for a container, compiled, and what check says with them
fits() {
	local container=$1
	shift
	for side in optee linux; do
		sign-rproc-fw device-tree --for "$container" --side "$side" "$@" | dtc -I dts -O dtb -o "$side.dtb" -
	done
}
judge() {
	sign-rproc-fw check --json --dtb optee.dtb --linux-dtb linux.dtb "$@" >report.json || echo "exit code $?"
	jq -r '.load.code, .linux_tree.binding, .resource_table.linux_can_read, .resource_table.linux.verdict,
		(.regions[] | [.name, .physical_address, .size] | join(" ")),
		(.resource_table.uses[]? | [.what, .reachable, .reason] | join(" ")), (.findings[] | [.severity, .id] | join(" "))' report.json
}

echo --- upstream
sign-rproc-fw sign --quiet --in "$TESTS/firmware/openamp.elf" --key "$key" --out fw.sign
fits fw.sign
judge fw.sign
echo --- upstream, whole boot
sign-rproc-fw check --json --sequence linux --dtb optee.dtb --linux-dtb linux.dtb fw.sign | jq -c '[.boot.outcome, .boot.errno]'
echo --- ST
fits fw.sign --binding std
judge --device st-4.0 fw.sign
sign-rproc-fw sign --quiet --layout st-4.0 --in "$TESTS/firmware/openamp.elf" --key "$key" --out st.sign
fits st.sign
judge --device st-4.0 st.sign
echo --- rings anywhere
cp "$TESTS/vectors/sign/rsc.sign" rings.sign
fits rings.sign
judge rings.sign
echo --- no resource table
sign-rproc-fw sign --quiet --in "$TESTS/firmware/blink.elf" --key "$key" --out none.sign
fits none.sign
judge none.sign

echo --- the fragment behind the tree of a SoC
{
	sign-rproc-fw device-tree --for fw.sign --side linux | sed -n '1,/^};/p'
	sign-rproc-fw device-tree --for fw.sign --side linux --include
} >whole.dts
sign-rproc-fw device-tree --for fw.sign --side linux | dtc -I dts -O dtb -o linux.dtb -
dtc -I dts -O dtb whole.dts | cmp - linux.dtb

# other resource tables: of 140 bytes at 1264 of the ELF file, with the vdev at 72 and its rings at 100
table() {
	cp "$TESTS/firmware/openamp.elf" other.elf
	poke other.elf $((1264 + $1)) "$2"
	sign-rproc-fw sign --quiet --force --in other.elf --key "$key" --out other.sign
}
carveout() {
	table 72 "00000000$(le32 "$1")00000000$(le32 "$2")0000000000000000$(printf %s "$3" | od -An -tx1 -v | tr -d ' \n')00"
}

echo --- a carveout anywhere
carveout 0xffffffff 0x2001 heap
fits other.sign
judge other.sign
echo --- a carveout with an address
carveout 0x10030000 0x1000 heap,1
fits other.sign
judge other.sign
echo --- refused
carveout 0x10000000 0x1000 heap
fails 1 sign-rproc-fw device-tree --for other.sign --side linux
carveout 0xffffffff 0x100000 heap
fails 1 sign-rproc-fw device-tree --for other.sign --side linux
carveout 0xffffffff 0x1000 'x { };'
fails 1 sign-rproc-fw device-tree --for other.sign --side linux
carveout 0xffffffff 0x1000 ''
fails 1 sign-rproc-fw device-tree --for other.sign --side linux
table 100 "$(le32 0x10020000)"
fails 1 sign-rproc-fw device-tree --for other.sign --side linux
table 100 "$(le32 0x10040010)"
fails 1 sign-rproc-fw device-tree --for other.sign --side linux
table 100 "$(le32 0x20000000)"
fails 1 sign-rproc-fw device-tree --for other.sign --side linux
table 28 "$(le32 0x20000000)"
fails 1 sign-rproc-fw device-tree --for other.sign --side linux
table 4 "$(le32 65)"
fails 1 sign-rproc-fw device-tree --for other.sign --side linux

# what can't be
printf x >short.sign
fails 1 sign-rproc-fw device-tree --for short.sign --side optee
fails 3 sign-rproc-fw device-tree --for missing.sign --side optee
cp "$TESTS/firmware/openamp.elf" .
fails 1 sign-rproc-fw device-tree --for openamp.elf --side optee
rm ./*
