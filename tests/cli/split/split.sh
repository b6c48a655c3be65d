# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# the same files as other tools write; there and back
vectors=$TESTS/vectors/pas
for name in own-v3-legacy own-v6-hash-last own-v7-64 qt-dsp32-v6; do
	mkdir "$name"
	sign-rproc-fw split --out "$name/fw.mdt" "$vectors/signed/$name.mbn" 2>/dev/null
	diff -r "$name" "$vectors/split/$name"
	sign-rproc-fw squash --out "$name.mbn" "$name/fw.mdt" 2>/dev/null
	cmp "$name.mbn" "$vectors/signed/$name.mbn" || :
	rm -r "$name" "$name.mbn"
done
sign-rproc-fw split -v --json --out fw.mdt "$vectors/signed/own-v6-ecdsa.mbn"
rm fw.*
sign-rproc-fw split -v -o fw.mdt "$vectors/signed/own-v6-ecdsa.mbn"
sign-rproc-fw squash -v -o - fw.mdt | cmp - "$vectors/signed/own-v6-ecdsa.mbn"
rm fw.*

# nothing is written of what isn't right, nor under names that Linux doesn't look for
fails 1 sign-rproc-fw split --out fw.mdt "$vectors/malformed/segment-bit.mbn"
fails 1 sign-rproc-fw split --out fw.mdt "$vectors/malformed/cut-last-byte.mbn"
fails 1 sign-rproc-fw split --out fw.mdt "$vectors/malformed/phdr0-small.mbn"
fails 1 sign-rproc-fw split --out fw.mdt "$TESTS/vectors/elf/plain.elf"
fails 2 sign-rproc-fw split --out fw.mdt "$vectors/split/own-v7/fw.mdt"
fails 2 sign-rproc-fw split --out fw.b02 "$vectors/signed/own-v6-ecdsa.mbn"
fails 2 sign-rproc-fw split --out .mdt "$vectors/signed/own-v6-ecdsa.mbn"
fails 3 sign-rproc-fw split --out missing/fw.mdt "$vectors/signed/own-v6-ecdsa.mbn"
