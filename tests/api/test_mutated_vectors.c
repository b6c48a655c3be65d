/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What OP-TEE's own code answered to containers that were changed at random, in each release and width: the results
 * of seven commands, the resource table, and what went to memory.
 */
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "signfw/device.h"
#include "support.h"

/* Of the cases, and of the releases and widths that answered to each. */
#define CASE_COUNT  195
#define BUILD_COUNT 8

static const enum signfw_command commands[] = {
	SIGNFW_COMMAND_LOAD, SIGNFW_COMMAND_GET_RSC_TABLE, SIGNFW_COMMAND_LOAD,          SIGNFW_COMMAND_START,
	SIGNFW_COMMAND_STOP, SIGNFW_COMMAND_RELEASE,       SIGNFW_COMMAND_GET_RSC_TABLE,
};

#define COMMAND_COUNT (sizeof(commands) / sizeof(commands[0]))

static json_object *member(json_object *object, const char *name)
{
	json_object *value = NULL;

	return json_object_object_get_ex(object, name, &value) ? value : NULL;
}

static uint64_t number_of(json_object *object, const char *name)
{
	return json_object_get_uint64(member(object, name));
}

/* "optee-4.8 32", of which `name` becomes "optee-4.8". */
static signfw_device *new_device(const char *build, const signfw_memory *memory, uint64_t heap)
{
	struct signfw_device_options options = SIGNFW_DEVICE_OPTIONS_INIT;
	signfw_device *device = NULL;
	char name[32];
	unsigned bits;

	assert_int_equal(sscanf(build, "%31s %u", name, &bits), 2);
	options.version = name;
	options.memory = memory;
	options.heap_size = heap;
	options.bits = bits;
	assert_int_equal(signfw_device_new(&device, &options, NULL), SIGNFW_OK);
	return device;
}

static void expect_transfers(const signfw_device *device, json_object *expected)
{
	const size_t count = expected == NULL ? 0 : json_object_array_length(expected);
	struct signfw_transfer transfer;
	char text[64];

	assert_int_equal(signfw_device_transfer_count(device), count);
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(signfw_device_transfer(device, i, &transfer), SIGNFW_OK);
		snprintf(text, sizeof(text), "%s 0x%llx %u", transfer.zero ? "zero" : "copy",
			 (unsigned long long)transfer.physical_address, transfer.size);
		assert_string_equal(text, json_object_get_string(json_object_array_get_idx(expected, i)));
	}
}

static void expect_table(const signfw_device *device, json_object *expected)
{
	uint64_t address = 0;
	uint32_t size = 0;

	if (!signfw_device_resource_table(device, &address, &size))
		address = size = 0;
	assert_int_equal(address, strtoull(json_object_get_string(member(expected, "pa")), NULL, 16));
	assert_int_equal(size, number_of(expected, "size"));
}

static void expect_answer(signfw_device *device, const char *build, size_t number, struct test_file file,
			  json_object *answer)
{
	json_object *results = member(answer, "results"), *table = member(answer, "resource_table");

	assert_int_equal(json_object_array_length(results), COMMAND_COUNT);
	for (size_t i = 0; i < COMMAND_COUNT; i++) {
		const char *expected = json_object_get_string(json_object_array_get_idx(results, i));
		struct signfw_answer is;

		assert_int_equal(signfw_device_invoke(device, commands[i], file.data, file.size, &is, NULL), SIGNFW_OK);
		if (is.result != strtoul(expected, NULL, 16))
			fail_msg("case %zu, %s, command %zu: 0x%08x (%s), expected %s", number, build, i, is.result,
				 is.reason, expected);
		if (i == 0)
			expect_transfers(device, member(answer, "transfers"));
		/* a table is reported with success, if only to say that there is none */
		if (i == 1 && table != NULL)
			expect_table(device, table);
	}
}

/* Returns how many builds the case is about. */
static size_t predict(json_object *test_case, size_t number, struct test_file all, const signfw_memory *memory)
{
	const struct test_file file = {all.data + number_of(test_case, "offset"), (size_t)number_of(test_case, "size")};
	json_object *answers = member(test_case, "answers");
	size_t builds = 0;

	for (size_t i = 0; i < json_object_array_length(answers); i++) {
		json_object *group = json_object_array_get_idx(answers, i), *devices = member(group, "devices");

		for (size_t j = 0; j < json_object_array_length(devices); j++) {
			const char *build = json_object_get_string(json_object_array_get_idx(devices, j));
			signfw_device *device = new_device(build, memory, number_of(test_case, "heap"));

			expect_answer(device, build, number, file, member(group, "answer"));
			signfw_device_free(device);
			builds++;
		}
	}
	return builds;
}

static void mutated_containers_are_answered_as_by_optee(void **state)
{
	json_object *cases = json_object_from_file(TEST_DATA "/vectors/mutated.json");
	const struct test_file all = load_file("vectors/mutated.bin");
	signfw_memory *memory = NULL;

	(void)state;
	assert_non_null(cases);
	assert_int_equal(json_object_array_length(cases), CASE_COUNT);
	assert_int_equal(signfw_memory_from_board(&memory, "stm32mp157-dk", NULL), SIGNFW_OK);
	for (size_t i = 0; i < CASE_COUNT; i++)
		assert_int_equal(predict(json_object_array_get_idx(cases, i), i, all, memory), BUILD_COUNT);
	signfw_memory_free(memory);
	free(all.data);
	json_object_put(cases);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mutated_containers_are_answered_as_by_optee),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
