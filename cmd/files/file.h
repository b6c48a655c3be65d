/* SPDX-License-Identifier: BSD-2-Clause */
/* Whole files: read once, with a cap; gzip is recognised by content. */
#ifndef CMD_FILES_FILE_H
#define CMD_FILES_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "signfw/digests.h"

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

/* What is done with a large file meanwhile, if there is another processor. */
struct meanwhile {
	signfw_digests *digests; /* while it is read: get those of its segments, good as long as the file is */
	void (*when_read)(const void *context,
			  const struct file *file); /* while it is hashed, in another thread; or NULL */
	const void *context;
};

/* file_read() for who is going to hash the segments of a firmware image or container. */
bool file_read_hashing(const char *path, uint64_t max_size, const struct meanwhile *meanwhile, struct file *out);

/* file_read() for small files that may hold a secret: as they are, no gzip. */
bool file_read_raw(const char *path, uint64_t max_size, struct file *out);

/* The mode of the regular file at `path` if other users can read it, else 0. */
unsigned file_mode_for_others(const char *path);

/* Accepts { 0 }. */
void file_free(struct file *file);

/* Wipes the bytes, then file_free(). */
void file_wipe(struct file *file);

#endif
