# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# No passphrase and no PIN is in memory once the program has signed: a debugger looks, at the end of each source.
# shellcheck source=../tokens.sh
. "$TESTS/cli/tokens.sh"
need gdb strings
! grep -q __asan_init "$(command -v sign-rproc-fw)" || skip "the program has a sanitizer, and far too much memory"
[ "$(id -u)" -eq 0 ] || skip "only root can debug a program that has a key"
softhsm
on_token --change-pin --new-pin secret-pin
new_key() {
	pkcs11-tool --module "$SOFTHSM" --login --pin secret-pin --keypairgen --key-type "$1" --label "$2" >/dev/null 2>&1
}
new_key EC:prime256v1 firmware
tpm
tpm_key 0x81000001 -G ecc256 -p secret-pin
v=$TESTS/vectors
printf 'secret-passphrase\n' >../passphrase
printf 'secret-pin\n' >../pin
openssl pkcs8 -topk8 -in "$v/keys/rsa2048.pem" -passout file:../passphrase -out pkcs8.pem
openssl pkcs12 -export -inkey "$v/keys/rsa2048.pem" -nocerts -passout file:../passphrase -out pkcs12.p12 2>/dev/null
openssl rsa -in "$v/keys/rsa2048.pem" -traditional -aes256 -passout file:../passphrase -out traditional.pem 2>/dev/null

# What gives the program a terminal, where it needs one.
terminal=()
on_terminal() {
	script -qefc "$(printf '%q ' "$@")" /dev/null
}

# signs WHAT OPTIONS...: signs under a debugger, and says how often a secret is found in a core dump at the end.
signs() {
	local what=$1 secrets encoding

	shift
	rm -f ../core out.sign
	"${terminal[@]}" gdb -q -batch -ex 'catch syscall exit_group' -ex run -ex 'gcore ../core' -ex kill \
		--args sign-rproc-fw sign --in "$v/elf/plain.elf" --out out.sign --quiet "$@" >../gdb.log 2>&1
	# it did sign, and its memory is there: the name of the output is in its arguments
	rm out.sign
	secrets=$(for encoding in s b l; do strings -n 6 -e "$encoding" ../core; done | grep -c 'secret-p') || true
	strings ../core | grep -F plain.elf >/dev/null || secrets="a core dump without memory"
	echo "$what: $secrets"
}

# should there be more memory than we think
ulimit -f 400000
export PASSPHRASE PIN
PASSPHRASE=secret-passphrase signs env --key pkcs8.pem --key-pass env:PASSPHRASE
signs file --key pkcs8.pem --key-pass file:../passphrase
signs fd --key pkcs8.pem --key-pass fd:0 <../passphrase
terminal=(on_terminal)
signs prompt --key pkcs8.pem --key-pass prompt <<<secret-passphrase
terminal=()
signs argument --key pkcs8.pem --key-pwd secret-passphrase
signs 'PKCS#12' --key pkcs12.p12 --key-pass file:../passphrase
signs 'traditional PEM' --key traditional.pem --key-pass file:../passphrase
signs provider --key pkcs8.pem --key-pass file:../passphrase --provider default
PIN=secret-pin signs 'token, env' --key pkcs11:object=firmware --key-pass env:PIN
signs 'token, pin-value' --key 'pkcs11:object=firmware?pin-value=secret-pin'
signs 'token, pin-source' --key "pkcs11:object=firmware?pin-source=file:$PWD/../pin"
signs TPM --key 'handle:0x81000001?pass' --provider tpm2 --key-pass file:../pin
# that they would be found: a public key's passphrase is never asked for
PASSPHRASE=secret-passphrase signs 'not asked for' --key "$v/keys/rsa2048.pem" --key-pass env:PASSPHRASE
rm public.pem pkcs8.pem pkcs12.p12 traditional.pem
