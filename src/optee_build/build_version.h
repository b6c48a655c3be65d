/* SPDX-License-Identifier: BSD-2-Clause */
/* Which version of OP-TEE a build is, and which device it behaves as. */
#ifndef SFW_OPTEE_BUILD_BUILD_VERSION_H
#define SFW_OPTEE_BUILD_BUILD_VERSION_H

#include "optee_build/build_switches.h"
#include "optee_build/embedded_ta.h"

#define VERSION_SIZE 64
#define DEVICE_SIZE  32

struct build_version {
	char text[VERSION_SIZE]; /* as the core prints it; "": not found */
	char device[DEVICE_SIZE];
	const char *assumption; /* what is assumed for that; NULL: nothing; static */
};

/* @has_fuses: the build looks at fuses for the hash of the key */
void sfw_build_version_find(struct build_version *out, const struct build_parts *parts,
			    const struct build_switches *switches, const struct embedded_ta *ta, bool has_fuses);

#endif
