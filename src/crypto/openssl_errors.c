/* SPDX-License-Identifier: BSD-2-Clause */
#include "crypto/openssl_errors.h"

#include <stdio.h>
#include <string.h>

/* Copies a provider's own text as one line; leaves out text that may contain a PIN. */
static void copy_detail(char *out, size_t capacity, unsigned long error, const char *detail, int flags)
{
	const bool from_provider = ERR_GET_LIB(error) >= ERR_LIB_USER && (flags & ERR_TXT_STRING) != 0;

	snprintf(out, capacity, "%s%s", from_provider && detail[0] != '\0' ? ", " : "", from_provider ? detail : "");
	if (strstr(out, "pin-value") != NULL)
		out[0] = '\0';
	for (char *at = out; *at != '\0'; at++)
		if ((unsigned char)*at < 0x20)
			*at = ' ';
}

enum signfw_status sfw_crypto_fail(struct signfw_error *err, enum signfw_status status, const char *what)
{
	const char *detail = NULL;
	int flags = 0;
	const unsigned long error = ERR_peek_last_error_data(&detail, &flags);
	const char *reason = ERR_SYSTEM_ERROR(error) ? strerror(ERR_GET_REASON(error)) : ERR_reason_error_string(error);
	char more[160];

	if (ERR_GET_REASON(error) == ERR_R_MALLOC_FAILURE)
		return sfw_fail_memory(err);
	/* OpenSSL says this of any bytes that no decoder knows */
	if (ERR_GET_REASON(error) == ERR_R_UNSUPPORTED)
		reason = NULL;
	copy_detail(more, sizeof(more), error, detail, flags);
	return sfw_fail(err, status, "%s%s%s%s", what, reason == NULL ? "" : ": ", reason == NULL ? "" : reason, more);
}
