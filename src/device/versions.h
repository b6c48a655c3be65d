/* SPDX-License-Identifier: BSD-2-Clause */
/* What differs between the device versions: data, not code. */
#ifndef SFW_DEVICE_VERSIONS_H
#define SFW_DEVICE_VERSIONS_H

#include <stdbool.h>

struct device_version {
	const char *name;
	const char *description;
	bool load_ignored_while_loaded; /* a LOAD in state LOADED succeeds, its buffer unseen; else BAD_STATE */
	bool has_release;               /* command RELEASE */
	bool bounded_tlv_walk;          /* the search for a TLV checks lengths */
	bool whole_ranges;              /* the ELF parser checks whole objects, and lets a segment end with the image */
};

/* The version of this name ("optee": the newest upstream), or NULL. */
const struct device_version *sfw_device_version(const char *name);

#endif
