/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Output files: there completely or not at all, and never in the place of a
 * file that was read.
 */
#ifndef CMD_FILES_OUTPUT_H
#define CMD_FILES_OUTPUT_H

#include <stdbool.h>

#include "signfw.h"

/* Bytes of a file. */
struct output_piece {
	const void *data; /* NULL: zeros, which take no room on the disk */
	size_t size;
};

/* A file, and its bytes piece by piece. */
struct output {
	const char *path;
	const struct output_piece *pieces;
	size_t piece_count;
	bool is_private;  /* a new file is for its owner only */
	bool must_be_new; /* takes no other file's place */
};

/*
 * Begins with a file before all of it is known, if it goes to a disk: with `size` bytes at `offset`.  Says nothing, and
 * leaves nothing behind: write_files() writes what is in its way again, and reports.  One file at a time.
 *
 * @data: borrowed until write_files(), which recognises it
 */
void output_begin(const char *path, const void *data, size_t size, uint64_t offset);

/*
 * Writes all of the files, or none.  "-" is standard output; a device or pipe
 * is written straight, when all else is ready.  Anything else appears under its
 * name only when it is complete and on the disk.  A new file has mode 0644, or
 * 0600 if it is private, less the umask; one that takes the place of another
 * has its mode, and its owner and group as far as we may set them.
 *
 * After a failure old files are untouched and nothing is left over, but for the
 * case that files are complete, and one of several can't be renamed: then those
 * before it are new, and are named.  Reports its errors; returns EXIT_DONE,
 * EXIT_USAGE (a file that was read, two outputs that are one file, or a file that
 * is there and must be new) or EXIT_UNABLE.
 */
int write_files(const struct output *outputs, size_t count);

/* Whether there is nothing at `path` yet; else that is reported. */
bool output_is_free(const char *path);

/* Writes the container, and another file unless `beside` is NULL, as write_files() does. */
int write_container(const char *path, const signfw_container *container, const struct output *beside);

/* Writes one file of plain bytes, as write_files() does. */
int write_bytes(const char *path, const void *data, size_t size);

#endif
