/* SPDX-License-Identifier: BSD-2-Clause */
/* Which layout a file is taken for, and what layouts have no room for. */
#include "container/layouts.h"

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
		{{SIGNFW_TLV_IMGTYPE, "\2\1", 2}, "st-4.0", false},
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

/* So that a hostile file isn't walked through twice. */
static void only_the_first_64_tlvs_tell_whose_script_it_was(void **state)
{
	(void)state;
	for (size_t place = 63; place <= 64; place++) {
		struct test_tlv tlvs[65] = {{SIGNFW_TLV_SIGNTYPE, "\1", 1}};

		for (size_t i = 1; i < 65; i++)
			tlvs[i] = (struct test_tlv){i == place ? SIGNFW_TLV_ENCTYPE : 0x10009, "\1", 1};

		struct test_file file = container_build(tlvs, 65, 64, 8);
		signfw_findings *findings = new_findings();

		memcpy(file.data + file.size - 8, "\177ELF", 4);
		assert_string_equal(layout_of(file, findings), place == 63 ? "st-4.0" : "optee");
		signfw_findings_free(findings);
		free(file.data);
	}
}

static void what_is_not_a_container_is_named(void **state)
{
	static const struct {
		const char *bytes;
		size_t size;
		const char *message;
	} rows[] = {
		{"", 0, "not a signed container: the file has 0 bytes"},
		{"abc", 3, "not a signed container: the file has 3 bytes"},
		{"\x68\xa4\x43\x36", 4, "not a signed container: it begins with 68 a4 43 36, expected 68 a4 43 35"},
		{"\177ELF\1\1\1", 7, "not a signed container but an ELF file that isn't signed"},
		{"-----BEGIN CERTIFICATE", 22, "not a signed container but a PEM file"},
		{"\x1f\x8b\x08", 3, "not a signed container but a gzip file"},
		{"HSTO", 4, "not a signed container but a Trusted Application of OP-TEE (.ta)"},
		{"HSTO\0", 5, "not a signed container but a Trusted Application of OP-TEE (.ta)"},
		{"STM2\0", 5, "not a signed container but an image with an STM32 header, as the boot ROM loads it"},
		{"\1\0\x64\xaa\0", 5, "not a signed container but a FIP, a package of boot firmware"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct test_file file = {malloc(rows[i].size + 1), rows[i].size};

		assert_non_null(file.data);
		memcpy(file.data, rows[i].bytes, rows[i].size + 1);

		signfw_findings *findings = new_findings();

		assert_string_equal(layout_of(file, findings), "none");
		assert_string_equal(expect_only(findings, "not-a-container", SIGNFW_ERROR, 0).message, rows[i].message);
		signfw_findings_free(findings);
		free(file.data);
	}
}

static void layouts_are_known_by_name(void **state)
{
	static const uint32_t order[] = {1, 3, 4, 5, 2, 0x10, 0x11, 0};
	const struct layout *optee = sfw_layout_default();

	(void)state;
	assert_non_null(optee);
	assert_string_equal(optee->name, "optee");
	assert_memory_equal(optee->orders[0].types, order, sizeof(order));
	assert_null(sfw_layout_by_name("OPTEE"));
	assert_null(sfw_layout_by_name(""));
	assert_string_equal(sfw_layout_of_encrypted()->name, "st-4.0");
	assert_string_equal(sfw_layout_names().text, "optee, st-4.0, st-3.19 or st-3.16");
	for (size_t i = 0; signfw_layout_name(i, NULL) != NULL; i++)
		assert_string_equal(sfw_layout_by_name(signfw_layout_name(i, NULL))->name, signfw_layout_name(i, NULL));
}

static void tlvs_are_known_by_name(void **state)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	uint32_t type = 77;

	(void)state;
	assert_int_equal(signfw_tlv_type("st-3.19", "SBOOTADDR", &type, &error), SIGNFW_OK);
	assert_int_equal(type, SIGNFW_TLV_SBOOTADDR);
	assert_int_equal(signfw_tlv_type("optee", "SBOOTADDR", &type, &error), SIGNFW_E_ARGUMENT);
	assert_string_equal(error.message, "layout optee has no TLV \"SBOOTADDR\"");
	assert_int_equal(signfw_tlv_type("optee", NULL, &type, &error), SIGNFW_E_ARGUMENT);
	assert_string_equal(error.message, "no such layout, or no name");
	assert_int_equal(signfw_tlv_type("optee", "SIGNTYPE", NULL, &error), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_tlv_type("optee2", "SIGNTYPE", &type, &error), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_tlv_type(NULL, "SIGNTYPE", &type, &error), SIGNFW_E_ARGUMENT);
	assert_int_equal(type, SIGNFW_TLV_SBOOTADDR);
}

/* What a layout can't express is found when it is written: one more than each limit, and the limit itself. */
static void what_a_layout_has_no_room_for_is_found(void **state)
{
	static const struct {
		const char *layout;
		size_t image_count;
		uint32_t signature_size;
		uint64_t images_size;
		size_t key_info_size;
		const char *id, *message;
	} rows[] = {
		{"st-3.16", 1, 256, 8, 0, "", NULL},
		{"st-3.16", 2, 256, 8, 0, "layout-limit", "2 images, but layout st-3.16 has room for 1"},
		{"st-3.16", 1, 252, 8, 0, "layout-limit",
		 "the signature has 252 bytes; devices of layout st-3.16 need a multiple of 8, and so an RSA key of a "
		 "multiple of 64 bits"},
		{"st-3.19", 1, 264, 8, 0xffff, "", NULL},
		{"st-3.19", 1, 252, 8, 0, "layout-limit",
		 "the signature has 252 bytes; devices of layout st-3.19 need a multiple of 8, and so an RSA key of a "
		 "multiple of 64 bits"},
		{"st-3.19", 1, 256, 8, 0x10000, "layout-limit",
		 "PKEYINFO has 65536 bytes, but layout st-3.19 has room for 65535"},
		{"optee", 1, 255, 8, 0x10000, "", NULL},
		{"optee", 255, 255, 8, 0, "", NULL},
		/* header, 5 TLVs of 16 bytes, one of 8, signature */
		{"optee", 1, 256, 0x100000000 - (20 + 88 + 256) - 4, 0, "", NULL},
		{"optee", 1, 256, 0x100000000 - (20 + 88 + 256) - 3, 0, "length-overflow",
		 "the container would have 4294967300 bytes, the format ends at 4 GiB"},
		/* header, signature; behind the images 2 words, 5 TLVs of 8 bytes, one of 8 */
		{"st-3.19", 1, 256, 0x100000000 - (24 + 256 + 56) - 8, 0, "", NULL},
		{"st-3.19", 1, 256, 0x100000000 - (24 + 256 + 56), 0, "length-overflow",
		 "the container would have 4294967296 bytes, the format ends at 4 GiB"},
		{"st-3.16", 1, 256, 0xffffffff - (56 + 256), 0, "", NULL},
		{"st-3.16", 1, 256, 0x100000000 - (56 + 256), 0, "length-overflow",
		 "the container would have 4294967296 bytes, the format ends at 4 GiB"},
	};
	static const uint8_t key_info[0x10000];
	static struct image_place images[255];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct layout *layout = sfw_layout_by_name(rows[i].layout);
		const struct container container = {
			.layout = layout,
			.tlv_order = layout->orders[0].types,
			.signature_size = rows[i].signature_size,
			.signature_offset = SIGNFW_NO_OFFSET,
			.images = images,
			.image_count = rows[i].image_count,
			.images_size = rows[i].images_size,
			.key_info = {rows[i].key_info_size == 0 ? NULL : key_info, rows[i].key_info_size},
		};
		signfw_findings *findings = new_findings();
		struct surroundings written = {0};

		sfw_container_write(&container, &written, findings);
		expect_ids(findings, rows[i].id);
		if (rows[i].message != NULL)
			assert_string_equal(expect_only(findings, rows[i].id, SIGNFW_ERROR, SIGNFW_NO_OFFSET).message,
					    rows[i].message);
		sfw_surroundings_cleanup(&written);
		signfw_findings_free(findings);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(containers_of_all_scripts_are_recognised),
		cmocka_unit_test(damaged_containers_are_recognised),
		cmocka_unit_test(what_has_nothing_but_the_magic_is_upstreams),
		cmocka_unit_test(types_of_tlvs_tell_whose_script_it_was),
		cmocka_unit_test(only_the_first_64_tlvs_tell_whose_script_it_was),
		cmocka_unit_test(what_is_not_a_container_is_named),
		cmocka_unit_test(layouts_are_known_by_name),
		cmocka_unit_test(tlvs_are_known_by_name),
		cmocka_unit_test(what_a_layout_has_no_room_for_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
