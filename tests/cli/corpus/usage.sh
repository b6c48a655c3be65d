# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# What is refused before anything is written; and that all is written or nothing.
key=$TESTS/vectors/keys/rsa2048.pem

fails 2 sign-rproc-fw corpus --key "$key"
fails 2 sign-rproc-fw corpus --out corpus
fails 3 sign-rproc-fw corpus --key "$TESTS/vectors/keys/rsa2048.pub.pem" --out corpus
fails 2 sign-rproc-fw corpus --key "$key" --out corpus --region small=0x10000000:0x3000
fails 2 sign-rproc-fw corpus --key "$key" --out corpus --device optee-3
fails 3 sign-rproc-fw corpus --key "$key" --out missing/corpus
[ ! -e corpus ]

mkdir full && touch full/file
fails 2 sign-rproc-fw corpus --key "$key" --out full
ls full
touch file
fails 3 sign-rproc-fw corpus --key "$key" --out file

# no room for all of them: what was written goes, and so does the folder, unless it was there
mkdir empty
for out in empty new; do
	(ulimit -f 8 && trap '' XFSZ && fails 3 sign-rproc-fw corpus --key "$key" --out "$out")
done
ls -a empty
[ ! -e new ]
