/* SPDX-License-Identifier: BSD-2-Clause */
#include "arguments/options.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/message.h"

#define DEFAULT_MAX_SIZE (UINT64_C(1) << 30)

/* What next_option() returns beside ids. */
enum {
	OPTIONS_END = 0,
	OPTIONS_EXIT = -2
};

enum {
	OPTION_HELP = OPTION_COMMON,
	OPTION_JSON,
	OPTION_QUIET,
	OPTION_VERBOSE,
	OPTION_MAX_SIZE
};

static const struct option_spec common[] = {
	{"max-size", OPTION_MAX_SIZE, "SIZE", false, "largest input, unpacked; 1G if not given (suffixes K, M, G)"},
	{"json", OPTION_JSON, NULL, false, "print the result as JSON"},
	{"quiet", OPTION_QUIET, NULL, false, "no warnings"},
	{"verbose", OPTION_VERBOSE, NULL, false, "say more"},
	{"help", OPTION_HELP, NULL, false, "this text"},
	{0},
};

/* Calls `each` with all options of a command, its own first. */
static void for_each_option(const struct command *command, void (*each)(const struct option_spec *spec, void *context),
			    void *context)
{
	for (const struct option_spec *spec = command->options; spec->name != NULL; spec++)
		each(spec, context);
	for (const struct option_spec *spec = common; spec->name != NULL; spec++)
		each(spec, context);
}

struct table_writer {
	struct call *call;
	size_t count, spelling_count;
};

static void add_to_table(const struct option_spec *spec, void *context)
{
	struct table_writer *writer = context;
	struct option *entry = &writer->call->table[writer->count++];

	*entry = (struct option){spec->name, spec->argument == NULL ? no_argument : required_argument, NULL, spec->id};
	if (strchr(spec->name, '-') == NULL)
		return;
	char *spelling = writer->call->spellings[writer->spelling_count++];

	snprintf(spelling, sizeof(writer->call->spellings[0]), "%s", spec->name);
	for (char *dash = spelling; (dash = strchr(dash, '-')) != NULL;)
		*dash = '_';
	entry[1] = entry[0];
	entry[1].name = spelling;
	writer->count++;
}

static void begin(struct call *call, const struct command *command, int argc, char **argv)
{
	struct table_writer writer = {.call = call};

	*call = (struct call){.max_size = DEFAULT_MAX_SIZE, .command = command, .argc = argc, .argv = argv};
	for_each_option(command, add_to_table, &writer);
	optind = 0; /* begin anew, whatever was parsed before */
}

int usage_error(const struct call *call, const char *format, ...)
{
	char text[512];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	message(NULL, "%s; see '%s help %s'", text, PROGRAM, call->command->name);
	return EXIT_USAGE;
}

/* Handles an option that all commands have; false if it isn't one. */
static bool take_common(struct call *call, int id, const char *argument)
{
	switch (id) {
	case OPTION_HELP:
		print_help(call->command);
		call->exit_code = finish_stdout() ? EXIT_DONE : EXIT_UNABLE;
		return true;
	case OPTION_JSON:
		call->json = true;
		return true;
	case OPTION_QUIET:
		call->quiet = true;
		return true;
	case OPTION_VERBOSE:
		call->verbose = true;
		return true;
	case OPTION_MAX_SIZE:
		if (!parse_size(argument, UINT64_MAX >> 1, &call->max_size))
			call->exit_code =
				usage_error(call, "--max-size: '%s' isn't a size, expected e.g. 64M", argument);
		return true;
	default:
		return false;
	}
}

/* The table's entry for an id of getopt's. */
static const struct option *entry_of(const struct call *call, int id)
{
	const struct option *entry = call->table;

	while (entry->name != NULL && entry->val != id)
		entry++;
	return entry;
}

static bool is_repeatable(const struct command *command, int id)
{
	for (const struct option_spec *spec = command->options; spec->name != NULL; spec++)
		if (spec->id == id)
			return spec->repeatable;
	return false;
}

static int fail(struct call *call, const char *problem, const char *name)
{
	call->exit_code = usage_error(call, "%s: %s", name, problem);
	return OPTIONS_EXIT;
}

static int fail_twice(struct call *call, int id)
{
	call->exit_code = usage_error(call, "--%s: is given twice", entry_of(call, id)->name);
	return OPTIONS_EXIT;
}

/* The next option's id, with its argument in *argument; OPTIONS_FILE, OPTIONS_END or OPTIONS_EXIT. */
static int next_option(struct call *call, char **argument)
{
	for (;;) {
		/* '-': files in their order, as options; ':': the messages are ours */
		const int id = call->ended ? -1 : getopt_long(call->argc, call->argv, "-:h", call->table, NULL);

		*argument = optarg;
		if (id == -1) {
			/* asked again, getopt_long() would begin again behind "--" */
			call->ended = true;
			if (optind >= call->argc)
				return OPTIONS_END;
			*argument = call->argv[optind++];
			return OPTIONS_FILE;
		}
		if (id == 1)
			return OPTIONS_FILE;
		if (id == ':')
			return fail(call, "needs an argument", call->argv[optind - 1]);
		if (id == '?')
			return fail(call,
				    strchr(call->argv[optind - 1], '=') != NULL ? "no such option with an argument"
										: "no such option, or ambiguous",
				    call->argv[optind - 1]);
		const int known = id == 'h' ? OPTION_HELP : id;
		bool *seen = &call->seen[known - OPTION_FIRST];

		if (*seen && !is_repeatable(call->command, known))
			return fail_twice(call, known);
		*seen = true;
		if (!take_common(call, known, optarg))
			return known;
		if (known == OPTION_HELP || call->exit_code != EXIT_DONE)
			return OPTIONS_EXIT;
	}
}

int options_run(const struct command *command, int argc, char **argv,
		int (*take)(void *request, struct call *call, int id, char *argument),
		int (*carry_out)(void *request, const struct call *call), void *request)
{
	struct call call;
	char *argument;
	int id;

	begin(&call, command, argc, argv);
	while ((id = next_option(&call, &argument)) != OPTIONS_END) {
		if (id != OPTIONS_EXIT)
			call.exit_code = take(request, &call, id, argument);
		if (id == OPTIONS_EXIT || call.exit_code != EXIT_DONE)
			return call.exit_code;
	}
	return carry_out(request, &call);
}

int options_take_file(const struct call *call, const char **file, const char *argument)
{
	if (*file != NULL)
		return usage_error(call, "one container at a time, but there are %s and %s", *file, argument);
	*file = argument;
	return EXIT_DONE;
}

char *options_second(struct call *call, const char *name)
{
	if (optind < call->argc)
		return call->argv[optind++];
	fail(call, "needs two arguments", name);
	return NULL;
}

static void print_option(const struct option_spec *spec, void *context)
{
	char left[64];

	(void)context;
	snprintf(left, sizeof(left), "--%s%s%s", spec->name, spec->argument == NULL ? "" : " ",
		 spec->argument == NULL ? "" : spec->argument);
	printf("  %-28s", left);
	/* a long one has the line for itself */
	if (strlen(left) > 28)
		printf("\n%30s", "");
	for (const char *line = spec->help; line != NULL;) {
		const char *end = strchr(line, '\n');

		printf(" %.*s\n", end == NULL ? (int)strlen(line) : (int)(end - line), line);
		line = end == NULL ? NULL : end + 1;
		if (line != NULL)
			printf("%30s", "");
	}
}

void print_help(const struct command *command)
{
	printf("Usage: " PROGRAM " %s %s\n\n%s.\n", command->name, command->synopsis, command->summary);
	if (command->commands != NULL) {
		puts("\nCommands:");
		for (size_t i = 0; command->commands[i] != NULL; i++)
			printf("  %-8s %s\n", command_last_name(command->commands[i]), command->commands[i]->summary);
	} else {
		puts("\nOptions:");
		for_each_option(command, print_option, NULL);
	}
	if (command->notes != NULL)
		printf("\n%s\n", command->notes);
	printf("\nExit codes: 0 done or valid, 1 judged and refused, 2 usage, 3 no judgement possible.\n");
}
