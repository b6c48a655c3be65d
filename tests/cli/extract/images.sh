# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# What was signed comes out again, without the padding.
v=$TESTS/vectors

for elf in "$TESTS"/firmware/*.elf "$v"/elf/{plain,typical,rsc,dyn,lma_vma,many_segments,phoff_far,stack,tail*}.elf; do
	sign-rproc-fw --in "$elf" --out in.sign --key "$KEYS/dev-rsa2048.pem" --force --quiet
	sign-rproc-fw extract --out out.elf in.sign
	head -c "$(stat -c %s "$elf")" out.elf | cmp - "$elf"
	cmp -s out.elf "$elf" || echo "$(basename "$elf"): $(stat -c %s "$elf") bytes, out of the container $(stat -c %s out.elf)"
done

# one of two, or both
sign-rproc-fw --in "$v/elf/nonsecure.elf" --in "$v/elf/secure.elf" --out in.sign --key "$KEYS/dev-rsa2048.pem"
sign-rproc-fw extract --image 1 --out out.elf in.sign
cmp out.elf "$v/elf/secure.elf"
sign-rproc-fw extract --images folder --verbose in.sign
cmp folder/image-0.elf "$v/elf/nonsecure.elf"
cmp folder/image-1.elf "$v/elf/secure.elf"
sign-rproc-fw extract --images other --image 1 in.sign
ls other

# through pipes, from a compressed container
gzip -c in.sign | sign-rproc-fw extract --image 0 --out - - | cmp - "$v/elf/nonsecure.elf"
gzip -c in.sign | sign-rproc-fw extract --image=0 --out=- --verbose - >out.elf
cmp out.elf "$v/elf/nonsecure.elf"

# files that were there before are replaced, others stay
echo old >folder/image-0.elf
echo mine >folder/mine
sign-rproc-fw extract --images folder in.sign
cmp folder/image-0.elf "$v/elf/nonsecure.elf"
cat folder/mine
rm -r folder other in.sign out.elf
