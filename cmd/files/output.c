/* SPDX-License-Identifier: BSD-2-Clause */
#include "files/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/exit_code.h"
#include "base/message.h"
#include "base/out_of_memory.h"
#include "files/destination.h"
#include "files/file.h"
#include "files/read_files.h"
#include "files/signals.h"
#include "signfw/container.h"

/* "." PROGRAM "-", 16 digits, NUL */
#define TEMPORARY_SIZE 40

/* A file on its way to its place. */
struct move {
	struct destination to; /* without a folder: written straight */
	int descriptor;        /* of what was written; -1: nothing yet */
	/* its name in the folder until it is in its place; "": none.  In one step, so that a signal sees all or nothing */
	char temporary[TEMPORARY_SIZE];
	bool is_new; /* is in its place */
};

/* The files that are being written, for a signal that ends the program. */
static struct move *moves;
static size_t move_count;

/* A file without a name, of which a part is written already: output_begin(). */
static struct {
	int descriptor; /* -1: there is none */
	const void *data;
	size_t size;
	uint64_t offset;
} begun = {-1, NULL, 0, 0};

static void remove_temporaries(void)
{
	for (size_t i = 0; i < move_count; i++)
		if (moves[i].temporary[0] != '\0')
			unlinkat(moves[i].to.folder, moves[i].temporary, 0);
}

static int fail(const char *path)
{
	message(path, "%s", strerror(errno));
	return EXIT_UNABLE;
}

/* ---- bytes ---------------------------------------------------------------- */

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

static bool write_zeros(int descriptor, size_t size)
{
	static const uint8_t zeros[4096];

	for (; size > sizeof(zeros); size -= sizeof(zeros))
		if (!write_all(descriptor, zeros, sizeof(zeros)))
			return false;
	return write_all(descriptor, zeros, size);
}

/* Leaves a hole at the end of a file that is ours. */
static bool make_hole(int descriptor, size_t size)
{
	const off_t end = lseek(descriptor, (off_t)size, SEEK_CUR);

	return end >= 0 && ftruncate(descriptor, end) == 0;
}

static bool write_piece(int descriptor, const struct output_piece *piece, bool is_straight)
{
	if (descriptor == begun.descriptor && piece->data == begun.data && piece->size == begun.size)
		return lseek(descriptor, (off_t)piece->size, SEEK_CUR) >= 0;
	if (piece->data != NULL)
		return write_all(descriptor, piece->data, piece->size);
	return is_straight ? write_zeros(descriptor, piece->size) : make_hole(descriptor, piece->size);
}

static bool write_pieces(int descriptor, const struct output *output, bool is_straight)
{
	for (size_t i = 0; i < output->piece_count; i++)
		if (!write_piece(descriptor, &output->pieces[i], is_straight))
			return false;
	return true;
}

/* Whether nothing can be prepared: it is a device or a pipe, which the kernel finds by names that aren't paths, too. */
static bool is_straight(const char *path)
{
	struct stat status;

	return is_dash(path) || (stat(path, &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode));
}

static int write_straight(const struct output *output)
{
	if (is_dash(output->path))
		return write_pieces(STDOUT_FILENO, output, true) ? EXIT_DONE : fail("standard output");
	const int descriptor = open(output->path, O_WRONLY | O_CLOEXEC);

	if (descriptor < 0)
		return fail(output->path);
	const bool written = write_pieces(descriptor, output, true);
	const int error = errno;

	if (close(descriptor) == 0 && written)
		return EXIT_DONE;
	errno = written ? errno : error;
	return fail(output->path);
}

/* ---- a file that has no name yet -------------------------------------------- */

static mode_t current_umask(void)
{
	const mode_t mask = umask(0);

	umask(mask);
	return mask;
}

/* Gives a file the mode that it is going to have, and owner and group of the one that it replaces. */
static bool set_mode(const struct output *output, const struct move *move)
{
	const struct stat *old = &move->to.status;
	mode_t mode = (output->is_private ? 0600U : 0644U) & ~current_umask();

	if (move->to.exists) {
		mode = old->st_mode & 0777U;
		/* where the group can't be kept, what it was allowed isn't for ours */
		if (fchown(move->descriptor, old->st_uid, old->st_gid) != 0 &&
		    fchown(move->descriptor, (uid_t)-1, old->st_gid) != 0)
			mode &= 0707U;
	}
	return fchmod(move->descriptor, mode) == 0;
}

/* Chooses a temporary name that nobody has, which a signal removes from now on. */
static bool choose_temporary(struct move *move)
{
	unsigned long long number;
	char name[TEMPORARY_SIZE];

	if (getrandom(&number, sizeof(number), 0) != (ssize_t)sizeof(number))
		return false;
	snprintf(name, sizeof(name), ".%s-%016llx", PROGRAM, number);
	memcpy(move->temporary, name, sizeof(name));
	signals_undo(remove_temporaries);
	return true;
}

/* Makes a file with a name, where there can't be one without. */
static int open_named(struct move *move)
{
	const int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
	int descriptor = -1;

	do {
		if (!choose_temporary(move))
			return -1;
		descriptor = openat(move->to.folder, move->temporary, flags, 0600);
	} while (descriptor < 0 && errno == EEXIST);
	if (descriptor < 0)
		move->temporary[0] = '\0';
	return descriptor;
}

/* How a file is called that has no name, so that it can be given one. */
static bool can_be_named_later(void)
{
	return access("/proc/self/fd", X_OK) == 0;
}

/* Makes a file without a name, of which nothing is left, whatever ends the program. */
static int open_nameless(const struct destination *to)
{
	return can_be_named_later() ? openat(to->folder, ".", O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600) : -1;
}

/* Makes the file, best one without a name. */
static bool open_file(struct move *move)
{
	move->descriptor = open_nameless(&move->to);
	/* file systems that don't have such files, and old kernels */
	if (move->descriptor < 0 &&
	    (errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL || errno == ENOENT || !can_be_named_later()))
		move->descriptor = open_named(move);
	return move->descriptor >= 0;
}

void output_begin(const char *path, const void *data, size_t size, uint64_t offset)
{
	struct destination to = {.folder = -1};

	if (begun.descriptor >= 0 || is_straight(path) || !destination_find(path, &to))
		return;
	const int descriptor = open_nameless(&to);

	destination_close(&to);
	if (descriptor < 0)
		return;
	if (lseek(descriptor, (off_t)offset, SEEK_SET) < 0 || !write_all(descriptor, data, size)) {
		close(descriptor);
		return;
	}
	begun.data = data;
	begun.size = size;
	begun.offset = offset;
	begun.descriptor = descriptor;
}

/* Whether this output has the bytes that were written already, at their place. */
static bool is_begun(const struct output *output)
{
	uint64_t offset = 0;

	for (size_t i = 0; i < output->piece_count; offset += output->pieces[i++].size)
		if (output->pieces[i].data == begun.data && output->pieces[i].size == begun.size &&
		    offset == begun.offset)
			return true;
	return false;
}

/* Goes on with the file that was begun, if it is this one's and can get its name. */
static bool take_begun(const struct output *output, struct move *move)
{
	struct stat file, folder;

	if (begun.descriptor < 0 || !is_begun(output) || fstat(begun.descriptor, &file) != 0 ||
	    fstat(move->to.folder, &folder) != 0 || file.st_dev != folder.st_dev ||
	    lseek(begun.descriptor, 0, SEEK_SET) != 0)
		return false;
	move->descriptor = begun.descriptor;
	return true;
}

static int fail_taken(const char *path)
{
	message(path, "is there already, and isn't replaced; choose another name, or move it away");
	return EXIT_USAGE;
}

bool output_is_free(const char *path)
{
	return access(path, F_OK) != 0 || fail_taken(path) == EXIT_DONE;
}

/* Whether a file may be written in this place; else that is reported. */
static int judge_destination(const struct output *output, const struct destination *place)
{
	const char *path = output->path;
	const char *read = place->exists ? read_files_find(&place->status) : NULL;

	if (place->exists && output->must_be_new)
		return fail_taken(output->path);
	if (place->exists && S_ISDIR(place->status.st_mode)) {
		errno = EISDIR;
		return fail(path);
	}
	if (read == NULL)
		return EXIT_DONE;
	message(path, "would overwrite %s, which is read", read);
	return EXIT_USAGE;
}

/* Where the output goes. */
static int find_destination(const struct output *output, struct move *move)
{
	if (is_straight(output->path))
		return EXIT_DONE;
	if (destination_find(output->path, &move->to))
		return judge_destination(output, &move->to);
	/* no system call on the way has this reason */
	if (errno == EPERM)
		message(output->path,
			"a symbolic link of another user, in a folder that everybody may write to, isn't followed");
	else if (errno == ENOENT)
		message(output->path[0] == '\0' ? NULL : output->path, "%s",
			output->path[0] == '\0' ? "the name of an output is empty" : "its folder doesn't exist");
	else if (errno == ENOTDIR)
		message(output->path, "what should be its folder is none");
	else
		return fail(output->path);
	return EXIT_UNABLE;
}

/* Gets a file ready to appear in its place. */
static int prepare(const struct output *output, struct move *move)
{
	if (move->to.folder < 0)
		return EXIT_DONE;
	if ((take_begun(output, move) || open_file(move)) && write_pieces(move->descriptor, output, false) &&
	    set_mode(output, move) && fsync(move->descriptor) == 0)
		return EXIT_DONE;
	return fail(output->path);
}

/* ---- its name --------------------------------------------------------------- */

/* Gives a file without a name this one. */
static bool link_as(const struct move *move, const char *name)
{
	char path[32];

	snprintf(path, sizeof(path), "/proc/self/fd/%d", move->descriptor);
	return linkat(AT_FDCWD, path, move->to.folder, name, AT_SYMLINK_FOLLOW) == 0;
}

/* Gives it a temporary name: only rename() can put it in the place of another file. */
static bool link_temporary(struct move *move)
{
	do {
		if (!choose_temporary(move))
			return false;
		if (link_as(move, move->temporary))
			return true;
	} while (errno == EEXIST);
	move->temporary[0] = '\0';
	return false;
}

/* Fails with EEXIST if a file took the place meanwhile; what has a temporary name keeps it, too, until all is done. */
static bool put_in_free_place(const struct move *move)
{
	if (move->temporary[0] == '\0')
		return link_as(move, move->to.name);
	return linkat(move->to.folder, move->temporary, move->to.folder, move->to.name, 0) == 0;
}

static bool put_in_place(struct move *move)
{
	const bool has_name = move->temporary[0] != '\0';

	if (!has_name && !move->to.exists && link_as(move, move->to.name))
		return true;
	if (!has_name && !link_temporary(move))
		return false;
	if (renameat(move->to.folder, move->temporary, move->to.folder, move->to.name) != 0)
		return false;
	move->temporary[0] = '\0';
	return true;
}

/* Puts a file in its place. */
static int finish(const struct output *output, struct move *move)
{
	if (move->to.folder < 0)
		return EXIT_DONE;
	move->is_new = output->must_be_new ? put_in_free_place(move) : put_in_place(move);
	if (output->must_be_new && !move->is_new && errno == EEXIST)
		return fail_taken(output->path);
	return move->is_new ? EXIT_DONE : fail(output->path);
}

/* ---- all of them -------------------------------------------------------------- */

/* Whether no two outputs are one file. */
static int compare_destinations(const struct output *outputs, size_t count)
{
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < i; j++)
			if (moves[i].to.folder >= 0 && moves[j].to.folder >= 0 &&
			    destination_is_same(&moves[i].to, &moves[j].to)) {
				message(outputs[i].path, "the same file as the output %s", outputs[j].path);
				return EXIT_USAGE;
			}
	return EXIT_DONE;
}

/* What was in its place already when another one failed. */
static void report_new(const struct output *outputs, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (moves[i].is_new)
			message(outputs[i].path, "is new, though not all outputs could be written");
}

static int write_moves(const struct output *outputs, size_t count)
{
	int code = EXIT_DONE;

	for (size_t i = 0; i < count && code == EXIT_DONE; i++)
		code = find_destination(&outputs[i], &moves[i]);
	if (code == EXIT_DONE)
		code = compare_destinations(outputs, count);
	for (size_t i = 0; i < count && code == EXIT_DONE; i++)
		code = prepare(&outputs[i], &moves[i]);
	for (size_t i = 0; i < count && code == EXIT_DONE; i++)
		if (moves[i].to.folder < 0)
			code = write_straight(&outputs[i]);
	for (size_t i = 0; i < count && code == EXIT_DONE; i++)
		code = finish(&outputs[i], &moves[i]);
	if (code != EXIT_DONE)
		report_new(outputs, count);
	return code;
}

/* Lets as many files be open as there are outputs, each in its folder, if the system does; else opening one fails. */
static void make_room_for_descriptors(size_t count)
{
	const rlim_t wanted = 2 * (rlim_t)count + 64;
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted)
		return;
	limit.rlim_cur = wanted < limit.rlim_max ? wanted : limit.rlim_max;
	setrlimit(RLIMIT_NOFILE, &limit);
}

int write_files(const struct output *outputs, size_t count)
{
	make_room_for_descriptors(count);
	moves = memory_or_exit(calloc(count + 1, sizeof(*moves)));
	for (size_t i = 0; i < count; i++)
		moves[i].to.folder = moves[i].descriptor = -1;
	move_count = count;
	const int code = write_moves(outputs, count);

	remove_temporaries();
	signals_undo(NULL);
	move_count = 0;
	for (size_t i = 0; i < count; i++) {
		/* what was synchronised can't be lost by closing it */
		if (moves[i].descriptor >= 0 && moves[i].descriptor != begun.descriptor)
			close(moves[i].descriptor);
		destination_close(&moves[i].to);
	}
	if (begun.descriptor >= 0)
		close(begun.descriptor);
	begun.descriptor = -1;
	free(moves);
	return code;
}

int write_container(const char *path, const signfw_container *container, const struct output *beside)
{
	const size_t count = signfw_container_chunk_count(container);
	struct output_piece *pieces = memory_or_exit(calloc(count + 1, sizeof(*pieces)));
	struct output outputs[2] = {{.path = path, .pieces = pieces, .piece_count = count}};

	for (size_t i = 0; i < count; i++)
		if (signfw_container_chunk(container, i, &pieces[i].data, &pieces[i].size) != SIGNFW_OK)
			break; /* not reached */
	if (beside != NULL)
		outputs[1] = *beside;
	const int code = write_files(outputs, beside == NULL ? 1 : 2);

	free(pieces);
	return code;
}

int write_bytes(const char *path, const void *data, size_t size)
{
	const struct output_piece piece = {data, size};

	return write_files(&(struct output){.path = path, .pieces = &piece, .piece_count = 1}, 1);
}
