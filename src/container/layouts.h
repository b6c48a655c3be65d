/* SPDX-License-Identifier: BSD-2-Clause */
/* Containers of any layout: which layouts there are, reading, writing. */
#ifndef SFW_CONTAINER_LAYOUTS_H
#define SFW_CONTAINER_LAYOUTS_H

#include "container/layout.h"

/* The layout of this name, or NULL. */
const struct layout *sfw_layout_by_name(const char *name);

/* The layout that a container gets if nothing is said about it. */
const struct layout *sfw_layout_default(void);

/* The same of one whose images are encrypted. */
const struct layout *sfw_layout_of_encrypted(void);

/* The names of all, for messages: "a, b or c". */
struct layout_names {
	char text[120];
};
struct layout_names sfw_layout_names(void);

/*
 * Reads a container.
 *
 * @layout: what it is known to be; NULL: whatever it looks like
 * @file:   all but the images, at least; borrowed as long as *out is used
 *
 * SIGNFW_OK, whatever was found; or SIGNFW_E_MEMORY with *out untouched.
 */
enum signfw_status sfw_container_parse(struct container *out, const struct layout *layout, const struct ends *file,
				       signfw_findings *findings);

/*
 * Writes all but the images, with a signature of zeros, and finds what the
 * layout can't express.  Uses all that the container says, and the sizes that
 * it announces.  What was written is of no use if there is an error, or no
 * memory: see sfw_builder_view().
 */
void sfw_container_write(const struct container *container, struct surroundings *out, signfw_findings *findings);

/* Frees what was written; it is empty again. */
void sfw_surroundings_cleanup(struct surroundings *surroundings);

#endif
