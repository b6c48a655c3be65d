/* SPDX-License-Identifier: BSD-2-Clause */
/* Which layout a file is taken for. */
#include "container/layout.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "container_builder.h"

static const char *layout_of(struct test_file file, signfw_findings *findings)
{
	const struct ends ends = sfw_ends_of((struct span){file.data, file.size});
	struct container container;

	assert_int_equal(sfw_container_parse(&container, NULL, &ends, findings), SIGNFW_OK);
	const char *name = container.layout == NULL ? "none" : container.layout->name;

	sfw_container_cleanup(&container);
	return name;
}

static bool is_found(const signfw_findings *findings, const char *id)
{
	struct signfw_finding finding;

	for (size_t i = 0; signfw_findings_get(findings, i, &finding) == SIGNFW_OK; i++)
		if (strcmp(finding.id, id) == 0)
			return true;
	return false;
}

/* The layout of a file of the vectors, by its name. */
static const char *expected_layout(const char *name)
{
	if (strncmp(name, "st40_", 5) == 0)
		return "st-4.0";
	if (strncmp(name, "st319_", 6) == 0)
		return "st-3.19";
	return strncmp(name, "st316_", 6) == 0 ? "st-3.16" : "optee";
}

/* Upstream's containers that could be those of an older script of ST. */
static bool is_ambiguous(const char *name)
{
	static const char *const names[] = {"plat_int.sign", "plat_string.sign", "plat_three.sign", "everything.sign"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return false;
}

static size_t check_folder(const char *folder)
{
	char path[512];
	size_t count = 0;

	snprintf(path, sizeof(path), TEST_DATA "/vectors/%s", folder);
	DIR *stream = opendir(path);

	assert_non_null(stream);
	for (struct dirent *entry; (entry = readdir(stream)) != NULL;) {
		if (strstr(entry->d_name, ".sign") == NULL)
			continue;
		snprintf(path, sizeof(path), "vectors/%s/%s", folder, entry->d_name);
		struct test_file file = load_file(path);
		signfw_findings *findings = new_findings();

		print_message("%s\n", entry->d_name);
		assert_string_equal(layout_of(file, findings), expected_layout(entry->d_name));
		assert_int_equal(is_found(findings, "layout-ambiguous"), is_ambiguous(entry->d_name));
		signfw_findings_free(findings);
		free(file.data);
		count++;
	}
	closedir(stream);
	return count;
}

static void containers_of_all_scripts_are_recognised(void **state)
{
	(void)state;
	assert_int_equal(check_folder("sign"), 47);
	assert_int_equal(check_folder("sign-st"), 30);
}

/* Cut off behind header, TLVs and the beginning of an image, or with a byte too many. */
static void damaged_containers_are_recognised(void **state)
{
	static const struct {
		const char *path, *layout;
		size_t size; /* 0: one more than there is */
	} rows[] = {
		{"vectors/sign/plain.sign", "optee", 40},
		{"vectors/sign/plain.sign", "optee", 0},
		{"vectors/sign-st/st40_plain.sign", "st-4.0", 200},
		{"vectors/sign-st/st40_plain.sign", "st-4.0", 0},
		{"vectors/sign-st/st319_plat.sign", "st-3.19", 300},
		{"vectors/sign-st/st319_plat.sign", "st-3.19", 0},
		{"vectors/sign-st/st316_plain.sign", "st-3.16", 56},
		{"vectors/sign-st/st316_plain.sign", "st-3.16", 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct test_file file = load_file(rows[i].path);
		signfw_findings *findings = new_findings();

		if (rows[i].size == 0) {
			file.data = realloc(file.data, file.size + 1);
			assert_non_null(file.data);
			file.data[file.size++] = 0;
		} else {
			file.size = rows[i].size;
		}
		assert_string_equal(layout_of(file, findings), rows[i].layout);
		signfw_findings_free(findings);
		free(file.data);
	}
}

static void what_has_nothing_but_the_magic_is_upstreams(void **state)
{
	struct test_file file = {calloc(1, 4), 4};
	signfw_findings *findings = new_findings();

	(void)state;
	assert_non_null(file.data);
	put_u32(file.data, SFW_LAYOUT_MAGIC);
	assert_string_equal(layout_of(file, findings), "optee");
	expect_ids(findings, "container-truncated");
	file.data[0] ^= 1;
	assert_string_equal(layout_of(file, findings), "none");
	signfw_findings_free(findings);
	free(file.data);
}

/* In upstream's order, so that only the types tell. */
static void types_of_tlvs_tell_whose_script_it_was(void **state)
{
	static const struct {
		struct test_tlv tlv;
		const char *layout;
		bool ambiguous;
	} rows[] = {
		{{SIGNFW_TLV_ENCTYPE, "\1", 1}, "st-4.0", false},
		{{SIGNFW_TLV_ENCTABLE, "\1", 1}, "st-4.0", false},
		{{SIGNFW_TLV_IMGTYPE, "\1\2", 2}, "st-4.0", false},
		{{SIGNFW_TLV_IMGTYPE, "\1\1", 2}, "optee", false},
		{{SIGNFW_TLV_HASHTABLE, "\1", 1}, "st-4.0", false}, /* the second */
		{{SIGNFW_TLV_BOOTADDR, "\1", 1}, "optee", true},
		{{SIGNFW_TLV_BOOTSEC, "\1", 1}, "optee", true},
		{{SIGNFW_TLV_PLATFORM_FIRST, "\1", 1}, "optee", false},
		{{0x10003, "\1", 1}, "optee", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct test_tlv tlvs[] = {{SIGNFW_TLV_SIGNTYPE, "\1", 1}, rows[i].tlv};
		struct test_file file = container_build(tlvs, 2, 64, 8);
		signfw_findings *findings = new_findings();

		memcpy(file.data + file.size - 8, "\177ELF", 4);
		assert_string_equal(layout_of(file, findings), rows[i].layout);
		assert_int_equal(is_found(findings, "layout-ambiguous"), rows[i].ambiguous);
		signfw_findings_free(findings);
		free(file.data);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(containers_of_all_scripts_are_recognised),
		cmocka_unit_test(damaged_containers_are_recognised),
		cmocka_unit_test(what_has_nothing_but_the_magic_is_upstreams),
		cmocka_unit_test(types_of_tlvs_tell_whose_script_it_was),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
