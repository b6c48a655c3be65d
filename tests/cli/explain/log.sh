# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# A log: what is known in it, each thing once, and nothing else.
cat >dmesg <<-'END'
	[    0.000000] Memory: vector  : 0xffff0000 - 0xffff1000   (   4 kB)
	[    1.204011] optee: revision 4.1 (0123456789abcdef)
	[    1.310744] mmc0: error -110 whilst initialising SD card
	[    2.005126] usb 1-1: device descriptor read/64, error -71
	[    2.417002] brcmfmac mmc1:0001:1: Direct firmware load for brcm/brcmfmac43430-sdio.txt failed with error -2
	[    3.000871] 80a4c275-0a47-4905-8285-1486a9771a08: registered
	[   12.118305] remoteproc remoteproc0: powering up m4
	[   12.127014] remoteproc remoteproc0: Booting fw image rproc-m4-fw.sign, size 4012
	[   12.181530] remoteproc-tee optee-ta-80a4c275-0a47-4905-8285-1486a9771a08: TA_RPROC_CMD_LOAD_FW invoke failed TEE err: 0xffff3072, ret:0
	[   12.193337] remoteproc-tee optee-ta-80a4c275-0a47-4905-8285-1486a9771a08: TA_RPROC_CMD_RELEASE_FW invoke failed TEE err: 0xffff0006, ret:0
	[   12.205106] remoteproc remoteproc0: Boot failed: -5
	[   42.118305] remoteproc remoteproc0: powering up m4
	[   42.181530] remoteproc-tee optee-ta-80a4c275-0a47-4905-8285-1486a9771a08: TA_RPROC_CMD_LOAD_FW invoke failed TEE err: 0xffff3072, ret:0
	[   42.205106] remoteproc remoteproc0: Boot failed: -5
END
sign-rproc-fw explain - <dmesg
sign-rproc-fw explain --json - <dmesg | jq -c '.explanations[] | [.input[0:14], .code]'
# compressed, at another place among the questions, as one argument
cmp <(gzip -c dmesg | sign-rproc-fw explain -) <(sign-rproc-fw explain - <dmesg)
cmp <(sign-rproc-fw explain "$(cat dmesg)") <(sign-rproc-fw explain - <dmesg)
sign-rproc-fw explain --json NO_DATA - EIO <dmesg | jq -c '[.explanations[].code]'
rm dmesg
