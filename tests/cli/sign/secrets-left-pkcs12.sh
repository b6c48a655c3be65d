# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# The passphrase of a PKCS#12 file isn't in memory when the program ends; see secrets-left.
[ "$(id -u)" -eq 0 ] || skip "only root can look into a program that has a key"
v=$TESTS/vectors
passphrase=Jm4wQ8zTn2RkXy6VbH9cLd3FgS7pUe5A
printf '%s\n' "$passphrase" >../pw
openssl pkcs12 -export -inkey "$v/keys/rsa2048.pem" -nocerts -passout file:../pw -out key.p12 2>/dev/null
"$TOOLS/secrets_left" "$passphrase" sign-rproc-fw sign --in "$v/elf/plain.elf" --out out.sign --quiet \
	--key key.p12 --key-pass file:../pw
rm out.sign key.p12
