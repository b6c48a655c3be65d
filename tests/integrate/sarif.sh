#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# --format sarif writes what the schema of SARIF 2.1.0 describes, whatever is found.  A package of npm has the schema; it is
# kept in the build folder.

. "$(dirname "$0")/lib.sh"
needs npm npm
python3 -c 'import jsonschema' 2>/dev/null || skip "there is no jsonschema for python3; install python3-jsonschema"

schema=$build/sarif/package/lib/schemas/sarif-2.1.0-rtm.5.json
if [ ! -e "$schema" ]; then
	mkdir -p "$build/sarif"
	# not skip: there may be no network even where everything is installed
	if ! archive=$(cd "$build/sarif" && npm pack --silent @microsoft/jest-sarif@1.0.0-beta.0); then
		echo "SKIPPED: npm can't get @microsoft/jest-sarif, which has the schema" >&2
		exit 77
	fi
	tar -C "$build/sarif" -xzf "$build/sarif/$archive" package/lib/schemas
fi
install_built
cd "$scratch"
mkdir logs all
key=$source/tests/vectors/keys/rsa2048.pub.pem

# Writes a log: log NAME EXIT-CODE COMMAND ARGUMENT...
log() {
	local code=0

	sign-rproc-fw "$3" --key "$key" --format sarif "${@:4}" >"logs/$1" 2>/dev/null || code=$?
	[ $code -eq "$2" ] || wrong "$1: exit code $code"
}

about "verify and check: nothing, everything, what can't be judged, names that are no URI"
good=$source/tests/vectors/sign/plain.sign
log good 0 verify "$good"
log missing 3 verify missing.sign
log no-container 1 verify "$source/LICENSE"
name=$(printf '%% ,:;<&>"\047\n\r\t\x01\xc3\xa4\xff[]{}|\\^`.sign')
head -c 700 "$good" >"$name"
log name 1 verify "$name"
find "$source"/tests/vectors/{sign,malformed} -name '*.sign' -exec cp -t all '{}' +
log all 1 verify --recursive all
log accepted 0 check --board stm32mp157-dk "$good"
log refused 1 check --region ram=0x20000000:0x1000 "$good"
log all-checked 1 check --device optee-4.4 --board stm32mp157-dk --recursive all

about "the schema, and what it can't say"
works python3 - "$schema" logs/* <<'END'
import copy, json, re, sys
import jsonschema

with open(sys.argv[1]) as file:
    validator = jsonschema.Draft4Validator(json.load(file))
for name in sys.argv[2:]:
    with open(name) as file:
        log = json.load(file)
    for error in validator.iter_errors(log):
        sys.exit('%s: %s: %s' % (name, '/'.join(map(str, error.absolute_path)), error.message))
    run, = log['runs']
    results, rules = run['results'], [rule['id'] for rule in run['tool']['driver']['rules']]
    if sorted({result['ruleId'] for result in results}) != sorted(rules):
        sys.exit('%s: its rules are not those of its results' % name)
    for result in results:
        uri = result['locations'][0]['physicalLocation']['artifactLocation']['uri']
        if not re.fullmatch(r"(file:///)?([A-Za-z0-9._~/-]|%[0-9A-F]{2})+", uri):
            sys.exit('%s: %s is no URI' % (name, uri))
    if (not results) != name.endswith(('good', 'accepted')):
        sys.exit('%s: %d results' % (name, len(results)))

# a schema that describes nothing would be content with anything
for spoil in (lambda log: log['runs'][0]['results'][0].pop('message'),
              lambda log: log['runs'][0]['results'][0].update(level='bad'),
              lambda log: log['runs'][0].update(another=1)):
    spoilt = copy.deepcopy(log)
    spoil(spoilt)
    if validator.is_valid(spoilt):
        sys.exit('the schema describes nothing')
END
