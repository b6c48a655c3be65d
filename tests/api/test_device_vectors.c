/* SPDX-License-Identifier: BSD-2-Clause */
/* What OP-TEE's own code answered to each container of tests/vectors, predicted. */
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

/* So that the heap refuses nothing: the answers come from code that ran on a host. */
#define AMPLE (1 << 20)

static const char *text_of(json_object *object, const char *name)
{
	json_object *value = NULL;

	return json_object_object_get_ex(object, name, &value) ? json_object_get_string(value) : NULL;
}

static struct test_file load_vector(const char *name)
{
	char path[512];

	snprintf(path, sizeof(path), "vectors/%s", name);
	return load_file(path);
}

static bool give_passphrase(void *context, char *out, size_t capacity, size_t *size)
{
	(void)context;
	*size = (size_t)snprintf(out, capacity, "correct horse");
	return true;
}

static signfw_key *load_vector_key(const char *name)
{
	struct signfw_key_options options = SIGNFW_KEY_OPTIONS_INIT;
	const struct test_file file = load_vector(name);
	signfw_key *key = NULL;

	options.passphrase = give_passphrase;
	assert_int_equal(signfw_key_load(&key, file.data, file.size, &options, NULL), SIGNFW_OK);
	free(file.data);
	return key;
}

static signfw_device *load_on_device(const struct test_file *file, const signfw_key *key, uint64_t heap_size,
				     struct signfw_answer *answer)
{
	struct signfw_device_options options = SIGNFW_DEVICE_OPTIONS_INIT;
	signfw_device *device = NULL;

	options.version = "optee-4.10";
	options.key = key;
	options.heap_size = heap_size;
	assert_int_equal(signfw_device_new(&device, &options, NULL), SIGNFW_OK);
	assert_int_equal(signfw_device_invoke(device, SIGNFW_COMMAND_LOAD, file->data, file->size, answer, NULL),
			 SIGNFW_OK);
	return device;
}

static void expect_resource_table(json_object *test_case, const signfw_device *device)
{
	json_object *table = NULL;
	uint64_t address;
	uint32_t size;

	if (!json_object_object_get_ex(test_case, "resource_table", &table)) {
		assert_false(signfw_device_resource_table(device, &address, &size));
		return;
	}
	assert_true(signfw_device_resource_table(device, &address, &size));
	assert_int_equal(address, strtoull(text_of(table, "pa"), NULL, 16));
	assert_int_equal(size, strtoul(text_of(table, "size"), NULL, 10));
}

/* Returns whether there is an answer to predict. */
static bool predict(json_object *test_case)
{
	const char *expected = text_of(test_case, "device_result");
	struct signfw_answer answer;

	if (expected == NULL)
		return false;
	const struct test_file file = load_vector(text_of(test_case, "container"));
	signfw_key *key = load_vector_key(text_of(test_case, "key"));
	signfw_device *device = load_on_device(&file, key, AMPLE, &answer);

	if (answer.result != strtoul(expected, NULL, 16))
		fail_msg("%s: 0x%08x (%s), expected %s", text_of(test_case, "name"), answer.result, answer.reason,
			 expected);
	expect_resource_table(test_case, device);
	signfw_device_free(device);
	signfw_key_free(key);
	free(file.data);
	return true;
}

static void predict_all(const char *path, size_t count)
{
	json_object *cases = json_object_from_file(path);
	size_t predicted = 0;

	assert_non_null(cases);
	for (size_t i = 0; i < json_object_array_length(cases); i++)
		predicted += predict(json_object_array_get_idx(cases, i));
	assert_int_equal(predicted, count);
	json_object_put(cases);
}

/* Four of the 51 were never signed. */
static void containers_of_the_reference_are_answered_as_by_optee(void **state)
{
	(void)state;
	predict_all(TEST_DATA "/vectors/cases.json", 47);
}

static void malformed_containers_are_answered_as_by_optee(void **state)
{
	(void)state;
	predict_all(TEST_DATA "/vectors/malformed.json", 72);
}

static void many_segments_do_not_fit_into_the_default_heap(void **state)
{
	const struct test_file file = load_vector("sign/many_segments.sign");
	signfw_key *key = load_vector_key("keys/rsa2048.pem");
	struct signfw_answer answer;

	(void)state;
	signfw_device_free(load_on_device(&file, key, 0, &answer));
	assert_int_equal(answer.result, SIGNFW_TEE_OUT_OF_MEMORY);
	assert_string_equal(answer.rule, "heap-head");
	signfw_device_free(load_on_device(&file, key, AMPLE, &answer));
	assert_int_equal(answer.result, SIGNFW_TEE_SUCCESS);
	signfw_key_free(key);
	free(file.data);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(containers_of_the_reference_are_answered_as_by_optee),
		cmocka_unit_test(malformed_containers_are_answered_as_by_optee),
		cmocka_unit_test(many_segments_do_not_fit_into_the_default_heap),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
