# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# After a failure there is no new file, and an old one is what it was.
call=(sign-rproc-fw --in "$TESTS/vectors/elf/plain.elf" --key "$TESTS/vectors/keys/rsa2048.pem")

mkdir folder
echo old >folder/old.sign
fails 3 "${call[@]}" --out missing/out.sign
fails 3 "${call[@]}" --out folder
fails 3 "${call[@]}" --out folder/
fails 3 "${call[@]}" --out folder/old.sign/out.sign
fails 3 "${call[@]}" --out ''
for length in 300 5000; do
	fails 3 "${call[@]}" --out "$(printf "%${length}s" long | tr ' ' x)" 2>message
	tr -s x <message >&2
	rm message
done
chmod 555 folder
fails 3 unprivileged "${call[@]}" --out folder/out.sign
fails 3 unprivileged "${call[@]}" --out folder/old.sign
chmod 755 folder
cat folder/old.sign
rm folder/old.sign
rmdir folder
