/* SPDX-License-Identifier: BSD-2-Clause */
#include "device/versions.h"

#include <string.h>

#include "signfw.h"

#define NEWEST "optee-4.10"

static const struct device_version versions[] = {
	{NEWEST, "OP-TEE 4.10 and later", true, true, true, true},
	{"optee-4.8", "OP-TEE 4.8 and 4.9", true, true, true, false},
	{"optee-4.4", "OP-TEE 4.4 to 4.7", true, true, false, false},
	{"optee-4.2", "OP-TEE 4.2 and 4.3", true, false, false, false},
	{"optee-4.1", "OP-TEE 4.1", false, false, false, false},
};

const struct device_version *sfw_device_version(const char *name)
{
	if (strcmp(name, "optee") == 0)
		name = NEWEST;
	for (size_t i = 0; i < sizeof(versions) / sizeof(versions[0]); i++)
		if (strcmp(versions[i].name, name) == 0)
			return &versions[i];
	return NULL;
}

const char *signfw_device_name(size_t index, const char **description)
{
	if (index >= sizeof(versions) / sizeof(versions[0]))
		return NULL;
	if (description != NULL)
		*description = versions[index].description;
	return versions[index].name;
}
