/* SPDX-License-Identifier: BSD-2-Clause */
/* A field of what a PAS container says about itself, in metadata or in a certificate, and what it means. */
#ifndef SFW_PAS_PAS_FIELD_H
#define SFW_PAS_PAS_FIELD_H

#include <stddef.h>
#include <stdint.h>

#define PAS_FIELD_VALUES_MAX 16

/* One number, or several of the same kind. */
struct pas_field {
	const char *name; /* "sw_id" */
	uint64_t values[PAS_FIELD_VALUES_MAX];
	size_t count;
	unsigned width; /* bytes of a value */
};

#define PAS_WORDS_SIZE 240

/* Explains a field of a container of this version in words; an empty string if its number says it all. */
void sfw_pas_field_words(const struct pas_field *field, uint32_t version, char out[PAS_WORDS_SIZE]);

#endif
