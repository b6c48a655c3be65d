/* SPDX-License-Identifier: BSD-2-Clause */
#include "containers/trials.h"

#include <stdlib.h>
#include <string.h>

#include "base/out_of_memory.h"

/* A heap that is larger than usual, where there was no memory. */
#define HEAP_FIRST 8192
#define HEAP_LAST  65536

/* What all trials have in common. */
struct setting {
	const struct target_source *source;
	const struct target *target; /* as the options say */
	const signfw_key *key;
	const struct file *file;
	struct call *call;
	struct trials *trials;
};

static void add(struct trials *trials, const struct trial *trial)
{
	trials->list = memory_or_exit(realloc(trials->list, (trials->count + 1) * sizeof(*trial)));
	trials->list[trials->count++] = *trial;
}

/* Whether the device has no driver for the board: nobody has such a device. */
static bool is_impossible(const signfw_device *device)
{
	const signfw_findings *findings = signfw_device_findings(device);
	struct signfw_finding finding;

	for (size_t i = 0; signfw_findings_get(findings, i, &finding) == SIGNFW_OK; i++)
		if (strcmp(finding.id, "device-no-driver") == 0)
			return true;
	return false;
}

/* Tries one device; those that can't be are left out.  Fails for want of cryptography or memory. */
static bool try_one(const struct setting *setting, struct trial trial, const signfw_memory *memory)
{
	struct signfw_device_options what = setting->target->what;
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_device *device = NULL;

	what.version = trial.device;
	what.memory = memory;
	what.key = trial.trusts_signer ? NULL : setting->key;
	if (trial.heap_size != 0)
		what.heap_size = trial.heap_size;
	if (signfw_device_new(&device, &what, NULL) != SIGNFW_OK)
		return true;
	const enum signfw_status status = signfw_device_invoke(device, SIGNFW_COMMAND_LOAD, setting->file->data,
							       setting->file->size, &trial.answer, &error);

	if (status == SIGNFW_OK && !is_impossible(device))
		add(setting->trials, &trial);
	signfw_device_free(device);
	return status == SIGNFW_OK ||
	       call_fails(setting->call, exit_code_of(status), setting->trials->path, "%s", error.message);
}

/* With the key that was given, and with the one that the file is signed with. */
static bool try_keys(const struct setting *setting, struct trial trial, const signfw_memory *memory)
{
	trial.trusts_signer = true;
	if (!try_one(setting, trial, memory))
		return false;
	trial.trusts_signer = false;
	return setting->key == NULL || try_one(setting, trial, memory);
}

/* On the memory of all built-in boards. */
static bool try_boards(const struct setting *setting, struct trial trial)
{
	const char *description;

	for (size_t i = 0; (trial.board = signfw_board_name(i, &description)) != NULL; i++) {
		signfw_memory *memory = NULL;

		if (signfw_memory_from_board(&memory, trial.board, NULL) != SIGNFW_OK)
			continue;
		const bool done = try_keys(setting, trial, memory);

		signfw_memory_free(memory);
		if (!done)
			return false;
	}
	return true;
}

static bool try_memory(const struct setting *setting, struct trial trial)
{
	const signfw_memory *memory = setting->target->memory;

	if (memory == NULL)
		return try_boards(setting, trial);
	trial.board = setting->source->board;
	return try_keys(setting, trial, memory);
}

static bool try_devices(const struct setting *setting, bool (*try)(const struct setting *setting, struct trial trial),
			bool is_asked)
{
	struct trial trial = {.is_asked = is_asked};
	const char *description;

	for (size_t i = 0; (trial.device = signfw_device_name(i, &description)) != NULL; i++)
		if (!try(setting, trial))
			return false;
	return true;
}

/* Those that the options name; of a device or memory that was given, also what it would be with another one. */
static bool try_all(const struct setting *setting)
{
	const struct target *target = setting->target;
	const char *device = target->what.version;

	if (device == NULL)
		return try_devices(setting, try_memory, true) &&
		       (target->memory == NULL || try_devices(setting, try_boards, false));
	return try_memory(setting, (struct trial){.device = device, .is_asked = true}) &&
	       try_devices(setting, try_memory, false) &&
	       (target->memory == NULL || try_devices(setting, try_boards, false));
}

/* Of the first device that had no memory: how much is enough. */
static bool try_heaps(const struct setting *setting)
{
	struct trials *trials = setting->trials;
	signfw_memory *memory = NULL;
	bool done = true;
	size_t i = 0;

	while (i < trials->count && trials->list[i].answer.result != SIGNFW_TEE_OUT_OF_MEMORY)
		i++;
	if (i == trials->count)
		return true;
	struct trial trial = trials->list[i];

	if (trial.board != NULL && setting->target->memory == NULL &&
	    signfw_memory_from_board(&memory, trial.board, NULL) != SIGNFW_OK)
		return true;
	for (uint64_t size = HEAP_FIRST; size <= HEAP_LAST && done; size *= 2) {
		trial.heap_size = size;
		done = try_one(setting, trial, memory == NULL ? setting->target->memory : memory);
	}
	signfw_memory_free(memory);
	return done;
}

bool trials_run(const struct target_source *source, const signfw_key *key, const struct file *file, uint32_t code,
		struct call *call, struct trials *out)
{
	struct target target = {0};
	struct setting setting = {source, &target, NULL, file, call, out};
	bool done = target_open(source, key, NULL, call, &target);

	setting.key = target.what.key; /* that of a build, if none was given */
	out->code = code;
	out->key_given = setting.key != NULL;
	done = done && try_all(&setting) && (code != SIGNFW_TEE_OUT_OF_MEMORY || try_heaps(&setting));
	target_release(&target);
	return done;
}

void trials_release(struct trials *trials)
{
	free(trials->list);
}
