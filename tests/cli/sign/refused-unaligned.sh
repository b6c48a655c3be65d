# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Header tables that aren't at a multiple of 4: a device refuses them.
elf=$TESTS/vectors/elf/plain.elf
sections=$(u32 "$elf" 32)
size=$(stat -c %s "$elf")

{ head -c "$sections" "$elf" && printf '\0\0' && tail -c "+$((sections + 1))" "$elf"; } >sections.elf
poke sections.elf 32 "$(le32 $((sections + 2)))"
{ cat "$elf" && printf '\0\0' && part "$elf" 52 32; } >segments.elf
poke segments.elf 28 "$(le32 $((size + 2)))"
for image in sections.elf segments.elf; do
	fails 1 sign-rproc-fw --in "$image" --out out.sign --key "$KEYS/dev-rsa2048.pem"
	sign-rproc-fw --in "$image" --out out.sign --key "$KEYS/dev-rsa2048.pem" --force
	rm "$image" out.sign
done
