/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "elf_builder.h"
#include "signfw/container.h"

/*
 * A container of two images with two segments each, the second of image 1 not
 * loaded; a test spoils it and expects one finding.
 */
struct bench {
	struct test_file container;
	signfw_key *key;
	size_t images[2]; /* their offsets */
};

static int setup_with(void **state, const struct signfw_sign_options *options)
{
	static const struct elf_segment second[] = {{PT_LOAD, 0x30000000, 64, 64}, {PT_NOTE, 0, 16, 0}};
	const struct test_file files[] = {elf_good(), elf_build(second, 2, NULL, 0)};
	const struct signfw_input inputs[] = {{files[0].data, files[0].size, NULL},
					      {files[1].data, files[1].size, NULL}};
	struct bench *bench = calloc(1, sizeof(*bench));

	assert_non_null(bench);
	bench->key = load_key("vectors/keys/rsa2048.pem");
	assert_int_equal(
		signfw_sign(&bench->container.data, &bench->container.size, inputs, 2, bench->key, options, NULL),
		SIGNFW_OK);
	bench->images[1] = bench->container.size - files[1].size;
	bench->images[0] = bench->images[1] - files[0].size;
	free(files[0].data);
	free(files[1].data);
	*state = bench;
	return 0;
}

static int setup(void **state)
{
	return setup_with(state, NULL);
}

static int setup_loads_only(void **state)
{
	struct signfw_sign_options options = SIGNFW_SIGN_OPTIONS_INIT;

	options.flags |= SIGNFW_SIGN_TABLE_LOADS_ONLY;
	return setup_with(state, &options);
}

static int teardown(void **state)
{
	struct bench *bench = *state;

	signfw_free(bench->container.data);
	signfw_key_free(bench->key);
	free(bench);
	return 0;
}

static signfw_container *inspect(const struct bench *bench)
{
	signfw_container *container = NULL;

	assert_int_equal(signfw_container_inspect(&container, bench->container.data, bench->container.size, NULL),
			 SIGNFW_OK);
	return container;
}

static void expect_checks(const signfw_container *container, enum signfw_check signature, enum signfw_check a,
			  enum signfw_check b, enum signfw_check c, enum signfw_check d)
{
	const enum signfw_check expected[] = {a, b, c, d};
	struct signfw_signature found;
	struct signfw_segment segment;

	assert_int_equal(signfw_container_signature(container, &found), SIGNFW_OK);
	assert_int_equal(found.check, signature);
	for (size_t i = 0; i < 4; i++) {
		assert_int_equal(signfw_container_segment(container, i / 2, i % 2, &segment), SIGNFW_OK);
		assert_int_equal(segment.check, expected[i]);
	}
}

#define GOOD SIGNFW_GOOD
#define BAD  SIGNFW_BAD
#define NONE SIGNFW_UNCHECKED

/* Verifies with the right key: the finding is the only one, and the verdict if it is an error. */
static signfw_container *expect_verdict(const struct bench *bench, enum signfw_status status, const char *id,
					enum signfw_severity severity, uint64_t offset, const char *message)
{
	struct signfw_error error = {SIGNFW_OK, SIGNFW_REASON_NONE, 42, "untouched"};
	signfw_container *container = inspect(bench);

	assert_int_equal(signfw_container_verify(container, bench->key, NULL, &error), status);
	assert_string_equal(expect_only(signfw_container_findings(container), id, severity, offset).message, message);
	assert_int_equal(error.status, status);
	if (status == SIGNFW_OK) {
		assert_string_equal(error.message, "untouched");
	} else {
		assert_int_equal(error.offset, offset);
		assert_non_null(strstr(error.message, message));
	}
	return container;
}

static void a_good_container_is_valid(void **state)
{
	const struct bench *bench = *state;
	struct signfw_error error = {SIGNFW_OK, SIGNFW_REASON_NONE, 42, "untouched"};
	signfw_container *container = inspect(bench);
	signfw_key *public_key = load_key("vectors/keys/rsa2048.pub.pem");

	expect_checks(container, NONE, NONE, NONE, NONE, NONE);
	assert_int_equal(signfw_container_verify(container, bench->key, NULL, &error), SIGNFW_OK);
	expect_checks(container, GOOD, GOOD, GOOD, GOOD, GOOD);
	assert_int_equal(signfw_container_verify(container, public_key, NULL, &error), SIGNFW_OK);
	assert_string_equal(error.message, "untouched");
	assert_int_equal(error.offset, 42);
	expect_ids(signfw_container_findings(container), "");
	signfw_container_free(container);
	signfw_key_free(public_key);
}

static void another_key_does_not_fit(void **state)
{
	static const struct {
		const char *key, *id, *message;
	} rows[] = {
		{"../keys/dev-rsa2048.pub.pem", "signature-invalid",
		 "the signature isn't valid: made by another key, or header or TLVs were changed"},
		{"vectors/keys/rsa4096.pub.pem", "signature-size",
		 "the signature has 256 bytes, one by this 4096-bit key has 512: it was made by another key"},
		{"vectors/keys/ec256.pub.pem", "signature-key-type", "the signature is of type RSA, the key is ECDSA"},
	};
	struct bench *bench = *state;
	signfw_key *right = bench->key;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		signfw_container *container = inspect(bench);
		struct signfw_error error = SIGNFW_ERROR_INIT;
		signfw_key *key = load_key(rows[i].key);
		const uint64_t offset = bench->images[0] - 256;

		assert_int_equal(signfw_container_verify(container, key, NULL, &error), SIGNFW_E_SIGNATURE);
		assert_string_equal(error.message, rows[i].message);
		assert_int_equal(error.offset, offset);
		assert_int_equal(expect_finding(signfw_container_findings(container), rows[i].id).offset, offset);
		expect_checks(container, BAD, GOOD, GOOD, GOOD, GOOD);
		/* the right key makes up for it */
		assert_int_equal(signfw_container_verify(container, right, NULL, NULL), SIGNFW_OK);
		expect_ids(signfw_container_findings(container), "");
		expect_checks(container, GOOD, GOOD, GOOD, GOOD, GOOD);
		signfw_container_free(container);
		signfw_key_free(key);
	}
}

static void a_changed_tlv_breaks_the_signature(void **state)
{
	struct bench *bench = *state;
	signfw_container *container;

	/* the last byte of the last digest */
	bench->container.data[bench->images[0] - 256 - 1] ^= 1;
	container = inspect(bench);
	assert_int_equal(signfw_container_verify(container, bench->key, NULL, NULL), SIGNFW_E_SIGNATURE);
	expect_ids(signfw_container_findings(container), "signature-invalid other-hash");
	expect_checks(container, BAD, GOOD, GOOD, GOOD, BAD);
	signfw_container_free(container);
}

static void a_changed_segment_breaks_its_hash(void **state)
{
	struct bench *bench = *state;
	signfw_container *container;
	char message[160];

	bench->container.data[bench->images[1] + 116 + 63] ^= 0x80;
	snprintf(message, sizeof(message),
		 "segment 0 (LOAD, 0x30000000): its 64 bytes at 0x%zx don't have the signed SHA-256; they were changed "
		 "after signing",
		 bench->images[1] + 116);
	container = expect_verdict(bench, SIGNFW_E_HASH, "segment-hash", SIGNFW_ERROR, bench->images[1] + 116, message);
	assert_string_equal(expect_finding(signfw_container_findings(container), "segment-hash").source, "image 1");
	expect_checks(container, GOOD, GOOD, GOOD, BAD, GOOD);
	signfw_container_free(container);
}

static void a_changed_segment_that_is_not_loaded_is_a_warning(void **state)
{
	struct bench *bench = *state;
	signfw_container *container;

	bench->container.data[bench->images[1] + 180] ^= 1;
	container = expect_verdict(bench, SIGNFW_OK, "other-hash", SIGNFW_WARNING, bench->images[1] + 180,
				   "segment 1 (NOTE, 0x00000000): its bytes don't have the signed SHA-256; it isn't "
				   "loaded, so devices don't care");
	expect_checks(container, GOOD, GOOD, GOOD, GOOD, BAD);
	signfw_container_free(container);
}

static void a_segment_that_the_table_does_not_have_is_refused(void **state)
{
	static const struct {
		size_t field;
		uint32_t value;
		const char *message;
	} rows[] = {
		{offsetof(Elf32_Phdr, p_paddr), 0x40000000,
		 "segment 0 (LOAD, 0x40000000): the hash table has no entry for this address"},
		{offsetof(Elf32_Phdr, p_filesz), 32,
		 "segment 0 (LOAD, 0x30000000): p_filesz 0x20 and p_memsz 0x40, but hash-table entry 2 says type 1, "
		 "0x40 "
		 "and 0x40"},
		{offsetof(Elf32_Phdr, p_memsz), 65,
		 "segment 0 (LOAD, 0x30000000): p_filesz 0x40 and p_memsz 0x41, but hash-table entry 2 says type 1, "
		 "0x40 "
		 "and 0x40"},
	};
	struct bench *bench = *state;
	const size_t header = bench->images[1] + 52;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		uint8_t *at = bench->container.data + header + rows[i].field;
		const uint32_t was = get_u32(at);
		struct signfw_error error = SIGNFW_ERROR_INIT;
		signfw_container *container;

		put_u32(at, rows[i].value);
		container = inspect(bench);
		assert_int_equal(signfw_container_verify(container, bench->key, NULL, &error), SIGNFW_E_HASH);
		expect_ids(signfw_container_findings(container), "segment-not-covered table-differs");
		assert_int_equal(error.offset, header);
		assert_string_equal(expect_finding(signfw_container_findings(container), "segment-not-covered").message,
				    rows[i].message);
		expect_checks(container, GOOD, GOOD, GOOD, BAD, GOOD);
		signfw_container_free(container);
		put_u32(at, was);
	}
}

static void a_segment_moved_within_the_file_is_a_warning(void **state)
{
	struct bench *bench = *state;
	signfw_container *container;
	char message[120];

	/* p_vaddr, which devices don't look at */
	put_u32(bench->container.data + bench->images[0] + ELF_SEGMENT(1, p_vaddr), 0x99);
	snprintf(message, sizeof(message),
		 "segment 1 (LOAD, 0x20000000) isn't what the signed hash table has in its place (entry 1)");
	container = expect_verdict(bench, SIGNFW_OK, "table-differs", SIGNFW_WARNING, bench->images[0] + 84, message);
	assert_string_equal(expect_finding(signfw_container_findings(container), "table-differs").source, "image 0");
	expect_checks(container, GOOD, GOOD, GOOD, GOOD, GOOD);
	signfw_container_free(container);
}

static void a_segment_that_was_removed_is_a_warning(void **state)
{
	struct bench *bench = *state;
	const size_t table_end = bench->images[0] - 256;
	signfw_container *container;

	put_u16(bench->container.data + bench->images[1] + ELF_HEADER(e_phnum), 1);
	container = inspect(bench);
	assert_int_equal(signfw_container_verify(container, bench->key, NULL, NULL), SIGNFW_OK);
	assert_string_equal(
		expect_only(signfw_container_findings(container), "table-differs", SIGNFW_WARNING, table_end - 64)
			.message,
		"the signed hash table has 4 entries, but the images have only 3 program headers");
	signfw_container_free(container);
}

static void a_segment_that_was_added_is_a_warning_if_it_is_not_loaded(void **state)
{
	struct bench *bench = *state;
	signfw_container *container;
	struct signfw_segment segment;

	/* its program header is what the first bytes of segment 0 are */
	put_u16(bench->container.data + bench->images[1] + ELF_HEADER(e_phnum), 3);
	container = inspect(bench);
	assert_int_equal(signfw_container_verify(container, bench->key, NULL, NULL), SIGNFW_OK);
	expect_ids(signfw_container_findings(container), "elf-segment-cut table-differs");
	assert_int_equal(signfw_container_segment(container, 1, 2, &segment), SIGNFW_OK);
	assert_null(segment.sha256);
	assert_int_equal(segment.check, SIGNFW_UNCHECKED);
	signfw_container_free(container);
}

static void a_table_of_loads_only_is_as_good(void **state)
{
	const struct bench *bench = *state;
	struct signfw_verify_options strict = SIGNFW_VERIFY_OPTIONS_INIT;
	signfw_container *container = inspect(bench);
	struct signfw_segment segment;

	strict.flags |= SIGNFW_VERIFY_STRICT;
	/* p_memsz of the segment that isn't loaded is smaller than p_filesz, which is nobody's business */
	assert_int_equal(signfw_container_verify(container, bench->key, &strict, NULL), SIGNFW_OK);
	expect_ids(signfw_container_findings(container), "");
	expect_checks(container, GOOD, GOOD, GOOD, GOOD, NONE);
	assert_int_equal(signfw_container_segment(container, 1, 1, &segment), SIGNFW_OK);
	assert_null(segment.sha256);
	signfw_container_free(container);
}

static void a_segment_is_missed_in_a_table_of_loads_only(void **state)
{
	struct bench *bench = *state;
	const size_t table_end = bench->images[0] - 256;
	signfw_container *container;

	put_u32(bench->container.data + bench->images[1] + ELF_SEGMENT(0, p_type), PT_NOTE);
	container = inspect(bench);
	assert_int_equal(signfw_container_verify(container, bench->key, NULL, NULL), SIGNFW_OK);
	assert_string_equal(
		expect_finding(signfw_container_findings(container), "table-differs").message,
		"the signed hash table has 3 entries, but the images have only 2 program headers of type LOAD");
	assert_true(has_finding(signfw_container_findings(container), "table-differs", SIGNFW_WARNING, table_end - 64));
	signfw_container_free(container);
	/* and one that was added has no hash */
	put_u32(bench->container.data + bench->images[1] + ELF_SEGMENT(0, p_type), PT_LOAD);
	put_u32(bench->container.data + bench->images[1] + ELF_SEGMENT(1, p_type), PT_LOAD);
	container = inspect(bench);
	assert_int_equal(signfw_container_verify(container, bench->key, NULL, NULL), SIGNFW_E_HASH);
	signfw_container_free(container);
}

/* Program headers aren't signed: thousands of them may ask for the same bytes to be hashed, whatever the signature. */
static void the_work_is_bounded_by_the_size_of_the_file(void **state)
{
	enum {
		COUNT = 4096,
		SIZE = 65536
	};
	static const struct elf_segment segment = {PT_LOAD, 0x10000000, SIZE, SIZE};
	const struct elf_section headers = {".headers", 0, NULL, COUNT * sizeof(Elf32_Phdr)};
	const struct test_file elf = elf_build(&segment, 1, &headers, 1);
	const struct signfw_input input = {elf.data, elf.size, NULL};
	const uint32_t headers_at = get_u32(elf.data + ELF_SECTION(elf, 1, sh_offset));
	struct bench bench = {.key = load_key("vectors/keys/rsa2048.pem")};
	struct signfw_image image;
	signfw_container *container;

	(void)state;
	assert_int_equal(signfw_sign(&bench.container.data, &bench.container.size, &input, 1, bench.key, NULL, NULL),
			 SIGNFW_OK);
	uint8_t *const at = bench.container.data + bench.container.size - (elf.size + 7) / 8 * 8;

	for (size_t i = 0; i < COUNT; i++)
		memcpy(at + headers_at + i * sizeof(Elf32_Phdr), elf.data + ELF_SEGMENT(0, p_type), sizeof(Elf32_Phdr));
	put_u32(at + ELF_HEADER(e_phoff), headers_at);
	put_u16(at + ELF_HEADER(e_phnum), COUNT);
	container = inspect(&bench);
	assert_int_equal(signfw_container_verify(container, bench.key, NULL, NULL), SIGNFW_E_ELF);
	assert_int_equal(expect_finding(signfw_container_findings(container), "elf-segments-alias").severity,
			 SIGNFW_ERROR);
	assert_int_equal(signfw_container_image(container, 0, &image), SIGNFW_OK);
	assert_int_equal(image.segment_count, 0);
	signfw_container_free(container);
	/* so many are hashed */
	put_u16(at + ELF_HEADER(e_phnum), 16);
	container = inspect(&bench);
	assert_int_equal(signfw_container_verify(container, bench.key, NULL, NULL), SIGNFW_OK);
	assert_int_equal(signfw_container_image(container, 0, &image), SIGNFW_OK);
	assert_int_equal(image.segment_count, 16);
	signfw_container_free(container);
	signfw_free(bench.container.data);
	signfw_key_free(bench.key);
	free(elf.data);
}

static void strictness_makes_errors_of_warnings(void **state)
{
	struct signfw_verify_options options = SIGNFW_VERIFY_OPTIONS_INIT;
	struct bench *bench = *state;
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_container *container;

	options.flags |= SIGNFW_VERIFY_STRICT;
	container = inspect(bench);
	assert_int_equal(signfw_container_verify(container, bench->key, &options, NULL), SIGNFW_OK);
	signfw_container_free(container);

	bench->container.data[bench->images[1] + 180] ^= 1;
	container = inspect(bench);
	assert_int_equal(signfw_container_verify(container, bench->key, &options, &error), SIGNFW_E_HASH);
	assert_int_equal(error.offset, bench->images[1] + 180);
	expect_only(signfw_container_findings(container), "other-hash", SIGNFW_ERROR, bench->images[1] + 180);
	assert_int_equal(signfw_container_verify(container, bench->key, NULL, NULL), SIGNFW_OK);
	expect_only(signfw_container_findings(container), "other-hash", SIGNFW_WARNING, bench->images[1] + 180);
	signfw_container_free(container);
}

static void verifying_goes_on_after_an_error(void **state)
{
	struct bench *bench = *state;
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_container *container;

	put_u32(bench->container.data + 4, 2);
	bench->container.data[bench->images[0] + 116] ^= 1;
	container = inspect(bench);
	assert_int_equal(signfw_container_verify(container, bench->key, NULL, &error), SIGNFW_E_CONTAINER);
	assert_string_equal(error.message, "version 2, expected 1");
	expect_ids(signfw_container_findings(container), "container-version signature-invalid segment-hash");
	expect_checks(container, BAD, BAD, GOOD, GOOD, GOOD);
	signfw_container_free(container);
}

static void a_segment_outside_the_file_is_bad(void **state)
{
	struct bench *bench = *state;
	signfw_container *container;

	put_u32(bench->container.data + bench->images[0] + ELF_SEGMENT(0, p_offset), 0xfffffff);
	container = inspect(bench);
	assert_int_equal(signfw_container_verify(container, bench->key, NULL, NULL), SIGNFW_E_ELF);
	expect_ids(signfw_container_findings(container), "elf-segment-outside");
	expect_checks(container, GOOD, BAD, GOOD, GOOD, GOOD);
	signfw_container_free(container);
}

/* What a device would find first is a warning; that nothing was changed is what is verified. */
static void a_shadowed_segment_is_valid(void **state)
{
	const struct test_file file = load_file("vectors/sign/exidx_same_paddr_first.sign");
	signfw_key *key = load_key("vectors/keys/rsa2048.pub.pem");
	signfw_container *container = NULL;
	struct signfw_segment segment;

	(void)state;
	assert_int_equal(signfw_container_parse(&container, file.data, file.size, NULL), SIGNFW_OK);
	assert_int_equal(signfw_container_verify(container, key, NULL, NULL), SIGNFW_OK);
	assert_int_equal(expect_finding(signfw_container_findings(container), "segment-shadowed").severity,
			 SIGNFW_WARNING);
	assert_int_equal(signfw_container_segment(container, 0, 1, &segment), SIGNFW_OK);
	assert_int_equal(segment.check, SIGNFW_GOOD);
	signfw_container_free(container);
	signfw_key_free(key);
	free(file.data);
}

/* r and s that aren't numbers below the order of the curve make an invalid signature, no failure. */
static void a_senseless_ecdsa_signature_is_invalid(void **state)
{
	static const uint8_t fill[] = {0x00, 0xff, 0x01};
	signfw_key *key = load_key("vectors/keys/ec256.pub.pem");

	(void)state;
	for (size_t i = 0; i < sizeof(fill); i++) {
		const struct test_file file = load_file("vectors/sign/typical_ec256.sign");
		signfw_container *container = NULL;

		memset(file.data + 20 + get_u32(file.data + 8), fill[i], 64);
		assert_int_equal(signfw_container_parse(&container, file.data, file.size, NULL), SIGNFW_OK);
		assert_int_equal(signfw_container_verify(container, key, NULL, NULL), SIGNFW_E_SIGNATURE);
		expect_finding(signfw_container_findings(container),
			       fill[i] == 0 ? "signature-missing" : "signature-invalid");
		signfw_container_free(container);
		free(file.data);
	}
	signfw_key_free(key);
}

/* That the file is cut off is all that is said of a signature, or of TLVs, which aren't all there. */
static void what_is_not_there_is_not_judged(void **state)
{
	static const struct {
		const char *path;
		size_t size;
	} rows[] = {
		{"vectors/sign/plain.sign", 0xac + 255},       /* in the signature */
		{"vectors/sign-st/st319_plat.sign", 5952 + 8}, /* in the TLVs, which are behind it */
	};
	const struct bench *bench = *state;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct test_file file = load_file(rows[i].path);
		signfw_container *container = NULL;

		assert_int_equal(signfw_container_inspect(&container, file.data, rows[i].size, NULL), SIGNFW_OK);
		const size_t before = signfw_findings_count(signfw_container_findings(container));

		assert_int_equal(signfw_container_verify(container, bench->key, NULL, NULL), SIGNFW_E_CONTAINER);
		assert_int_equal(signfw_findings_count(signfw_container_findings(container)), before);
		signfw_container_free(container);
		free(file.data);
	}
}

static void what_is_no_container_is_refused(void **state)
{
	const struct bench *bench = *state;
	const struct test_file file = load_file("vectors/elf/plain.elf");
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_container *container = NULL;

	assert_int_equal(signfw_container_inspect(&container, file.data, file.size, NULL), SIGNFW_OK);
	assert_int_equal(signfw_container_verify(container, bench->key, NULL, &error), SIGNFW_E_CONTAINER);
	assert_string_equal(error.message, "not a signed container but an ELF file that isn't signed");
	signfw_container_free(container);
	free(file.data);
}

static void bad_arguments_are_refused(void **state)
{
	const struct bench *bench = *state;
	struct signfw_verify_options options = SIGNFW_VERIFY_OPTIONS_INIT;
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_container *container = inspect(bench);

	assert_int_equal(signfw_container_verify(NULL, bench->key, NULL, &error), SIGNFW_E_ARGUMENT);
	assert_string_equal(error.message, "no container, or no key, was given");
	memset(&error, 0, sizeof(error));
	assert_int_equal(signfw_container_verify(container, NULL, NULL, &error), SIGNFW_E_ARGUMENT);
	assert_string_equal(error.message, "no container, or no key, was given");
	assert_int_equal(signfw_container_verify(container, NULL, NULL, NULL), SIGNFW_E_ARGUMENT);
	options.enc_key_size = 1;
	assert_int_equal(signfw_container_verify(container, bench->key, &options, &error), SIGNFW_E_ARGUMENT);
	assert_string_equal(error.message, "no usable encryption key");
	expect_checks(container, NONE, NONE, NONE, NONE, NONE);
	signfw_container_free(container);
}

static void options_of_any_release_are_taken(void **state)
{
	const struct bench *bench = *state;
	signfw_container *container = inspect(bench);
	struct {
		struct signfw_verify_options now;
		uint64_t later;
	} options = {SIGNFW_VERIFY_OPTIONS_INIT, 0};

	options.now.struct_size = sizeof(options);
	assert_int_equal(signfw_container_verify(container, bench->key, &options.now, NULL), SIGNFW_OK);
	options.later = 1;
	assert_int_equal(signfw_container_verify(container, bench->key, &options.now, NULL), SIGNFW_E_UNSUPPORTED);
	options.now.struct_size = 0;
	assert_int_equal(signfw_container_verify(container, bench->key, &options.now, NULL), SIGNFW_E_ARGUMENT);
	signfw_container_free(container);
}

#define test_of(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_of(a_good_container_is_valid),
		test_of(another_key_does_not_fit),
		test_of(a_changed_tlv_breaks_the_signature),
		test_of(a_changed_segment_breaks_its_hash),
		test_of(a_changed_segment_that_is_not_loaded_is_a_warning),
		test_of(a_segment_that_the_table_does_not_have_is_refused),
		test_of(a_segment_moved_within_the_file_is_a_warning),
		test_of(a_segment_that_was_removed_is_a_warning),
		test_of(a_segment_that_was_added_is_a_warning_if_it_is_not_loaded),
		cmocka_unit_test_setup_teardown(a_table_of_loads_only_is_as_good, setup_loads_only, teardown),
		cmocka_unit_test_setup_teardown(a_segment_is_missed_in_a_table_of_loads_only, setup_loads_only,
						teardown),
		cmocka_unit_test(the_work_is_bounded_by_the_size_of_the_file),
		test_of(strictness_makes_errors_of_warnings),
		test_of(verifying_goes_on_after_an_error),
		test_of(a_segment_outside_the_file_is_bad),
		cmocka_unit_test(a_shadowed_segment_is_valid),
		cmocka_unit_test(a_senseless_ecdsa_signature_is_invalid),
		test_of(what_is_not_there_is_not_judged),
		test_of(what_is_no_container_is_refused),
		test_of(bad_arguments_are_refused),
		test_of(options_of_any_release_are_taken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
