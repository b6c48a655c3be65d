# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# A new file has mode 0644 less the umask; one that takes the place of another has its mode.
call=(sign-rproc-fw --in "$TESTS/vectors/elf/plain.elf" --out out.sign --key "$TESTS/vectors/keys/rsa2048.pem")

for mask in 022 077 000 027 002; do
	(umask "$mask" && "${call[@]}")
	stat -c "umask $mask: %a" out.sign
	rm out.sign
done
touch out.sign
chmod 777 out.sign
"${call[@]}"
stat -c "replaced 777: %a" out.sign
rm out.sign
