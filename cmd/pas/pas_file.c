/* SPDX-License-Identifier: BSD-2-Clause */
#include "pas/pas_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/out_of_memory.h"

/* Linux replaces the last three characters, "mdt", to find the files beside it. */
#define SUFFIX_SIZE 3

/* More segments than this have no file of their own: ".b99". */
#define PARTS_MAX 100

bool pas_recognise(const struct file *file)
{
	return signfw_pas_recognise(file->data, file->size);
}

char *pas_part_path(const char *path, size_t segment)
{
	const char *slash = strrchr(path, '/');
	const size_t length = strlen(path), name = strlen(slash == NULL ? path : slash + 1);
	char *part;

	if (name <= SUFFIX_SIZE)
		return NULL;
	if (asprintf(&part, "%.*sb%02zu", (int)(length - SUFFIX_SIZE), path, segment) < 0)
		out_of_memory();
	return part;
}

static bool inspect(struct pas_file *in, struct call *call)
{
	const struct signfw_input input = {in->file->data, in->file->size, in->path};
	struct signfw_error error = SIGNFW_ERROR_INIT;

	signfw_pas_free(in->pas);
	in->pas = NULL;
	return call_succeeds(call, in->path, signfw_pas_inspect(&in->pas, &input, in->parts, in->part_count, &error),
			     &error);
}

/* Reads the file of a segment, if there is one: what is missing is for the library to find. */
static bool read_part(struct pas_file *in, size_t segment, struct call *call)
{
	char *path = pas_part_path(in->path, segment);
	bool good = true;

	if (path != NULL && access(path, F_OK) == 0) {
		struct file *file = &in->part_files[in->part_count];

		good = file_read(path, call->max_size, file) || call_ends(call, EXIT_UNABLE);
		if (good)
			in->parts[in->part_count++] = (struct signfw_pas_part){segment, file->data, file->size};
	}
	free(path);
	return good;
}

static bool read_parts(struct pas_file *in, struct call *call)
{
	const size_t segments = signfw_pas_get_header(in->pas)->segment_count;
	const size_t count = segments < PARTS_MAX ? segments : PARTS_MAX;

	in->part_files = memory_or_exit(calloc(count + 1, sizeof(*in->part_files)));
	in->parts = memory_or_exit(calloc(count + 1, sizeof(*in->parts)));
	for (size_t i = 0; i < count; i++)
		if (!read_part(in, i, call))
			return false;
	return true;
}

bool pas_file_open(struct pas_file *out, const char *path, const struct file *file, struct call *call)
{
	*out = (struct pas_file){.path = path, .file = file};
	if (!inspect(out, call))
		return false;
	return !signfw_pas_get_header(out->pas)->is_split || is_dash(path) ||
	       (read_parts(out, call) && inspect(out, call));
}

void pas_file_release(struct pas_file *in)
{
	signfw_pas_free(in->pas);
	for (size_t i = 0; i < in->part_count; i++)
		file_free(&in->part_files[i]);
	free(in->part_files);
	free(in->parts);
}
