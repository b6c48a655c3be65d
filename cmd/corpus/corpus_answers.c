/* SPDX-License-Identifier: BSD-2-Clause */
#include "corpus/corpus_answers.h"

#include <stdio.h>
#include <string.h>

#include "printing/check.h"

const struct corpus_file *corpus_find(const struct corpus *corpus, const char *name)
{
	for (size_t i = 0; i < corpus->count; i++)
		if (strcmp(corpus->files[i].from->name, name) == 0)
			return &corpus->files[i];
	return NULL;
}

/* ---- devices ----------------------------------------------------------------------- */

/* The version of device `index`; NULL behind the last. */
static const char *version_of(const struct corpus_devices *devices, size_t index)
{
	const char *description;

	if (devices->only != NULL)
		return index == 0 ? devices->only : NULL;
	return signfw_device_name(index, &description);
}

/* A device that was just reset; no device of a version that isn't built for so many bits. */
static bool open_device(const struct corpus_devices *devices, const char *version, signfw_device **out,
			struct call *call)
{
	struct signfw_device_options what = devices->what;
	struct signfw_error error = SIGNFW_ERROR_INIT;

	what.version = version;
	const enum signfw_status status = signfw_device_new(out, &what, &error);

	return (status == SIGNFW_E_ARGUMENT && devices->only == NULL) || call_succeeds(call, NULL, status, &error);
}

bool add_devices(struct node *report, const struct corpus_devices *devices, struct call *call)
{
	struct node *list = add_list(report, "devices");
	const char *version;

	for (size_t i = 0; (version = version_of(devices, i)) != NULL; i++) {
		signfw_device *device = NULL;

		if (!open_device(devices, version, &device, call))
			return false;
		if (device == NULL)
			continue;
		struct node *entry = add_object(list, NULL);

		add_text(entry, "name", signfw_device_version(device));
		add_text(entry, "layout", signfw_device_layout(device));
		add_size(entry, "bits", signfw_device_bits(device));
		add_size(entry, "processor", signfw_device_processor(device));
		signfw_device_free(device);
	}
	return true;
}

/* ---- answers ------------------------------------------------------------------------- */

static bool invoke(signfw_device *device, unsigned command, const struct draft *file, struct signfw_answer *answer,
		   struct call *call)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	const void *data = file == NULL ? NULL : file->bytes;
	const size_t size = file == NULL ? 0 : file->size;

	return call_succeeds(call, NULL,
			     signfw_device_invoke(device, (enum signfw_command)command, data, size, answer, &error),
			     &error);
}

static void add_result(struct node *entry, const signfw_device *device, unsigned command,
		       const struct signfw_answer *answer)
{
	const bool tells_table = answer->result == SIGNFW_TEE_SUCCESS &&
				 (command == SIGNFW_COMMAND_LOAD || command == SIGNFW_COMMAND_GET_RSC_TABLE);
	uint64_t address = 0;
	uint32_t size = 0;

	add_answer(entry, answer);
	if (!tells_table || !signfw_device_resource_table(device, &address, &size)) {
		add_null(entry, "resource_table");
		return;
	}
	struct node *table = add_object(entry, "resource_table");

	add_code(table, "address", address);
	add_size(table, "size", size);
}

/* What a device says that was just reset. */
static bool add_loads(struct node *list, const struct corpus_devices *devices, const struct draft *file,
		      struct call *call)
{
	struct signfw_answer answer;
	const char *version;

	for (size_t i = 0; (version = version_of(devices, i)) != NULL; i++) {
		signfw_device *device = NULL;
		bool done = open_device(devices, version, &device, call);

		if (done && device != NULL) {
			done = invoke(device, SIGNFW_COMMAND_LOAD, file, &answer, call);
			struct node *entry = add_object(list, NULL);

			add_text(entry, "device", signfw_device_version(device));
			if (done)
				add_result(entry, device, SIGNFW_COMMAND_LOAD, &answer);
		}
		signfw_device_free(device);
		if (!done)
			return false;
	}
	return true;
}

void corpus_file_name(const char *name, char out[CORPUS_NAME_SIZE])
{
	snprintf(out, CORPUS_NAME_SIZE, "%s.sign", name);
}

static void add_file_name(struct node *entry, const char *name)
{
	char file[CORPUS_NAME_SIZE];

	corpus_file_name(name, file);
	add_text(entry, "file", file);
}

bool add_cases(struct node *report, const struct corpus_devices *devices, const struct corpus *corpus,
	       struct call *call)
{
	struct node *list = add_list(report, "cases");

	for (size_t i = 0; i < corpus->count; i++) {
		const struct corpus_file *file = &corpus->files[i];
		struct node *entry = add_object(list, NULL);

		add_text(entry, "name", file->from->name);
		add_file_name(entry, file->from->name);
		add_text(entry, "what", file->from->what);
		add_text(entry, "layout", file->content.layout);
		add_size(entry, "size", file->content.size);
		if (!add_loads(add_list(entry, "answers"), devices, &file->content, call))
			return false;
	}
	return true;
}

/* ---- sequences ------------------------------------------------------------------------- */

static const char *command_name(unsigned command)
{
	static const char *const names[] = {
		[SIGNFW_COMMAND_LOAD] = "LOAD",
		[SIGNFW_COMMAND_START] = "START",
		[SIGNFW_COMMAND_STOP] = "STOP",
		[SIGNFW_COMMAND_GET_RSC_TABLE] = "GET_RSC_TABLE",
		[SIGNFW_COMMAND_GET_COREDUMP] = "GET_COREDUMP",
		[SIGNFW_COMMAND_RELEASE] = "RELEASE",
	};

	return command < sizeof(names) / sizeof(names[0]) ? names[command] : NULL;
}

static void add_steps(struct node *entry, const struct corpus_sequence *sequence)
{
	struct node *list = add_list(entry, "steps");

	for (const struct corpus_step *step = sequence->steps; step->command != 0; step++) {
		struct node *object = add_object(list, NULL);

		add_size(object, "number", step->command);
		add_text(object, "command", command_name(step->command));
		if (step->file == NULL)
			add_null(object, "file");
		else
			add_file_name(object, step->file);
	}
}

/* Whether the containers are there: none is of a layout that doesn't take the key. */
static bool has_files(const struct corpus *corpus, const struct corpus_sequence *sequence)
{
	for (const struct corpus_step *step = sequence->steps; step->command != 0; step++)
		if (step->file != NULL && corpus_find(corpus, step->file) == NULL)
			return false;
	return true;
}

static bool play(struct node *list, signfw_device *device, const struct corpus *corpus,
		 const struct corpus_sequence *sequence, struct call *call)
{
	struct node *entry = add_object(list, NULL);
	struct signfw_answer answer;

	add_text(entry, "device", signfw_device_version(device));
	struct node *results = add_list(entry, "results");

	for (const struct corpus_step *step = sequence->steps; step->command != 0; step++) {
		const struct corpus_file *file = step->file == NULL ? NULL : corpus_find(corpus, step->file);

		if (!invoke(device, step->command, file == NULL ? NULL : &file->content, &answer, call))
			return false;
		add_result(add_object(results, NULL), device, step->command, &answer);
	}
	return true;
}

static bool add_sequence(struct node *list, const struct corpus_devices *devices, const struct corpus *corpus,
			 const struct corpus_sequence *sequence, struct call *call)
{
	struct node *entry = add_object(list, NULL);
	const char *version;

	add_text(entry, "name", sequence->name);
	add_text(entry, "what", sequence->what);
	add_steps(entry, sequence);
	struct node *answers = add_list(entry, "answers");

	for (size_t i = 0; (version = version_of(devices, i)) != NULL; i++) {
		signfw_device *device = NULL;
		const bool done = open_device(devices, version, &device, call) &&
				  (device == NULL || play(answers, device, corpus, sequence, call));

		signfw_device_free(device);
		if (!done)
			return false;
	}
	return true;
}

bool add_sequences(struct node *report, const struct corpus_devices *devices, const struct corpus *corpus,
		   struct call *call)
{
	struct node *list = add_list(report, "sequences");
	const struct corpus_sequence *sequence;

	for (size_t i = 0; (sequence = corpus_sequence(i)) != NULL; i++)
		if (has_files(corpus, sequence) && !add_sequence(list, devices, corpus, sequence, call))
			return false;
	return true;
}
