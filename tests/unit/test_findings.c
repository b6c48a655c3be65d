/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/findings.h"

#include <stdio.h>
#include <string.h>

#include "support.h"

/* A list and what is in it, made anew for each test. */
static int setup(void **state)
{
	*state = sfw_findings_new();
	return *state == NULL ? -1 : 0;
}

static int teardown(void **state)
{
	signfw_findings_free(*state);
	return 0;
}

static struct signfw_finding get(const signfw_findings *findings, size_t index)
{
	struct signfw_finding finding = {0};

	assert_int_equal(signfw_findings_get(findings, index, &finding), SIGNFW_OK);
	return finding;
}

static void the_catalogue_is_well_formed(void **state)
{
	const char *explanation = NULL;
	size_t count = 0;

	(void)state;
	for (const char *id; (id = signfw_finding_id(count, &explanation)) != NULL; count++) {
		assert_int_equal(strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-"), strlen(id));
		assert_true(strlen(explanation) > 10);
		for (size_t i = 0; i < count; i++)
			assert_string_not_equal(id, signfw_finding_id(i, NULL));
	}
	assert_int_equal(count, SFW_RULE_COUNT);
	assert_string_equal(signfw_finding_id(SFW_ELF_MACHINE, &explanation), "elf-machine");
	assert_string_equal(explanation, "an ELF file isn't for ARM");
	assert_null(signfw_finding_id(SIZE_MAX, &explanation));
	assert_string_equal(explanation, "an ELF file isn't for ARM");
}

static void a_rule_has_its_severity(void **state)
{
	static const struct {
		enum sfw_rule rule;
		enum signfw_severity reading, signing, forced;
		bool forcible;
	} rows[] = {
		{SFW_ELF_CLASS, SIGNFW_ERROR, SIGNFW_ERROR, SIGNFW_ERROR, false},
		{SFW_ELF_MACHINE, SIGNFW_WARNING, SIGNFW_ERROR, SIGNFW_ERROR, false},
		{SFW_ELF_VERSION, SIGNFW_ERROR, SIGNFW_ERROR, SIGNFW_WARNING, true},
		{SFW_NO_LOAD_SEGMENT, SIGNFW_WARNING, SIGNFW_ERROR, SIGNFW_WARNING, true},
		{SFW_SEGMENT_OVERLAP, SIGNFW_WARNING, SIGNFW_WARNING, SIGNFW_WARNING, false},
		{SFW_DEBUG_INFO, SIGNFW_INFO, SIGNFW_WARNING, SIGNFW_WARNING, false},
		{SFW_KNOWN_KEY, SIGNFW_INFO, SIGNFW_WARNING, SIGNFW_WARNING, false},
		{SFW_FINDINGS_LIMIT, SIGNFW_WARNING, SIGNFW_WARNING, SIGNFW_WARNING, false},
	};
	signfw_findings *findings = *state;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		signfw_findings *reading = sfw_findings_new();

		assert_non_null(reading);
		sfw_report(reading, rows[i].rule, 0, "x");
		assert_int_equal(get(reading, 0).severity, rows[i].reading);
		assert_false(get(reading, 0).forcible);
		signfw_findings_free(reading);

		sfw_findings_truncate(findings, 0);
		sfw_findings_judge_signing(findings, false);
		sfw_report(findings, rows[i].rule, 0, "x");
		assert_int_equal(get(findings, 0).severity, rows[i].signing);
		assert_int_equal(get(findings, 0).forcible, rows[i].forcible);

		sfw_findings_truncate(findings, 0);
		sfw_findings_judge_signing(findings, true);
		sfw_report(findings, rows[i].rule, 0, "x");
		assert_int_equal(get(findings, 0).severity, rows[i].forced);
		assert_false(get(findings, 0).forcible);
	}
}

static void findings_keep_their_order_and_source(void **state)
{
	signfw_findings *findings = *state;
	char name[] = "a.elf";

	sfw_findings_set_source(findings, name);
	sfw_report(findings, SFW_ELF_MACHINE, 18, "machine %d", 3);
	sfw_findings_set_source(findings, NULL);
	sfw_report(findings, SFW_TLV_TAIL, SIGNFW_NO_OFFSET, "tail");
	memset(name, 'x', sizeof(name) - 1);

	assert_int_equal(signfw_findings_count(findings), 2);
	assert_string_equal(get(findings, 0).id, "elf-machine");
	assert_string_equal(get(findings, 0).source, "a.elf");
	assert_string_equal(get(findings, 0).message, "machine 3");
	assert_int_equal(get(findings, 0).offset, 18);
	assert_string_equal(get(findings, 1).id, "tlv-tail");
	assert_null(get(findings, 1).source);
	assert_true(get(findings, 1).offset == SIGNFW_NO_OFFSET);
}

static void the_first_error_is_the_verdict(void **state)
{
	signfw_findings *findings = *state;
	struct signfw_error error = SIGNFW_ERROR_INIT;

	assert_int_equal(sfw_findings_verdict(findings, &error), SIGNFW_OK);
	sfw_report(findings, SFW_TLV_TAIL, 1, "a warning");
	assert_int_equal(sfw_findings_verdict(findings, &error), SIGNFW_OK);
	assert_int_equal(error.status, SIGNFW_OK);
	sfw_findings_set_source(findings, "b.elf");
	sfw_report(findings, SFW_SEGMENT_HASH, 2, "first");
	sfw_findings_set_source(findings, NULL);
	sfw_report(findings, SFW_SIGNATURE_INVALID, 3, "second");
	assert_int_equal(sfw_findings_verdict(findings, &error), SIGNFW_E_HASH);
	assert_int_equal(error.status, SIGNFW_E_HASH);
	assert_int_equal(error.offset, 2);
	assert_string_equal(error.message, "b.elf: first");
	assert_int_equal(sfw_findings_verdict(findings, NULL), SIGNFW_E_HASH);
}

static void strictness_can_be_taken_back(void **state)
{
	signfw_findings *findings = *state;
	struct signfw_error error = SIGNFW_ERROR_INIT;

	sfw_report(findings, SFW_DEBUG_INFO, 0, "information");
	sfw_report(findings, SFW_TLV_TAIL, 5, "tail");
	sfw_findings_set_strict(findings, true);
	assert_int_equal(sfw_findings_verdict(findings, &error), SIGNFW_E_CONTAINER);
	assert_string_equal(error.message, "tail");
	assert_int_equal(get(findings, 0).severity, SIGNFW_INFO);
	assert_int_equal(get(findings, 1).severity, SIGNFW_ERROR);
	sfw_findings_set_strict(findings, false);
	assert_int_equal(sfw_findings_verdict(findings, NULL), SIGNFW_OK);
	assert_int_equal(get(findings, 1).severity, SIGNFW_WARNING);
}

static void truncating_forgets_the_rest(void **state)
{
	signfw_findings *findings = *state;

	sfw_findings_set_source(findings, "c.elf");
	sfw_report(findings, SFW_TLV_TAIL, 0, "stays");
	sfw_report(findings, SFW_NOT_A_CONTAINER, 0, "goes");
	sfw_findings_truncate(findings, 1);
	expect_ids(findings, "tlv-tail");
	assert_int_equal(sfw_findings_verdict(findings, NULL), SIGNFW_OK);
	sfw_findings_truncate(findings, 5);
	expect_ids(findings, "tlv-tail");
}

static void the_list_ends_with_a_note(void **state)
{
	signfw_findings *findings = *state;

	for (unsigned i = 0; i < 1010; i++)
		sfw_report(findings, SFW_TLV_UNKNOWN, i, "TLV %u", i);
	assert_int_equal(signfw_findings_count(findings), 1001);
	assert_string_equal(get(findings, 999).message, "TLV 999");
	assert_string_equal(get(findings, 1000).id, "findings-limit");
	assert_int_equal(get(findings, 1000).severity, SIGNFW_WARNING);
	assert_true(get(findings, 1000).offset == SIGNFW_NO_OFFSET);
	assert_string_equal(get(findings, 1000).message, "more than 1000 findings; the rest is left out");
}

static void the_first_error_gets_into_a_full_list(void **state)
{
	signfw_findings *findings = *state;

	for (unsigned i = 0; i < 1010; i++)
		sfw_report(findings, SFW_TLV_UNKNOWN, i, "TLV %u", i);
	sfw_report(findings, SFW_SEGMENT_HASH, 7, "an error");
	sfw_report(findings, SFW_SEGMENT_HASH, 8, "another");
	assert_int_equal(signfw_findings_count(findings), 1002);
	assert_string_equal(get(findings, 1001).message, "an error");
	assert_int_equal(sfw_findings_verdict(findings, NULL), SIGNFW_E_HASH);
}

static void what_is_not_there_is_refused(void **state)
{
	const struct signfw_finding before = {.id = "untouched"};
	struct signfw_finding finding = before;
	signfw_findings *findings = *state;

	assert_int_equal(signfw_findings_get(findings, 0, &finding), SIGNFW_E_ARGUMENT);
	assert_memory_equal(&finding, &before, sizeof(finding));
	sfw_report(findings, SFW_TLV_TAIL, 0, "x");
	assert_int_equal(signfw_findings_get(findings, 1, &finding), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_findings_get(findings, 0, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_findings_get(NULL, 0, &finding), SIGNFW_E_ARGUMENT);
	assert_memory_equal(&finding, &before, sizeof(finding));
	assert_int_equal(signfw_findings_count(NULL), 0);
}

static void a_message_is_cut_where_an_error_has_to_cut_it(void **state)
{
	signfw_findings *findings = *state;
	struct signfw_error error = SIGNFW_ERROR_INIT;
	char text[300];

	memset(text, 'y', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	sfw_report(findings, SFW_NOT_A_CONTAINER, 0, "%s", text);
	assert_int_equal(strlen(get(findings, 0).message), sizeof(error.message) - 1);
	assert_int_equal(sfw_findings_verdict(findings, &error), SIGNFW_E_CONTAINER);
	assert_string_equal(error.message, get(findings, 0).message);
}

#define with_list(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_catalogue_is_well_formed),
		with_list(a_rule_has_its_severity),
		with_list(findings_keep_their_order_and_source),
		with_list(the_first_error_is_the_verdict),
		with_list(strictness_can_be_taken_back),
		with_list(truncating_forgets_the_rest),
		with_list(the_list_ends_with_a_note),
		with_list(the_first_error_gets_into_a_full_list),
		with_list(what_is_not_there_is_refused),
		with_list(a_message_is_cut_where_an_error_has_to_cut_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
