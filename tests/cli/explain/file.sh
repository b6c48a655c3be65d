# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Which devices give a code for a file, and what would make it load.
sign() { sign-rproc-fw sign --quiet --in "$TESTS/firmware/openamp.elf" --key "$TESTS/vectors/keys/rsa2048.pem" "$@"; }
sign --out m4.sign
trial() { sign-rproc-fw explain "$@" | sed -n '/^m4.sign:/,$p'; }
trial 0xffff0001 m4.sign --device optee-4.10
sign-rproc-fw explain BAD_FORMAT m4.sign --board stm32mp257-ev1 --json
# another key, and that of the signer
trial 0xffff3072 m4.sign --device optee-4.10 --board stm32mp157-dk --key "$TESTS/api/optee-2048.pub.pem"
fails 1 trial 0xffff3072 m4.sign --device optee-4.10 --board stm32mp157-dk --key "$TESTS/vectors/keys/rsa2048.pub.pem"
fails 1 trial 0xffff3072 m4.sign --device optee-4.10 --board stm32mp157-dk
# another heap
trial OUT_OF_MEMORY m4.sign --device optee-4.10 --board stm32mp157-dk --heap 400
# nothing but the file
head -c 1000 m4.sign >cut.sign
sign-rproc-fw explain 0xffff0006 cut.sign --device optee-4.10 --board stm32mp157-dk | sed -n '/^cut.sign:/,$p'
# a line of a log with a code; all devices; success
sign-rproc-fw explain --json 'TA_RPROC_CMD_LOAD_FW invoke failed TEE err: 0xffff0001, ret:0' m4.sign |
	jq -c '.trials | [.code, .tried > 50, (.matches | length > 5)]'
sign-rproc-fw explain --json 0 m4.sign | jq -c '.trials | [(.matches | length > 10), (.nearest | length)]'
# another device, another board and device
trial 0xffff0005 m4.sign --board stm32mp257-ev1
# what isn't a question about a file
fails 2 sign-rproc-fw explain -5 m4.sign
fails 2 sign-rproc-fw explain 0xffff0001 --device optee-4.10
fails 2 sign-rproc-fw explain 0xffff0001 --key "$TESTS/vectors/keys/rsa2048.pub.pem"
fails 3 sign-rproc-fw explain 0xffff0001 .
fails 2 sign-rproc-fw explain 0xffff0001 m4.sign --device nothing
fails 3 sign-rproc-fw explain 0xffff0001 m4.sign --key missing.pem
sign-rproc-fw explain 0xffff0001 missing.sign >/dev/null
rm m4.sign cut.sign
