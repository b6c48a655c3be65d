/* SPDX-License-Identifier: BSD-2-Clause */
#include "pas_vectors.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void load_parts(struct pas_files *files, const char *path)
{
	for (size_t i = 0; i < PAS_PARTS_MAX; i++) {
		char relative[512], full[1024];

		snprintf(relative, sizeof(relative), "vectors/pas/%.*sb%02zu", (int)(strlen(path) - 3), path, i);
		snprintf(full, sizeof(full), "%s/%s", TEST_DATA, relative);
		if (access(full, R_OK) != 0)
			continue;
		struct test_file *file = &files->files[files->part_count];

		*file = load_file(relative);
		files->parts[files->part_count++] = (struct signfw_pas_part){i, file->data, file->size};
	}
}

struct pas_files *pas_files_load(const char *path)
{
	struct pas_files *files = calloc(1, sizeof(*files));
	const char *slash = strrchr(path, '/');
	char relative[512];

	assert_non_null(files);
	snprintf(relative, sizeof(relative), "vectors/pas/%s", path);
	snprintf(files->name, sizeof(files->name), "%s", slash == NULL ? path : slash + 1);
	files->main = load_file(relative);
	files->input = (struct signfw_input){files->main.data, files->main.size, files->name};
	if (strcmp(files->name, "fw.mdt") == 0)
		load_parts(files, path);
	return files;
}

void pas_files_free(struct pas_files *files)
{
	/* all of them: a test may have lowered the count */
	for (size_t i = 0; i < PAS_PARTS_MAX; i++)
		free(files->files[i].data);
	free(files->main.data);
	free(files);
}

signfw_pas *pas_inspect(const struct pas_files *files)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_pas *pas = NULL;

	if (signfw_pas_inspect(&pas, &files->input, files->parts, files->part_count, &error) != SIGNFW_OK)
		fail_msg("%s: %s", files->name, error.message);
	return pas;
}
