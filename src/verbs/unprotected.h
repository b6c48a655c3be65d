/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Bytes that a signature doesn't protect, being neither signed nor part of a
 * hashed PT_LOAD segment.  signfw-container(5), "What is not signed".
 */
#ifndef SFW_VERBS_UNPROTECTED_H
#define SFW_VERBS_UNPROTECTED_H

#include "container/container.h"
#include "firmware/image.h"

/* Ranges of bytes, in the order of the file. */
struct unprotected {
	struct signfw_unprotected *list; /* owned */
	size_t count, capacity;
};

/* Those of a container that was read; NULL for want of memory. */
struct unprotected *sfw_unprotected_find(const struct container *model, const struct image *images, size_t image_count);

void sfw_unprotected_free(struct unprotected *ranges);

#endif
