/* SPDX-License-Identifier: BSD-2-Clause */
/* The layout by itself: header, TLV area, padding, sizes.  What TLVs mean is in test_tlv_model.c. */
#include "container/optee_family.h"

#include <string.h>

#include "container/layout_optee.h"
#include "container/layouts.h"
#include "container_builder.h"
#include "parsed.h"

/* Two TLVs, the second with padding. */
static const struct test_tlv tlvs[] = {{0x10001, "\1\2\3\4\5\6\7\10", 8}, {0x10002, "abc", 3}};

/* Header 20, TLVs 16 + 16, signature 60 + 4, images 100 + 4. */
static struct test_file good(void)
{
	return container_build(tlvs, 2, 60, 100);
}

enum {
	SECOND_TLV = 36,
	SIGNATURE = 52,
	IMAGES = 116,
	END = 220
};

static struct parsed parse(struct test_file file)
{
	struct parsed parsed = {.file = file, .findings = new_findings()};
	const struct ends ends = sfw_ends_of((struct span){file.data, file.size});

	assert_int_equal(sfw_optee_read(&parsed.container, &ends, parsed.findings), SIGNFW_OK);
	return parsed;
}

static void expect_fault(struct test_file file, const char *id, enum signfw_severity severity, uint64_t offset,
			 const char *message)
{
	struct parsed parsed = parse(file);

	assert_string_equal(expect_only(parsed.findings, id, severity, offset).message, message);
	parsed_done(&parsed);
}

static enum fit recognise(const uint8_t *data, size_t size)
{
	const struct ends ends = sfw_ends_of((struct span){data, size});

	return sfw_layout_optee.recognise(&ends);
}

static void its_magic_is_what_it_is_known_by(void **state)
{
	const uint8_t magic[] = {0x68, 0xa4, 0x43, 0x35};
	const uint8_t other[] = {0x68, 0xa4, 0x43, 0x36};

	(void)state;
	assert_int_equal(recognise(magic, 4), FIT_BEGINS);
	assert_int_equal(recognise(magic, 3), FIT_NOT);
	assert_int_equal(recognise(other, 4), FIT_NOT);
	assert_int_equal(recognise(NULL, 0), FIT_NOT);
}

static void each_sign_of_the_layout_counts(void **state)
{
	/* the type and size of the first TLV, and the images of vectors/sign/plain.sign */
	enum {
		TYPE = CONTAINER_HEADER,
		SIZE = TYPE + 4,
		ELF = CONTAINER_HEADER + 0x98 + 256,
		LONGER = 0x698
	};
	static const struct recognised rows[] = {
		{FIT_WHOLLY, {0}},
		{FIT_NOT, {0, 0x3543a469}},
		{FIT_PARTLY, {CONTAINER_IMAGES_LENGTH, LONGER}},
		{FIT_PARTLY, {ELF, 0}},
		{FIT_PARTLY, {TYPE, SIGNFW_TLV_HASHTYPE}},
		{FIT_PARTLY, {SIZE, 2}},
		{FIT_PARTLY, {CONTAINER_IMAGES_LENGTH, LONGER, ELF, 0}},
		{FIT_PARTLY, {CONTAINER_IMAGES_LENGTH, LONGER, SIZE, 2}},
		{FIT_PARTLY, {ELF, 0, SIZE, 2}},
		{FIT_BEGINS, {CONTAINER_IMAGES_LENGTH, LONGER, ELF, 0, TYPE, SIGNFW_TLV_HASHTYPE}},
		/* a TLV that only ST's script writes: now it isn't upstream's, unless nothing else is as in this layout */
		{FIT_NOT, {CONTAINER_IMAGES_LENGTH, LONGER, ELF, 0, TYPE + 16, SIGNFW_TLV_ENCTYPE}},
		{FIT_BEGINS, {CONTAINER_IMAGES_LENGTH, LONGER, ELF, 0, TYPE, SIGNFW_TLV_ENCTYPE}},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		expect_recognised(&sfw_layout_optee, load_file("vectors/sign/plain.sign"), &rows[i]);
}

static void a_good_container_is_read(void **state)
{
	static const char *const names[] = {"magic", "version", "tlv_length", "signature_length", "images_length"};
	static const uint32_t values[] = {0x3543a468, 1, 32, 60, 100};
	struct parsed parsed = parse(good());
	const struct container *container = &parsed.container;
	const uint8_t *data = parsed.file.data;

	(void)state;
	expect_ids(parsed.findings, "");
	assert_int_equal(container->field_count, 5);
	for (size_t i = 0; i < 5; i++) {
		assert_string_equal(container->fields[i].name, names[i]);
		assert_int_equal(container->fields[i].value, values[i]);
		assert_int_equal(container->fields[i].offset, 4 * i);
	}
	assert_ptr_equal(container->header.data, data);
	assert_int_equal(container->header.size, 20);
	assert_ptr_equal(container->metadata.data, data + 20);
	assert_int_equal(container->metadata.size, 32);
	assert_int_equal(container->signature_offset, SIGNATURE);
	assert_ptr_equal(container->signature.data, data + SIGNATURE);
	assert_int_equal(container->signature.size, 60);
	assert_int_equal(container->signature_size, 60);
	assert_int_equal(container->images_offset, IMAGES);
	assert_int_equal(container->images_size, 100);
	assert_int_equal(container->tlvs.count, 2);
	assert_int_equal(container->tlvs.tlvs[1].type, 0x10002);
	assert_int_equal(container->tlvs.tlvs[1].offset, SECOND_TLV);
	assert_int_equal(container->tlvs.tlvs[1].value_offset, SECOND_TLV + 8);
	assert_ptr_equal(container->tlvs.tlvs[1].value.data, data + SECOND_TLV + 8);
	assert_int_equal(container->tlvs.tlvs[1].value.size, 3);
	parsed_done(&parsed);
}

static void what_is_written_is_what_was_read(void **state)
{
	struct parsed parsed = parse(good());
	struct surroundings written = {0};
	struct span head;

	(void)state;
	parsed.container.layout = &sfw_layout_optee;
	sfw_container_write(&parsed.container, &written, parsed.findings);
	assert_true(sfw_builder_view(&written.head, &head));
	assert_int_equal(head.size, parsed.container.images_offset);
	assert_memory_equal(head.data, parsed.file.data, SIGNATURE);
	assert_true(sfw_span_is_zero((struct span){head.data + SIGNATURE, head.size - SIGNATURE}));
	assert_int_equal(written.tail.size, 0);
	sfw_surroundings_cleanup(&written);
	parsed_done(&parsed);
}

static void a_bad_header_is_refused(void **state)
{
	static const struct {
		size_t field;
		uint32_t value;
		const char *id;
		uint64_t offset;
		const char *message;
	} rows[] = {
		{CONTAINER_VERSION, 2, "container-version", 4, "version 2, expected 1"},
		{CONTAINER_VERSION, 0, "container-version", 4, "version 0, expected 1"},
		{CONTAINER_IMAGES_LENGTH, 105, "container-truncated", END,
		 "the file has 220 bytes, its header announces 228"},
		{CONTAINER_IMAGES_LENGTH, 96, "container-size", 212,
		 "the file has 220 bytes, its header announces 212"},
		{CONTAINER_IMAGES_LENGTH, 0xffffff89, "length-overflow", 8,
		 "TLV area, signature and images have 0x20, 0x3c and 0xffffff89 bytes, together more than 4 GiB"},
		{CONTAINER_SIGNATURE_LENGTH, 0xffffffff, "length-overflow", 8,
		 "TLV area, signature and images have 0x20, 0xffffffff and 0x64 bytes, together more than 4 GiB"},
		{CONTAINER_TLV_LENGTH, 0xffffffff, "length-overflow", 8,
		 "TLV area, signature and images have 0xffffffff, 0x3c and 0x64 bytes, together more than 4 GiB"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct test_file file = good();

		put_u32(file.data + rows[i].field, rows[i].value);

		struct parsed parsed = parse(file);
		const struct signfw_finding finding = expect_finding(parsed.findings, rows[i].id);

		assert_int_equal(finding.severity, SIGNFW_ERROR);
		assert_int_equal(finding.offset, rows[i].offset);
		assert_string_equal(finding.message, rows[i].message);
		parsed_done(&parsed);
	}
}

/* As much as 4 GiB allow is no overflow. */
static void lengths_up_to_4_gib_are_no_overflow(void **state)
{
	struct test_file file = good();

	(void)state;
	put_u32(file.data + CONTAINER_IMAGES_LENGTH, 0xffffff88);
	expect_fault(file, "container-truncated", SIGNFW_ERROR, END,
		     "the file has 220 bytes, its header announces 4294967292");
	file = good();
	put_u32(file.data + CONTAINER_IMAGES_LENGTH, 0xffffff89);
	expect_fault(file, "length-overflow", SIGNFW_ERROR, 8,
		     "TLV area, signature and images have 0x20, 0x3c and 0xffffff89 bytes, together more than 4 GiB");
}

static void nothing_may_be_empty(void **state)
{
	(void)state;
	expect_fault(container_build(tlvs, 0, 60, 100), "tlv-area-empty", SIGNFW_ERROR, 8, "the TLV area has no bytes");
	expect_fault(container_build(tlvs, 2, 0, 100), "signature-empty", SIGNFW_ERROR, 12,
		     "the signature has no bytes");
	expect_fault(container_build(tlvs, 2, 60, 0), "images-empty", SIGNFW_ERROR, 16, "the images have no bytes");
}

static void a_file_that_ends_early_is_read_as_far_as_it_goes(void **state)
{
	static const struct remains rows[] = {
		{4, 1, 0, 0, 0},          {19, 4, 0, 0, 0},   {20, 5, 0, 0, 0},    {SIGNATURE - 1, 5, 0, 0, 2},
		{SIGNATURE, 5, 32, 0, 2}, {111, 5, 32, 0, 2}, {112, 5, 32, 60, 2}, {END - 1, 5, 32, 60, 2},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct parsed parsed = parse(cut_off(good(), rows[i].size));

		expect_remains(&parsed, &rows[i]);
	}
}

static void a_header_that_is_cut_says_so(void **state)
{
	struct test_file file = good();

	(void)state;
	file.size = 19;
	expect_fault(file, "container-truncated", SIGNFW_ERROR, 19, "the file has 19 bytes, the header alone needs 20");
}

static void a_tlv_that_leaves_its_area_ends_the_walk(void **state)
{
	static const uint32_t sizes[] = {9, 0x7fffffff, 0xfffffff8, 0xffffffff};
	static const char *const messages[] = {
		"TLV 0x10002 has 0x9 bytes, but only 8 are left in the TLV area",
		"TLV 0x10002 has 0x7fffffff bytes, but only 8 are left in the TLV area",
		"TLV 0x10002 has 0xfffffff8 bytes, but only 8 are left in the TLV area",
		"TLV 0x10002 has 0xffffffff bytes, but only 8 are left in the TLV area",
	};

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		struct test_file file = good();

		put_u32(file.data + SECOND_TLV + 4, sizes[i]);

		struct parsed parsed = parse(file);

		assert_string_equal(expect_only(parsed.findings, "tlv-truncated", SIGNFW_ERROR, SECOND_TLV).message,
				    messages[i]);
		assert_int_equal(parsed.container.tlvs.count, 1);
		parsed_done(&parsed);
	}
}

static void padding_of_a_tlv_should_be_zero(void **state)
{
	struct test_file file = good();

	(void)state;
	file.data[SECOND_TLV + 8 + 3] = 1;
	expect_fault(file, "tlv-padding", SIGNFW_WARNING, SECOND_TLV + 8 + 3, "the padding of TLV 0x10002 isn't zero");
	file = good();
	file.data[SECOND_TLV + 8 + 7] = 1;
	expect_fault(file, "tlv-padding", SIGNFW_WARNING, SECOND_TLV + 8 + 3, "the padding of TLV 0x10002 isn't zero");
}

static void the_tlv_area_should_be_a_multiple_of_8(void **state)
{
	struct test_file file = good();

	(void)state;
	/* the last TLV is not padded inside the area, then */
	put_u32(file.data + CONTAINER_TLV_LENGTH, 27);
	expect_fault(file, "tlv-area-unaligned", SIGNFW_WARNING, 8, "the TLV area has 27 bytes, not a multiple of 8");
	file = good();
	put_u32(file.data + CONTAINER_TLV_LENGTH, 27);
	file.data[20 + 31] = 1;

	struct parsed parsed = parse(file);

	expect_ids(parsed.findings, "tlv-area-unaligned tlv-padding");
	assert_int_equal(expect_finding(parsed.findings, "tlv-padding").offset, 47);
	assert_string_equal(expect_finding(parsed.findings, "tlv-padding").message,
			    "the padding of the TLV area isn't zero");
	parsed_done(&parsed);
}

static void bytes_behind_the_last_tlv_should_be_zero(void **state)
{
	struct test_file file = good();

	(void)state;
	/* 16 bytes of the first TLV, then 7 that are too few for another */
	put_u32(file.data + CONTAINER_TLV_LENGTH, 23);
	memset(file.data + SECOND_TLV, 0, 16);
	file.data[SECOND_TLV + 6] = 1;

	struct parsed parsed = parse(file);

	assert_int_equal(expect_finding(parsed.findings, "tlv-tail").severity, SIGNFW_WARNING);
	assert_int_equal(expect_finding(parsed.findings, "tlv-tail").offset, SECOND_TLV);
	assert_string_equal(expect_finding(parsed.findings, "tlv-tail").message,
			    "7 bytes behind the last TLV aren't zero");
	parsed_done(&parsed);
}

static void tlvs_have_a_limit(void **state)
{
	static struct test_tlv many[4097];

	(void)state;
	for (uint32_t i = 0; i < 4097; i++)
		many[i].type = i;

	struct parsed parsed = parse(container_build(many, 4096, 8, 8));

	expect_ids(parsed.findings, "");
	assert_int_equal(parsed.container.tlvs.count, 4096);
	parsed_done(&parsed);
	parsed = parse(container_build(many, 4097, 8, 8));
	assert_string_equal(
		expect_only(parsed.findings, "tlv-too-many", SIGNFW_ERROR, CONTAINER_HEADER + 8 * 4096).message,
		"more than 4096 TLVs");
	assert_int_equal(parsed.container.tlvs.count, 4096);
	parsed_done(&parsed);
}

static void padding_of_the_signature_should_be_zero(void **state)
{
	struct test_file file = good();

	(void)state;
	file.data[SIGNATURE + 63] = 1;
	expect_fault(file, "signature-padding", SIGNFW_WARNING, SIGNATURE + 60,
		     "the padding behind the signature isn't zero");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(its_magic_is_what_it_is_known_by),
		cmocka_unit_test(each_sign_of_the_layout_counts),
		cmocka_unit_test(a_good_container_is_read),
		cmocka_unit_test(what_is_written_is_what_was_read),
		cmocka_unit_test(a_bad_header_is_refused),
		cmocka_unit_test(lengths_up_to_4_gib_are_no_overflow),
		cmocka_unit_test(nothing_may_be_empty),
		cmocka_unit_test(a_file_that_ends_early_is_read_as_far_as_it_goes),
		cmocka_unit_test(a_header_that_is_cut_says_so),
		cmocka_unit_test(a_tlv_that_leaves_its_area_ends_the_walk),
		cmocka_unit_test(padding_of_a_tlv_should_be_zero),
		cmocka_unit_test(the_tlv_area_should_be_a_multiple_of_8),
		cmocka_unit_test(bytes_behind_the_last_tlv_should_be_zero),
		cmocka_unit_test(tlvs_have_a_limit),
		cmocka_unit_test(padding_of_the_signature_should_be_zero),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
