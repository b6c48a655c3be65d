/* SPDX-License-Identifier: BSD-2-Clause */
#include "container/tlv_model.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "container/layouts.h"
#include "container_builder.h"
#include "signfw/key.h"

/* The TLVs of a good container of two images, in the order of the format. */
enum {
	SIGNTYPE,
	NUM_IMG,
	IMGTYPE,
	IMGSIZE,
	HASHTYPE,
	HASHTABLE,
	COUNT
};

static const uint8_t table[64] = {1};

static const struct test_tlv good_tlvs[COUNT] = {
	[SIGNTYPE] = {SIGNFW_TLV_SIGNTYPE, "\1", 1}, [NUM_IMG] = {SIGNFW_TLV_NUM_IMG, "\2", 1},
	[IMGTYPE] = {SIGNFW_TLV_IMGTYPE, "\1\1", 2}, [IMGSIZE] = {SIGNFW_TLV_IMGSIZE, "\x10\0\0\0\x20\0\0\0", 8},
	[HASHTYPE] = {SIGNFW_TLV_HASHTYPE, "\1", 1}, [HASHTABLE] = {SIGNFW_TLV_HASHTABLE, table, sizeof(table)},
};

#define SIGNATURE_SIZE 64
#define IMAGES_SIZE    0x30

/* A container, and what came of parsing it. */
struct parsed {
	struct test_file file;
	struct container container;
	signfw_findings *findings;
};

static struct parsed parse_file(struct test_file file)
{
	struct parsed parsed = {.file = file, .findings = new_findings()};
	const struct ends ends = sfw_ends_of((struct span){file.data, file.size});

	assert_int_equal(sfw_container_parse(&parsed.container, NULL, &ends, parsed.findings), SIGNFW_OK);
	return parsed;
}

static struct parsed parse(const struct test_tlv *tlvs, size_t count)
{
	return parse_file(container_build(tlvs, count, SIGNATURE_SIZE, IMAGES_SIZE));
}

static void done(struct parsed *parsed)
{
	sfw_container_cleanup(&parsed->container);
	signfw_findings_free(parsed->findings);
	free(parsed->file.data);
}

static void a_good_container_is_understood(void **state)
{
	struct parsed parsed = parse(good_tlvs, COUNT);
	const struct container *container = &parsed.container;

	(void)state;
	expect_ids(parsed.findings, "");
	assert_string_equal(container->layout->name, "optee");
	assert_int_equal(container->sign_type, SIGNFW_KEY_RSA);
	assert_ptr_equal(container->table.bytes.data, container->tlvs.tlvs[HASHTABLE].value.data);
	assert_int_equal(container->table.count, 1);
	assert_int_equal(container->hash_type, SIGNFW_HASHTYPE_SHA256);
	assert_null(container->key_info.data);
	assert_int_equal(container->image_count, 2);
	assert_int_equal(container->images[0].offset, container->images_offset);
	assert_int_equal(container->images[0].size, 0x10);
	assert_int_equal(container->images[0].type, SIGNFW_IMGTYPE_ELF);
	assert_int_equal(container->images[1].offset, container->images_offset + 0x10);
	assert_int_equal(container->images[1].size, 0x20);
	done(&parsed);
}

/* One TLV of a good container replaced (size 99: left out), and what is found then. */
static void a_wrong_tlv_is_found(void **state)
{
	enum {
		MISSING = 99
	};
	static const uint8_t large[64] = {0};
	static const struct {
		size_t index;
		const char *value;
		uint32_t size;
		const char *ids;
		enum signfw_severity severity;
		const char *message;
		size_t images;
	} rows[] = {
		{SIGNTYPE, NULL, MISSING, "signtype-invalid", SIGNFW_ERROR, "SIGNTYPE has 0 bytes, expected 1", 2},
		{SIGNTYPE, NULL, 0, "signtype-invalid", SIGNFW_ERROR, "SIGNTYPE has 0 bytes, expected 1", 2},
		{SIGNTYPE, "\1\0", 2, "signtype-invalid", SIGNFW_ERROR, "SIGNTYPE has 2 bytes, expected 1", 2},
		{SIGNTYPE, "\0", 1, "signtype-invalid", SIGNFW_ERROR, "SIGNTYPE is 0, expected 1 (RSA) or 2 (ECDSA)",
		 2},
		{SIGNTYPE, "\3", 1, "signtype-invalid", SIGNFW_ERROR, "SIGNTYPE is 3, expected 1 (RSA) or 2 (ECDSA)",
		 2},
		{SIGNTYPE, "\2", 1, "", SIGNFW_INFO, NULL, 2},
		{HASHTYPE, NULL, MISSING, "hashtype-missing", SIGNFW_WARNING,
		 "HASHTYPE is missing; vendor devices require it", 2},
		{HASHTYPE, NULL, 0, "hashtype-missing", SIGNFW_WARNING,
		 "HASHTYPE is missing; vendor devices require it", 2},
		{HASHTYPE, "\1\1", 2, "hashtype-invalid", SIGNFW_ERROR, "HASHTYPE has 2 bytes, expected 1", 2},
		{HASHTYPE, "\2", 1, "hashtype-invalid", SIGNFW_ERROR, "HASHTYPE is 2, expected 1 (SHA-256)", 2},
		{NUM_IMG, NULL, MISSING, "num-img-invalid", SIGNFW_ERROR, "NUM_IMG has 0 bytes, expected 1", 0},
		{NUM_IMG, "\2\0", 2, "num-img-invalid", SIGNFW_ERROR, "NUM_IMG has 2 bytes, expected 1", 0},
		{NUM_IMG, "\0", 1, "num-img-invalid", SIGNFW_ERROR, "NUM_IMG is 0: there is no image", 0},
		{NUM_IMG, "\3", 1, "imgtype-invalid imgsize-invalid", SIGNFW_ERROR,
		 "IMGTYPE has 2 bytes, expected 3, one for each image", 0},
		{IMGTYPE, NULL, MISSING, "imgtype-invalid", SIGNFW_ERROR,
		 "IMGTYPE has 0 bytes, expected 2, one for each image", 2},
		{IMGTYPE, "\1", 1, "imgtype-invalid", SIGNFW_ERROR,
		 "IMGTYPE has 1 bytes, expected 2, one for each image", 2},
		{IMGTYPE, "\1\3", 2, "imgtype-invalid", SIGNFW_ERROR, "image 1 is of type 3, expected 1 (ELF)", 2},
		{IMGSIZE, NULL, MISSING, "imgsize-invalid", SIGNFW_ERROR,
		 "IMGSIZE has 0 bytes, expected 8, 4 for each image", 0},
		{IMGSIZE, "\x10\0\0\0", 4, "imgsize-invalid", SIGNFW_ERROR,
		 "IMGSIZE has 4 bytes, expected 8, 4 for each image", 0},
		{IMGSIZE, "\0\0\0\0\x30\0\0\0", 8, "imgsize-invalid", SIGNFW_ERROR, "image 0 has no bytes", 2},
		{IMGSIZE, "\x10\0\0\0\x21\0\0\0", 8, "image-outside", SIGNFW_ERROR,
		 "image 1 has 33 bytes, but only 32 are left in the images area", 1},
		{IMGSIZE, "\xff\xff\xff\xff\x31\0\0\0", 8, "image-outside", SIGNFW_ERROR,
		 "image 0 has 4294967295 bytes, but only 48 are left in the images area", 0},
		{HASHTABLE, NULL, MISSING, "hashtable-invalid", SIGNFW_ERROR, "HASHTABLE is missing or empty", 2},
		{HASHTABLE, NULL, 0, "hashtable-invalid", SIGNFW_ERROR, "HASHTABLE is missing or empty", 2},
		{HASHTABLE, (const char *)large, 63, "hashtable-invalid", SIGNFW_ERROR,
		 "HASHTABLE has 63 bytes, not a multiple of 64", 2},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct test_tlv tlvs[COUNT];
		const bool missing = rows[i].size == MISSING;
		const size_t behind = rows[i].index + 1;

		memcpy(tlvs, good_tlvs, sizeof(tlvs));
		tlvs[rows[i].index].value = rows[i].value;
		tlvs[rows[i].index].size = rows[i].size;
		if (missing)
			memmove(tlvs + rows[i].index, tlvs + behind, (COUNT - behind) * sizeof(tlvs[0]));

		struct parsed parsed = parse(tlvs, missing ? COUNT - 1 : COUNT);
		struct signfw_finding finding;
		/* of entries, the first one is pointed at */
		const size_t value_at = rows[i].index == HASHTABLE && !missing && rows[i].size > 0 ? 8 : 0;

		expect_ids(parsed.findings, rows[i].ids);
		assert_int_equal(parsed.container.image_count, rows[i].images);
		if (rows[i].message != NULL) {
			assert_int_equal(signfw_findings_get(parsed.findings, 0, &finding), SIGNFW_OK);
			assert_string_equal(finding.message, rows[i].message);
			assert_int_equal(finding.severity, rows[i].severity);
			/* one that is missing is so behind the header; IMGTYPE and IMGSIZE disagree with NUM_IMG */
			if (rows[i].index != NUM_IMG || rows[i].images != 0 || rows[i].value == NULL ||
			    rows[i].value[0] != 3)
				assert_int_equal(finding.offset,
						 missing ? CONTAINER_HEADER
							 : container_tlv_at(tlvs, rows[i].index) + value_at);
		}
		done(&parsed);
	}
}

/* What ST's layout adds to a good container, and what is found in it then. */
static void tlvs_of_st_are_understood(void **state)
{
	static const uint8_t entries[80] = {1};
	static const struct {
		struct test_tlv added[3];
		const char *types;
		const char *ids, *message;
		bool encrypted;
	} rows[] = {
		{{{SIGNFW_TLV_ENCTYPE, "\1", 1}, {SIGNFW_TLV_ENCTABLE, entries, 80}},
		 "\2\2",
		 "bootaddr-missing",
		 NULL,
		 true},
		{{{SIGNFW_TLV_ENCTYPE, "\1", 1}, {SIGNFW_TLV_ENCTABLE, entries, 80}},
		 "\1\2",
		 "bootaddr-missing imgtype-invalid",
		 "image 0 is of type 1, expected 2 (encrypted ELF)",
		 true},
		{{{SIGNFW_TLV_ENCTYPE, "\2", 1}, {SIGNFW_TLV_ENCTABLE, entries, 80}},
		 "\2\2",
		 "bootaddr-missing enctype-invalid",
		 "ENCTYPE has 1 bytes and begins with 2, expected 1 byte that is 1 (AES-CBC)",
		 true},
		{{{SIGNFW_TLV_ENCTYPE, "\1\1", 2}, {SIGNFW_TLV_ENCTABLE, entries, 80}},
		 "\2\2",
		 "bootaddr-missing enctype-invalid",
		 "ENCTYPE has 2 bytes and begins with 1, expected 1 byte that is 1 (AES-CBC)",
		 true},
		{{{SIGNFW_TLV_ENCTYPE, "\1", 1}},
		 "\2\2",
		 "bootaddr-missing hashtable-invalid",
		 "ENCTABLE is missing or empty",
		 true},
		/* an empty one is none */
		{{{SIGNFW_TLV_ENCTYPE, NULL, 0}, {SIGNFW_TLV_ENCTABLE, entries, 80}},
		 "\2\1",
		 "bootaddr-missing imgtype-invalid",
		 "image 0 is of type 2, expected 1 (ELF)",
		 false},
		{{{SIGNFW_TLV_ENCTABLE, entries, 80},
		  {SIGNFW_TLV_BOOTADDR, "\x80\0\0\x80", 4},
		  {SIGNFW_TLV_BOOTSEC, "\1\0\0\0", 4}},
		 "\1\1",
		 "",
		 NULL,
		 false},
		{{{SIGNFW_TLV_ENCTABLE, entries, 80}, {SIGNFW_TLV_BOOTADDR, "\x80\0\0\x80\0", 5}},
		 "\1\1",
		 "platform-size",
		 "BOOTADDR has 5 bytes, devices take 4 only; a number begins with 0x",
		 false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct test_tlv tlvs[COUNT + 3];
		struct signfw_finding finding;
		size_t count = COUNT;

		memcpy(tlvs, good_tlvs, sizeof(good_tlvs));
		tlvs[IMGTYPE].value = rows[i].types;
		for (size_t j = 0; j < 3 && rows[i].added[j].type != 0; j++)
			tlvs[count++] = rows[i].added[j];

		struct parsed parsed = parse(tlvs, count);

		assert_string_equal(parsed.container.layout->name, "st-4.0");
		expect_ids(parsed.findings, rows[i].ids);
		assert_int_equal(parsed.container.is_encrypted, rows[i].encrypted);
		if (rows[i].message != NULL) {
			assert_int_equal(signfw_findings_get(parsed.findings,
							     signfw_findings_count(parsed.findings) - 1, &finding),
					 SIGNFW_OK);
			assert_string_equal(finding.message, rows[i].message);
		}
		done(&parsed);
	}
}

static void bytes_that_belong_to_no_image_are_found(void **state)
{
	struct test_tlv tlvs[COUNT];

	(void)state;
	memcpy(tlvs, good_tlvs, sizeof(tlvs));
	tlvs[IMGSIZE].value = "\x10\0\0\0\x18\0\0\0";

	struct parsed parsed = parse(tlvs, COUNT);

	assert_string_equal(
		expect_only(parsed.findings, "images-unused", SIGNFW_WARNING, parsed.container.images_offset + 0x28)
			.message,
		"8 bytes of the images area belong to no image");
	done(&parsed);
}

/* An additional TLV behind the others. */
static void a_tlv_too_many_is_found(void **state)
{
	static const struct {
		struct test_tlv tlv;
		const char *id, *message;
	} rows[] = {
		{{SIGNFW_TLV_SIGNTYPE, "\2", 1},
		 "tlv-duplicate",
		 "TLV 0x1 (SIGNTYPE) was there before; the first one counts"},
		{{SIGNFW_TLV_HASHTABLE, NULL, 0},
		 "tlv-duplicate",
		 "TLV 0x10 (HASHTABLE) was there before; the first one counts"},
		{{0, NULL, 0}, "tlv-unknown", "TLV 0x0 isn't known"},
		{{7, "x", 1}, "tlv-unknown", "TLV 0x7 isn't known"},
		{{0xffff, "x", 1}, "tlv-unknown", "TLV 0xffff isn't known"},
		{{0x20000, "x", 1}, "tlv-unknown", "TLV 0x20000 isn't known"},
		{{0xffffffff, "x", 1}, "tlv-unknown", "TLV 0xffffffff isn't known"},
		{{SIGNFW_TLV_PKEYINFO, NULL, 0},
		 "tlv-empty",
		 "TLV 0x11 (PKEYINFO) is empty; devices treat it as absent or refuse it"},
		{{0x10000, NULL, 0},
		 "tlv-empty",
		 "TLV 0x10000 (platform) is empty; devices treat it as absent or refuse it"},
		{{0x1ffff, "x", 1}, "", NULL},
		{{SIGNFW_TLV_PKEYINFO, "x", 1}, "", NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct test_tlv tlvs[COUNT + 1];

		memcpy(tlvs, good_tlvs, sizeof(good_tlvs));
		tlvs[COUNT] = rows[i].tlv;

		struct parsed parsed = parse(tlvs, COUNT + 1);

		expect_ids(parsed.findings, rows[i].id);
		if (rows[i].message != NULL)
			assert_string_equal(
				expect_only(parsed.findings, rows[i].id, SIGNFW_WARNING, container_tlv_at(tlvs, COUNT))
					.message,
				rows[i].message);
		assert_int_equal(parsed.container.sign_type, SIGNFW_KEY_RSA);
		assert_int_equal(parsed.container.tlvs.count, COUNT + 1);
		assert_ptr_equal(parsed.container.key_info.data, rows[i].tlv.type == SIGNFW_TLV_PKEYINFO
									 ? parsed.container.tlvs.tlvs[COUNT].value.data
									 : NULL);
		done(&parsed);
	}
}

/* All TLVs are looked at, also the first. */
static void tlvs_in_front_of_the_others(void **state)
{
	struct test_tlv tlvs[COUNT + 1] = {{7, "x", 1}};
	struct parsed parsed;

	(void)state;
	memcpy(tlvs + 1, good_tlvs, sizeof(good_tlvs));
	parsed = parse(tlvs, COUNT + 1);
	expect_only(parsed.findings, "tlv-unknown", SIGNFW_WARNING, container_tlv_at(tlvs, 0));
	assert_int_equal(parsed.container.platform_count, 0);
	done(&parsed);

	tlvs[0] = (struct test_tlv){0x10007, "x", 1};
	parsed = parse(tlvs, COUNT + 1);
	expect_ids(parsed.findings, "");
	assert_int_equal(parsed.container.platform_count, 1);
	assert_int_equal(parsed.container.platform[0].type, 0x10007);
	done(&parsed);
}

/* Half of the TLVs would make it look as if the others were missing. */
static void tlvs_of_a_file_that_ends_in_them_are_not_judged(void **state)
{
	struct test_file file = container_build(good_tlvs, COUNT, SIGNATURE_SIZE, IMAGES_SIZE);

	(void)state;
	file.size = container_tlv_at(good_tlvs, IMGSIZE);

	struct parsed parsed = parse_file(file);

	expect_ids(parsed.findings, "container-truncated");
	assert_int_equal(parsed.container.tlvs.count, 3);
	assert_int_equal(parsed.container.image_count, 0);
	done(&parsed);
}

/* For every container that the reference script wrote. */
static void what_is_written_is_what_was_read(void **state)
{
	DIR *folder = opendir(TEST_DATA "/vectors/sign");
	size_t count = 0;

	(void)state;
	assert_non_null(folder);
	for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
		char path[512];

		if (strstr(entry->d_name, ".sign") == NULL)
			continue;
		snprintf(path, sizeof(path), "vectors/sign/%s", entry->d_name);

		struct parsed parsed = parse_file(load_file(path));
		struct surroundings written = {0};
		struct span head;

		sfw_container_write(&parsed.container, &written, parsed.findings);
		assert_true(sfw_builder_view(&written.head, &head));
		assert_int_equal(head.size, parsed.container.images_offset);
		assert_memory_equal(head.data, parsed.file.data, (size_t)parsed.container.signature_offset);
		sfw_surroundings_cleanup(&written);
		done(&parsed);
		count++;
	}
	closedir(folder);
	assert_int_equal(count, 47);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_good_container_is_understood),
		cmocka_unit_test(a_wrong_tlv_is_found),
		cmocka_unit_test(tlvs_of_st_are_understood),
		cmocka_unit_test(bytes_that_belong_to_no_image_are_found),
		cmocka_unit_test(a_tlv_too_many_is_found),
		cmocka_unit_test(tlvs_in_front_of_the_others),
		cmocka_unit_test(tlvs_of_a_file_that_ends_in_them_are_not_judged),
		cmocka_unit_test(what_is_written_is_what_was_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
