/* SPDX-License-Identifier: BSD-2-Clause */
#include "linux/kernels.h"

#include <string.h>

static const struct kernel kernels[] = {
	{
		.name = "7.2",
		.description = "Linux 7.2: virtio devices are devices of their own, whose failure doesn't end the boot",
	},
	{
		.name = "5.x",
		.description = "Linux 5.x: what is wrong with a ring ends the boot, and offsets of entries are signed",
		.signed_offsets = true,
		.core_makes_vdevs = true,
		.old_probe_lines = true,
	},
};
#define KERNEL_COUNT (sizeof(kernels) / sizeof(kernels[0]))

const struct kernel *sfw_kernel_find(const char *name)
{
	for (size_t i = 0; i < KERNEL_COUNT; i++)
		if (name == NULL || strcmp(kernels[i].name, name) == 0)
			return &kernels[i];
	return NULL;
}

const char *signfw_linux_name(size_t index, const char **description)
{
	if (index >= KERNEL_COUNT)
		return NULL;
	if (description != NULL)
		*description = kernels[index].description;
	return kernels[index].name;
}
