#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# The example of docs/integrate/yocto.md, as it is there.

. "$(dirname "$0")/bitbake.sh"

build_folder "$newest"
example=$scratch/example
works "$source/tests/integrate/example.py" "$source/docs/integrate/yocto.md" "$example"
recipe=$example/meta-example/recipes-firmware/m4-firmware
mkdir "$recipe/files"
cp "$source/tests/firmware/openamp.elf" "$recipe/files/m4.elf"
cp "$keys/pub.pem" "$recipe/files/firmware.pub.pem"
mkdir "$scratch/secure"
openssl pkcs8 -topk8 -in "$keys/key.pem" -out "$scratch/secure/firmware.pem" -passout pass:geheim
echo geheim >"$scratch/secure/passphrase"
chmod 600 "$scratch/secure"/*
[ "$(id -u)" -ne 0 ] || chown -R nobody "$example" "$scratch/secure"

about "the layer"
works oe bitbake-layers add-layer "$example/meta-example"
works bitbake -p
! grep -E '^(WARNING|ERROR)' "$scratch/log" || wrong "bitbake has something to say about the layer"

about "with the key"
sed "s|/secure/|$scratch/secure/|" "$example/conf/site.conf" >"$BD/conf/site.conf"
works bitbake -c package_qa m4-firmware
! grep -E '^(WARNING|ERROR)' "$scratch/log" || wrong "bitbake has something to say about the recipe"
works bitbake -c package_write_deb m4-firmware
works bitbake -c deploy m4-firmware
works sign-rproc-fw verify --key "$keys/pub.pem" "$(deployed)"
package=$(find "$BD" -path '*/deploy/deb/*' -name 'm4-firmware_*.deb')
works dpkg-deb -c "$package"
says /lib/firmware/m4.sign
