/* SPDX-License-Identifier: BSD-2-Clause */
/* check: what a device will answer to LOAD. */
#include <stdio.h>
#include <string.h>

#include "base/message.h"
#include "commands.h"
#include "containers/each_file.h"
#include "containers/target.h"
#include "files/file.h"
#include "keys/enc_key_file.h"
#include "keys/key_source.h"
#include "printing/catalogue.h"
#include "printing/check.h"
#include "printing/report.h"
#include "signfw/container.h"

struct request {
	struct file_list files;
	char *sequence;
	struct key_source key;
	struct enc_key_source enc_key;
	struct target_source target;
	bool list_devices, list_boards;
};

static const struct option_row options[] = {
	{"in", 0, "FILE", OPTION_LIST, offsetof(struct request, files.paths), .noun = "container", .is_operand = true,
	 .file = FILE_READ,
	 .help = "a container, or, with a private --key, an ELF file to sign in memory first; may be given without "
		 "--in; "
		 "'-' is standard input"},
	{"sequence", 0, "COMMANDS", OPTION_TEXT, offsetof(struct request, sequence),
	 .help = "give the device these commands, separated by commas: load, start, stop, table, coredump, release"},
	{"list-devices", 0, NULL, OPTION_FLAG, offsetof(struct request, list_devices), .help = "list the devices"},
	{"list-boards", 0, NULL, OPTION_FLAG, offsetof(struct request, list_boards),
	 .help = "list the built-in boards"},
	{0},
};

static const struct option_group groups[] = {
	{"Container", options, 0, NULL},
	{"Container", file_list_rows, offsetof(struct request, files), NULL},
	{"Device", target_rows, offsetof(struct request, target), "the newest upstream OP-TEE if not given"},
	{"Key", key_rows, offsetof(struct request, key), "the key that the device trusts, or a certificate for it"},
	{"Key", key_source_rows, offsetof(struct request, key), NULL},
	{"Encryption", enc_key_rows, offsetof(struct request, enc_key), "the key that the device decrypts with"},
	{0},
};

/* Longer sequences show nothing new. */
#define STEPS_MAX 64

static const struct {
	const char *name;
	enum signfw_command command;
} commands[] = {
	{"load", SIGNFW_COMMAND_LOAD},
	{"start", SIGNFW_COMMAND_START},
	{"stop", SIGNFW_COMMAND_STOP},
	{"table", SIGNFW_COMMAND_GET_RSC_TABLE},
	{"coredump", SIGNFW_COMMAND_GET_COREDUMP},
	{"release", SIGNFW_COMMAND_RELEASE},
};

/* The index of the command that begins here and is `length` long; -1 if there is none. */
static int find_command(const char *text, size_t length)
{
	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
		if (strlen(commands[i].name) == length && memcmp(commands[i].name, text, length) == 0)
			return (int)i;
	return -1;
}

/* Splits a sequence into indexes of commands; false if a part is none, or if there are more than STEPS_MAX. */
static bool parse_sequence(const char *text, int steps[STEPS_MAX], size_t *count)
{
	for (*count = 0; *count < STEPS_MAX; text++) {
		const size_t length = strcspn(text, ",");
		const int index = find_command(text, length);

		if (index < 0)
			return false;
		steps[(*count)++] = index;
		text += length;
		if (*text == '\0')
			return true;
	}
	return false;
}

/* The device with its key, the commands, and the file that it is given, one after the other. */
struct question {
	signfw_key *key;
	struct enc_key enc_key;
	struct target target;
	int steps[STEPS_MAX]; /* indexes of commands */
	size_t step_count;    /* 0: a mere LOAD */

	const char *path;
	struct file file, container; /* of an ELF file, what was signed in memory */
};

static const struct file *buffer_of(const struct question *question)
{
	return question->container.data == NULL ? &question->file : &question->container;
}

static bool invoke(const struct question *question, enum signfw_command command, struct signfw_answer *answer,
		   struct call *call)
{
	const struct file *buffer = buffer_of(question);
	signfw_device *device = question->target.device;
	struct signfw_error error = SIGNFW_ERROR_INIT;
	const enum signfw_status status =
		signfw_device_invoke(device, command, buffer->data, buffer->size, answer, &error);

	if (status != SIGNFW_OK)
		return call_fails(call, exit_code_of(status), question->path, "%s", error.message);
	report_findings(question->path, SOURCE_IS_PART, signfw_device_findings(device), call->quiet, call->verbose);
	return true;
}

/* Gives the device one command after the other. */
static bool check_sequence(const struct question *question, struct call *call)
{
	const size_t count = question->step_count;
	struct check_step steps[STEPS_MAX];
	int code = EXIT_DONE;

	for (size_t i = 0; i < count; i++) {
		const int index = question->steps[i];

		steps[i].command = commands[index].name;
		if (!invoke(question, commands[index].command, &steps[i].answer, call))
			return false;
		if (steps[i].answer.result != SIGNFW_TEE_SUCCESS)
			code = EXIT_REFUSED;
	}
	struct node *report = check_steps_report(question->path, question->target.device, steps, count);

	return print_report(call, report, check_steps_text, &call->several, code);
}

static bool check_load(const struct question *question, struct call *call)
{
	const char *path = question->path;
	const struct file *buffer = buffer_of(question);
	const signfw_device *device = question->target.device;
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_container *container = NULL;
	struct signfw_answer answer;

	if (!invoke(question, SIGNFW_COMMAND_LOAD, &answer, call) ||
	    !call_succeeds(call, path, signfw_container_inspect(&container, buffer->data, buffer->size, &error),
			   &error))
		return false;
	const struct checked checked = {
		.file = path,
		.memory = signfw_device_memory(device),
		.key_given = question->key != NULL,
		.container = container,
		.readable = !has_error(signfw_container_findings(container)),
		.device = device,
		.answer = &answer,
		.several = call->several,
	};
	const bool loaded = print_report(call, check_report(&checked), call->quiet ? NULL : check_text, &checked,
					 answer.result == SIGNFW_TEE_SUCCESS ? EXIT_DONE : EXIT_REFUSED);

	signfw_container_free(container);
	return loaded;
}

/* Signs an ELF file in memory, with the private key, in the layout of the device. */
static bool sign_image(struct question *question, struct call *call)
{
	const char *path = question->path;
	const signfw_device *device = question->target.device;
	struct file *container = &question->container;
	struct signfw_sign_options how = SIGNFW_SIGN_OPTIONS_INIT;
	const struct signfw_input input = {question->file.data, question->file.size, path};
	struct signfw_error error = SIGNFW_ERROR_INIT;
	enum signfw_status status = signfw_findings_new(&how.findings, &error);

	how.layout = signfw_device_layout(device);
	if (signfw_device_has_fused_key(device)) {
		how.key_info = signfw_key_get_parts(question->key)->spki;
		how.key_info_size = signfw_key_get_parts(question->key)->spki_size;
	}
	how.flags |= SIGNFW_SIGN_FORCE; /* what a device says is asked for after this */
	if (status == SIGNFW_OK)
		status = signfw_sign(&container->data, &container->size, &input, 1, question->key, &how, &error);
	report_findings(path, SOURCE_IS_FILE, how.findings, call->quiet, call->verbose);
	signfw_findings_free(how.findings);
	return call_succeeds(call, path, status, &error);
}

static bool is_elf(const struct file *file)
{
	return file->size >= 4 && memcmp(file->data,
					 "\x7f"
					 "ELF",
					 4) == 0;
}

/* Reads the container, or what becomes one. */
static bool read_input(struct question *question, struct call *call)
{
	const char *path = question->path;

	if (!file_read(path, call->max_size, &question->file))
		return call_ends(call, EXIT_UNABLE);
	if (!is_elf(&question->file))
		return true;
	if (question->key != NULL && signfw_key_is_private(question->key))
		return sign_image(question, call);
	if (!call->quiet)
		message(path, "an ELF file that isn't signed; with the private --key it is signed in memory first");
	return true;
}

static bool print_catalogue(struct node *report, struct call *call)
{
	return print_report(call, report, catalogue_text, NULL, EXIT_DONE);
}

/* Each file has a device that was just reset. */
static void check_file(void *context, const char *path, struct call *call)
{
	struct question *question = context;

	question->path = path;
	if (target_reset(&question->target, call) && read_input(question, call)) {
		if (question->step_count > 0)
			check_sequence(question, call);
		else
			check_load(question, call);
	}
	signfw_free(question->container.data);
	question->container = (struct file){0};
	file_free(&question->file);
}

static bool read_sequence(const struct request *request, struct question *question, struct call *call)
{
	return request->sequence == NULL || parse_sequence(request->sequence, question->steps, &question->step_count) ||
	       call_misused(call, "--sequence: '%s' isn't a list of load, start, stop, table, coredump, release",
			    request->sequence);
}

static bool check(void *context, struct call *call)
{
	struct request *request = context;
	struct question question = {0};

	if (!file_list_check(&request->files, call))
		return false;
	if (request->list_devices || request->list_boards)
		return print_catalogue(request->list_devices ? devices_report() : boards_report(), call);
	if (request->files.paths.count == 0)
		return call_misused(call, "no container was given");
	const bool accepted =
		read_sequence(request, &question, call) && key_open_if_given(&request->key, call, &question.key) &&
		enc_key_open(&request->enc_key, call, &question.enc_key) &&
		target_open(&request->target, question.key, enc_key_bytes(&question.enc_key), call, &question.target) &&
		each_file(&request->files, call, check_file, &question);

	target_release(&question.target);
	enc_key_wipe(&question.enc_key);
	signfw_key_free(question.key);
	return accepted;
}

const struct command cmd_check = {
	.name = "check",
	.summary = "Predict what a device will answer to a container, and say why",
	.synopsis = "[OPTIONS] FILE...",
	.notes = "Exits with 1 if the device would refuse it.",
	.examples = {"check --board stm32mp157-dk --key pub.pem a.sign",
		     "check --device st-4.0 --sequence load,start,stop -k k.pem a.elf"},
	.groups = groups,
	.request_size = sizeof(struct request),
	.carry_out = check,
};
