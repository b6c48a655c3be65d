/* SPDX-License-Identifier: BSD-2-Clause */
/* The boot address of `sign`, from the vector table of its images. */
#ifndef CMD_BOOTADDR_H
#define CMD_BOOTADDR_H

#include "signing.h"

/*
 * Finds the only vector table of all inputs, and says so if --verbose;
 * EXIT_DONE, or reports why not, with its findings left in `signing`, and returns
 * what to exit with.
 */
int bootaddr_find(struct signing *signing, const struct call *call, uint32_t *out);

#endif
