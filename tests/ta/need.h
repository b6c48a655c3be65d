/* SPDX-License-Identifier: BSD-2-Clause */
/* What has to hold in compare-ta itself; says what doesn't, and aborts. */
#ifndef TA_NEED_H
#define TA_NEED_H

#include <stdio.h>
#include <stdlib.h>

#define NEED(condition) ((condition) ? (void)0 : need_failed(#condition, __FILE__, __LINE__))

static inline _Noreturn void need_failed(const char *condition, const char *file, int line)
{
	fprintf(stderr, "compare-ta: %s:%d: doesn't hold: %s\n", file, line, condition);
	abort();
}

#endif
