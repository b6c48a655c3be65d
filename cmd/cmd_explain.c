/* SPDX-License-Identifier: BSD-2-Clause */
/* explain: what a TEE result, a Linux error, a finding or a line of a log means, and what to do. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arguments/call.h"
#include "base/message.h"
#include "base/out_of_memory.h"
#include "base/paragraph.h"
#include "commands.h"
#include "containers/trials.h"
#include "explaining/explain.h"
#include "files/file.h"
#include "keys/key_source.h"
#include "printing/report.h"
#include "printing/text.h"

/* Lines are cut off at this size. */
#define LINE_SIZE 1024

/* An explanation, and of what; the input is borrowed, not terminated, and may be anything. */
struct answer {
	const char *input;
	size_t input_size;
	bool is_line;   /* the input is more than the code */
	bool is_logged; /* it is a line of a log, among others */
	struct explanation explanation;
};

struct answers {
	struct answer *list;
	size_t count;
};

static void add(struct answers *answers, const struct answer *answer)
{
	answers->list = memory_or_exit(realloc(answers->list, (answers->count + 1) * sizeof(*answer)));
	answers->list[answers->count++] = *answer;
}

/* Returns true if the explanation was given already: logs repeat themselves. */
static bool has(const struct answers *answers, const struct explanation *explanation)
{
	for (size_t i = 0; i < answers->count; i++)
		if (explanation->advice != NULL && answers->list[i].explanation.advice == explanation->advice &&
		    answers->list[i].explanation.code.number == explanation->code.number)
			return true;
	return false;
}

/* The beginning of a line as a string. */
static void copy_line(char out[LINE_SIZE], const char *line, size_t size)
{
	if (size >= LINE_SIZE)
		size = LINE_SIZE - 1;
	memcpy(out, line, size);
	out[size] = '\0';
}

/* Explains the lines that say something known, of a log each thing once; returns whether there are any. */
static bool answer_lines(struct answers *answers, const char *text, size_t size, bool is_log)
{
	const char *const end = text + size;
	char line[LINE_SIZE];
	bool known = false;

	while (text < end) {
		struct answer answer = {.input = text, .is_line = true, .is_logged = is_log};

		/* serial consoles end lines in many ways, and send NULs */
		while (text < end && *text != '\n' && *text != '\r' && *text != '\0')
			text++;
		answer.input_size = (size_t)(text - answer.input);
		if (text < end)
			text++;
		copy_line(line, answer.input, answer.input_size);
		if (!explain_line(line, &answer.explanation))
			continue;
		known = true;
		if (!is_log || !has(answers, &answer.explanation))
			add(answers, &answer);
	}
	return known;
}

static bool answer_code(struct answers *answers, const char *text)
{
	struct answer answer = {.input = text, .input_size = strlen(text)};

	if (!explain_code(text, &answer.explanation))
		return false;
	add(answers, &answer);
	return true;
}

static void add_code_of(struct node *explanation, struct code code)
{
	char text[16];

	snprintf(text, sizeof(text), "-%u", code.number);
	if (code.kind == KIND_ERRNO)
		add_text(explanation, "code", text);
	else
		add_code_if(explanation, "code", code.kind == KIND_TEE, code.number);
}

static void add_cause(struct node *causes, const char *what, const char *check)
{
	struct node *cause = add_object(causes, NULL);

	add_text(cause, "cause", what);
	add_text(cause, "check", check);
}

/* What the severity of a finding is depends on what is done with the file. */
static void add_severity(struct node *entry, const struct explanation *explanation)
{
	static const char *const names[] = {
		[SIGNFW_INFO] = "info", [SIGNFW_WARNING] = "warning", [SIGNFW_ERROR] = "error"};

	if (explanation->code.kind == KIND_FINDING)
		add_null(entry, "severity");
	else
		add_named(entry, "severity", explanation->severity, names[explanation->severity]);
}

static void add_answer(struct node *list, const struct answer *answer)
{
	static const char *const kinds[] = {
		[KIND_TEE] = "tee", [KIND_ERRNO] = "errno", [KIND_LOG] = "log", [KIND_FINDING] = "finding"};
	const struct explanation *explanation = &answer->explanation;
	struct node *entry = add_object(list, NULL);
	char line[LINE_SIZE];

	copy_line(line, answer->input, answer->input_size);
	add_text(entry, "input", line);
	add_named(entry, "kind", explanation->code.kind, kinds[explanation->code.kind]);
	add_code_of(entry, explanation->code);
	add_text(entry, "name", explanation->name);
	add_severity(entry, explanation);
	add_text(entry, "source", explanation->source);
	add_text(entry, "meaning", explanation->meaning);
	struct node *causes = add_list(entry, "causes");

	if (explanation->finding != NULL)
		add_cause(causes, explanation->finding->why, explanation->finding->remedy);
	for (const struct cause *from = explanation->advice == NULL ? NULL : explanation->advice->causes;
	     from != NULL && from->cause != NULL; from++)
		add_cause(causes, from->cause, from->check);
}

static struct node *make_report(const struct answers *answers)
{
	struct node *report = tree_new();

	add_text(report, "schema", "signfw.explain/1");
	struct node *list = add_list(report, "explanations");

	for (size_t i = 0; i < answers->count; i++)
		add_answer(list, &answers->list[i]);
	return report;
}

static void print_input(const struct answer *answer, const struct node *input)
{
	fputs("> ", stdout);
	print_value(input);
	puts(answer->input_size >= LINE_SIZE ? " ..." : "");
}

static void print_causes(const struct node *causes)
{
	const struct node *cause = causes->first_child;
	char number[16];

	if (cause != NULL)
		puts(cause->next == NULL ? "  Likely cause:" : "  Likely causes, the most likely first:");
	for (int i = 1; cause != NULL; i++, cause = cause->next) {
		snprintf(number, sizeof(number), "  %d. ", i);
		fputs(number, stdout);
		print_paragraph((int)strlen(number), node_child(cause, "cause")->data);
		printf("     Check: %s\n", node_child(cause, "check")->data);
	}
}

static void print_finding(const struct node *entry)
{
	const struct node *advice = node_child(entry, "causes")->first_child;

	if (advice == NULL)
		return;
	fputs("  Why: ", stdout);
	print_paragraph(7, node_child(advice, "cause")->data);
	fputs("  What to do: ", stdout);
	print_paragraph(14, node_child(advice, "check")->data);
}

static void print_answer(const struct answer *answer, const struct node *entry)
{
	const struct node *code = node_child(entry, "code"), *source = node_child(entry, "source");
	const bool is_finding = answer->explanation.code.kind == KIND_FINDING;

	if (answer->is_line)
		print_input(answer, node_child(entry, "input"));
	if (code->kind != NODE_NULL) {
		print_value(code);
		printf(" %s\n", node_child(entry, "name")->data);
	}
	if (is_finding)
		puts(node_child(entry, "name")->data);
	fputs("  ", stdout);
	print_paragraph(2, node_child(entry, "meaning")->data);
	if (source->kind != NODE_NULL)
		printf("  Printed by: %s\n", source->data);
	if (is_finding)
		print_finding(entry);
	else
		print_causes(node_child(entry, "causes"));
}

/* Whether any of them tells of something that isn't as it should be. */
static bool is_anything_wrong(const struct answers *answers)
{
	for (size_t i = 0; i < answers->count; i++)
		if (answers->list[i].explanation.severity != SIGNFW_INFO)
			return true;
	return false;
}

static void print_text(const struct node *report, const void *context)
{
	const struct answers *answers = context;
	const struct answer *answer = answers->list;
	const struct node *entry = node_child(report, "explanations")->first_child;
	const bool is_wrong = is_anything_wrong(answers);
	bool is_first = true;

	for (; entry != NULL; entry = entry->next, answer++) {
		/* of a log that tells of an error, the ordinary lines are left out */
		if (answer->is_logged && is_wrong && answer->explanation.severity == SIGNFW_INFO)
			continue;
		if (!is_first)
			putchar('\n');
		is_first = false;
		print_answer(answer, entry);
	}
}

struct request {
	struct arguments questions; /* codes, lines, "-"; the last one may be a file */
	struct target_source target;
	struct key_source key;
};

/* A negative number or name is no option. */
static bool is_code(const char *argument)
{
	return (isdigit((unsigned char)argument[1]) || argument[1] == 'E') && strlen(argument) < 15;
}

static const struct option_row options[] = {
	{NULL, 0, "CODE", OPTION_LIST, offsetof(struct request, questions), .is_operand = true,
	 .is_not_option = is_code, .required = "nothing to explain was given; '-' reads a log"},
	{0},
};

static const struct option_group groups[] = {
	{NULL, options, .offset = 0},
	{"Devices that FILE is tried on", target_rows, offsetof(struct request, target),
	 .purpose = "all versions and built-in boards if not given"},
	{"Devices that FILE is tried on", key_rows, offsetof(struct request, key),
	 .purpose = "the key that they trust; without it, that of the signer"},
	{"Key", key_source_rows, .offset = offsetof(struct request, key)},
	{0},
};

/* What is asked, and the answers. */
struct session {
	const struct request *request;
	size_t count;     /* of questions that aren't a file */
	const char *path; /* of the file that is tried; NULL: there is none */
	struct file log, file;
	signfw_key *key;
	struct answers answers;
	struct trials trials;
	bool all_known;
};

/* Answers one question; returns false, with a message, if what was asked isn't known. */
static bool answer_question(struct answers *answers, const char *question, const struct file *log, bool quiet)
{
	if (is_dash(question)) {
		/* that is good news: a log of a boot without errors */
		if (!answer_lines(answers, (const char *)log->data, log->size, true) && !quiet)
			message("standard input", "no line of it is about remote processors, or tells of an error");
		return true;
	}
	if (answer_code(answers, question) ||
	    answer_lines(answers, question, strlen(question), strchr(question, '\n') != NULL))
		return true;
	message(NULL, "'%s' isn't known here", question);
	return false;
}

static bool read_log(const struct session *session, struct call *call, struct file *out)
{
	size_t count = 0;

	for (size_t i = 0; i < session->count; i++)
		count += is_dash(session->request->questions.list[i].first);
	if (count > 1)
		return call_misused(call, "'-' is given twice");
	return count == 0 || file_read("-", call->max_size, out) || call_ends(call, EXIT_UNABLE);
}

/* Whether the last argument is a file, and no code, id or line: the file is there, and nothing else is known of it. */
static bool is_file(const char *argument)
{
	struct explanation explanation;

	return !is_dash(argument) && access(argument, F_OK) == 0 && !explain_code(argument, &explanation) &&
	       !explain_line(argument, &explanation);
}

static bool find_file(struct session *session, struct call *call)
{
	const struct arguments *questions = &session->request->questions;
	const char *last = questions->list[questions->count - 1].first;

	session->count = questions->count;
	if (questions->count > 1 && is_file(last)) {
		session->path = last;
		session->count--;
		return file_read(last, call->max_size, &session->file) || call_ends(call, EXIT_UNABLE);
	}
	return (!target_is_set(&session->request->target) && session->request->key.path == NULL) ||
	       call_misused(call, "a device or a key goes with 'explain CODE FILE'");
}

/* Gives the file to the devices, and looks for the first result of a TEE that was asked for. */
static bool try_file(struct session *session, struct call *call)
{
	const struct answers *answers = &session->answers;

	if (session->path == NULL)
		return true;
	session->trials.path = session->path;
	for (size_t i = 0; i < answers->count; i++) {
		const struct code code = answers->list[i].explanation.code;

		if (code.kind == KIND_TEE)
			return trials_run(&session->request->target, session->key, &session->file, code.number, call,
					  &session->trials);
	}
	return call_misused(call, "a FILE goes with a result of a TEE, such as 0xffff0006");
}

static struct node *report_of(const struct session *session)
{
	struct node *report = make_report(&session->answers);

	if (session->path != NULL)
		add_trials(report, &session->trials);
	return report;
}

static void print_session(const struct node *report, const void *context)
{
	const struct session *session = context;

	print_text(report, &session->answers);
	if (session->path != NULL)
		print_trials(report);
}

static int exit_code_for(const struct session *session)
{
	const bool is_known = session->answers.count > 0 || session->all_known;

	return is_known && (session->path == NULL || trials_have_match(&session->trials)) ? EXIT_DONE : EXIT_REFUSED;
}

static bool answer(struct session *session, struct call *call)
{
	const struct argument *questions = session->request->questions.list;

	session->all_known = true;
	for (size_t i = 0; i < session->count; i++)
		session->all_known &=
			answer_question(&session->answers, questions[i].first, &session->log, call->quiet);
	return try_file(session, call) &&
	       print_report(call, report_of(session), print_session, session, exit_code_for(session));
}

static bool explain(void *context, struct call *call)
{
	struct request *request = context;
	struct session session = {.request = request};
	const bool known = find_file(&session, call) && read_log(&session, call, &session.log) &&
			   key_open_if_given(&request->key, call, &session.key) && answer(&session, call);

	trials_release(&session.trials);
	signfw_key_free(session.key);
	free(session.answers.list);
	file_free(&session.log);
	file_free(&session.file);
	return known;
}

const struct command cmd_explain = {
	.name = "explain",
	.summary = "Say what a result, an error, a finding or a line of a log means",
	.synopsis = "[OPTIONS] CODE|LINE...|- [FILE]",
	.notes =
		"A CODE is a number (0xffff0006, ffff0006, 4294901766, -5), a name (BAD_PARAMETERS, EIO), or the id of "
		"a finding (segment-hash), a LINE one of Linux, U-Boot or OP-TEE. '-' reads a log: 'dmesg | "
		"sign-rproc-fw explain -'. In what it prints, CONTAINER is the signed file, FIRMWARE that or an ELF "
		"file, KEY the public key that the device has, OPTEE.dtb and LINUX.dtb the device trees of OP-TEE and "
		"Linux, and what is in parentheses is to be looked at. Exits with 1 if nothing of what was given is "
		"known; a log without errors is fine. With a FILE, a container, it is tried which versions, boards and "
		"keys give the first CODE for it, and which change would make it load.",
	.examples = {"explain 0xffff0006 -5", "explain 'remoteproc remoteproc0: Boot failed: -22'"},
	.groups = groups,
	.request_size = sizeof(struct request),
	.carry_out = explain,
};
