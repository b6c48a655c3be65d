# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Whether Linux can use what firmware shares with it: by OP-TEE's device tree, by Linux's, by both, by neither.
for tree in devicetree/optee-etzpc devicetree/stm32mp157-dk vectors/linux/scenario/mp15 vectors/linux/scenario/mp15-nobuffer \
	vectors/linux/scenario/mp15-noregion; do
	dtc -q -q -I dts -O dtb -i "$TESTS/devicetree" -o "${tree##*/}.dtb" "$TESTS/$tree.dts"
done
sign-rproc-fw sign --in "$TESTS/firmware/openamp.elf" --key "$TESTS/vectors/keys/rsa2048.pem" --out fw.sign
uses() {
	echo "--- $*"
	sign-rproc-fw check --json "$@" fw.sign >report.json 2>messages || echo "exit code $?"
	jq -r '.resource_table | .linux_can_read, (.uses[] | [.what, .address, .reachable, .reason] | join("  "))' report.json
	jq -c '[.resource_table.contents[].reachable, .resource_table.linux.verdict], (.findings[] | [.severity, .id, .offset])' \
		report.json
	cat messages >&2
}
uses
uses --board stm32mp157-dk-st-tree
uses --dtb stm32mp157-dk.dtb
uses --linux-dtb mp15.dtb
# the rings are in memory that both use, table and trace buffer in memory that Linux only reads
uses --device st-4.0 --dtb optee-etzpc.dtb
uses --device st-4.0 --dtb optee-etzpc.dtb --linux-dtb mp15.dtb
uses --dtb stm32mp157-dk.dtb --linux-dtb mp15.dtb
# buffers are put into the first region then, RETRAM, which isn't Linux's
uses --device st-4.0 --dtb optee-etzpc.dtb --linux-dtb mp15-nobuffer.dtb
uses --dtb stm32mp157-dk.dtb --linux-dtb mp15-noregion.dtb
echo --- as text
fails 1 sign-rproc-fw check --quiet --board stm32mp157-dk-st-tree --linux-dtb mp15.dtb fw.sign
fails 1 sign-rproc-fw check --board stm32mp157-dk-st-tree --linux-dtb mp15.dtb fw.sign
rm ./*.dtb fw.sign report.json messages
