# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# out of a container of Qualcomm's PAS: the plain ELF file, the certificates, and what openssl verifies the signature with
container=$TESTS/vectors/pas/signed/own-v6-ecdsa.mbn
sign-rproc-fw extract -v --out plain.elf --certificates chain.pem --root "$TESTS/vectors/pas/keys/oem-root.der" "$container"
readelf -lW plain.elf
sign-rproc-fw extract --part oem-signed --out signed.bin "$container"
sign-rproc-fw extract --part oem-signature --out signature.der "$container"
openssl x509 -in chain.pem -noout -pubkey -out leaf.pem
openssl dgst -sha384 -verify leaf.pem -signature signature.der signed.bin
sign-rproc-fw extract --part header --out - "$TESTS/vectors/pas/split/own-v3-legacy/fw.mdt" | od -An -tx4 --endian=little
sign-rproc-fw extract --json --any-root --part hashes --out hashes.bin --certificates qti.pem \
	"$TESTS/vectors/pas/signed/own-v7-double.mbn"
grep -c BEGIN qti.pem
# of two signers, each has signed other bytes
for signer in oem qti; do
	sign-rproc-fw extract --part "$signer-signed" --out signed.bin "$TESTS/vectors/pas/signed/own-v6-double.mbn"
	sign-rproc-fw extract --part "$signer-signature" --out signature.der "$TESTS/vectors/pas/signed/own-v6-double.mbn"
	sign-rproc-fw extract --certificates two.pem "$TESTS/vectors/pas/signed/own-v6-double.mbn"
	[ "$signer" = oem ] || sed -i '1,/END/d; 1,/END/d; 1,/END/d' two.pem
	openssl x509 -in two.pem -noout -pubkey -out leaf.pem
	openssl dgst -sha384 -verify leaf.pem -signature signature.der signed.bin
done

fails 1 sign-rproc-fw extract --any-root --out not.elf "$TESTS/vectors/pas/malformed/segment-bit.mbn"
fails 1 sign-rproc-fw extract --out not.elf "$TESTS/vectors/pas/malformed/split-missing/fw.mdt"
fails 1 sign-rproc-fw extract --part tail --out not.bin "$container"
fails 1 sign-rproc-fw extract --part qti-signed --out not.bin "$TESTS/vectors/pas/malformed/version-4.mbn"
fails 2 sign-rproc-fw extract --part hashes --certificates not.pem "$container"
fails 2 sign-rproc-fw extract --hex not.hex "$container"
fails 2 sign-rproc-fw extract --certificates not.pem "$TESTS/vectors/sign/plain.sign"
