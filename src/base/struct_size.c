/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/struct_size.h"

#include <string.h>

#include "base/bytes.h"
#include "base/error.h"

enum signfw_status sfw_options_import(void *ours, size_t our_size, size_t first_size, const void *theirs,
				      struct signfw_error *err)
{
	size_t their_size;

	if (theirs == NULL)
		return SIGNFW_OK;
	memcpy(&their_size, theirs, sizeof(their_size));
	if (their_size < first_size)
		return sfw_fail(err, SIGNFW_E_ARGUMENT,
				"options are not initialised (struct_size is %zu, expected at least %zu)", their_size,
				first_size);
	if (their_size > our_size) {
		const struct span unknown = {(const uint8_t *)theirs + our_size, their_size - our_size};

		if (!sfw_span_is_zero(unknown))
			return sfw_fail(err, SIGNFW_E_UNSUPPORTED,
					"an option is set that needs a newer libsignfw than %s", signfw_version());
		their_size = our_size;
	}
	memcpy(ours, theirs, their_size);
	/* from here on it is ours, whatever size theirs had */
	memcpy(ours, &our_size, sizeof(our_size));
	return SIGNFW_OK;
}
