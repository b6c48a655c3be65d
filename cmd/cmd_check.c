/* SPDX-License-Identifier: BSD-2-Clause */
/* check: what a device will answer to LOAD. */
#include "commands.h"
#include "printing/check.h"

#include <stdio.h>
#include <string.h>

#include "arguments/target.h"
#include "base/message.h"
#include "files/file.h"
#include "keys/enckey_file.h"
#include "keys/keyfile.h"
#include "printing/catalogue.h"
#include "printing/report.h"

enum {
	OPT_IN = OPTION_FIRST,
	OPT_SEQUENCE,
	OPT_LIST_DEVICES,
	OPT_LIST_BOARDS
};

static const struct option_spec option_table[] = {
	{"in", OPT_IN, "FILE", false,
	 "the container, or, with a private --key, an ELF file to sign\nin memory first; may be given without --in; "
	 "'-' is standard input"},
	TARGET_OPTIONS("the device; the newest upstream OP-TEE if not given"),
	KEY_OPTION("the key that the device trusts, or a certificate for it"),
	KEY_PASS_OPTIONS,
	ENC_KEY_OPTIONS("the key that the device decrypts with"),
	{"sequence", OPT_SEQUENCE, "COMMANDS", false,
	 "give the device these commands, separated by commas: load,\nstart, stop, table, coredump, release"},
	{"list-devices", OPT_LIST_DEVICES, NULL, false, "list the devices"},
	{"list-boards", OPT_LIST_BOARDS, NULL, false, "list the built-in boards"},
	{0},
};

struct request {
	const char *file, *sequence;
	struct key_source key;
	struct enc_key_source enc_key_source;
	struct enc_key enc_key;
	struct target target;
	bool list_devices, list_boards;
};

static int take_option(void *context, struct call *call, int id, char *argument)
{
	struct request *request = context;

	switch (id) {
	case OPT_KEY:
	case OPT_KEY_PASS:
	case OPT_KEY_PWD:
	case OPT_PROVIDER:
	case OPT_PROVIDER_PATH:
		return key_take_option(&request->key, call, id, argument);
	case OPT_ENC_KEY:
	case OPT_ALLOW_SHORT_AES_KEY:
		return enc_key_take_option(&request->enc_key_source, id, argument);
	case OPT_SEQUENCE:
		request->sequence = argument;
		return EXIT_DONE;
	case OPT_LIST_DEVICES:
		request->list_devices = true;
		return EXIT_DONE;
	case OPT_LIST_BOARDS:
		request->list_boards = true;
		return EXIT_DONE;
	case OPTIONS_FILE:
	case OPT_IN:
		return options_take_file(call, &request->file, argument);
	default:
		return target_take_option(&request->target, call, id, argument);
	}
}

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

/* Gives the device one command after the other; EXIT_REFUSED if it refuses one. */
static int check_sequence(const struct request *request, const struct call *call, const struct file *file,
			  signfw_device *device)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	struct check_step steps[STEPS_MAX];
	int indexes[STEPS_MAX], code = EXIT_DONE;
	size_t count;

	if (!parse_sequence(request->sequence, indexes, &count))
		return usage_error(call, "--sequence: '%s' isn't a list of load, start, stop, table, coredump, release",
				   request->sequence);
	for (size_t i = 0; i < count; i++) {
		steps[i].command = commands[indexes[i]].name;
		const enum signfw_status status = signfw_device_invoke(device, commands[indexes[i]].command, file->data,
								       file->size, &steps[i].answer, &error);

		if (status != SIGNFW_OK) {
			message(NULL, "%s", error.message);
			return exit_code_of(status);
		}
		report_findings(request->file, SOURCE_IS_PART, signfw_device_findings(device), call->quiet,
				call->verbose);
		if (steps[i].answer.result != SIGNFW_TEE_SUCCESS)
			code = EXIT_REFUSED;
	}
	return print_report(call->json, check_steps_report(request->file, device, steps, count), check_steps_text, NULL,
			    code);
}

/* Whether nothing is wrong with a container as far as we can read it. */
static bool is_readable(const signfw_container *container)
{
	struct signfw_finding finding;

	for (size_t i = 0; signfw_findings_get(signfw_container_findings(container), i, &finding) == SIGNFW_OK; i++)
		if (finding.severity == SIGNFW_ERROR)
			return false;
	return true;
}

static int check_load(const struct request *request, const struct call *call, const struct file *file,
		      const signfw_key *key, signfw_device *device)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_container *container = NULL;
	struct signfw_answer answer;
	enum signfw_status status =
		signfw_device_invoke(device, SIGNFW_COMMAND_LOAD, file->data, file->size, &answer, &error);

	if (status == SIGNFW_OK)
		status = signfw_container_inspect(&container, file->data, file->size, &error);
	if (status != SIGNFW_OK) {
		message(request->file, "%s", error.message);
		return exit_code_of(status);
	}
	const struct checked checked = {
		.file = request->file,
		.memory = signfw_device_memory(device),
		.key_given = key != NULL,
		.container = container,
		.readable = is_readable(container),
		.device = device,
		.answer = &answer,
	};

	report_findings(request->file, SOURCE_IS_PART, signfw_device_findings(device), call->quiet, call->verbose);
	const int code = print_report(call->json, check_report(&checked), call->quiet ? NULL : check_text, &checked,
				      answer.result == SIGNFW_TEE_SUCCESS ? EXIT_DONE : EXIT_REFUSED);

	signfw_container_free(container);
	return code;
}

/*
 * An ELF file that is about to be signed: signs it in memory, with the private
 * key, in the layout of the device.
 *
 * @container: for signfw_free()
 */
static int sign_image(const struct request *request, const struct call *call, const signfw_key *key,
		      const signfw_device *device, const struct file *image, struct file *container)
{
	struct signfw_sign_options how = SIGNFW_SIGN_OPTIONS_INIT;
	const struct signfw_input input = {image->data, image->size, request->file};
	struct signfw_error error = SIGNFW_ERROR_INIT;
	enum signfw_status status = signfw_findings_new(&how.findings, &error);

	how.layout = signfw_device_layout(device);
	if (signfw_device_has_fused_key(device)) {
		how.key_info = signfw_key_get_parts(key)->spki;
		how.key_info_size = signfw_key_get_parts(key)->spki_size;
	}
	how.flags |= SIGNFW_SIGN_FORCE; /* what a device says is asked for after this */
	if (status == SIGNFW_OK)
		status = signfw_sign(&container->data, &container->size, &input, 1, key, &how, &error);
	report_findings(request->file, SOURCE_IS_FILE, how.findings, call->quiet, call->verbose);
	report_error(request->file, status, &error);
	signfw_findings_free(how.findings);
	return exit_code_of(status);
}

static bool is_elf(const struct file *file)
{
	return file->size >= 4 && memcmp(file->data,
					 "\x7f"
					 "ELF",
					 4) == 0;
}

static int check(const struct request *request, const struct call *call, const signfw_key *key)
{
	signfw_memory *memory = NULL;
	signfw_device *device = NULL;
	struct file file = {0}, container = {0};
	int code = target_open(&request->target, call, key, &memory, &device);

	if (code == EXIT_DONE && !file_read(request->file, call->max_size, &file))
		code = EXIT_UNABLE;
	if (code == EXIT_DONE && is_elf(&file) && key != NULL && signfw_key_is_private(key))
		code = sign_image(request, call, key, device, &file, &container);
	else if (code == EXIT_DONE && is_elf(&file) && !call->quiet)
		message(request->file,
			"an ELF file that isn't signed; with the private --key it is signed in memory first");
	const struct file *buffer = container.data == NULL ? &file : &container;

	if (code == EXIT_DONE)
		code = request->sequence != NULL ? check_sequence(request, call, buffer, device)
						 : check_load(request, call, buffer, key, device);
	signfw_device_free(device);
	signfw_memory_free(memory);
	signfw_free(container.data);
	file_free(&file);
	return code;
}

static int run_request(void *context, const struct call *call)
{
	struct request *request = context;
	signfw_key *key = NULL;
	int code = EXIT_DONE;

	if (request->list_devices)
		return print_report(call->json, devices_report(), catalogue_text, NULL, EXIT_DONE);
	if (request->list_boards)
		return print_report(call->json, boards_report(), catalogue_text, NULL, EXIT_DONE);
	if (request->file == NULL)
		return usage_error(call, "no container was given");
	if (key_is_asked_for(&request->key))
		code = key_check(&request->key, call);
	if (code == EXIT_DONE && request->key.path != NULL)
		code = key_load(&request->key, false, call->quiet, &key);
	if (code == EXIT_DONE)
		code = enc_key_load(&request->enc_key_source, call, &request->enc_key);
	if (code == EXIT_DONE && request->enc_key.size > 0)
		request->target.enc_key = request->enc_key.bytes;
	if (code == EXIT_DONE)
		code = check(request, call, key);
	enc_key_wipe(&request->enc_key);
	signfw_key_free(key);
	return code;
}

static int run(const struct command *command, int argc, char **argv)
{
	struct request request = {0};
	const int code = options_run(command, argc, argv, take_option, run_request, &request);

	target_release(&request.target);
	return code;
}

const struct command cmd_check = {
	.name = "check",
	.summary = "Predict what a device will answer to a container, and say why",
	.synopsis = "[OPTIONS] FILE",
	.notes = "Exits with 1 if the device would refuse it.",
	.options = option_table,
	.run = run,
};
