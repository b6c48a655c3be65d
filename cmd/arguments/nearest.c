/* SPDX-License-Identifier: BSD-2-Clause */
#include "arguments/nearest.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* Longer names aren't compared. */
#define LENGTH_MAX 48

static size_t least(size_t one, size_t two)
{
	return one < two ? one : two;
}

static bool is_same(char one, char two)
{
	/* both spellings of options are the same */
	return tolower((unsigned char)one) == tolower((unsigned char)two) || (one == '_' && two == '-');
}

/*
 * How many characters have to be inserted, left out, replaced or swapped with
 * their neighbour: "optimal string alignment".
 */
static size_t distance_between(const char *one, size_t one_size, const char *two, size_t two_size)
{
	size_t rows[3][LENGTH_MAX + 1];

	for (size_t j = 0; j <= two_size; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= one_size; i++) {
		size_t *row = rows[i % 3];
		const size_t *above = rows[(i + 2) % 3], *two_above = rows[(i + 1) % 3];

		row[0] = i;
		for (size_t j = 1; j <= two_size; j++) {
			row[j] = least(above[j], row[j - 1]) + 1;
			row[j] = least(row[j], above[j - 1] + !is_same(one[i - 1], two[j - 1]));
			if (i > 1 && j > 1 && is_same(one[i - 1], two[j - 2]) && is_same(one[i - 2], two[j - 1]))
				row[j] = least(row[j], two_above[j - 2] + 1);
		}
	}
	return rows[one_size % 3][two_size];
}

void nearest_consider(struct nearest *nearest, const char *name)
{
	const size_t typed_size = strlen(nearest->typed), size = strlen(name);

	if (typed_size > LENGTH_MAX || size > LENGTH_MAX)
		return;
	size_t distance = distance_between(nearest->typed, typed_size, name, size);

	/* the beginning of a name is nearly the name */
	if (typed_size >= 3 && strncmp(nearest->typed, name, typed_size) == 0)
		distance = least(distance, 1);
	if (3 * distance <= least(typed_size, size) + 1 && (nearest->name == NULL || distance < nearest->distance)) {
		nearest->name = name;
		nearest->distance = distance;
	}
}

struct hint nearest_hint(const struct nearest *nearest)
{
	struct hint hint = {""};

	if (nearest->name != NULL)
		snprintf(hint.text, sizeof(hint.text), " (did you mean %s?)", nearest->name);
	return hint;
}

struct hint nearest_of_names(const char *typed, const char *(*names)(size_t index, const char **description),
			     const char *otherwise)
{
	struct nearest nearest = {.typed = typed};
	struct hint hint = {""};
	const char *name;

	for (size_t i = 0; (name = names(i, NULL)) != NULL; i++)
		nearest_consider(&nearest, name);
	if (nearest.name == NULL && otherwise != NULL)
		snprintf(hint.text, sizeof(hint.text), " (%s)", otherwise);
	else if (nearest.name != NULL && strcmp(nearest.name, typed) != 0)
		hint = nearest_hint(&nearest);
	return hint;
}
