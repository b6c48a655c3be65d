/* SPDX-License-Identifier: BSD-2-Clause */
/* The remoteproc TA in a build of OP-TEE: found, and inflated. */
#ifndef SFW_OPTEE_BUILD_EMBEDDED_TA_H
#define SFW_OPTEE_BUILD_EMBEDDED_TA_H

#include "optee_build/build_part.h"
#include "optee_build/ta_properties.h"
#include "signfw.h"

enum ta_state {
	TA_ABSENT,  /* no record of it */
	TA_MISSING, /* a record, and not what it stands for: a part is missing */
	TA_FOUND
};

struct embedded_ta {
	enum ta_state state;
	uint8_t *bytes; /* owned; free with sfw_embedded_ta_release() */
	struct span elf;
	size_t part;     /* index of the one that has its bytes */
	uint64_t offset; /* of them in that part */
	uint32_t stored_size;
	struct ta_properties properties;
};

/* Looks for it.  Fails with SIGNFW_E_MEMORY only. */
enum signfw_status sfw_embedded_ta_find(struct embedded_ta *out, const struct build_parts *parts,
					struct signfw_error *err);

void sfw_embedded_ta_release(struct embedded_ta *ta);

#endif
