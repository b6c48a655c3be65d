/* SPDX-License-Identifier: BSD-2-Clause */
#include "booting/play.h"

#include <stdlib.h>
#include <string.h>

#include "arguments/nearest.h"
#include "arguments/number.h"
#include "base/out_of_memory.h"
#include "booting/memory_image.h"
#include "printing/boot_report.h"
#include "printing/report.h"

static const struct choice memory_formats[] = {{"sparse", MEMORY_SPARSE}, {"hex", MEMORY_HEX}, {0}};

static bool parse_processor(struct call *call, const struct option_row *row, char *argument, void *field)
{
	struct boot_source *source = field;

	(void)row;
	source->has_processor = parse_number(argument, UINT32_MAX, &source->processor);
	return source->has_processor ||
	       call_misused(call, "--processor: '%s' isn't the number of a processor", argument);
}

const struct option_row linux_rows[] = {
	{"linux", 0, "VERSION", OPTION_NAME, offsetof(struct boot_source, version), .names = signfw_linux_name,
	 .help = "7.2 or 5.x; the newest if not given"},
	{"linux-dtb", 0, "FILE", OPTION_TEXT, offsetof(struct boot_source, linux_dtb), .file = FILE_READ,
	 .help = "Linux's compiled device tree: which memory it has for the processor"},
	{0},
};

const struct option_row boot_rows[] = {
	{"sequence", 0, "STEPS", OPTION_TEXT, offsetof(struct boot_source, sequence),
	 .help = "linux, recovery, uboot or uboot-then-linux; or a list, separated by commas, of load[=FILE], start, "
		 "stop, table, coredump, release, open[=N], close, which are the TA's; with --kernel of start[=FILE], "
		 "stop, crash[=FILE], file=FILE, uboot-load[=FILE], uboot-start, uboot-stop"},
	{"kernel", 0, "NAME", OPTION_NAME, offsetof(struct boot_source, kernel), .names = signfw_binding_name,
	 .help = "the driver by which Linux uses OP-TEE; v22 if not given"},
	{"processor", 0, "N", OPTION_OTHER, 0, .parse = parse_processor,
	 .help = "open the session for this processor; for the device's own if not given"},
	{"memory-out", 0, "FOLDER", OPTION_TEXT, offsetof(struct boot_source, memory_out), .file = FILE_WRITTEN,
	 .help = "write what memory holds after the last step to this folder"},
	{"memory-format", 0, NULL, OPTION_CHOICE, offsetof(struct boot_source, memory_format),
	 .choices = memory_formats,
	 .help = "sparse files, named after the address of their first byte; or one file with Intel HEX"},
	{0},
};

/* Firmware that was read; the device borrows it. */
struct firmware {
	const char *path;
	struct file file;
};

struct play {
	const struct boot_stage *stage;
	struct call *call;
	signfw_sequence *sequence;
	struct node *report;
	struct file tree;
	struct firmware files[PLAN_STEPS_MAX + 1];
	size_t file_count;
	const char *current; /* the file that is in place */
	int error;           /* of the first step that failed */
	bool failed;
};

/* ---- options ---- */

static bool check_source(const struct boot_source *source, struct call *call)
{
	if (source->sequence == NULL && (source->kernel != NULL || source->has_processor))
		return call_misused(call, "--kernel and --processor go with --sequence");
	if (source->sequence == NULL && source->memory_out != NULL)
		return call_misused(call, "--memory-out goes with --sequence");
	return true;
}

/* Whether it is one of these names, or none was given. */
static bool check_name(const char *option, const char *name, const char *(*names)(size_t, const char **),
		       const char *expected, struct call *call)
{
	const char *known;

	for (size_t i = 0; name != NULL && (known = names(i, NULL)) != NULL; i++)
		if (strcmp(known, name) == 0)
			return true;
	return name == NULL || call_misused(call, "--%s: '%s' isn't known%s", option, name,
					    nearest_of_names(name, names, expected).text);
}

bool boot_plan(const struct boot_source *source, struct call *call, struct plan *out)
{
	if (!check_source(source, call) ||
	    !check_name("kernel", source->kernel, signfw_binding_name, "expected v22, v20 or std", call) ||
	    !check_name("linux", source->version, signfw_linux_name, "expected 7.2 or 5.x", call))
		return false;
	if (source->sequence == NULL)
		return true;
	const char *unknown = plan_parse(out, source->sequence, source->kernel != NULL);

	if (unknown == NULL)
		return true;
	const bool too_long = out->count == PLAN_STEPS_MAX;
	const size_t length = strcspn(unknown, ",");

	plan_release(out);
	return too_long
		       ? call_misused(call, "--sequence: more than %d steps", PLAN_STEPS_MAX)
		       : call_misused(call, "--sequence: '%.*s' isn't a step%s", (int)length, unknown,
				      source->kernel == NULL
					      ? " (load[=FILE], start, stop, table, coredump, release, open[=N], close)"
					      : " (start[=FILE], stop, crash[=FILE], file=FILE, uboot-load[=FILE], "
						"uboot-start, uboot-stop)");
}

/* ---- steps ---- */

static bool open_sequence(struct play *play)
{
	const struct boot_source *source = play->stage->source;
	struct signfw_sequence_options options = SIGNFW_SEQUENCE_OPTIONS_INIT;
	struct signfw_error error = SIGNFW_ERROR_INIT;
	const uint32_t processor = (uint32_t)source->processor;

	if (source->linux_dtb != NULL && !file_read(source->linux_dtb, play->call->max_size, &play->tree))
		return call_ends(play->call, EXIT_UNABLE);
	options.device = play->stage->target->device;
	options.binding = source->kernel;
	options.version = source->version;
	options.devicetree = play->tree.data;
	options.devicetree_size = play->tree.size;
	options.processor = source->has_processor ? &processor : NULL;
	return call_succeeds(play->call, source->linux_dtb, signfw_sequence_new(&play->sequence, &options, &error),
			     &error);
}

/* The bytes of a file, which is read once. */
static const struct firmware *read_firmware(struct play *play, const char *path)
{
	for (size_t i = 0; i < play->file_count; i++)
		if (strcmp(play->files[i].path, path) == 0)
			return &play->files[i];
	struct firmware *firmware = &play->files[play->file_count];

	*firmware = (struct firmware){.path = path};
	if (!play->stage->read(play->stage->context, path, play->call, &firmware->file))
		return NULL;
	play->file_count++;
	return firmware;
}

static bool install(struct play *play, const char *path)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	const struct firmware *firmware = read_firmware(play, path);

	if (firmware == NULL)
		return false;
	play->current = path;
	return call_succeeds(
		play->call, path,
		signfw_sequence_install(play->sequence, path, firmware->file.data, firmware->file.size, &error),
		&error);
}

static void note_outcome(struct play *play, bool failed, int error)
{
	if (failed && !play->failed)
		play->error = error;
	play->failed = play->failed || failed;
}

static void play_session(struct play *play, const struct plan_step *step)
{
	const uint32_t processor = step->has_value ? step->value : signfw_device_processor(play->stage->target->device);
	const uint32_t result = step->kind == PLAN_OPEN ? signfw_sequence_open(play->sequence, processor)
							: signfw_sequence_close(play->sequence);

	boot_report_add_session(play->report, step->name, result);
	note_outcome(play, result != SIGNFW_TEE_SUCCESS, 0);
}

static bool play_step(struct play *play, const struct plan_step *step)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	struct boot_step done = {.name = step->name, .file = play->current, .has_host = step->kind == PLAN_ACTION};
	const enum signfw_status status =
		done.has_host
			? signfw_sequence_act(play->sequence, (enum signfw_action)step->value, &done.step, &error)
			: signfw_sequence_command(play->sequence, (enum signfw_command)step->value, &done.step, &error);

	if (!call_succeeds(play->call, play->current, status, &error))
		return false;
	boot_report_add(play->report, &done, play->sequence);
	note_outcome(play, done.step.error != 0 || done.step.verdict >= SIGNFW_LINUX_REFUSED, done.step.error);
	return true;
}

static bool play_steps(struct play *play)
{
	const struct plan *plan = &play->stage->plan;

	for (size_t i = 0; i < plan->count && !(play->failed && plan->stops_early); i++) {
		const struct plan_step *step = &plan->steps[i];

		if (step->file != NULL && !install(play, step->file))
			return false;
		if (step->kind == PLAN_OPEN || step->kind == PLAN_CLOSE)
			play_session(play, step);
		else if (step->kind != PLAN_INSTALL && !play_step(play, step))
			return false;
	}
	return true;
}

/* ---- all of it ---- */

static struct node *begin_report(const struct boot_stage *stage, const char *path)
{
	const char *kernel = stage->source->kernel;

	if (stage->plan.has_host && kernel == NULL)
		kernel = signfw_binding_name(0, NULL);
	return boot_report_new(path, stage->target->device, kernel);
}

static bool finish(struct play *play, const char *path)
{
	const struct boot_stage *stage = play->stage;
	const signfw_findings *findings = signfw_sequence_findings(play->sequence);
	struct call *call = play->call;

	if (stage->source->memory_out != NULL &&
	    !memory_image_write(stage->target->device, stage->source->memory_out,
				(enum memory_format)stage->source->memory_format, stage->is_private, call))
		return false;
	boot_report_end(play->report, !play->failed, play->error);
	report_add_findings(play->report, findings);
	report_findings(path, SOURCE_IS_FILE, findings, call->quiet, call->verbose);
	struct node *report = play->report;

	play->report = NULL;
	return print_report(call, report, call->quiet ? NULL : boot_text, &call->several,
			    play->failed || has_error(findings) ? EXIT_REFUSED : EXIT_DONE);
}

bool boot_play(const struct boot_stage *stage, const char *path, struct call *call)
{
	struct play *play = memory_or_exit(calloc(1, sizeof(*play)));

	*play = (struct play){.stage = stage, .call = call};
	bool done = target_reset(stage->target, call) && open_sequence(play);

	if (done) {
		play->report = begin_report(stage, path);
		done = install(play, path) && play_steps(play) && finish(play, path);
	}

	tree_free(play->report);
	signfw_sequence_free(play->sequence);
	/* it borrows the files */
	signfw_device_free(stage->target->device);
	stage->target->device = NULL;
	for (size_t i = 0; i < play->file_count; i++)
		file_free(&play->files[i].file);
	file_free(&play->tree);
	free(play);
	return done;
}
