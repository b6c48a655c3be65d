#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# What makes bitbake sign again, and what doesn't.

. "$(dirname "$0")/bitbake.sh"

build_folder "$newest"
trees=$build/tests/devicetree
files=$scratch/files
mkdir -p "$files"

# Copies a file to where bitbake can read it, under another name: file FILE NAME
file() {
	install -m 644 "$1" "$files/$2"
}

# A pair of keys becomes a.pem and a.pub.pem: pair NAME
pair() {
	case $1 in key) public=pub ;; *) public=pub2 ;; esac
	install -m 600 "$keys/$1.pem" "$files/a.pem"
	install -m 644 "$keys/$public.pem" "$files/a.pub.pem"
	[ "$(id -u)" -ne 0 ] || chown nobody "$files/a.pem"
}

# Signs once with these settings, and once more, which has to do nothing: base SETTING...
base() {
	base=("$@")
	settings "${base[@]}"
	works bitbake -c deploy signfw-selftest
	unchanged
}

# With nothing, or this, changed, the task doesn't run: unchanged [SETTING...]
unchanged() {
	settings "${base[@]}" "$@"
	works bitbake -c deploy signfw-selftest
	[ "$(ran do_sign_rproc_fw)" = 0 ] || wrong "it is signed again"
	stable
}

# With this changed, it runs: signs [SETTING...]
signs() {
	settings "${base[@]}" "$@"
	works bitbake -c deploy signfw-selftest
	[ "$(ran do_sign_rproc_fw)" = 1 ] || wrong "it isn't signed again: $*"
	stable
}

# bitbake found nothing to depend on what it mustn't
stable() {
	! grep -iE 'basehash|taskhash' "$scratch/log" || wrong "the signature of a task isn't stable"
}

about "the key, by its content"
pair key
base "SIGNFW_KEY = \"$files/a.pem\""
touch "$files/a.pem"
unchanged
pair key2
signs
works sign-rproc-fw verify --key "$keys/pub2.pem" "$(deployed)"
pair key
unchanged
says "do_deploy_setscene: Succeeded"
works sign-rproc-fw verify --key "$keys/pub.pem" "$(deployed)"

about "the public key stands for the private one, whose place and passphrase don't matter"
base "SIGNFW_KEY = \"$files/a.pem\"" "SIGNFW_PUBKEY = \"$files/a.pub.pem\""
unchanged 'SIGNFW_KEY = "/nowhere/key.pem"'
unchanged 'SIGNFW_KEY = "pkcs11:object=firmware"'
unchanged 'SIGNFW_KEY = ""'
unchanged 'SIGNFW_KEY_PASS = "file:/nowhere/pin"'
pair key2
signs
pair key

about "options"
unchanged
signs 'SIGNFW_DEVICE = "optee-4.4"'
signs "SIGNFW_PLAT_TLV = \"0x10002 'a text'\""
[ "$(sign-rproc-fw dump --tlv 0x10002 "$(deployed)")" = "a text" ] || wrong "the text is another"
signs 'SIGNFW_STRIP = "1"'
signs 'SIGNFW_ARGS = "--table load"'
signs 'SIGNFW_BOARD = "stm32mp157-dk"'

about "a device tree, by its content"
file "$trees/stm32mp157-dk.dtb" board.dtb
base "SIGNFW_KEY = \"$files/a.pem\"" "SIGNFW_DTB = \"$files/board.dtb\""
file "$trees/stm32mp157-dk-st.dtb" board.dtb
signs

about "an encryption key, key information, and firmware that isn't the recipe's, by their content"
file "$source/tests/firmware/openamp-encryptable.elf" m4.elf
file "$source/tests/vectors/keys/aes256.bin" aes.key
file "$source/tests/vectors/keys/key_info.bin" info
base "SIGNFW_KEY = \"$files/a.pem\"" "SIGNFW_INPUTS = \"$files/m4.elf\"" "SIGNFW_ENC_KEY = \"$files/aes.key\"" \
	"SIGNFW_KEY_INFO = \"$files/info\"" 'SIGNFW_LAYOUT = "st-4.0"' 'SIGNFW_BOOTADDR = "0x10000000"' \
	'SIGNFW_ARGS = "--pad-segments"'
works sign-rproc-fw verify --key "$keys/pub.pem" --enc-key "$files/aes.key" "$(deployed)"
tr '\0-\377' '\1-\377\0' <"$files/aes.key" >"$files/aes.new"
mv "$files/aes.new" "$files/aes.key"
signs
echo more >>"$files/info"
signs
echo more >>"$files/m4.elf"
signs

about "two containers, and a flag of one of them"
base "SIGNFW_KEY = \"$files/a.pem\"" 'SIGNFW_CONTAINERS = "m4.sign second.sign"' \
	"SIGNFW_INPUTS[second.sign] = \"$scratch/signfw/tests/firmware/blink.elf\""
signs "SIGNFW_KEY[second.sign] = \"$keys/key2.pem\""
works sign-rproc-fw verify --key "$keys/pub.pem" "$(deployed | grep m4.sign)"
works sign-rproc-fw verify --key "$keys/pub2.pem" "$(deployed | grep second.sign)"
signs "SIGNFW_KEY[m4.sign] = \"$keys/key2.pem\""
works sign-rproc-fw verify --key "$keys/pub2.pem" "$(deployed | grep m4.sign)"
signs 'SIGNFW_PLAT_TLV[m4.sign] = "0x10002 text"'
signs 'SIGNFW_PLAT_TLV[second.sign] = "0x10002 text"'
signs 'SIGNFW_PLAT_TLV = "0x10002 text"'
