# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Lines that look like something known, and aren't.
while IFS= read -r line; do
	fails 1 sign-rproc-fw explain "$line"
done <<-'END'
	vector  : 0xffff0000 - 0xffff1000
	ioremap at address 0xffff0006
	TEE err: fff0006
	TEE err: ffff00060
	TEE err: 0xffff0012
	TEE err: ffff0006abc
	TEE err: -ffff0006
	TA_RPROC_CMD_LOAD_FW invoke failed TEE err: 0, ret:0
	mmc0: error -110 whilst initialising SD card
	usb 1-1: device not accepting address 2, error -5
	brcmfmac: Direct firmware load for brcm/sdio.txt failed with error -2
	platform 40000000.serial: deferred probe pending
	remoteproc remoteproc0: Boot failed: -5000
	remoteproc remoteproc0: Boot failed: 5
	remoteproc remoteproc0: remote processor m4 is now up
	Load Remote Processor 0 with data@addr=0xc2000000 13892 bytes: Success!
	Failed to probe stm32-uart on node serial@40000000
	image is corrupted (bad magic
	TEE_ERROR_
	TEE_ERROR_NO_SUCH_THING
	TEE_ERROR_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
END
