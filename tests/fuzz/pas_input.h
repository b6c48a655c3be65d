/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A PAS container out of the bytes of a fuzz target: one file, or, behind an
 * 'S', a split one:
 *
 *     'S' | u8 parts | for each: u8 segment, u16 size | the parts | the .mdt
 */
#ifndef FUZZ_PAS_INPUT_H
#define FUZZ_PAS_INPUT_H

#include "fuzz.h"
#include "signfw/pas.h"

#define PAS_INPUT_PARTS 255

struct pas_input {
	struct signfw_input file;
	struct signfw_pas_part parts[PAS_INPUT_PARTS];
	size_t part_count;
	uint64_t size; /* of all files */
};

void pas_input_read(struct pas_input *out, struct span bytes);

/* The container, which can always be inspected. */
signfw_pas *pas_input_inspect(const struct pas_input *input);

#endif
