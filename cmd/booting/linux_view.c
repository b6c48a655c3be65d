/* SPDX-License-Identifier: BSD-2-Clause */
#include "booting/linux_view.h"

#include <stdlib.h>

#include "base/out_of_memory.h"

/* Linux's model takes no larger ones, and there are none. */
#define TABLE_SIZE_MAX 0x10000

bool linux_view_open(struct linux_view *view, const struct boot_source *source, struct call *call)
{
	struct signfw_linux_options options = SIGNFW_LINUX_OPTIONS_INIT;
	struct signfw_error error = SIGNFW_ERROR_INIT;

	if (source->linux_dtb != NULL && !file_read(source->linux_dtb, call->max_size, &view->tree))
		return call_ends(call, EXIT_UNABLE);
	view->asked = source->linux_dtb != NULL || source->version != NULL;
	options.flags = view->asked ? 0 : SIGNFW_LINUX_WARN;
	options.version = source->version;
	options.devicetree = view->tree.data;
	options.devicetree_size = view->tree.size;
	return call_succeeds(call, source->linux_dtb, signfw_linux_new(&view->kernel, &options, &error), &error);
}

const char *linux_view_driver(const struct linux_view *view, const struct boot_source *source)
{
	struct signfw_linux_processor processor;

	if (source->kernel != NULL)
		return source->kernel;
	return signfw_linux_processor(view->kernel, &processor) == SIGNFW_OK ? processor.driver : NULL;
}

static void forget(struct linux_view *view)
{
	signfw_findings_free(view->findings);
	view->findings = NULL;
	free(view->table);
	view->table = NULL;
	view->size = 0;
}

void linux_view_release(struct linux_view *view)
{
	forget(view);
	signfw_linux_free(view->kernel);
	file_free(&view->tree);
}

static void read_table(struct linux_view *view, const signfw_device *device)
{
	if (!signfw_device_resource_table(device, &view->address, &view->size) || view->size > TABLE_SIZE_MAX)
		return;
	view->table = memory_or_exit(malloc(view->size + 1));
	if (signfw_device_memory_read(device, view->address, view->table, view->size))
		return;
	free(view->table);
	view->table = NULL;
}

/* Where the table is in the file, for the offsets of findings. */
static uint64_t base_of(const struct linux_view *view, const signfw_container *container)
{
	struct signfw_resource_table table;
	struct signfw_image image;

	for (size_t i = 0; signfw_container_image(container, i, &image) == SIGNFW_OK; i++)
		if (signfw_container_resource_table(container, i, &table) == SIGNFW_OK && table.size == view->size)
			return image.offset + table.offset;
	return 0;
}

static enum signfw_status judge(struct linux_view *view, const signfw_device *device, uint64_t file_size, uint64_t base,
				struct signfw_error *error)
{
	const signfw_memory *memory = signfw_device_memory(device);
	enum signfw_status status = signfw_linux_boot_table(view->kernel, view->table, view->size, view->address,
							    file_size, &view->outcome, error);

	if (status != SIGNFW_OK)
		return status;
	status = signfw_linux_check_table(view->kernel, view->table, view->size, base, view->address, view->findings,
					  error);
	if (status == SIGNFW_OK || status == SIGNFW_E_ELF)
		status = signfw_linux_check_reach(view->kernel, memory, view->table, view->size, base, view->address,
						  view->findings, error);
	return status;
}

bool linux_view_look(struct linux_view *view, const char *path, const signfw_device *device,
		     const signfw_container *container, struct call *call)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;

	forget(view);
	enum signfw_status status = signfw_findings_new(&view->findings, &error);

	if (status == SIGNFW_OK)
		read_table(view, device);
	if (status == SIGNFW_OK)
		status = signfw_linux_check_devicetree(view->kernel, NULL, view->findings, &error);
	if ((status == SIGNFW_OK || status == SIGNFW_E_ELF) && view->table != NULL)
		status = judge(view, device, signfw_container_size(container), base_of(view, container), &error);
	/* what is wrong is among the findings */
	return status == SIGNFW_E_ELF || call_succeeds(call, path, status, &error);
}
