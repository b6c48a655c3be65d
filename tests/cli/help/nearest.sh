# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# What isn't known is answered with the name that was probably meant, what is ambiguous with all that it could be.
file=$TESTS/vectors/sign/plain.sign

for command in singn verfy dmup chekc exrtact resing convret EXPLAIN whatever; do
	fails 2 sign-rproc-fw "$command"
done
fails 2 sign-rproc-fw key inof
fails 2 sign-rproc-fw key mach
for option in --striktt --kye --key_pas --maxsize --veryverbose --qiuet --j-son --unlike-anything; do
	fails 2 sign-rproc-fw verify "$option=secret" "$file"
done
# and nothing of an argument, which may be secret
fails 2 sign-rproc-fw sign --key-pdw=secret
for option in --key- --plat --sign-command- --n --no; do
	fails 2 sign-rproc-fw resign "$option"
done
for device in optee-4.9x st4.0 rcar optee4.10 nothing; do
	fails 2 sign-rproc-fw check --device "$device" "$file"
done
for board in stm32mp157-d stm32mp15dk STM32MP157-DX imx9 nothing; do
	fails 2 sign-rproc-fw check --board "$board" "$file"
done
# in letters of any case
sign-rproc-fw check --board STM32MP157-DK --device ST-4.0 -j "$file" | jq -r .device
for layout in ST-4.0 st40 st-3.20 opt nothing; do
	sign-rproc-fw -q --in "$TESTS/vectors/elf/plain.elf" --layout "$layout" -k "$TESTS/vectors/keys/rsa2048.pem" \
		-o out.sign --plat-tlv 0x10001 0x10000000 || echo "exit code $?"
	rm -f out.sign
done
for name in BOTADDR bootaddr NSBOTADDR nothing; do
	fails 2 sign-rproc-fw sign --plat-tlv "$name" 0x0 --in x --out y --key z
done
for name in HASHTABEL imgsizes nothing; do
	fails 2 sign-rproc-fw dump --tlv "$name" "$file"
done
fails 2 sign-rproc-fw digest --format base46 --in x --out y --key z
fails 2 sign-rproc-fw key header --format prm x
