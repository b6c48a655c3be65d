#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# What the class refuses: bitbake fails, says why, and nothing is deployed, not even what was there before.

. "$(dirname "$0")/bitbake.sh"

build_folder "$newest"
key="SIGNFW_KEY = \"$keys/key.pem\""
public_key="SIGNFW_PUBKEY = \"$keys/pub.pem\""

# Signing fails, with this text, after it was done without these settings: fails TEXT SETTING...
fails() {
	settings "$key" "$public_key"
	works bitbake -c deploy signfw-selftest
	[ -n "$(deployed)" ] || wrong "nothing is deployed, though nothing is wrong"
	settings "$key" "$public_key" "${@:2}"
	refuses "$1" bitbake -c deploy signfw-selftest
	says "do_sign_rproc_fw: Failed"
	[ -z "$(deployed)" ] || wrong "something is deployed"
}

# bitbake refuses to begin, with this text: skips TEXT SETTING...
skips() {
	settings "${@:2}"
	refuses "$1" bitbake -c deploy signfw-selftest
	says "was skipped: m4.sign: "
}

about "keys"
fails "/nowhere/key.pem: No such file or directory" 'SIGNFW_PUBKEY = ""' 'SIGNFW_KEY = "/nowhere/key.pem"'
fails "[signature-invalid" "SIGNFW_PUBKEY = \"$keys/pub2.pem\""
install -m 600 "$source/keys/dev-rsa2048.pem" "$scratch/oe/dev.pem"
[ "$(id -u)" -ne 0 ] || chown nobody "$scratch/oe/dev.pem"
fails "[known-key]" 'SIGNFW_PUBKEY = ""' "SIGNFW_KEY = \"$scratch/oe/dev.pem\"" 'SIGNFW_REFUSE_KNOWN_KEYS = "1"'
fails "SIGNFW_KEY isn't set" 'SIGNFW_KEY = ""' 'SIGNFW_STRIP = "1"'

about "devices"
fails "no board 'moon'" 'SIGNFW_BOARD = "moon"'
fails "TEE_ERROR_ACCESS_DENIED" 'SIGNFW_REGIONS = "ram=0x20000000:0x1000"'

about "firmware that isn't there"
fails "away.elf: No such file or directory" 'SIGNFW_INPUTS = "away.elf"'

about "afterwards all is as before"
settings "$key" "$public_key"
works bitbake -c deploy signfw-selftest
works sign-rproc-fw verify --key "$keys/pub.pem" "$(deployed)"

about "what can't work isn't begun"
skips "SIGNFW_KEY isn't set"
skips "SIGNFW_PUBKEY isn't set: with a URI" 'SIGNFW_KEY = "pkcs11:object=firmware"'
skips "SIGNFW_PUBKEY isn't set: with SIGNFW_SIGN_COMMAND" 'SIGNFW_KEY = "m4"' 'SIGNFW_SIGN_COMMAND = "/bin/false"'
skips "SIGNFW_KEY must be an absolute path" 'SIGNFW_KEY = "key.pem"'
skips "SIGNFW_DTB must be an absolute path" "$key" 'SIGNFW_DTB = "/a b.dtb"'
skips "SIGNFW_INPUTS isn't set" "$key" 'SIGNFW_INPUTS = ""'
skips "has an ID without a VALUE" "$key" 'SIGNFW_PLAT_TLV = "0x10001"'
skips "No closing quotation" "$key" "SIGNFW_ARGS = \"'\""

about "secrets that would be in logs"
skips "SIGNFW_KEY_PASS must be file:/PATH" "$key" 'SIGNFW_KEY_PASS = "env:PIN"'
skips "SIGNFW_KEY has pin-value=" "$public_key" 'SIGNFW_KEY = "pkcs11:object=firmware?pin-value=1234"'
! grep -q 1234 "$scratch/log" || wrong "the PIN is printed"
skips "SIGNFW_ARGS has an option for a passphrase" "$key" 'SIGNFW_ARGS = "--key-pwd secret"'
