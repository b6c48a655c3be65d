/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Every regular file that was opened for reading, so that no output replaces
 * one of them, by whatever name, link or spelling it was given.
 */
#ifndef CMD_FILES_READ_FILES_H
#define CMD_FILES_READ_FILES_H

#include <sys/stat.h>

/* Remembers an open file.  @name: how messages call it; copied */
void read_files_add(int descriptor, const char *name);

/* The same for a file that somebody else opens, by its path. */
void read_files_add_path(const char *path, const char *name);

/* Forgets them all: for those who read much and write nothing. */
void read_files_forget(void);

/* The name of the file that was read and is this one; NULL if none is. */
const char *read_files_find(const struct stat *status);

#endif
