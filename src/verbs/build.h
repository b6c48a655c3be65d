/* SPDX-License-Identifier: BSD-2-Clause */
/* From ELF images to a container: read, judged, stripped, encrypted, hashed, assembled, signed. */
#ifndef SFW_VERBS_BUILD_H
#define SFW_VERBS_BUILD_H

#include "verbs/handle.h"
#include "verbs/signing_job.h"

/*
 * Builds a container, and signs it.
 *
 * @job:    checked, and begun
 * @model:  what the container says, but for images and hash table, which are
 *          added
 * @inputs: the images; their data is borrowed as long as *out lives
 * @signed_table: the hash table that they have to lead to; NULL: as the options say
 */
enum signfw_status sfw_build(signfw_container **out, const struct signing_job *job, struct container *model,
			     const struct signfw_input *inputs, size_t input_count,
			     const struct hash_table *signed_table, struct signfw_error *err);

#endif
