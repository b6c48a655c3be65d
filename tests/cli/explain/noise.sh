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
	mmc0: error -110 whilst initialising SD card
	usb 1-1: device not accepting address 2, error -5
	brcmfmac: Direct firmware load for brcm/sdio.txt failed with error -2
	platform 40000000.serial: deferred probe pending
	Load Remote Processor 0 with data@addr=0xc2000000 13892 bytes: Success!
	Failed to probe stm32-uart on node serial@40000000
	image is corrupted (bad magic
	TEE_ERROR_
	TEE_ERROR_NO_SUCH_THING
	TEE_ERROR_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
	remoteproc remoteproc0: gave up after 22 tries, at address 0xdeadbeef
	remoteproc remoteproc0: gave up-22
	sd 0:0:0:0: powering up
	foo: Image is too small
	EXT4-fs (mmcblk0p4): recovering journal
	phy phy-1: attaching to port
	foo: would be truncated
END
