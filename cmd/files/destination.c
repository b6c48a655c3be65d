/* SPDX-License-Identifier: BSD-2-Clause */
#include "files/destination.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* As many symbolic links as the system follows. */
#define LINKS_MAX 40

void destination_close(struct destination *place)
{
	if (place->folder >= 0)
		close(place->folder);
	place->folder = -1;
}

/* Splits a path into the folder, which is opened, and the name in it. */
static bool open_folder(int from, char *path, struct destination *out)
{
	char *slash = strrchr(path, '/');
	const char *name = slash == NULL ? path : slash + 1;
	const char *folder = slash == NULL ? "." : slash == path ? "/" : path;

	if (path[0] == '\0') {
		errno = ENOENT;
		return false;
	}
	if (name[0] == '\0' || strcmp(name, ".") == 0 || strcmp(name, "..") == 0) {
		errno = EISDIR;
		return false;
	}
	const size_t size = strlen(name) + 1;

	if (size > sizeof(out->name)) {
		errno = ENAMETOOLONG;
		return false;
	}
	memcpy(out->name, name, size);
	if (slash != NULL)
		*slash = '\0';
	out->folder = openat(from, folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
	return out->folder >= 0;
}

/* Whether it is safe to follow the link at a place: nobody else could have put it there for us. */
static bool may_follow(const struct destination *place)
{
	struct stat folder;

	if (fstat(place->folder, &folder) != 0)
		return false;
	const bool is_shared = (folder.st_mode & S_ISVTX) != 0 && (folder.st_mode & S_IWOTH) != 0;

	if (!is_shared || place->status.st_uid == geteuid() || place->status.st_uid == folder.st_uid)
		return true;
	errno = EPERM;
	return false;
}

/* Replaces a place that is a link by the one it leads to. */
static bool follow(struct destination *place)
{
	char target[PATH_MAX];
	const ssize_t size = readlinkat(place->folder, place->name, target, sizeof(target) - 1);
	struct destination next = {.folder = -1};

	if (size < 0)
		return false;
	target[size] = '\0';
	if (!open_folder(place->folder, target, &next))
		return false;
	destination_close(place);
	*place = next;
	return true;
}

/* Looks at what is there; false only if that isn't known. */
static bool look(struct destination *place)
{
	place->exists = fstatat(place->folder, place->name, &place->status, AT_SYMLINK_NOFOLLOW) == 0;
	return place->exists || errno == ENOENT;
}

static bool find(const char *path, struct destination *place)
{
	char copy[PATH_MAX];

	const size_t size = strlen(path) + 1;

	if (size > sizeof(copy)) {
		errno = ENAMETOOLONG;
		return false;
	}
	memcpy(copy, path, size);
	if (!open_folder(AT_FDCWD, copy, place) || !look(place))
		return false;
	for (int depth = 0; place->exists && S_ISLNK(place->status.st_mode); depth++) {
		if (depth == LINKS_MAX) {
			errno = ELOOP;
			return false;
		}
		if (!may_follow(place) || !follow(place) || !look(place))
			return false;
	}
	return true;
}

bool destination_find(const char *path, struct destination *out)
{
	struct destination place = {.folder = -1};

	if (find(path, &place)) {
		*out = place;
		return true;
	}
	const int error = errno;

	destination_close(&place);
	errno = error;
	return false;
}

bool destination_is_same(const struct destination *one, const struct destination *other)
{
	struct stat folder, other_folder;

	if (one->exists != other->exists)
		return false;
	if (one->exists)
		return one->status.st_dev == other->status.st_dev && one->status.st_ino == other->status.st_ino;
	return strcmp(one->name, other->name) == 0 && fstat(one->folder, &folder) == 0 &&
	       fstat(other->folder, &other_folder) == 0 && folder.st_dev == other_folder.st_dev &&
	       folder.st_ino == other_folder.st_ino;
}

bool is_same_file(const char *one, const char *other)
{
	struct stat status, other_status;

	return stat(one, &status) == 0 && stat(other, &other_status) == 0 && S_ISREG(status.st_mode) &&
	       status.st_dev == other_status.st_dev && status.st_ino == other_status.st_ino;
}
