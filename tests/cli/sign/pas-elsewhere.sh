# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# For OP-TEE's PAS, with the private key elsewhere: a command, a signing room.
elf=$TESTS/vectors/pas/inputs/dsp32.elf
"$KEYS/make-pas-chain" chain >/dev/null
mv chain/leaf.pem secret.pem
openssl pkey -in secret.pem -pubout -out leaf.pub.pem
options=(--layout qcom-v6 --cert-chain chain/chain.pem --sw-id 0x17 --in "$elf")

# a command gets the SHA-384, or all of it
signer digest <<'END'
echo "$1" >&2
exec openssl pkeyutl -sign -inkey secret.pem -pkeyopt digest:sha384
END
signer data <<'END'
exec openssl dgst -sha384 -sign secret.pem
END
sign-rproc-fw sign "${options[@]}" --out fw.mbn --key leaf.pub.pem --sign-command ./digest
sign-rproc-fw verify --root chain/root.der fw.mbn
sign-rproc-fw sign "${options[@]}" --out fw.mbn --key leaf.pub.pem --sign-command ./data --sign-command-input data
sign-rproc-fw verify --root chain/root.der fw.mbn

# two steps
sign-rproc-fw digest "${options[@]}" --out fw.bin --key leaf.pub.pem --format raw --quiet >digest.bin
openssl pkeyutl -sign -inkey secret.pem -pkeyopt digest:sha384 -in digest.bin -out signature.der
sign-rproc-fw stitch --in fw.bin --signature signature.der --key leaf.pub.pem --out fw.mbn
sign-rproc-fw verify --root chain/root.der fw.mbn
sign-rproc-fw check --device qcom-pas-signed fw.mbn | sed -n 1p
sign-rproc-fw stitch -v --in - --signature signature.der --key leaf.pub.pem --out fw.mbn <fw.bin |
	sed 's/sha256:.*/sha256:.../'
sign-rproc-fw stitch --json --in fw.bin --signature signature.der --key leaf.pub.pem --out fw.mbn |
	sed "s/sha256:[0-9a-f]*/sha256:$(printf %064d 0)/"
# by the command that is printed
sign-rproc-fw digest "${options[@]}" --out fw.bin --key leaf.pub.pem --json >digest.json
jq -r '.algorithm, .layout, (.digest | length)' digest.json
jq -r .openssl digest.json | sed 's/PRIVATE.pem/secret.pem/' | bash
sign-rproc-fw stitch --in fw.bin --signature signature.bin --key leaf.pub.pem --out fw.mbn
sign-rproc-fw digest "${options[@]}" --out fw.bin --key leaf.pub.pem --json | jq '.digest = "...", .openssl = "..."' |
	jq -c 'select(.digest == "...") | keys'

# what isn't a signature of it, by it; and what isn't signed yet
rm fw.mbn
fails 1 sign-rproc-fw verify --root chain/root.der fw.bin
fails 1 sign-rproc-fw stitch --in fw.bin --signature digest.bin --key leaf.pub.pem --out fw.mbn
part fw.bin 0 100 >other.der
fails 1 sign-rproc-fw stitch --in fw.bin --signature other.der --key leaf.pub.pem --out fw.mbn
fails 3 sign-rproc-fw stitch --in fw.bin --signature signature.der --key "$KEYS/dev-ec256.pub.pem" --out fw.mbn
fails 1 sign-rproc-fw stitch --in "$TESTS/vectors/pas/malformed/version-4.mbn" --signature signature.der \
	--key leaf.pub.pem --out fw.mbn
fails 2 sign-rproc-fw digest "${options[@]}" --out - --key leaf.pub.pem
rm -r chain digest data ./*.pem ./*.bin ./*.der digest.json
