/* SPDX-License-Identifier: BSD-2-Clause */
/* The containers that are compared: seeds, as they are and changed by the mutator of tests/fuzz. */
#ifndef TA_INPUTS_H
#define TA_INPUTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "signfw/key.h"

struct input {
	const char *name; /* of the seed */
	const uint8_t *bytes;
	size_t size;
};

/* The key that containers are signed with. */
const signfw_key *inputs_key(void);

/*
 * Adds a container, an ELF file, which is signed, or all files of a folder.  Ends
 * the program with a message if there is none.
 *
 * @layout: of the containers that are made of ELF files
 * @skip:   bytes in front of each file that aren't part of it
 */
void inputs_add(const char *path, const char *layout, size_t skip);

size_t inputs_count(void);
struct input inputs_seed(size_t index);

/* Changes this seed more often than others: it is loaded as it is, so that changes are looked at one by one. */
void inputs_prefer(size_t index);

/* A changed container, the same for the same numbers from random_bytes.h; valid until the next. */
struct input inputs_mutated(bool sign);

#endif
