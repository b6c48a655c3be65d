/* SPDX-License-Identifier: BSD-2-Clause */
/* The names that somebody probably meant. */
#ifndef CMD_ARGUMENTS_NEAREST_H
#define CMD_ARGUMENTS_NEAREST_H

#include <stddef.h>

/* The search for the name that is nearest to what was typed: { typed }. */
struct nearest {
	const char *typed;
	const char *name; /* the nearest so far; NULL: none is near */
	size_t distance;  /* of `name` */
};

/* Considers a name. */
void nearest_consider(struct nearest *nearest, const char *name);

/* " (did you mean NAME?)", or nothing: the end of a message. */
struct hint {
	char text[96];
};
struct hint nearest_hint(const struct nearest *nearest);

/*
 * The hint, of the names that `names` lists, or " (OTHERWISE)", if that isn't
 * NULL, if none is near; nothing if what was typed is one of them.
 */
struct hint nearest_of_names(const char *typed, const char *(*names)(size_t index, const char **description),
			     const char *otherwise);

#endif
