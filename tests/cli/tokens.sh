# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# A software token or TPM of the case's own, in a folder beside the one the case works in.

# need COMMAND...: without one of these, the case is skipped.
need() {
	local command

	for command in "$@"; do
		command -v "$command" >/dev/null || skip "there is no $command"
	done
}

# The first of these files that exists.
first_file() {
	local file

	for file in "$@"; do
		[ ! -e "$file" ] || { echo "$file" && return; }
	done
}

# softhsm: an empty SoftHSM with a token "signing", PIN 4321.
softhsm() {
	need softhsm2-util pkcs11-tool
	[ -n "$(first_file "$(openssl version -e | sed 's/.*"\(.*\)"/\1/')/pkcs11.so")" ] ||
		skip "there is no engine pkcs11 for OpenSSL"
	SOFTHSM=$(first_file /usr/lib/softhsm/libsofthsm2.so /usr/lib*/*/softhsm/libsofthsm2.so)
	mkdir -p ../token/objects
	echo "directories.tokendir = $PWD/../token/objects" >../token/softhsm2.conf
	export SOFTHSM2_CONF=$PWD/../token/softhsm2.conf PKCS11_MODULE_PATH=$SOFTHSM
	new_token signing 4321
}

# new_token LABEL PIN
new_token() {
	softhsm2-util --init-token --free --label "$1" --pin "$2" --so-pin 12345678 >/dev/null
}

# on_token OPTIONS...: pkcs11-tool on the token "signing".
on_token() {
	pkcs11-tool --module "$SOFTHSM" --token-label signing --login --pin 4321 "$@" >/dev/null 2>&1
}

# new_key TYPE LABEL ID: a new key pair in the token; TYPE is rsa:2048, EC:prime256v1, ...
new_key() {
	on_token --keypairgen --key-type "$1" --label "$2" --id "$3"
}

# token_public_key LABEL FILE: its public key, by another tool.
token_public_key() {
	on_token --read-object --type pubkey --label "$1" --output-file ../token/public.der
	openssl pkey -pubin -inform DER -in ../token/public.der -out "$2"
}

# tpm: an empty TPM, and OpenSSL's provider for it.
tpm() {
	need swtpm tpm2_createprimary
	[ -n "$(first_file "$(openssl version -m | sed 's/.*"\(.*\)"/\1/')/tpm2.so")" ] ||
		skip "there is no provider tpm2 for OpenSSL"
	mkdir ../tpm
	TPM=$(cd ../tpm && pwd)
	trap 'kill "$(cat "$TPM/pid")"' EXIT
	export TPM2TOOLS_TCTI=swtpm:path=$TPM/socket TPM2OPENSSL_TCTI=swtpm:path=$TPM/socket
	# what the TPM's own libraries would say on standard error
	export TSS2_LOG=all+none
	swtpm socket --tpm2 --tpmstate "dir=$TPM" --server "type=unixio,path=$TPM/socket" \
		--ctrl "type=unixio,path=$TPM/socket.ctrl" --flags startup-clear,not-need-init \
		--daemon --pid "file=$TPM/pid"
	tpm2_createprimary -Q -C o -G ecc -c ../tpm/primary
	tpm2_flushcontext -t
}

# tpm_key HANDLE OPTIONS...: a new persistent key, with options of tpm2_create; its public half is in public.pem.
tpm_key() {
	local handle=$1

	shift
	tpm2_create -Q -C ../tpm/primary -u ../tpm/public -r ../tpm/private \
		-a 'fixedtpm|fixedparent|sensitivedataorigin|userwithauth|sign' "$@"
	tpm2_flushcontext -t
	tpm2_load -Q -C ../tpm/primary -u ../tpm/public -r ../tpm/private -c ../tpm/key
	tpm2_flushcontext -t
	tpm2_evictcontrol -Q -C o -c ../tpm/key "$handle"
	tpm2_flushcontext -t
	tpm2_readpublic -Q -c "$handle" -f pem -o public.pem
}
