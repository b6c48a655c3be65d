/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/struct_size.h"

#include <string.h>

#include "base/bytes.h"
#include "base/error.h"

/* What every options struct begins with. */
struct options_head {
	size_t struct_size;
	uint64_t flags;
};

static enum signfw_status check_size(const struct options_kind *kind, const void *theirs, size_t their_size,
				     struct signfw_error *err)
{
	if (their_size < kind->first_size)
		return sfw_fail(err, SIGNFW_E_ARGUMENT,
				"options are not initialised (struct_size is %zu, expected at least %zu)", their_size,
				kind->first_size);
	if (their_size <= kind->size)
		return SIGNFW_OK;
	const struct span unknown = {(const uint8_t *)theirs + kind->size, their_size - kind->size};

	if (!sfw_span_is_zero(unknown))
		return sfw_fail(err, SIGNFW_E_UNSUPPORTED, "an option is set that needs a newer libsignfw than %s",
				signfw_version());
	return SIGNFW_OK;
}

enum signfw_status sfw_options_import(void *ours, const struct options_kind *kind, const void *theirs,
				      struct signfw_error *err)
{
	struct options_head head;
	size_t their_size;

	if (theirs == NULL)
		return SIGNFW_OK;
	memcpy(&their_size, theirs, sizeof(their_size));
	const enum signfw_status status = check_size(kind, theirs, their_size, err);

	if (status != SIGNFW_OK)
		return status;
	memcpy(&head, theirs, sizeof(head));
	if ((head.flags & ~kind->flags) != 0)
		return sfw_fail(err, SIGNFW_E_UNSUPPORTED, "flags 0x%llx need a newer libsignfw than %s",
				(unsigned long long)(head.flags & ~kind->flags), signfw_version());
	memcpy(ours, theirs, their_size < kind->size ? their_size : kind->size);
	/* from here on it is ours, whatever size theirs had */
	memcpy(ours, &kind->size, sizeof(kind->size));
	return SIGNFW_OK;
}
