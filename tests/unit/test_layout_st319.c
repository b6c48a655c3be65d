/* SPDX-License-Identifier: BSD-2-Clause */
/* The layout by itself: header, chunks, sizes.  What TLVs mean is in test_tlv_model.c. */
#include "container/layout_st319.h"

#include <string.h>

#include "container/layouts.h"
#include "parsed.h"
#include "signfw/key.h"

/* Offsets in vectors/sign-st/st319_plat.sign: two images, two platform TLVs. */
enum {
	SIGNATURE_LENGTH = 8,
	IMAGES_LENGTH = 12,
	TLV_LENGTH = 16,
	PLATFORM_LENGTH = 20,
	SIGNATURE = 24,
	IMAGES = 280,
	CHUNK = 5952,
	FIRST_TLV = 5960,
	PLATFORM_CHUNK = 6272,
	END = 6296
};

static struct test_file good(void)
{
	return load_file("vectors/sign-st/st319_plat.sign");
}

static struct parsed parse(struct test_file file)
{
	struct parsed parsed = {.file = file, .findings = new_findings()};
	const struct ends ends = sfw_ends_of((struct span){file.data, file.size});

	assert_int_equal(sfw_container_parse(&parsed.container, &sfw_layout_st319, &ends, parsed.findings), SIGNFW_OK);
	return parsed;
}

static const char *name_of(const struct container *container, size_t index)
{
	const struct tlv *tlv = &container->tlvs.tlvs[index];

	return sfw_layout_tlv_name(container->layout, tlv->type, tlv->is_platform);
}

static void a_good_container_is_read(void **state)
{
	static const char *const names[] = {"SIGNTYPE", "NUM_IMG",   "IMGTYPE",   "IMGSIZE",
					    "HASHTYPE", "HASHTABLE", "SBOOTADDR", "NSBOOTADDR"};
	struct parsed parsed = parse(good());
	const struct container *container = &parsed.container;
	const uint8_t *data = parsed.file.data;

	(void)state;
	expect_ids(parsed.findings, "");
	assert_int_equal(container->field_count, 6);
	assert_string_equal(container->fields[5].name, "platform_length");
	assert_ptr_equal(container->header.data, data);
	assert_int_equal(container->header.size, 24);
	assert_ptr_equal(container->metadata.data, data + CHUNK);
	assert_int_equal(container->metadata.size, END - CHUNK);
	assert_ptr_equal(container->signature.data, data + SIGNATURE);
	assert_int_equal(container->signature.size, 256);
	assert_int_equal(container->images_offset, IMAGES);
	assert_int_equal(container->images_end, CHUNK);
	assert_int_equal(container->image_count, 2);
	assert_int_equal(container->tlvs.count, 8);
	for (size_t i = 0; i < 8; i++) {
		assert_string_equal(name_of(container, i), names[i]);
		assert_int_equal(container->tlvs.tlvs[i].is_platform, i >= 6);
	}
	assert_int_equal(container->tlvs.tlvs[0].offset, FIRST_TLV);
	assert_int_equal(container->tlvs.tlvs[0].value_offset, FIRST_TLV + 4);
	parsed_done(&parsed);
}

static void what_is_written_is_what_was_read(void **state)
{
	struct parsed parsed = parse(good());
	struct surroundings written = {0};
	struct span head, tail;

	(void)state;
	sfw_container_write(&parsed.container, &written, parsed.findings);
	assert_true(sfw_builder_view(&written.head, &head) && sfw_builder_view(&written.tail, &tail));
	assert_int_equal(head.size, IMAGES);
	assert_memory_equal(head.data, parsed.file.data, SIGNATURE);
	assert_true(sfw_span_is_zero((struct span){head.data + SIGNATURE, head.size - SIGNATURE}));
	assert_int_equal(tail.size, END - CHUNK);
	assert_memory_equal(tail.data, parsed.file.data + CHUNK, tail.size);
	sfw_surroundings_cleanup(&written);
	parsed_done(&parsed);
}

/* One number of a good container replaced, and what is found then, maybe among others. */
static void a_wrong_number_is_found(void **state)
{
	static const struct {
		size_t at;
		uint32_t value;
		const char *id;
		uint64_t offset;
		const char *message;
	} rows[] = {
		{4, 2, "container-version", 4, "version 2, expected 1"},
		{SIGNATURE_LENGTH, 0, "signature-empty", 8, "the signature has no bytes"},
		{SIGNATURE_LENGTH, 0xfc, "layout-limit", 24,
		 "the signature has 252 bytes; devices of layout st-3.19 need a multiple of 8, and so an RSA key of a "
		 "multiple of 64 bits"},
		{SIGNATURE_LENGTH, 0xffffffff, "length-overflow", 8,
		 "signature, images and TLVs have together more than 4 GiB"},
		{IMAGES_LENGTH, 0, "images-empty", 12, "the images have no bytes"},
		{IMAGES_LENGTH, 0x1630, "container-truncated", END,
		 "the file has 6296 bytes, its header announces 6304"},
		{IMAGES_LENGTH, 0x1620, "container-size", 6288, "the file has 6296 bytes, its header announces 6288"},
		{TLV_LENGTH, 0, "tlv-area-empty", 16, "the TLV area has no bytes"},
		{TLV_LENGTH, 7, "chunk-invalid", 16, "a chunk of 7 bytes, its header alone has 8"},
		{TLV_LENGTH, 0x139, "chunk-invalid", CHUNK + 4,
		 "the chunk has 0x138 bytes of TLVs, expected a multiple of 8 that is 8 less than the 0x139 of the "
		 "header"},
		{CHUNK, 0x6908, "chunk-invalid", CHUNK, "the chunk begins with 0x6908, expected 0x6907"},
		{CHUNK + 4, 0x130, "chunk-invalid", CHUNK + 4,
		 "the chunk has 0x130 bytes of TLVs, expected a multiple of 8 that is 8 less than the 0x140 of the "
		 "header"},
		{CHUNK + 4, 0xffffffff, "chunk-invalid", CHUNK + 4,
		 "the chunk has 0xffffffff bytes of TLVs, expected a multiple of 8 that is 8 less than the 0x140 of "
		 "the "
		 "header"},
		{PLATFORM_CHUNK, 0x6907, "chunk-invalid", PLATFORM_CHUNK,
		 "the chunk begins with 0x6907, expected 0x6908"},
		{FIRST_TLV, 0xffff0001, "tlv-truncated", FIRST_TLV,
		 "TLV 0x1 has 0xffff bytes, but only 308 are left in the TLV area"},
		{FIRST_TLV, 0x00010101, "tlv-unknown", FIRST_TLV, "TLV 0x101 isn't known"},
		{FIRST_TLV, 0x00010021, "tlv-unknown", FIRST_TLV, "TLV 0x21 isn't known"},
		{FIRST_TLV + 4, 0x00000101, "tlv-padding", FIRST_TLV + 5, "the padding of TLV 0x1 isn't zero"},
		{PLATFORM_CHUNK + 8, 0x00030021, "platform-size", PLATFORM_CHUNK + 8,
		 "SBOOTADDR has 3 bytes, devices take 4 only; a number begins with 0x"},
		{PLATFORM_CHUNK + 8, 0x00040010, "platform-unknown", PLATFORM_CHUNK + 8,
		 "platform TLV 0x10 has no meaning in layout st-3.19; its devices refuse it"},
		{PLATFORM_CHUNK + 8, 0x00040022, "tlv-duplicate", PLATFORM_CHUNK + 16,
		 "TLV 0x22 (NSBOOTADDR) was there before; the first one counts"},
		{PLATFORM_CHUNK + 12, 0x80000004, "bootaddr-unaligned", PLATFORM_CHUNK + 8,
		 "SBOOTADDR is 0x80000004, not a multiple of 128: devices round it down"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct test_file file = good();

		put_u32(file.data + rows[i].at, rows[i].value);

		struct parsed parsed = parse(file);
		const struct signfw_finding finding = expect_finding(parsed.findings, rows[i].id);

		assert_string_equal(finding.message, rows[i].message);
		assert_int_equal(finding.offset, rows[i].offset);
		parsed_done(&parsed);
	}
}

/* A hash table among the platform's TLVs is none. */
static void platform_tlvs_mean_nothing_else(void **state)
{
	struct test_file file = good();

	(void)state;
	put_u32(file.data + PLATFORM_CHUNK + 8, 0x00040001);
	put_u32(file.data + PLATFORM_CHUNK + 12, 2);

	struct parsed parsed = parse(file);

	expect_ids(parsed.findings, "platform-unknown");
	assert_int_equal(parsed.container.sign_type, SIGNFW_KEY_RSA);
	assert_string_equal(name_of(&parsed.container, 6), "platform");
	parsed_done(&parsed);
}

static void a_container_without_platform_tlvs_is_warned_of(void **state)
{
	struct parsed parsed = parse(load_file("vectors/sign-st/st319_one.sign"));

	(void)state;
	assert_string_equal(
		expect_only(parsed.findings, "platform-missing", SIGNFW_WARNING, SIGNFW_NO_OFFSET).message,
		"there is no platform TLV, not even SBOOTADDR or NSBOOTADDR: the device's loader reads beyond its copy "
		"of the TLVs");
	parsed_done(&parsed);
}

static void a_file_that_ends_early_is_read_as_far_as_it_goes(void **state)
{
	static const struct remains rows[] = {
		{4, 1, 0, 0, 0},        {23, 5, 0, 0, 0},          {24, 6, 0, 0, 0},           {IMAGES - 1, 6, 0, 0, 0},
		{IMAGES, 6, 0, 256, 0}, {CHUNK + 7, 6, 0, 256, 0}, {CHUNK + 24, 6, 0, 256, 2}, {END - 1, 6, 0, 256, 7},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct parsed parsed = parse(cut_off(good(), rows[i].size));

		expect_remains(&parsed, &rows[i]);
	}
}

static void each_sign_of_the_layout_counts(void **state)
{
	static const struct recognised rows[] = {
		{FIT_WHOLLY, {0}},
		{FIT_NOT, {0, 0x3543a469}},
		{FIT_PARTLY, {PLATFORM_LENGTH, 32}},
		{FIT_PARTLY, {IMAGES, 0}},
		{FIT_PARTLY, {CHUNK, 0}},
		{FIT_PARTLY, {PLATFORM_LENGTH, 32, IMAGES, 0}},
		{FIT_PARTLY, {PLATFORM_LENGTH, 32, CHUNK, 0}},
		{FIT_PARTLY, {IMAGES, 0, CHUNK, 0}},
		{FIT_BEGINS, {PLATFORM_LENGTH, 32, IMAGES, 0, CHUNK, 0}},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		expect_recognised(&sfw_layout_st319, good(), &rows[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_sign_of_the_layout_counts),
		cmocka_unit_test(a_good_container_is_read),
		cmocka_unit_test(what_is_written_is_what_was_read),
		cmocka_unit_test(a_wrong_number_is_found),
		cmocka_unit_test(platform_tlvs_mean_nothing_else),
		cmocka_unit_test(a_container_without_platform_tlvs_is_warned_of),
		cmocka_unit_test(a_file_that_ends_early_is_read_as_far_as_it_goes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
