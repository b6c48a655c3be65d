/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Options structs that can grow.  The first member of each is
 * `size_t struct_size`, set by the caller's initialiser to the size that the
 * struct had when the caller was compiled.
 */
#ifndef SFW_BASE_STRUCT_SIZE_H
#define SFW_BASE_STRUCT_SIZE_H

#include "signfw.h"

/*
 * Takes over `theirs` (NULL: nothing) into `ours`, which holds our defaults.
 *
 * A smaller struct leaves our defaults for the rest.  A larger one is accepted
 * if what we don't know is all zero, and SIGNFW_E_UNSUPPORTED otherwise.
 *
 * @our_size:   sizeof(*ours)
 * @first_size: the size in the first release; anything smaller is a forgotten
 *              initialiser, SIGNFW_E_ARGUMENT
 */
enum signfw_status sfw_options_import(void *ours, size_t our_size, size_t first_size, const void *theirs,
				      struct signfw_error *err);

/* No tail padding: else a field appended later would lie in it, and struct_size could not tell. */
#define OPTIONS_HAVE_NO_PADDING(type, last) \
	_Static_assert(offsetof(type, last) + sizeof(((type *)0)->last) == sizeof(type), "tail padding")

#endif
