# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# --table: all program headers, or only those that devices look for.
v=$TESTS/vectors
call=(sign-rproc-fw --key "$KEYS/dev-rsa2048.pem" --out out.sign)

digests() {
	sign-rproc-fw dump --json out.sign | jq -c '.images[].segments[] | [.type, .address, (.sha256 != null)]'
}

# nothing else is in the table, and that is as good
"${call[@]}" --in "$v/elf/typical.elf" --in "$v/elf/stack.elf" --table load --force --quiet
digests
sign-rproc-fw verify --key "$KEYS/dev-rsa2048.pub.pem" out.sign
sign-rproc-fw check --json --device optee-4.1 --key "$KEYS/dev-rsa2048.pub.pem" out.sign | jq .load.name

# all of them is what it is otherwise
"${call[@]}" --in "$v/elf/typical.elf" --table all
cp out.sign all.sign
"${call[@]}" --in "$v/elf/typical.elf"
cmp out.sign all.sign
digests

# what isn't in the table doesn't hide anything
fails 1 "${call[@]}" --in "$v/elf/exidx_same_paddr_first.elf"
"${call[@]}" --in "$v/elf/exidx_same_paddr_first.elf" --table load
sign-rproc-fw check --json --device optee-4.10 --key "$KEYS/dev-rsa2048.pub.pem" out.sign | jq .load.name
fails 1 "${call[@]}" --in "$v/elf/dup_paddr.elf" --table load

# without PT_LOAD there is no table
fails 1 "${call[@]}" --in "$v/elf/no_load.elf" --table load
fails 1 "${call[@]}" --in "$v/elf/no_load.elf" --table load --force
fails 2 "${call[@]}" --in "$v/elf/plain.elf" --table none
rm out.sign all.sign
