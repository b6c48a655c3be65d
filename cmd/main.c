/* SPDX-License-Identifier: BSD-2-Clause */
/* sign-rproc-fw: finds the command and runs it. */
#include <stdio.h>
#include <string.h>

#include "arguments/dispatch.h"
#include "arguments/help.h"
#include "base/exit_code.h"
#include "base/message.h"
#include "base/paragraph.h"
#include "commands.h"
#include "printing/report.h"

static const struct command *const commands[] = {&cmd_sign,        &cmd_digest,        &cmd_stitch, &cmd_resign,
						 &cmd_convert,     &cmd_verify,        &cmd_dump,   &cmd_extract,
						 &cmd_split,       &cmd_squash,        &cmd_check,  &cmd_resource_table,
						 &cmd_device_tree, &cmd_linker_memory, &cmd_corpus, &cmd_explain,
						 &cmd_key,         &cmd_doctor,        NULL};

static void print_overview(FILE *file)
{
	fputs("Usage: " PROGRAM " COMMAND [OPTIONS] [FILE]\n\n"
	      "Signed remote-processor firmware for OP-TEE: make, verify, look into.\n\nCommands:\n",
	      file);
	for (size_t i = 0; commands[i] != NULL; i++)
		fprintf(file, "  %-14s %s\n", commands[i]->name, commands[i]->summary);
	fputs("  help           'help COMMAND' says more; 'help findings' lists all finding ids\n\n"
	      "Containers of Qualcomm's PAS (.mbn, .mdt) have their own options: 'help qcom'.\n"
	      "Without a command, but with options, it signs: the call of sign_rproc_fw.py.\n"
	      "Exit codes: 0 done or valid, 1 judged and refused, 2 usage, 3 no judgement.\n",
	      file);
}

static void print_findings(void)
{
	const char *id, *explanation;

	for (size_t i = 0; (id = signfw_finding_id(i, &explanation)) != NULL; i++)
		printf("%-28s %s\n", id, explanation);
}

static const char *const qcom =
	"Containers of Qualcomm's Peripheral Authentication Service (PAS): .mbn, .elf, or split into .mdt and .b00, "
	".b01, ... Commands recognise them by their content; these options are for them.";

/* What the commands can do that is of a topic. */
static void print_topic(const char *name)
{
	print_paragraph(0, qcom);
	for (size_t i = 0; commands[i] != NULL; i++)
		if (commands[i]->topic != NULL && strcmp(commands[i]->topic->name, name) == 0)
			help_print_topic(commands[i]);
}

static int fail_unknown(char **words)
{
	const struct command *command = command_named(commands, words[0]);

	/* it says that of commands behind others */
	if (command != NULL)
		return dispatch(command, words + 1);
	message(NULL, "no command '%s'%s; see '%s help'", words[0], command_hint(commands, words[0]).text, PROGRAM);
	return EXIT_USAGE;
}

/* The command of these words, alone or behind another one; NULL if there is none. */
static const struct command *find(char **words)
{
	const struct command *command = words[0] == NULL ? NULL : command_named(commands, words[0]);

	if (command == NULL || command->commands == NULL || words[1] == NULL)
		return command;
	return command_named(command->commands, words[1]);
}

/* @words: behind "help"; behind the last is NULL */
static int help(char **words)
{
	const bool lists_options = words[0] != NULL && strcmp(words[0], "--options") == 0;
	const struct command *command = find(lists_options ? words + 1 : words);

	if (command != NULL && lists_options)
		help_list_options(command);
	else if (command != NULL)
		help_print(command);
	else if (words[0] == NULL || strcmp(words[0], "help") == 0)
		print_overview(stdout);
	else if (strcmp(words[0], "findings") == 0)
		print_findings();
	else if (strcmp(words[0], TOPIC_QCOM) == 0)
		print_topic(words[0]);
	else
		return fail_unknown(words);
	return finish_stdout() ? EXIT_DONE : EXIT_UNABLE;
}

static int version(void)
{
	printf(PROGRAM " %s\n", signfw_version());
	return finish_stdout() ? EXIT_DONE : EXIT_UNABLE;
}

/* @words: of the command line; behind the last is NULL */
static int run(char **words)
{
	const char *first = words[0];
	const struct command *command = command_named(commands, first);

	if (command != NULL)
		return dispatch(command, words + 1);
	if (strcmp(first, "help") == 0 || strcmp(first, "--help") == 0 || strcmp(first, "-h") == 0)
		return help(words + 1);
	if (strcmp(first, "--version") == 0 || strcmp(first, "-V") == 0)
		return version();
	if (first[0] == '-')
		return dispatch(&cmd_sign, words);
	return fail_unknown(words);
}

/* Whether one of the words is --json, -j or --format json, also where nobody looked at it because of what is wrong before. */
static bool asks_for_json(char **words)
{
	for (; *words != NULL && strcmp(*words, "--") != 0; words++) {
		const char *letters = *words + 1;

		if (strcmp(*words, "--json") == 0 || strcmp(*words, "--format=json") == 0 ||
		    (strcmp(*words, "--format") == 0 && words[1] != NULL && strcmp(words[1], "json") == 0))
			return true;
		if ((*words)[0] == '-' && strchr(letters, 'j') != NULL && letters[strspn(letters, "jqv")] == '\0')
			return true;
	}
	return false;
}

int main(int argc, char **argv)
{
	if (argc < 2) {
		print_overview(stderr);
		return EXIT_USAGE;
	}
	const int exit_code = run(argv + 1);

	if (HAS_JSON && exit_code != EXIT_DONE && asks_for_json(argv + 1))
		print_error_report(exit_code);
	return exit_code;
}
