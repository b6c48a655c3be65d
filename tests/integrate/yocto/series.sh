#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# The layer in all series of Yocto: it is parsed without a warning, and what its class signs is packaged and deployed.

. "$(dirname "$0")/bitbake.sh"

for name in "${series[@]}"; do
	about "$name"
	build_folder "$name"
	works bitbake -p
	! grep -E '^(WARNING|ERROR)' "$scratch/log" || wrong "$name has something to say about the layer"

	about "$name: without a key there is nothing to build, and nothing wrong"
	refuses "SIGNFW_KEY isn't set" bitbake signfw-selftest

	about "$name: signed, packaged, deployed"
	settings "SIGNFW_KEY = \"$keys/key.pem\"" "SIGNFW_PUBKEY = \"$keys/pub.pem\""
	works bitbake -c package_qa signfw-selftest
	! grep -E '^(WARNING|ERROR)' "$scratch/log" || wrong "$name has something to say about the recipe"
	works bitbake -c package_write_deb signfw-selftest
	works bitbake -c deploy signfw-selftest
	package=$(find "$BD" -path '*/deploy/deb/*' -name 'signfw-selftest_*.deb')
	works dpkg-deb -c "$package"
	# newer series merge /lib and /usr/lib
	path=$(sed -nE 's|^-rw-r--r-- root/root .* (\./(usr/)?lib/firmware/m4\.sign)$|\1|p' "$scratch/log")
	[ -n "$path" ] || wrong "$name packages something else"
	works sign-rproc-fw verify --key "$keys/pub.pem" "$(deployed)"
	works cmp "$(deployed)" <(dpkg-deb --fsys-tarfile "$package" | tar -xO "$path")
done
