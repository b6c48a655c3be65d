/* SPDX-License-Identifier: BSD-2-Clause */
#include "files/read_files.h"

#include <stdlib.h>
#include <string.h>

#include "base/out_of_memory.h"

struct read_file {
	dev_t device;
	ino_t inode;
	char *name; /* owned */
};

/* They last as long as the program does. */
static struct read_file *files;
static size_t file_count;

static void add(const struct stat *status, const char *name)
{
	/* what a pipe or a device has given isn't there any more */
	if (!S_ISREG(status->st_mode) || read_files_find(status) != NULL)
		return;
	/* doubled whenever the count is a power of two */
	if ((file_count & (file_count - 1)) == 0)
		files = memory_or_exit(realloc(files, 2 * (file_count + 1) * sizeof(*files)));
	files[file_count++] = (struct read_file){status->st_dev, status->st_ino, memory_or_exit(strdup(name))};
}

void read_files_add(int descriptor, const char *name)
{
	struct stat status;

	if (fstat(descriptor, &status) == 0)
		add(&status, name);
}

void read_files_add_path(const char *path, const char *name)
{
	struct stat status;

	if (stat(path, &status) == 0)
		add(&status, name);
}

void read_files_forget(void)
{
	while (file_count > 0)
		free(files[--file_count].name);
	free(files);
	files = NULL;
}

const char *read_files_find(const struct stat *status)
{
	for (size_t i = 0; i < file_count; i++)
		if (files[i].device == status->st_dev && files[i].inode == status->st_ino)
			return files[i].name;
	return NULL;
}
