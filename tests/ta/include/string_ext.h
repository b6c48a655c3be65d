/* SPDX-License-Identifier: BSD-2-Clause */
/* What OP-TEE adds to <string.h>, as far as the pseudo TA of remoteproc asks for it. */
#ifndef STRING_EXT_H
#define STRING_EXT_H

#include <string.h>

static inline void memzero_explicit(void *data, size_t size)
{
	memset(data, 0, size);
}

#endif
