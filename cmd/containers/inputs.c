/* SPDX-License-Identifier: BSD-2-Clause */
#include "containers/inputs.h"

#include <stdlib.h>

#include "base/out_of_memory.h"
#include "base/progress.h"

bool inputs_read(const struct arguments *paths, struct call *call, struct inputs *out)
{
	out->list = memory_or_exit(calloc(paths->count, sizeof(*out->list)));
	out->files = memory_or_exit(calloc(paths->count, sizeof(*out->files)));
	const struct meanwhile *meanwhile = out->meanwhile.digests == NULL ? NULL : &out->meanwhile;
	bool done = true;

	progress_begin(!call->quiet);
	for (; done && out->count < paths->count; out->count++) {
		const char *path = paths->list[out->count].first;
		struct file *file = &out->files[out->count];

		progress_step("reading", out->count + 1, paths->count, path);
		done = file_read_hashing(path, call->max_size, meanwhile, file);
		out->list[out->count] = (struct signfw_input){file->data, file->size, path};
	}
	progress_end();
	return done || call_ends(call, EXIT_UNABLE);
}

void inputs_release(struct inputs *inputs)
{
	for (size_t i = 0; i < inputs->count; i++)
		file_free(&inputs->files[i]);
	free(inputs->files);
	free(inputs->list);
	signfw_digests_free(inputs->meanwhile.digests);
}
