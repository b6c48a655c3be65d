/* SPDX-License-Identifier: BSD-2-Clause */
#include "signfw/device.h"

#include <string.h>

#include "support.h"

/* Numbers and names as OP-TEE's tee_api_defines.h and tee_api_defines_extensions.h have them. */
static const struct {
	uint32_t code;
	const char *name;
	bool on_load; /* the loader of remote-processor firmware gives it, and there is a meaning */
} results[] = {
	{0x00000000, "TEE_SUCCESS", true},
	{0x80000000, "TEE_ERROR_DEFER_DRIVER_INIT", false},
	{0x80000001, "TEE_ERROR_NODE_DISABLED", false},
	{0xf0100001, "TEE_ERROR_CORRUPT_OBJECT", true},
	{0xf0100002, "TEE_ERROR_CORRUPT_OBJECT_2", false},
	{0xf0100003, "TEE_ERROR_STORAGE_NOT_AVAILABLE", false},
	{0xf0100004, "TEE_ERROR_STORAGE_NOT_AVAILABLE_2", false},
	{0xf0100005, "TEE_ERROR_UNSUPPORTED_VERSION", false},
	{0xf0100006, "TEE_ERROR_CIPHERTEXT_INVALID", false},
	{0xffff0000, "TEE_ERROR_GENERIC", true},
	{0xffff0001, "TEE_ERROR_ACCESS_DENIED", true},
	{0xffff0002, "TEE_ERROR_CANCEL", false},
	{0xffff0003, "TEE_ERROR_ACCESS_CONFLICT", false},
	{0xffff0004, "TEE_ERROR_EXCESS_DATA", false},
	{0xffff0005, "TEE_ERROR_BAD_FORMAT", true},
	{0xffff0006, "TEE_ERROR_BAD_PARAMETERS", true},
	{0xffff0007, "TEE_ERROR_BAD_STATE", true},
	{0xffff0008, "TEE_ERROR_ITEM_NOT_FOUND", true},
	{0xffff0009, "TEE_ERROR_NOT_IMPLEMENTED", true},
	{0xffff000a, "TEE_ERROR_NOT_SUPPORTED", true},
	{0xffff000b, "TEE_ERROR_NO_DATA", true},
	{0xffff000c, "TEE_ERROR_OUT_OF_MEMORY", true},
	{0xffff000d, "TEE_ERROR_BUSY", true},
	{0xffff000e, "TEE_ERROR_COMMUNICATION", false},
	{0xffff000f, "TEE_ERROR_SECURITY", true},
	{0xffff0010, "TEE_ERROR_SHORT_BUFFER", false},
	{0xffff0011, "TEE_ERROR_EXTERNAL_CANCEL", false},
	{0xffff3001, "TEE_ERROR_TIMEOUT", false},
	{0xffff300f, "TEE_ERROR_OVERFLOW", false},
	{0xffff3024, "TEE_ERROR_TARGET_DEAD", true},
	{0xffff3041, "TEE_ERROR_STORAGE_NO_SPACE", false},
	{0xffff3071, "TEE_ERROR_MAC_INVALID", false},
	{0xffff3072, "TEE_ERROR_SIGNATURE_INVALID", true},
	{0xffff5000, "TEE_ERROR_TIME_NOT_SET", false},
	{0xffff5001, "TEE_ERROR_TIME_NEEDS_RESET", false},
};

static void every_result_has_its_name_and_a_meaning_if_load_gives_it(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(results) / sizeof(results[0]); i++) {
		const char *name = signfw_tee_result_name(results[i].code);
		const char *meaning = signfw_tee_result_meaning(results[i].code);

		assert_non_null(name);
		assert_string_equal(name, results[i].name);
		assert_int_equal(meaning != NULL, results[i].on_load);
	}
}

/* Neighbours of real results, and what a careless comparison would take for one. */
static void other_numbers_have_neither_name_nor_meaning(void **state)
{
	static const uint32_t others[] = {
		1,          5,          6,          0x7fffffff, 0x80000002, 0xf0100000, 0xf0100007, 0xfffeffff,
		0xffff0012, 0xffff3000, 0xffff3023, 0xffff3025, 0xffff3070, 0xffff3073, 0xfffffffb, 0xffffffff,
	};

	(void)state;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		assert_null(signfw_tee_result_name(others[i]));
		assert_null(signfw_tee_result_meaning(others[i]));
	}
}

/* The constants of the public header are these results. */
static void the_header_agrees(void **state)
{
	static const struct {
		uint32_t code;
		const char *name;
	} constants[] = {
		{SIGNFW_TEE_SUCCESS, "TEE_SUCCESS"},
		{SIGNFW_TEE_CORRUPT_OBJECT, "TEE_ERROR_CORRUPT_OBJECT"},
		{SIGNFW_TEE_GENERIC, "TEE_ERROR_GENERIC"},
		{SIGNFW_TEE_ACCESS_DENIED, "TEE_ERROR_ACCESS_DENIED"},
		{SIGNFW_TEE_BAD_FORMAT, "TEE_ERROR_BAD_FORMAT"},
		{SIGNFW_TEE_BAD_PARAMETERS, "TEE_ERROR_BAD_PARAMETERS"},
		{SIGNFW_TEE_BAD_STATE, "TEE_ERROR_BAD_STATE"},
		{SIGNFW_TEE_ITEM_NOT_FOUND, "TEE_ERROR_ITEM_NOT_FOUND"},
		{SIGNFW_TEE_NOT_IMPLEMENTED, "TEE_ERROR_NOT_IMPLEMENTED"},
		{SIGNFW_TEE_NOT_SUPPORTED, "TEE_ERROR_NOT_SUPPORTED"},
		{SIGNFW_TEE_NO_DATA, "TEE_ERROR_NO_DATA"},
		{SIGNFW_TEE_OUT_OF_MEMORY, "TEE_ERROR_OUT_OF_MEMORY"},
		{SIGNFW_TEE_BUSY, "TEE_ERROR_BUSY"},
		{SIGNFW_TEE_SECURITY, "TEE_ERROR_SECURITY"},
		{SIGNFW_TEE_TARGET_DEAD, "TEE_ERROR_TARGET_DEAD"},
		{SIGNFW_TEE_SIGNATURE_INVALID, "TEE_ERROR_SIGNATURE_INVALID"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(constants) / sizeof(constants[0]); i++)
		assert_string_equal(signfw_tee_result_name(constants[i].code), constants[i].name);
}

/* What people read out of these numbers by mistake. */
static void bad_parameters_says_that_it_is_not_about_the_key(void **state)
{
	const char *meaning = signfw_tee_result_meaning(SIGNFW_TEE_BAD_PARAMETERS);

	(void)state;
	assert_non_null(strstr(meaning, "isn't about the key"));
	assert_non_null(strstr(meaning, "0xffff3072"));
	assert_non_null(strstr(meaning, "0xffff000f"));
	assert_non_null(strstr(signfw_tee_result_meaning(SIGNFW_TEE_SIGNATURE_INVALID), "another key"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_result_has_its_name_and_a_meaning_if_load_gives_it),
		cmocka_unit_test(other_numbers_have_neither_name_nor_meaning),
		cmocka_unit_test(the_header_agrees),
		cmocka_unit_test(bad_parameters_says_that_it_is_not_about_the_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
