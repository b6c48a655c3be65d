# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# OP-TEE's device tree where Linux's is wanted, and the reverse.
fw=$TESTS/vectors/sign/plain.sign
for tree in devicetree/optee-etzpc devicetree/stm32mp157-dk devicetree/stm32mp257-ev1 vectors/linux/scenario/mp15; do
	dtc -q -q -I dts -O dtb -i "$TESTS/devicetree" -o "${tree##*/}.dtb" "$TESTS/$tree.dts"
done
fails 3 sign-rproc-fw check --dtb mp15.dtb "$fw"
fails 3 sign-rproc-fw check --linux-dtb optee-etzpc.dtb "$fw"
fails 3 sign-rproc-fw check --linux-dtb stm32mp157-dk.dtb "$fw"
fails 3 sign-rproc-fw check --linux-dtb stm32mp257-ev1.dtb "$fw"
fails 3 sign-rproc-fw check --sequence linux --linux-dtb stm32mp157-dk.dtb "$fw"
fails 3 sign-rproc-fw resource-table --linux-dtb stm32mp157-dk.dtb "$TESTS/firmware/openamp.elf"

# node COMPATIBLE PROPERTIES [OTHER]: a tree with one processor.
node() {
	dtc -q -q -I dts -O dtb -o tree.dtb - <<END
/dts-v1/;
/ {
	#address-cells = <1>;
	#size-cells = <1>;
	reserved-memory {
		#address-cells = <1>;
		#size-cells = <1>;
		r: retram@38000000 { reg = <0x38000000 0x10000>; };
	};
	ahb {
		#address-cells = <1>;
		#size-cells = <1>;
		dma-ranges = <0x00000000 0x38000000 0x10000>;
		m4@10000000 { compatible = "$1"; memory-region = <&r>; $2 };
	};
	${3-}
};
END
}
optee='firmware { optee { compatible = "linaro,optee-tz"; }; };'

# Linux's of older generations, which OP-TEE's driver would take
node st,stm32mp1-m4-tee 'st,proc-id = <0>;'
fails 3 sign-rproc-fw check --dtb tree.dtb "$fw"
node st,stm32mp1-m4-tee 'resets = <1 2>;' "$optee"
fails 3 sign-rproc-fw check --dtb tree.dtb "$fw"
node st,stm32mp15-m4-tee '' "$optee"
fails 3 sign-rproc-fw check --dtb tree.dtb "$fw"
# the right tree, but the node is off, or isn't for OP-TEE
node st,stm32mp1-m4-tee 'status = "disabled";'
fails 3 sign-rproc-fw check --dtb tree.dtb "$fw"
fails 3 sign-rproc-fw check --linux-dtb tree.dtb "$fw"
node st,stm32mp1-m4 ''
fails 3 sign-rproc-fw check --dtb tree.dtb "$fw"
node st,stm32mp1-m4 'status = "disabled";' "$optee"
fails 3 sign-rproc-fw check --linux-dtb tree.dtb "$fw"
# neither
node st,other ''
fails 3 sign-rproc-fw check --dtb tree.dtb "$fw"
fails 3 sign-rproc-fw check --linux-dtb tree.dtb "$fw"
# a mailbox is in both
node st,stm32mp1-m4-tee 'mboxes = <1 2>;'
sign-rproc-fw check --quiet --dtb tree.dtb --device optee-4.4 "$TESTS/vectors/sign/plain.sign" || echo "exit code $?"
rm ./*.dtb
