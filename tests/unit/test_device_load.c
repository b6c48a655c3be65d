/* SPDX-License-Identifier: BSD-2-Clause */
/* LOAD as far as the metadata goes: each thing that a device refuses, spoiled in a good container. */
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <stdlib.h>
#include <string.h>

#include "device_bench.h"

#define TLV_AREA CONTAINER_HEADER

static void a_good_container_is_loaded(void **state)
{
	struct bench bench;

	(void)state;
	bench_open_good(&bench);
	bench_build_and_sign(&bench);
	expect_load(&bench, ALL_VERSIONS, SIGNFW_TEE_SUCCESS, "loaded", SIGNFW_NO_OFFSET);
	assert_string_equal(bench.answer.reason, "loaded");
	expect_ids(signfw_device_findings(bench.device), "");
	bench_close(&bench);
}

/* ---- the buffer and its header ---------------------------------------------- */

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
		expect_load(&bench, ALL_VERSIONS, SIGNFW_TEE_BAD_PARAMETERS, "tlv-missing", TLV_AREA);
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

/* ---- TLVs -------------------------------------------------------------------- */

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
			    rows[i].at_value ? bench_value_at(&bench, rows[i].tlv) : TLV_AREA);
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
	expect_load(&bench, ALL_VERSIONS, SIGNFW_TEE_NO_DATA, "tlv-missing", TLV_AREA);
	bench_close(&bench);
}

/* ---- the search for TLVs ------------------------------------------------------ */

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
	expect_load(&bench, UPSTREAM, SIGNFW_TEE_NO_DATA, "tlv-missing", TLV_AREA);
	bench_close(&bench);
}

/* A length that rounds up to 0 is one that leaves the area, but the search goes on. */
static void what_is_behind_a_length_that_rounds_to_0_is_found(void **state)
{
	struct bench bench;

	(void)state;
	bench_open_good(&bench);
	bench.tlvs[BENCH_HASHTYPE] = (struct test_tlv){UNKNOWN, NULL, 0};
	bench_build(&bench);
	for (uint32_t size = 0xfffffff9; size != 0; size++) {
		put_u32(bench.container.data + container_tlv_at(bench.tlvs, BENCH_HASHTYPE) + 4, size);
		bench_sign(&bench);
		expect_load(&bench, UPSTREAM, SIGNFW_TEE_SUCCESS, "loaded", SIGNFW_NO_OFFSET);
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
	expect_load(&bench, SINCE_4_8, SIGNFW_TEE_NO_DATA, "tlv-missing", TLV_AREA);
	/* bytes of the signature are an entry of the table */
	expect_load(&bench, UNTIL_4_7, SIGNFW_TEE_SUCCESS, "loaded", SIGNFW_NO_OFFSET);
	/* and this ends outside of all that was copied */
	put_u32(bench.container.data + at + 4, bench.tlvs[BENCH_HASHTABLE].size + 64 * 1000);
	bench_sign(&bench);
	expect_load(&bench, SINCE_4_8, SIGNFW_TEE_NO_DATA, "tlv-missing", TLV_AREA);
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
			expect_load(&bench, SINCE_4_8, SIGNFW_TEE_NO_DATA, "tlv-missing", TLV_AREA);
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
	put_u32(bench.container.data + TLV_AREA + 4, 0xfffffff8);
	/* and that isn't even signed */
	expect_load(&bench, UNTIL_4_7, SIGNFW_TEE_TARGET_DEAD, "tlv-search", TLV_AREA);
	expect_only(signfw_device_findings(bench.device), "device-hang", SIGNFW_WARNING, TLV_AREA);
	expect_load(&bench, SINCE_4_8, SIGNFW_TEE_BAD_PARAMETERS, "tlv-missing", TLV_AREA);
	expect_ids(signfw_device_findings(bench.device), "");
	bench_close(&bench);
}

/* ---- the signature ------------------------------------------------------------ */

static void expect_bad_signature(struct bench *bench)
{
	expect_load(bench, ALL_VERSIONS, SIGNFW_TEE_SIGNATURE_INVALID, "signature", bench->signature_at);
}

static void every_byte_of_header_and_tlvs_is_signed(void **state)
{
	struct bench bench;
	const size_t samples[] = {TLV_AREA + 9, TLV_AREA + 16, TLV_AREA + 24, TLV_AREA + 31};

	(void)state;
	bench_open_good(&bench);
	bench_build_and_sign(&bench);
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		bench.container.data[samples[i]] ^= 0x40;
		expect_bad_signature(&bench);
		bench.container.data[samples[i]] ^= 0x40;
	}
	bench.container.data[bench.signature_at] ^= 1;
	expect_bad_signature(&bench);
	bench.container.data[bench.signature_at] ^= 1;
	bench.container.data[bench.image_at[0] - 1] ^= 1;
	expect_bad_signature(&bench);
	bench_close(&bench);
}

static void a_device_takes_signatures_by_its_key_only(void **state)
{
	static const char *const keys[] = {"vectors/keys/rsa3072.pem", "vectors/keys/ec256.pem"};
	struct bench bench;

	(void)state;
	bench_open_good(&bench);
	bench_build_and_sign(&bench);
	for (size_t i = 0; i < 2; i++) {
		signfw_key_free(bench.key);
		bench.key = load_key(keys[i]);
		expect_bad_signature(&bench);
	}
	/* without a key to compare with, every signature is taken, and the answer says so */
	signfw_key_free(bench.key);
	bench.key = NULL;
	memset(bench.container.data + bench.signature_at, 0, 256);
	expect_load(&bench, ALL_VERSIONS, SIGNFW_TEE_SUCCESS, "loaded", SIGNFW_NO_OFFSET);
	assert_string_equal(bench.answer.reason, "loaded, if the device trusts the key (no key was given)");
	bench_close(&bench);
}

static void a_signature_of_another_length_is_invalid(void **state)
{
	struct bench bench;

	(void)state;
	bench_open_good(&bench);
	bench_build(&bench);
	for (uint32_t less = 1; less < 8; less++) {
		put_u32(bench.container.data + CONTAINER_SIGNATURE_LENGTH, 256 - less);
		bench_sign(&bench);
		expect_bad_signature(&bench);
	}
	bench_close(&bench);
}

/* A signature whose DigestInfo has no NULL in its AlgorithmIdentifier. */
static void sign_without_null(struct bench *bench)
{
	uint8_t info[17 + SIGNFW_SHA256_SIZE] = {0x30, 0x2f, 0x30, 0x0b, 0x06, 0x09, 0x60, 0x86, 0x48,
						 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x04, 0x20};
	const struct test_file pem = load_file("vectors/keys/rsa2048.pem");
	BIO *bio = BIO_new_mem_buf(pem.data, (int)pem.size);
	EVP_PKEY *pkey = PEM_read_bio_PrivateKey(bio, NULL, NULL, NULL);
	EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(pkey, NULL);
	size_t size = 256;

	assert_int_equal(EVP_Digest(bench->container.data, bench->signature_at, info + 17, NULL, EVP_sha256(), NULL),
			 1);
	assert_int_equal(EVP_PKEY_sign_init(context), 1);
	assert_int_equal(EVP_PKEY_sign(context, bench->container.data + bench->signature_at, &size, info, sizeof(info)),
			 1);
	assert_int_equal(size, 256);
	EVP_PKEY_CTX_free(context);
	EVP_PKEY_free(pkey);
	BIO_free(bio);
	free(pem.data);
}

static void a_device_takes_a_signature_that_verify_refuses(void **state)
{
	signfw_container *container = NULL;
	struct bench bench;

	(void)state;
	bench_open_good(&bench);
	bench_build(&bench);
	sign_without_null(&bench);
	expect_load(&bench, ALL_VERSIONS, SIGNFW_TEE_SUCCESS, "loaded", SIGNFW_NO_OFFSET);
	assert_int_equal(signfw_container_inspect(&container, bench.container.data, bench.container.size, NULL),
			 SIGNFW_OK);
	assert_int_equal(signfw_container_verify(container, bench.key, NULL, NULL), SIGNFW_E_SIGNATURE);
	signfw_container_free(container);
	/* it is a signature of this container all the same */
	bench.container.data[TLV_AREA + 24] ^= 1;
	expect_bad_signature(&bench);
	bench_close(&bench);
}

/* ---- the order ----------------------------------------------------------------- */

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
	{"signature-type", SIGNFW_TEE_NOT_SUPPORTED, AT_CONTAINER, TLV_AREA + 8, 3},
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
		cmocka_unit_test(the_first_tlv_of_a_type_counts),
		cmocka_unit_test(a_record_that_leaves_the_area_is_the_last),
		cmocka_unit_test(what_is_behind_a_length_that_rounds_to_0_is_found),
		cmocka_unit_test(a_value_that_leaves_the_area_is_found_before_4_8),
		cmocka_unit_test(the_area_ends_unrounded_since_4_8),
		cmocka_unit_test(a_search_without_end_is_a_hang_before_4_8),
		cmocka_unit_test(every_byte_of_header_and_tlvs_is_signed),
		cmocka_unit_test(a_device_takes_signatures_by_its_key_only),
		cmocka_unit_test(a_signature_of_another_length_is_invalid),
		cmocka_unit_test(a_device_takes_a_signature_that_verify_refuses),
		cmocka_unit_test(what_a_device_checks_first_decides),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
