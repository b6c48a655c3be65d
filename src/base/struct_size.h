/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Options structs that can grow.  Each begins with `size_t struct_size`, which
 * the caller's initialiser sets to the size that the struct had when the caller
 * was compiled, and `uint64_t flags`.
 */
#ifndef SFW_BASE_STRUCT_SIZE_H
#define SFW_BASE_STRUCT_SIZE_H

#include "signfw.h"

/* The size of a struct that ends with the field `last`. */
#define SIZE_UNTIL(type, last) (offsetof(type, last) + sizeof(__typeof__(((type *)0)->last)))

/* What callers of any release may give us of one options struct. */
struct options_kind {
	size_t size;       /* until the last field that has a meaning now; what follows has to be 0 */
	size_t first_size; /* the same in release 0.1; a smaller struct is a forgotten initialiser */
	uint64_t flags;    /* all that have a meaning now */
};

/*
 * Takes over `theirs` (NULL: nothing) into `ours`, which holds our defaults.
 *
 * A smaller struct leaves our defaults for the rest.  A larger one is accepted
 * if what we don't know is all zero.
 *
 * Fails with SIGNFW_E_ARGUMENT: not initialised; or with SIGNFW_E_UNSUPPORTED:
 * a field or flag is set that we don't know.
 */
enum signfw_status sfw_options_import(void *ours, const struct options_kind *kind, const void *theirs,
				      struct signfw_error *err);

#endif
