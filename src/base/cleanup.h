/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The scope-exit attribute.  In one function either every resource is under
 * CLEANUP() or none is; there is no goto and no manual free beside it.
 */
#ifndef SFW_BASE_CLEANUP_H
#define SFW_BASE_CLEANUP_H

#include <stdint.h>
#include <stdlib.h>

#define CLEANUP(function) __attribute__((cleanup(function)))

/* Defines `static void name(TYPE **)`, which frees *p with `release`. */
#define DEFINE_CLEANUP(name, type, release) \
	static inline void name(type **p)   \
	{                                   \
		release(*p);                \
	}

DEFINE_CLEANUP(sfw_bytes_cleanup, uint8_t, free)

#endif
