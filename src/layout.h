/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a container layout has to offer to container.c.  Each layout is one file
 * that knows its header, order and padding; nobody else does.
 */
#ifndef SFW_LAYOUT_H
#define SFW_LAYOUT_H

#include "container.h"

struct layout {
	const char *name;
	const uint32_t *tlv_order; /* ended by 0 */

	/* Whether the file claims to be of this layout. */
	bool (*recognise)(const struct ends *file);

	/* Fills in what the bytes say; SIGNFW_OK or SIGNFW_E_MEMORY. */
	enum signfw_status (*parse)(struct container *container, const struct ends *file, signfw_findings *findings);

	/* See sfw_container_write(). */
	void (*write)(const struct container *container, struct surroundings *out);
};

extern const struct layout sfw_layout_optee;

#endif
