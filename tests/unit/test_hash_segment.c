/* SPDX-License-Identifier: BSD-2-Clause */
#include "pas/hash_segment.h"

#include <string.h>

#include "support.h"

#define AT    1000 /* where the segment is in its file */
#define COUNT 3    /* program headers */

/* A segment of one version: every word of the header is there, regions are filled with their number. */
struct made {
	uint8_t bytes[2048];
	size_t size;
};

static struct made make(uint32_t version, const uint32_t sizes[PAS_REGION_COUNT])
{
	const struct pas_version *row = sfw_pas_version(version);
	struct made made = {.size = row->header_size};

	put_u32(made.bytes + 4, version);
	for (size_t i = 0; i < PAS_REGION_COUNT; i++) {
		if (row->size_word[i] == 0)
			continue;
		put_u32(made.bytes + 4 * (size_t)row->size_word[i], sizes[i]);
		memset(made.bytes + made.size, (int)i + 1, sizes[i]);
		made.size += sizes[i];
	}
	return made;
}

/* Common, QTI's and OEM's metadata, hashes, QTI's signature and certificates, OEM's. */
static const uint32_t both_signed[] = {24, 120, 120, COUNT * 48, 10, 20, 30, 40};
static const uint32_t oem_signed[] = {0, 0, 120, COUNT * 48, 0, 0, 30, 40};

static struct made make_v6(void)
{
	struct made made = make(6, oem_signed);

	put_u32(made.bytes + 16, COUNT * 48 + 30 + 40);
	return made;
}

static struct hash_segment parse(const struct made *made, signfw_findings *findings)
{
	struct hash_segment segment;

	assert_true(sfw_hash_segment_parse(&segment, (struct span){made->bytes, made->size}, AT, COUNT, findings));
	return segment;
}

/* The segment can be used, but for one thing. */
static void expect_noticed(const struct made *made, const char *id, enum signfw_severity severity, uint64_t offset)
{
	signfw_findings *findings = new_findings();

	parse(made, findings);
	expect_only(findings, id, severity, AT + offset);
	signfw_findings_free(findings);
}

/* The segment can't be used. */
static void expect_refused(const struct made *made, const char *id, uint64_t offset)
{
	signfw_findings *findings = new_findings();
	struct hash_segment segment;

	assert_false(sfw_hash_segment_parse(&segment, (struct span){made->bytes, made->size}, AT, COUNT, findings));
	expect_only(findings, id, SIGNFW_ERROR, AT + offset);
	signfw_findings_free(findings);
}

static void versions_are_in_order(void **state)
{
	uint32_t before = 0;

	(void)state;
	for (size_t i = 0; sfw_pas_version_at(i) != NULL; i++) {
		assert_true(sfw_pas_version_at(i)->version > before);
		before = sfw_pas_version_at(i)->version;
		assert_ptr_equal(sfw_pas_version(before), sfw_pas_version_at(i));
		assert_true(sfw_pas_version_at(i)->header_size / 4 <= PAS_HEADER_WORDS_MAX);
	}
	assert_int_equal(before, 8);
	assert_null(sfw_pas_version(4));
}

static void regions_are_one_behind_the_other(void **state)
{
	const struct made made = make_v6();
	signfw_findings *findings = new_findings();
	const struct hash_segment segment = parse(&made, findings);

	(void)state;
	expect_ids(findings, "");
	assert_int_equal(segment.regions[PAS_QTI_METADATA].size, 0);
	assert_int_equal(segment.regions[PAS_OEM_METADATA].size, 120);
	assert_int_equal(segment.regions[PAS_OEM_METADATA].data[0], PAS_OEM_METADATA + 1);
	assert_int_equal(sfw_hash_segment_region_offset(&segment, PAS_HASHES), AT + 48 + 120);
	assert_int_equal(segment.regions[PAS_OEM_CERTIFICATES].data[39], PAS_OEM_CERTIFICATES + 1);
	assert_int_equal(segment.signed_prefix, 48 + 120 + COUNT * 48);
	assert_int_equal(segment.digest_size, 48);
	assert_ptr_equal(sfw_hash_segment_digest(&segment, 2), made.bytes + 48 + 120 + 2 * 48);
	assert_int_equal(segment.tail.size, 0);
	signfw_findings_free(findings);
}

static void every_version_is_read(void **state)
{
	static const struct {
		uint32_t version, prefix;
	} cases[] = {
		{3, 40 + COUNT * 48},       {5, 40 + COUNT * 48},       {6, 48 + 240 + COUNT * 48},
		{7, 40 + 264 + COUNT * 48}, {8, 56 + 264 + COUNT * 48},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct made made = make(cases[i].version, both_signed);
		signfw_findings *findings = new_findings();
		const struct hash_segment segment = parse(&made, findings);

		assert_int_equal(segment.signed_prefix, cases[i].prefix);
		for (enum pas_region region = 0; region < PAS_REGION_COUNT; region++)
			assert_int_equal(segment.regions[region].size,
					 segment.version->size_word[region] == 0 ? 0 : both_signed[region]);
		signfw_findings_free(findings);
	}
}

/* Each signer sees the other as absent; sizes of metadata stay. */
static void the_other_signer_is_hidden(void **state)
{
	const struct made made = make(6, both_signed);
	signfw_findings *findings = new_findings();
	const struct hash_segment segment = parse(&made, findings);

	(void)state;
	for (enum pas_signer signer = 0; signer < PAS_SIGNER_COUNT; signer++) {
		struct builder builder = {0};
		struct made expected = made;
		struct span bytes;

		put_u32(expected.bytes + (signer == PAS_OEM ? 8 : 28), 0);
		put_u32(expected.bytes + (signer == PAS_OEM ? 12 : 36), 0);
		memset(expected.bytes + (signer == PAS_OEM ? 48 : 48 + 120), 0, 120);
		sfw_hash_segment_signed(&builder, &segment, signer);
		assert_true(sfw_builder_view(&builder, &bytes));
		assert_int_equal(bytes.size, segment.signed_prefix);
		assert_memory_equal(bytes.data, expected.bytes, bytes.size);
		sfw_builder_cleanup(&builder);
	}
	signfw_findings_free(findings);
}

static void a_broken_header_is_refused(void **state)
{
	struct made made = make_v6();

	(void)state;
	made.size = 7;
	expect_refused(&made, "hashseg-short", 0);
	made.size = 47;
	expect_refused(&made, "hashseg-short", 0);
	put_u32(made.bytes + 4, 9);
	expect_refused(&made, "version", 4);
}

static void a_region_has_to_be_inside(void **state)
{
	struct made made = make_v6();

	(void)state;
	made.size--;
	expect_refused(&made, "region-outside", 36);
	made = make_v6();
	put_u32(made.bytes + 44, 0xffffffff);
	expect_refused(&made, "region-outside", 44);
}

static void the_table_has_to_fit(void **state)
{
	struct made made = make_v6();

	(void)state;
	put_u32(made.bytes + 20, 0);
	expect_refused(&made, "hash-table-empty", 20);
	signfw_findings *findings = new_findings();

	put_u32(made.bytes + 20, COUNT * 48 - 1);
	assert_int_equal(parse(&made, findings).digest_size, 0);
	expect_finding(findings, "hash-table-size");
	signfw_findings_free(findings);
	findings = new_findings();
	put_u32(made.bytes + 20, COUNT * 32);
	assert_int_equal(parse(&made, findings).digest_size, 32);
	signfw_findings_free(findings);
}

static void metadata_have_a_size(void **state)
{
	static const uint32_t short_ones[] = {0, 0, 119, COUNT * 48, 0, 0, 30, 40};
	static const uint32_t without_common[] = {0, 0, 224, COUNT * 48, 0, 0, 30, 40};
	struct made made = make(6, short_ones);

	(void)state;
	put_u32(made.bytes + 16, COUNT * 48 + 30 + 40);
	expect_noticed(&made, "metadata-short", SIGNFW_ERROR, 44);
	made = make(7, without_common);
	expect_noticed(&made, "metadata-short", SIGNFW_ERROR, 8);
}

static void common_metadata_name_the_digest(void **state)
{
	static const uint32_t sizes[] = {24, 0, 224, COUNT * 48, 0, 0, 30, 40};
	struct made made = make(7, sizes);

	(void)state;
	put_u32(made.bytes + 40 + 16, 2);
	expect_noticed(&made, "hash-algorithm", SIGNFW_ERROR, 40 + 16);
	signfw_findings *findings = new_findings();

	put_u32(made.bytes + 40 + 16, 3);
	parse(&made, findings);
	expect_ids(findings, "");
	signfw_findings_free(findings);
}

static void signatures_and_certificates_are_pairs(void **state)
{
	static const uint32_t no_signature[] = {0, 0, 120, COUNT * 48, 0, 0, 0, 40};
	struct made made = make(6, no_signature);

	(void)state;
	put_u32(made.bytes + 16, COUNT * 48 + 40);
	expect_noticed(&made, "signature", SIGNFW_WARNING, 28);
}

static void sums_and_tails_are_notes(void **state)
{
	struct made made = make_v6();

	(void)state;
	put_u32(made.bytes + 16, 1);
	expect_noticed(&made, "image-size", SIGNFW_INFO, 16);
	made = make_v6();
	memset(made.bytes + made.size, 0xff, 8);
	made.size += 8;
	made.bytes[made.size - 1] = 0;
	expect_noticed(&made, "hash-segment-tail", SIGNFW_INFO, made.size - 1);
	put_u32(made.bytes + made.size - 8, 0x514d5349);
	expect_noticed(&made, "uie", SIGNFW_INFO, made.size - 8);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(versions_are_in_order),
		cmocka_unit_test(regions_are_one_behind_the_other),
		cmocka_unit_test(every_version_is_read),
		cmocka_unit_test(the_other_signer_is_hidden),
		cmocka_unit_test(a_broken_header_is_refused),
		cmocka_unit_test(a_region_has_to_be_inside),
		cmocka_unit_test(the_table_has_to_fit),
		cmocka_unit_test(metadata_have_a_size),
		cmocka_unit_test(common_metadata_name_the_digest),
		cmocka_unit_test(signatures_and_certificates_are_pairs),
		cmocka_unit_test(sums_and_tails_are_notes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
