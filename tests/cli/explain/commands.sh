# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# The same result says something else for another command.
while IFS= read -r line; do
	sign-rproc-fw explain --json "$line" |
		jq -r '.explanations[] | "\(.input)\n  \(.code) \(.name): \(.meaning)\n  \(.causes | length) \(.causes[0].check)"'
done <<-'END'
	TA_RPROC_CMD_LOAD_FW invoke failed TEE err: 0xffff0006, ret:0
	TA_RPROC_FW_CMD_LOAD_FW invoke failed TEE err: ffff0006, ret:0
	TA_RPROC_CMD_START_FW invoke failed TEE err: 0xffff0000, ret:0
	TA_RPROC_FW_CMD_START invoke failed TEE err: 0xffff0001, ret:0
	TA_RPROC_FW_CMD_START_FW invoke failed TEE err: ffff0006, err:0
	TA_RPROC_CMD_START_FW invoke failed TEE err: 0xffff0007, ret:0
	TA_RPROC_CMD_START_FW invoke failed TEE err: 0xffff3001, ret:0
	TA_RPROC_CMD_START_FW invoke failed TEE err: 0xffff3024, ret:0
	TA_RPROC_CMD_STOP_FW invoke failed TEE err: 0xffff0006, ret:0
	TA_RPROC_FW_CMD_STOP_FW invoke failed TEE err: ffff0007, err:0
	TA_RPROC_CMD_STOP_FW invoke failed TEE err: 0xffff000f, ret:0
	TA_RPROC_CMD_GET_RSC_TABLE invoke failed TEE err: 0xffff0006, ret:0
	TA_RPROC_CMD_GET_RSC_TABLE invoke failed TEE err: 0xffff0007, ret:0
	TA_RPROC_CMD_GET_RSC_TABLE invoke failed TEE err: 0xffff000b, ret:0
	TA_RPROC_CMD_GET_COREDUMP invoke failed TEE err: 0xffff0009, ret:0
	TA_RPROC_CMD_RELEASE_FW invoke failed TEE err: 0xffff0006, ret:0
	TA_RPROC_CMD_RELEASE_FW invoke failed TEE err: 0xffff0007, ret:0
	tee_client_open_session failed, err: 0xffff0001
	tee_client_open_session failed, err: 0xffff0006
	tee_client_open_session failed, err: 0xffff0008
	tee_client_open_session failed, err: 0xffff000a
	tee_client_open_session failed, err: 0xffff000d
	tee_client_open_session failed, err: 0xffff000e
END
