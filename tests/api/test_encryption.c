/* SPDX-License-Identifier: BSD-2-Clause */
/* Encrypted containers: made, verified, loaded, signed again, decrypted. */
#include <stdlib.h>
#include <string.h>

#include "elf_builder.h"
#include "signfw/container.h"
#include "signfw/device.h"
#include "signfw/key.h"

static const uint8_t enc_key[SIGNFW_ENC_KEY_SIZE] = {0x2a, 1, 2, 3}, other_key[SIGNFW_ENC_KEY_SIZE] = {0x2a, 1, 2, 4};
static const uint8_t resource_table[16] = {1};

/* Two images, the second of which has its vector table at 0; their container. */
struct bench {
	struct test_file files[2], container;
	struct signfw_input inputs[2];
	signfw_key *key;
	struct signfw_sign_options options;
};

static int setup(void **state)
{
	static const struct elf_segment first[] = {
		{PT_NOTE, 0x10000000, 8, 8}, {PT_LOAD, 0x10000000, 16, 16}, {PT_LOAD, 0x10001000, 64, 80}};
	static const struct elf_segment second[] = {{PT_LOAD, 0, 64, 64}, {PT_ARM_EXIDX, 0x30, 8, 8}};
	static const struct elf_section section = {".resource_table", 0x10000000, resource_table, 16};
	struct bench *bench = calloc(1, sizeof(*bench));

	assert_non_null(bench);
	bench->files[0] = elf_build(first, 3, &section, 1);
	bench->files[1] = elf_build(second, 2, NULL, 0);

	/* the table is in the first PT_LOAD */
	const uint32_t at = get_u32(bench->files[0].data + ELF_SEGMENT(1, p_offset));

	put_u32(bench->files[0].data + ELF_SECTION(bench->files[0], 1, sh_offset), at);
	memcpy(bench->files[0].data + at, resource_table, 16);
	for (size_t i = 0; i < 2; i++)
		bench->inputs[i] = (struct signfw_input){bench->files[i].data, bench->files[i].size, NULL};
	bench->key = load_key("vectors/keys/rsa2048.pem");
	bench->options = (struct signfw_sign_options)SIGNFW_SIGN_OPTIONS_INIT;
	bench->options.enc_key = enc_key;
	bench->options.enc_key_size = sizeof(enc_key);
	assert_int_equal(signfw_sign(&bench->container.data, &bench->container.size, bench->inputs, 2, bench->key,
				     &bench->options, NULL),
			 SIGNFW_OK);
	*state = bench;
	return 0;
}

static int teardown(void **state)
{
	struct bench *bench = *state;

	for (size_t i = 0; i < 2; i++)
		free(bench->files[i].data);
	signfw_free(bench->container.data);
	signfw_key_free(bench->key);
	free(bench);
	return 0;
}

static signfw_container *inspect(const struct test_file *file)
{
	signfw_container *container = NULL;

	assert_int_equal(signfw_container_inspect(&container, file->data, file->size, NULL), SIGNFW_OK);
	return container;
}

/* Verifies with an encryption key; the key is found to be `check`. */
static void expect_verified(signfw_container *container, const struct bench *bench, const uint8_t *key,
			    enum signfw_status status, enum signfw_check check)
{
	struct signfw_verify_options options = SIGNFW_VERIFY_OPTIONS_INIT;

	options.enc_key = key;
	options.enc_key_size = key == NULL ? 0 : SIGNFW_ENC_KEY_SIZE;
	assert_int_equal(signfw_container_verify(container, bench->key, &options, NULL), status);
	assert_int_equal(signfw_container_enc_key_check(container), check);
	assert_int_equal(
		has_finding(signfw_container_findings(container), "enc-key-wrong", SIGNFW_ERROR, SIGNFW_NO_OFFSET),
		check == SIGNFW_BAD);
	assert_false(
		has_finding(signfw_container_findings(container), "table-differs", SIGNFW_WARNING, SIGNFW_NO_OFFSET));
}

static void what_is_encrypted_verifies(void **state)
{
	const struct bench *bench = *state;
	signfw_container *container = inspect(&bench->container);

	assert_string_equal(signfw_container_layout(container), "st-4.0");
	expect_verified(container, bench, NULL, SIGNFW_OK, SIGNFW_UNCHECKED);
	expect_verified(container, bench, enc_key, SIGNFW_OK, SIGNFW_GOOD);
	expect_verified(container, bench, other_key, SIGNFW_E_ENCRYPTION, SIGNFW_BAD);
	/* each verification starts over */
	expect_verified(container, bench, NULL, SIGNFW_OK, SIGNFW_UNCHECKED);
	signfw_container_free(container);
}

static void nothing_is_encrypted_for_a_plan(void **state)
{
	const struct bench *bench = *state;
	struct signfw_sign_options options = bench->options;
	signfw_container *plan = NULL;
	struct signfw_image image;

	options.flags = SIGNFW_SIGN_PLAN;
	assert_int_equal(signfw_build(&plan, bench->inputs, 2, bench->key, &options, NULL), SIGNFW_OK);
	assert_int_equal(signfw_container_size(plan), bench->container.size);
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(signfw_container_image(plan, i, &image), SIGNFW_OK);
		assert_ptr_equal(image.data, bench->files[i].data);
	}
	signfw_container_free(plan);
}

/* The first image has no resource table where it says so, the vectors of the second prove the key. */
static void one_right_image_does_not_make_up_for_a_wrong_one(void **state)
{
	struct bench *bench = *state;
	uint8_t *first = bench->files[0].data, *second = bench->files[1].data;
	struct test_file signed_file;

	first[get_u32(first + ELF_SEGMENT(1, p_offset))] ^= 2;
	put_u32(second + get_u32(second + ELF_SEGMENT(0, p_offset)) + 4, 0x41);
	put_u32(second + ELF_HEADER(e_entry), 0x41);
	bench->options.flags |= SIGNFW_SIGN_FORCE;
	assert_int_equal(
		signfw_sign(&signed_file.data, &signed_file.size, bench->inputs, 2, bench->key, &bench->options, NULL),
		SIGNFW_OK);
	signfw_container *container = inspect(&signed_file);

	expect_verified(container, bench, enc_key, SIGNFW_E_ENCRYPTION, SIGNFW_BAD);
	signfw_container_free(container);
	signfw_free(signed_file.data);
}

/* What is built says of itself what is read of it. */
static void a_built_container_is_as_one_that_is_read(void **state)
{
	const struct bench *bench = *state;
	struct signfw_resource_table table;
	struct signfw_segment segment;
	struct signfw_image image;
	signfw_container *container;

	assert_int_equal(signfw_build(&container, bench->inputs, 2, bench->key, &bench->options, NULL), SIGNFW_OK);
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(signfw_container_image(container, i, &image), SIGNFW_OK);
		assert_int_equal(image.type, SIGNFW_IMGTYPE_ENCRYPTED);
		for (size_t j = 0; signfw_container_segment(container, i, j, &segment) == SIGNFW_OK; j++)
			assert_true((segment.type == SIGNFW_SEGMENT_LOAD) == (segment.iv != NULL));
	}
	assert_int_equal(signfw_container_resource_table(container, 0, &table), SIGNFW_OK);
	assert_int_equal(table.entry_count, 0);
	expect_verified(container, bench, enc_key, SIGNFW_OK, SIGNFW_GOOD);
	signfw_container_free(container);
}

static void expect_loaded(const struct bench *bench, const void *data, size_t size)
{
	struct signfw_device_options options = SIGNFW_DEVICE_OPTIONS_INIT;
	struct signfw_answer answer;
	signfw_device *device;

	options.version = "st-4.0";
	options.key = bench->key;
	options.enc_key = enc_key;
	assert_int_equal(signfw_device_new(&device, &options, NULL), SIGNFW_OK);
	assert_int_equal(signfw_device_invoke(device, SIGNFW_COMMAND_LOAD, data, size, &answer, NULL), SIGNFW_OK);
	assert_int_equal(answer.result, SIGNFW_TEE_SUCCESS);
	signfw_device_free(device);
}

/* Zeros in the table don't hide the vector table at 0, and neither are they needed. */
static void devices_load_it(void **state)
{
	struct bench *bench = *state;
	struct test_file loads_only;

	expect_loaded(bench, bench->container.data, bench->container.size);
	bench->options.flags |= SIGNFW_SIGN_TABLE_LOADS_ONLY;
	assert_int_equal(
		signfw_sign(&loads_only.data, &loads_only.size, bench->inputs, 2, bench->key, &bench->options, NULL),
		SIGNFW_OK);
	assert_int_equal(bench->container.size - loads_only.size, 2 * SIGNFW_ENC_ENTRY_SIZE);
	expect_loaded(bench, loads_only.data, loads_only.size);
	signfw_free(loads_only.data);
}

static void another_signature_leaves_what_is_encrypted(void **state)
{
	const struct bench *bench = *state;
	signfw_container *container = inspect(&bench->container), *again = NULL;

	assert_int_equal(signfw_resign(&again, container, bench->key, NULL, NULL), SIGNFW_OK);
	expect_verified(again, bench, enc_key, SIGNFW_OK, SIGNFW_GOOD);
	signfw_container_free(again);
	signfw_container_free(container);
}

static void decrypting_gives_the_images_back(void **state)
{
	const struct bench *bench = *state;
	signfw_container *container = inspect(&bench->container);
	struct signfw_image image;
	uint8_t *out;
	size_t size;

	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(signfw_container_image(container, i, &image), SIGNFW_OK);
		assert_int_equal(signfw_container_decrypt(&out, &size, container, i, enc_key, sizeof(enc_key), NULL),
				 SIGNFW_OK);
		assert_int_equal(size, image.size);
		assert_memory_equal(out, bench->files[i].data, bench->files[i].size);
		signfw_free(out);
	}
	signfw_container_free(container);
}

static void what_cannot_be_decrypted_is_refused(void **state)
{
	struct bench *bench = *state;
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_container *container = inspect(&bench->container);
	uint8_t *out = NULL;
	size_t size = 77;

	assert_int_equal(signfw_container_decrypt(&out, &size, container, 0, other_key, sizeof(other_key), &error),
			 SIGNFW_E_ENCRYPTION);
	assert_string_equal(error.message, "what is decrypted where the resource table is isn't one: it was encrypted "
					   "with another key");
	assert_int_equal(signfw_container_decrypt(&out, &size, container, 2, enc_key, sizeof(enc_key), NULL),
			 SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_container_decrypt(&out, &size, container, 0, enc_key, 31, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_container_decrypt(&out, &size, container, 0, NULL, 32, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_container_decrypt(&out, &size, NULL, 0, enc_key, 32, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_container_decrypt(&out, NULL, container, 0, enc_key, 32, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_container_decrypt(NULL, &size, container, 0, enc_key, 32, NULL), SIGNFW_E_ARGUMENT);
	signfw_container_free(container);

	bench->options = (struct signfw_sign_options)SIGNFW_SIGN_OPTIONS_INIT;
	assert_int_equal(signfw_build(&container, bench->inputs + 1, 1, bench->key, &bench->options, NULL), SIGNFW_OK);
	assert_int_equal(signfw_container_decrypt(&out, &size, container, 0, enc_key, sizeof(enc_key), &error),
			 SIGNFW_E_ENCRYPTION);
	assert_string_equal(error.message, "image 0 isn't encrypted");
	assert_null(out);
	assert_int_equal(size, 77);
	signfw_container_free(container);
}

/* An image whose program headers say what the table doesn't. */
static void segments_without_an_entry_are_refused(void **state)
{
	struct bench *bench = *state;
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_container *container = inspect(&bench->container);
	struct signfw_image image;
	uint8_t *out = NULL;
	size_t size;

	assert_int_equal(signfw_container_image(container, 1, &image), SIGNFW_OK);
	signfw_container_free(container);
	put_u32(bench->container.data + image.offset + ELF_SEGMENT(0, p_paddr), 16);
	container = inspect(&bench->container);
	assert_int_equal(signfw_container_decrypt(&out, &size, container, 1, enc_key, sizeof(enc_key), &error),
			 SIGNFW_E_CONTAINER);
	assert_int_equal(error.offset, image.offset + ELF_SEGMENT(0, p_type));
	assert_null(out);
	signfw_container_free(container);
}

static void expect_argument(const struct bench *bench, const struct signfw_sign_options *options, const char *message)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_container *container = NULL;

	assert_int_equal(signfw_build(&container, bench->inputs, 2, bench->key, options, &error), SIGNFW_E_ARGUMENT);
	assert_string_equal(error.message, message);
	assert_null(container);
}

static void options_have_to_fit(void **state)
{
	const struct bench *bench = *state;
	struct signfw_verify_options verify = SIGNFW_VERIFY_OPTIONS_INIT;
	struct signfw_sign_options options = bench->options;
	signfw_container *container = inspect(&bench->container);

	options.enc_key_size = 33;
	expect_argument(bench, &options, "no usable encryption key");
	options.enc_key_size = 32;
	options.enc_key = NULL;
	expect_argument(bench, &options, "no usable encryption key");
	options.enc_key_size = 0;
	options.flags |= SIGNFW_SIGN_PAD_SEGMENTS;
	expect_argument(bench, &options, "no usable encryption key");
	options = bench->options;
	options.layout = "optee";
	expect_argument(bench, &options,
			"layout optee in TLV order upstream can't be encrypted; st-4.0 in order st can");
	options.layout = "st-4.0";
	options.tlv_order = "upstream";
	expect_argument(bench, &options,
			"layout st-4.0 in TLV order upstream can't be encrypted; st-4.0 in order st can");
	options = bench->options;
	options.flags |= SIGNFW_SIGN_DETERMINISTIC;
	expect_argument(bench, &options, "what is encrypted is different each time, and so is its signature");

	verify.enc_key_size = 32;
	assert_int_equal(signfw_container_verify(container, bench->key, &verify, NULL), SIGNFW_E_ARGUMENT);
	verify.enc_key = enc_key;
	verify.enc_key_size = 31;
	assert_int_equal(signfw_container_verify(container, bench->key, &verify, NULL), SIGNFW_E_ARGUMENT);
	signfw_container_free(container);
}

#define test_of(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_of(what_is_encrypted_verifies),
		test_of(nothing_is_encrypted_for_a_plan),
		test_of(one_right_image_does_not_make_up_for_a_wrong_one),
		test_of(a_built_container_is_as_one_that_is_read),
		test_of(devices_load_it),
		test_of(another_signature_leaves_what_is_encrypted),
		test_of(decrypting_gives_the_images_back),
		test_of(what_cannot_be_decrypted_is_refused),
		test_of(segments_without_an_entry_are_refused),
		test_of(options_have_to_fit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
