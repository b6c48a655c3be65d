# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# A page of HTML: what is in it, and that nothing hostile becomes a part of it.
v=$TESTS/vectors
cp "$v/sign/rsc.sign" in.sign
call=(sign-rproc-fw check --board stm32mp157-dk --key "$v/keys/rsa2048.pub.pem")

# the page without its style and without the numbers of the drawing
plain() {
	sed -e '/<style>/,/<\/style>/d' -e 's/\(<rect\|<path\|<text\) [^>]*>/\1>/g' "$1"
}

"${call[@]}" --format html --out page.html in.sign
plain page.html
"${call[@]}" --format html in.sign | cmp - page.html
grep -cE 'https?:|<script' page.html || true

# several files: an index; the exit code is that of the worst
cp in.sign 'a<b>&"c".sign'
printf x >short.sign
fails 1 "${call[@]}" --format html --out page.html 'a<b>&"c".sign' short.sign
sed -n '/<nav/,/<\/nav>/p' page.html
sign-rproc-fw check --region '<i>&=0x10000000:256K' --format svg --out map.svg in.sign
python3 -c 'import sys, xml.dom.minidom as dom
for text in dom.parse("map.svg").getElementsByTagName("text"):
	print("".join(t.data if t.nodeType == 3 else t.firstChild.data for t in text.childNodes))'

# what doesn't go together; a page that can't be written; one that would replace what was read
fails 2 "${call[@]}" --format html --json in.sign
fails 2 "${call[@]}" --format sarif --out page.html in.sign
fails 2 "${call[@]}" --out page.html in.sign
fails 2 "${call[@]}" --format svg in.sign in.sign
fails 2 sign-rproc-fw verify --key "$v/keys/rsa2048.pub.pem" --format svg in.sign
fails 2 sign-rproc-fw dump --tlv HASHTABLE --format html in.sign
fails 3 "${call[@]}" --format html --out missing/page.html in.sign
fails 2 "${call[@]}" --format html --out short.sign short.sign
mkdir folder
mv short.sign folder
cp in.sign folder
fails 2 "${call[@]}" --format html --recursive --out folder/in.sign folder
cmp folder/in.sign in.sign
fails 2 sign-rproc-fw check --format svg in.sign
fails 2 "${call[@]}" --format svg --sequence linux in.sign
rm -r folder page.html map.svg ./*.sign
