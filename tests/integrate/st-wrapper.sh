#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
# docs/migrating.md, "Without changing a line": the program under the name of the script, called as ST's wrapper
# st_copro_firmware_signature.sh calls it.  With SIGNFW_ST_WRAPPER=FILE that is the wrapper itself, of either version.

. "$(dirname "$0")/lib.sh"
needs arm-none-eabi-objcopy binutils-arm-none-eabi

install_built
cd "$scratch"
kit=$scratch/export-ta_arm64
mkdir -p "$kit/scripts" "$kit/keys"
ln -s "$(command -v sign-rproc-fw)" "$kit/scripts/sign_rproc_fw.py"
key tests/vectors/keys/rsa2048.pem "$kit/keys/default.pem"
key tests/vectors/keys/ec256.pem ec.pem
cp "$source/tests/firmware/openamp.elf" ns.elf
cp "$source/tests/vectors/elf/secure.elf" "$source/tests/vectors/keys/ec256.spki.der" .
key tests/vectors/keys/aes256.bin aes.key
export TA_DEV_KIT_DIR=$kit OBJCOPY=arm-none-eabi-objcopy

if [ -n "${SIGNFW_ST_WRAPPER-}" ]; then
	about "ST's wrapper"
	works bash "$SIGNFW_ST_WRAPPER" --input-nsecure ns.elf --output app
	works sign-rproc-fw verify --key "$source/tests/vectors/keys/rsa2048.pub.pem" app_sign.bin
	rm app_sign.bin
fi

about "its calls: one image, two, encrypted, with an ECC key and its passphrase"
script=$kit/scripts/sign_rproc_fw.py
$OBJCOPY -S ns.elf ns.stripped.elf
works "$script" --key "$kit/keys/default.pem" --in ns.stripped.elf --plat-tlv BOOTADDR 0x80100000 --out app_sign.bin
works "$script" --key "$kit/keys/default.pem" --in ns.stripped.elf --in secure.elf --plat-tlv BOOTADDR 2147483648 \
	--plat-tlv BOOTSEC 0x01 --out app_tfm_sign.bin
works "$script" --key "$kit/keys/default.pem" --enc_key aes.key --in "$source/tests/firmware/openamp-encryptable.elf" \
	--plat-tlv BOOTADDR 0x80100000 --out app_sign_enc.bin
openssl pkcs8 -topk8 -in ec.pem -passout pass:azerty -out ec-locked.pem
works "$script" --key ec-locked.pem --key_info ec256.spki.der --key_pwd=azerty --key_type=ECC --in ns.stripped.elf \
	--plat-tlv BOOTADDR 0x80100000 --out app_sign_ecc.bin
for container in app_sign.bin app_tfm_sign.bin app_sign_enc.bin app_sign_ecc.bin; do
	works sign-rproc-fw verify --key "$source/tests/vectors/keys/rsa2048.pub.pem" --key "$source/tests/vectors/keys/ec256.pub.pem" \
		$container
	sign-rproc-fw dump $container >"$scratch/log"
	says "layout st-4.0"
done

about "it fails as the script does"
refuses "No such file" "$script" --key "$kit/keys/default.pem" --in missing.elf --plat-tlv BOOTADDR 0x1 --out x.bin
