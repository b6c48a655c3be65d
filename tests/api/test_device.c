/* SPDX-License-Identifier: BSD-2-Clause */
/* Devices: their versions and options, and the states that commands lead through. */
#include <stdlib.h>
#include <string.h>

#include "signfw/device.h"
#include "support.h"

/* ---- making one ---------------------------------------------------------------- */

/* The first are upstream's, oldest first: since 4.2 LOAD is ignored while LOADED, since 4.4 there is RELEASE. */
static const struct version {
	const char *name;
	const char *good; /* a container that it loads: without a key it takes every signature */
} versions[] = {
	{"optee-4.1", "vectors/sign/rsc.sign"},
	{"optee-4.2", "vectors/sign/rsc.sign"},
	{"optee-4.4", "vectors/sign/rsc.sign"},
	{"optee-4.8", "vectors/sign/rsc.sign"},
	{"optee-4.10", "vectors/sign/rsc.sign"},
	{"st-4.0", "vectors/sign/rsc.sign"},
	{"st-4.0-otp", "vectors/sign-st/st40_pkh_rsa2048.sign"},
	{"st-3.19", "vectors/sign-st/st319_plat.sign"},
	{"st-3.16", "vectors/sign-st/st316_rsc.sign"},
	{"rcar-3.12", "vectors/sign-st/st316_rsc.sign"},
};
#define VERSION_COUNT  (sizeof(versions) / sizeof(versions[0]))
#define UPSTREAM_COUNT 5

static void versions_are_listed(void **state)
{
	const char *name, *description = NULL;
	size_t count = 0;

	(void)state;
	for (; (name = signfw_device_name(count, &description)) != NULL; count++) {
		struct signfw_device_options options = SIGNFW_DEVICE_OPTIONS_INIT;
		signfw_device *device = NULL;

		/* the newest first */
		assert_string_equal(name, versions[count < UPSTREAM_COUNT ? UPSTREAM_COUNT - 1 - count : count].name);
		assert_non_null(strstr(description, "OP-TEE "));
		assert_string_equal(signfw_device_name(count, NULL), name);
		options.version = name;
		assert_int_equal(signfw_device_new(&device, &options, NULL), SIGNFW_OK);
		signfw_device_free(device);
	}
	assert_int_equal(count, VERSION_COUNT);
	signfw_device_free(NULL);
}

/* Every release of upstream is one of these. */
static void a_release_is_the_version_that_behaves_so(void **state)
{
	static const char *const releases[][2] = {
		{"optee", "optee-4.10"},    {"optee-4.1.0", "optee-4.1"}, {"optee-4.2", "optee-4.2"},
		{"optee-4.3", "optee-4.2"}, {"optee-4.4", "optee-4.4"},   {"optee-4.5", "optee-4.4"},
		{"optee-4.6", "optee-4.4"}, {"optee-4.7", "optee-4.4"},   {"optee-4.8", "optee-4.8"},
		{"optee-4.9", "optee-4.8"}, {"optee-4.9.0", "optee-4.8"}, {"optee-4.10", "optee-4.10"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(releases) / sizeof(releases[0]); i++) {
		struct signfw_device_options options = SIGNFW_DEVICE_OPTIONS_INIT;
		signfw_device *device = NULL;

		options.version = releases[i][0];
		assert_int_equal(signfw_device_new(&device, &options, NULL), SIGNFW_OK);
		assert_string_equal(signfw_device_version(device), releases[i][1]);
		signfw_device_free(device);
	}
}

/* A container is made for a device: in its layout, and with the key in it or not. */
static void a_device_says_what_it_takes(void **state)
{
	static const struct {
		const char *version, *layout;
		bool has_fused_key;
	} rows[] = {
		{"optee", "optee", false},       {"optee-4.1", "optee", false}, {"st-4.0", "st-4.0", false},
		{"st-4.0-otp", "st-4.0", true},  {"st-3.19", "st-3.19", false}, {"st-3.16", "st-3.16", false},
		{"rcar-3.12", "st-3.16", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct signfw_device_options options = SIGNFW_DEVICE_OPTIONS_INIT;
		signfw_device *device = NULL;

		options.version = rows[i].version;
		assert_int_equal(signfw_device_new(&device, &options, NULL), SIGNFW_OK);
		assert_string_equal(signfw_device_layout(device), rows[i].layout);
		assert_int_equal(signfw_device_has_fused_key(device), rows[i].has_fused_key);
		signfw_device_free(device);
	}
}

static void a_device_is_as_wide_as_its_board(void **state)
{
	static const struct {
		const char *version, *board;
		uint64_t asked;
		unsigned bits; /* 0: refused */
	} rows[] = {
		{"optee", NULL, 0, 32},
		{"optee", NULL, 64, 64},
		{"optee", "stm32mp157-dk", 0, 32},
		{"optee", "imx7", 0, 32},
		{"optee", "imx8mp", 0, 64},
		{"optee", "imx8mp", 32, 32},
		{"optee", NULL, 16, 0},
		{"st-4.0", NULL, 0, 32},
		{"st-4.0", "stm32mp157-dk-st", 0, 32},
		{"st-4.0", "stm32mp257-ev1", 0, 64},
		{"st-4.0-otp", NULL, 0, 64},
		{"st-3.19", NULL, 0, 64},
		{"st-3.19", NULL, 32, 0},
		{"st-3.16", NULL, 0, 32},
		{"rcar-3.12", NULL, 0, 64},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct signfw_device_options options = SIGNFW_DEVICE_OPTIONS_INIT;
		signfw_memory *memory = NULL;
		signfw_device *device = NULL;

		if (rows[i].board != NULL)
			assert_int_equal(signfw_memory_from_board(&memory, rows[i].board, NULL), SIGNFW_OK);
		options.version = rows[i].version;
		options.memory = memory;
		options.bits = rows[i].asked;
		const enum signfw_status status = signfw_device_new(&device, &options, NULL);

		assert_int_equal(status, rows[i].bits == 0 ? SIGNFW_E_ARGUMENT : SIGNFW_OK);
		if (status == SIGNFW_OK)
			assert_int_equal(signfw_device_bits(device), rows[i].bits);
		signfw_device_free(device);
		signfw_memory_free(memory);
	}
}

static void what_is_not_modelled_is_refused(void **state)
{
	static const char *const names[] = {"",           "optee-4",    "optee-4.",    "optee-4.11", "optee-4.100",
					    "optee-4.01", "optee-4.5a", "optee-4.5.x", "optee-5.1",  "optee-4.10 ",
					    "OPTEE",      "st-4"};
	struct signfw_device_options options = SIGNFW_DEVICE_OPTIONS_INIT;
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_device *device = NULL;

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		options.version = names[i];
		assert_int_equal(signfw_device_new(&device, &options, &error), SIGNFW_E_ARGUMENT);
		assert_null(device);
	}
	assert_string_equal(error.message, "device \"st-4\" isn't known, expected optee, optee-4.1 to optee-4.10, "
					   "st-4.0, st-4.0-otp, st-3.19, st-3.16, rcar-3.12");
	options.version = "optee-4.0";
	assert_int_equal(signfw_device_new(&device, &options, &error), SIGNFW_E_ARGUMENT);
	assert_string_equal(error.message,
			    "device \"optee-4.0\" isn't known: upstream's 4.0 has no loader of firmware, 4.1 is "
			    "the first; ST's 4.0 is st-4.0");
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

/* What upstream's versions and ST's 4.0 load. */
static struct test_file good, bad;

/* For versions that have another one built in. */
static signfw_memory *all_memory;

static int setup(void **state)
{
	/* no larger than what OP-TEE can map, and so clear */
	static const struct signfw_region regions[] = {
		{"sram", 0x10000000, 0x10000000, 0x100000, SIGNFW_REACH_UNKNOWN},
		{"dram", 0x80000000, 0x80000000, 0x800000, SIGNFW_REACH_UNKNOWN},
	};

	(void)state;
	assert_int_equal(signfw_memory_from_regions(&all_memory, regions, 2, NULL), SIGNFW_OK);
	good = load_file("vectors/sign/rsc.sign");
	bad = load_file("vectors/sign/rsc.sign");
	bad.data[0] ^= 1;
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	signfw_memory_free(all_memory);
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

static signfw_device *new_device_with(const char *version, const struct test_file *file, enum state state)
{
	struct signfw_device_options options = SIGNFW_DEVICE_OPTIONS_INIT;
	signfw_device *device = NULL;

	options.version = version;
	options.memory = all_memory;
	assert_int_equal(signfw_device_new(&device, &options, NULL), SIGNFW_OK);
	if (state == OFF)
		assert_int_not_equal(give(device, SIGNFW_COMMAND_LOAD, &bad).result, SIGNFW_TEE_SUCCESS);
	if (state == LOADED || state == STARTED)
		assert_int_equal(give(device, SIGNFW_COMMAND_LOAD, file).result, SIGNFW_TEE_SUCCESS);
	if (state == STARTED)
		assert_int_equal(result_of(device, SIGNFW_COMMAND_START), SIGNFW_TEE_SUCCESS);
	return device;
}

static signfw_device *new_device_in(const char *version, enum state state)
{
	return new_device_with(version, &good, state);
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
	{SIGNFW_COMMAND_GET_RSC_TABLE, {{PARAMS, RESET}, {STATE, OFF}, {OK, LOADED}, {OK, STARTED}}},
	{SIGNFW_COMMAND_GET_COREDUMP,  {{NOT_IMPL, RESET}, {NOT_IMPL, OFF}, {NOT_IMPL, LOADED}, {NOT_IMPL, STARTED}}},
	{(enum signfw_command)7,       {{PARAMS, RESET}, {PARAMS, OFF}, {PARAMS, LOADED}, {PARAMS, STARTED}}},
	{(enum signfw_command)0,       {{PARAMS, RESET}, {PARAMS, OFF}, {PARAMS, LOADED}, {PARAMS, STARTED}}},
};
static const struct command start =
	{SIGNFW_COMMAND_START,         {{PARAMS, RESET}, {STATE, OFF}, {OK, STARTED}, {OK, STARTED}}};
/* the container has no boot address, so that it is never STARTED either */
static const struct command start_otp =
	{SIGNFW_COMMAND_START,         {{PARAMS, RESET}, {STATE, OFF}, {SIGNFW_TEE_GENERIC, LOADED}, {0, STATE_COUNT}}};
static const struct command stop =
	{SIGNFW_COMMAND_STOP,          {{PARAMS, RESET}, {OK, OFF}, {STATE, LOADED}, {OK, OFF}}};
static const struct command stop_st_4_0 =
	{SIGNFW_COMMAND_STOP,          {{PARAMS, RESET}, {OK, OFF}, {STATE, OFF}, {OK, OFF}}};
static const struct command load_since_4_2 =
	{SIGNFW_COMMAND_LOAD,          {{OK, LOADED}, {OK, LOADED}, {OK, LOADED}, {STATE, STARTED}}};
static const struct command load =
	{SIGNFW_COMMAND_LOAD,          {{OK, LOADED}, {OK, LOADED}, {STATE, LOADED}, {STATE, STARTED}}};
static const struct command release_since_4_4 =
	{SIGNFW_COMMAND_RELEASE,       {{PARAMS, RESET}, {OK, OFF}, {OK, OFF}, {STATE, STARTED}}};
static const struct command release =
	{SIGNFW_COMMAND_RELEASE,       {{PARAMS, RESET}, {PARAMS, OFF}, {PARAMS, LOADED}, {PARAMS, STARTED}}};
/* clang-format on */

static void expect_transitions(const struct version *version, const struct test_file *file,
			       const struct command *command, enum state last)
{
	for (size_t before = RESET; before <= last; before++) {
		signfw_device *device = new_device_with(version->name, file, (enum state)before);
		const struct signfw_answer answer = give(device, command->number, file);
		const enum state after = state_of(device);

		if (answer.result != command->in[before].result || after != command->in[before].next)
			fail_msg("%s, command %d in state %zu: 0x%08x (%s), then state %d", version->name,
				 (int)command->number, before, answer.result, answer.reason, (int)after);
		assert_int_equal(answer.offset, SIGNFW_NO_OFFSET);
		signfw_device_free(device);
	}
}

static void commands_lead_through_the_states(void **state)
{
	(void)state;
	for (size_t i = 0; i < VERSION_COUNT; i++) {
		const struct version *version = &versions[i];
		const bool is_upstream = i < UPSTREAM_COUNT;
		const bool is_st_4_0 = strncmp(version->name, "st-4.0", 6) == 0;
		const bool never_starts = strcmp(version->name, "st-4.0-otp") == 0;
		const enum state last = never_starts ? LOADED : STARTED;
		const struct test_file file = load_file(version->good);

		for (size_t j = 0; j < sizeof(common) / sizeof(common[0]); j++)
			expect_transitions(version, &file, &common[j], last);
		expect_transitions(version, &file, never_starts ? &start_otp : &start, last);
		expect_transitions(version, &file, is_st_4_0 ? &stop_st_4_0 : &stop, last);
		expect_transitions(version, &file, is_upstream && i >= 1 ? &load_since_4_2 : &load, last);
		expect_transitions(version, &file, is_upstream && i >= 2 ? &release_since_4_4 : &release, last);
		free(file.data);
	}
}

/* A refused LOAD changes nothing but that there was one. */
static void a_refused_load_leads_to_off(void **state)
{
	(void)state;
	for (size_t i = 0; i < VERSION_COUNT; i++)
		for (size_t before = RESET; before <= OFF; before++) {
			signfw_device *device = new_device_in(versions[i].name, (enum state)before);

			assert_int_not_equal(give(device, SIGNFW_COMMAND_LOAD, &bad).result, SIGNFW_TEE_SUCCESS);
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
	for (size_t i = 1; i < UPSTREAM_COUNT; i++) {
		signfw_device *device = new_device_in(versions[i].name, LOADED);
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

/* ---- booting ---------------------------------------------------------------------- */

static signfw_device *new_booting(const char *version, const char *board, signfw_memory **memory)
{
	struct signfw_device_options options = SIGNFW_DEVICE_OPTIONS_INIT;
	signfw_device *device = NULL;

	*memory = NULL;
	if (board != NULL)
		assert_int_equal(signfw_memory_from_board(memory, board, NULL), SIGNFW_OK);
	options.version = version;
	options.memory = *memory;
	assert_int_equal(signfw_device_new(&device, &options, NULL), SIGNFW_OK);
	return device;
}

static void expect_boot(const char *version, const char *board, const char *container, uint32_t result,
			const char *rule)
{
	const struct test_file file = load_file(container);
	signfw_memory *memory;
	signfw_device *device = new_booting(version, board, &memory);

	assert_int_equal(give(device, SIGNFW_COMMAND_LOAD, &file).result, SIGNFW_TEE_SUCCESS);
	const struct signfw_answer answer = give(device, SIGNFW_COMMAND_START, &file);

	assert_int_equal(answer.result, result);
	assert_string_equal(answer.rule, rule);
	signfw_device_free(device);
	signfw_memory_free(memory);
	free(file.data);
}

static void a_boot_address_is_asked_for_on_stm32mp2(void **state)
{
	static const char bootaddr[] = "vectors/sign-st/st40_bootaddr.sign";
	static const char none[] = "vectors/sign-st/st40_two_images.sign";

	(void)state;
	expect_boot("st-4.0", NULL, none, SIGNFW_TEE_SUCCESS, "started");
	expect_boot("st-4.0", "stm32mp257-ev1", none, SIGNFW_TEE_GENERIC, "boot-address");
	expect_boot("st-4.0", "stm32mp257-ev1", bootaddr, SIGNFW_TEE_SUCCESS, "started");
	expect_boot("st-3.19", NULL, "vectors/sign-st/st319_two.sign", SIGNFW_TEE_BAD_STATE, "boot-address");
	expect_boot("st-3.19", "stm32mp257-ev1", "vectors/sign-st/st319_plat.sign", SIGNFW_TEE_SUCCESS, "started");
}

/* Whoever can write the file can do this: what is behind the signature isn't signed. */
static void a_refused_container_leaves_its_boot_address(void **state)
{
	struct test_file file = load_file("vectors/sign-st/st40_bootaddr.sign");
	const struct test_file none = load_file("vectors/sign-st/st40_two_images.sign");
	const size_t image = 20 + get_u32(file.data + 8) + get_u32(file.data + 12);
	signfw_memory *memory;
	signfw_device *device = new_booting("st-4.0", "stm32mp257-ev1", &memory);

	(void)state;
	file.data[image] ^= 1;
	assert_int_equal(give(device, SIGNFW_COMMAND_LOAD, &file).result, SIGNFW_TEE_BAD_FORMAT);
	expect_only(signfw_device_findings(device), "device-boot-kept", SIGNFW_WARNING, image);
	/* the good one is refused now */
	file.data[image] ^= 1;
	const struct signfw_answer answer = give(device, SIGNFW_COMMAND_LOAD, &file);

	assert_int_equal(answer.result, SIGNFW_TEE_GENERIC);
	assert_string_equal(answer.rule, "boot-address");
	assert_string_equal(answer.reason, "a boot address (0x80000000) is set already");
	/* and one that says nothing starts there */
	assert_int_equal(give(device, SIGNFW_COMMAND_LOAD, &none).result, SIGNFW_TEE_SUCCESS);
	expect_only(signfw_device_findings(device), "device-boot-kept", SIGNFW_WARNING, SIGNFW_NO_OFFSET);
	assert_int_equal(give(device, SIGNFW_COMMAND_START, &none).result, SIGNFW_TEE_SUCCESS);
	/* which ends it */
	assert_int_equal(give(device, SIGNFW_COMMAND_STOP, &none).result, SIGNFW_TEE_SUCCESS);
	assert_int_equal(give(device, SIGNFW_COMMAND_LOAD, &file).result, SIGNFW_TEE_SUCCESS);
	expect_ids(signfw_device_findings(device), "");
	signfw_device_free(device);
	signfw_memory_free(memory);
	free(file.data);
	free(none.data);
}

/* What is refused once the table is copied is cleaned up, memory and all. */
static void a_late_refusal_leaves_nothing(void **state)
{
	struct test_file file = load_file("vectors/sign-st/st40_bootaddr.sign");
	signfw_memory *memory;
	signfw_device *device = new_booting("st-4.0", "stm32mp257-ev1", &memory);

	(void)state;
	file.data[file.size - 1500] ^= 1;
	assert_int_equal(give(device, SIGNFW_COMMAND_LOAD, &file).result, SIGNFW_TEE_SECURITY);
	assert_true(signfw_device_transfer_count(device) > 1);
	expect_ids(signfw_device_findings(device), "");
	file.data[file.size - 1500] ^= 1;
	assert_int_equal(give(device, SIGNFW_COMMAND_LOAD, &file).result, SIGNFW_TEE_SUCCESS);
	signfw_device_free(device);
	signfw_memory_free(memory);
	free(file.data);
}

/* START that fails leaves the device LOADED, without memory and boot address; only STOP helps, and says that it doesn't. */
static void a_failed_start_leaves_loaded(void **state)
{
	signfw_memory *memory;
	signfw_device *device = new_booting("st-4.0", "stm32mp257-ev1", &memory);
	const struct test_file file = load_file("vectors/sign-st/st40_two_images.sign");

	(void)state;
	give(device, SIGNFW_COMMAND_LOAD, &file);
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(give(device, SIGNFW_COMMAND_START, &file).result, SIGNFW_TEE_GENERIC);
		assert_int_equal(signfw_device_transfer_count(device), 0);
		assert_int_equal(give(device, SIGNFW_COMMAND_LOAD, &file).result, SIGNFW_TEE_BAD_STATE);
	}
	assert_int_equal(give(device, SIGNFW_COMMAND_STOP, &file).result, SIGNFW_TEE_BAD_STATE);
	assert_int_equal(give(device, SIGNFW_COMMAND_LOAD, &file).result, SIGNFW_TEE_SUCCESS);
	signfw_device_free(device);
	signfw_memory_free(memory);
	free(file.data);
}

static void versions_have_their_memory_built_in(void **state)
{
	signfw_memory *memory;
	struct signfw_region region;

	(void)state;
	for (size_t i = 0; i < VERSION_COUNT; i++) {
		signfw_device *device = new_booting(versions[i].name, NULL, &memory);
		const signfw_memory *built_in = signfw_device_memory(device);

		if (strcmp(versions[i].name, "st-3.16") == 0) {
			assert_int_equal(signfw_memory_region_count(built_in), 3);
		} else if (strcmp(versions[i].name, "rcar-3.12") == 0) {
			assert_int_equal(signfw_memory_region(built_in, 0, &region), SIGNFW_OK);
			assert_string_equal(region.name, "cr7");
		} else {
			assert_null(built_in);
		}
		signfw_device_free(device);
	}
	signfw_device *device = new_device_in("st-3.16", RESET);

	assert_ptr_equal(signfw_device_memory(device), all_memory);
	signfw_device_free(device);
}

/* R-Car's says NO_DATA where others say 0. */
static void firmware_without_a_resource_table(void **state)
{
	const struct test_file file = load_file("vectors/sign-st/st316_plain.sign");
	static const struct {
		const char *version;
		uint32_t result;
	} rows[] = {{"st-3.16", SIGNFW_TEE_SUCCESS}, {"rcar-3.12", SIGNFW_TEE_NO_DATA}};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		signfw_device *device = new_device_with(rows[i].version, &file, LOADED);

		assert_int_equal(result_of(device, SIGNFW_COMMAND_GET_RSC_TABLE), rows[i].result);
		signfw_device_free(device);
	}
	free(file.data);
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
#if SIZE_MAX > UINT32_MAX
	assert_int_equal(
		signfw_device_invoke(device, SIGNFW_COMMAND_LOAD, good.data, (size_t)UINT32_MAX + 1, &answer, NULL),
		SIGNFW_E_ARGUMENT);
#endif
	assert_int_equal(answer.result, 1);
	assert_int_equal(state_of(device), RESET);
	/* no buffer is an empty one */
	assert_int_equal(signfw_device_invoke(device, SIGNFW_COMMAND_LOAD, NULL, 0, &answer, NULL), SIGNFW_OK);
	assert_int_equal(answer.result, SIGNFW_TEE_BAD_PARAMETERS);
	assert_string_equal(answer.rule, "buffer");
	signfw_device_free(device);
}

static void assert_same_transfers(const signfw_device *one, const signfw_device *other)
{
	struct signfw_transfer transfer, expected;
	uint8_t digest[SIGNFW_SHA256_SIZE], expected_digest[SIGNFW_SHA256_SIZE];

	assert_int_equal(signfw_device_transfer_count(one), signfw_device_transfer_count(other));
	for (size_t i = 0; signfw_device_transfer(one, i, &expected) == SIGNFW_OK; i++) {
		assert_int_equal(signfw_device_transfer(other, i, &transfer), SIGNFW_OK);
		assert_int_equal(transfer.device_address, expected.device_address);
		assert_int_equal(transfer.size, expected.size);
		if (signfw_device_transfer_sha256(one, i, expected_digest) != SIGNFW_OK)
			continue;
		assert_int_equal(signfw_device_transfer_sha256(other, i, digest), SIGNFW_OK);
		assert_memory_equal(digest, expected_digest, sizeof(digest));
	}
}

/* Gives a new device a container in one piece, and another one the same in two, whatever is cut. */
static void load_in_pieces(const char *version, const uint8_t *data, size_t size, size_t step)
{
	struct signfw_device_options options = SIGNFW_DEVICE_OPTIONS_INIT;
	signfw_device *device = NULL;
	struct signfw_answer expected, answer;

	options.version = version;
	assert_int_equal(signfw_device_new(&device, &options, NULL), SIGNFW_OK);
	assert_int_equal(signfw_device_invoke(device, SIGNFW_COMMAND_LOAD, data, size, &expected, NULL), SIGNFW_OK);
	for (size_t cut = 0; cut <= size; cut += step) {
		const struct signfw_piece pieces[] = {{data, cut}, {NULL, 0}, {data + cut, size - cut}};
		signfw_device *other = NULL;

		assert_int_equal(signfw_device_new(&other, &options, NULL), SIGNFW_OK);
		assert_int_equal(signfw_device_load(other, pieces, 3, &answer, NULL), SIGNFW_OK);
		assert_int_equal(answer.result, expected.result);
		assert_string_equal(answer.rule, expected.rule);
		assert_int_equal(answer.offset, expected.offset);
		assert_string_equal(answer.reason, expected.reason);
		assert_same_transfers(device, other);
		signfw_device_free(other);
	}
	signfw_device_free(device);
}

static void a_container_may_be_in_pieces(void **state)
{
	(void)state;
	for (size_t i = 0; i < VERSION_COUNT; i++) {
		struct test_file file = load_file(versions[i].good);

		load_in_pieces(versions[i].name, file.data, file.size, 5);
		/* what is missing is missing */
		load_in_pieces(versions[i].name, file.data, file.size - 8, 61);
		/* a segment that has other bytes */
		file.data[file.size - 300] ^= 1;
		load_in_pieces(versions[i].name, file.data, file.size, 61);
		free(file.data);
	}
}

static void every_byte_may_be_a_piece(void **state)
{
	struct signfw_device_options options = SIGNFW_DEVICE_OPTIONS_INIT;
	struct signfw_piece *pieces = calloc(good.size, sizeof(*pieces));
	signfw_device *device = NULL;
	struct signfw_answer answer;

	(void)state;
	assert_non_null(pieces);
	for (size_t i = 0; i < good.size; i++)
		pieces[i] = (struct signfw_piece){good.data + i, 1};
	assert_int_equal(signfw_device_new(&device, &options, NULL), SIGNFW_OK);
	assert_int_equal(signfw_device_load(device, pieces, good.size, &answer, NULL), SIGNFW_OK);
	assert_int_equal(answer.result, SIGNFW_TEE_SUCCESS);
	free(pieces);
	signfw_device_free(device);
}

static void pieces_have_to_be_usable(void **state)
{
	struct signfw_device_options options = SIGNFW_DEVICE_OPTIONS_INIT;
	const struct signfw_piece missing[] = {{NULL, 1}}, huge[] = {{good.data, UINT32_MAX}, {good.data, 1}};
	struct signfw_answer answer = {.result = 1};
	signfw_device *device = NULL;

	(void)state;
	assert_int_equal(signfw_device_new(&device, &options, NULL), SIGNFW_OK);
	assert_int_equal(signfw_device_load(NULL, missing, 0, &answer, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_device_load(device, NULL, 1, &answer, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_device_load(device, missing, 1, &answer, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_device_load(device, huge, 2, &answer, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(answer.result, 1);
	assert_int_equal(signfw_device_load(device, NULL, 0, &answer, NULL), SIGNFW_OK);
	assert_string_equal(answer.rule, "buffer");
	signfw_device_free(device);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(versions_are_listed),
		cmocka_unit_test(a_release_is_the_version_that_behaves_so),
		cmocka_unit_test(a_device_says_what_it_takes),
		cmocka_unit_test(a_device_is_as_wide_as_its_board),
		cmocka_unit_test(what_is_not_modelled_is_refused),
		cmocka_unit_test(commands_lead_through_the_states),
		cmocka_unit_test(a_refused_load_leads_to_off),
		cmocka_unit_test(answers_say_why),
		cmocka_unit_test(a_load_while_loaded_is_ignored_since_4_2),
		cmocka_unit_test(the_resource_table_is_that_of_loaded_firmware),
		cmocka_unit_test(a_boot_address_is_asked_for_on_stm32mp2),
		cmocka_unit_test(a_refused_container_leaves_its_boot_address),
		cmocka_unit_test(a_late_refusal_leaves_nothing),
		cmocka_unit_test(a_failed_start_leaves_loaded),
		cmocka_unit_test(versions_have_their_memory_built_in),
		cmocka_unit_test(firmware_without_a_resource_table),
		cmocka_unit_test(a_command_needs_a_device_and_an_answer),
		cmocka_unit_test(a_container_may_be_in_pieces),
		cmocka_unit_test(every_byte_may_be_a_piece),
		cmocka_unit_test(pieces_have_to_be_usable),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
