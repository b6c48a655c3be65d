/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/error.h"

#include <stdio.h>
#include <string.h>

#include "support.h"

static void every_status_has_its_name(void **state)
{
	static const char *const names[] = {
		"SIGNFW_OK",     "SIGNFW_E_ARGUMENT",  "SIGNFW_E_MEMORY",     "SIGNFW_E_UNSUPPORTED",
		"SIGNFW_E_ELF",  "SIGNFW_E_CONTAINER", "SIGNFW_E_KEY",        "SIGNFW_E_SIGNATURE",
		"SIGNFW_E_HASH", "SIGNFW_E_CRYPTO",    "SIGNFW_E_DEVICETREE", "SIGNFW_E_ENCRYPTION",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		assert_string_equal(signfw_status_name((enum signfw_status)i), names[i]);
	assert_string_equal(signfw_status_name((enum signfw_status)12), "SIGNFW_E_?");
}

static void the_version_is_that_of_the_header(void **state)
{
	char expected[32];

	(void)state;
	snprintf(expected, sizeof(expected), "%d.%d.%d", SIGNFW_VERSION_MAJOR, SIGNFW_VERSION_MINOR,
		 SIGNFW_VERSION_PATCH);
	assert_string_equal(signfw_version(), expected);
}

static void a_failure_is_filled_in(void **state)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;

	(void)state;
	assert_int_equal(sfw_fail_at(&error, SIGNFW_E_ELF, 18, "machine %d", 62), SIGNFW_E_ELF);
	assert_int_equal(error.status, SIGNFW_E_ELF);
	assert_int_equal(error.offset, 18);
	assert_string_equal(error.message, "machine 62");
}

static void nobody_has_to_listen(void **state)
{
	(void)state;
	assert_int_equal(sfw_fail_at(NULL, SIGNFW_E_HASH, 0, "%s", "unheard"), SIGNFW_E_HASH);
	assert_int_equal(sfw_fail_memory(NULL), SIGNFW_E_MEMORY);
}

static void want_of_memory_has_one_message(void **state)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;

	(void)state;
	assert_int_equal(sfw_fail_memory(&error), SIGNFW_E_MEMORY);
	assert_int_equal(error.status, SIGNFW_E_MEMORY);
	assert_true(error.offset == SIGNFW_NO_OFFSET);
	assert_string_equal(error.message, "out of memory");
}

static void a_long_message_is_cut(void **state)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	char text[400];

	(void)state;
	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	assert_int_equal(sfw_fail_at(&error, SIGNFW_E_KEY, 0, "%s", text), SIGNFW_E_KEY);
	assert_int_equal(strlen(error.message), sizeof(error.message) - 1);
	assert_memory_equal(error.message, text, sizeof(error.message) - 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_status_has_its_name),      cmocka_unit_test(the_version_is_that_of_the_header),
		cmocka_unit_test(a_failure_is_filled_in),         cmocka_unit_test(nobody_has_to_listen),
		cmocka_unit_test(want_of_memory_has_one_message), cmocka_unit_test(a_long_message_is_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
