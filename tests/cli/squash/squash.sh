# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# what is missing or wrong is named, and nothing is written then
vectors=$TESTS/vectors/pas
sign-rproc-fw squash --json --out fw.mbn "$vectors/split/own-v7-64/fw.mdt"
cmp fw.mbn "$vectors/signed/own-v7-64.mbn"
rm fw.mbn
for name in split-missing split-short split-long split-mixed; do
	fails 1 sign-rproc-fw squash --out fw.mbn "$vectors/malformed/$name/fw.mdt"
done
# the .mdt counts where a .bNN says something else
sign-rproc-fw squash -v --out fw.mbn "$vectors/malformed/split-b01-differs/fw.mdt"
cmp fw.mbn "$vectors/signed/own-v6-ecdsa.mbn"
rm fw.mbn
fails 2 sign-rproc-fw squash --out fw.mbn "$vectors/signed/own-v7.mbn"
fails 2 sign-rproc-fw squash --out fw.mbn
fails 3 sign-rproc-fw squash --out fw.mbn missing.mdt

# segments that can be apart in parts, but not in one file
seed=$TESTS/fuzz/corpus/pas_split/found-overwritten
part() { tail -c "+$(($2 + 1))" "$seed" | head -c "$3" >"fw.$1"; }
part b01 261 3920
part b02 4181 416
part b03 4597 152
part b04 4749 128
part mdt 4877 6411
fails 1 sign-rproc-fw squash --quiet --out fw.mbn fw.mdt
[ ! -e fw.mbn ]
rm fw.mdt fw.b0?
