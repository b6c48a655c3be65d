/* SPDX-License-Identifier: BSD-2-Clause */
/* The layout by itself: a header that points at what elsewhere are TLVs.  What they mean is in test_container.c. */
#include "container/layout_st316.h"

#include <stdlib.h>
#include <string.h>

#include "container/layouts.h"
#include "parsed.h"

/* Of vectors/sign-st/st316_plain.sign: 1 program header, a signature of 256 bytes, no key information. */
enum {
	TABLE = 56,
	SIGNATURE = 120,
	IMAGE = 376,
	IMAGE_SIZE = 1680
};

/* Fields of the header. */
enum {
	HEADER_LENGTH = 8,
	SIGNATURE_LENGTH = 12,
	SIGNATURE_OFFSET = 16,
	SIGNATURE_TYPE = 20,
	TABLE_LENGTH = 24,
	TABLE_OFFSET = 28,
	HASH_TYPE = 32,
	KEY_LENGTH = 36,
	KEY_OFFSET = 40,
	IMAGE_LENGTH = 44,
	IMAGE_OFFSET = 48,
	IMAGE_TYPE = 52
};

static struct test_file good(void)
{
	return load_file("vectors/sign-st/st316_plain.sign");
}

static struct parsed parse(struct test_file file)
{
	struct parsed parsed = {.file = file, .findings = new_findings()};
	const struct ends ends = sfw_ends_of((struct span){file.data, file.size});

	assert_int_equal(sfw_container_parse(&parsed.container, NULL, &ends, parsed.findings), SIGNFW_OK);
	assert_ptr_equal(parsed.container.layout, &sfw_layout_st316);
	return parsed;
}

static void a_good_container_is_read(void **state)
{
	static const uint32_t types[] = {SIGNFW_TLV_SIGNTYPE, SIGNFW_TLV_HASHTABLE, SIGNFW_TLV_HASHTYPE,
					 SIGNFW_TLV_IMGSIZE, SIGNFW_TLV_IMGTYPE};
	static const uint64_t offsets[] = {SIGNATURE_TYPE, TABLE_LENGTH, HASH_TYPE, IMAGE_LENGTH, IMAGE_TYPE};
	static const size_t sizes[] = {1, 64, 1, 4, 1};
	struct parsed parsed = parse(good());
	const struct container *container = &parsed.container;
	const uint8_t *data = parsed.file.data;

	(void)state;
	expect_ids(parsed.findings, "");
	assert_int_equal(container->field_count, 14);
	assert_ptr_equal(container->header.data, data);
	assert_int_equal(container->header.size, 56);
	assert_ptr_equal(container->metadata.data, data + TABLE);
	assert_int_equal(container->metadata.size, SIGNATURE - TABLE);
	assert_ptr_equal(container->signature.data, data + SIGNATURE);
	assert_int_equal(container->signature.size, 256);
	assert_int_equal(container->images_offset, IMAGE);
	assert_int_equal(container->images_end, IMAGE + IMAGE_SIZE);
	assert_int_equal(container->image_count, 1);
	assert_int_equal(container->images[0].size, IMAGE_SIZE);
	assert_int_equal(container->tlvs.count, 5);
	for (size_t i = 0; i < 5; i++) {
		assert_int_equal(container->tlvs.tlvs[i].type, types[i]);
		assert_int_equal(container->tlvs.tlvs[i].offset, offsets[i]);
		assert_int_equal(container->tlvs.tlvs[i].value.size, sizes[i]);
	}
	assert_int_equal(container->table.offset, TABLE);
	assert_int_equal(container->table.count, 1);
	parsed_done(&parsed);
}

static void what_is_written_is_what_was_read(void **state)
{
	struct parsed parsed = parse(good());
	struct surroundings written = {0};
	struct span head;

	(void)state;
	sfw_container_write(&parsed.container, &written, parsed.findings);
	assert_true(sfw_builder_view(&written.head, &head));
	assert_int_equal(head.size, IMAGE);
	assert_memory_equal(head.data, parsed.file.data, SIGNATURE);
	assert_true(sfw_span_is_zero((struct span){head.data + SIGNATURE, head.size - SIGNATURE}));
	assert_int_equal(written.tail.size, 0);
	sfw_surroundings_cleanup(&written);
	parsed_done(&parsed);
}

/* One field of a good container replaced, and what is found then, maybe among others. */
static void a_wrong_field_is_found(void **state)
{
	static const struct {
		size_t field;
		uint32_t value;
		const char *id;
		uint64_t offset;
		const char *message;
	} rows[] = {
		{4, 0, "container-version", 4, "version 0, expected 1"},
		{HEADER_LENGTH, 377, "header-pointer", HEADER_LENGTH,
		 "header_length is 377, but what it counts has 376 bytes"},
		{SIGNATURE_LENGTH, 0, "signature-empty", SIGNATURE_LENGTH, "the signature has no bytes"},
		{SIGNATURE_LENGTH, 252, "layout-limit", SIGNATURE,
		 "the signature has 252 bytes; devices of layout st-3.16 need a multiple of 8, and so an RSA key of a "
		 "multiple of 64 bits"},
		{SIGNATURE_LENGTH, 264, "header-pointer", HEADER_LENGTH,
		 "header_length is 376, but what it counts has 384 bytes"},
		{SIGNATURE_OFFSET, 56, "header-pointer", SIGNATURE_OFFSET,
		 "the signature is at 0x38: nothing but the header, or part of it, is signed"},
		{SIGNATURE_OFFSET, 119, "header-pointer", TABLE_OFFSET,
		 "hash table: 0x40 bytes at 0x38 aren't inside the signed bytes from 0x38 to 0x77"},
		{SIGNATURE_OFFSET, 128, "header-pointer", IMAGE_OFFSET,
		 "the image is at 0x178, before signature and header_length end, at 0x180 and 0x178"},
		{SIGNATURE_OFFSET, 0xffffffff, "header-pointer", IMAGE_OFFSET,
		 "the image is at 0x178, before signature and header_length end, at 0x1000000ff and 0x178"},
		{SIGNATURE_TYPE, 3, "signtype-invalid", SIGNATURE_TYPE, "SIGNTYPE is 3, expected 1 (RSA) or 2 (ECDSA)"},
		{SIGNATURE_TYPE, 0x101, "signtype-invalid", SIGNATURE_TYPE,
		 "SIGNTYPE is 257, expected 1 (RSA) or 2 (ECDSA)"},
		{TABLE_LENGTH, 0, "hashtable-invalid", 56, "HASHTABLE is missing or empty"},
		{TABLE_LENGTH, 128, "header-pointer", TABLE_OFFSET,
		 "hash table: 0x80 bytes at 0x38 aren't inside the signed bytes from 0x38 to 0x78"},
		{TABLE_LENGTH, 0xffffffff, "header-pointer", TABLE_OFFSET,
		 "hash table: 0xffffffff bytes at 0x38 aren't inside the signed bytes from 0x38 to 0x78"},
		{TABLE_LENGTH, 65, "header-pointer", HEADER_LENGTH,
		 "header_length is 376, but what it counts has 378 bytes"},
		{TABLE_OFFSET, 55, "header-pointer", TABLE_OFFSET,
		 "hash table: 0x40 bytes at 0x37 aren't inside the signed bytes from 0x38 to 0x78"},
		{TABLE_OFFSET, 57, "header-pointer", TABLE_OFFSET,
		 "hash table: 0x40 bytes at 0x39 aren't inside the signed bytes from 0x38 to 0x78"},
		{HASH_TYPE, 2, "hashtype-invalid", HASH_TYPE, "HASHTYPE is 2, expected 1 (SHA-256)"},
		{HASH_TYPE, 0x100, "hashtype-invalid", HASH_TYPE, "HASHTYPE is 256, expected 1 (SHA-256)"},
		{KEY_LENGTH, 1, "header-pointer", KEY_OFFSET,
		 "key information: 0x1 bytes at 0x0 aren't inside the signed bytes from 0x38 to 0x78"},
		{KEY_LENGTH, 8, "header-pointer", KEY_OFFSET,
		 "key information: 0x8 bytes at 0x0 aren't inside the signed bytes from 0x38 to 0x78"},
		{IMAGE_LENGTH, 0, "images-empty", IMAGE_LENGTH, "the image has no bytes"},
		{IMAGE_LENGTH, IMAGE_SIZE + 1, "container-truncated", IMAGE + IMAGE_SIZE,
		 "the file has 2056 bytes, its header announces 2057"},
		{IMAGE_LENGTH, IMAGE_SIZE - 4, "images-unused", IMAGE + IMAGE_SIZE - 4,
		 "4 bytes behind the image belong to nothing"},
		{IMAGE_OFFSET, 372, "header-pointer", IMAGE_OFFSET,
		 "the image is at 0x174, before signature and header_length end, at 0x178 and 0x178"},
		{IMAGE_OFFSET, 378, "header-pointer", IMAGE_OFFSET, "the image is at 0x17a, not a multiple of 4"},
		{IMAGE_OFFSET, 380, "signature-padding", 376, "the padding behind the signature isn't zero"},
		{IMAGE_OFFSET, 0xffffffff, "container-truncated", IMAGE + IMAGE_SIZE,
		 "the file has 2056 bytes, its header announces 4294968975"},
		{IMAGE_TYPE, 2, "imgtype-invalid", IMAGE_TYPE, "image 0 is of type 2, expected 1 (ELF)"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct test_file file = good();

		put_u32(file.data + rows[i].field, rows[i].value);

		struct parsed parsed = parse(file);
		const signfw_findings *findings = parsed.findings;
		struct signfw_finding finding = {0};

		/* a field may be wrong in several ways */
		for (size_t j = 0; finding.message == NULL || strcmp(finding.message, rows[i].message) != 0; j++)
			if (signfw_findings_get(findings, j, &finding) != SIGNFW_OK)
				fail_msg("not found: %s", rows[i].message);
		assert_string_equal(finding.id, rows[i].id);
		assert_int_equal(finding.offset, rows[i].offset);
		parsed_done(&parsed);
	}
}

static void a_file_that_ends_early_is_read_as_far_as_it_goes(void **state)
{
	static const struct remains rows[] = {
		{56, 14, 0, 0, 4},         {SIGNATURE - 1, 14, 0, 0, 4}, {SIGNATURE, 14, 64, 0, 5},
		{IMAGE - 1, 14, 64, 0, 5}, {IMAGE, 14, 64, 256, 5},      {IMAGE + IMAGE_SIZE - 1, 14, 64, 256, 5},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct parsed parsed = parse(cut_off(good(), rows[i].size));

		expect_remains(&parsed, &rows[i]);
	}
}

/* A good container with key information of this size, as ST's script would write it; see signfw-container(5). */
static struct test_file miscount(size_t size)
{
	const struct test_file plain = good();
	const uint32_t counted = (uint32_t)size + 33;
	const size_t added = counted % 8 == 0 ? 0 : size + counted % 8;
	struct test_file file = {calloc(1, plain.size + added), plain.size + added};

	assert_non_null(file.data);
	memcpy(file.data, plain.data, SIGNATURE);
	memset(file.data + SIGNATURE, 'k', added == 0 ? 0 : size);
	memcpy(file.data + SIGNATURE + added, plain.data + SIGNATURE, plain.size - SIGNATURE);
	put_u32(file.data + KEY_LENGTH, counted);
	put_u32(file.data + KEY_OFFSET, SIGNATURE);
	put_u32(file.data + SIGNATURE_OFFSET, SIGNATURE + counted + counted % 8);
	put_u32(file.data + HEADER_LENGTH, IMAGE + counted + counted % 8);
	put_u32(file.data + IMAGE_OFFSET, IMAGE + counted + counted % 8);
	free(plain.data);
	return file;
}

static void key_information_that_was_miscounted_is_explained(void **state)
{
	static const struct {
		size_t size, written, padding;
		const char *message;
	} rows[] = {
		{0, 0, 1,
		 "key_info_length is 33, but 0 bytes were written; so signature and image are at 0x79 and 0x179, and "
		 "devices look for them at 0x9a and 0x19a: sign again"},
		{7, 0, 0,
		 "key_info_length is 40, but 0 bytes were written; so signature and image are at 0x78 and 0x178, and "
		 "devices look for them at 0xa0 and 0x1a0: sign again"},
		{8, 8, 1,
		 "key_info_length is 41, but 8 bytes were written; so signature and image are at 0x81 and 0x181, and "
		 "devices look for them at 0xa2 and 0x1a2: sign again"},
		{10, 10, 3,
		 "key_info_length is 43, but 10 bytes were written; so signature and image are at 0x85 and 0x185, and "
		 "devices look for them at 0xa6 and 0x1a6: sign again"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct parsed parsed = parse(miscount(rows[i].size));
		const struct container *container = &parsed.container;
		const uint64_t signature = SIGNATURE + rows[i].written + rows[i].padding;

		assert_string_equal(
			expect_only(parsed.findings, "key-info-miscounted", SIGNFW_ERROR, KEY_LENGTH).message,
			rows[i].message);
		/* the script signs without the padding */
		assert_int_equal(container->metadata.size, 64 + rows[i].written);
		assert_int_equal(container->signature_offset, signature);
		assert_int_equal(container->images[0].offset, signature + 256);
		assert_int_equal(container->images_end, parsed.file.size);
		if (rows[i].written > 0)
			assert_int_equal(container->key_info.size, rows[i].written);
		else
			assert_null(container->key_info.data);
		parsed_done(&parsed);
	}
}

/* Where one number differs from what ST's script writes, the script isn't blamed. */
static void other_mistakes_are_not_taken_for_a_miscount(void **state)
{
	static const struct {
		size_t field;
		uint32_t value;
	} rows[] = {
		{KEY_LENGTH, 40},    {KEY_OFFSET, 121},    {SIGNATURE_OFFSET, 0xa1},
		{IMAGE_OFFSET, 419}, {IMAGE_LENGTH, 1679}, {IMAGE_LENGTH, 1681},
		{0x181, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct test_file file = miscount(8);

		put_u32(file.data + rows[i].field, rows[i].value);

		struct parsed parsed = parse(file);

		assert_false(has_finding(parsed.findings, "key-info-miscounted", SIGNFW_ERROR, SIGNFW_NO_OFFSET));
		parsed_done(&parsed);
	}
}

/* Values that don't fit into the byte of a TLV are shown with all of theirs. */
static void a_field_is_shown_as_a_byte_if_it_fits(void **state)
{
	static const struct {
		uint32_t value;
		size_t size;
	} rows[] = {{1, 1}, {255, 1}, {256, 4}};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct test_file file = good();

		put_u32(file.data + HASH_TYPE, rows[i].value);

		struct parsed parsed = parse(file);

		assert_int_equal(parsed.container.tlvs.tlvs[2].type, SIGNFW_TLV_HASHTYPE);
		assert_int_equal(parsed.container.tlvs.tlvs[2].value.size, rows[i].size);
		parsed_done(&parsed);
	}
}

static void key_information_of_one_byte_is_read(void **state)
{
	struct test_file file = good();

	(void)state;
	put_u32(file.data + KEY_LENGTH, 1);
	put_u32(file.data + KEY_OFFSET, SIGNATURE - 1);

	struct parsed parsed = parse(file);

	assert_ptr_equal(parsed.container.key_info.data, file.data + SIGNATURE - 1);
	assert_int_equal(parsed.container.key_info.size, 1);
	parsed_done(&parsed);
}

static void a_gap_of_zeros_behind_the_signature_is_padding(void **state)
{
	struct test_file file = good();

	(void)state;
	put_u32(file.data + IMAGE_OFFSET, IMAGE + 4);
	put_u32(file.data + IMAGE, 0);

	struct parsed parsed = parse(file);

	assert_false(has_finding(parsed.findings, "signature-padding", SIGNFW_WARNING, SIGNFW_NO_OFFSET));
	assert_false(has_finding(parsed.findings, "signature-padding", SIGNFW_ERROR, SIGNFW_NO_OFFSET));
	parsed_done(&parsed);
}

static void each_sign_of_the_layout_counts(void **state)
{
	static const struct recognised rows[] = {
		{FIT_WHOLLY, {0}},
		{FIT_NOT, {0, 0x3543a469}},
		{FIT_PARTLY, {TABLE_OFFSET, 57}},
		{FIT_PARTLY, {HASH_TYPE, 2}},
		{FIT_PARTLY, {IMAGE_TYPE, 2}},
		{FIT_PARTLY, {SIGNATURE_TYPE, 0}},
		{FIT_PARTLY, {TABLE_LENGTH, 0}},
		{FIT_PARTLY, {TABLE_LENGTH, 65}},
		{FIT_PARTLY, {HEADER_LENGTH, 375}},
		{FIT_WHOLLY, {HEADER_LENGTH, 377}},
		/* the ELF file is where the header says, or at the end */
		{FIT_WHOLLY, {IMAGE_OFFSET, IMAGE - 4}},
		{FIT_WHOLLY, {IMAGE_LENGTH, IMAGE_SIZE - 4}},
		{FIT_WHOLLY, {IMAGE_LENGTH, 0xffffffff}},
		{FIT_PARTLY, {IMAGE_OFFSET, IMAGE - 4, IMAGE_LENGTH, IMAGE_SIZE - 4}},
		{FIT_PARTLY, {IMAGE_OFFSET, IMAGE - 4, TABLE_OFFSET, 57, IMAGE_LENGTH, IMAGE_SIZE + 4}},
		{FIT_PARTLY, {TABLE_OFFSET, 57, HEADER_LENGTH, 375}},
		{FIT_BEGINS, {TABLE_OFFSET, 57, HEADER_LENGTH, 375, IMAGE, 0}},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		expect_recognised(&sfw_layout_st316, good(), &rows[i]);
	/* a file that ends behind the magic number of the image, or in it */
	expect_recognised(&sfw_layout_st316, cut_off(good(), IMAGE + 4), &(struct recognised){FIT_WHOLLY, {0}});
	expect_recognised(&sfw_layout_st316, cut_off(good(), IMAGE + 3), &(struct recognised){FIT_PARTLY, {0}});
}

static void one_signed_byte_is_enough_to_look_at_the_rest(void **state)
{
	struct test_file file = good();

	(void)state;
	put_u32(file.data + SIGNATURE_OFFSET, TABLE + 1);
	put_u32(file.data + HASH_TYPE, 2);

	struct parsed parsed = parse(file);

	assert_int_equal(parsed.container.metadata.size, 1);
	assert_int_equal(expect_finding(parsed.findings, "hashtype-invalid").offset, HASH_TYPE);
	parsed_done(&parsed);
}

/* What devices check of what we write with key information: remoteproc_core.c of ST's OP-TEE 3.16. */
static void key_information_of_any_size_is_counted_right(void **state)
{
	(void)state;
	for (uint32_t size = 0; size <= 17; size++) {
		struct parsed parsed = parse(good());
		struct container changed = parsed.container;
		struct surroundings written = {0};
		struct span head;

		changed.key_info = (struct span){parsed.file.data, size};
		sfw_container_write(&changed, &written, parsed.findings);
		expect_ids(parsed.findings, "");
		assert_true(sfw_builder_view(&written.head, &head));
		assert_int_equal(get_u32(head.data + KEY_LENGTH), size);
		assert_int_equal(get_u32(head.data + KEY_OFFSET), size == 0 ? 0 : 120);
		assert_int_equal(get_u32(head.data + SIGNATURE_OFFSET), 120 + size + size % 8);
		assert_int_equal(get_u32(head.data + HEADER_LENGTH), 56 + 64 + size + size % 8 + 256);
		assert_int_equal(get_u32(head.data + IMAGE_OFFSET), head.size);
		assert_int_equal(head.size % 4, 0);
		assert_true(head.size - get_u32(head.data + HEADER_LENGTH) <= 3);
		assert_memory_equal(head.data + 120, parsed.file.data, size);
		sfw_surroundings_cleanup(&written);
		parsed_done(&parsed);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_good_container_is_read),
		cmocka_unit_test(what_is_written_is_what_was_read),
		cmocka_unit_test(a_wrong_field_is_found),
		cmocka_unit_test(a_file_that_ends_early_is_read_as_far_as_it_goes),
		cmocka_unit_test(key_information_that_was_miscounted_is_explained),
		cmocka_unit_test(other_mistakes_are_not_taken_for_a_miscount),
		cmocka_unit_test(a_field_is_shown_as_a_byte_if_it_fits),
		cmocka_unit_test(key_information_of_one_byte_is_read),
		cmocka_unit_test(a_gap_of_zeros_behind_the_signature_is_padding),
		cmocka_unit_test(each_sign_of_the_layout_counts),
		cmocka_unit_test(one_signed_byte_is_enough_to_look_at_the_rest),
		cmocka_unit_test(key_information_of_any_size_is_counted_right),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
