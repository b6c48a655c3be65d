# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# No passphrase and no encryption key is in memory when the program ends, from whatever source.
command -v script >/dev/null || skip "there is no script(1)"
[ "$(id -u)" -eq 0 ] || skip "only root can look into a program that has a key"
v=$TESTS/vectors
# a leak sanitizer can't be traced
export ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=0
# longer than what malloc() overwrites when it is freed, and nothing that a program would say by itself
passphrase=Jm4wQ8zTn2RkXy6VbH9cLd3FgS7pUe5A
printf '%s\n' "$passphrase" >../pw
openssl pkcs8 -topk8 -in "$v/keys/rsa2048.pem" -passout file:../pw -out pkcs8.pem
openssl rsa -in "$v/keys/rsa2048.pem" -traditional -aes256 -passout file:../pw -out traditional.pem 2>/dev/null

# signs WHAT OPTIONS...: says what is left of the passphrase
signs() {
	echo "$1: $("$TOOLS/secrets_left" "$passphrase" sign-rproc-fw sign --in "$v/elf/plain.elf" --out out.sign --quiet "${@:2}")"
	rm out.sign
}

export PASSPHRASE
PASSPHRASE=$passphrase signs env --key pkcs8.pem --key-pass env:PASSPHRASE
signs file --key pkcs8.pem --key-pass file:../pw
signs fd --key pkcs8.pem --key-pass fd:0 <../pw
signs argument --key pkcs8.pem --key-pwd "$passphrase"
signs 'traditional PEM' --key traditional.pem --key-pass file:../pw
signs provider --key pkcs8.pem --key-pass file:../pw --provider default
echo "prompt: $(script -qefc "$(printf '%q ' "$TOOLS/secrets_left" "$passphrase" sign-rproc-fw sign \
	--in "$v/elf/plain.elf" --out out.sign --quiet --key pkcs8.pem --key-pass prompt)" /dev/null <<<"$passphrase" |
	tail -n 1 | tr -d '\r')"
rm out.sign
# that it would be found: an unencrypted key's passphrase is never asked for
PASSPHRASE=$passphrase signs 'not asked for' --key "$v/keys/rsa2048.pem" --key-pass env:PASSPHRASE

# encrypts WHAT COMMAND...: says what is left of the encryption key
enc_key=Wd5yGk8rTq3LmZ9bXv2NcJ6hPf4sUa7.
encrypts() {
	echo "$1: $("$TOOLS/secrets_left" "$enc_key" sign-rproc-fw "${@:2}" --enc-key ../enc-key)"
}

printf '%s' "$enc_key" >../enc-key
chmod go= ../enc-key
encrypts 'sign, bytes' sign --in "$TESTS/firmware/openamp-encryptable.elf" --out out.sign --key "$v/keys/rsa2048.pem" --quiet
encrypts 'verify' verify --key "$v/keys/rsa2048.pub.pem" --quiet out.sign
encrypts 'extract' extract --key "$v/keys/rsa2048.pub.pem" --out out.elf out.sign
encrypts 'check' check --device st-4.0 --quiet out.sign | tail -n 1
od -An -v -tx1 ../enc-key | tr -d ' \n' >../enc-key.hex
mv ../enc-key.hex ../enc-key
encrypts 'sign, digits' sign --in "$TESTS/firmware/openamp-encryptable.elf" --out out.sign --key "$v/keys/rsa2048.pem" --quiet
rm out.sign out.elf pkcs8.pem traditional.pem
