/* SPDX-License-Identifier: BSD-2-Clause */
#include "arguments/parse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "arguments/nearest.h"
#include "arguments/number.h"
#include "base/out_of_memory.h"
#include "files/destination.h"
#include "files/file.h"

/* An option of the command, and what was given. */
struct place {
	const struct option_row *row;
	void *field;
	const char *value; /* the first argument of the option's first appearance, or ""; NULL: there is none */
	size_t count;
};

/* A file that an argument names. */
struct named_file {
	const struct option_row *row;
	const char *path;
	bool is_operand;
};

struct parser {
	struct call *call;
	char **next; /* argument */
	struct place *places;
	size_t place_count;
	struct place *operand; /* whose option's arguments may be given without it; or NULL */
	struct named_file *files;
	size_t file_count;
};

static void add_places(struct parser *parser, const struct option_group *group, void *base)
{
	for (const struct option_row *row = group->rows; row->kind != OPTION_END; row++) {
		const size_t size = (parser->place_count + 1) * sizeof(*parser->places);

		parser->places = memory_or_exit(realloc(parser->places, size));
		parser->places[parser->place_count++] =
			(struct place){.row = row, .field = (char *)base + group->offset + row->offset};
	}
}

static void add_groups(struct parser *parser, const struct option_group *groups, void *request)
{
	struct group_walk walk = {groups, NULL, 0};
	struct option_group group;

	while (group_walk_next(&walk, &group))
		add_places(parser, &group, request);
}

static void find_operand(struct parser *parser)
{
	for (size_t i = 0; i < parser->place_count; i++)
		if (parser->places[i].row->is_operand)
			parser->operand = &parser->places[i];
}

/* ---- one option, and its arguments -------------------------------------- */

static bool takes_pair(const struct option_row *row)
{
	return row->kind == OPTION_LIST && row->argument != NULL && strchr(row->argument, ' ') != NULL;
}

static void append(struct arguments *arguments, const struct argument *argument)
{
	arguments->list = memory_or_exit(realloc(arguments->list, (arguments->count + 1) * sizeof(*argument)));
	arguments->list[arguments->count++] = *argument;
}

static bool store_number(struct call *call, const struct option_row *row, const char *text, uint64_t *field)
{
	const uint64_t most = row->most == 0 ? UINT64_MAX : row->most;

	if ((row->kind == OPTION_SIZE ? parse_size : parse_number)(text, most, field) && *field >= row->least)
		return true;
	if (row->expected != NULL)
		return call_misused(call, "--%s: '%s' isn't %s", row->name, text, row->expected);
	return call_misused(call, "--%s: '%s' isn't a number from %llu to %llu", row->name, text,
			    (unsigned long long)row->least, (unsigned long long)most);
}

/* The words that an option takes, one for each value: "a, b or c". */
static void describe_choices(const struct choice *choice, char *out, size_t size)
{
	size_t used = 0;

	out[0] = '\0';
	for (int last = 0; choice->word != NULL; last = choice++->value) {
		const struct choice *next = choice + 1;

		if (used > 0 && choice->value == last)
			continue;
		while (next->word != NULL && next->value == choice->value)
			next++;
		const char *separator = used == 0 ? "" : next->word == NULL ? " or " : ", ";
		const int count = snprintf(out + used, size - used, "%s%s", separator, choice->word);

		used += count < 0 || (size_t)count >= size - used ? 0 : (size_t)count;
	}
}

static bool store_choice(struct call *call, const struct option_row *row, const char *text, int *field)
{
	char words[128];

	for (const struct choice *choice = row->choices; choice->word != NULL; choice++)
		if (strcasecmp(choice->word, text) == 0) {
			*field = choice->value;
			return true;
		}
	describe_choices(row->choices, words, sizeof(words));
	return call_misused(call, "--%s: '%s' isn't known, expected %s", row->name, text, words);
}

/* A name as the list has it, or, if it doesn't, as it is: who looks it up knows more than a list. */
static const char *known_name(const struct option_row *row, const char *text)
{
	const char *name;

	for (size_t i = 0; (name = row->names(i, NULL)) != NULL; i++)
		if (strcasecmp(name, text) == 0)
			return name;
	return text;
}

static bool store(struct call *call, const struct place *place, char *first, char *second)
{
	const struct option_row *row = place->row;

	switch (row->kind) {
	case OPTION_FLAG:
		*(bool *)place->field = true;
		return true;
	case OPTION_TEXT:
		*(char **)place->field = first;
		return true;
	case OPTION_NAME:
		*(const char **)place->field = known_name(row, first);
		return true;
	case OPTION_LIST:
		append(place->field, &(struct argument){row, first, second});
		return row->parse == NULL || row->parse(call, row, second == NULL ? first : second, place->field);
	case OPTION_NUMBER:
	case OPTION_SIZE:
		return store_number(call, row, first, place->field);
	case OPTION_CHOICE:
		return store_choice(call, row, first, place->field);
	case OPTION_OTHER:
		return row->parse(call, row, first, place->field);
	case OPTION_END:
		break;
	}
	return false; /* not reached */
}

static void note_file(struct parser *parser, const struct option_row *row, const char *argument, bool is_operand)
{
	const char *path = row->file_of == NULL ? argument : row->file_of(argument);

	if (row->file == FILE_NONE || path == NULL)
		return;
	parser->files = memory_or_exit(realloc(parser->files, (parser->file_count + 1) * sizeof(*parser->files)));
	parser->files[parser->file_count++] = (struct named_file){row, path, is_operand};
}

static bool refuse_another(struct call *call, const struct place *place, const char *argument, bool is_operand)
{
	const struct option_row *row = place->row;

	if (is_operand && row->kind != OPTION_LIST)
		return call_misused(call, "one %s at a time, but there are %s and %s", row->noun, place->value,
				    argument);
	if (row->kind != OPTION_LIST || row->most == 1)
		return call_misused(call, "--%s: is given twice", row->name);
	if (row->noun != NULL)
		return call_misused(call, "more than %llu %ss", (unsigned long long)row->most, row->noun);
	return call_misused(call, "--%s: more than %llu", row->name, (unsigned long long)row->most);
}

/* @second: of a pair, else NULL */
static bool take(struct parser *parser, struct place *place, char *first, char *second, bool is_operand)
{
	const struct option_row *row = place->row;
	const size_t most = row->kind != OPTION_LIST ? 1 : row->most == 0 ? SIZE_MAX : (size_t)row->most;

	if (place->count == most)
		return refuse_another(parser->call, place, first, is_operand);
	if (place->count++ == 0)
		place->value = first == NULL ? "" : first;
	if (!store(parser->call, place, first, second))
		return false;
	note_file(parser, row, second == NULL ? first : second, is_operand);
	return true;
}

/* @attached: what is behind "=", or behind the letter; or NULL */
static bool take_option(struct parser *parser, struct place *place, char *attached)
{
	const struct option_row *row = place->row;
	char *first = attached, *second = NULL;

	if (!option_takes_argument(row))
		return take(parser, place, NULL, NULL, false);
	if (first == NULL && *parser->next == NULL)
		return call_misused(parser->call, "--%s: needs an argument", row->name);
	if (first == NULL)
		first = *parser->next++;
	if (takes_pair(row) && *parser->next == NULL)
		return call_misused(parser->call, "--%s: needs two arguments", row->name);
	if (takes_pair(row))
		second = *parser->next++;
	return take(parser, place, first, second, false);
}

/* ---- finding the option -------------------------------------------------- */

/* Returns true if the name begins with the first `size` characters typed, in either spelling. */
static bool begins(const char *name, const char *typed, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (name[i] == '\0' || name[i] != (typed[i] == '_' ? '-' : typed[i]))
			return false;
	return true;
}

static bool fail_unknown(const struct parser *parser, const char *typed, size_t size)
{
	char name[64];
	struct nearest nearest = {.typed = name};

	snprintf(name, sizeof(name), "%.*s", (int)size, typed);
	for (size_t i = 0; i < parser->place_count; i++)
		if (parser->places[i].row->name != NULL)
			nearest_consider(&nearest, parser->places[i].row->name);
	if (nearest.name == NULL)
		return call_misused(parser->call, "--%.*s: no such option", (int)size, typed);
	return call_misused(parser->call, "--%.*s: no such option (did you mean --%s?)", (int)size, typed,
			    nearest.name);
}

static bool fail_ambiguous(const struct parser *parser, const char *typed, size_t size)
{
	char names[256] = "";

	for (size_t i = 0, used = 0; i < parser->place_count && used < sizeof(names); i++) {
		const char *name = parser->places[i].row->name;

		if (name != NULL && begins(name, typed, size))
			used += (size_t)snprintf(names + used, sizeof(names) - used, " --%s", name);
	}
	return call_misused(parser->call, "--%.*s: could be one of%s", (int)size, typed, names);
}

/* The option that begins like this; NULL, and reported, if that is none, or several. */
static struct place *find_long(struct parser *parser, const char *typed, size_t size)
{
	struct place *found = NULL;
	size_t count = 0;

	for (size_t i = 0; i < parser->place_count; i++) {
		const char *name = parser->places[i].row->name;

		if (name == NULL || !begins(name, typed, size))
			continue;
		if (strlen(name) == size)
			return &parser->places[i];
		/* a topic may have more to say about an option of the command */
		count += found == NULL || strcmp(found->row->name, name) != 0;
		found = found == NULL ? &parser->places[i] : found;
	}
	if (count == 0)
		fail_unknown(parser, typed, size);
	else if (count > 1)
		fail_ambiguous(parser, typed, size);
	return count == 1 ? found : NULL;
}

/* @word: without its "--" */
static bool take_long(struct parser *parser, char *word)
{
	const size_t size = strcspn(word, "=");
	struct place *place = find_long(parser, word, size);

	if (place == NULL)
		return false;
	if (word[size] == '\0')
		return take_option(parser, place, NULL);
	if (!option_takes_argument(place->row))
		return call_misused(parser->call, "--%s: takes no argument", place->row->name);
	return take_option(parser, place, word + size + 1);
}

static struct place *find_letter(struct parser *parser, char letter)
{
	for (size_t i = 0; i < parser->place_count; i++)
		if (parser->places[i].row->letter == letter)
			return &parser->places[i];
	call_misused(parser->call, "-%c: no such option", letter);
	return NULL;
}

/* Several letters, or one and its argument.  @word: without its "-" */
static bool take_letters(struct parser *parser, char *word)
{
	for (; *word != '\0'; word++) {
		struct place *place = find_letter(parser, *word);

		if (place == NULL)
			return false;
		if (option_takes_argument(place->row))
			return take_option(parser, place, word[1] == '\0' ? NULL : word + 1);
		if (!take_option(parser, place, NULL))
			return false;
	}
	return true;
}

static bool is_option(const struct parser *parser, const char *word)
{
	const struct place *operand = parser->operand;

	return word[0] == '-' && word[1] != '\0' &&
	       (operand == NULL || operand->row->is_not_option == NULL || !operand->row->is_not_option(word));
}

static bool take_all(struct parser *parser)
{
	bool ended = false, good = true;

	while (good && *parser->next != NULL) {
		char *word = *parser->next++;

		if (!ended && strcmp(word, "--") == 0)
			ended = true;
		else if (ended || !is_option(parser, word))
			good = parser->operand == NULL
				       ? call_misused(parser->call, "takes no argument, but '%s' was given", word)
				       : take(parser, parser->operand, word, NULL, true);
		else
			good = word[1] == '-' ? take_long(parser, word + 2) : take_letters(parser, word + 1);
	}
	return good;
}

/* ---- all of them together ------------------------------------------------- */

static bool check_required(const struct parser *parser)
{
	for (size_t i = 0; i < parser->place_count; i++)
		if (parser->places[i].count == 0 && parser->places[i].row->required != NULL)
			return call_misused(parser->call, "%s", parser->places[i].row->required);
	return true;
}

static bool check_streams(const struct parser *parser)
{
	const struct named_file *to_stdout = NULL;
	size_t from_stdin = 0;

	for (size_t i = 0; i < parser->file_count; i++) {
		if (!is_dash(parser->files[i].path))
			continue;
		if (parser->files[i].row->file == FILE_READ)
			from_stdin++;
		else if (to_stdout != NULL || (parser->call->json && parser->files[i].row->noun == NULL))
			return call_misused(parser->call, "standard output can be written once only");
		else
			to_stdout = &parser->files[i];
	}
	if (from_stdin > 1)
		return call_misused(parser->call, "standard input can be read once only");
	if (to_stdout != NULL && parser->call->json)
		return call_misused(parser->call, "--json and the %s can't both go to standard output",
				    to_stdout->row->noun);
	return true;
}

/* Neither what is read nor what is written is written over. */
static bool check_overwriting(const struct parser *parser, const struct named_file *output)
{
	for (size_t i = 0; i < parser->file_count; i++) {
		const struct named_file *input = &parser->files[i];

		if (input->row->file == FILE_WRITTEN) {
			if (input < output && strcmp(input->path, output->path) == 0 && !is_dash(input->path))
				return call_misused(parser->call, "%s would be written twice", output->path);
			continue;
		}
		if (!is_same_file(output->path, input->path))
			continue;
		if (input->is_operand)
			return call_misused(parser->call, "--%s %s would overwrite the %s %s", output->row->name,
					    output->path, input->row->noun, input->path);
		return call_misused(parser->call, "--%s %s would overwrite --%s %s", output->row->name, output->path,
				    input->row->name, input->path);
	}
	return true;
}

static bool check_files(const struct parser *parser)
{
	for (size_t i = 0; i < parser->file_count; i++)
		if (parser->files[i].row->file == FILE_WRITTEN && !check_overwriting(parser, &parser->files[i]))
			return false;
	return check_streams(parser);
}

bool parse_arguments(struct call *call, const struct command *command, const struct option_group *common, void *request,
		     char **arguments)
{
	struct parser parser = {.call = call, .next = arguments};

	add_groups(&parser, command->groups, request);
	if (command->topic != NULL)
		add_groups(&parser, command->topic->groups, request);
	add_places(&parser, common, call);
	find_operand(&parser);
	const bool good = take_all(&parser) && check_required(&parser) && check_files(&parser);

	free(parser.places);
	free(parser.files);
	return good;
}

static void release_lists(const struct option_group *groups, void *request)
{
	struct group_walk walk = {groups, NULL, 0};
	struct option_group group;

	while (group_walk_next(&walk, &group))
		for (const struct option_row *row = group.rows; row->kind != OPTION_END; row++) {
			struct arguments *arguments = (void *)((char *)request + group.offset + row->offset);

			if (row->kind != OPTION_LIST)
				continue;
			free(arguments->list);
			*arguments = (struct arguments){0};
		}
}

void release_arguments(const struct command *command, void *request)
{
	release_lists(command->groups, request);
	if (command->topic != NULL)
		release_lists(command->topic->groups, request);
}
