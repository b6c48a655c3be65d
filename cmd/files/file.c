/* SPDX-License-Identifier: BSD-2-Clause */
#include "files/file.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <zlib.h>

#include "base/message.h"
#include "base/size_text.h"
#include "files/read_files.h"

#define PAGE       ((size_t)4096)
#define MANY_PAGES ((size_t)128 << 10)
#define HUGE_PAGE  ((size_t)2 << 20)

/* From this size on, a file is read by two threads, as most of the time goes into copying, or hashed meanwhile. */
#define PARALLEL_SIZE ((size_t)16 << 20)

/* So much is read at a time if somebody waits for it. */
#define WAITED_SIZE ((size_t)1 << 20)

bool is_dash(const char *path)
{
	return path != NULL && strcmp(path, "-") == 0;
}

void file_free(struct file *file)
{
	free(file->data);
	*file = (struct file){0};
}

void file_wipe(struct file *file)
{
	if (file->data != NULL)
		explicit_bzero(file->data, file->size);
	file_free(file);
}

unsigned file_mode_for_others(const char *path)
{
	struct stat status;

	if (stat(path, &status) != 0 || !S_ISREG(status.st_mode) || (status.st_mode & (S_IRGRP | S_IROTH)) == 0)
		return 0;
	return (unsigned)status.st_mode & 07777U;
}

static bool fail_too_large(const char *path, uint64_t max_size)
{
	message(path, "more than %s; see --max-size", size_text(max_size).text);
	return false;
}

/*
 * A buffer in which touching big files for the first time is cheap.  What
 * madvise() refuses doesn't matter: it's advice.
 */
static uint8_t *new_buffer(size_t size)
{
	const bool huge = size >= HUGE_PAGE;
	const size_t page = huge ? HUGE_PAGE : PAGE;

	if (size < MANY_PAGES)
		return malloc(size == 0 ? 1 : size);
	const size_t rounded = (size + page - 1) / page * page;
	uint8_t *buffer = aligned_alloc(page, rounded);

	if (buffer != NULL && huge)
		madvise(buffer, rounded, MADV_HUGEPAGE);
#ifdef MADV_POPULATE_WRITE
	else if (buffer != NULL)
		madvise(buffer, rounded, MADV_POPULATE_WRITE);
#endif
	return buffer;
}

/* How much of a file is there, for who hashes it meanwhile. */
struct progress {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	size_t there;
	bool ended;
};

static void progress_tell(struct progress *progress, size_t there, bool ended)
{
	pthread_mutex_lock(&progress->lock);
	progress->there = there;
	progress->ended = ended;
	pthread_cond_signal(&progress->changed);
	pthread_mutex_unlock(&progress->lock);
}

static bool progress_wait(void *context, size_t end)
{
	struct progress *progress = context;

	pthread_mutex_lock(&progress->lock);
	while (progress->there < end && !progress->ended)
		pthread_cond_wait(&progress->changed, &progress->lock);
	const bool is_there = progress->there >= end;

	pthread_mutex_unlock(&progress->lock);
	return is_there;
}

/* The bytes [begin, end) of a regular file, to their place in a buffer. */
struct part {
	int descriptor;
	uint8_t *buffer;
	size_t begin, end;
	int error;                 /* errno; 0 if all was read; -1 if the file was shorter */
	struct progress *progress; /* of a part that somebody waits for; or NULL */
};

static void *read_part(void *context)
{
	struct part *part = context;
	const size_t most = part->progress == NULL ? SIZE_MAX : WAITED_SIZE;

	while (part->begin < part->end) {
		const size_t left = part->end - part->begin;
		const ssize_t count = pread(part->descriptor, part->buffer + part->begin, left < most ? left : most,
					    (off_t)part->begin);

		if (count < 0 && errno == EINTR)
			continue;
		if (count <= 0) {
			part->error = count < 0 ? errno : -1;
			break;
		}
		part->begin += (size_t)count;
		if (part->progress != NULL)
			progress_tell(part->progress, part->begin, false);
	}
	if (part->progress != NULL)
		progress_tell(part->progress, part->begin, true);
	return NULL;
}

/* Reads both halves at once; errno, or -1 as above. */
static int read_halves(int descriptor, uint8_t *buffer, size_t size)
{
	const size_t middle = size < PARALLEL_SIZE ? size : size / 2;
	struct part first = {descriptor, buffer, 0, middle, 0, NULL};
	struct part second = {descriptor, buffer, middle, size, 0, NULL};
	pthread_t thread;
	const bool parallel = middle < size && pthread_create(&thread, NULL, read_part, &second) == 0;

	read_part(&first);
	if (parallel)
		pthread_join(thread, NULL);
	else
		read_part(&second);
	return first.error != 0 ? first.error : second.error;
}

/* A file that is read while another thread hashes it. */
struct hashed {
	struct part whole;
	const struct meanwhile *meanwhile;
};

static void *read_hashed(void *context)
{
	struct hashed *hashed = context;
	const struct file file = {hashed->whole.buffer, hashed->whole.end};

	read_part(&hashed->whole);
	if (hashed->whole.error == 0 && hashed->meanwhile->when_read != NULL)
		hashed->meanwhile->when_read(hashed->meanwhile->context, &file);
	return NULL;
}

/* Hashes what another thread reads; errno, or -1 as above. */
static int read_hashing(int descriptor, uint8_t *buffer, size_t size, const struct meanwhile *meanwhile)
{
	struct progress progress = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, false};
	struct hashed hashed = {{descriptor, buffer, 0, size, 0, &progress}, meanwhile};
	pthread_t thread;

	if (pthread_create(&thread, NULL, read_hashed, &hashed) != 0)
		return read_halves(descriptor, buffer, size);
	signfw_digests_add(meanwhile->digests, buffer, size, progress_wait, &progress);
	pthread_join(thread, NULL);
	return hashed.whole.error;
}

static bool read_regular(int descriptor, const char *path, size_t size, const struct meanwhile *meanwhile,
			 struct file *out)
{
	uint8_t *buffer = new_buffer(size);

	if (buffer == NULL) {
		message(path, "out of memory for %s", size_text(size).text);
		return false;
	}
	const int error = meanwhile != NULL && size >= PARALLEL_SIZE ? read_hashing(descriptor, buffer, size, meanwhile)
								     : read_halves(descriptor, buffer, size);

	if (error == 0) {
		*out = (struct file){buffer, size};
		return true;
	}
	message(path, "%s", error < 0 ? "the file shrank while it was read" : strerror(error));
	free(buffer);
	return false;
}

static bool read_stream(int descriptor, const char *path, uint64_t max_size, struct file *out)
{
	struct file file = {0};
	size_t capacity = 0;

	for (;;) {
		if (file.size == capacity) {
			capacity = 2 * capacity + 65536;
			uint8_t *data = realloc(file.data, capacity);

			if (data == NULL) {
				message(path, "out of memory for %s", size_text(capacity).text);
				break;
			}
			file.data = data;
		}
		const ssize_t count = read(descriptor, file.data + file.size, capacity - file.size);

		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0) {
			message(path, "%s", strerror(errno));
			break;
		}
		if (count == 0) {
			*out = file;
			return true;
		}
		file.size += (size_t)count;
		if (file.size > max_size) {
			fail_too_large(path, max_size);
			break;
		}
	}
	file_wipe(&file);
	return false;
}

static bool read_descriptor(int descriptor, const char *path, uint64_t max_size, const struct meanwhile *meanwhile,
			    struct file *out)
{
	struct stat status;

	if (fstat(descriptor, &status) != 0) {
		message(path, "%s", strerror(errno));
		return false;
	}
	if (S_ISDIR(status.st_mode)) {
		message(path, "is a directory");
		return false;
	}
	read_files_add(descriptor, path);
	/* files of /proc are regular and claim to be empty */
	if (!S_ISREG(status.st_mode) || status.st_size == 0 || lseek(descriptor, 0, SEEK_CUR) != 0)
		return read_stream(descriptor, path, max_size, out);
	if ((uint64_t)status.st_size > max_size)
		return fail_too_large(path, max_size);
	return read_regular(descriptor, path, (size_t)status.st_size, meanwhile, out);
}

static bool read_path(const char *path, uint64_t max_size, const struct meanwhile *meanwhile, struct file *out)
{
	if (is_dash(path))
		return read_descriptor(STDIN_FILENO, "standard input", max_size, meanwhile, out);
	const int descriptor = open(path, O_RDONLY | O_CLOEXEC);

	if (descriptor < 0) {
		message(path, "%s", strerror(errno));
		return false;
	}
	const bool done = read_descriptor(descriptor, path, max_size, meanwhile, out);

	close(descriptor);
	return done;
}

bool file_read_raw(const char *path, uint64_t max_size, struct file *out)
{
	return read_path(path, max_size, NULL, out);
}

/* Unpacks all of the stream's members into a growing buffer; zlib's verdict. */
static int unpack(z_stream *stream, uint64_t max_size, struct file *out)
{
	size_t capacity = 0;
	int result = Z_OK;

	while (result == Z_OK) {
		if (out->size > max_size)
			return Z_OK;
		if (out->size == capacity) {
			capacity = 2 * capacity + 65536;
			uint8_t *data = realloc(out->data, capacity);

			if (data == NULL)
				return Z_MEM_ERROR;
			out->data = data;
		}
		const size_t room = capacity - out->size;

		stream->next_out = out->data + out->size;
		stream->avail_out = room > UINT32_MAX ? UINT32_MAX : (uInt)room;
		const uInt before = stream->avail_out;

		result = inflate(stream, Z_NO_FLUSH);
		out->size += before - stream->avail_out;
		if (result == Z_STREAM_END && stream->avail_in > 0)
			result = inflateReset(stream);
	}
	return result;
}

static bool unpack_gzip(const char *path, uint64_t max_size, struct file *file)
{
	z_stream stream = {.next_in = file->data, .avail_in = (uInt)file->size};
	struct file unpacked = {0};
	const int begun = file->size > UINT32_MAX ? Z_DATA_ERROR : inflateInit2(&stream, 15 + 16);
	const int result = begun != Z_OK ? begun : unpack(&stream, max_size, &unpacked);

	if (begun == Z_OK)
		inflateEnd(&stream);
	file_free(file);
	if (result == Z_STREAM_END && unpacked.size <= max_size) {
		*file = unpacked;
		return true;
	}
	file_free(&unpacked);
	if (result == Z_OK || result == Z_STREAM_END)
		return fail_too_large(path, max_size);
	message(path, "%s", result == Z_MEM_ERROR ? "out of memory" : "not a sound gzip file: damaged or cut off");
	return false;
}

bool file_read_hashing(const char *path, uint64_t max_size, const struct meanwhile *meanwhile, struct file *out)
{
	struct file file;

	if (!read_path(path, max_size, meanwhile, &file))
		return false;
	if (file.size >= 2 && file.data[0] == 0x1f && file.data[1] == 0x8b && !unpack_gzip(path, max_size, &file))
		return false;
	*out = file;
	return true;
}

bool file_read(const char *path, uint64_t max_size, struct file *out)
{
	return file_read_hashing(path, max_size, NULL, out);
}
