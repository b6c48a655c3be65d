/* SPDX-License-Identifier: BSD-2-Clause */
#include "booting/play.h"

#include <stdlib.h>
#include <string.h>

#include "arguments/nearest.h"
#include "arguments/number.h"
#include "base/out_of_memory.h"
#include "booting/linux_view.h"
#include "booting/memory_image.h"
#include "printing/boot_report.h"
#include "printing/report.h"
#include "printing/resource_table_report.h"

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
	struct firmware files[PLAN_STEPS_MAX + 1];
	size_t file_count;
	const char *current; /* the file that is in place */
	int error;           /* of the first step that failed */
	bool failed;
};

/* ---- steps ---- */

static bool open_sequence(struct play *play)
{
	const struct boot_source *source = play->stage->source;
	struct signfw_sequence_options options = SIGNFW_SEQUENCE_OPTIONS_INIT;
	struct signfw_error error = SIGNFW_ERROR_INIT;
	const uint32_t processor = (uint32_t)source->processor;

	options.device = play->stage->target->device;
	options.binding = linux_view_driver(play->stage->view, source);
	options.version = source->version;
	options.devicetree = play->stage->view->tree.data;
	options.devicetree_size = play->stage->view->tree.size;
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
	const char *driver = linux_view_driver(stage->view, stage->source);

	if (!stage->plan.has_host)
		driver = stage->source->kernel;
	else if (driver == NULL)
		driver = signfw_binding_name(0, NULL);
	struct node *report = boot_report_new(path, stage->target->device, driver);

	add_linux_tree(report, stage->view->kernel);
	return report;
}

/* Of a boot by Linux, what its device tree keeps its driver from; the caller frees the list. */
static bool check_tree(const struct play *play, signfw_findings **out)
{
	const struct boot_stage *stage = play->stage;
	const char *driver = stage->plan.has_host ? linux_view_driver(stage->view, stage->source) : NULL;
	struct signfw_error error = SIGNFW_ERROR_INIT;
	enum signfw_status status = signfw_findings_new(out, &error);

	if (status == SIGNFW_OK)
		status = signfw_linux_check_devicetree(stage->view->kernel, driver, *out, &error);
	/* what is wrong is among the findings */
	return status == SIGNFW_E_ELF || call_succeeds(play->call, stage->source->linux_dtb, status, &error);
}

static bool report_play(struct play *play, const char *path, const signfw_findings *of_tree)
{
	const signfw_findings *findings = signfw_sequence_findings(play->sequence);
	const bool failed = play->failed || has_error(findings) || has_error(of_tree);
	struct call *call = play->call;

	boot_report_end(play->report, !play->failed, play->error);
	report_add_findings(play->report, of_tree);
	report_add_findings(play->report, findings);
	report_findings(path, SOURCE_IS_FILE, of_tree, call->quiet, call->verbose);
	report_findings(path, SOURCE_IS_FILE, findings, call->quiet, call->verbose);
	struct node *report = play->report;

	play->report = NULL;
	return print_report(call, report, call->quiet ? NULL : boot_text, &call->several,
			    failed ? EXIT_REFUSED : EXIT_DONE);
}

static bool finish(struct play *play, const char *path)
{
	const struct boot_stage *stage = play->stage;
	signfw_findings *of_tree = NULL;

	if (stage->source->memory_out != NULL &&
	    !memory_image_write(stage->target->device, stage->source->memory_out,
				(enum memory_format)stage->source->memory_format, stage->is_private, play->call))
		return false;
	const bool done = check_tree(play, &of_tree) && report_play(play, path, of_tree);

	signfw_findings_free(of_tree);
	return done;
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
	free(play);
	return done;
}
