/* SPDX-License-Identifier: BSD-2-Clause */
#include "arguments/help.h"

#include <stdio.h>
#include <string.h>

#include "arguments/call.h"
#include "base/message.h"
#include "base/paragraph.h"
#include "base/terminal.h"

#define OPTION_WIDTH 28
#define HELP_SIZE    512

static bool take_help(struct call *call, const struct option_row *row, char *argument, void *field);

static bool take_color(struct call *call, const struct option_row *row, char *argument, void *field);

static const struct choice color_choices[] = {
	{"auto", COLOR_AUTO}, {"always", COLOR_ALWAYS}, {"never", COLOR_NEVER}, {0}};

static const struct option_row common_rows[] = {
	{"max-size", 0, "SIZE", OPTION_SIZE, offsetof(struct call, max_size), .most = UINT64_MAX / 2,
	 .expected = "a size, expected e.g. 64M",
	 .help = "largest input, unpacked; 1G if not given; suffixes of sizes are K, M, G or KiB, MiB, GiB"},
	{"json", 'j', NULL, OPTION_FLAG, offsetof(struct call, json), .help = "print the result as JSON"},
	{"quiet", 'q', NULL, OPTION_FLAG, offsetof(struct call, quiet), .help = "no warnings"},
	{"verbose", 'v', NULL, OPTION_FLAG, offsetof(struct call, verbose), .help = "say more"},
	{"color", 0, NULL, OPTION_OTHER, 0, .choices = color_choices, .parse = take_color,
	 .help = "color what is printed; auto if not given: on a terminal, unless NO_COLOR is set"},
	{"help", 'h', NULL, OPTION_OTHER, 0, .parse = take_help, .help = "this text"},
	{0},
};

const struct option_group common_options = {"All commands", common_rows, .offset = 0};

/* Whatever else is wrong: nothing behind it is looked at. */
static bool take_help(struct call *call, const struct option_row *row, char *argument, void *field)
{
	(void)row, (void)argument, (void)field;
	help_print(call->command);
	return false;
}

static bool take_color(struct call *call, const struct option_row *row, char *argument, void *field)
{
	(void)field;
	for (const struct choice *choice = row->choices; choice->word != NULL; choice++)
		if (strcmp(choice->word, argument) == 0) {
			terminal_choose_color((enum color_choice)choice->value);
			return true;
		}
	return call_misused(call, "--%s: '%s' isn't known, expected auto, always or never", row->name, argument);
}

/* Appends as much as there is room for. */
static void append(char *out, size_t size, const char *text)
{
	strncat(out, text, size - strlen(out) - 1);
}

/* The words that an option takes, with `separator` between them. */
static void list_words(const struct option_row *row, const char *separator, char *out, size_t size)
{
	const char *name;

	out[0] = '\0';
	for (const struct choice *choice = row->choices; choice != NULL && choice->word != NULL; choice++) {
		append(out, size, out[0] == '\0' ? "" : separator);
		append(out, size, choice->word);
	}
	for (size_t i = 0; row->names != NULL && (name = row->names(i, NULL)) != NULL; i++) {
		append(out, size, out[0] == '\0' ? "" : separator);
		append(out, size, name);
	}
}

static void describe(const struct option_group *group, const struct option_row *row, char *out, size_t size)
{
	const bool goes_on = row->help[0] == ';' || row->help[0] == ':';

	snprintf(out, size, "%s%s", goes_on && group->purpose != NULL ? group->purpose : "", row->help);
	if (row->argument == NULL && row->names != NULL) {
		append(out, size, "; one of ");
		list_words(row, ", ", out + strlen(out), size - strlen(out));
	}
}

/* "  -k, --key KEY" */
static void print_option(const struct option_group *group, const struct option_row *row)
{
	char left[96] = "    ", help[HELP_SIZE];

	if (row->letter != '\0')
		snprintf(left, sizeof(left), "-%c, ", row->letter);
	append(left, sizeof(left), "--");
	append(left, sizeof(left), row->name);
	if (option_takes_argument(row))
		append(left, sizeof(left), " ");
	if (row->argument != NULL || row->names != NULL)
		append(left, sizeof(left), row->argument == NULL ? "NAME" : row->argument);
	else
		list_words(row, "|", left + strlen(left), sizeof(left) - strlen(left));
	/* a long one has the line for itself */
	if (strlen(left) > OPTION_WIDTH - 2)
		printf("  %s\n%*s", left, OPTION_WIDTH + 2, "");
	else
		printf("  %-*s", OPTION_WIDTH, left);
	describe(group, row, help, sizeof(help));
	print_paragraph(OPTION_WIDTH + 2, help);
}

/* @title: of the group before, and then of this one: groups of one title are one */
static void print_group(const struct option_group *group, const char **title)
{
	for (const struct option_row *row = group->rows; row->kind != OPTION_END; row++) {
		if (row->name == NULL)
			continue;
		if (*title == NULL || strcmp(*title, group->title) != 0)
			printf("\n%s:\n", group->title);
		*title = group->title;
		print_option(group, row);
	}
}

static void print_commands(const struct command *const *commands)
{
	puts("\nCommands:");
	for (size_t i = 0; commands[i] != NULL; i++)
		printf("  %-8s %s\n", command_last_name(commands[i]), commands[i]->summary);
}

void help_print(const struct command *command)
{
	struct group_walk walk = {command->groups, NULL, 0};
	struct option_group group;
	const char *title = NULL;

	print_paragraph(printf("Usage: " PROGRAM " %s ", command->name), command->synopsis);
	printf("\n%s.\n", command->summary);
	if (command->commands != NULL)
		print_commands(command->commands);
	while (group_walk_next(&walk, &group))
		print_group(&group, &title);
	if (command->commands == NULL)
		print_group(&common_options, &title);
	if (command->notes != NULL) {
		putchar('\n');
		print_paragraph(0, command->notes);
	}
	if (command->examples[0] != NULL)
		puts("\nExamples:");
	for (size_t i = 0; i < EXAMPLES_MAX && command->examples[i] != NULL; i++)
		printf("  " PROGRAM " %s\n", command->examples[i]);
	puts("\nExit codes: 0 done or valid, 1 judged and refused, 2 usage, 3 no judgement.");
}

void help_print_topic(const struct command *command)
{
	const struct topic *topic = command->topic;
	struct group_walk walk = {topic->groups, NULL, 0};
	struct option_group group;

	putchar('\n');
	print_paragraph(printf(PROGRAM " %s ", command->name), topic->synopsis);
	print_paragraph(printf("  "), topic->notes);
	while (group_walk_next(&walk, &group))
		for (const struct option_row *row = group.rows; row->kind != OPTION_END; row++)
			print_option(&group, row);
}

/* Classifies an option's argument for completion. */
static const char *kind_of_argument(const struct option_row *row)
{
	if (!option_takes_argument(row))
		return "none";
	if (row->argument == NULL)
		return "text";
	if (strncmp(row->argument, "FILE", 4) == 0 || strcmp(row->argument, "KEY") == 0)
		return "file";
	return strcmp(row->argument, "FOLDER") == 0 ? "folder" : "text";
}

static void list_group(const struct option_group *group)
{
	char words[512], help[HELP_SIZE];

	for (const struct option_row *row = group->rows; row->kind != OPTION_END; row++) {
		if (row->name == NULL)
			continue;
		list_words(row, " ", words, sizeof(words));
		describe(group, row, help, sizeof(help));
		printf("--%s\t%s%c\t%s\t%s\t", row->name, row->letter == '\0' ? "" : "-",
		       row->letter == '\0' ? '-' : row->letter, kind_of_argument(row), words);
		for (const char *at = help; *at != '\0'; at++)
			putchar(*at == '\t' ? ' ' : *at);
		putchar('\n');
	}
}

static void list_groups(const struct option_group *groups)
{
	struct group_walk walk = {groups, NULL, 0};
	struct option_group group;

	while (group_walk_next(&walk, &group))
		list_group(&group);
}

void help_list_options(const struct command *command)
{
	list_groups(command->groups);
	if (command->topic != NULL)
		list_groups(command->topic->groups);
	if (command->commands == NULL)
		list_group(&common_options);
}
