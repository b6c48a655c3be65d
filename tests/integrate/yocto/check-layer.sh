#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# What Yocto's own tools say about the layer: yocto-check-layer, and oe-selftest with the layer's cases.

. "$(dirname "$0")/bitbake.sh"

build_folder "$newest"

about "yocto-check-layer"
cp "$BD/conf/bblayers.conf" "$scratch/bblayers.conf"
# it adds the layer itself
grep -v 'meta-signfw"' "$scratch/bblayers.conf" >"$BD/conf/bblayers.conf"
works oe yocto-check-layer --no-auto-dependency "$layer"
grep -qE 'meta-signfw[ .]*PASS' "$scratch/log" || wrong "the layer doesn't pass"

about "oe-selftest"
cp "$scratch/bblayers.conf" "$BD/conf/bblayers.conf"
printf 'BBLAYERS += "%s"\n' "$SIGNFW_OE/$chosen/oe-core/meta-selftest" >>"$BD/conf/bblayers.conf"
oe git config --global user.name test
oe git config --global user.email test@localhost
works oe oe-selftest -r signfw
says "SUCCESS"
