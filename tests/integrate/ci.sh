#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
# docs/integrate/ci.md: GitHub's action and GitLab's component, run by as little of a runner as they need; pre-commit.

. "$(dirname "$0")/lib.sh"
needs jq jq
needs pre-commit pre-commit
needs yamllint yamllint
python3 -c 'import yaml' 2>/dev/null || skip "there is no yaml for python3; install python3-yaml"

export HOME=$scratch/home GITHUB_OUTPUT=$scratch/output
mkdir "$HOME" "$scratch/work"
cd "$scratch/work"
key tests/vectors/keys/rsa2048.pem key.pem
key tests/vectors/keys/rsa2048.pub.pem key.pub.pem
key tests/vectors/keys/rsa3072.pub.pem other.pub.pem
openssl pkcs8 -topk8 -in key.pem -passout pass:secret -out locked.pem
echo secret >pass
chmod 600 pass locked.pem
cp "$source/tests/firmware/openamp.elf" "a b.elf"
cp "$source/tests/vectors/elf/plain.elf" .

about "all YAML, that of the examples, too"
"$source/tests/integrate/example.py" "$source/docs/integrate/ci.md" examples
works yamllint -d '{extends: relaxed, rules: {line-length: disable}}' "$source"/{action.yml,.pre-commit-hooks.yaml} \
	"$source"/templates/*.yml examples

about "GitHub: install, sign, verify; what it says of it"
action=("$source/tests/integrate/steps.py" github "$source/action.yml" "$source")
: >"$GITHUB_OUTPUT"
works "${action[@]}" "in=a b.elf" out=m4.sign key=key.pem public-key=key.pub.pem "args=--strip
--device=optee"
PATH=$HOME/.cache/signfw/bin:$PATH
works sign-rproc-fw verify --key key.pub.pem m4.sign
grep -qx 'file=m4.sign' "$GITHUB_OUTPUT" || wrong "the output has no file"
grep -qx "fingerprint=$(sign-rproc-fw verify --json --key key.pub.pem m4.sign | jq -r .signature.key_fingerprint)" "$GITHUB_OUTPUT" ||
	wrong "the output has another fingerprint"
sed -n '/^report<</,/^SIGNFW_REPORT_ENDS$/p' "$GITHUB_OUTPUT" | sed '1d;$d' | jq -e '.verdict == "valid"' >/dev/null ||
	wrong "the output has no report"

about "GitHub: two images, a passphrase, the wrong key, a folder that is verified"
: >"$GITHUB_OUTPUT"
works "${action[@]}" "in=a b.elf
plain.elf" out=two.sign key=locked.pem key-pass-file=pass public-key=key.pub.pem args=--force
[ "$(sign-rproc-fw dump --json two.sign | jq '.images | length')" = 2 ] || wrong "not two images"
refuses "::error" "${action[@]}" "in=a b.elf" out=wrong.sign key=key.pem public-key=other.pub.pem
[ ! -e wrong.sign ] || wrong "there is a container"
refuses "out is missing" "${action[@]}" in=plain.elf key=key.pem public-key=key.pub.pem
mkdir folder
cp m4.sign two.sign folder
works "${action[@]}" in=folder public-key=key.pub.pem
# shellcheck disable=SC2016 # an injection
refuses "No such file" "${action[@]}" 'in=$(touch injected)' out=x.sign key=key.pem public-key=key.pub.pem
[ ! -e injected ] || wrong "an input is run"

about "GitLab"
mkdir -p .signfw
ln -s "$source" .signfw/source
ln -s "$HOME/.cache/signfw" .signfw/usr
component=("$source/tests/integrate/steps.py" gitlab "$source/templates/sign-rproc-fw.yml" "$PWD")
works "${component[@]}" "in=a b.elf" out=lab.sign key=key.pem public-key=key.pub.pem args=--strip
works sign-rproc-fw verify --key key.pub.pem lab.sign
grep -q '<testsuite ' sign-rproc-fw.xml || wrong "there is no report"
refuses "" "${component[@]}" in=lab.sign public-key=other.pub.pem
grep -q '<failure' sign-rproc-fw.xml || wrong "the report has no failure"

about "pre-commit: one valid, one tampered, two at once"
mkdir "$scratch/hooks" "$scratch/firmware"
cp "$source/.pre-commit-hooks.yaml" "$scratch/hooks"
cp m4.sign two.sign key.pub.pem "$scratch/firmware"
as_somebody=(-c user.name=test -c user.email=test@localhost -c init.defaultBranch=main)
git "${as_somebody[@]}" init -q "$scratch/hooks"
git -C "$scratch/hooks" add .
git "${as_somebody[@]}" -C "$scratch/hooks" commit -qm hooks
cd "$scratch/firmware"
sed "s|https://github.com/signfw/signfw|$scratch/hooks|; s|v0.1.0|$(git -C "$scratch/hooks" rev-parse HEAD)|
	s|keys/release.pub.pem|key.pub.pem|" "$scratch/work/examples/.pre-commit-config.yaml" >.pre-commit-config.yaml
git "${as_somebody[@]}" init -q .
git add .
works pre-commit run --all-files
says Passed
printf x | dd of=two.sign bs=1 seek=1500 conv=notrunc status=none
refuses segment-hash pre-commit run --files two.sign
works pre-commit run --files m4.sign
