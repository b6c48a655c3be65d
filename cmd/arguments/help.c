/* SPDX-License-Identifier: BSD-2-Clause */
#include "arguments/help.h"

#include <stdio.h>
#include <string.h>

#include "base/exit_code.h"

#define OPTION_WIDTH 28

/* "raw|hex|base64": the choices, one word for each value. */
static int describe_choices(const struct choice *choice, char *out, size_t size)
{
	int used = 0, last = 0;

	for (; choice->word != NULL; last = choice++->value)
		if (used == 0 || choice->value != last)
			used += snprintf(out + used, size - (size_t)used, "%s%s", used == 0 ? " " : "|", choice->word);
	return used;
}

/* The same of names. */
static int describe_names(const struct option_row *row, char *out, size_t size)
{
	const char *name;
	int used = 0;

	for (size_t i = 0; (name = row->names(i, NULL)) != NULL; i++)
		used += snprintf(out + used, size - (size_t)used, "%s%s", i == 0 ? " " : "|", name);
	return used;
}

static void print_option(const struct option_row *row)
{
	char left[160];
	int used = snprintf(left, sizeof(left), "--%s", row->name);

	if (row->argument != NULL)
		used += snprintf(left + used, sizeof(left) - (size_t)used, " %s", row->argument);
	else if (row->choices != NULL)
		used += describe_choices(row->choices, left + used, sizeof(left) - (size_t)used);
	else if (row->names != NULL)
		used += describe_names(row, left + used, sizeof(left) - (size_t)used);
	printf("  %-*s", OPTION_WIDTH, left);
	/* a long one has the line for itself */
	if (used > OPTION_WIDTH)
		printf("\n%*s", OPTION_WIDTH + 2, "");
	for (const char *line = row->help; line != NULL;) {
		const size_t size = strcspn(line, "\n");

		printf(" %.*s\n", (int)size, line);
		line = line[size] == '\0' ? NULL : line + size + 1;
		if (line != NULL)
			printf("%*s", OPTION_WIDTH + 2, "");
	}
}

static void print_group(const struct option_group *group)
{
	for (const struct option_row *row = group->rows; row->kind != OPTION_END; row++)
		if (row->name != NULL)
			print_option(row);
}

static void print_commands(const struct command *const *commands)
{
	puts("\nCommands:");
	for (size_t i = 0; commands[i] != NULL; i++)
		printf("  %-8s %s\n", command_last_name(commands[i]), commands[i]->summary);
}

void help_print(const struct command *command, const struct option_group *common)
{
	printf("Usage: " PROGRAM " %s %s\n\n%s.\n", command->name, command->synopsis, command->summary);
	if (command->commands != NULL) {
		print_commands(command->commands);
	} else {
		puts("\nOptions:");
		for (const struct option_group *group = command->groups; group->rows != NULL; group++)
			print_group(group);
		print_group(common);
	}
	if (command->notes != NULL)
		printf("\n%s\n", command->notes);
	printf("\nExit codes: 0 done or valid, 1 judged and refused, 2 usage, 3 no judgement possible.\n");
}
