# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Random damage follows from the seed, is described, and is signed; the answers are those of check.
keys=$TESTS/vectors/keys
random() { sign-rproc-fw corpus -k "$keys/rsa2048.pem" --device optee-4.8 -q --random 60 -o "$@"; }

random one
random same --seed 0
diff -r one same
random other --seed 4294967295
[ "$(cat one/random-*.sign | sha256sum)" != "$(cat other/random-*.sign | sha256sum)" ]
sign-rproc-fw corpus -k "$keys/rsa2048.pem" --device optee-4.8 -q -o none
diff <(jq 'del(.version)' none/corpus.json) <(jq 'del(.version) | .cases |= map(select(.name | startswith("random-") | not))' one/corpus.json)

# the first ones
jq -r '.cases[] | select(.name | test("^random-0-[0-9]$")) | .name + ": " + .what + ": " + .answers[0].name' one/corpus.json
jq -r '.cases[] | select(.name == "random-4294967295-59") | .file + ": " + .what + ": " + .answers[0].name' other/corpus.json

# all that differs behind the signing is what makes a signature wrong
jq -r '.cases[] | select(.name | startswith("random-")) | select(.answers[0].code == "0xffff3072") | .what' one/corpus.json other/corpus.json >wrong
if grep -v 'behind the signing\|header\|TLV 0x1 ' wrong; then false; fi

# the same answers
mapfile -t files < <(jq -r '.cases[] | select(.name | startswith("random-")) | .file' one/corpus.json)
jq -r '.cases[] | select(.name | startswith("random-")) | .file + " " + .answers[0].code' one/corpus.json >expected
fails 1 sign-rproc-fw check --quiet --json --key "$keys/rsa2048.pub.pem" --device optee-4.8 --region ram=0x10000000:256K \
	--region shared=0x10040000:32K "${files[@]/#/one/}" >checked
jq -r '(.file | ltrimstr("one/")) + " " + .load.code' checked | diff expected -
# more files than may be open at a time
(ulimit -S -n 64 && sign-rproc-fw corpus -k "$keys/rsa2048.pem" --device optee-4.8 -q -o many)
rm -r one same other none expected checked wrong many

fails 2 sign-rproc-fw corpus -k "$keys/rsa2048.pem" -o none --random 1001
fails 2 sign-rproc-fw corpus -k "$keys/rsa2048.pem" -o none --random 1 --seed 4294967296
[ ! -e none ]
