/* SPDX-License-Identifier: BSD-2-Clause */
/* All commands; each is in the file of its name. */
#ifndef CMD_COMMANDS_H
#define CMD_COMMANDS_H

#include "arguments/command.h"

/* What has options of its own, apart: containers of Qualcomm's PAS. */
#define TOPIC_QCOM "qcom"

extern const struct command cmd_sign, cmd_digest, cmd_doctor, cmd_stitch, cmd_resign, cmd_convert, cmd_verify, cmd_dump,
	cmd_check, cmd_explain, cmd_extract, cmd_key, cmd_resource_table, cmd_split, cmd_squash, cmd_device_tree,
	cmd_linker_memory, cmd_corpus;
extern const struct command cmd_key_new, cmd_key_info, cmd_key_header, cmd_key_otp, cmd_key_match;

#endif
