/* SPDX-License-Identifier: BSD-2-Clause */
/* Devices: their versions and options, and the states that commands lead through. */
#include <stdlib.h>
#include <string.h>

#include "support.h"

/* ---- making one ---------------------------------------------------------------- */

static const char *const versions[] = {"optee-4.1", "optee-4.2", "optee-4.4", "optee-4.8", "optee-4.10"};
#define VERSION_COUNT (sizeof(versions) / sizeof(versions[0]))

static void versions_are_listed(void **state)
{
	const char *name, *description = NULL;
	size_t count = 0;

	(void)state;
	for (; (name = signfw_device_name(count, &description)) != NULL; count++) {
		struct signfw_device_options options = SIGNFW_DEVICE_OPTIONS_INIT;
		signfw_device *device = NULL;

		assert_string_equal(name, versions[VERSION_COUNT - 1 - count]);
		assert_memory_equal(description, "OP-TEE 4.", 9);
		assert_string_equal(signfw_device_name(count, NULL), name);
		options.version = name;
		assert_int_equal(signfw_device_new(&device, &options, NULL), SIGNFW_OK);
		signfw_device_free(device);
	}
	assert_int_equal(count, VERSION_COUNT);
	signfw_device_free(NULL);
}

static void what_is_not_modelled_is_refused(void **state)
{
	static const char *const names[] = {"", "optee-4", "optee-4.10 ", "OPTEE", "st-4.0"};
	struct signfw_device_options options = SIGNFW_DEVICE_OPTIONS_INIT;
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_device *device = NULL;

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		options.version = names[i];
		assert_int_equal(signfw_device_new(&device, &options, &error), SIGNFW_E_ARGUMENT);
		assert_null(device);
	}
	assert_string_equal(error.message, "device \"st-4.0\" isn't known");
	assert_int_equal(signfw_device_new(NULL, NULL, &error), SIGNFW_E_ARGUMENT);
	assert_string_equal(error.message, "no place for the device was given");
}

/* ---- states ---------------------------------------------------------------------- */

enum state {
	RESET,
	OFF,
	LOADED,
	STARTED,
	STATE_COUNT
};

/* Of any content that a device loads: without a key it takes every signature. */
static struct test_file good, bad;

static int setup(void **state)
{
	(void)state;
	good = load_file("vectors/sign/rsc.sign");
	bad = load_file("vectors/sign/rsc.sign");
	bad.data[0] ^= 1;
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	free(good.data);
	free(bad.data);
	return 0;
}

static struct signfw_answer give(signfw_device *device, enum signfw_command command, const struct test_file *file)
{
	struct signfw_answer answer;

	assert_int_equal(signfw_device_invoke(device, command, file->data, file->size, &answer, NULL), SIGNFW_OK);
	return answer;
}

static uint32_t result_of(signfw_device *device, enum signfw_command command)
{
	return give(device, command, &good).result;
}

static signfw_device *new_device_in(const char *version, enum state state)
{
	struct signfw_device_options options = SIGNFW_DEVICE_OPTIONS_INIT;
	signfw_device *device = NULL;

	options.version = version;
	assert_int_equal(signfw_device_new(&device, &options, NULL), SIGNFW_OK);
	if (state == OFF)
		assert_int_equal(give(device, SIGNFW_COMMAND_LOAD, &bad).result, SIGNFW_TEE_BAD_PARAMETERS);
	if (state == LOADED || state == STARTED)
		assert_int_equal(result_of(device, SIGNFW_COMMAND_LOAD), SIGNFW_TEE_SUCCESS);
	if (state == STARTED)
		assert_int_equal(result_of(device, SIGNFW_COMMAND_START), SIGNFW_TEE_SUCCESS);
	return device;
}

/* The state it is in; it may be another one afterwards. */
static enum state state_of(signfw_device *device)
{
	const uint32_t table = result_of(device, SIGNFW_COMMAND_GET_RSC_TABLE);

	if (table == SIGNFW_TEE_BAD_PARAMETERS)
		return RESET;
	if (table == SIGNFW_TEE_BAD_STATE)
		return OFF;
	return result_of(device, SIGNFW_COMMAND_STOP) == SIGNFW_TEE_SUCCESS ? STARTED : LOADED;
}

/* What a command answers in a state, and the state it leads to. */
struct transition {
	uint32_t result;
	enum state next;
};

struct command {
	enum signfw_command number;
	struct transition in[STATE_COUNT]; /* RESET, OFF, LOADED, STARTED */
};

#define OK       SIGNFW_TEE_SUCCESS
#define PARAMS   SIGNFW_TEE_BAD_PARAMETERS
#define STATE    SIGNFW_TEE_BAD_STATE
#define NOT_IMPL SIGNFW_TEE_NOT_IMPLEMENTED

/* clang-format off */
static const struct command common[] = {
	{SIGNFW_COMMAND_START,         {{PARAMS, RESET}, {STATE, OFF}, {OK, STARTED}, {OK, STARTED}}},
	{SIGNFW_COMMAND_STOP,          {{PARAMS, RESET}, {OK, OFF}, {STATE, LOADED}, {OK, OFF}}},
	{SIGNFW_COMMAND_GET_RSC_TABLE, {{PARAMS, RESET}, {STATE, OFF}, {OK, LOADED}, {OK, STARTED}}},
	{SIGNFW_COMMAND_GET_COREDUMP,  {{NOT_IMPL, RESET}, {NOT_IMPL, OFF}, {NOT_IMPL, LOADED}, {NOT_IMPL, STARTED}}},
	{(enum signfw_command)7,       {{PARAMS, RESET}, {PARAMS, OFF}, {PARAMS, LOADED}, {PARAMS, STARTED}}},
	{(enum signfw_command)0,       {{PARAMS, RESET}, {PARAMS, OFF}, {PARAMS, LOADED}, {PARAMS, STARTED}}},
};
static const struct command load_since_4_2 =
	{SIGNFW_COMMAND_LOAD,          {{OK, LOADED}, {OK, LOADED}, {OK, LOADED}, {STATE, STARTED}}};
static const struct command load_before =
	{SIGNFW_COMMAND_LOAD,          {{OK, LOADED}, {OK, LOADED}, {STATE, LOADED}, {STATE, STARTED}}};
static const struct command release_since_4_4 =
	{SIGNFW_COMMAND_RELEASE,       {{PARAMS, RESET}, {OK, OFF}, {OK, OFF}, {STATE, STARTED}}};
static const struct command release_before =
	{SIGNFW_COMMAND_RELEASE,       {{PARAMS, RESET}, {PARAMS, OFF}, {PARAMS, LOADED}, {PARAMS, STARTED}}};
/* clang-format on */

static void expect_transitions(const char *version, const struct command *command)
{
	for (size_t before = RESET; before < STATE_COUNT; before++) {
		signfw_device *device = new_device_in(version, (enum state)before);
		const struct signfw_answer answer = give(device, command->number, &good);
		const enum state after = state_of(device);

		if (answer.result != command->in[before].result || after != command->in[before].next)
			fail_msg("%s, command %d in state %zu: 0x%08x (%s), then state %d", version,
				 (int)command->number, before, answer.result, answer.reason, (int)after);
		assert_int_equal(answer.offset, SIGNFW_NO_OFFSET);
		signfw_device_free(device);
	}
}

static void commands_lead_through_the_states(void **state)
{
	(void)state;
	for (size_t i = 0; i < VERSION_COUNT; i++) {
		for (size_t j = 0; j < sizeof(common) / sizeof(common[0]); j++)
			expect_transitions(versions[i], &common[j]);
		expect_transitions(versions[i], i >= 1 ? &load_since_4_2 : &load_before);
		expect_transitions(versions[i], i >= 2 ? &release_since_4_4 : &release_before);
	}
}

/* A refused LOAD changes nothing but that there was one. */
static void a_refused_load_leads_to_off(void **state)
{
	(void)state;
	for (size_t i = 0; i < VERSION_COUNT; i++)
		for (size_t before = RESET; before <= OFF; before++) {
			signfw_device *device = new_device_in(versions[i], (enum state)before);

			assert_int_equal(give(device, SIGNFW_COMMAND_LOAD, &bad).result, SIGNFW_TEE_BAD_PARAMETERS);
			assert_int_equal(state_of(device), OFF);
			signfw_device_free(device);
		}
}

static void expect_rule(signfw_device *device, enum signfw_command command, const char *rule, const char *reason)
{
	const struct signfw_answer answer = give(device, command, &good);

	assert_string_equal(answer.rule, rule);
	assert_string_equal(answer.reason, reason);
}

static void answers_say_why(void **state)
{
	signfw_device *device = new_device_in("optee-4.10", RESET);

	(void)state;
	expect_rule(device, SIGNFW_COMMAND_START, "state", "there was no LOAD since reset");
	expect_rule(device, SIGNFW_COMMAND_GET_COREDUMP, "command", "no version implements this command");
	expect_rule(device, SIGNFW_COMMAND_LOAD, "loaded", "loaded, if the device trusts the key (no key was given)");
	expect_rule(device, SIGNFW_COMMAND_GET_RSC_TABLE, "resource-table", "the firmware has a resource table");
	expect_rule(device, SIGNFW_COMMAND_STOP, "state", "firmware is loaded, but doesn't run; it stays loaded");
	expect_rule(device, SIGNFW_COMMAND_START, "started", "the processor runs");
	expect_rule(device, SIGNFW_COMMAND_START, "started", "the processor runs already");
	expect_rule(device, SIGNFW_COMMAND_LOAD, "state", "firmware is running already");
	expect_rule(device, SIGNFW_COMMAND_RELEASE, "state", "the processor runs");
	expect_rule(device, SIGNFW_COMMAND_STOP, "stopped", "the processor is stopped; its memory keeps what it holds");
	expect_rule(device, SIGNFW_COMMAND_STOP, "stopped", "nothing runs");
	expect_rule(device, SIGNFW_COMMAND_START, "state", "nothing is loaded");
	expect_rule(device, SIGNFW_COMMAND_RELEASE, "released", "memory is cleared");
	signfw_device_free(device);

	device = new_device_in("optee-4.1", LOADED);
	expect_rule(device, SIGNFW_COMMAND_LOAD, "state", "firmware is loaded already");
	expect_rule(device, SIGNFW_COMMAND_RELEASE, "command", "this version doesn't know the command");
	expect_rule(device, (enum signfw_command)7, "command", "no version knows this command");
	signfw_device_free(device);
}

/* It says success to whatever it is given, and goes on with what it has. */
static void a_load_while_loaded_is_ignored_since_4_2(void **state)
{
	(void)state;
	for (size_t i = 1; i < VERSION_COUNT; i++) {
		signfw_device *device = new_device_in(versions[i], LOADED);
		const size_t transfers = signfw_device_transfer_count(device);
		const struct signfw_answer answer = give(device, SIGNFW_COMMAND_LOAD, &bad);
		uint64_t address;
		uint32_t size;

		assert_int_equal(answer.result, SIGNFW_TEE_SUCCESS);
		assert_string_equal(answer.rule, "already-loaded");
		expect_only(signfw_device_findings(device), "device-load-ignored", SIGNFW_WARNING, SIGNFW_NO_OFFSET);
		assert_int_equal(signfw_device_transfer_count(device), transfers);
		assert_true(signfw_device_resource_table(device, &address, &size));
		/* of the last command only */
		result_of(device, SIGNFW_COMMAND_START);
		expect_ids(signfw_device_findings(device), "");
		signfw_device_free(device);
	}
}

static void expect_table(const signfw_device *device, bool expected)
{
	uint64_t address = 0;
	uint32_t size = 0;

	assert_int_equal(signfw_device_resource_table(device, &address, &size), expected);
	assert_int_equal(address, expected ? 0x10020000 : 0);
	assert_int_equal(size, expected ? 88 : 0);
}

static void the_resource_table_is_that_of_loaded_firmware(void **state)
{
	signfw_device *device = new_device_in("optee-4.10", RESET);

	(void)state;
	expect_table(device, false);
	give(device, SIGNFW_COMMAND_LOAD, &good);
	expect_table(device, true);
	give(device, SIGNFW_COMMAND_START, &good);
	expect_table(device, true);
	give(device, SIGNFW_COMMAND_STOP, &good);
	expect_table(device, false);
	/* what was written is still there */
	assert_int_equal(signfw_device_transfer_count(device), 2);
	give(device, SIGNFW_COMMAND_LOAD, &good);
	expect_table(device, true);
	give(device, SIGNFW_COMMAND_RELEASE, &good);
	expect_table(device, false);
	assert_int_equal(signfw_device_transfer_count(device), 0);
	give(device, SIGNFW_COMMAND_LOAD, &good);
	give(device, SIGNFW_COMMAND_RELEASE, &good);
	give(device, SIGNFW_COMMAND_LOAD, &bad);
	expect_table(device, false);
	signfw_device_free(device);
}

static void a_command_needs_a_device_and_an_answer(void **state)
{
	signfw_device *device = new_device_in("optee-4.10", RESET);
	struct signfw_error error = SIGNFW_ERROR_INIT;
	struct signfw_answer answer = {.result = 1};

	(void)state;
	assert_int_equal(signfw_device_invoke(NULL, SIGNFW_COMMAND_LOAD, good.data, good.size, &answer, &error),
			 SIGNFW_E_ARGUMENT);
	assert_string_equal(error.message, "no device, no answer, or no usable buffer");
	assert_int_equal(signfw_device_invoke(device, SIGNFW_COMMAND_LOAD, good.data, good.size, NULL, NULL),
			 SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_device_invoke(device, SIGNFW_COMMAND_LOAD, NULL, 1, &answer, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(
		signfw_device_invoke(device, SIGNFW_COMMAND_LOAD, good.data, (size_t)UINT32_MAX + 1, &answer, NULL),
		SIGNFW_E_ARGUMENT);
	assert_int_equal(answer.result, 1);
	assert_int_equal(state_of(device), RESET);
	/* no buffer is an empty one */
	assert_int_equal(signfw_device_invoke(device, SIGNFW_COMMAND_LOAD, NULL, 0, &answer, NULL), SIGNFW_OK);
	assert_int_equal(answer.result, SIGNFW_TEE_BAD_PARAMETERS);
	assert_string_equal(answer.rule, "buffer");
	signfw_device_free(device);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(versions_are_listed),
		cmocka_unit_test(what_is_not_modelled_is_refused),
		cmocka_unit_test(commands_lead_through_the_states),
		cmocka_unit_test(a_refused_load_leads_to_off),
		cmocka_unit_test(answers_say_why),
		cmocka_unit_test(a_load_while_loaded_is_ignored_since_4_2),
		cmocka_unit_test(the_resource_table_is_that_of_loaded_firmware),
		cmocka_unit_test(a_command_needs_a_device_and_an_answer),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
