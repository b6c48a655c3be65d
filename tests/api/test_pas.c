/* SPDX-License-Identifier: BSD-2-Clause */
/* PAS containers: what is handed out of them, and what verifying asks for. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pas_vectors.h"

struct fixture {
	struct pas_files *files;
	signfw_pas *pas;
};

static struct fixture open_vector(const char *path)
{
	struct fixture fixture = {.files = pas_files_load(path)};

	fixture.pas = pas_inspect(fixture.files);
	return fixture;
}

static void close_vector(struct fixture *fixture)
{
	signfw_pas_free(fixture->pas);
	pas_files_free(fixture->files);
}

static struct signfw_pas_segment segment_of(const signfw_pas *pas, size_t index)
{
	struct signfw_pas_segment segment;

	assert_int_equal(signfw_pas_segment(pas, index, &segment), SIGNFW_OK);
	return segment;
}

static struct signfw_pas_certificate certificate_of(const signfw_pas *pas, size_t index)
{
	struct signfw_pas_certificate certificate;

	assert_int_equal(signfw_pas_certificate(pas, index, &certificate), SIGNFW_OK);
	return certificate;
}

/* ---- reading ---------------------------------------------------------------------- */

static void segments_have_their_bytes_and_digests(void **state)
{
	struct fixture fixture = open_vector("signed/own-v6-ecdsa.mbn");
	const struct signfw_pas_segment code = segment_of(fixture.pas, 2), bss = segment_of(fixture.pas, 5);
	struct signfw_pas_segment none;

	(void)state;
	assert_int_equal(code.offset, 0x2000);
	assert_int_equal(code.address, 0x86b00000);
	assert_int_equal(code.file_size, 0x1a0);
	assert_ptr_equal(code.data, fixture.files->main.data + 0x2000);
	assert_non_null(code.digest);
	assert_true(code.is_loaded && code.is_hashed_by_optee && code.is_relocatable);
	assert_int_equal(code.check, SIGNFW_UNCHECKED);
	assert_true(bss.is_loaded && bss.file_size == 0 && bss.memory_size == 0x1000);
	assert_false(segment_of(fixture.pas, 1).is_loaded);
	assert_int_equal(signfw_pas_segment(fixture.pas, 6, &none), SIGNFW_E_ARGUMENT);
	close_vector(&fixture);
}

static void regions_follow_one_another(void **state)
{
	static const struct {
		const char *name;
		uint64_t offset;
		size_t size;
	} expected[] = {
		{"header", 4096, 48},         {"oem-metadata", 4144, 120},      {"hashes", 4264, 288},
		{"oem-signature", 4552, 104}, {"oem-certificates", 4656, 3360}, {"tail", 8016, 208},
	};
	struct fixture fixture = open_vector("signed/own-v6-tail-ff.mbn");
	struct signfw_pas_region region;

	(void)state;
	for (size_t i = 0; i < sizeof(expected) / sizeof(expected[0]); i++) {
		assert_int_equal(signfw_pas_region(fixture.pas, i, &region), SIGNFW_OK);
		assert_string_equal(region.name, expected[i].name);
		assert_int_equal(region.offset, expected[i].offset);
		assert_int_equal(region.size, expected[i].size);
		assert_ptr_equal(region.data, fixture.files->main.data + region.offset);
	}
	assert_int_equal(signfw_pas_region(fixture.pas, 6, &region), SIGNFW_E_ARGUMENT);
	close_vector(&fixture);
}

static void metadata_are_told_in_words(void **state)
{
	struct fixture fixture = open_vector("signed/own-v6-soc.mbn");
	struct signfw_pas_field field;

	(void)state;
	assert_true(signfw_pas_find_field(fixture.pas, "sw_id", &field));
	assert_string_equal(field.group, "oem-metadata");
	assert_string_equal(field.words, "cdsp");
	assert_int_equal(field.width, 4);
	assert_true(signfw_pas_find_field(fixture.pas, "soc_versions", &field));
	assert_int_equal(field.count, 12);
	assert_int_equal(field.values[0], 0x6019);
	assert_true(signfw_pas_find_field(fixture.pas, "flags", &field));
	assert_string_equal(field.words, "for the listed SoC versions, for any OEM");
	assert_false(signfw_pas_find_field(fixture.pas, "weather", &field));
	close_vector(&fixture);
}

static void common_metadata_come_first(void **state)
{
	struct fixture fixture = open_vector("signed/own-v7.mbn");
	struct signfw_pas_field field;

	(void)state;
	assert_true(signfw_pas_find_field(fixture.pas, "hash_algorithm", &field));
	assert_string_equal(field.group, "common-metadata");
	assert_string_equal(field.words, "SHA-384");
	assert_true(signfw_pas_find_field(fixture.pas, "serials", &field));
	assert_string_equal(field.group, "oem-metadata");
	assert_int_equal(field.width, 8);
	close_vector(&fixture);
}

static void old_versions_have_fields_in_the_certificate(void **state)
{
	struct fixture fixture = open_vector("signed/own-v5-rollback.mbn");
	struct signfw_pas_field field;

	(void)state;
	assert_true(signfw_pas_find_field(fixture.pas, "sw_id", &field));
	assert_string_equal(field.group, "oem-certificates");
	assert_true(field.values[0] == UINT64_C(0x300000017));
	assert_int_equal(field.width, 8);
	assert_string_equal(field.words, "cdsp, anti-rollback version 3");
	assert_true(signfw_pas_find_field(fixture.pas, "debug", &field));
	assert_string_equal(field.words, "off");
	close_vector(&fixture);
}

static void certificates_are_leaf_first(void **state)
{
	struct fixture fixture = open_vector("signed/own-v6-double.mbn");
	const struct signfw_pas_certificate leaf = certificate_of(fixture.pas, 0),
					    root = certificate_of(fixture.pas, 2);
	const struct signfw_pas_certificate qti = certificate_of(fixture.pas, 3);
	struct signfw_pas_certificate none;

	(void)state;
	assert_string_equal(leaf.signer, "oem");
	assert_int_equal(leaf.depth, 0);
	assert_string_equal(leaf.subject, "CN=signfw test oem leaf");
	assert_string_equal(leaf.issuer, "CN=signfw test oem ca");
	assert_string_equal(leaf.key, "P-384");
	assert_string_equal(leaf.algorithm, "ecdsa-with-SHA384");
	assert_string_equal(leaf.not_before, "2023-01-01T00:00:00Z");
	assert_string_equal(leaf.not_after, "2049-12-31T23:59:59Z");
	assert_null(leaf.known);
	assert_int_equal(root.depth, 2);
	assert_int_equal(root.sha384[0], 0x3e);
	assert_int_equal(root.sha256[0], 0xba);
	assert_ptr_equal(root.data, fixture.files->main.data + root.offset);
	assert_string_equal(qti.signer, "qti");
	assert_int_equal(qti.depth, 0);
	assert_int_equal(signfw_pas_certificate(fixture.pas, 6, &none), SIGNFW_E_ARGUMENT);
	close_vector(&fixture);
}

static void bytes_that_nothing_covers_are_listed(void **state)
{
	static const struct signfw_unprotected expected[] = {
		{244, 3852, "a gap between segments"},
		{4655, 1, "padding behind a signature"},
		{6048, 1968, "padding behind certificates"},
		{8016, 176, "a gap between segments"},
	};
	struct fixture fixture = open_vector("signed/own-v6-ecdsa.mbn");
	struct signfw_unprotected range;

	(void)state;
	for (size_t i = 0; i < sizeof(expected) / sizeof(expected[0]); i++) {
		assert_int_equal(signfw_pas_unprotected(fixture.pas, i, &range), SIGNFW_OK);
		assert_int_equal(range.offset, expected[i].offset);
		assert_int_equal(range.size, expected[i].size);
		assert_string_equal(range.what, expected[i].what);
	}
	close_vector(&fixture);
}

/* Changing such a byte isn't noticed; changing any other one is. */
static void bytes_that_nothing_covers_can_be_changed(void **state)
{
	struct fixture fixture = open_vector("signed/own-v7.mbn");
	struct signfw_pas_verify_options options = SIGNFW_PAS_VERIFY_OPTIONS_INIT;
	struct signfw_unprotected range;
	struct signfw_error error;
	struct test_file root = load_file("vectors/pas/keys/oem-root.der");
	uint8_t *bytes = fixture.files->main.data;

	(void)state;
	options.root = root.data;
	options.root_size = root.size;
	for (size_t at = 0; at < fixture.files->main.size; at += 29) {
		bool covered = true;

		for (size_t i = 0; signfw_pas_unprotected(fixture.pas, i, &range) == SIGNFW_OK; i++)
			covered = covered && (at < range.offset || at >= range.offset + range.size);
		bytes[at] ^= 1;
		signfw_pas *changed = pas_inspect(fixture.files);

		if ((signfw_pas_verify(changed, &options, &error) == SIGNFW_OK) != !covered)
			fail_msg("byte %zu is%s covered", at, covered ? "" : "n't");
		signfw_pas_free(changed);
		bytes[at] ^= 1;
	}
	free(root.data);
	close_vector(&fixture);
}

static void anything_can_be_inspected(void **state)
{
	static const uint8_t junk[] = "junk";
	const struct signfw_input input = {junk, sizeof(junk), "junk"};
	struct signfw_pas_verify_options options = SIGNFW_PAS_VERIFY_OPTIONS_INIT;
	struct signfw_pas_region region;
	struct signfw_pas_field field;
	signfw_pas *pas = NULL;

	(void)state;
	assert_false(signfw_pas_recognise(junk, sizeof(junk)));
	assert_false(signfw_pas_recognise(NULL, 0));
	assert_int_equal(signfw_pas_inspect(&pas, &input, NULL, 0, NULL), SIGNFW_OK);
	expect_only(signfw_pas_findings(pas), "elf-magic", SIGNFW_ERROR, 0);
	assert_null(signfw_pas_get_header(pas)->layout);
	assert_int_equal(signfw_pas_region(pas, 0, &region), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_pas_field(pas, 0, &field), SIGNFW_E_ARGUMENT);
	options.flags = SIGNFW_PAS_VERIFY_ANY_ROOT;
	assert_int_equal(signfw_pas_verify(pas, &options, NULL), SIGNFW_E_ELF);
	signfw_pas_free(pas);
	signfw_pas_free(NULL);
}

static void wrong_arguments_are_refused(void **state)
{
	static const uint8_t byte[1];
	const struct signfw_input input = {NULL, 1, NULL}, empty = {byte, 0, NULL};
	const struct signfw_pas_part part = {0, NULL, 1};
	signfw_pas *pas = NULL;

	(void)state;
	assert_int_equal(signfw_pas_inspect(NULL, &empty, NULL, 0, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_pas_inspect(&pas, NULL, NULL, 0, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_pas_inspect(&pas, &input, NULL, 0, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_pas_inspect(&pas, &empty, NULL, 1, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_pas_inspect(&pas, &empty, &part, 1, NULL), SIGNFW_E_ARGUMENT);
	assert_null(pas);
	assert_null(signfw_pas_findings(NULL));
	assert_null(signfw_pas_get_header(NULL));
	assert_null(signfw_pas_get_result(NULL));
}

/* ---- verifying -------------------------------------------------------------------- */

static enum signfw_status verify(const struct fixture *fixture, const struct signfw_pas_verify_options *options)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;

	return signfw_pas_verify(fixture->pas, options, &error);
}

static void a_root_has_to_be_the_one(void **state)
{
	struct fixture fixture = open_vector("signed/own-v6-ecdsa.mbn");
	struct test_file root = load_file("vectors/pas/keys/oem-root.der");
	struct test_file other = load_file("vectors/pas/keys/other-root.der");
	struct signfw_pas_verify_options options = SIGNFW_PAS_VERIFY_OPTIONS_INIT;

	(void)state;
	options.root = root.data;
	options.root_size = root.size;
	assert_int_equal(verify(&fixture, &options), SIGNFW_OK);
	assert_int_equal(signfw_pas_get_result(fixture.pas)->root_trusted, SIGNFW_GOOD);
	options.root = other.data;
	options.root_size = other.size;
	assert_int_equal(verify(&fixture, &options), SIGNFW_E_SIGNATURE);
	expect_only(signfw_pas_findings(fixture.pas), "root-mismatch", SIGNFW_ERROR, 4656);
	assert_int_equal(signfw_pas_get_result(fixture.pas)->root_trusted, SIGNFW_BAD);
	options.root_size = 10;
	assert_int_equal(verify(&fixture, &options), SIGNFW_E_KEY);
	free(root.data);
	free(other.data);
	close_vector(&fixture);
}

static void a_root_may_be_pem(void **state)
{
	struct fixture fixture = open_vector("signed/own-v6-ecdsa.mbn");
	char *folder = scratch_new();
	char path[512];
	struct signfw_pas_verify_options options = SIGNFW_PAS_VERIFY_OPTIONS_INIT;

	(void)state;
	run("openssl x509 -inform der -in %s/vectors/pas/keys/oem-root.der -out %s/root.pem", TEST_DATA, folder);
	snprintf(path, sizeof(path), "%s/root.pem", folder);
	struct test_file root = load_file(path);

	options.root = root.data;
	options.root_size = root.size;
	assert_int_equal(verify(&fixture, &options), SIGNFW_OK);
	free(root.data);
	scratch_remove(folder);
	close_vector(&fixture);
}

static void a_fused_hash_is_of_either_kind(void **state)
{
	struct fixture fixture = open_vector("signed/own-v6-two-roots.mbn");
	struct signfw_pas_verify_options options = SIGNFW_PAS_VERIFY_OPTIONS_INIT;
	struct signfw_pas_result result;

	(void)state;
	options.flags = SIGNFW_PAS_VERIFY_ANY_ROOT;
	assert_int_equal(verify(&fixture, &options), SIGNFW_OK);
	result = *signfw_pas_get_result(fixture.pas);
	assert_true(result.has_root);
	assert_int_equal(result.root_count, 2);
	assert_int_equal(result.root_trusted, SIGNFW_UNCHECKED);
	options.flags = 0;
	options.root_hash = result.root_sha256;
	options.root_hash_size = sizeof(result.root_sha256);
	assert_int_equal(verify(&fixture, &options), SIGNFW_OK);
	options.root_hash = result.root_sha384;
	options.root_hash_size = sizeof(result.root_sha384);
	assert_int_equal(verify(&fixture, &options), SIGNFW_OK);
	result.root_sha384[47] ^= 1;
	assert_int_equal(verify(&fixture, &options), SIGNFW_E_SIGNATURE);
	options.root_hash_size = 20;
	assert_int_equal(verify(&fixture, &options), SIGNFW_E_ARGUMENT);
	close_vector(&fixture);
}

static void an_anchor_has_to_be_chosen(void **state)
{
	struct fixture fixture = open_vector("signed/own-v6-ecdsa.mbn");
	struct signfw_pas_verify_options options = SIGNFW_PAS_VERIFY_OPTIONS_INIT;

	(void)state;
	assert_int_equal(verify(&fixture, &options), SIGNFW_E_ARGUMENT);
	assert_int_equal(verify(&fixture, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_pas_verify(NULL, &options, NULL), SIGNFW_E_ARGUMENT);
	close_vector(&fixture);
}

static void digests_can_be_all_that_is_asked_for(void **state)
{
	struct fixture fixture = open_vector("signed/qt-dsp32-v6.mbn");
	struct signfw_pas_verify_options options = SIGNFW_PAS_VERIFY_OPTIONS_INIT;

	(void)state;
	options.flags = SIGNFW_PAS_VERIFY_DIGESTS_ONLY;
	assert_int_equal(verify(&fixture, &options), SIGNFW_OK);
	assert_int_equal(signfw_pas_get_result(fixture.pas)->digests, SIGNFW_PAS_OK);
	assert_int_equal(signfw_pas_get_result(fixture.pas)->chain, SIGNFW_PAS_UNCHECKED);
	assert_int_equal(signfw_pas_get_result(fixture.pas)->signatures[0].state, SIGNFW_PAS_STUB);
	assert_int_equal(segment_of(fixture.pas, 2).check, SIGNFW_GOOD);
	options.flags = SIGNFW_PAS_VERIFY_ANY_ROOT;
	assert_int_equal(verify(&fixture, &options), SIGNFW_E_SIGNATURE);
	expect_ids(signfw_pas_findings(fixture.pas), "image-size signature-stub signature-missing");
	close_vector(&fixture);
}

static void what_is_wrong_has_a_place(void **state)
{
	struct fixture changed = open_vector("malformed/segment-bit.mbn"),
		       chain = open_vector("malformed/cert-tampered.mbn");
	struct fixture headers = open_vector("malformed/entry-bit.mbn"),
		       own = open_vector("malformed/table-own-entry.mbn");
	struct signfw_pas_verify_options options = SIGNFW_PAS_VERIFY_OPTIONS_INIT;

	(void)state;
	options.flags = SIGNFW_PAS_VERIFY_ANY_ROOT;
	assert_int_equal(verify(&changed, &options), SIGNFW_E_HASH);
	assert_string_equal(
		expect_only(signfw_pas_findings(changed.pas), "hash-mismatch", SIGNFW_ERROR, 0x2000).message,
		"the bytes of segment 2 don't have their digest of the hash table");
	assert_int_equal(segment_of(changed.pas, 2).check, SIGNFW_BAD);
	assert_int_equal(segment_of(changed.pas, 3).check, SIGNFW_GOOD);
	assert_int_equal(verify(&chain, &options), SIGNFW_E_SIGNATURE);
	assert_string_equal(expect_only(signfw_pas_findings(chain.pas), "chain-invalid", SIGNFW_ERROR, 4656).message,
			    "certificate 0 of oem-certificates isn't signed by the key of the next one");
	assert_int_equal(verify(&headers, &options), SIGNFW_E_HASH);
	expect_only(signfw_pas_findings(headers.pas), "hash-mismatch", SIGNFW_ERROR, 0);
	options.flags = SIGNFW_PAS_VERIFY_DIGESTS_ONLY;
	assert_int_equal(verify(&own, &options), SIGNFW_E_HASH);
	expect_only(signfw_pas_findings(own.pas), "hash-mismatch", SIGNFW_ERROR, 4264 + 48);
	close_vector(&changed);
	close_vector(&chain);
	close_vector(&headers);
	close_vector(&own);
}

static void a_digest_of_nothing_is_a_note(void **state)
{
	struct pas_files *files = pas_files_load("signed/own-v6-ecdsa.mbn");
	struct signfw_pas_verify_options options = SIGNFW_PAS_VERIFY_OPTIONS_INIT;

	(void)state;
	files->main.data[4264 + 5 * 48] = 1;
	signfw_pas *pas = pas_inspect(files);

	options.flags = SIGNFW_PAS_VERIFY_DIGESTS_ONLY;
	assert_int_equal(signfw_pas_verify(pas, &options, NULL), SIGNFW_OK);
	expect_only(signfw_pas_findings(pas), "digest-of-nothing", SIGNFW_INFO, 4264 + 5 * 48);
	signfw_pas_free(pas);
	pas_files_free(files);
}

/* Nobody looks at bytes behind a signature in DER form. */
static void padding_of_a_signature_is_zero(void **state)
{
	struct pas_files *files = pas_files_load("signed/own-v6-ecdsa.mbn");
	struct signfw_pas_verify_options options = SIGNFW_PAS_VERIFY_OPTIONS_INIT;

	(void)state;
	files->main.data[4655] = 1;
	signfw_pas *pas = pas_inspect(files);

	options.flags = SIGNFW_PAS_VERIFY_ANY_ROOT;
	assert_int_equal(signfw_pas_verify(pas, &options, NULL), SIGNFW_OK);
	expect_only(signfw_pas_findings(pas), "signature-padding", SIGNFW_WARNING, 4655);
	signfw_pas_free(pas);
	pas_files_free(files);
}

static void strictness_minds_warnings(void **state)
{
	struct fixture fixture = open_vector("signed/own-v6-paged.mbn");
	struct signfw_pas_verify_options options = SIGNFW_PAS_VERIFY_OPTIONS_INIT;

	(void)state;
	options.flags = SIGNFW_PAS_VERIFY_ANY_ROOT;
	assert_int_equal(verify(&fixture, &options), SIGNFW_OK);
	options.flags |= SIGNFW_PAS_VERIFY_STRICT;
	assert_int_equal(verify(&fixture, &options), SIGNFW_E_CONTAINER);
	close_vector(&fixture);
}

static void a_missing_part_is_named(void **state)
{
	struct fixture fixture = open_vector("malformed/split-missing/fw.mdt");
	struct signfw_pas_verify_options options = SIGNFW_PAS_VERIFY_OPTIONS_INIT;

	(void)state;
	options.flags = SIGNFW_PAS_VERIFY_ANY_ROOT;
	assert_int_equal(verify(&fixture, &options), SIGNFW_E_CONTAINER);
	assert_string_equal(expect_only(signfw_pas_findings(fixture.pas), "segment-outside", SIGNFW_ERROR, 148).message,
			    "fw.b03 is missing, with the 152 bytes of segment 3");
	close_vector(&fixture);
}

static void a_part_of_another_size_is_named(void **state)
{
	struct fixture fixture = open_vector("malformed/split-short/fw.mdt");

	(void)state;
	assert_string_equal(expect_only(signfw_pas_findings(fixture.pas), "segment-outside", SIGNFW_ERROR, 148).message,
			    "fw.b03 has 151 bytes, segment 3 needs 152");
	close_vector(&fixture);
}

static void segments_that_share_bytes_are_not_hashed_for_hours(void **state)
{
	enum {
		COUNT = 4000,
		SIZE = 2 << 20
	};
	uint8_t *file = calloc(1, SIZE);
	const struct signfw_input input = {file, SIZE, NULL};
	struct signfw_pas_verify_options options = SIGNFW_PAS_VERIFY_OPTIONS_INIT;
	static const uint8_t ident[] = {0x7f, 'E', 'L', 'F', 1, 1, 1};
	const uint32_t hash_at = 52 + 32 * COUNT, hash_size = 40 + 32 * COUNT;
	signfw_pas *pas = NULL;

	(void)state;
	assert_non_null(file);
	memcpy(file, ident, sizeof(ident));
	put_u32(file + 28, 52);
	put_u16(file + 40, 52);
	put_u16(file + 42, 32);
	put_u16(file + 44, COUNT);
	for (size_t i = 1; i < COUNT; i++) {
		uint8_t *header = file + 52 + 32 * i;

		put_u32(header, 1);
		put_u32(header + 16, SIZE);
		put_u32(header + 20, SIZE);
	}
	put_u32(file + 84, 0);
	put_u32(file + 84 + 4, hash_at);
	put_u32(file + 84 + 16, hash_size);
	put_u32(file + 84 + 24, 0x02000000);
	put_u32(file + hash_at + 4, 3);
	put_u32(file + hash_at + 20, 32 * COUNT);
	assert_int_equal(signfw_pas_inspect(&pas, &input, NULL, 0, NULL), SIGNFW_OK);
	options.flags = SIGNFW_PAS_VERIFY_DIGESTS_ONLY;
	assert_int_equal(signfw_pas_verify(pas, &options, NULL), SIGNFW_E_ELF);
	expect_finding(signfw_pas_findings(pas), "elf-segments-alias");
	signfw_pas_free(pas);
	free(file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(segments_have_their_bytes_and_digests),
		cmocka_unit_test(regions_follow_one_another),
		cmocka_unit_test(metadata_are_told_in_words),
		cmocka_unit_test(common_metadata_come_first),
		cmocka_unit_test(old_versions_have_fields_in_the_certificate),
		cmocka_unit_test(certificates_are_leaf_first),
		cmocka_unit_test(bytes_that_nothing_covers_are_listed),
		cmocka_unit_test(bytes_that_nothing_covers_can_be_changed),
		cmocka_unit_test(anything_can_be_inspected),
		cmocka_unit_test(wrong_arguments_are_refused),
		cmocka_unit_test(a_root_has_to_be_the_one),
		cmocka_unit_test(a_root_may_be_pem),
		cmocka_unit_test(a_fused_hash_is_of_either_kind),
		cmocka_unit_test(an_anchor_has_to_be_chosen),
		cmocka_unit_test(digests_can_be_all_that_is_asked_for),
		cmocka_unit_test(what_is_wrong_has_a_place),
		cmocka_unit_test(a_digest_of_nothing_is_a_note),
		cmocka_unit_test(padding_of_a_signature_is_zero),
		cmocka_unit_test(strictness_minds_warnings),
		cmocka_unit_test(a_missing_part_is_named),
		cmocka_unit_test(a_part_of_another_size_is_named),
		cmocka_unit_test(segments_that_share_bytes_are_not_hashed_for_hours),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
