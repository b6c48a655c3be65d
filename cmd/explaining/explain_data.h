/* SPDX-License-Identifier: BSD-2-Clause */
/* Tables about TEE results and Linux errors: meanings, causes, and checks that tell causes apart. */
#ifndef CMD_EXPLAINING_EXPLAIN_DATA_H
#define CMD_EXPLAINING_EXPLAIN_DATA_H

#include "signfw.h"

/* The command that a trusted application answered; the same result means different things. */
enum ta_command {
	TA_LOAD, /* also if it isn't known */
	TA_START,
	TA_STOP,
	TA_GET_RSC_TABLE,
	TA_GET_COREDUMP,
	TA_RELEASE,
	TA_OPEN_SESSION,
	PAS_INIT_IMAGE, /* of Qualcomm's PAS */
	PAS_MEM_SETUP,
	PAS_AUTH_AND_RESET,
	TA_ANY /* in the table: whatever it was */
};

/* EPROBE_DEFER, which user space has no name for. */
#define ERRNO_PROBE_DEFER 517

struct cause {
	const char *cause;
	const char *check; /* the command, or the look, that tells this cause from the others */
};

#define CAUSES_MAX 7

struct advice {
	const char *meaning;                 /* NULL: signfw_tee_result_meaning() */
	struct cause causes[CAUSES_MAX + 1]; /* the most likely first; behind the last, `cause` is NULL */
};

/* About a TEE result; NULL if it has no name. */
const struct advice *advice_on_tee(enum ta_command command, uint32_t code);

/* About a Linux error, by its positive number, and its name in *name; NULL if nothing is known about it here. */
const struct advice *advice_on_errno(uint32_t number, const char **name);

/* A TEE result by its name, with or without "TEE_ERROR_", in any case. */
bool tee_code_by_name(const char *name, uint32_t *out);

/* A Linux error that there is advice on, by its name, in any case. */
bool errno_by_name(const char *name, uint32_t *out);

/* Returns the command that a log line is about; TA_LOAD if it names none. */
enum ta_command ta_command_in(const char *line);

#endif
