/* SPDX-License-Identifier: BSD-2-Clause */
/* Signing with initialisation vectors that the public interface doesn't let one choose. */
#include <stdlib.h>
#include <string.h>

#include "faults.h"
#include "key/signing_key.h"
#include "signfw/container.h"
#include "support.h"

/* What is handed out instead of random bytes. */
static uint8_t planned[64];
static size_t planned_size;

static void hand_out(uint8_t *out, size_t size)
{
	assert_true(size <= planned_size);
	memcpy(out, planned, size);
	memmove(planned, planned + size, planned_size - size);
	planned_size -= size;
}

/* Plans the IVs that the segments of a container have. */
static void plan_ivs_of(const struct test_file *file)
{
	struct signfw_segment segment;
	signfw_container *container;

	assert_int_equal(signfw_container_parse(&container, file->data, file->size, NULL), SIGNFW_OK);
	planned_size = 0;
	for (size_t i = 0; i < signfw_container_image_count(container); i++)
		for (size_t j = 0; signfw_container_segment(container, i, j, &segment) == SIGNFW_OK; j++)
			if (segment.iv != NULL) {
				assert_true(planned_size + SIGNFW_ENC_IV_SIZE <= sizeof(planned));
				memcpy(planned + planned_size, segment.iv, SIGNFW_ENC_IV_SIZE);
				planned_size += SIGNFW_ENC_IV_SIZE;
			}
	signfw_container_free(container);
}

struct known {
	const char *container, *images[2], *key, *enc_key, *key_info;
	uint32_t boot_address; /* or 0 */
};

/* Signs with these IVs what the reference script did. */
static struct test_file sign_again(const struct known *known, const struct test_file *expected)
{
	struct signfw_sign_options options = SIGNFW_SIGN_OPTIONS_INIT;
	const struct test_file enc_key = load_file(known->enc_key);
	struct test_file key_info = {0};
	struct signfw_platform_tlv tlv = {SIGNFW_TLV_BOOTADDR, NULL, 4};
	signfw_key *key = load_key(known->key);
	uint8_t boot_address[4];

	random_source = hand_out;
	plan_ivs_of(expected);
	put_u32(boot_address, known->boot_address);
	tlv.value = boot_address;
	options.platform_tlvs = &tlv;
	options.platform_tlv_count = known->boot_address == 0 ? 0 : 1;
	options.enc_key = enc_key.data;
	options.enc_key_size = enc_key.size;
	if (known->key_info != NULL)
		key_info = load_file(known->key_info);
	options.key_info = key_info.data;
	options.key_info_size = key_info.size;

	const struct test_file signed_again =
		sign_files(known->images, known->images[1] == NULL ? 1 : 2, key, &options);

	random_source = NULL;
	assert_int_equal(planned_size, 0);
	signfw_key_free(key);
	free(enc_key.data);
	free(key_info.data);
	return signed_again;
}

#define KEYS  "vectors/keys/"
#define ELF   "vectors/elf/"
#define SIGNS "vectors/sign-st/"

static void encrypted_containers_are_those_of_the_reference(void **state)
{
	static const struct known rows[] = {
		{SIGNS "st40_enc256.sign", {ELF "enc_typical.elf"}, KEYS "rsa2048.pem", KEYS "aes256.bin", NULL, 0},
		{SIGNS "st40_enc192.sign", {ELF "enc_typical.elf"}, KEYS "rsa2048.pem", KEYS "aes192.bin", NULL, 0},
		{SIGNS "st40_enc128.sign", {ELF "enc_typical.elf"}, KEYS "rsa2048.pem", KEYS "aes128.bin", NULL, 0},
		{SIGNS "st40_enc256_two.sign",
		 {ELF "enc_secure.elf", ELF "enc_rsc.elf"},
		 KEYS "rsa2048.pem",
		 KEYS "aes256.bin",
		 NULL,
		 0x80000000},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct test_file expected = load_file(rows[i].container);
		const struct test_file again = sign_again(&rows[i], &expected);

		assert_int_equal(again.size, expected.size);
		assert_memory_equal(again.data, expected.data, expected.size);
		signfw_free(again.data);
		free(expected.data);
	}
}

/* An ECDSA signature is another one each time; all else is the same. */
static void with_an_ecdsa_key_all_but_the_signature_is(void **state)
{
	static const struct known ecdsa = {SIGNS "st40_enc256_ec.sign", {ELF "enc_typical.elf"}, KEYS "ec256.pem",
					   KEYS "aes256.bin",           KEYS "ec256.spki.der",   0};
	const struct test_file expected = load_file(ecdsa.container);
	const struct test_file again = sign_again(&ecdsa, &expected);
	const uint32_t signature_at = 20 + get_u32(expected.data + 8);

	(void)state;
	assert_int_equal(again.size, expected.size);
	memcpy(again.data + signature_at, expected.data + signature_at, 64);
	assert_memory_equal(again.data, expected.data, expected.size);
	signfw_free(again.data);
	free(expected.data);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(encrypted_containers_are_those_of_the_reference),
		cmocka_unit_test(with_an_ecdsa_key_all_but_the_signature_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
