#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# What Yocto's own tools say about the layer: yocto-check-layer, and oe-selftest with the layer's cases.

. "$(dirname "$0")/bitbake.sh"

build_folder "$newest"

about "yocto-check-layer"
# it wants to build the world: one recipe of Yocto's, and the layer's, whose libraries are there
cp "$BD/conf/auto.conf" "$scratch/auto.conf"
cat >>"$BD/conf/auto.conf" <<'END'
BBMASK = "/meta/recipes-(?!support/base-passwd)"
ASSUME_PROVIDED += "bash-completion dtc elfutils json-c openssl zlib virtual/cross-c++ docbook-utils-native xmlto-native"
END
cp "$BD/conf/bblayers.conf" "$scratch/bblayers.conf"
# it adds the layer itself
grep -v 'meta-signfw"' "$scratch/bblayers.conf" >"$BD/conf/bblayers.conf"
works oe yocto-check-layer --no-auto-dependency "$layer"
grep -qE 'meta-signfw[ .]*PASS' "$scratch/log" || wrong "the layer doesn't pass"

about "oe-selftest"
cp "$scratch/auto.conf" "$BD/conf/auto.conf"
cp "$scratch/bblayers.conf" "$BD/conf/bblayers.conf"
printf 'BBLAYERS += "%s"\n' "$SIGNFW_OE/$chosen/oe-core/meta-selftest" >>"$BD/conf/bblayers.conf"
oe git config --global user.name test
oe git config --global user.email test@localhost
works oe oe-selftest -r signfw
says "SUCCESS"
