/* SPDX-License-Identifier: BSD-2-Clause */
/* Output files that are there completely or not at all. */
#ifndef CMD_FILES_OUTPUT_H
#define CMD_FILES_OUTPUT_H

#include "signfw.h"

/* Bytes of a file. */
struct output_piece {
	const void *data;
	size_t size;
};

/* A file, and its bytes piece by piece. */
struct output {
	const char *path;
	const struct output_piece *pieces;
	size_t piece_count;
};

/*
 * Writes all of the files, or none.  "-" is standard output; a device or pipe
 * is written straight, when all else is ready; anything else appears under its
 * name only when everything is complete (temporary file in the same folder,
 * fsync, rename), with mode 0644 less the umask.  On failure old files are
 * untouched and nothing is left over.  Reports its errors.
 */
bool output_files(const struct output *outputs, size_t count);

/* Writes the container, as output_files() does. */
bool output_container(const char *path, const signfw_container *container);

/* Writes one file of plain bytes, as output_files() does. */
bool output_bytes(const char *path, const void *data, size_t size);

/* Whether both paths lead to the same existing file. */
bool output_is_input(const char *output, const char *input);

#endif
