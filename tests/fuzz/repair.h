/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Makes containers whole again: changed bytes alone never get behind a
 * signature, so the input of a target says what to repair first.
 */
#ifndef FUZZ_REPAIR_H
#define FUZZ_REPAIR_H

#include "base/bytes.h"
#include "key/signing_key.h"

enum repairs {
	REPAIR_HEADER = 1,    /* header and sizes that fit the file, and room for a signature by our key */
	REPAIR_TABLE = 2,     /* program headers and hashes as the images have them */
	REPAIR_SIGNATURE = 4, /* a signature by our key */
	REPAIR_ALL = REPAIR_HEADER | REPAIR_TABLE | REPAIR_SIGNATURE
};

/* Appends the container, repaired, to `bytes`.  Whether nothing is left to repair but the structure. */
bool fuzz_repair(struct builder *bytes, struct span from, unsigned repairs, const struct signfw_key *key);

/* What was built; can't fail. */
struct span fuzz_view(const struct builder *builder);

#endif
