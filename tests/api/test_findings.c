/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdio.h>
#include <string.h>

#include "support.h"

static void a_new_list_is_empty(void **state)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_findings *findings = NULL;
	struct signfw_finding finding = {.id = "untouched"};

	(void)state;
	assert_int_equal(signfw_findings_new(&findings, &error), SIGNFW_OK);
	assert_int_equal(error.status, SIGNFW_OK);
	assert_int_equal(signfw_findings_count(findings), 0);
	assert_int_equal(signfw_findings_get(findings, 0, &finding), SIGNFW_E_ARGUMENT);
	assert_string_equal(finding.id, "untouched");
	signfw_findings_free(findings);
	signfw_findings_free(NULL);
}

static void there_has_to_be_a_place_for_the_list(void **state)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;

	(void)state;
	assert_int_equal(signfw_findings_new(NULL, &error), SIGNFW_E_ARGUMENT);
	assert_int_equal(error.status, SIGNFW_E_ARGUMENT);
	assert_string_equal(error.message, "no place for the list was given");
	assert_int_equal(signfw_findings_new(NULL, NULL), SIGNFW_E_ARGUMENT);
}

static void no_list_is_an_empty_list(void **state)
{
	struct signfw_finding finding = {.id = "untouched"};

	(void)state;
	assert_int_equal(signfw_findings_count(NULL), 0);
	assert_int_equal(signfw_findings_get(NULL, 0, &finding), SIGNFW_E_ARGUMENT);
	assert_string_equal(finding.id, "untouched");
}

static void every_finding_is_in_the_catalogue(void **state)
{
	static const uint8_t bytes[] = "no container";
	signfw_container *container = NULL;
	const char *explanation = NULL;
	struct signfw_finding finding;
	bool known = false;

	(void)state;
	assert_int_equal(signfw_container_inspect(&container, bytes, sizeof(bytes), NULL), SIGNFW_OK);
	assert_int_equal(signfw_findings_get(signfw_container_findings(container), 0, &finding), SIGNFW_OK);
	assert_int_equal(signfw_findings_get(signfw_container_findings(container), 0, NULL), SIGNFW_E_ARGUMENT);
	for (size_t i = 0; !known && signfw_finding_id(i, &explanation) != NULL; i++)
		known = strcmp(signfw_finding_id(i, NULL), finding.id) == 0;
	assert_true(known);
	assert_string_equal(explanation, "the file doesn't begin as a signed container does");
	signfw_container_free(container);
}

static void the_library_is_of_the_version_of_the_header(void **state)
{
	char expected[32];

	(void)state;
	snprintf(expected, sizeof(expected), "%d.%d.%d", SIGNFW_VERSION_MAJOR, SIGNFW_VERSION_MINOR,
		 SIGNFW_VERSION_PATCH);
	assert_string_equal(signfw_version(), expected);
	assert_string_equal(signfw_status_name(SIGNFW_E_HASH), "SIGNFW_E_HASH");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_new_list_is_empty),
		cmocka_unit_test(there_has_to_be_a_place_for_the_list),
		cmocka_unit_test(no_list_is_an_empty_list),
		cmocka_unit_test(every_finding_is_in_the_catalogue),
		cmocka_unit_test(the_library_is_of_the_version_of_the_header),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
