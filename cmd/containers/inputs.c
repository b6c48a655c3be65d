/* SPDX-License-Identifier: BSD-2-Clause */
#include "containers/inputs.h"

#include <stdlib.h>

#include "base/out_of_memory.h"

bool inputs_read(const struct arguments *paths, struct call *call, struct inputs *out)
{
	out->list = memory_or_exit(calloc(paths->count, sizeof(*out->list)));
	out->files = memory_or_exit(calloc(paths->count, sizeof(*out->files)));
	for (; out->count < paths->count; out->count++) {
		const char *path = paths->list[out->count].first;
		struct file *file = &out->files[out->count];

		if (!file_read_hashing(path, call->max_size, out->digests, file))
			return call_ends(call, EXIT_UNABLE);
		out->list[out->count] = (struct signfw_input){file->data, file->size, path};
	}
	return true;
}

void inputs_release(struct inputs *inputs)
{
	for (size_t i = 0; i < inputs->count; i++)
		file_free(&inputs->files[i]);
	free(inputs->files);
	free(inputs->list);
	signfw_digests_free(inputs->digests);
}
