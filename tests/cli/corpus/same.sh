# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# The same call makes the same bytes, whoever signs; what is good is valid, and what is signed is what is damaged.
keys=$TESTS/vectors/keys

sign-rproc-fw corpus --quiet --key "$keys/rsa3072.pem" --out corpus
signer signer <<END
#!/bin/sh
openssl pkeyutl -sign -inkey $keys/rsa3072.pem -pkeyopt digest:sha256
END
mkdir again
sign-rproc-fw corpus --key "$keys/rsa3072.pub.pem" --sign-command ./signer --out again
diff -r corpus again

sign-rproc-fw verify --key "$keys/rsa3072.pub.pem" corpus/good-optee*.sign corpus/good-st-3*.sign corpus/good-st-4.0.sign \
	corpus/good-st-4.0-boot-address.sign | sed 's/ 3072-bit.*//'

# the signatures of these are right: only then a device comes to what else is wrong
for name in entry-hash image-type-3 hash-type-2 tlv-twice-different st-3.19-entry-hash st-3.16-entry-hash; do
	fails 1 sign-rproc-fw verify --quiet --key "$keys/rsa3072.pub.pem" "corpus/$name.sign" || :
done 2>&1 | grep -c 'signature-invalid' || :
cat corpus/README
rm -r corpus again signer
