/* SPDX-License-Identifier: BSD-2-Clause */
#include "files/output.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/exit_code.h"
#include "base/message.h"
#include "base/out_of_memory.h"
#include "files/file.h"
#include "files/signals.h"

/* As many symbolic links as the system follows. */
#define LINKS_MAX 40

/* A file on its way: from `temporary`, while that exists, to `target`.  Neither for one that is written straight. */
struct move {
	char *temporary, *target; /* owned, or NULL */
};

/* Those of the files that are being written, for a signal that ends the program. */
static struct move *moves;
static size_t move_count;

static void remove_temporaries(void)
{
	for (size_t i = 0; i < move_count; i++)
		if (moves[i].temporary != NULL)
			unlink(moves[i].temporary);
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

static bool write_pieces(int descriptor, const struct output *output)
{
	for (size_t i = 0; i < output->piece_count; i++)
		if (!write_all(descriptor, output->pieces[i].data, output->pieces[i].size))
			return false;
	return true;
}

static bool fail(const char *path)
{
	message(path, "%s", strerror(errno));
	return false;
}

/* A device or a pipe. */
static bool write_straight(const struct output *output)
{
	if (is_dash(output->path))
		return write_pieces(STDOUT_FILENO, output) || fail("standard output");
	const int descriptor = open(output->path, O_WRONLY | O_CLOEXEC);

	if (descriptor < 0)
		return fail(output->path);
	if (!write_pieces(descriptor, output)) {
		fail(output->path);
		close(descriptor);
		return false;
	}
	return close(descriptor) == 0 || fail(output->path);
}

static mode_t file_mode(void)
{
	const mode_t mask = umask(0);

	umask(mask);
	return 0644 & ~mask;
}

/* Fills the temporary file; on failure errno says why. */
static bool fill(int descriptor, const struct output *output)
{
	const bool written =
		write_pieces(descriptor, output) && fchmod(descriptor, file_mode()) == 0 && fsync(descriptor) == 0;
	const int error = errno;

	if (close(descriptor) != 0 && written)
		return false;
	errno = error;
	return written;
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

/* Leaves errno as it is. */
static void forget_temporary(struct move *move)
{
	char *name = move->temporary;
	const int error = errno;

	move->temporary = NULL; /* first: a signal may come at any time */
	free(name);
	errno = error;
}

/* Makes and fills the temporary file; on failure errno says why. */
static bool write_temporary(const struct output *output, struct move *move)
{
	const char *slash = strrchr(move->target, '/');
	const int folder_size = slash == NULL ? 0 : (int)(slash + 1 - move->target);
	char name[PATH_MAX];
	const int size = snprintf(name, sizeof(name), "%.*s.%s-XXXXXX", folder_size, move->target, PROGRAM);

	if (size < 0 || (size_t)size >= sizeof(name)) {
		errno = ENAMETOOLONG;
		return false;
	}
	move->temporary = memory_or_exit(strdup(name));
	const int descriptor = mkostemp(move->temporary, O_CLOEXEC);

	if (descriptor >= 0)
		return fill(descriptor, output);
	forget_temporary(move);
	return false;
}

/* Gets a file ready to appear under its name; nothing to do for one that is written straight. */
static bool prepare(const struct output *output, struct move *move)
{
	char target[PATH_MAX];
	struct stat status;

	if (is_dash(output->path))
		return true;
	if (strlen(output->path) >= sizeof(target)) {
		errno = ENAMETOOLONG;
		return fail(output->path);
	}
	memcpy(target, output->path, strlen(output->path) + 1);
	const bool exists = stat(output->path, &status) == 0;

	if (exists && S_ISDIR(status.st_mode)) {
		errno = EISDIR;
		return fail(output->path);
	}
	if (exists && !S_ISREG(status.st_mode))
		return true;
	if (!follow_links(target))
		return fail(output->path);
	move->target = memory_or_exit(strdup(target));
	return write_temporary(output, move) || fail(output->path);
}

/* Puts a file under its name. */
static bool finish(const struct output *output, struct move *move)
{
	if (move->target == NULL)
		return true;
	if (rename(move->temporary, move->target) != 0)
		return fail(output->path);
	forget_temporary(move);
	return true;
}

static bool write_outputs(const struct output *outputs, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!prepare(&outputs[i], &moves[i]))
			return false;
	for (size_t i = 0; i < count; i++)
		if (moves[i].target == NULL && !write_straight(&outputs[i]))
			return false;
	for (size_t i = 0; i < count; i++)
		if (!finish(&outputs[i], &moves[i]))
			return false;
	return true;
}

bool output_files(const struct output *outputs, size_t count)
{
	moves = memory_or_exit(calloc(count + 1, sizeof(*moves)));
	move_count = count;
	signals_undo(remove_temporaries);
	const bool done = write_outputs(outputs, count);

	remove_temporaries();
	signals_undo(NULL);
	move_count = 0;
	for (size_t i = 0; i < count; i++) {
		free(moves[i].temporary);
		free(moves[i].target);
	}
	free(moves);
	return done;
}

bool output_container(const char *path, const signfw_container *container)
{
	const size_t count = signfw_container_chunk_count(container);
	struct output_piece *pieces = memory_or_exit(calloc(count + 1, sizeof(*pieces)));
	const struct output output = {path, pieces, count};

	for (size_t i = 0; i < count; i++)
		if (signfw_container_chunk(container, i, &pieces[i].data, &pieces[i].size) != SIGNFW_OK)
			break; /* not reached */
	const bool done = output_files(&output, 1);

	free(pieces);
	return done;
}

bool output_bytes(const char *path, const void *data, size_t size)
{
	const struct output_piece piece = {data, size};

	return output_files(&(struct output){path, &piece, 1}, 1);
}

bool output_is_input(const char *output, const char *input)
{
	struct stat one, two;

	return stat(output, &one) == 0 && stat(input, &two) == 0 && S_ISREG(one.st_mode) && one.st_dev == two.st_dev &&
	       one.st_ino == two.st_ino;
}
