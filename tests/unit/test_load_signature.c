/* SPDX-License-Identifier: BSD-2-Clause */
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <stdlib.h>
#include <string.h>

#include "device_bench.h"
#include "key/signing_key.h"

#define LOADED SIGNFW_TEE_SUCCESS, "loaded", SIGNFW_NO_OFFSET

static void expect_bad_signature(struct bench *bench)
{
	expect_load(bench, ALL_VERSIONS, SIGNFW_TEE_SIGNATURE_INVALID, "signature", bench->signature_at);
}

static void every_byte_of_header_and_tlvs_is_signed(void **state)
{
	struct bench bench;
	const size_t samples[] = {BENCH_TLV_AREA + 9, BENCH_TLV_AREA + 16, BENCH_TLV_AREA + 24, BENCH_TLV_AREA + 31};

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
		bench.key = bench_key(keys[i]);
		expect_bad_signature(&bench);
	}
	/* without a key to compare with, every signature is taken, and the answer says so */
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
	bench.container.data[BENCH_TLV_AREA + 24] ^= 1;
	expect_bad_signature(&bench);
	bench_close(&bench);
}

/* A container by the key, with this key information. */
static void open_fused(struct bench *bench, const char *key, const struct test_file *info)
{
	bench_open_good(bench);
	bench->key = bench_key(key);
	if (signfw_key_get_type(bench->key) == SIGNFW_KEY_ECDSA)
		bench->tlvs[BENCH_SIGNTYPE].value = "\2";
	bench_add_tlv(bench, SIGNFW_TLV_PKEYINFO, info->data, (uint32_t)info->size);
	bench_build_and_sign(bench);
}

static const struct {
	const char *key, *info;
	size_t ignored, checked; /* a byte of the information that may be anything, and one that may not */
} fused_keys[] = {
	/* the zero in front of the modulus; the algorithm */
	{"vectors/keys/rsa2048.pem", "vectors/keys/rsa2048.spki.der", 32, 12},
	/* all but the first byte */
	{"vectors/keys/ec256.pem", "vectors/keys/ec256.spki.der", 20, 0},
};

static void the_key_is_that_of_the_container(void **state)
{
	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct test_file info = load_file(fused_keys[i].info);
		struct bench bench;

		open_fused(&bench, fused_keys[i].key, &info);
		expect_load_by(&bench, "st-4.0-otp", LOADED);
		/* another signature, of the right length */
		bench.container.data[bench.signature_at + 40] ^= 1;
		expect_load_by(&bench, "st-4.0-otp", SIGNFW_TEE_SIGNATURE_INVALID, "signature", bench.signature_at);
		bench_close(&bench);

		info.data[fused_keys[i].ignored] ^= 1;
		open_fused(&bench, fused_keys[i].key, &info);
		expect_load_by(&bench, "st-4.0-otp", LOADED);
		bench_close(&bench);

		info.data[fused_keys[i].checked] ^= 1;
		open_fused(&bench, fused_keys[i].key, &info);
		expect_load_by(&bench, "st-4.0-otp", SIGNFW_TEE_BAD_FORMAT, "key-info", bench_last_value_at(&bench));
		bench_close(&bench);

		info.data[fused_keys[i].checked] ^= 1;
		info.size--;
		open_fused(&bench, fused_keys[i].key, &info);
		expect_load_by(&bench, "st-4.0-otp", SIGNFW_TEE_BAD_FORMAT, "key-info", bench_last_value_at(&bench));
		bench_close(&bench);
		free(info.data);
	}
}

static void the_key_has_to_be_the_fused_one(void **state)
{
	(void)state;
	for (size_t i = 0; i < 2; i++) {
		static const char *const others[] = {"vectors/keys/rsa4096.pem", "vectors/keys/rsa2048.pem",
						     "vectors/keys/ec256.pem"};
		const struct test_file info = load_file(fused_keys[i].info);
		struct bench bench;

		open_fused(&bench, fused_keys[i].key, &info);
		for (size_t j = 0; j < 3; j++) {
			if (strcmp(others[j], fused_keys[i].key) == 0)
				continue;
			bench.key = bench_key(others[j]);
			expect_load_by(&bench, "st-4.0-otp", SIGNFW_TEE_SECURITY, "key-fuses",
				       bench_last_value_at(&bench));
		}
		/* when nobody says what is fused, the key is the right one, and its signature is still checked */
		bench.key = NULL;
		expect_load_by(&bench, "st-4.0-otp", LOADED);
		bench.container.data[bench.signature_at + 40] ^= 1;
		expect_load_by(&bench, "st-4.0-otp", SIGNFW_TEE_SIGNATURE_INVALID, "signature", bench.signature_at);
		bench_close(&bench);
		free(info.data);
	}
}

/* A point that isn't on the curve. */
static void what_is_no_key_verifies_nothing(void **state)
{
	struct test_file info = load_file("vectors/keys/ec256.spki.der");
	struct bench bench;

	(void)state;
	info.data[info.size - 1] ^= 1;
	open_fused(&bench, "vectors/keys/ec256.pem", &info);
	bench.key = NULL;
	expect_load_by(&bench, "st-4.0-otp", SIGNFW_TEE_SIGNATURE_INVALID, "signature", bench.signature_at);
	bench_close(&bench);
	free(info.data);
}

/* Which of two results it is depends on how OP-TEE was built. */
static void an_ecdsa_signature_of_another_length(void **state)
{
	const struct test_file info = load_file("vectors/keys/ec256.spki.der");
	struct bench bench;

	(void)state;
	open_fused(&bench, "vectors/keys/ec256.pem", &info);
	for (uint32_t less = 1; less < 8; less++) {
		put_u32(bench.container.data + CONTAINER_SIGNATURE_LENGTH, 64 - less);
		expect_load_by(&bench, "st-4.0-otp", SIGNFW_TEE_SIGNATURE_INVALID, "signature", bench.signature_at);
		assert_non_null(strstr(bench.answer.reason, "CFG_STM32_PKA=n answers TEE_ERROR_BAD_PARAMETERS"));
	}
	bench_close(&bench);
	free(info.data);
}

/* ---- the copy of the key information, before the signature is verified ---------------------- */

/* PKEYINFO of so many bytes, as far as its length says: up to 4.7 nobody compares that with the area. */
static void expect_key_info(uint32_t size, uint64_t bits, uint32_t result, const char *reason)
{
	struct bench bench;

	bench_open_good(&bench);
	bench_add_tlv(&bench, SIGNFW_TLV_PKEYINFO, "1234567", 8);
	bench_build(&bench);
	put_u32(bench.container.data + bench_last_value_at(&bench) - 4, size);
	bench.bits = bits;
	expect_load(&bench, UNTIL_4_7, result, "heap-signature", SIGNFW_NO_OFFSET);
	assert_non_null(strstr(bench.answer.reason, reason));
	if (result == SIGNFW_TEE_TARGET_DEAD)
		expect_only(signfw_device_findings(bench.device), "device-crash", SIGNFW_WARNING, SIGNFW_NO_OFFSET);
	else
		expect_ids(signfw_device_findings(bench.device), "");
	/* since 4.8 there is no such TLV, and the signature is missing */
	expect_load(&bench, SINCE_4_8, SIGNFW_TEE_SIGNATURE_INVALID, "signature", bench.signature_at);
	bench_close(&bench);
}

static void key_information_overruns_the_heap_of_32_bits(void **state)
{
	(void)state;
	expect_key_info(0xffffffff, 32, SIGNFW_TEE_TARGET_DEAD, "overruns");
	expect_key_info(0xfffffff8, 32, SIGNFW_TEE_TARGET_DEAD, "overruns");
	/* the allocator takes such a size for an overflow of its own */
	expect_key_info(0xfffffff7, 32, SIGNFW_TEE_OUT_OF_MEMORY, "doesn't fit");
	expect_key_info(0x80000000, 32, SIGNFW_TEE_OUT_OF_MEMORY, "doesn't fit");
	expect_key_info(0x7ffffff8, 32, SIGNFW_TEE_OUT_OF_MEMORY, "doesn't fit");
	expect_key_info(0x7ffffff7, 32, SIGNFW_TEE_OUT_OF_MEMORY, "doesn't fit");
	expect_key_info(0xffffffff, 64, SIGNFW_TEE_OUT_OF_MEMORY, "doesn't fit");
	expect_key_info(0x80000000, 64, SIGNFW_TEE_OUT_OF_MEMORY, "doesn't fit");
}

/* The TA hashes before it searches for PKEYINFO, a search that these TLVs never let end. */
static void no_room_to_hash_comes_before_key_information(void **state)
{
	static const uint8_t large[300];
	struct bench bench;

	(void)state;
	bench_open_good(&bench);
	bench_add_tlv(&bench, 0x20, large, sizeof(large));
	bench_add_tlv(&bench, 0x21, "1234567", 8);
	bench_build(&bench);
	put_u32(bench.container.data + bench_last_value_at(&bench) - 4, 0xfffffff8);
	bench.bits = 32;
	bench.heap_size = 1024;
	expect_load(&bench, UNTIL_4_7, SIGNFW_TEE_OUT_OF_MEMORY, "heap-signature", SIGNFW_NO_OFFSET);
	expect_ids(signfw_device_findings(bench.device), "");
	bench.heap_size = 4096;
	expect_load(&bench, UNTIL_4_7, SIGNFW_TEE_TARGET_DEAD, "tlv-search", bench_last_value_at(&bench) - 8);
	expect_ids(signfw_device_findings(bench.device), "device-hang");
	bench_close(&bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_byte_of_header_and_tlvs_is_signed),
		cmocka_unit_test(a_device_takes_signatures_by_its_key_only),
		cmocka_unit_test(a_signature_of_another_length_is_invalid),
		cmocka_unit_test(a_device_takes_a_signature_that_verify_refuses),
		cmocka_unit_test(the_key_is_that_of_the_container),
		cmocka_unit_test(the_key_has_to_be_the_fused_one),
		cmocka_unit_test(what_is_no_key_verifies_nothing),
		cmocka_unit_test(key_information_overruns_the_heap_of_32_bits),
		cmocka_unit_test(no_room_to_hash_comes_before_key_information),
		cmocka_unit_test(an_ecdsa_signature_of_another_length),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
