# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# The forms that CI servers read: one that is good, one with a warning, one that is refused, one that can't be judged.
v=$TESTS/vectors
cp "$v/sign/plain.sign" good.sign
cp "$v/sign/overlap.sign" odd.sign
cp "$v/malformed/flip_image_0.sign" changed.sign
verify=(sign-rproc-fw verify --key "$v/keys/rsa2048.pub.pem")
files=(good.sign odd.sign changed.sign missing.sign)

for format in text json sarif junit github; do
	fails 1 "${verify[@]}" --format $format "${files[@]}" 2>/dev/null
done
"${verify[@]}" --format sarif good.sign
"${verify[@]}" --format junit good.sign
"${verify[@]}" --format github good.sign
"${verify[@]}" --format json good.sign | head -n 2
fails 1 "${verify[@]}" --format github --quiet odd.sign changed.sign 2>/dev/null

# what is in names is no markup
name=$(printf '%% ,:;<&>"\047\n\r\t\x01\xc3\xa4\xff\xed\xa0\x80\xef\xbf\xbf.sign')
cp changed.sign "$name"
fails 1 "${verify[@]}" --format github "$name" 2>/dev/null | sed 's/,title=.*//'
fails 1 "${verify[@]}" --format sarif "$name" 2>/dev/null | jq -r '.runs[].results[].locations[].physicalLocation.artifactLocation.uri'
fails 1 "${verify[@]}" --format sarif "$PWD/changed.sign" 2>/dev/null | jq -r '.runs[].results[].locations[].physicalLocation.artifactLocation.uri' |
	grep -c "^file://$PWD/changed.sign$"
fails 1 "${verify[@]}" --format junit "$name" 2>/dev/null >report.xml
grep -c . report.xml
python3 -c 'import sys, xml.dom.minidom as dom; print(ascii(dom.parse(sys.argv[1]).getElementsByTagName("testcase")[0].getAttribute("classname")))' report.xml

# two forms, and ones that there aren't
"${verify[@]}" --json --format json good.sign | head -n 2
fails 2 "${verify[@]}" --json --format junit good.sign
fails 2 "${verify[@]}" --format yaml good.sign
fails 2 sign-rproc-fw dump --format yaml good.sign
fails 3 sign-rproc-fw verify --key missing.pem --format json good.sign
fails 3 sign-rproc-fw verify --key missing.pem --format=json good.sign
fails 3 sign-rproc-fw verify --key missing.pem --format sarif good.sign
fails 3 "${verify[@]}" --format junit good.sign >/dev/full
rm -- *.sign report.xml
