# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# containers of Qualcomm's PAS: by the root, by its hash, by any root, without one
vectors=$TESTS/vectors/pas
root=$vectors/keys/oem-root.der
sign-rproc-fw verify --root "$root" "$vectors/signed/own-v6-ecdsa.mbn"
sign-rproc-fw verify -v --root "$root" "$vectors/signed/own-v6-ecdsa.mbn"
openssl x509 -inform DER -in "$root" -out root.pem
sign-rproc-fw verify -v --root root.pem --pk-hash "$(openssl dgst -sha384 -r "$root" | cut -d ' ' -f 1)" \
	"$vectors/signed/own-v7-double.mbn"
sign-rproc-fw verify -v --pk-hash "0x$(openssl dgst -sha256 -r "$vectors/keys/oem-rsa2048-root.der" | cut -d ' ' -f 1)" \
	"$vectors/signed/own-v3-legacy.mbn"
sign-rproc-fw verify -v --any-root "$vectors/signed/own-v5-pss.mbn" "$vectors/split/own-v7/fw.mdt"
sign-rproc-fw verify -v --digests-only "$vectors/signed/qt-dsp32-v6.mbn"

fails 1 sign-rproc-fw verify --root "$vectors/keys/other-root.der" "$vectors/signed/own-v6-ecdsa.mbn"
fails 1 sign-rproc-fw verify --any-root "$vectors/signed/qt-dsp32-v6.mbn"
fails 1 sign-rproc-fw verify --any-root "$vectors/malformed/split-short/fw.mdt"
fails 1 sign-rproc-fw verify --any-root "$vectors/malformed/segment-bit.mbn"
fails 1 sign-rproc-fw verify --digests-only "$vectors/malformed/paged-segment-bit.mbn"
fails 1 sign-rproc-fw verify --any-root --strict "$vectors/signed/own-v6-paged.mbn"

# what no content tells is what is trusted
fails 1 sign-rproc-fw verify --any-root "$vectors/malformed/phentsize-33.mbn"
fails 1 sign-rproc-fw verify --any-root "$vectors/malformed/empty.mbn"

# of folders, all that begin like one; a .mdt stands for its parts
fails 1 sign-rproc-fw verify --quiet --any-root --recursive "$vectors" 2>/dev/null
sign-rproc-fw verify --any-root --recursive "$vectors/split/own-v6-many" "$vectors/split/own-v7-64"
