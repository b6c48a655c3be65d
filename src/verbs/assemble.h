/* SPDX-License-Identifier: BSD-2-Clause */
/* From what a container says to its bytes, which are read back by the same code as any other. */
#ifndef SFW_VERBS_ASSEMBLE_H
#define SFW_VERBS_ASSEMBLE_H

#include "verbs/handle.h"

/* Writes all but the images; fails if an error was found before, or if the layout can't express it. */
enum signfw_status sfw_assemble_surroundings(struct surroundings *out, const struct container *model,
					     signfw_findings *findings, struct signfw_error *err);

/*
 * Fills in an empty handle from what was written: chunks and model, but neither
 * images nor checks.
 *
 * @layout:    of what was written
 * @written:   taken over, also by a failure
 * @images:    what goes between head and tail; the bytes are borrowed as long
 *             as the handle lives
 * @alignment: 1 to 8: each of them is padded to a multiple of so many bytes
 */
enum signfw_status sfw_assemble(signfw_container *handle, const struct layout *layout, struct surroundings *written,
				const struct span *images, size_t count, size_t alignment, struct signfw_error *err);

/*
 * Fills in an empty handle: what was written, around the images of another
 * container, whose bytes are borrowed as long as the handle lives.
 */
enum signfw_status sfw_assemble_around(signfw_container *handle, const struct layout *layout,
				       struct surroundings *written, const signfw_container *from,
				       struct signfw_error *err);

#endif
