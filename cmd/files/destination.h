/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Where an output goes: a folder that is open, and a name in it.  Symbolic
 * links are followed once, as the kernel follows them for a careful program;
 * what happens to the path later has no effect.
 */
#ifndef CMD_FILES_DESTINATION_H
#define CMD_FILES_DESTINATION_H

#include <limits.h>
#include <stdbool.h>
#include <sys/stat.h>

struct destination {
	int folder; /* a descriptor; -1: none */
	char name[NAME_MAX + 1];
	bool exists;
	struct stat status; /* of what is there, if it exists */
};

/*
 * Finds the place that a path leads to.  A link in a folder that everybody may
 * write to is followed only if it belongs to us or to the folder's owner:
 * proc_sys_fs(5), "protected_symlinks".
 *
 * On success folder is for destination_close(); on failure errno says why, EPERM: a
 * link that isn't followed.
 */
bool destination_find(const char *path, struct destination *out);

/* Whether two paths lead to one existing regular file. */
bool is_same_file(const char *one, const char *other);

/* Whether both are the same file, or are going to be. */
bool destination_is_same(const struct destination *one, const struct destination *other);

void destination_close(struct destination *place);

#endif
