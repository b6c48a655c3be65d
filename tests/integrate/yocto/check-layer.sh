#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# What Yocto's own tools say about the layer: yocto-check-layer, and oe-selftest with the layer's cases.

. "$(dirname "$0")/bitbake.sh"

cases=$(grep -c 'def test_' "$layer/lib/oeqa/selftest/cases/signfw.py")

for name in "${series[@]}"; do
	build_folder "$name"
	cp "$BD/conf/auto.conf" "$scratch/auto.conf"
	cp "$BD/conf/bblayers.conf" "$scratch/bblayers.conf"

	about "$name: yocto-check-layer"
	# it wants to build the world: one recipe of Yocto's, and the layer's, whose libraries are there
	cat >>"$BD/conf/auto.conf" <<'END'
BBMASK = "/meta/recipes-(?!core/base-passwd/)"
ASSUME_PROVIDED += "\
    bash-completion dtc elfutils json-c openssl zlib virtual/cross-c++ gcc-cross-x86_64 libtool-cross \
    autoconf-native automake-native docbook-utils-native xmlto-native"
END
	# it adds the layer itself
	grep -v 'meta-signfw"' "$scratch/bblayers.conf" >"$BD/conf/bblayers.conf"
	works oe yocto-check-layer --no-auto-dependency "$layer"
	grep -qE 'meta-signfw[ .]*PASS' "$scratch/log" || wrong "the layer doesn't pass"

	about "$name: oe-selftest"
	cp "$scratch/auto.conf" "$BD/conf/auto.conf"
	cp "$scratch/bblayers.conf" "$BD/conf/bblayers.conf"
	# it wants this layer, but not its recipes, which add to those that are masked
	printf 'BBLAYERS += "%s"\n' "$SIGNFW_OE/$chosen/oe-core/meta-selftest" >>"$BD/conf/bblayers.conf"
	echo 'BBMASK += "/meta-selftest/recipes-"' >>"$BD/conf/auto.conf"
	oe git config --global user.name test
	oe git config --global user.email test@localhost
	works oe oe-selftest -r signfw
	[ "$(grep -c 'RESULTS - signfw.*: PASSED' "$scratch/log")" = "$cases" ] || wrong "not all of $cases cases pass"
done
