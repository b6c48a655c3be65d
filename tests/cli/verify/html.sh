# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# The page of a container that was changed; dump has the same tables.
v=$TESTS/vectors
cp "$v/sign/everything.sign" in.sign
printf x | dd of=in.sign bs=1 seek=1200 conv=notrunc status=none
fails 1 sign-rproc-fw verify --quiet --key "$v/keys/rsa2048.pub.pem" --format html --out page.html in.sign
sed '/<style>/,/<\/style>/d' page.html
sign-rproc-fw dump --format html "$v/sign/everything.sign" >dump.html
sed -n '/<h3>Container/,$p' page.html | cmp - <(sed -n '/<h3>Container/,$p' dump.html) || true
sign-rproc-fw dump --format sarif "$v/sign/everything.sign" | jq -c '.runs[0].results | length'
rm in.sign page.html dump.html
