/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Any bytes as a container that Linux and U-Boot load, start and recover:
 *
 *     u8 device | u8 driver of Linux | u8, u8 actions, 3 bits each | container
 */
#include <string.h>

#include "fuzz.h"
#include "signfw/sequence.h"

#define CONTROL_SIZE 4
#define ACTION_COUNT 5

static void check_text(const char *text)
{
	for (; *text != '\0'; text++)
		CHECK(*text >= ' ' && *text <= '~');
}

/* The name that `index` leads to, round and round. */
static const char *pick(const char *(*name)(size_t index, const char **description), size_t index)
{
	size_t count = 0;

	while (name(count, NULL) != NULL)
		count++;
	return name(index % count, NULL);
}

static signfw_device *new_device(const char *version)
{
	static signfw_memory *memory;
	struct signfw_device_options options = SIGNFW_DEVICE_OPTIONS_INIT;
	signfw_device *device = NULL;

	if (memory == NULL)
		CHECK(signfw_memory_from_board(&memory, "stm32mp157-dk", NULL) == SIGNFW_OK);
	options.version = version;
	options.memory = memory;
	options.flags = SIGNFW_DEVICE_KEEP_MEMORY;
	CHECK(signfw_device_new(&device, &options, NULL) == SIGNFW_OK);
	return device;
}

/* Each command has an answer; memory changes in one of them. */
static void check_calls(const signfw_sequence *sequence, const struct signfw_step *step)
{
	struct signfw_memory_change change;
	struct signfw_call call;

	CHECK(signfw_sequence_call(sequence, step->call_count, &call) == SIGNFW_E_ARGUMENT);
	for (size_t i = 0; i < step->call_count; i++) {
		CHECK(signfw_sequence_call(sequence, i, &call) == SIGNFW_OK);
		CHECK(call.answer.rule != NULL && call.tee_state != NULL);
		check_text(call.answer.reason);
	}
	for (size_t i = 0; signfw_sequence_change(sequence, i, &change) == SIGNFW_OK; i++)
		CHECK(change.call < step->call_count && change.size > 0);
}

static void check_step(const signfw_sequence *sequence, const struct signfw_step *step)
{
	CHECK(step->error <= 0 && step->error > -4096);
	CHECK(step->power <= ACTION_COUNT);
	CHECK((step->reason[0] != '\0') ==
	      (step->verdict == SIGNFW_LINUX_UNSAFE || step->verdict == SIGNFW_LINUX_UNSAFE_ON_STOP));
	check_text(step->reason);
	check_text(step->state);
	check_text(step->tee_state);
	for (size_t i = 0; signfw_sequence_log(sequence, i) != NULL; i++)
		check_text(signfw_sequence_log(sequence, i));
	check_calls(sequence, step);
}

/* Does one thing; false if what has to be hashed would take too long. */
static bool act(signfw_sequence *sequence, unsigned number)
{
	struct signfw_step step;
	const enum signfw_action action = (enum signfw_action)(SIGNFW_ACTION_START + number % 6);
	const enum signfw_status status = signfw_sequence_act(sequence, action, &step, NULL);

	CHECK(status == SIGNFW_OK || status == SIGNFW_E_UNSUPPORTED);
	if (status == SIGNFW_OK)
		check_step(sequence, &step);
	return status == SIGNFW_OK;
}

static void play(signfw_sequence *sequence, unsigned actions, const uint8_t *data, size_t size)
{
	CHECK(signfw_sequence_install(sequence, "whole", data, size, NULL) == SIGNFW_OK);
	for (size_t i = 0; i < ACTION_COUNT; i++, actions >>= 3) {
		/* a recovery finds another file */
		if (i == 2)
			CHECK(signfw_sequence_install(sequence, "half", data, size / 2, NULL) == SIGNFW_OK);
		if (i == 3)
			CHECK(signfw_sequence_install(sequence, "whole", data, size, NULL) == SIGNFW_OK);
		if (!act(sequence, actions & 7))
			return;
	}
}

const size_t fuzz_control_size = CONTROL_SIZE;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct signfw_sequence_options options = SIGNFW_SEQUENCE_OPTIONS_INIT;
	signfw_sequence *sequence = NULL;
	struct signfw_finding finding;

	if (size < CONTROL_SIZE)
		return 0;
	options.device = new_device(pick(signfw_device_name, data[0]));
	options.binding = pick(signfw_binding_name, data[1]);
	CHECK(signfw_sequence_new(&sequence, &options, NULL) == SIGNFW_OK);
	play(sequence, (unsigned)(data[2] | data[3] << 8), data + CONTROL_SIZE, size - CONTROL_SIZE);
	for (size_t i = 0; signfw_findings_get(signfw_sequence_findings(sequence), i, &finding) == SIGNFW_OK; i++)
		check_text(finding.message);
	signfw_sequence_free(sequence);
	signfw_device_free(options.device);
	return 0;
}
