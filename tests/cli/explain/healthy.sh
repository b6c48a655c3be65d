# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# A log without errors: that is no failure, whether or not it has lines about remote processors.
cat >dmesg <<-'END'
	[    0.000000] Memory: vector  : 0xffff0000 - 0xffff1000   (   4 kB)
	[    1.204011] optee: revision 4.10 (0123456789abcdef)
	[    1.310744] mmc0: error -110 whilst initialising SD card
	[    1.410744] EXT4-fs (mmcblk0p4): recovering journal
	[    1.510744] sd 0:0:0:0: powering up
	[    1.610744] foo 1-0: Image is too small
	[    1.710744] registered taskstats version 1
	[    3.000871] remoteproc remoteproc0: m4 is available
	[   12.118305] remoteproc remoteproc0: powering up m4
	[   12.127014] remoteproc remoteproc0: Booting fw image rproc-m4-fw.sign, size 4012
	[   12.181530] rproc-virtio rproc-virtio.3.auto: registered virtio0 (type 7)
	[   12.193337] virtio_rpmsg_bus virtio0: rpmsg host is online
	[   12.205106] remoteproc remoteproc0: remote processor m4 is now up
END
sign-rproc-fw explain - <dmesg
sign-rproc-fw explain --json - <dmesg | jq -c '.explanations[] | [.severity, .name]'
head -7 dmesg | sign-rproc-fw explain -
head -7 dmesg | sign-rproc-fw explain --json - | jq -c .
sign-rproc-fw explain - </dev/null
sign-rproc-fw explain --quiet - </dev/null
# what went wrong isn't lost among what went well
echo '[   12.3] remoteproc remoteproc0: rsc table is truncated' | cat dmesg - | sign-rproc-fw explain -
rm dmesg
