/* SPDX-License-Identifier: BSD-2-Clause */
/* key: what there is to say about a key; each in a command of its own. */
#include "commands.h"

static const struct command *const commands[] = {&cmd_key_new, &cmd_key_info,  &cmd_key_header,
						 &cmd_key_otp, &cmd_key_match, NULL};

const struct command cmd_key = {
	.name = "key",
	.summary = "Make a key; say what it is, what devices need, who trusts it",
	.synopsis = "COMMAND [OPTIONS] KEY",
	.notes = "'help key COMMAND' says what it takes.",
	.examples = {"key info k.pem", "key match --key pub.pem tee.elf"},
	.commands = commands,
};
