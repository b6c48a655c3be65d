/* SPDX-License-Identifier: BSD-2-Clause */
/* Log lines of a device with PAS, and its reason for refusing. */
#ifndef SFW_PAS_DEVICE_PAS_ANSWER_H
#define SFW_PAS_DEVICE_PAS_ANSWER_H

#include <stdint.h>

#include "signfw/device.h"

/* More lines than any path of the code logs. */
#define PAS_LOG_LINES     8
#define PAS_LOG_LINE_SIZE 320

struct pas_log {
	char lines[PAS_LOG_LINES][PAS_LOG_LINE_SIZE];
	size_t count;
};

void sfw_pas_log(struct pas_log *log, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Which check decided, and why; the first one counts. */
struct pas_reason {
	const char *rule; /* static; NULL: none yet */
	char text[240];
};

void sfw_pas_because(struct pas_reason *reason, const char *rule, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#endif
