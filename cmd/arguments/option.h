/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Options as data: tables of rows that say what an option is called, what it
 * takes, and where that is stored.  Parsing, --help and completion read them.
 */
#ifndef CMD_ARGUMENTS_OPTION_H
#define CMD_ARGUMENTS_OPTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct call;

/* Where an option's argument is stored; the field of an option that isn't given stays 0. */
enum option_kind {
	OPTION_END,    /* behind the last row of a table */
	OPTION_FLAG,   /* bool: is set; there is no argument */
	OPTION_TEXT,   /* char *: the argument, in argv */
	OPTION_NAME,   /* the same, of those that `names` lists, in its spelling if only the case differs */
	OPTION_LIST,   /* struct arguments: one more each time; a pair if `argument` has a space */
	OPTION_NUMBER, /* uint64_t: from `least` to `most` */
	OPTION_SIZE,   /* the same, also with a suffix K, M or G */
	OPTION_CHOICE, /* int: the value of one of `choices` */
	OPTION_OTHER   /* whatever `parse` makes of it */
};

/* How the file that an option names is used. */
enum option_file {
	FILE_NONE,
	FILE_READ,
	FILE_WRITTEN
};

/* A word that an option takes; the first of a value is the one that messages show. */
struct choice {
	const char *word; /* NULL behind the last */
	int value;
};

struct option_row {
	const char *name; /* "key-type"; NULL if arguments without an option are the only form */
	char letter;      /* of its short form; or 0 */
	const char
		*argument; /* how --help calls it; NULL: takes none, or one of `choices` or `names`, which it lists */
	enum option_kind kind;
	size_t offset;    /* of the field, in the struct that its group is about */
	const char *help; /* one paragraph; if it begins with ';' or ':', it goes on from what its group is for */

	const char *noun;             /* "container": what the argument is */
	bool is_operand;              /* arguments without an option are this option's */
	const char *required;         /* the message if it isn't given */
	const struct choice *choices; /* of OPTION_CHOICE; of others, words that completion offers */
	const char *(*names)(size_t index, const char **description);
	uint64_t least, most;
	const char *expected; /* what a number that isn't taken isn't: "a number of bytes" */
	bool (*parse)(struct call *call, const struct option_row *row, char *argument, void *field); /* or checks */
	enum option_file file;
	const char *(*file_of)(const char *argument); /* the file that the argument names; NULL: the argument is it */
	bool (*is_not_option)(const char *argument);  /* an operand, though it begins with '-' */
};

static inline bool option_takes_argument(const struct option_row *row)
{
	return row->argument != NULL || row->choices != NULL || row->names != NULL;
}

/* Rows, where their fields are in what a command asks for, and what for: "the private key"; { 0 } behind the last. */
struct option_group {
	const char *title;
	const struct option_row *rows;
	size_t offset;
	const char *purpose;
	const struct option_group *groups; /* instead of a title and rows: groups that commands share */
};

/* A walk through groups, and those that they share with other commands; begins as { groups }. */
struct group_walk {
	const struct option_group *next, *behind_shared;
	size_t offset;
};

/* The next group, the offset in what the command asks for; false: that was the last. */
bool group_walk_next(struct group_walk *walk, struct option_group *out);

/* An argument of an option that can be given many times. */
struct argument {
	const struct option_row *row;
	char *first;
	char *second; /* of a pair */
};

struct arguments {
	struct argument *list;
	size_t count;
};

#endif
