# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Lines beyond those of Linux's drivers for OP-TEE: codes that nothing announces, debuggers, Qualcomm's PAS.
mapfile -t lines <<-'END'
	stm32-rproc 4c001000.m4: Unable to map memory region: 0x10040000+0x58
	remoteproc remoteproc0: unexpected rproc state: 3
	stm32-rproc 10000000.m4: failed to parse st,rproc-tee
	stm32-rproc 10000000.m4: st,rproc-tee requires REMOTEPROC_TEE support
	stm32-rproc 10000000.m4: TEE support not yet compatible with attached state
	remoteproc-tee optee-ta-80a4c275: Device node not found for UUID: 80a4c275-0a47-4905-8285-1486a9771a08
	## Error: load remote processor failed
	remoteproc remoteproc0: Failed to load program segments: -22
	remoteproc remoteproc0: Failed to load program segments: -5
	Error in final launch sequence
	Trace not available
	Trace  not available
	deferred probe pending
	qcom_q6v5_pas 3000000.remoteproc: Error in getting resource table: -5
	remoteproc0: something happened -22
	remoteproc remoteproc0: a driver that isn't known gave up (-12)
	TEE err ffff0006
	E/TA: what this says isn't known, 0xffff000c
	remoteproc remoteproc0: request_firmware failed: -22
	remoteproc remoteproc0: Boot failed: -110
	TA_RPROC_CMD_LOAD_FW invoke failed TEE err: 0xffff0012, ret:0
	TA_RPROC_CMD_LOAD_FW invoke failed TEE err: 0, ret:0
	WARNING: CPU: 0 PID: 1 at drivers/remoteproc/stm32_rproc.c:567 stm32_rproc_kick+0x60/0x118
	qcom_q6v5_pas 3000000.remoteproc: no hash segment found in qcom/adsp.mbn
	qcom_q6v5_pas 3000000.remoteproc: error -22 reading firmware qcom/adsp.mbn metadata
	qcom_q6v5_pas 3000000.remoteproc: error -22 initializing firmware qcom/x1e80100/adsp.mbn
	qcom_q6v5_pas 3000000.remoteproc: error -22 setting up firmware qcom/adsp.mbn
	qcom_q6v5_pas 3000000.remoteproc: segment outside memory range
	qcom_q6v5_pas 3000000.remoteproc: refusing to load segment 3 with p_filesz > p_memsz
	qcom_q6v5_pas 3000000.remoteproc: file qcom/adsp.mbn segment 3 would be truncated
	qcom_q6v5_pas 3000000.remoteproc: failed to load segment 3 from truncated file qcom/adsp.b03
	qcom_q6v5_pas 3000000.remoteproc: error -2 loading qcom/adsp.b03
	qcom_q6v5_pas 3000000.remoteproc: failed to authenticate image and release reset
	qcom_q6v5_pas 3000000.remoteproc: start timed out
	qcom_pas_tee: PAS init image failed, pas_id: 1, ret: 0, err: 0xffff000f
	qcom_pas_tee: PAS init image failed, pas_id: 1, ret: 0, err: 0xffff000a
	qcom_pas_tee: PAS init image failed, pas_id: 1, ret: 0, err: 0xffff0005
	qcom_pas_tee: PAS mem setup failed, pas_id: 1, ret: 0, err: 0xffff0006
	qcom_pas_tee: PAS auth reset failed, pas_id: 1, ret: 0, err: 0xffff000f
	qcom_pas_tee: PAS auth reset failed, pas_id: 1, ret: 0, err: 0xffff0007
	qcom_pas_tee: PAS auth reset failed, pas_id: 1, ret: 0, err: 0xffff0005
	E/TA:  PAS auth: unsupported MBN version 7
	E/TC:  PAS auth: UIE image encryption not supported
	E/TC:  PAS auth: QTI-countersigned images are not supported
	E/TA:  PAS auth: metadata is not OEM-signed
	E/TA:  PAS auth: cert 0 parse failed: -0x2180
	E/TA:  PAS auth: non-0xFF byte at chain offset 3000
	E/TA:  PAS auth: chain has 0 non-root certs, want [1, 2]
	E/TA:  PAS auth: cert chain verify failed (flags 0x8)
	E/TA:  PAS auth: leaf cert has no KeyUsage extension
	E/TA:  PAS auth: root-of-trust mismatch
	E/TA:  PAS auth: bad or missing OEM metadata
	E/TA:  PAS auth: unsupported metadata version 2.0
	E/TA:  PAS auth: SW_ID got 0x17 want 0x4
	E/TA:  PAS auth: OEM_ID got 0x1 want 0x2
	E/TA:  PAS auth: signature verify failed
	E/TC:  PAS auth: segment 3 hash mismatch
	E/TC:  PAS auth: no MEM_SETUP for 1
	E/TC:  PAS auth: image larger than carveout
END
sign-rproc-fw explain --json "${lines[@]}" |
	jq -r '.explanations[] | "\(.input)\n  \(.severity) \(.kind) \(.code): \(.meaning)\n  \(.source)\n  \(.causes[0].check)"'
