/* SPDX-License-Identifier: BSD-2-Clause */
#include "files/folder.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/message.h"
#include "base/out_of_memory.h"

bool folder_make(const char *path, bool *made)
{
	*made = mkdir(path, 0777) == 0;
	if (*made || errno == EEXIST)
		return true;
	message(path, "%s", errno == ENOENT && path[0] != '\0' ? "its folder doesn't exist" : strerror(errno));
	return false;
}

char *folder_path(const char *folder, const char *name)
{
	char *path;

	if (asprintf(&path, "%s/%s", folder, name) < 0)
		out_of_memory();
	return path;
}
