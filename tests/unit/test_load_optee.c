/* SPDX-License-Identifier: BSD-2-Clause */
/* LOAD as far as the metadata goes: each thing that a device refuses, spoiled in a good container. */
#include <stdlib.h>
#include <string.h>

#include "device_bench.h"

static void a_good_container_is_loaded(void **state)
{
	struct bench bench;

	(void)state;
	bench_open_good(&bench);
	bench_build_and_sign(&bench);
	expect_load(&bench, ALL_VERSIONS, SIGNFW_TEE_SUCCESS, "loaded", SIGNFW_NO_OFFSET);
	assert_string_equal(bench.answer.reason, "loaded");
	/* of the last one, ST's 4.0, on a board that nobody named */
	expect_only(signfw_device_findings(bench.device), "device-start-fails", SIGNFW_WARNING, SIGNFW_NO_OFFSET);
	expect_loaded(&bench, UPSTREAM);
	expect_ids(signfw_device_findings(bench.device), "");
	bench_close(&bench);
}

static void an_empty_buffer_is_refused(void **state)
{
	struct bench bench;

	(void)state;
	bench_open_good(&bench);
	bench_build(&bench);
	bench.container.size = 0;
	expect_load(&bench, ALL_VERSIONS, SIGNFW_TEE_BAD_PARAMETERS, "buffer", SIGNFW_NO_OFFSET);
	bench_close(&bench);
}

static void a_buffer_shorter_than_what_its_header_says_is_refused(void **state)
{
	struct bench bench;

	(void)state;
	bench_open_good(&bench);
	bench_build_and_sign(&bench);
	for (size_t cut = 0; cut < 2; cut++) {
		bench.container.size = bench.image_at[0] - cut;
		expect_load(&bench, ALL_VERSIONS, SIGNFW_TEE_BAD_PARAMETERS, "head-size", 8);
	}
	bench.container.size = bench.image_at[0] + 1;
	expect_load(&bench, ALL_VERSIONS, SIGNFW_TEE_BAD_PARAMETERS, "size", 16);
	for (size_t size = 1; size <= CONTAINER_HEADER; size++) {
		bench.container.size = size;
		expect_load(&bench, ALL_VERSIONS, SIGNFW_TEE_BAD_PARAMETERS, "head-size", 8);
	}
	bench_close(&bench);
}

/* A header field with a value of its own; signed. */
static void a_bad_header_is_refused(void **state)
{
	static const struct {
		size_t field;
		uint32_t value;
		const char *rule;
		uint64_t offset;
	} rows[] = {
		{CONTAINER_TLV_LENGTH, 0, "head-size", 8},
		{CONTAINER_SIGNATURE_LENGTH, 0, "head-size", 8},
		/* the sum is more than 32 bits */
		{CONTAINER_TLV_LENGTH, 0xfffffff8, "head-size", 8},
		{CONTAINER_SIGNATURE_LENGTH, 0xfffffff8, "head-size", 8},
		{0, 0x3543a469, "magic", 0},
		{0, 0x4543a468, "magic", 0},
		{CONTAINER_VERSION, 0, "version", 4},
		{CONTAINER_VERSION, 2, "version", 4},
		{CONTAINER_IMAGES_LENGTH, 0, "size", 16},
		/* rounded up, that is 0 */
		{CONTAINER_IMAGES_LENGTH, 0xffffffff, "size", 16},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct bench bench;

		bench_open_good(&bench);
		bench_build(&bench);
		put_u32(bench.container.data + rows[i].field, rows[i].value);
		bench_sign(&bench);
		expect_load(&bench, ALL_VERSIONS, SIGNFW_TEE_BAD_PARAMETERS, rows[i].rule, rows[i].offset);
		bench_close(&bench);
	}
}

static void sizes_are_compared_rounded_up(void **state)
{
	struct bench bench;

	(void)state;
	bench_open_good(&bench);
	bench_build(&bench);
	const uint32_t size = (uint32_t)bench.images[0].size;

	for (uint32_t less = 0; less < 8; less++) {
		put_u32(bench.container.data + CONTAINER_IMAGES_LENGTH, size - less);
		bench_sign(&bench);
		expect_load(&bench, ALL_VERSIONS, SIGNFW_TEE_SUCCESS, "loaded", SIGNFW_NO_OFFSET);
	}
	put_u32(bench.container.data + CONTAINER_IMAGES_LENGTH, size - 8);
	bench_sign(&bench);
	expect_load(&bench, ALL_VERSIONS, SIGNFW_TEE_BAD_PARAMETERS, "size", 16);
	put_u32(bench.container.data + CONTAINER_IMAGES_LENGTH, size + 1);
	bench_sign(&bench);
	expect_load(&bench, ALL_VERSIONS, SIGNFW_TEE_BAD_PARAMETERS, "size", 16);
	bench_close(&bench);
}

/* Lengths that round up to 0 pass the checks of sizes: nothing was verified yet. */
static void lengths_that_round_to_0(void **state)
{
	struct bench bench;

	(void)state;
	for (uint32_t length = 0xfffffff9; length != 0; length++) {
		bench_open_good(&bench);
		bench_build(&bench);
		/* the TLV area is taken for empty: what was in it is in front of the images */
		put_u32(bench.container.data + CONTAINER_TLV_LENGTH, length);
		put_u32(bench.container.data + CONTAINER_IMAGES_LENGTH,
			(uint32_t)(bench.container.size - CONTAINER_HEADER - 256));
		expect_load(&bench, ALL_VERSIONS, SIGNFW_TEE_BAD_PARAMETERS, "tlv-missing", BENCH_TLV_AREA);
		bench_close(&bench);
		/* the pseudo TA refuses to look at such a signature, and the TA gives up */
		bench_open_good(&bench);
		bench_build(&bench);
		put_u32(bench.container.data + CONTAINER_SIGNATURE_LENGTH, length);
		put_u32(bench.container.data + CONTAINER_IMAGES_LENGTH,
			(uint32_t)(bench.container.size - bench.signature_at));
		expect_load(&bench, ALL_VERSIONS, SIGNFW_TEE_TARGET_DEAD, "signature", bench.signature_at);
		expect_only(signfw_device_findings(bench.device), "device-crash", SIGNFW_WARNING, bench.signature_at);
		bench_close(&bench);
	}
}

/* A TLV with a value of its own; signed.  Type UNKNOWN is as good as none. */
#define UNKNOWN 0x7f

static void a_bad_tlv_is_refused(void **state)
{
	static const struct {
		enum bench_tlv tlv;
		struct test_tlv is;
		uint32_t result;
		const char *rule;
		bool at_value;
	} rows[] = {
		{BENCH_SIGNTYPE, {UNKNOWN, "\1", 1}, SIGNFW_TEE_BAD_PARAMETERS, "tlv-missing", false},
		{BENCH_SIGNTYPE, {SIGNFW_TLV_SIGNTYPE, NULL, 0}, SIGNFW_TEE_BAD_PARAMETERS, "tlv-missing", false},
		{BENCH_SIGNTYPE, {SIGNFW_TLV_SIGNTYPE, "\1", 2}, SIGNFW_TEE_BAD_PARAMETERS, "tlv-size", true},
		{BENCH_SIGNTYPE, {SIGNFW_TLV_SIGNTYPE, "\0", 1}, SIGNFW_TEE_NOT_SUPPORTED, "signature-type", true},
		{BENCH_SIGNTYPE, {SIGNFW_TLV_SIGNTYPE, "\2", 1}, SIGNFW_TEE_NOT_SUPPORTED, "signature-type", true},
		{BENCH_SIGNTYPE, {SIGNFW_TLV_SIGNTYPE, "\3", 1}, SIGNFW_TEE_NOT_SUPPORTED, "signature-type", true},
		{BENCH_HASHTABLE, {UNKNOWN, NULL, 0}, SIGNFW_TEE_NO_DATA, "tlv-missing", false},
		{BENCH_HASHTABLE, {SIGNFW_TLV_HASHTABLE, NULL, 0}, SIGNFW_TEE_NO_DATA, "tlv-missing", false},
		{BENCH_HASHTABLE, {SIGNFW_TLV_HASHTABLE, "", 1}, SIGNFW_TEE_BAD_PARAMETERS, "tlv-size", true},
		{BENCH_NUM_IMG, {UNKNOWN, "\1", 1}, SIGNFW_TEE_NO_DATA, "tlv-missing", false},
		{BENCH_NUM_IMG, {SIGNFW_TLV_NUM_IMG, NULL, 0}, SIGNFW_TEE_NO_DATA, "tlv-missing", false},
		{BENCH_NUM_IMG, {SIGNFW_TLV_NUM_IMG, "\1", 2}, SIGNFW_TEE_BAD_FORMAT, "tlv-size", true},
		{BENCH_NUM_IMG, {SIGNFW_TLV_NUM_IMG, "\0", 1}, SIGNFW_TEE_NO_DATA, "image-count", true},
		{BENCH_IMGTYPE, {UNKNOWN, "\1", 1}, SIGNFW_TEE_NO_DATA, "tlv-missing", false},
		{BENCH_IMGTYPE, {SIGNFW_TLV_IMGTYPE, NULL, 0}, SIGNFW_TEE_NO_DATA, "tlv-missing", false},
		{BENCH_IMGTYPE, {SIGNFW_TLV_IMGTYPE, "\1\1", 2}, SIGNFW_TEE_BAD_PARAMETERS, "tlv-size", true},
		{BENCH_IMGTYPE, {SIGNFW_TLV_IMGTYPE, "\0", 1}, SIGNFW_TEE_BAD_FORMAT, "image-type", true},
		{BENCH_IMGTYPE, {SIGNFW_TLV_IMGTYPE, "\2", 1}, SIGNFW_TEE_BAD_FORMAT, "image-type", true},
		{BENCH_IMGSIZE, {UNKNOWN, "\0\1\0\0", 4}, SIGNFW_TEE_NO_DATA, "tlv-missing", false},
		{BENCH_IMGSIZE, {SIGNFW_TLV_IMGSIZE, NULL, 0}, SIGNFW_TEE_NO_DATA, "tlv-missing", false},
		{BENCH_IMGSIZE, {SIGNFW_TLV_IMGSIZE, "\0\1\0", 3}, SIGNFW_TEE_BAD_PARAMETERS, "tlv-size", true},
		{BENCH_IMGSIZE, {SIGNFW_TLV_IMGSIZE, "\0\1\0\0\0", 5}, SIGNFW_TEE_BAD_PARAMETERS, "tlv-size", true},
		{BENCH_IMGSIZE, {SIGNFW_TLV_IMGSIZE, "\0\0\0\0", 4}, SIGNFW_TEE_BAD_PARAMETERS, "image-size", true},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct bench bench;

		bench_open_good(&bench);
		bench.tlvs[rows[i].tlv] = rows[i].is;
		bench_build_and_sign(&bench);
		expect_load(&bench, ALL_VERSIONS, rows[i].result, rows[i].rule,
			    rows[i].at_value ? bench_value_at(&bench, rows[i].tlv) : BENCH_TLV_AREA);
		bench_close(&bench);
	}
}

static void a_table_of_broken_entries_is_refused(void **state)
{
	struct bench bench;

	(void)state;
	bench_open_good(&bench);
	bench.tlvs[BENCH_HASHTABLE].size -= 1;
	bench_build_and_sign(&bench);
	expect_load(&bench, ALL_VERSIONS, SIGNFW_TEE_BAD_PARAMETERS, "tlv-size",
		    bench_value_at(&bench, BENCH_HASHTABLE));
	bench_close(&bench);
}

static void what_upstream_does_not_look_at_may_be_anything(void **state)
{
	static const struct test_tlv rows[] = {
		{UNKNOWN, "\1", 1},
		{SIGNFW_TLV_HASHTYPE, NULL, 0},
		{SIGNFW_TLV_HASHTYPE, "\377", 1},
		{SIGNFW_TLV_HASHTYPE, "\1\1", 2},
		{SIGNFW_TLV_PLATFORM_FIRST | SIGNFW_TLV_SIGNTYPE, "\377", 1},
		{SIGNFW_TLV_PLATFORM_LAST, NULL, 0},
		{0xffffffff, "text", 4},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct bench bench;

		bench_open_good(&bench);
		bench.tlvs[BENCH_HASHTYPE] = rows[i];
		bench_build_and_sign(&bench);
		expect_load(&bench, UPSTREAM, SIGNFW_TEE_SUCCESS, "loaded", SIGNFW_NO_OFFSET);
		bench_close(&bench);
	}
}

static void hashtype_is_looked_at(void **state)
{
	static const struct {
		struct test_tlv tlv;
		uint32_t result;
		const char *rule;
		bool is_missing;
	} rows[] = {
		{{SIGNFW_TLV_HASHTYPE, NULL, 0}, SIGNFW_TEE_NO_DATA, "tlv-missing", true},
		{{0x77, "\1", 1}, SIGNFW_TEE_NO_DATA, "tlv-missing", true},
		{{SIGNFW_TLV_HASHTYPE, "\1\1", 2}, SIGNFW_TEE_BAD_PARAMETERS, "tlv-size", false},
		{{SIGNFW_TLV_HASHTYPE, "\2", 1}, SIGNFW_TEE_NOT_SUPPORTED, "hash-type", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct bench bench;

		bench_open_good(&bench);
		bench.tlvs[BENCH_HASHTYPE] = rows[i].tlv;
		bench_build_and_sign(&bench);
		expect_load(&bench, ST_4_0, rows[i].result, rows[i].rule,
			    rows[i].is_missing ? BENCH_TLV_AREA : bench_value_at(&bench, BENCH_HASHTYPE));
		bench_close(&bench);
	}
}

static void tlvs_of_encryption_are_checked(void **state)
{
	static const struct {
		size_t tlv; /* the one to be replaced */
		struct test_tlv with;
		uint32_t result;
		const char *rule;
		bool is_missing;
	} rows[] = {
		{BENCH_MORE, {SIGNFW_TLV_ENCTYPE, "\1\1", 2}, SIGNFW_TEE_BAD_PARAMETERS, "tlv-size", false},
		{BENCH_MORE, {SIGNFW_TLV_ENCTYPE, "\2", 1}, SIGNFW_TEE_NOT_SUPPORTED, "encryption-type", false},
		/* an empty one is none */
		{BENCH_MORE, {SIGNFW_TLV_ENCTYPE, NULL, 0}, SIGNFW_TEE_NO_DATA, "tlv-missing", true},
		{BENCH_HASHTABLE,
		 {SIGNFW_TLV_HASHTABLE, "0123456789abcde", 16},
		 SIGNFW_TEE_NO_DATA,
		 "tlv-missing",
		 true},
		{BENCH_HASHTABLE,
		 {SIGNFW_TLV_ENCTABLE, "0123456789abcde", 16},
		 SIGNFW_TEE_BAD_PARAMETERS,
		 "tlv-size",
		 false},
		{BENCH_IMGTYPE, {SIGNFW_TLV_IMGTYPE, "\1", 1}, SIGNFW_TEE_BAD_FORMAT, "image-type", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct test_file image = bench_elf();
		uint8_t table[BENCH_ENC_TABLE_SIZE];
		struct bench bench;

		bench_open_encrypted(&bench, table, &image);
		bench.tlvs[rows[i].tlv] = rows[i].with;
		bench_build_and_sign(&bench);
		expect_load(&bench, ST_4_0, rows[i].result, rows[i].rule,
			    rows[i].is_missing ? BENCH_TLV_AREA : bench_value_at(&bench, rows[i].tlv));
		bench_close(&bench);
	}
	struct bench bench;

	bench_open_good(&bench);
	bench.tlvs[BENCH_IMGTYPE].value = "\2";
	bench_build_and_sign(&bench);
	expect_load(&bench, ALL_VERSIONS, SIGNFW_TEE_BAD_FORMAT, "image-type", bench_value_at(&bench, BENCH_IMGTYPE));
	bench_close(&bench);
}

/* One fault for each step, as bytes of the container, in the order in which a device sees them. */
enum base {
	AT_CONTAINER,
	AT_SIGNATURE,
	AT_IMAGE
};

static const struct step {
	const char *rule;
	uint32_t result;
	enum base base; /* of what is spoiled */
	size_t at;
	uint8_t value;
} steps[] = {
	{"magic", SIGNFW_TEE_BAD_PARAMETERS, AT_CONTAINER, 0, 0},
	{"version", SIGNFW_TEE_BAD_PARAMETERS, AT_CONTAINER, 4, 2},
	{"size", SIGNFW_TEE_BAD_PARAMETERS, AT_CONTAINER, 19, 1},
	{"signature-type", SIGNFW_TEE_NOT_SUPPORTED, AT_CONTAINER, BENCH_TLV_AREA + 8, 3},
	{"signature", SIGNFW_TEE_SIGNATURE_INVALID, AT_SIGNATURE, 3, 0},
	{"elf-size", SIGNFW_TEE_BAD_FORMAT, AT_IMAGE, ELF_HEADER(e_shoff) + 2, 1},
	{"elf-header", SIGNFW_TEE_BAD_FORMAT, AT_IMAGE, EI_VERSION, 2},
	/* HASHTABLE, NUM_IMG, IMGTYPE, IMGSIZE under another type */
	{"tlv-missing", SIGNFW_TEE_NO_DATA, AT_CONTAINER, 100, UNKNOWN},
	{"tlv-missing", SIGNFW_TEE_NO_DATA, AT_CONTAINER, 52, UNKNOWN},
	{"image-type", SIGNFW_TEE_BAD_FORMAT, AT_CONTAINER, 76, 2},
	{"tlv-missing", SIGNFW_TEE_NO_DATA, AT_CONTAINER, 84, UNKNOWN},
	{"program-headers", SIGNFW_TEE_BAD_FORMAT, AT_IMAGE, ELF_HEADER(e_phoff), 53},
	{"segment-data", SIGNFW_TEE_BAD_FORMAT, AT_IMAGE, ELF_SEGMENT(0, p_offset) + 2, 1},
	{"hash-entry", SIGNFW_TEE_NO_DATA, AT_IMAGE, ELF_SEGMENT(0, p_paddr), 1},
	{"segment-hash", SIGNFW_TEE_SECURITY, AT_IMAGE, ELF_SEGMENT(2, p_type), 0},
	{"section-headers", SIGNFW_TEE_BAD_FORMAT, AT_IMAGE, ELF_HEADER(e_shoff), 2},
};

#define STEP_COUNT (sizeof(steps) / sizeof(steps[0]))

static void spoil(struct bench *bench, const struct step *step)
{
	const size_t bases[] = {0, bench->signature_at, bench->image_at[0]};

	bench->container.data[bases[step->base] + step->at] = step->value;
}

/* Faults of signed bytes are there before signing, the signature's own (when it isn't to be seen) behind them. */
static void spoil_two(struct bench *bench, const struct step *first, const struct step *second)
{
	bench_open_good(bench);
	bench_build(bench);
	if (first->base == AT_CONTAINER)
		spoil(bench, first);
	if (second->base == AT_CONTAINER)
		spoil(bench, second);
	bench_sign(bench);
	if (first->base != AT_CONTAINER)
		spoil(bench, first);
	if (second->base != AT_CONTAINER)
		spoil(bench, second);
}

static void what_a_device_checks_first_decides(void **state)
{
	struct bench bench;

	(void)state;
	for (size_t i = 0; i < STEP_COUNT; i++)
		for (size_t j = i; j < STEP_COUNT; j++) {
			spoil_two(&bench, &steps[i], &steps[j]);
			bench_load(&bench, version_names[(i + j) % VERSION_COUNT]);
			if (bench.answer.result != steps[i].result || strcmp(bench.answer.rule, steps[i].rule) != 0)
				fail_msg("steps %zu and %zu: 0x%08x [%s] (%s), expected 0x%08x [%s]", i, j,
					 bench.answer.result, bench.answer.rule, bench.answer.reason, steps[i].result,
					 steps[i].rule);
			bench_close(&bench);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_good_container_is_loaded),
		cmocka_unit_test(an_empty_buffer_is_refused),
		cmocka_unit_test(a_buffer_shorter_than_what_its_header_says_is_refused),
		cmocka_unit_test(a_bad_header_is_refused),
		cmocka_unit_test(sizes_are_compared_rounded_up),
		cmocka_unit_test(lengths_that_round_to_0),
		cmocka_unit_test(a_bad_tlv_is_refused),
		cmocka_unit_test(a_table_of_broken_entries_is_refused),
		cmocka_unit_test(what_upstream_does_not_look_at_may_be_anything),
		cmocka_unit_test(hashtype_is_looked_at),
		cmocka_unit_test(tlvs_of_encryption_are_checked),
		cmocka_unit_test(what_a_device_checks_first_decides),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
