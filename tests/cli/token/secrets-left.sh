# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# No PIN is in memory when the program ends; of passphrases, see sign/secrets-left.
# shellcheck source=../tokens.sh
. "$TESTS/cli/tokens.sh"
[ "$(id -u)" -eq 0 ] || skip "only root can look into a program that has a key"
softhsm
on_token --change-pin --new-pin Kx7mQ2vRz9
new_key() {
	pkcs11-tool --module "$SOFTHSM" --login --pin Kx7mQ2vRz9 --keypairgen --key-type "$1" --label "$2" >/dev/null 2>&1
}
new_key EC:prime256v1 firmware
tpm
tpm_key 0x81000001 -G ecc256 -p Kx7mQ2vRz9
printf 'Kx7mQ2vRz9\n' >../pin
export ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=0

# signs WHAT OPTIONS...: says what is left of the PIN
signs() {
	echo "$1: $("$TOOLS/secrets_left" Kx7mQ2vRz9 sign-rproc-fw sign --in "$TESTS/vectors/elf/plain.elf" --out out.sign \
		--quiet "${@:2}")"
	rm out.sign
}

export PIN
PIN=Kx7mQ2vRz9 signs env --key pkcs11:object=firmware --key-pass env:PIN
signs pin-value --key 'pkcs11:object=firmware?pin-value=Kx7mQ2vRz9'
signs pin-source --key "pkcs11:object=firmware?pin-source=file:$PWD/../pin"
signs TPM --key 'handle:0x81000001?pass' --provider tpm2 --key-pass file:../pin
# that it would be found
PIN=Kx7mQ2vRz9 signs 'not asked for' --key "$TESTS/vectors/keys/rsa2048.pem" --key-pass env:PIN
rm public.pem
