/* SPDX-License-Identifier: BSD-2-Clause */
#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command.h"
#include "file.h"
#include "message.h"
#include "signals.h"

/* As many symbolic links as the system follows. */
#define LINKS_MAX 40

/* The temporary file while it exists, for a signal that ends the program; "" if there is none. */
static char temporary[PATH_MAX];

static void remove_temporary(void)
{
	if (temporary[0] != '\0')
		unlink(temporary);
}

/* So much at a time; the disk then works on one piece while the next is handed over. */
#define PIECE ((size_t)8 << 20)

static bool write_all(int descriptor, const uint8_t *data, size_t size)
{
	while (size > 0) {
		const ssize_t count = write(descriptor, data, size < PIECE ? size : PIECE);

		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0)
			return false;
		if (size > PIECE)
			sync_file_range(descriptor, 0, 0, SYNC_FILE_RANGE_WRITE); /* a hint; pipes don't have it */
		data += count;
		size -= (size_t)count;
	}
	return true;
}

static bool write_chunks(int descriptor, const signfw_container *container)
{
	for (size_t i = 0; i < signfw_container_chunk_count(container); i++) {
		const void *data;
		size_t size;

		if (signfw_container_chunk(container, i, &data, &size) != SIGNFW_OK ||
		    !write_all(descriptor, data, size))
			return false;
	}
	return true;
}

static bool fail(const char *path)
{
	message(path, "%s", strerror(errno));
	return false;
}

/* A device or a pipe. */
static bool write_straight(const char *path, const signfw_container *container)
{
	const int descriptor = open(path, O_WRONLY | O_CLOEXEC);

	if (descriptor < 0)
		return fail(path);
	if (!write_chunks(descriptor, container)) {
		fail(path);
		close(descriptor);
		return false;
	}
	return close(descriptor) == 0 || fail(path);
}

static mode_t file_mode(void)
{
	const mode_t mask = umask(0);

	umask(mask);
	return 0644 & ~mask;
}

/* Fills the temporary file; on failure errno says why. */
static bool fill(int descriptor, const signfw_container *container)
{
	const bool written =
		write_chunks(descriptor, container) && fchmod(descriptor, file_mode()) == 0 && fsync(descriptor) == 0;
	const int error = errno;

	if (close(descriptor) != 0 && written)
		return false;
	errno = error;
	return written;
}

/* @target: where `path` leads to; no symbolic link */
static bool write_atomically(const char *path, const char *target, const signfw_container *container)
{
	const char *slash = strrchr(target, '/');
	const int folder_size = slash == NULL ? 0 : (int)(slash + 1 - target);
	const int size = snprintf(temporary, sizeof(temporary), "%.*s.%s-XXXXXX", folder_size, target, PROGRAM);

	if (size < 0 || (size_t)size >= sizeof(temporary)) {
		temporary[0] = '\0';
		errno = ENAMETOOLONG;
		return fail(path);
	}
	signals_undo(remove_temporary);
	const int descriptor = mkostemp(temporary, O_CLOEXEC);
	const bool done = descriptor >= 0 && fill(descriptor, container) && rename(temporary, target) == 0;

	if (!done) {
		fail(path);
		if (descriptor >= 0)
			unlink(temporary);
	}
	temporary[0] = '\0';
	signals_undo(NULL);
	return done;
}

/*
 * A link stays a link: what is replaced, or made, is the file that it leads to.
 * Follows the last part of the path only; on failure errno says why.
 */
static bool follow_links(char target[PATH_MAX])
{
	for (int depth = 0; depth < LINKS_MAX; depth++) {
		char link[PATH_MAX];
		const ssize_t size = readlink(target, link, sizeof(link) - 1);

		/* not a link, or not there */
		if (size < 0)
			return true;
		link[size] = '\0';
		char *slash = link[0] == '/' ? NULL : strrchr(target, '/');
		char *end = slash == NULL ? target : slash + 1;

		if ((size_t)(end - target) + (size_t)size >= PATH_MAX) {
			errno = ENAMETOOLONG;
			return false;
		}
		memcpy(end, link, (size_t)size + 1);
	}
	errno = ELOOP;
	return false;
}

bool output_container(const char *path, const signfw_container *container)
{
	char target[PATH_MAX];
	struct stat status;

	if (is_dash(path))
		return write_chunks(STDOUT_FILENO, container) || fail("standard output");
	if (strlen(path) >= sizeof(target)) {
		errno = ENAMETOOLONG;
		return fail(path);
	}
	memcpy(target, path, strlen(path) + 1);
	const bool exists = stat(path, &status) == 0;

	if (exists && S_ISDIR(status.st_mode)) {
		errno = EISDIR;
		return fail(path);
	}
	if (exists && !S_ISREG(status.st_mode))
		return write_straight(path, container);
	return follow_links(target) ? write_atomically(path, target, container) : fail(path);
}

bool output_is_input(const char *output, const char *input)
{
	struct stat one, two;

	return stat(output, &one) == 0 && stat(input, &two) == 0 && S_ISREG(one.st_mode) && one.st_dev == two.st_dev &&
	       one.st_ino == two.st_ino;
}
