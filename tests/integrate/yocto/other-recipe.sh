#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# Firmware that another recipe deploys, in the same configuration and in another: the recipes of docs/integrate/yocto.md.

. "$(dirname "$0")/bitbake.sh"

build_folder "$newest"
example=$scratch/example
works "$source/tests/integrate/example.py" "$source/docs/integrate/yocto.md" "$example"
recipes=$example/meta-example/recipes-firmware
mkdir -p "$recipes"/m4-firmware/files
cp "$source/tests/firmware/openamp.elf" "$recipes/m4-firmware/files/m4.elf"
cp "$keys/pub.pem" "$recipes/m4-firmware/files/firmware.pub.pem"
for name in app zephyr-app; do
	mkdir -p "$recipes/$name/files"
	cp "$source/tests/firmware/openamp.elf" "$recipes/$name/files/$name.elf"
	cat >"$recipes/$name/${name}_1.0.bb" <<-'END'
		SUMMARY = "Deploys firmware"
		LICENSE = "CLOSED"
		SRC_URI = "file://${BPN}.elf"
		S = "${@d.getVar('UNPACKDIR') or d.getVar('WORKDIR')}"
		INHIBIT_DEFAULT_DEPS = "1"
		inherit deploy nopackages
		do_deploy() {
		    install -m 0644 ${S}/${BPN}.elf ${DEPLOYDIR}/
		}
		addtask deploy after do_compile before do_build
	END
done
sed -i 's|images/m4/|images/qemux86-64/|' "$recipes"/zephyr-signed/*.bb
mkdir -p "$BD/conf/multiconfig"
# shellcheck disable=SC2016
echo 'TMPDIR = "${TOPDIR}/tmp-m4"' >"$BD/conf/multiconfig/m4.conf"
echo 'BBMULTICONFIG = "m4"' >>"$BD/conf/auto.conf"
# older series append the C library's name to TMPDIR
[[ $newest != @(kirkstone|scarthgap) ]] || echo 'TCLIBCAPPEND = ""' >>"$BD/conf/auto.conf"
[ "$(id -u)" -ne 0 ] || chown -R nobody "$example" "$BD/conf"
works oe bitbake-layers add-layer "$example/meta-example"
settings "SIGNFW_KEY = \"$keys/key.pem\""

# Builds a recipe that signs what another deploys, which has to happen so often: builds HOW-OFTEN RECIPE
builds() {
	works bitbake -c deploy "$2"
	! grep -E '^(WARNING|ERROR)' "$scratch/log" || wrong "bitbake has something to say about $2"
	[ "$(ran do_sign_rproc_fw)" = "$1" ] || wrong "$2 is signed $(ran do_sign_rproc_fw) times"
}

for names in 'app app-signed app.sign' 'zephyr-app zephyr-signed zephyr.sign'; do
	read -r maker signer container <<<"$names"
	about "$signer: once, and again when the firmware is another one"
	builds 1 "$signer"
	works sign-rproc-fw verify --key "$keys/pub.pem" "$(deployed | grep "$container")"
	builds 0 "$signer"
	cp "$source/tests/firmware/blink.elf" "$recipes/$maker/files/$maker.elf"
	builds 1 "$signer"
	sign-rproc-fw extract --out - "$(deployed | grep "$container")" | cmp - "$source/tests/firmware/blink.elf" ||
		wrong "another firmware is in $container"
	builds 0 "$signer"
done
