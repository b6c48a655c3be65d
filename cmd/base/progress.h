/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the program is at, as one line on standard error, if that is a terminal and it takes
 * longer than a second.  The line is gone before anything else is printed, and at the end.
 */
#ifndef CMD_BASE_PROGRESS_H
#define CMD_BASE_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

/* From now on, if `wanted`.  Nobody must be asked anything meanwhile, on the same terminal. */
void progress_begin(bool wanted);

/* Says what comes next: "reading 3 of 7: a.sign"; or, if there is only one, "reading a.sign".  @total: 0: not known */
void progress_step(const char *doing, size_t number, size_t total, const char *what);

void progress_end(void);

/* Between these, which may be nested, there is no line. */
void progress_hold(void);
void progress_release(void);

#endif
