# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# An image of more than 16 MiB is hashed while it is read, and written while it is hashed.
cp "$TESTS/vectors/elf/plain.elf" large.elf
head -c 20000001 /dev/zero | openssl enc -aes-128-ctr -K "$(printf %032d 0)" -iv "$(printf %032d 0)" >>large.elf
sign-rproc-fw --in large.elf --out out.sign --key "$KEYS/dev-rsa2048.pem"
sign-rproc-fw verify --key "$KEYS/dev-rsa2048.pub.pem" out.sign
image=$(sign-rproc-fw dump --json out.sign | jq '.images[0].offset')
size=$(stat -c %s large.elf)
part out.sign "$image" "$size" | cmp - large.elf
part out.sign "$((image + size))" 8 | od -An -tx1

# the same container, however it comes about: of a pipe, which is read first; into another's place; of a stripped image,
# which isn't where the file was read to; and with another file beside it
sign-rproc-fw sign --in - --out - --key "$KEYS/dev-rsa2048.pem" <large.elf | cmp - out.sign
echo old >other.sign
chmod 640 other.sign
sign-rproc-fw sign --in large.elf --out other.sign --key "$KEYS/dev-rsa2048.pem" --attest statement.json
cmp other.sign out.sign
stat -c %a other.sign
sign-rproc-fw sign --strip --in large.elf --out other.sign --key "$KEYS/dev-rsa2048.pem"
sign-rproc-fw sign --strip --in - --out - --key "$KEYS/dev-rsa2048.pem" <large.elf | cmp - other.sign

# what is refused, or in the way, leaves nothing
sign-rproc-fw sign --in large.elf --out large.elf --key "$KEYS/dev-rsa2048.pem" || echo "$?"
sign-rproc-fw sign --in large.elf --out nowhere/out.sign --key "$KEYS/dev-rsa2048.pem" || echo "$?"
sign-rproc-fw sign --in large.elf --out refused.sign --key "$KEYS/dev-rsa2048.pem" --device optee-4.8 --region ram=0x8000:16 || echo "$?"
mkfifo pipe
cmp pipe out.sign &
sign-rproc-fw sign --in large.elf --out pipe --key "$KEYS/dev-rsa2048.pem"
wait
ls
rm out.sign large.elf other.sign statement.json pipe
