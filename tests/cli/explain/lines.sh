# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Whole lines of Linux, U-Boot and OP-TEE, each as its own argument.
while IFS= read -r line; do
	sign-rproc-fw explain --json "$line" |
		jq -r '.explanations[] | "\(.input)\n  \(.kind) \(.code) \(.name): \(.meaning)\n  \(.causes | length) \(.causes[0].check)"'
done <<-'END'
	remoteproc remoteproc0: Image is corrupted (bad magic)
	remoteproc remoteproc0: Unsupported firmware endianness
	remoteproc remoteproc0: bad phdr da 0x80100000 mem 0x540
	remoteproc remoteproc0: Boot failed: -5
	Boot failed: -22
	remoteproc remoteproc0: request_firmware failed: -2
	remoteproc remoteproc0: Direct firmware load for rproc-m4-fw failed with error -2
	stm32-rproc 10000000.m4: probe with driver stm32-rproc failed with error -517
	platform 10000000.m4: deferred probe pending
	remoteproc-tee: TA_RPROC_CMD_LOAD_FW invoke failed TEE err: 0, ret:-12
	TA_RPROC_FW_CMD_LOAD_FW invoke failed TEE err: 0, err:fffffff4
	TA_RPROC_FW_CMD_LOAD_FW invoke failed TEE err: ffff3072, err:0
	Load Remote Processor 0 with data@addr=0xc2000000 13892 bytes: Failed!
	Remote Processors are not initialized
	Remote Processor 0 initialization failed
	Expect some size??
	E/TA:  remoteproc_load_fw:926 Can't Authenticate the firmware (res = 0xffff0006)
	E/TA:  remoteproc_pta_verify:350 Failed to verify signature, res = 0xffff3072
	E/TA:  remoteproc_load_segment:755 Fails to load segment, res = 0x0xffff0001
	E/TA:  remoteproc_load_elf:800 Failed to parse firmware, res = 0xffff0005
	E/TA:  remoteproc_load_elf:861 More than one resource table found
	E/TA:  remoteproc_da_to_pa:560 Failed to translate device address 0x38000000
	E/TC:0 0 probe_driver_node:404 Failed to probe stm32-rproc on node m4@10000000: 0xffff0006
	E/TC:? 0 TA panicked with code 0xffff0000
	E/LD:  init_elf:493 sys_open_ta_bin(80a4c275-0a47-4905-8285-1486a9771a08)
	E/TC:?? 00 ldelf_init_with_ldelf:152 ldelf failed with res: 0xffff0008
	E/TC:0   IAC exception ID: 156
	Error 0xffff0006 = TEE_ERROR_SECURITY (signature verification failure)
	TEEC_InvokeCommand failed with code 0xFFFF000F origin 0x4
	the TA answers TEE_ERROR_NO_DATA
	the client got TEEC_ERROR_OUT_OF_MEMORY, what now?
END
