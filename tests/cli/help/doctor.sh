# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# What works of the environment: the form here, the content in token/doctor.
unset OPENSSL_CONF OPENSSL_MODULES OPENSSL_ENGINES PKCS11_PROVIDER_MODULE PKCS11_MODULE_PATH TPM2OPENSSL_TCTI
export SIGNFW_REFUSE_KNOWN_KEYS=0
sign-rproc-fw doctor | sed -nE 's/^(  ok   library +OpenSSL: [0-9]).*/\1/p; /provider +(default|legacy)/p; /set /p'
sign-rproc-fw doctor --json >doctor.json
jq -c '[.machine == "'"$(uname -m)"'", (.environment | length > 5)]' doctor.json
jq '.machine = "any" | .environment |= [.[] | select(.name == "default")]' doctor.json
rm doctor.json
OPENSSL_CONF=/nowhere sign-rproc-fw doctor | grep /nowhere
fails 2 sign-rproc-fw doctor this
fails 3 sign-rproc-fw doctor >/dev/full
