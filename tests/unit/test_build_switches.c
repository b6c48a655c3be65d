/* SPDX-License-Identifier: BSD-2-Clause */
#include "optee_build/build_switches.h"

#include <stdio.h>
#include <string.h>

#include "support.h"

static struct build_switches read_text(const char *text)
{
	struct build_switches switches = {0};

	sfw_build_switches_read(&switches, (struct span){(const uint8_t *)text, strlen(text)});
	return switches;
}

static void those_that_matter_are_kept(void **state)
{
	const struct build_switches switches =
		read_text("# CFG_REMOTEPROC_PTA=n\nCFG_REMOTEPROC_PTA=y\nCFG_OTHER=y\n CFG_WITH_PAGER=y\n"
			  "CFG_EARLY_TA=n\nCFG_EARLY_TA=y\nCFG_EARLY_TA_COMPRESS\nCFG_INSECURE=");

	(void)state;
	assert_int_equal(switches.count, 3);
	assert_string_equal(sfw_build_switch(&switches, "CFG_REMOTEPROC_PTA"), "y");
	assert_string_equal(sfw_build_switch(&switches, "CFG_EARLY_TA"), "y");
	assert_string_equal(sfw_build_switch(&switches, "CFG_INSECURE"), "");
	assert_null(sfw_build_switch(&switches, "CFG_WITH_PAGER"));
	assert_null(sfw_build_switch(&switches, "CFG_OTHER"));
}

static void long_values_are_cut(void **state)
{
	char text[400] = "PLATFORM=";

	(void)state;
	memset(text + 9, 'x', 300);
	const struct build_switches switches = read_text(text);

	assert_int_equal(strlen(sfw_build_switch(&switches, "PLATFORM")), SWITCH_VALUE_SIZE - 1);
}

static void expect_number(const char *value, uint64_t expected)
{
	char text[200];

	snprintf(text, sizeof(text), "CFG_REMOTEPROC_TA_HEAP_SIZE=%s\n", value);
	const struct build_switches switches = read_text(text);

	assert_int_equal(sfw_build_switch_number(&switches, "CFG_REMOTEPROC_TA_HEAP_SIZE"), expected);
}

static void numbers_are_products(void **state)
{
	const struct build_switches none = read_text("");

	(void)state;
	expect_number("4096", 4096);
	expect_number("(4 * 1024)", 4096);
	expect_number("(1024 * 1024 * 10)", 10485760);
	expect_number("(8*1024)", 8192);
	expect_number("4294967295", 4294967295);
	expect_number("4294967296", 0);
	expect_number("65536 * 65536", 0);
	expect_number("99999999999999999999", 0);
	expect_number("4 + 4", 0);
	expect_number("0x1000", 0);
	expect_number("(4 *)", 0);
	expect_number("y", 0);
	assert_int_equal(sfw_build_switch_number(&none, "CFG_REMOTEPROC_TA_HEAP_SIZE"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(those_that_matter_are_kept),
		cmocka_unit_test(long_values_are_cut),
		cmocka_unit_test(numbers_are_products),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
