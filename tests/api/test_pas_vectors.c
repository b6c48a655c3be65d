/* SPDX-License-Identifier: BSD-2-Clause */
/* Known answers of tests/vectors/pas: what is in each container, and what is wrong with the damaged ones. */
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pas_vectors.h"

static json_object *load_cases(const char *file, const char *list)
{
	char path[512];

	snprintf(path, sizeof(path), "%s/vectors/pas/%s", TEST_DATA, file);
	json_object *json = json_object_from_file(path);
	json_object *cases = NULL;

	if (json == NULL || !json_object_object_get_ex(json, list, &cases))
		fail_msg("cannot read %s of %s", list, path);
	json_object_get(cases);
	json_object_put(json);
	return cases;
}

static const char *text_of(json_object *object, const char *name)
{
	json_object *value = NULL;

	return json_object_object_get_ex(object, name, &value) ? json_object_get_string(value) : NULL;
}

static uint64_t number_of(json_object *object, const char *name)
{
	return (uint64_t)json_object_get_int64(json_object_object_get(object, name));
}

static enum signfw_status verify(signfw_pas *pas)
{
	struct signfw_pas_verify_options options = SIGNFW_PAS_VERIFY_OPTIONS_INIT;
	struct signfw_error error = SIGNFW_ERROR_INIT;

	options.flags = SIGNFW_PAS_VERIFY_ANY_ROOT;
	return signfw_pas_verify(pas, &options, &error);
}

/* ---- good ones -------------------------------------------------------------------- */

static enum signfw_pas_state state_named(const char *name)
{
	if (strcmp(name, "valid") == 0 || strcmp(name, "ok") == 0)
		return SIGNFW_PAS_OK;
	if (strcmp(name, "stub") == 0)
		return SIGNFW_PAS_STUB;
	return strcmp(name, "absent") == 0 ? SIGNFW_PAS_ABSENT : SIGNFW_PAS_BAD;
}

static void expect_header(const signfw_pas *pas, json_object *expected)
{
	const struct signfw_pas_header *header = signfw_pas_get_header(pas);
	char layout[16];

	snprintf(layout, sizeof(layout), "qcom-v%u", (unsigned)number_of(expected, "version"));
	assert_string_equal(header->layout, layout);
	assert_int_equal(header->is_64, number_of(expected, "cls") == 64);
	assert_int_equal(header->segment_count, number_of(expected, "phnum"));
	assert_int_equal(header->digest_size, number_of(expected, "digest"));
	assert_int_equal(header->hash_segment, number_of(expected, "hash_index"));
	assert_int_equal(header->hash_segment_offset, number_of(expected, "hash_offset"));
	if (json_object_object_get(expected, "hash_filesz") != NULL)
		assert_int_equal(header->hash_segment_size, number_of(expected, "hash_filesz"));
	assert_int_equal(header->is_inferred, number_of(expected, "version") == 8);
}

static void expect_software(const signfw_pas *pas, uint64_t sw_id)
{
	struct signfw_pas_field field;

	if (signfw_pas_find_field(pas, "sw_id", &field))
		assert_true(field.values[0] == sw_id);
	else
		assert_int_equal(sw_id, 0);
}

static void expect_signatures(const struct signfw_pas_result *result, json_object *expected)
{
	const char *scheme = text_of(expected, "scheme");
	const struct signfw_pas_signature *first =
		&result->signatures[result->signatures[0].state == SIGNFW_PAS_ABSENT ? 1 : 0];

	assert_int_equal(result->signatures[0].state, state_named(text_of(expected, "oem")));
	assert_int_equal(result->signatures[1].state, state_named(text_of(expected, "qti")));
	if (scheme != NULL)
		assert_string_equal(first->scheme, scheme);
}

static void expect_case(json_object *test_case, const char *path)
{
	const char *verdict = text_of(test_case, "verdict");
	json_object *expected = json_object_object_get(test_case, "expect");
	struct pas_files *files = pas_files_load(path);
	signfw_pas *pas = pas_inspect(files);
	const bool good = strcmp(verdict, "verified") == 0 || strcmp(verdict, "chain-of-several-roots") == 0;

	assert_true(signfw_pas_recognise(files->main.data, files->main.size));
	if ((verify(pas) == SIGNFW_OK) != good)
		fail_msg("%s isn't %s", path, verdict);
	if (expected != NULL) {
		const struct signfw_pas_result *result = signfw_pas_get_result(pas);

		expect_header(pas, expected);
		expect_software(pas, number_of(expected, "sw_id"));
		expect_signatures(result, expected);
		assert_int_equal(result->digests, state_named(text_of(expected, "hashes")));
	}
	signfw_pas_free(pas);
	pas_files_free(files);
}

static void every_container_is_what_it_is(void **state)
{
	json_object *cases = load_cases("cases.json", "cases");

	(void)state;
	assert_int_equal(json_object_array_length(cases), 61);
	for (size_t i = 0; i < json_object_array_length(cases); i++) {
		json_object *one = json_object_array_get_idx(cases, i);

		expect_case(one, text_of(one, "file"));
	}
	json_object_put(cases);
}

static void a_split_one_is_as_good_as_its_parts(void **state)
{
	json_object *cases = load_cases("cases.json", "split");

	(void)state;
	assert_int_equal(json_object_array_length(cases), 11);
	for (size_t i = 0; i < json_object_array_length(cases); i++) {
		json_object *one = json_object_array_get_idx(cases, i);
		struct pas_files *files = pas_files_load(text_of(one, "mdt"));
		signfw_pas *pas = pas_inspect(files);

		assert_true(signfw_pas_get_header(pas)->is_split);
		signfw_pas_free(pas);
		pas_files_free(files);
		expect_case(one, text_of(one, "mdt"));
	}
	json_object_put(cases);
}

/* ---- damaged ones ------------------------------------------------------------------ */

/* Findings of the list, of another program, are among ours. */
static void expect_findings(const signfw_pas *pas, const char *name, json_object *ids)
{
	struct signfw_finding finding;

	for (size_t i = 0; i < json_object_array_length(ids); i++) {
		const char *id = json_object_get_string(json_object_array_get_idx(ids, i));
		bool found = false;

		for (size_t j = 0; signfw_findings_get(signfw_pas_findings(pas), j, &finding) == SIGNFW_OK; j++)
			found = found || strcmp(finding.id, id) == 0;
		if (!found)
			fail_msg("%s: no finding %s", name, id);
	}
}

static void expect_verdict(const signfw_pas *pas, const char *name, const char *verdict)
{
	const struct signfw_pas_result *result = signfw_pas_get_result(pas);
	static const struct {
		const char *verdict;
		enum signfw_pas_state digests;
	} digests[] = {
		{"malformed", SIGNFW_PAS_UNCHECKED},         {"bad-hashes", SIGNFW_PAS_BAD},
		{"incomplete", SIGNFW_PAS_INCOMPLETE},       {"bad-signature", SIGNFW_PAS_OK},
		{"hashes-ok-stub-signature", SIGNFW_PAS_OK}, {"verified", SIGNFW_PAS_OK},
	};

	for (size_t i = 0; i < sizeof(digests) / sizeof(digests[0]); i++)
		if (strcmp(digests[i].verdict, verdict) == 0 && result->digests != digests[i].digests)
			fail_msg("%s: digests are %u", name, result->digests);
	if (strcmp(verdict, "bad-signature") == 0 && result->signatures[0].state == SIGNFW_PAS_OK &&
	    result->signatures[1].state != SIGNFW_PAS_BAD && result->chain != SIGNFW_PAS_BAD)
		fail_msg("%s: nothing is bad", name);
}

static void what_is_wrong_is_found(void **state)
{
	json_object *cases = load_cases("malformed.json", "cases");

	(void)state;
	assert_int_equal(json_object_array_length(cases), 103);
	for (size_t i = 0; i < json_object_array_length(cases); i++) {
		json_object *one = json_object_array_get_idx(cases, i);
		json_object *other = json_object_object_get(one, "pasverify");
		const char *name = text_of(one, "name"), *verdict = text_of(other, "verdict");
		struct pas_files *files = pas_files_load(text_of(one, "file"));
		signfw_pas *pas = pas_inspect(files);
		json_object *ids = json_object_new_array();

		if ((verify(pas) == SIGNFW_OK) != (strcmp(verdict, "verified") == 0))
			fail_msg("%s isn't %s", name, verdict);
		expect_verdict(pas, name, verdict);
		expect_findings(pas, name, json_object_object_get(other, "findings"));
		json_object_array_add(ids, json_object_new_string(text_of(one, "finding")));
		expect_findings(pas, name, ids);
		json_object_put(ids);
		signfw_pas_free(pas);
		pas_files_free(files);
	}
	json_object_put(cases);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_container_is_what_it_is),
		cmocka_unit_test(a_split_one_is_as_good_as_its_parts),
		cmocka_unit_test(what_is_wrong_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
