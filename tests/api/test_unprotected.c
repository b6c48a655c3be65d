/* SPDX-License-Identifier: BSD-2-Clause */
/* What a signature doesn't protect, against what verifying notices. */
#include <elf.h>
#include <stdlib.h>
#include <string.h>

#include "container_builder.h"
#include "signfw/container.h"

static signfw_container *inspect(const struct test_file *file)
{
	signfw_container *container = NULL;

	assert_int_equal(signfw_container_inspect(&container, file->data, file->size, NULL), SIGNFW_OK);
	return container;
}

/* ---- every byte is one or the other ---------------------------------------------- */

static void mark(uint8_t *marks, size_t size, uint64_t offset, uint64_t length, uint8_t with)
{
	assert_true(offset <= size && length <= size - offset);
	for (uint64_t i = 0; i < length; i++)
		marks[offset + i] |= with;
}

enum {
	PROTECTED = 1,
	OPEN = 2
};

/* Where the images end and the TLVs of st-3.19 begin. */
static uint64_t trailer_of(const signfw_container *container)
{
	const size_t last = signfw_container_image_count(container) - 1;
	struct signfw_image image;

	assert_int_equal(signfw_container_image(container, last, &image), SIGNFW_OK);
	return image.offset + image.size;
}

/* Header, TLVs, signature, and the bytes of every PT_LOAD segment. */
static void mark_protected(const signfw_container *container, uint8_t *marks, size_t size)
{
	struct signfw_signature signature;
	struct signfw_segment segment;
	struct signfw_image image;

	assert_int_equal(signfw_container_signature(container, &signature), SIGNFW_OK);
	mark(marks, size, 0, signature.offset + signature.size, PROTECTED);
	if (strcmp(signfw_container_layout(container), "st-3.19") == 0)
		mark(marks, size, trailer_of(container), size - trailer_of(container), PROTECTED);
	for (size_t i = 0; signfw_container_image(container, i, &image) == SIGNFW_OK; i++)
		for (size_t j = 0; signfw_container_segment(container, i, j, &segment) == SIGNFW_OK; j++)
			if (segment.type == PT_LOAD)
				mark(marks, size, image.offset + segment.offset, segment.file_size, PROTECTED);
}

static void mark_open(const signfw_container *container, uint8_t *marks, size_t size)
{
	struct signfw_unprotected range;
	uint64_t end = 0;
	size_t count = 0;

	for (; signfw_container_unprotected(container, count, &range) == SIGNFW_OK; count++) {
		assert_true(range.size > 0 && range.offset >= end);
		assert_true(strlen(range.what) > 0);
		mark(marks, size, range.offset, range.size, OPEN);
		end = range.offset + range.size;
	}
	assert_int_equal(signfw_container_unprotected(container, count + 1, &range), SIGNFW_E_ARGUMENT);
}

static void every_byte_is_protected_or_not(void **state)
{
	static const char *const paths[] = {
		"vectors/sign/plain.sign",         "vectors/sign/typical.sign",
		"vectors/sign/rsc.sign",           "vectors/sign/lma_vma.sign",
		"vectors/sign/phoff_far.sign",     "vectors/sign/dyn.sign",
		"vectors/sign/tail3.sign",         "vectors/sign/no_load.sign",
		"vectors/sign/no_sections.sign",   "vectors/sign/overlap.sign",
		"vectors/sign/dup_paddr.sign",     "vectors/sign/typical_ec256.sign",
		"vectors/sign/many_segments.sign", "vectors/sign/three_images.sign",
		"vectors/sign/everything.sign",    "vectors/malformed/imgsize_unpadded.sign",
		"vectors/sign-st/st319_plat.sign", "vectors/sign-st/st319_tail5.sign",
		"vectors/sign-st/st316_rsc.sign",  "vectors/sign-st/st40_enc256_two.sign",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		const struct test_file file = load_file(paths[i]);
		signfw_container *container = inspect(&file);
		uint8_t *marks = calloc(1, file.size);

		assert_non_null(marks);
		mark_protected(container, marks, file.size);
		mark_open(container, marks, file.size);
		for (size_t at = 0; at < file.size; at++)
			if (marks[at] != PROTECTED && marks[at] != OPEN)
				fail_msg("%s: byte 0x%zx is %s", paths[i], at, marks[at] == 0 ? "neither" : "both");
		free(marks);
		signfw_container_free(container);
		free(file.data);
	}
}

/* ---- against verify ----------------------------------------------------------------- */

/* Whether the signature or a hash shows that a byte was changed, or, of one that has to be `protected`, anything. */
static bool is_noticed(const struct test_file *file, const signfw_key *key, size_t at, bool protected)
{
	file->data[at] ^= 0x55;
	signfw_container *container = inspect(file);
	const enum signfw_status status = signfw_container_verify(container, key, NULL, NULL);
	const signfw_findings *findings = signfw_container_findings(container);
	const bool noticed = has_finding(findings, "signature-invalid", SIGNFW_ERROR, SIGNFW_NO_OFFSET) ||
			     has_finding(findings, "segment-hash", SIGNFW_ERROR, SIGNFW_NO_OFFSET);

	signfw_container_free(container);
	file->data[at] ^= 0x55;
	/* without header or key type, there is nothing to verify with: that is noticed as well */
	return noticed || (protected && status != SIGNFW_OK);
}

static const char *what_is_open_at(const signfw_container *container, size_t at)
{
	struct signfw_unprotected range;

	for (size_t i = 0; signfw_container_unprotected(container, i, &range) == SIGNFW_OK; i++)
		if (at >= range.offset && at - range.offset < range.size)
			return range.what;
	return NULL;
}

/* With these, one can have other bytes taken for those of a segment. */
static bool decides_what_a_segment_is(const char *what)
{
	return strcmp(what, "ELF header") == 0 || strcmp(what, "program headers") == 0;
}

static void expect_noticed(const char *path, const signfw_key *key)
{
	const struct test_file file = load_file(path);
	signfw_container *container = inspect(&file);

	for (size_t at = 0; at < file.size; at++) {
		const char *what = what_is_open_at(container, at);

		if (what != NULL && decides_what_a_segment_is(what))
			continue;
		if (is_noticed(&file, key, at, what == NULL) != (what == NULL))
			fail_msg("%s: byte 0x%zx (%s): a change is %s", path, at, what == NULL ? "protected" : what,
				 what == NULL ? "not noticed" : "noticed");
	}
	signfw_container_free(container);
	free(file.data);
}

static void changes_are_noticed_where_they_are_not_open(void **state)
{
	signfw_key *key = load_key("vectors/keys/rsa2048.pub.pem");

	(void)state;
	expect_noticed("vectors/sign/two_images.sign", key);
	expect_noticed("vectors/sign-st/st40_enc256_two.sign", key);
	expect_noticed("vectors/sign-st/st319_plat.sign", key);
	expect_noticed("vectors/sign-st/st316_typical.sign", key);
	signfw_key_free(key);
}

/* ---- their names ---------------------------------------------------------------------- */

static void expect_ranges(const struct test_file *file, const struct signfw_unprotected *expected, size_t count)
{
	signfw_container *container = inspect(file);
	struct signfw_unprotected range;

	for (size_t i = 0; i < count; i++) {
		assert_int_equal(signfw_container_unprotected(container, i, &range), SIGNFW_OK);
		assert_int_equal(range.offset, expected[i].offset);
		assert_int_equal(range.size, expected[i].size);
		assert_string_equal(range.what, expected[i].what);
	}
	assert_int_equal(signfw_container_unprotected(container, count, &range), SIGNFW_E_ARGUMENT);
	signfw_container_free(container);
}

static void ranges_have_names(void **state)
{
	static const struct signfw_unprotected ranges[] = {
		{0x1ec, 0x34, "ELF header"},
		{0x220, 0x40, "program headers"},
		{0x260, 4, "bytes outside of loaded segments"},
		{0x8c0, 0x1b, "section names"},
		{0x8db, 1, "bytes outside of loaded segments"},
		{0x8dc, 0x78, "section headers"},
	};
	const struct test_file file = load_file("vectors/sign/rsc.sign");

	(void)state;
	expect_ranges(&file, ranges, sizeof(ranges) / sizeof(ranges[0]));
	free(file.data);
}

static void bytes_between_headers_have_a_name(void **state)
{
	static const struct signfw_unprotected ranges[] = {
		{492, 52, "ELF header"},
		{544, 12, "bytes outside of loaded segments"},
		{556, 64, "program headers"},
		{2380, 11, "section names"},
		{2391, 1, "bytes outside of loaded segments"},
		{2392, 80, "section headers"},
		{2472, 4, "bytes outside of loaded segments"},
	};
	const struct test_file file = load_file("vectors/sign/phoff_far.sign");

	(void)state;
	expect_ranges(&file, ranges, sizeof(ranges) / sizeof(ranges[0]));
	free(file.data);
}

/* A signature of 60 bytes, and images that no TLV speaks of. */
static void what_belongs_to_nothing_has_a_name(void **state)
{
	static const struct test_tlv tlv = {SIGNFW_TLV_SIGNTYPE, "\1", 1};
	static const struct signfw_unprotected ranges[] = {
		{96, 4, "padding of the signature"},
		{100, 24, "bytes that belong to no image"},
	};
	struct test_file file = container_build(&tlv, 1, 60, 20);

	(void)state;
	expect_ranges(&file, ranges, 2);
	/* where its images would begin */
	file.size = 100;
	expect_ranges(&file, ranges, 1);
	free(file.data);
}

/* Two images that are shorter than the header of an ELF file. */
static void neighbours_of_one_name_are_one_range(void **state)
{
	static const struct test_tlv tlvs[] = {
		{SIGNFW_TLV_SIGNTYPE, "\1", 1},
		{SIGNFW_TLV_NUM_IMG, "\2", 1},
		{SIGNFW_TLV_IMGTYPE, "\1\1", 2},
		{SIGNFW_TLV_IMGSIZE, "\20\0\0\0\20\0\0\0", 8},
	};
	static const struct signfw_unprotected ranges[] = {{148, 32, "ELF header"}};
	const struct test_file file = container_build(tlvs, 4, 64, 32);

	(void)state;
	expect_ranges(&file, ranges, 1);
	free(file.data);
}

static void expect_last_range(const struct test_file *file, const struct signfw_unprotected *expected)
{
	signfw_container *container = inspect(file);
	struct signfw_unprotected range, last = {0};

	for (size_t i = 0; signfw_container_unprotected(container, i, &range) == SIGNFW_OK; i++)
		last = range;
	assert_int_equal(last.offset, expected->offset);
	assert_int_equal(last.size, expected->size);
	assert_string_equal(last.what, expected->what);
	signfw_container_free(container);
}

/* Between the images of st-3.19, of which the last one is said to be shorter, and the TLVs behind them. */
static void bytes_before_the_tlvs_of_st319_may_belong_to_nothing(void **state)
{
	struct test_file file = load_file("vectors/sign-st/st319_plat.sign");
	signfw_container *container = inspect(&file);
	const uint64_t end = trailer_of(container);
	struct signfw_tlv sizes;
	size_t index = 0;

	(void)state;
	do
		assert_int_equal(signfw_container_tlv(container, index++, &sizes), SIGNFW_OK);
	while (sizes.type != SIGNFW_TLV_IMGSIZE);
	uint8_t *second = file.data + ((const uint8_t *)sizes.value - file.data) + 4;

	put_u32(second, get_u32(second) - 8);
	signfw_container_free(container);
	expect_last_range(&file, &(struct signfw_unprotected){end - 8, 8, "bytes that belong to no image"});
	/* in a file that ends in its TLVs, or before, nothing says what the images are */
	for (size_t i = 0; i < 2; i++) {
		const struct signfw_unprotected rest = {280, end + 8 - 16 * i - 280, "bytes that belong to no image"};

		file.size = (size_t)(rest.offset + rest.size);
		expect_last_range(&file, &rest);
	}
	free(file.data);
}

/* Images that the file is too short for. */
static void ranges_end_with_the_file(void **state)
{
	static const struct test_tlv tlvs[] = {
		{SIGNFW_TLV_SIGNTYPE, "\1", 1},
		{SIGNFW_TLV_NUM_IMG, "\2", 1},
		{SIGNFW_TLV_IMGTYPE, "\1\1", 2},
		{SIGNFW_TLV_IMGSIZE, "\0\1\0\0\0\1\0\0", 8},
	};
	static const struct signfw_unprotected ranges[] = {{148, 24, "ELF header"}};
	struct test_file file = container_build(tlvs, 4, 64, 0x200);

	(void)state;
	file.size = 148 + 24;
	expect_ranges(&file, ranges, 1);
	free(file.data);
}

static void what_is_no_container_has_no_ranges(void **state)
{
	const struct test_file elf = load_file("vectors/elf/plain.elf");
	struct test_file file = load_file("vectors/sign/plain.sign");

	(void)state;
	expect_ranges(&elf, NULL, 0);
	/* cut off in its signature, and in its header */
	file.size = 300;
	expect_ranges(&file, NULL, 0);
	file.size = 19;
	expect_ranges(&file, NULL, 0);
	free(file.data);
	free(elf.data);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_byte_is_protected_or_not),
		cmocka_unit_test(changes_are_noticed_where_they_are_not_open),
		cmocka_unit_test(ranges_have_names),
		cmocka_unit_test(bytes_between_headers_have_a_name),
		cmocka_unit_test(what_belongs_to_nothing_has_a_name),
		cmocka_unit_test(neighbours_of_one_name_are_one_range),
		cmocka_unit_test(bytes_before_the_tlvs_of_st319_may_belong_to_nothing),
		cmocka_unit_test(ranges_end_with_the_file),
		cmocka_unit_test(what_is_no_container_has_no_ranges),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
