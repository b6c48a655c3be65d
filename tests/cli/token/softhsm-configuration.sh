# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Where the PKCS#11 module is named: OpenSSL's configuration file, the environment, p11-kit, or nowhere.
# shellcheck source=../tokens.sh
. "$TESTS/cli/tokens.sh"
softhsm
new_key EC:prime256v1 firmware 0a
token_public_key firmware public.pem
export PIN=4321
call=(sign-rproc-fw sign --in "$TESTS/firmware/openamp.elf" --out out.sign --key 'pkcs11:object=firmware'
	--key-pass env:PIN --quiet)

check() {
	sign-rproc-fw verify --key public.pem out.sign
	rm out.sign
}

# what a configured engine has allocated is lost when OpenSSL unloads it at the end
export ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=0

configure() {
	printf '%s\n' 'openssl_conf = start' '[start]' 'engines = engines' '[engines]' 'pkcs11 = token' '[token]' \
		'engine_id = pkcs11' "$@" >../token/openssl.cnf
	export OPENSSL_CONF=$PWD/../token/openssl.cnf
}

# the configuration goes before the environment
configure "MODULE_PATH = $SOFTHSM"
PKCS11_MODULE_PATH=/missing.so "${call[@]}"
check
configure 'MODULE_PATH = /missing.so'
fails 3 "${call[@]}"
# it needn't name the module, nor the engine, nor exist
configure 'init = 0'
"${call[@]}"
check
echo 'openssl_conf = nothing' >"$OPENSSL_CONF"
"${call[@]}"
check
rm "$OPENSSL_CONF"
"${call[@]}"
check
unset OPENSSL_CONF PKCS11_MODULE_PATH
[ ! -e /usr/share/p11-kit/modules/softhsm2.module ] || {
	"${call[@]}"
	check
}
# without an engine
OPENSSL_ENGINES=/nowhere PKCS11_MODULE_PATH=$SOFTHSM fails 3 "${call[@]}"
rm public.pem
