/* SPDX-License-Identifier: BSD-2-Clause */
#include "containers/container_file.h"
#include "signfw/container.h"

const struct option_row container_in_rows[] = {
	{"in", 0, "FILE", OPTION_TEXT, 0, .noun = "container", .is_operand = true, .required = "no container was given",
	 .file = FILE_READ, .help = "; may be given without --in; '-' is standard input"},
	{0},
};

bool container_read(struct container_file *out, const char *path, struct call *call)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;

	out->path = path;
	if (!file_read(path, call->max_size, &out->file))
		return call_ends(call, EXIT_UNABLE);
	const enum signfw_status status =
		signfw_container_inspect(&out->container, out->file.data, out->file.size, &error);

	return call_succeeds(call, path, status, &error);
}

void container_release(struct container_file *container)
{
	signfw_container_free(container->container);
	file_free(&container->file);
}
