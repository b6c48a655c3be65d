/* SPDX-License-Identifier: BSD-2-Clause */
/* What Linux's own code did with each resource table and ELF file of tests/vectors/linux, predicted. */
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "signfw/linux.h"
#include "support.h"
#include "tree.h"

static json_object *member(json_object *object, const char *name)
{
	json_object *value = NULL;

	json_object_object_get_ex(object, name, &value);
	return value;
}

static const char *text_of(json_object *object, const char *name)
{
	return json_object_get_string(member(object, name));
}

/* Where the tables of a scenario lie: what its device tree says in the first line. */
static uint64_t table_address(const char *scenario)
{
	char path[256];

	snprintf(path, sizeof(path), "vectors/linux/scenario/%s.dts", scenario);
	struct test_file source = load_file(path);
	const char *text = memmem(source.data, source.size, "is at physical address ", 23);

	assert_non_null(text);
	const uint64_t address = strtoull(text + 23, NULL, 16);

	free(source.data);
	return address;
}

static struct signfw_linux_boot boot(signfw_linux *kernel, json_object *test_case)
{
	struct signfw_linux_boot outcome;
	struct signfw_error error = SIGNFW_ERROR_INIT;
	enum signfw_status status;
	char path[256];

	snprintf(path, sizeof(path), "vectors/linux/%s", text_of(test_case, "file"));
	struct test_file file = load_file(path);

	if (strcmp(text_of(test_case, "mode"), "elf") == 0)
		status = signfw_linux_boot_elf(kernel, file.data, file.size, &outcome, &error);
	else
		status = signfw_linux_boot_table(kernel, file.data, file.size,
						 table_address(text_of(test_case, "scenario")), file.size, &outcome,
						 &error);
	if (status != SIGNFW_OK)
		fail_msg("%s: %s", path, error.message);
	free(file.data);
	return outcome;
}

/* The emulation called every processor "m4"; Linux calls it as its node is called. */
static void rename_processor(char *line)
{
	for (char *at = strstr(line, "m33"); at != NULL; at = strstr(at, "m33")) {
		memmove(at + 2, at + 3, strlen(at + 3) + 1);
		at[1] = '4';
	}
}

/* The lines of the log, but for those that the emulation added. */
static void expect_log(const char *name, const signfw_linux *kernel, json_object *expected)
{
	size_t line = 0;

	for (size_t i = 0; i < json_object_array_length(expected); i++) {
		const char *wanted = json_object_get_string(json_object_array_get_idx(expected, i));

		if (strncmp(wanted, "note: ", 6) == 0)
			continue;
		char found[256];

		snprintf(found, sizeof(found), "%s", signfw_linux_log(kernel, line++));
		rename_processor(found);
		if (strcmp(found, wanted) != 0)
			fail_msg("%s: line %zu is '%s', expected '%s'", name, line, found, wanted);
	}
	if (signfw_linux_log(kernel, line) != NULL)
		fail_msg("%s: unexpected line '%s'", name, signfw_linux_log(kernel, line));
}

static void expect_table(const char *name, const signfw_linux *kernel, const char *expected)
{
	size_t size = 0;
	const uint8_t *table = signfw_linux_table(kernel, &size);
	char hex[1024] = "";

	if (expected == NULL)
		return;
	assert_non_null(table);
	assert_true(size <= sizeof(hex) / 2 - 1);
	for (size_t i = 0; i < size; i++)
		snprintf(hex + 2 * i, 3, "%02x", table[i]);
	if (strcmp(hex, expected) != 0)
		fail_msg("%s: the table is %s, expected %s", name, hex, expected);
}

static void expect_case(json_object *test_case)
{
	struct signfw_linux_options options = SIGNFW_LINUX_OPTIONS_INIT;
	struct test_file tree = load_tree(text_of(test_case, "scenario"));
	json_object *expected = member(test_case, "linux");
	const char *name = text_of(test_case, "name");
	signfw_linux *kernel = NULL;

	options.devicetree = tree.data;
	options.devicetree_size = tree.size;
	assert_int_equal(signfw_linux_new(&kernel, &options, NULL), SIGNFW_OK);
	const struct signfw_linux_boot outcome = boot(kernel, test_case);
	const char *verdict = signfw_linux_verdict_name(outcome.verdict);

	if (strcmp(verdict, text_of(test_case, "verdict")) != 0)
		fail_msg("%s: the verdict is %s, expected %s (%s)", name, verdict, text_of(test_case, "verdict"),
			 outcome.reason);
	if (outcome.error != json_object_get_int(member(expected, "errno")))
		fail_msg("%s: errno is %d, expected %s", name, outcome.error, text_of(expected, "errno"));
	if (outcome.verdict < SIGNFW_LINUX_REFUSED &&
	    outcome.table_kept != json_object_get_boolean(member(expected, "loaded_table_found")))
		fail_msg("%s: table_kept is %d", name, outcome.table_kept);
	expect_log(name, kernel, member(expected, "log"));
	expect_table(name, kernel, text_of(expected, "table_after"));
	signfw_linux_free(kernel);
	free(tree.data);
}

static void linux_does_what_its_own_code_did(void **state)
{
	struct test_file file = load_file("vectors/linux/cases.json");
	json_tokener *tokener = json_tokener_new();
	json_object *cases = json_tokener_parse_ex(tokener, (const char *)file.data, (int)file.size);

	(void)state;
	assert_int_equal(json_object_array_length(cases), 134);
	for (size_t i = 0; i < json_object_array_length(cases); i++)
		expect_case(json_object_array_get_idx(cases, i));
	json_object_put(cases);
	json_tokener_free(tokener);
	free(file.data);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(linux_does_what_its_own_code_did),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
