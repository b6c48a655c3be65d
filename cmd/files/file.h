/* SPDX-License-Identifier: BSD-2-Clause */
/* Whole files: read once, with a cap; gzip is recognised by content. */
#ifndef CMD_FILES_FILE_H
#define CMD_FILES_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct file {
	uint8_t *data;
	size_t size;
};

/* Returns true if `path`, which may be NULL, is "-": standard input or output. */
bool is_dash(const char *path);

/*
 * Reads the file at `path`, "-" being standard input, of at most `max_size`
 * bytes; gzip is unpacked, to at most `max_size` bytes.  Reports its errors.
 *
 * @out: free with file_free()
 */
bool file_read(const char *path, uint64_t max_size, struct file *out);

/* file_read() for small files that may hold a secret: as they are, no gzip. */
bool file_read_raw(const char *path, uint64_t max_size, struct file *out);

/* The mode of the regular file at `path` if other users can read it, else 0. */
unsigned file_mode_for_others(const char *path);

/* Accepts { 0 }. */
void file_free(struct file *file);

/* Wipes the bytes, then file_free(). */
void file_wipe(struct file *file);

#endif
