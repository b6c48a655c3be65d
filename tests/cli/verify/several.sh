# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Several files: each is judged, in the order given; then how many were what.
v=$TESTS/vectors
key=$v/keys/rsa2048.pub.pem
cp "$v/sign/plain.sign" good.sign
cp "$v/sign/two_images.sign" another.sign
cp "$v/malformed/flip_image_0.sign" changed.sign
echo text >text

sign-rproc-fw verify --key "$key" another.sign good.sign
sign-rproc-fw verify --key "$key" --verbose --in another.sign good.sign --in good.sign
sign-rproc-fw verify --key "$key" --quiet another.sign good.sign
sign-rproc-fw verify --key "$key" - good.sign <another.sign

# refused beats not judged, not judged beats good
fails 1 sign-rproc-fw verify --key "$key" good.sign changed.sign missing.sign good.sign
fails 3 sign-rproc-fw verify --key "$key" missing.sign good.sign
fails 1 sign-rproc-fw verify --key "$key" text good.sign
fails 3 sign-rproc-fw verify --key "$key" --quiet --max-size 2K good.sign another.sign
fails 3 sign-rproc-fw verify --key missing.pem good.sign another.sign

# one object a line, also of what can't be judged
fails 1 sign-rproc-fw verify --key "$key" --json good.sign missing.sign changed.sign >lines
[ "$(wc -l <lines)" = 3 ]
jq -c '[.schema, .file, .verdict, .exit_code, .message, (.findings | length)]' lines
sed -n 2p lines
sign-rproc-fw verify --key "$key" --json good.sign | tail -n +2 | head -n 1

fails 3 sign-rproc-fw verify --key "$key" good.sign another.sign >/dev/full
rm ./*
