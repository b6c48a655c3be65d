# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Faults of the device that a container runs into are said on standard error.
v=$TESTS/vectors
cp "$v/sign/plain.sign" crash.sign
# e_phoff of the image, far outside
poke crash.sign "$((20 + $(u32 crash.sign 8) + $(u32 crash.sign 12) + 28))" 00000010
fails 1 sign-rproc-fw check crash.sign | sed -n 1,2p
fails 1 sign-rproc-fw check --device optee-4.8 crash.sign | sed -n 1,2p
cp "$v/sign/plain.sign" hang.sign
poke hang.sign 20 7f000000f8ffffff
fails 1 sign-rproc-fw check --device optee-4.4 hang.sign | sed -n 1,2p
fails 1 sign-rproc-fw check --device optee-4.8 hang.sign | sed -n 1,2p
fails 1 sign-rproc-fw check "$v/malformed/flip_image_0.sign" | sed -n 1,2p
rm crash.sign hang.sign
