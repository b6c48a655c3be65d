/* SPDX-License-Identifier: BSD-2-Clause */
/* The lines that a kernel logs: "err: rsc table is truncated". */
#ifndef SFW_LINUX_KERNEL_LOG_H
#define SFW_LINUX_KERNEL_LOG_H

#include <stdbool.h>
#include <stddef.h>

/* { 0 } is an empty one. */
struct kernel_log {
	char **lines;
	size_t count, capacity;
	bool failed; /* for want of memory */
};

/* Adds a line; `level` is "err", "warn", "info", or "WARN", for a warning with a stack trace. */
void sfw_kernel_log(struct kernel_log *log, const char *level, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Whether a line of the level was logged. */
bool sfw_kernel_log_has(const struct kernel_log *log, const char *level);

/* Frees the lines; the log is empty again. */
void sfw_kernel_log_clear(struct kernel_log *log);

#endif
