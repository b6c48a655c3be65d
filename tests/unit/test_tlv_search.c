/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>
#include <string.h>

#include "device_bench.h"

/* A TLV with a value of its own; signed.  Type UNKNOWN is as good as none. */
#define UNKNOWN 0x7f

static void the_first_tlv_of_a_type_counts(void **state)
{
	struct bench bench;
	struct test_tlv first;

	(void)state;
	bench_open_good(&bench);
	bench.tlvs[bench.tlv_count++] = (struct test_tlv){SIGNFW_TLV_SIGNTYPE, "\2", 1};
	bench_build_and_sign(&bench);
	expect_load(&bench, ALL_VERSIONS, SIGNFW_TEE_SUCCESS, "loaded", SIGNFW_NO_OFFSET);
	bench_close(&bench);

	bench_open_good(&bench);
	first = bench.tlvs[BENCH_NUM_IMG];
	bench.tlvs[BENCH_NUM_IMG] = (struct test_tlv){SIGNFW_TLV_NUM_IMG, "\0", 1};
	bench.tlvs[bench.tlv_count++] = first;
	bench_build_and_sign(&bench);
	expect_load(&bench, ALL_VERSIONS, SIGNFW_TEE_NO_DATA, "image-count", bench_value_at(&bench, BENCH_NUM_IMG));
	bench_close(&bench);

	/* an empty one ends the search */
	bench_open_good(&bench);
	first = bench.tlvs[BENCH_NUM_IMG];
	bench.tlvs[BENCH_NUM_IMG] = (struct test_tlv){SIGNFW_TLV_NUM_IMG, NULL, 0};
	bench.tlvs[bench.tlv_count++] = first;
	bench_build_and_sign(&bench);
	expect_load(&bench, ALL_VERSIONS, SIGNFW_TEE_NO_DATA, "tlv-missing", BENCH_TLV_AREA);
	bench_close(&bench);
}

/* Records may say to be longer than the area: nothing is behind them, but that is no error. */
static void a_record_that_leaves_the_area_is_the_last(void **state)
{
	struct bench bench;

	(void)state;
	bench_open_good(&bench);
	bench.tlvs[bench.tlv_count++] = (struct test_tlv){UNKNOWN, "12345678", 8};
	bench_build(&bench);
	for (uint32_t size = 9; size < 4000; size += 1000) {
		put_u32(bench.container.data + container_tlv_at(bench.tlvs, BENCH_MORE) + 4, size);
		bench_sign(&bench);
		expect_load(&bench, ALL_VERSIONS, SIGNFW_TEE_SUCCESS, "loaded", SIGNFW_NO_OFFSET);
	}
	put_u32(bench.container.data + container_tlv_at(bench.tlvs, BENCH_HASHTYPE) + 4, 0x1000000);
	bench_sign(&bench);
	expect_load(&bench, UPSTREAM, SIGNFW_TEE_NO_DATA, "tlv-missing", BENCH_TLV_AREA);
	bench_close(&bench);
}

/* A length that rounds up to 0 leaves the area, but the search goes on; in 32 bits the overflow ends it since 4.8. */
static void what_is_behind_a_length_that_rounds_to_0(void **state)
{
	struct bench bench;

	(void)state;
	bench_open_good(&bench);
	bench.tlvs[BENCH_HASHTYPE] = (struct test_tlv){UNKNOWN, NULL, 0};
	bench_build(&bench);
	for (uint32_t size = 0xfffffff9; size != 0; size++) {
		put_u32(bench.container.data + container_tlv_at(bench.tlvs, BENCH_HASHTYPE) + 4, size);
		bench_sign(&bench);
		bench.bits = 32;
		expect_load(&bench, SINCE_4_8, SIGNFW_TEE_NO_DATA, "tlv-missing", BENCH_TLV_AREA);
		expect_loaded(&bench, OPTEE_4_1 | OPTEE_4_2 | OPTEE_4_4);
		bench.bits = 64;
		expect_loaded(&bench, SINCE_4_8);
	}
	bench_close(&bench);
}

static void a_value_that_leaves_the_area_is_found_before_4_8(void **state)
{
	struct bench bench;

	(void)state;
	bench_open_good(&bench);
	bench_build(&bench);
	const size_t at = container_tlv_at(bench.tlvs, BENCH_HASHTABLE);

	put_u32(bench.container.data + at + 4, bench.tlvs[BENCH_HASHTABLE].size + 64);
	bench_sign(&bench);
	expect_load(&bench, SINCE_4_8, SIGNFW_TEE_NO_DATA, "tlv-missing", BENCH_TLV_AREA);
	/* bytes of the signature are an entry of the table */
	expect_load(&bench, UNTIL_4_7, SIGNFW_TEE_SUCCESS, "loaded", SIGNFW_NO_OFFSET);
	/* and this ends outside of all that was copied */
	put_u32(bench.container.data + at + 4, bench.tlvs[BENCH_HASHTABLE].size + 64 * 1000);
	bench_sign(&bench);
	expect_load(&bench, SINCE_4_8, SIGNFW_TEE_NO_DATA, "tlv-missing", BENCH_TLV_AREA);
	expect_ids(signfw_device_findings(bench.device), "");
	expect_load(&bench, UNTIL_4_7, SIGNFW_TEE_TARGET_DEAD, "tlv-search", at + 8);
	expect_only(signfw_device_findings(bench.device), "device-crash", SIGNFW_WARNING, at + 8);
	bench_close(&bench);
}

static void the_area_ends_unrounded_since_4_8(void **state)
{
	struct bench bench;

	(void)state;
	bench_open_good(&bench);
	bench.tlvs[bench.tlv_count++] = bench.tlvs[BENCH_IMGSIZE];
	bench.tlvs[BENCH_IMGSIZE].type = UNKNOWN;
	bench_build(&bench);
	const uint32_t size = (uint32_t)(bench.signature_at - CONTAINER_HEADER);

	for (uint32_t less = 0; less < 8; less++) {
		put_u32(bench.container.data + CONTAINER_TLV_LENGTH, size - less);
		bench_sign(&bench);
		expect_load(&bench, UNTIL_4_7, SIGNFW_TEE_SUCCESS, "loaded", SIGNFW_NO_OFFSET);
		/* the last 4 bytes are padding behind the value */
		if (less <= 4)
			expect_load(&bench, SINCE_4_8, SIGNFW_TEE_SUCCESS, "loaded", SIGNFW_NO_OFFSET);
		else
			expect_load(&bench, SINCE_4_8, SIGNFW_TEE_NO_DATA, "tlv-missing", BENCH_TLV_AREA);
	}
	bench_close(&bench);
}

static void a_search_without_end_is_a_hang_before_4_8(void **state)
{
	struct bench bench;

	(void)state;
	bench_open_good(&bench);
	bench.tlvs[BENCH_SIGNTYPE].type = UNKNOWN;
	bench_build(&bench);
	put_u32(bench.container.data + BENCH_TLV_AREA + 4, 0xfffffff8);
	/* and that isn't even signed */
	expect_load(&bench, UNTIL_4_7, SIGNFW_TEE_TARGET_DEAD, "tlv-search", BENCH_TLV_AREA);
	expect_only(signfw_device_findings(bench.device), "device-hang", SIGNFW_WARNING, BENCH_TLV_AREA);
	expect_load(&bench, SINCE_4_8, SIGNFW_TEE_BAD_PARAMETERS, "tlv-missing", BENCH_TLV_AREA);
	expect_ids(signfw_device_findings(bench.device), "");
	bench_close(&bench);
}

/* What hangs a 32-bit TA, because its pointers wrap, is only a TLV that leaves the area. */
static void a_search_ends_with_64_bits(void **state)
{
	signfw_memory *memory = memory_of_board("imx8mp");
	struct bench bench;

	(void)state;
	bench_open_good(&bench);
	bench_add_tlv(&bench, 0x77, NULL, 0);
	bench_build(&bench);
	put_u32(bench.container.data + bench_last_value_at(&bench) - 4, 0xfffffff1);
	bench_sign(&bench);
	expect_load(&bench, UNTIL_4_7, SIGNFW_TEE_TARGET_DEAD, "tlv-search", bench_last_value_at(&bench) - 8);
	bench.memory = memory;
	expect_load_by(&bench, "optee-4.4", SIGNFW_TEE_ACCESS_DENIED, "memory",
		       bench.image_at[0] + ELF_SEGMENT(0, p_type));
	bench_close(&bench);
	signfw_memory_free(memory);
}

/* And a length that rounds to 0 leads behind the copy, instead of nowhere. */
static void a_length_that_rounds_to_0_crashes_64_bits(void **state)
{
	signfw_memory *memory = memory_of_board("imx8mp");
	struct bench bench;

	(void)state;
	bench_open_good(&bench);
	bench_build(&bench);
	put_u32(bench.container.data + CONTAINER_TLV_LENGTH, 0xfffffff9);
	put_u32(bench.container.data + CONTAINER_SIGNATURE_LENGTH, 8);
	put_u32(bench.container.data + CONTAINER_IMAGES_LENGTH, (uint32_t)bench.container.size - CONTAINER_HEADER - 8);
	put_u32(bench.container.data + BENCH_TLV_AREA, 0x77);
	expect_load(&bench, OPTEE_4_4 | OPTEE_4_10, SIGNFW_TEE_BAD_PARAMETERS, "tlv-missing", BENCH_TLV_AREA);
	bench.memory = memory;
	for (size_t i = 0; i < 2; i++) {
		bench_load(&bench, i == 0 ? "optee-4.4" : "optee-4.10");
		assert_int_equal(bench.answer.result, SIGNFW_TEE_TARGET_DEAD);
		assert_string_equal(bench.answer.rule, "tlv-search");
		expect_finding(signfw_device_findings(bench.device), "device-crash");
	}
	bench_close(&bench);
	signfw_memory_free(memory);
}

/* In 32 bits: back into the copy, to unknown memory in front of it, or so far that the address doesn't wrap. */
static void a_step_of_2_gib_and_more_before_4_8(void **state)
{
	static const struct {
		uint32_t size, result;
		const char *rule;
		const char *finding;
	} rows[] = {
		/* 16 bytes back, to the TLV before, and so on */
		{0xffffffe8, SIGNFW_TEE_TARGET_DEAD, "tlv-search", "device-hang"},
		{0xffffff00, SIGNFW_TEE_TARGET_DEAD, "tlv-search", "device-crash"},
		{0xfe000000, SIGNFW_TEE_TARGET_DEAD, "tlv-search", "device-crash"},
		{0xfdfffff0, SIGNFW_TEE_NO_DATA, "tlv-missing", "device-crash"},
		{0x80000000, SIGNFW_TEE_NO_DATA, "tlv-missing", "device-crash"},
		{0x7ffffff0, SIGNFW_TEE_NO_DATA, "tlv-missing", NULL},
	};
	struct bench bench;

	(void)state;
	bench_open_good(&bench);
	bench.tlvs[BENCH_HASHTYPE].type = UNKNOWN;
	bench_build(&bench);
	bench.bits = 32;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		put_u32(bench.container.data + container_tlv_at(bench.tlvs, BENCH_HASHTYPE) + 4, rows[i].size);
		bench_sign(&bench);
		for (size_t j = 0; j < 3; j++) {
			bench_load(&bench, version_names[j]);
			assert_int_equal(bench.answer.result, rows[i].result);
			assert_string_equal(bench.answer.rule, rows[i].rule);
			if (rows[i].finding != NULL)
				expect_finding(signfw_device_findings(bench.device), rows[i].finding);
			else
				expect_ids(signfw_device_findings(bench.device), "");
		}
	}
	/* nobody knows what the TA finds there */
	put_u32(bench.container.data + container_tlv_at(bench.tlvs, BENCH_HASHTYPE) + 4, 0xffffff00);
	bench_sign(&bench);
	bench_load(&bench, "optee-4.4");
	assert_non_null(strstr(bench.answer.reason, "or goes on"));
	bench_close(&bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_tlv_of_a_type_counts),
		cmocka_unit_test(a_record_that_leaves_the_area_is_the_last),
		cmocka_unit_test(what_is_behind_a_length_that_rounds_to_0),
		cmocka_unit_test(a_value_that_leaves_the_area_is_found_before_4_8),
		cmocka_unit_test(the_area_ends_unrounded_since_4_8),
		cmocka_unit_test(a_search_without_end_is_a_hang_before_4_8),
		cmocka_unit_test(a_search_ends_with_64_bits),
		cmocka_unit_test(a_length_that_rounds_to_0_crashes_64_bits),
		cmocka_unit_test(a_step_of_2_gib_and_more_before_4_8),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
