# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# p11-kit is loaded when a token is looked for; where it can't be, nothing else suffers.
# shellcheck source=../tokens.sh
. "$TESTS/cli/tokens.sh"
softhsm
mkdir broken
: >broken/libp11-kit.so.0
export LD_LIBRARY_PATH=$PWD/broken
sign-rproc-fw sign --in "$TESTS/firmware/openamp.elf" --out out.sign --key "$TESTS/vectors/keys/rsa2048.pem"
fails 3 sign-rproc-fw sign --in "$TESTS/firmware/openamp.elf" --out out.sign --key 'pkcs11:object=firmware' 2>stderr
sed "s,$PWD/,," stderr >&2
sign-rproc-fw doctor | grep p11-kit: | sed "s,$PWD/,,"
rm -r broken out.sign stderr
