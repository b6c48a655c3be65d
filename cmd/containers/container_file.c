/* SPDX-License-Identifier: BSD-2-Clause */
#include "containers/container_file.h"
#include "signfw/container.h"

const struct option_row container_in_rows[] = {
	{"in", 0, "FILE", OPTION_TEXT, 0, .noun = "container", .is_operand = true, .required = "no container was given",
	 .file = FILE_READ, .help = "; may be given without --in; '-' is standard input"},
	{0},
};

bool container_recognise(const void *data, size_t size)
{
	signfw_container *container = NULL;
	const bool is_container = signfw_container_inspect(&container, data, size, NULL) == SIGNFW_OK &&
				  signfw_container_layout(container) != NULL;

	signfw_container_free(container);
	return is_container;
}

bool container_read_file(struct container_file *out, const char *path, struct call *call)
{
	out->path = path;
	return file_read(path, call->max_size, &out->file) || call_ends(call, EXIT_UNABLE);
}

bool container_inspect(struct container_file *container, struct call *call)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	const enum signfw_status status =
		signfw_container_inspect(&container->container, container->file.data, container->file.size, &error);

	return call_succeeds(call, container->path, status, &error);
}

bool container_read(struct container_file *out, const char *path, struct call *call)
{
	return container_read_file(out, path, call) && container_inspect(out, call);
}

void container_release(struct container_file *container)
{
	signfw_container_free(container->container);
	file_free(&container->file);
}
