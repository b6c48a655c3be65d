/* SPDX-License-Identifier: BSD-2-Clause */
#include "arguments/call.h"

#include <stdarg.h>
#include <stdio.h>

#include "arguments/command.h"
#include "base/message.h"

bool call_ends(struct call *call, int exit_code)
{
	call->exit_code = exit_code;
	return exit_code == EXIT_DONE;
}

bool call_succeeds(struct call *call, const char *file, enum signfw_status status, const struct signfw_error *error)
{
	const int exit_code = exit_code_of(status);

	if (exit_code != EXIT_DONE && exit_code != EXIT_REFUSED)
		message(file, "%s", error->message);
	return call_ends(call, exit_code);
}

bool call_fails(struct call *call, int exit_code, const char *subject, const char *format, ...)
{
	char text[1024];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	message(subject, "%s", text);
	return call_ends(call, exit_code);
}

bool call_has_result(const struct call *call)
{
	return call->exit_code == EXIT_DONE || call->exit_code == EXIT_REFUSED;
}

bool call_misused(struct call *call, const char *format, ...)
{
	char text[512];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	message(NULL, "%s; see '%s help %s'", text, PROGRAM, call->command->name);
	return call_ends(call, EXIT_USAGE);
}
