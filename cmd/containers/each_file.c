/* SPDX-License-Identifier: BSD-2-Clause */
#include "containers/each_file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/message.h"
#include "base/out_of_memory.h"
#include "base/progress.h"
#include "containers/container_file.h"
#include "files/file.h"
#include "files/folder.h"
#include "files/read_files.h"
#include "printing/report.h"
#include "signfw/pas.h"

/* More than the header of any layout has, and than program headers of an ELF file nearly always do. */
#define HEAD_SIZE 16384

const struct option_row file_list_rows[] = {
	{"recursive", 0, NULL, OPTION_FLAG, offsetof(struct file_list, recursive),
	 .help = "of folders, take all containers in them"},
	{0},
};

/* A file or folder that is still to be looked at. */
struct pending {
	char *path;
	struct pending *next;
};

struct walk {
	struct call *call;
	void (*judge)(void *context, const char *path, struct call *call);
	void *context;
	struct pending *pending; /* the next one first */
	struct totals totals;
	size_t count;    /* of files; 0: nobody knows yet */
	bool is_written; /* the report, to a file */
};

static void push(struct walk *walk, char *path)
{
	struct pending *pending = memory_or_exit(malloc(sizeof(*pending)));

	*pending = (struct pending){path, walk->pending};
	walk->pending = pending;
}

static char *pop(struct walk *walk)
{
	struct pending *first = walk->pending;
	char *path = first->path;

	walk->pending = first->next;
	free(first);
	return path;
}

/* Counts the outcome of one file. */
static void tally(struct walk *walk)
{
	const struct call *call = walk->call;

	if (call->exit_code == EXIT_DONE)
		walk->totals.good++;
	else if (call->exit_code == EXIT_REFUSED)
		walk->totals.refused++;
	else
		walk->totals.unable++;
}

static size_t total_of(const struct totals *totals)
{
	return totals->good + totals->refused + totals->unable;
}

static void judge(struct walk *walk, const char *path)
{
	const size_t before = reports_printed();

	progress_step("reading", total_of(&walk->totals) + 1, walk->count, path);
	call_ends(walk->call, EXIT_DONE);
	walk->judge(walk->context, path, walk->call);
	tally(walk);
	if (reports_printed() == before)
		print_failure(walk->call, path);
	/* no output can replace them */
	if (!walk->is_written)
		read_files_forget();
}

static void fail(struct walk *walk, const char *path, const char *problem)
{
	call_fails(walk->call, EXIT_UNABLE, path, "%s", problem);
	tally(walk);
	print_failure(walk->call, path);
}

static int is_entry(const struct dirent *entry)
{
	return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

/* Puts what is in a folder before all else that is pending. */
static void open_folder(struct walk *walk, const char *path)
{
	struct dirent **entries;
	int count = scandir(path, &entries, is_entry, alphasort);

	if (count < 0) {
		fail(walk, path, strerror(errno));
		return;
	}
	while (count-- > 0) {
		char *child;

		if (asprintf(&child, "%s/%s", path, entries[count]->d_name) < 0)
			out_of_memory();
		push(walk, child);
		free(entries[count]);
	}
	free(entries);
}

/* Whether a file is a piece of a split container of Qualcomm's PAS, whose .mdt is judged: ".b00" begins like a container. */
static bool is_piece(const char *path)
{
	const size_t length = strlen(path);

	return length > 4 && strncmp(path + length - 4, ".b", 2) == 0 && strspn(path + length - 2, "0123456789") == 2;
}

/* Judges a file in a folder if it begins as containers do. */
static void judge_container(struct walk *walk, const char *path)
{
	uint8_t head[HEAD_SIZE];
	const int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	const ssize_t size = descriptor < 0 ? -1 : read(descriptor, head, sizeof(head));

	if (size < 0)
		fail(walk, path, strerror(errno));
	if (descriptor >= 0)
		close(descriptor);
	if (size > 0 && (container_recognise(head, (size_t)size) || signfw_pas_recognise(head, (size_t)size)))
		judge(walk, path);
}

/* Links in a folder aren't followed: what they lead to is elsewhere, or is found there. */
static void look_at(struct walk *walk, const char *path)
{
	struct stat status;

	if (lstat(path, &status) != 0)
		fail(walk, path, strerror(errno));
	else if (S_ISDIR(status.st_mode))
		open_folder(walk, path);
	else if (S_ISREG(status.st_mode) && !is_piece(path))
		judge_container(walk, path);
}

static void judge_folder(struct walk *walk, const char *folder)
{
	const size_t before = total_of(&walk->totals);

	open_folder(walk, folder);
	while (walk->pending != NULL) {
		char *path = pop(walk);

		look_at(walk, path);
		free(path);
	}
	if (total_of(&walk->totals) == before)
		fail(walk, folder, "no container is in this folder");
}

bool each_file(const struct file_list *list, struct call *call,
	       void (*judge_one)(void *context, const char *path, struct call *call), void *context)
{
	struct walk walk = {.call = call,
			    .judge = judge_one,
			    .context = context,
			    .count = list->recursive ? 0 : list->paths.count,
			    .is_written = list->form.out != NULL};

	call->several = list->paths.count > 1 || list->recursive;
	begin_reports(call);
	progress_begin(!call->quiet);
	for (size_t i = 0; i < list->paths.count; i++) {
		const char *path = list->paths.list[i].first;

		if (!is_folder(path))
			judge(&walk, path);
		else if (list->recursive)
			judge_folder(&walk, path);
		else
			fail(&walk, path, "is a folder; --recursive takes the containers in it");
	}
	progress_end();
	end_reports(call, &walk.totals);
	if (!report_form_write(&list->form, call))
		return false;
	if (!call->several)
		return call->exit_code == EXIT_DONE;
	if (walk.totals.refused > 0)
		return call_ends(call, EXIT_REFUSED);
	return call_ends(call, walk.totals.unable > 0 ? EXIT_UNABLE : EXIT_DONE);
}
