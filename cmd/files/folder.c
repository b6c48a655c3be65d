/* SPDX-License-Identifier: BSD-2-Clause */
#include "files/folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/exit_code.h"
#include "base/message.h"
#include "base/out_of_memory.h"

bool is_folder(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

bool folder_make(const char *path, bool *made)
{
	*made = mkdir(path, 0777) == 0;
	if (*made || errno == EEXIST)
		return true;
	message(path, "%s", errno == ENOENT && path[0] != '\0' ? "its folder doesn't exist" : strerror(errno));
	return false;
}

/* EXIT_DONE if there is nothing in a folder. */
static int check_empty(const char *path)
{
	DIR *folder = opendir(path);
	const struct dirent *entry;

	if (folder == NULL) {
		message(path, "%s", strerror(errno));
		return EXIT_UNABLE;
	}
	do {
		entry = readdir(folder);
	} while (entry != NULL && (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0));
	closedir(folder);
	if (entry == NULL)
		return EXIT_DONE;
	message(path, "the folder isn't empty; name one that is, or that isn't there yet");
	return EXIT_USAGE;
}

int folder_make_empty(const char *path, bool *made)
{
	if (!folder_make(path, made))
		return EXIT_UNABLE;
	return *made ? EXIT_DONE : check_empty(path);
}

char *folder_path(const char *folder, const char *name)
{
	char *path;

	if (asprintf(&path, "%s/%s", folder, name) < 0)
		out_of_memory();
	return path;
}
