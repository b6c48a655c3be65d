/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>

#define STRING_(x) #x
#define STRING(x)  STRING_(x)

const char *signfw_version(void)
{
	return STRING(SIGNFW_VERSION_MAJOR) "." STRING(SIGNFW_VERSION_MINOR) "." STRING(SIGNFW_VERSION_PATCH);
}

/* No default: the compiler reports a status without a name. */
const char *signfw_status_name(enum signfw_status status)
{
	switch (status) {
	case SIGNFW_OK:
		return "SIGNFW_OK";
	case SIGNFW_E_ARGUMENT:
		return "SIGNFW_E_ARGUMENT";
	case SIGNFW_E_MEMORY:
		return "SIGNFW_E_MEMORY";
	case SIGNFW_E_UNSUPPORTED:
		return "SIGNFW_E_UNSUPPORTED";
	case SIGNFW_E_ELF:
		return "SIGNFW_E_ELF";
	case SIGNFW_E_CONTAINER:
		return "SIGNFW_E_CONTAINER";
	case SIGNFW_E_KEY:
		return "SIGNFW_E_KEY";
	case SIGNFW_E_SIGNATURE:
		return "SIGNFW_E_SIGNATURE";
	case SIGNFW_E_HASH:
		return "SIGNFW_E_HASH";
	case SIGNFW_E_CRYPTO:
		return "SIGNFW_E_CRYPTO";
	case SIGNFW_E_DEVICETREE:
		return "SIGNFW_E_DEVICETREE";
	case SIGNFW_E_ENCRYPTION:
		return "SIGNFW_E_ENCRYPTION";
	}
	return "SIGNFW_E_?";
}

__attribute__((format(printf, 5, 0))) static void fill(struct signfw_error *err, enum signfw_status status,
						       enum signfw_reason reason, uint64_t offset, const char *format,
						       va_list arguments)
{
	if (err == NULL)
		return;
	err->status = status;
	err->reason = reason;
	err->offset = offset;
	vsnprintf(err->message, sizeof(err->message), format, arguments);
}

enum signfw_status sfw_fail(struct signfw_error *err, enum signfw_status status, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	fill(err, status, SIGNFW_REASON_NONE, SIGNFW_NO_OFFSET, format, arguments);
	va_end(arguments);
	return status;
}

enum signfw_status sfw_fail_at(struct signfw_error *err, enum signfw_status status, uint64_t offset, const char *format,
			       ...)
{
	va_list arguments;

	va_start(arguments, format);
	fill(err, status, SIGNFW_REASON_NONE, offset, format, arguments);
	va_end(arguments);
	return status;
}

enum signfw_status sfw_fail_because(struct signfw_error *err, enum signfw_status status, enum signfw_reason reason,
				    const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	fill(err, status, reason, SIGNFW_NO_OFFSET, format, arguments);
	va_end(arguments);
	return status;
}

enum signfw_status sfw_fail_memory(struct signfw_error *err)
{
	return sfw_fail(err, SIGNFW_E_MEMORY, "out of memory");
}
