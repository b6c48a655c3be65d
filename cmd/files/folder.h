/* SPDX-License-Identifier: BSD-2-Clause */
/* Folders that are read, or that outputs are written into. */
#ifndef CMD_FILES_FOLDER_H
#define CMD_FILES_FOLDER_H

#include <stdbool.h>

bool is_folder(const char *path);

/* Makes a folder, if there is none; false, and reported, if that fails. */
bool folder_make(const char *path, bool *made);

/* The same; but one that is there has to be empty.  Returns EXIT_DONE, EXIT_USAGE if it isn't, or EXIT_UNABLE. */
int folder_make_empty(const char *path, bool *made);

/* FOLDER/NAME, to be freed. */
char *folder_path(const char *folder, const char *name);

#endif
