/* SPDX-License-Identifier: BSD-2-Clause */
/* check: what a device will answer to LOAD. */
#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "base/out_of_memory.h"
#include "booting/linux_view.h"
#include "booting/play.h"
#include "commands.h"
#include "containers/each_file.h"
#include "containers/target.h"
#include "files/file.h"
#include "keys/enc_key_file.h"
#include "keys/key_source.h"
#include "pas/pas_file.h"
#include "pas/pas_prediction.h"
#include "printing/catalogue.h"
#include "printing/check.h"
#include "printing/report.h"
#include "signfw/container.h"
#include "signfw/pas_device.h"

struct request {
	struct file_list files;
	struct key_source key;
	struct enc_key_source enc_key;
	struct target_source target;
	struct boot_source boot;
	struct pas_device_source pas;
	bool list_devices, list_boards;
};

static const struct option_row options[] = {
	{"in", 0, "FILE", OPTION_LIST, offsetof(struct request, files.paths), .noun = "container", .is_operand = true,
	 .file = FILE_READ,
	 .help = "a container, or, with a private --key, an ELF file to sign in memory first; may be given without "
		 "--in; '-' is standard input"},
	{"list-devices", 0, NULL, OPTION_FLAG, offsetof(struct request, list_devices), .help = "list the devices"},
	{"list-boards", 0, NULL, OPTION_FLAG, offsetof(struct request, list_boards),
	 .help = "list the built-in boards"},
	{0},
};

static const struct option_group groups[] = {
	{"Container", options, .offset = 0},
	{"Container", file_list_rows, .offset = offsetof(struct request, files)},
	{"Report", report_form_rows, .offset = offsetof(struct request, files.form)},
	{"Device", target_rows, offsetof(struct request, target), .purpose = "the newest upstream OP-TEE if not given"},
	{"Linux", linux_rows, .offset = offsetof(struct request, boot)},
	{"Whole boots", boot_rows, .offset = offsetof(struct request, boot)},
	{"Key", key_rows, offsetof(struct request, key),
	 .purpose = "the key that the device trusts, or a certificate for it"},
	{"Key", key_source_rows, .offset = offsetof(struct request, key)},
	{"Encryption", enc_key_rows, offsetof(struct request, enc_key),
	 .purpose = "the key that the device decrypts with"},
	{0},
};

static const struct option_row pas_options[] = {
	{"device", 0, "NAME", OPTION_NAME, offsetof(struct request, target.device), .names = signfw_pas_device_name,
	 .help = "what is asked; qcom-pas if not given"},
	{0},
};

static const struct option_group pas_groups[] = {
	{"Device", pas_options, .offset = 0},
	{"Device", pas_device_rows, .offset = offsetof(struct request, pas)},
	{0},
};

static const struct topic pas_topic = {
	.name = TOPIC_QCOM,
	.synopsis = "[--device NAME] [OPTIONS] FILE...",
	.notes =
		"Says what Linux's loader and OP-TEE's PAS answer: errno, log lines, results, and why. What Qualcomm's "
		"own TrustZone says isn't known publicly.",
	.groups = pas_groups,
};

/* What is asked: the device with its key, and what it is given, one file after the other. */
struct question {
	const struct request *request;
	signfw_key *key;
	struct enc_key enc_key;
	struct target target;
	struct boot_stage stage;
	struct linux_view view;
};

static bool linux_refuses(const struct linux_view *view)
{
	return has_error(view->findings) || (view->table != NULL && view->outcome.verdict >= SIGNFW_LINUX_REFUSED);
}

/* Reports what the device has answered to LOAD, and what Linux finds then. */
static bool report_load(struct question *question, const char *path, const signfw_container *container,
			const struct signfw_answer *answer, struct call *call)
{
	const struct linux_view *view = &question->view;
	const struct examined_build *build = &question->target.source.build;
	const signfw_device *device = question->target.device;
	const struct checked checked = {
		.file = path,
		.memory = signfw_device_memory(device),
		.key_given = question->target.what.key != NULL,
		.container = container,
		.readable = !has_error(signfw_container_findings(container)),
		.device = device,
		.answer = answer,
		.table = {view->address, view->size, view->table, view->kernel, &view->outcome, view->findings,
			  view->asked},
		.build = build->build == NULL ? NULL : build,
		.several = call->several,
		.format = call->format,
	};
	const bool accepted = answer->result == SIGNFW_TEE_SUCCESS && !(view->asked && linux_refuses(view));

	report_findings(path, SOURCE_IS_PART, signfw_device_findings(device), call->quiet, call->verbose);
	report_findings(path, SOURCE_IS_PART, view->findings, call->quiet, call->verbose);
	return print_report(call, check_report(&checked), call->quiet ? NULL : check_text, &checked,
			    accepted ? EXIT_DONE : EXIT_REFUSED);
}

/* What LOAD is answered; of a build that can't load anything, no session is opened. */
static enum signfw_status ask(const struct target *target, const struct file *file, struct signfw_answer *answer,
			      struct signfw_error *error)
{
	if (!target_is_unable(target, answer))
		return signfw_device_invoke(target->device, SIGNFW_COMMAND_LOAD, file->data, file->size, answer, error);
	return SIGNFW_OK;
}

/* Gives the device one file, as LOAD. */
static bool check_load(struct question *question, const char *path, const struct file *file, struct call *call)
{
	signfw_device *device = question->target.device;
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_container *container = NULL;
	struct signfw_answer answer;
	const enum signfw_status status = ask(&question->target, file, &answer, &error);

	if (status != SIGNFW_OK)
		return call_fails(call, exit_code_of(status), path, "%s", error.message);
	const bool loaded =
		call_succeeds(call, path, signfw_container_inspect(&container, file->data, file->size, &error),
			      &error) &&
		linux_view_look(&question->view, path, device, container, call) &&
		report_load(question, path, container, &answer, call);

	signfw_container_free(container);
	return loaded;
}

static struct file copy_of(const void *data, size_t size)
{
	struct file copy = {memory_or_exit(malloc(size + 1)), size};

	memcpy(copy.data, data, size);
	return copy;
}

/* Signs an ELF file in memory, with the private key, in the layout of the device; the container takes its place. */
static bool sign_image(const struct question *question, const char *path, struct file *image, struct call *call)
{
	const signfw_device *device = question->target.device;
	struct signfw_sign_options how = SIGNFW_SIGN_OPTIONS_INIT;
	const struct signfw_input input = {image->data, image->size, path};
	struct signfw_error error = SIGNFW_ERROR_INIT;
	enum signfw_status status = signfw_findings_new(&how.findings, &error);
	uint8_t *data = NULL;
	size_t size;

	how.layout = signfw_device_layout(device);
	if (signfw_device_has_fused_key(device)) {
		how.key_info = signfw_key_get_parts(question->key)->spki;
		how.key_info_size = signfw_key_get_parts(question->key)->spki_size;
	}
	how.flags |= SIGNFW_SIGN_FORCE | SIGNFW_SIGN_DEVICE_IS_ASKED; /* after this */
	if (status == SIGNFW_OK)
		status = signfw_sign(&data, &size, &input, 1, question->key, &how, &error);
	report_findings(path, SOURCE_IS_FILE, how.findings, call->quiet, call->verbose);
	signfw_findings_free(how.findings);
	file_free(image);
	if (status == SIGNFW_OK)
		*image = copy_of(data, size);
	signfw_free(data);
	return call_succeeds(call, path, status, &error);
}

static bool is_elf(const struct file *file)
{
	return file->size >= 4 && memcmp(file->data, "\177ELF", 4) == 0;
}

/* Makes a container of an ELF file that isn't one. */
static bool prepare(const struct question *question, const char *path, struct file *file, struct call *call)
{
	if (!is_elf(file))
		return true;
	if (question->key != NULL && signfw_key_is_private(question->key))
		return sign_image(question, path, file, call);
	if (!call->quiet)
		message(path, "an ELF file that isn't signed; with the private --key it is signed in memory first");
	return true;
}

/* Reads the container, or what becomes one; the caller frees it. */
static bool read_input(void *context, const char *path, struct call *call, struct file *out)
{
	if (!file_read(path, call->max_size, out))
		return call_ends(call, EXIT_UNABLE);
	return prepare(context, path, out, call);
}

static bool print_catalogue(struct node *report, struct call *call)
{
	return print_report(call, report, catalogue_text, NULL, EXIT_DONE);
}

/* Asks the device that is named, or, if none is, one that takes such files. */
static void check_read(struct question *question, const char *path, struct file *file, struct call *call)
{
	const struct request *request = question->request;
	const char *device = request->target.device;

	if (pas_device_is(device) || (device == NULL && pas_recognise(file)))
		pas_check_file(path, file, &request->pas, device, call);
	else if (target_reset(&question->target, call) && prepare(question, path, file, call))
		check_load(question, path, file, call);
}

/* Each file has a device that was just reset. */
static void check_file(void *context, const char *path, struct call *call)
{
	struct question *question = context;
	struct signfw_answer answer;
	struct file file = {0};

	if (question->stage.plan.count > 0 && target_is_unable(&question->target, &answer))
		call_fails(call, EXIT_REFUSED, path, "%s", answer.reason);
	else if (question->stage.plan.count > 0)
		boot_play(&question->stage, path, call);
	else if (file_read(path, call->max_size, &file))
		check_read(question, path, &file, call);
	else
		call_ends(call, EXIT_UNABLE);
	/* it borrows the file */
	signfw_device_free(question->target.device);
	question->target.device = NULL;
	file_free(&file);
}

/* A device with PAS has neither the key of a TA, nor a board, nor sequences. */
static bool open_target(const struct request *request, struct question *question, struct call *call)
{
	struct target_source source = request->target;

	if (!pas_device_is(source.device))
		return target_open(&source, question->key, enc_key_bytes(&question->enc_key), call, &question->target);
	source.device = NULL;
	return (!target_is_set(&source) && question->key == NULL && question->enc_key.size == 0 &&
		question->stage.plan.count == 0) ||
	       call_misused(call, "--device %s takes the options of 'help qcom' only", request->target.device);
}

static bool check_files(const struct request *request, struct question *question, struct call *call)
{
	struct boot_stage *stage = &question->stage;

	if (request->boot.memory_out != NULL && (request->files.paths.count > 1 || request->files.recursive))
		return call_misused(call, "--memory-out goes with a single file");
	if (!enc_key_open(&request->enc_key, call, &question->enc_key) || !open_target(request, question, call))
		return false;
	stage->source = &request->boot;
	stage->target = &question->target;
	stage->target->what.flags |= SIGNFW_DEVICE_KEEP_MEMORY;
	stage->view = &question->view;
	stage->is_private = question->enc_key.size > 0;
	stage->read = read_input;
	stage->context = question;
	return linux_view_open(&question->view, &request->boot, call) &&
	       each_file(&request->files, call, check_file, question);
}

/* Whether there is one memory, whose map can be drawn. */
static bool is_drawable(const struct request *request, struct call *call)
{
	if (request->files.paths.count > 1 || request->files.recursive)
		return call_misused(call, "--format svg goes with a single file");
	if (request->boot.sequence != NULL)
		return call_misused(call, "--format svg draws what LOAD writes, without --sequence");
	return target_has_memory(&request->target) ||
	       call_misused(call, "--format svg draws memory: name a --board, --dtb or --region");
}

static bool check(void *context, struct call *call)
{
	struct request *request = context;
	struct question question = {.request = request};

	if (!report_form_check(&request->files.form, call))
		return false;
	if (request->list_devices || request->list_boards)
		return print_catalogue(request->list_devices ? devices_report() : boards_report(), call);
	if (request->files.paths.count == 0)
		return call_misused(call, "no container was given");
	if (call->format == REPORT_SVG && !is_drawable(request, call))
		return false;
	const bool accepted = boot_plan(&request->boot, call, &question.stage.plan) &&
			      key_open_if_given(&request->key, call, &question.key) &&
			      check_files(request, &question, call);

	linux_view_release(&question.view);
	plan_release(&question.stage.plan);
	target_release(&question.target);
	enc_key_wipe(&question.enc_key);
	signfw_key_free(question.key);
	return accepted;
}

const struct command cmd_check = {
	.name = "check",
	.summary = "Predict what a device will answer to a container, and say why",
	.synopsis = "[OPTIONS] FILE...",
	.notes = "Exits with 1 if the device would refuse it, or the build of OP-TEE can't load anything.",
	.examples = {"check --board stm32mp157-dk --key pub.pem a.sign",
		     "check --device st-4.0 --sequence load,start,stop -k k.pem a.elf"},
	.groups = groups,
	.topic = &pas_topic,
	.request_size = sizeof(struct request),
	.carry_out = check,
};
