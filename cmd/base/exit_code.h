/* SPDX-License-Identifier: BSD-2-Clause */
/* The name of the program, and how it ends. */
#ifndef CMD_BASE_EXIT_CODE_H
#define CMD_BASE_EXIT_CODE_H

#include "signfw.h"

#define PROGRAM "sign-rproc-fw"

enum exit_code {
	EXIT_DONE = 0,    /* done; valid; accepted */
	EXIT_REFUSED = 1, /* judged and refused */
	EXIT_USAGE = 2,
	EXIT_UNABLE = 3 /* no judgement possible: file, key, passphrase, memory, cryptography */
};

/* The exit code for what the library said. */
int exit_code_of(enum signfw_status status);

#endif
