/* SPDX-License-Identifier: BSD-2-Clause */
#include "pas_device/pas_answer.h"

#include <stdarg.h>
#include <stdio.h>

void sfw_pas_log(struct pas_log *log, const char *format, ...)
{
	va_list arguments;

	if (log->count == PAS_LOG_LINES)
		return; /* not reached */
	va_start(arguments, format);
	vsnprintf(log->lines[log->count++], PAS_LOG_LINE_SIZE, format, arguments);
	va_end(arguments);
}

void sfw_pas_because(struct pas_reason *reason, const char *rule, const char *format, ...)
{
	va_list arguments;

	if (reason->rule != NULL)
		return;
	reason->rule = rule;
	va_start(arguments, format);
	vsnprintf(reason->text, sizeof(reason->text), format, arguments);
	va_end(arguments);
}
