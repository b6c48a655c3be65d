# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# How Linux's device tree says that OP-TEE loads the firmware: each generation, and what is wrong with it.
fw=$TESTS/vectors/sign/plain.sign
uuid=80a4c275-0a47-4905-8285-1486a9771a08
resets='resets = <1 2>; reset-names = "mcu_rst", "hold_boot";'

# tree COMPATIBLE PROPERTIES [BACKEND]: Linux's device tree with such a node.
tree() {
	dtc -q -q -I dts -O dtb -o linux.dtb - <<END
/dts-v1/;
/ {
	#address-cells = <1>;
	#size-cells = <1>;
	reserved-memory {
		#address-cells = <1>;
		#size-cells = <1>;
		ranges;
		v0: vdev0vring0@10040000 { reg = <0x10040000 0x1000>; no-map; };
		off: off@10041000 { reg = <0x10041000 0x1000>; status = "disabled"; };
		elsewhere: elsewhere@c0000000 { reg = <0xc0000000 0x1000>; };
	};
	firmware {
		optee { compatible = "linaro,optee-tz"; };
		tee: tee { ${3-compatible = \"$uuid\";} };
	};
	ahb {
		#address-cells = <1>;
		#size-cells = <1>;
		dma-ranges = <0x00000000 0x38000000 0x10000>, <0x10000000 0x10000000 0x60000>;
		m4@10000000 { compatible = "$1"; memory-region = ${regions-<&v0>}; $2 };
	};
};
END
}

# says [OPTIONS]: what check finds out about the tree.
says() {
	sign-rproc-fw check --quiet --json --linux-dtb linux.dtb "$@" "$fw" 2>/dev/null >report.json || echo "exit code $?"
	jq -r '(.linux_tree | "binding \(.binding), driver \(.driver)"), (.findings[] | "\(.severity) \(.id): \(.message)")' report.json
}

# is COMPATIBLE PROPERTIES [BACKEND]
is() {
	echo "--- $1 ${2//$'\n'/ }${3+ backend: $3}"
	tree "$@"
	says
}
is st,stm32mp1-m4 "$resets st,syscfg-holdboot = <1 2 3>;"
is st,stm32mp1-m4 ''
is st,stm32mp1-m4-tee 'st,proc-id = <0>;'
is st,stm32mp1-m4-tee "st,proc-id = <0>; $resets"
is st,stm32mp1-m4-tee 'st,proc-id = <1>;'
is st,stm32mp1-m4-tee ''
is st,stm32mp1-m4-tee 'rproc-tee-phandle = <&tee 0>; reg = <0 0>;'
is st,stm32mp1-m4-tee 'rproc-tee-phandle = <&tee>;'
is st,stm32mp1-m4-tee "$resets st,syscfg-cm-state = <1 2 3>;"
is st,stm32mp1-m4-tee 'st,syscfg-cm-state = <1 2 3>;'
is st,stm32mp2-m33-tee "$resets"
is st,stm32mp15-m4-tee 'reg = <0>;'
is st,stm32mp1-m4 'st,rproc-tee = <&tee 0>;'
is st,stm32mp1-m4 "st,rproc-tee = <&tee 0>; $resets st,syscfg-holdboot = <1 2 3>;"
is st,stm32mp1-m4 'st,rproc-tee = <&tee>;'
is st,stm32mp1-m4 'st,rproc-tee = <0x77 0>;'
is st,stm32mp1-m4 'st,rproc-tee = <&tee 1>;'
is st,stm32mp1-m4 'st,rproc-tee = <&tee 0>;' ''
is st,stm32mp1-m4 'st,rproc-tee = <&v0 0>;'
is st,stm32mp1-m4 'st,rproc-tee = <&tee 0>;' "compatible = \"$uuid\"; status = \"disabled\";"
is st,stm32mp1-m4 'st,rproc-tee = <&tee 0>; st,proc-id = <0>; rproc-tee-phandle = <&tee 0>;'
regions='<&v0 &off>' is st,stm32mp1-m4 'st,rproc-tee = <&tee 0>;'
regions='<&elsewhere>' is st,stm32mp1-m4 'st,rproc-tee = <&tee 0>;'

jq . report.json
echo --- drivers of other generations
tree st,stm32mp1-m4 'st,rproc-tee = <&tee 0>;'
says --sequence linux
says --sequence linux --kernel v20
says --sequence linux --kernel std
tree st,stm32mp1-m4-tee 'st,proc-id = <0>;'
says --sequence linux --kernel v22
tree st,stm32mp1-m4-tee "$resets"
says --sequence linux
fails 1 sign-rproc-fw check --quiet --sequence linux --kernel v22 --linux-dtb linux.dtb "$fw"

echo --- the TA\'s node as the processor\'s parent
dtc -q -q -I dts -O dtb -o linux.dtb - <<END
/dts-v1/;
/ {
	#address-cells = <1>;
	#size-cells = <1>;
	reserved-memory {
		#address-cells = <1>;
		#size-cells = <1>;
		v0: vdev0vring0@10040000 { reg = <0x10040000 0x1000>; };
		retram: retram@38000000 { reg = <0x38000000 0x10000>; };
	};
	firmware {
		optee {
			compatible = "linaro,optee-tz";
			#address-cells = <1>;
			#size-cells = <0>;
			rproc-service-$uuid@0 {
				reg = <0>;
				#address-cells = <1>;
				#size-cells = <0>;
				m4@0 { compatible = "st,stm32mp15-m4-tee"; reg = <0>; memory-region = <&retram &v0>; };
			};
		};
	};
};
END
says
rm linux.dtb report.json
