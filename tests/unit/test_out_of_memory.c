/* SPDX-License-Identifier: BSD-2-Clause */
/* Every allocation of the library fails, one after the other. */
#include <stdlib.h>
#include <string.h>

#include <openssl/err.h>

#include "crypto/signature.h"
#include "elf_builder.h"
#include "faults.h"
#include "key/signing_key.h"
#include "signfw/container.h"
#include "signfw/device.h"
#include "signfw/elf.h"
#include "signfw/optee.h"

/* What the operations work on: two images, one of them and a TLV with something to find. */
struct bench {
	struct test_file images[2], key_file, container;
	struct test_file firmware; /* with debug information */
	struct test_file encrypted;
	struct test_file fused;   /* for a device that has the key's hash in fuses */
	struct test_file refused; /* by a device, for the bytes of its second PT_LOAD */
	struct signfw_input inputs[2];
	signfw_key *key;
	signfw_findings *findings;
	struct signfw_sign_options options;
};

static int setup(void **state)
{
	static const struct elf_segment second[] = {{PT_LOAD, 0x30000000, 16, 8}, {PT_NOTE, 0, 8, 8}};
	static const struct signfw_platform_tlv tlv = {0x10001, NULL, 0};
	struct bench *bench = calloc(1, sizeof(*bench));

	assert_non_null(bench);
	bench->images[0] = elf_good();
	bench->images[1] = elf_build(second, 2, NULL, 0);
	for (size_t i = 0; i < 2; i++)
		bench->inputs[i] = (struct signfw_input){bench->images[i].data, bench->images[i].size, "name.elf"};
	bench->key_file = load_file("vectors/keys/ec256.pem");
	bench->key = load_key("vectors/keys/ec256.pem");
	bench->firmware = load_file("firmware/openamp-debug.elf");
	bench->encrypted = load_file("vectors/sign-st/st40_enc256.sign");
	bench->fused = load_file("vectors/sign-st/st40_pkh_ec256.sign");
	bench->refused = load_file("vectors/malformed/flip_image_0.sign");
	bench->findings = new_findings();
	bench->options = (struct signfw_sign_options)SIGNFW_SIGN_OPTIONS_INIT;
	bench->options.key_info = "information";
	bench->options.key_info_size = 11;
	bench->options.platform_tlvs = &tlv;
	bench->options.platform_tlv_count = 1;
	assert_int_equal(signfw_sign(&bench->container.data, &bench->container.size, bench->inputs, 2, bench->key,
				     &bench->options, NULL),
			 SIGNFW_OK);
	*state = bench;
	return 0;
}

static int teardown(void **state)
{
	struct bench *bench = *state;

	memory_fault.countdown = 0;
	free(bench->images[0].data);
	free(bench->images[1].data);
	free(bench->key_file.data);
	free(bench->firmware.data);
	free(bench->encrypted.data);
	free(bench->fused.data);
	free(bench->refused.data);
	signfw_free(bench->container.data);
	signfw_key_free(bench->key);
	signfw_findings_free(bench->findings);
	free(bench);
	return 0;
}

/* Lets an operation run until it meets no failure any more. */
static void fail_each(struct bench *bench,
		      enum signfw_status (*operation)(const struct bench *bench, struct signfw_error *err))
{
	for (size_t n = 1;; n++) {
		struct signfw_error error = SIGNFW_ERROR_INIT;

		memory_fault.countdown = n;

		const enum signfw_status status = operation(bench, &error);

		if (memory_fault.countdown > 0) {
			memory_fault.countdown = 0;
			assert_true(n > 1);
			assert_int_equal(status, SIGNFW_OK);
			assert_int_equal(error.status, SIGNFW_OK);
			return;
		}
		assert_int_equal(status, SIGNFW_E_MEMORY);
		assert_int_equal(error.status, SIGNFW_E_MEMORY);
		assert_string_equal(error.message, "out of memory");
	}
}

/* Outputs begin as this, and are so still after a failure. */
static uint8_t untouched;

static enum signfw_status new_list(const struct bench *bench, struct signfw_error *err)
{
	signfw_findings *findings = (signfw_findings *)(void *)&untouched;
	const enum signfw_status status = signfw_findings_new(&findings, err);

	(void)bench;
	if (status == SIGNFW_OK)
		signfw_findings_free(findings);
	else
		assert_ptr_equal(findings, &untouched);
	return status;
}

static enum signfw_status load(const struct bench *bench, struct signfw_error *err)
{
	signfw_key *key = (signfw_key *)(void *)&untouched;
	const enum signfw_status status = signfw_key_load(&key, bench->key_file.data, bench->key_file.size, NULL, err);

	if (status == SIGNFW_OK)
		signfw_key_free(key);
	else
		assert_ptr_equal(key, &untouched);
	return status;
}

static enum signfw_status build(const struct bench *bench, struct signfw_error *err)
{
	signfw_container *container = (signfw_container *)(void *)&untouched;
	const enum signfw_status status = signfw_build(&container, bench->inputs, 2, bench->key, &bench->options, err);

	if (status == SIGNFW_OK)
		signfw_container_free(container);
	else
		assert_ptr_equal(container, &untouched);
	return status;
}

static enum signfw_status sign(const struct bench *bench, struct signfw_error *err)
{
	uint8_t *out = &untouched;
	size_t size = 77;
	const enum signfw_status status = signfw_sign(&out, &size, bench->inputs, 2, bench->key, &bench->options, err);

	if (status == SIGNFW_OK) {
		assert_int_equal(size, bench->container.size);
		signfw_free(out);
	} else {
		assert_ptr_equal(out, &untouched);
		assert_int_equal(size, 77);
	}
	return status;
}

static enum signfw_status strip(const struct bench *bench, struct signfw_error *err)
{
	uint8_t *out = &untouched;
	size_t size = 77;
	const enum signfw_status status =
		signfw_elf_strip(&out, &size, bench->firmware.data, bench->firmware.size, bench->options.findings, err);

	if (status == SIGNFW_OK) {
		signfw_free(out);
	} else {
		assert_ptr_equal(out, &untouched);
		assert_int_equal(size, 77);
	}
	return status;
}

static enum signfw_status find_boot_address(const struct bench *bench, struct signfw_error *err)
{
	uint32_t address = 77;
	const enum signfw_status status = signfw_elf_boot_address(&address, bench->firmware.data, bench->firmware.size,
								  bench->options.findings, err);

	assert_int_equal(address, status == SIGNFW_OK ? 0 : 77);
	return status;
}

static enum signfw_status inspect(const struct bench *bench, struct signfw_error *err)
{
	signfw_container *container = (signfw_container *)(void *)&untouched;
	const enum signfw_status status =
		signfw_container_inspect(&container, bench->container.data, bench->container.size, err);

	if (status == SIGNFW_OK)
		signfw_container_free(container);
	else
		assert_ptr_equal(container, &untouched);
	return status;
}

static enum signfw_status parse(const struct bench *bench, struct signfw_error *err)
{
	signfw_container *container = (signfw_container *)(void *)&untouched;
	const enum signfw_status status =
		signfw_container_parse(&container, bench->container.data, bench->container.size, err);

	if (status == SIGNFW_OK)
		signfw_container_free(container);
	else
		assert_ptr_equal(container, &untouched);
	return status;
}

/* LOAD of the bench's encrypted container, on a device that decrypts it. */
static enum signfw_status ask_decrypting_device(const struct bench *bench, struct signfw_error *err)
{
	static const uint8_t enc_key[SIGNFW_ENC_KEY_SIZE] = {1};
	struct signfw_device_options options = SIGNFW_DEVICE_OPTIONS_INIT;
	struct signfw_answer answer = {.result = 77};
	signfw_device *device = NULL;

	options.version = "st-4.0";
	options.heap_size = 1 << 20;
	options.enc_key = enc_key;
	enum signfw_status status = signfw_device_new(&device, &options, err);

	if (status == SIGNFW_OK)
		status = signfw_device_invoke(device, SIGNFW_COMMAND_LOAD, bench->encrypted.data, bench->encrypted.size,
					      &answer, err);
	assert_int_equal(answer.result, status == SIGNFW_OK ? SIGNFW_TEE_SUCCESS : 77);
	signfw_device_free(device);
	return status;
}

/* LOAD of the bench's encrypted container, cut where it has to be joined again. */
static enum signfw_status ask_for_pieces(const struct bench *bench, struct signfw_error *err)
{
	const size_t head = 100, tail = bench->encrypted.size - 400;
	const uint8_t *data = bench->encrypted.data;
	const struct signfw_piece pieces[] = {
		{data, head}, {data + head, tail - head}, {data + tail, bench->encrypted.size - tail}};
	struct signfw_device_options options = SIGNFW_DEVICE_OPTIONS_INIT;
	struct signfw_answer answer = {.result = 77};
	signfw_device *device = NULL;

	options.version = "st-4.0";
	options.heap_size = 1 << 20;
	enum signfw_status status = signfw_device_new(&device, &options, err);

	if (status == SIGNFW_OK)
		status = signfw_device_load(device, pieces, 3, &answer, err);
	assert_int_equal(answer.result, status == SIGNFW_OK ? SIGNFW_TEE_SUCCESS : 77);
	signfw_device_free(device);
	return status;
}

/* LOAD on a device that takes the key from the container. */
static enum signfw_status ask_fused_device(const struct bench *bench, struct signfw_error *err)
{
	struct signfw_device_options options = SIGNFW_DEVICE_OPTIONS_INIT;
	struct signfw_answer answer = {.result = 77};
	signfw_device *device = NULL;

	options.version = "st-4.0-otp";
	options.key = bench->key;
	enum signfw_status status = signfw_device_new(&device, &options, err);

	if (status == SIGNFW_OK)
		status = signfw_device_invoke(device, SIGNFW_COMMAND_LOAD, bench->fused.data, bench->fused.size,
					      &answer, err);
	assert_int_equal(answer.result, status == SIGNFW_OK ? SIGNFW_TEE_SUCCESS : 77);
	signfw_device_free(device);
	return status;
}

/* A device whose memory is built in. */
static enum signfw_status make_device_with_memory(const struct bench *bench, struct signfw_error *err)
{
	struct signfw_device_options options = SIGNFW_DEVICE_OPTIONS_INIT;
	signfw_device *device = (signfw_device *)(void *)&untouched;

	(void)bench;
	options.version = "st-3.16";
	const enum signfw_status status = signfw_device_new(&device, &options, err);

	if (status == SIGNFW_OK)
		signfw_device_free(device);
	else
		assert_ptr_equal(device, &untouched);
	return status;
}

/* A new device, and a LOAD that writes to memory before it is refused, which is a finding. */
static enum signfw_status ask_device(const struct bench *bench, struct signfw_error *err)
{
	struct signfw_answer answer = {.result = 77};
	signfw_device *device = NULL;
	enum signfw_status status = signfw_device_new(&device, NULL, err);

	if (status != SIGNFW_OK) {
		assert_null(device);
		return status;
	}
	status = signfw_device_invoke(device, SIGNFW_COMMAND_LOAD, bench->refused.data, bench->refused.size, &answer,
				      err);
	if (status == SIGNFW_OK) {
		assert_int_equal(answer.result, SIGNFW_TEE_SECURITY);
		expect_ids(signfw_device_findings(device), "device-partly-loaded");
	} else {
		assert_int_equal(answer.result, 77);
	}
	signfw_device_free(device);
	return status;
}

static enum signfw_status make_memory(const struct bench *bench, struct signfw_error *err)
{
	static const struct signfw_region regions[] = {
		{"a", 0x10000000, 0x10000000, 0x1000, SIGNFW_REACH_YES},
		{"b", 0x20000000, 0x20000000, 0x1000, SIGNFW_REACH_NO},
	};
	signfw_memory *memory = (signfw_memory *)(void *)&untouched;
	const enum signfw_status status = signfw_memory_from_regions(&memory, regions, 2, err);

	(void)bench;
	if (status == SIGNFW_OK)
		signfw_memory_free(memory);
	else
		assert_ptr_equal(memory, &untouched);
	return status;
}

static enum signfw_status make_board(const struct bench *bench, struct signfw_error *err)
{
	signfw_memory *memory = (signfw_memory *)(void *)&untouched;
	const enum signfw_status status = signfw_memory_from_board(&memory, "stm32mp157-dk", err);

	(void)bench;
	if (status == SIGNFW_OK)
		signfw_memory_free(memory);
	else
		assert_ptr_equal(memory, &untouched);
	return status;
}

static enum signfw_status make_header(const struct bench *bench, struct signfw_error *err)
{
	char *text = (char *)&untouched;
	const enum signfw_status status = signfw_key_header(&text, bench->key, NULL, err);

	if (status == SIGNFW_OK)
		signfw_free(text);
	else
		assert_ptr_equal(text, &untouched);
	return status;
}

static enum signfw_status search_optee(const struct bench *bench, struct signfw_error *err)
{
	signfw_optee *optee = (signfw_optee *)(void *)&untouched;
	const enum signfw_status status = signfw_optee_inspect(&optee, bench->inputs, 2, bench->key, err);

	if (status == SIGNFW_OK)
		signfw_optee_free(optee);
	else
		assert_ptr_equal(optee, &untouched);
	return status;
}

/* Bytes of a key that are found are hashed. */
static enum signfw_status search_for_key(const struct bench *bench, struct signfw_error *err)
{
	const struct signfw_key_parts *parts = signfw_key_get_parts(bench->key);
	const struct signfw_input file = {parts->modulus, parts->modulus_size, NULL};
	signfw_optee *optee = (signfw_optee *)(void *)&untouched;
	const enum signfw_status status = signfw_optee_inspect(&optee, &file, 1, bench->key, err);

	if (status == SIGNFW_OK)
		signfw_optee_free(optee);
	else
		assert_ptr_equal(optee, &untouched);
	return status;
}

/* A container that was inspected before; verifying has something to find. */
static signfw_container *inspected;

static enum signfw_status verify(const struct bench *bench, struct signfw_error *err)
{
	return signfw_container_verify(inspected, bench->key, NULL, err);
}

static void making_a_list(void **state)
{
	fail_each(*state, new_list);
}

static enum signfw_status open_key(const struct bench *bench, struct signfw_error *err)
{
	signfw_key *key = (signfw_key *)(void *)&untouched;
	const enum signfw_status status = signfw_key_open(&key, TEST_DATA "/vectors/keys/ec256.pem", NULL, err);

	(void)bench;
	if (status == SIGNFW_OK)
		signfw_key_free(key);
	else
		assert_ptr_equal(key, &untouched);
	return status;
}

static void opening_a_key(void **state)
{
	fail_each(*state, open_key);
}

static void loading_a_key(void **state)
{
	fail_each(*state, load);
}

static void writing_definitions(void **state)
{
	struct bench *bench = *state;

	signfw_key_free(bench->key);
	bench->key = load_key("vectors/keys/rsa4096.pem");
	fail_each(bench, make_header);
}

static void searching_a_build_of_optee(void **state)
{
	fail_each(*state, search_optee);
}

static void building(void **state)
{
	fail_each(*state, build);
}

static void building_with_a_list(void **state)
{
	struct bench *bench = *state;

	bench->options.findings = bench->findings;
	fail_each(bench, build);
	expect_ids(bench->findings, "segment-memory tlv-empty signature-ecdsa");
}

static void building_of_stripped_images(void **state)
{
	struct bench *bench = *state;

	bench->options.flags |= SIGNFW_SIGN_STRIP;
	bench->options.flags |= SIGNFW_SIGN_TABLE_LOADS_ONLY;
	fail_each(bench, build);
}

/* A container to decrypt. */
static signfw_container *encrypted;

static enum signfw_status decrypt(const struct bench *bench, struct signfw_error *err)
{
	uint8_t *out = &untouched;
	size_t size = 77;
	const enum signfw_status status = signfw_container_decrypt(&out, &size, encrypted, 0, bench->options.enc_key,
								   bench->options.enc_key_size, err);

	if (status == SIGNFW_OK) {
		signfw_free(out);
	} else {
		assert_ptr_equal(out, &untouched);
		assert_int_equal(size, 77);
	}
	return status;
}

static void building_of_encrypted_images(void **state)
{
	struct bench *bench = *state;

	bench->options.enc_key = "a key that has thirty-two bytes.";
	bench->options.enc_key_size = SIGNFW_ENC_KEY_SIZE;
	bench->options.platform_tlv_count = 0;
	fail_each(bench, build);
	assert_int_equal(signfw_build(&encrypted, bench->inputs, 2, bench->key, &bench->options, NULL), SIGNFW_OK);
	fail_each(bench, decrypt);
	signfw_container_free(encrypted);
}

/* The signature doesn't fit behind what is there. */
static void building_with_a_large_signature(void **state)
{
	struct bench *bench = *state;

	signfw_key_free(bench->key);
	bench->key = load_key("vectors/keys/rsa4096.pem");
	fail_each(bench, build);
}

static enum signfw_status resign(const struct bench *bench, struct signfw_error *err)
{
	signfw_container *container = NULL, *again = NULL;
	enum signfw_status status =
		signfw_container_inspect(&container, bench->container.data, bench->container.size, err);

	if (status == SIGNFW_OK)
		status = signfw_resign(&again, container, bench->key, NULL, err);
	signfw_container_free(again);
	signfw_container_free(container);
	return status;
}

static void signing_again(void **state)
{
	fail_each(*state, resign);
}

static enum signfw_status convert_to(const struct bench *bench, const char *layout, struct signfw_error *err)
{
	struct signfw_sign_options options = SIGNFW_SIGN_OPTIONS_INIT;
	signfw_container *container = NULL, *converted = NULL;
	enum signfw_status status =
		signfw_container_inspect(&container, bench->container.data, bench->container.size, err);

	options.layout = layout;
	if (status == SIGNFW_OK)
		status = signfw_convert(&converted, container, bench->key, &options, err);
	signfw_container_free(converted);
	signfw_container_free(container);
	return status;
}

static enum signfw_status convert_to_st319(const struct bench *bench, struct signfw_error *err)
{
	return convert_to(bench, "st-3.19", err);
}

static enum signfw_status convert_to_st316(const struct bench *bench, struct signfw_error *err)
{
	return convert_to(bench, "st-3.16", err);
}

static void converting(void **state)
{
	struct bench *bench = *state;

	free(bench->container.data);
	bench->container = load_file("vectors/sign-st/st40_plain.sign");
	fail_each(bench, convert_to_st319);
	fail_each(bench, convert_to_st316);
}

static enum signfw_status stitch(const struct bench *bench, struct signfw_error *err)
{
	signfw_container *container = NULL, *again = NULL;
	struct signfw_signature signature;
	uint8_t digest[SIGNFW_SHA256_SIZE];
	enum signfw_status status =
		signfw_container_inspect(&container, bench->container.data, bench->container.size, err);

	if (status == SIGNFW_OK)
		status = signfw_container_digest(container, digest, err);
	if (status == SIGNFW_OK)
		status = signfw_container_signature(container, &signature);
	if (status == SIGNFW_OK)
		status = signfw_stitch(&again, container, bench->key, signature.data, signature.size, NULL, err);
	signfw_container_free(again);
	signfw_container_free(container);
	return status;
}

static void stitching(void **state)
{
	fail_each(*state, stitch);
}

/* The library's own signature, by way of a callback. */
static enum signfw_status copy_signature(void *context, const struct signfw_sign_request *request, uint8_t *signature,
					 size_t capacity, size_t *size, struct signfw_error *err)
{
	const struct span part = {request->data, request->data_size};
	const signfw_key *key = context;

	const struct signature_algorithm *algorithm = sfw_algorithm_of_key(key->key.kind);

	assert_true(capacity >= sfw_signature_size(algorithm, key->key.bits));
	return sfw_crypto_sign(&key->key, algorithm, &part, 1, false, signature, size, err);
}

static enum signfw_status sign_elsewhere(const struct bench *bench, struct signfw_error *err)
{
	const struct signfw_key_options options = SIGNFW_KEY_OPTIONS_INIT;
	signfw_key *key = NULL;
	signfw_container *container = NULL;
	enum signfw_status status = signfw_key_load(&key, bench->key_file.data, bench->key_file.size, &options, err);

	if (status == SIGNFW_OK)
		status = signfw_key_set_signer(key, copy_signature, bench->key, err);
	if (status == SIGNFW_OK)
		status = signfw_build(&container, bench->inputs, 2, key, &bench->options, err);
	signfw_container_free(container);
	signfw_key_free(key);
	return status;
}

static void signing_elsewhere(void **state)
{
	fail_each(*state, sign_elsewhere);
}

static void signing(void **state)
{
	fail_each(*state, sign);
}

static void stripping(void **state)
{
	struct bench *bench = *state;

	fail_each(bench, strip);
	bench->options.findings = bench->findings;
	fail_each(bench, strip);
}

static void finding_the_boot_address(void **state)
{
	fail_each(*state, find_boot_address);
}

static void inspecting(void **state)
{
	fail_each(*state, inspect);
}

static void parsing(void **state)
{
	fail_each(*state, parse);
}

static void asking_a_device(void **state)
{
	fail_each(*state, ask_device);
	fail_each(*state, ask_decrypting_device);
	fail_each(*state, ask_for_pieces);
	fail_each(*state, ask_fused_device);
	fail_each(*state, make_device_with_memory);
}

/* Makes each call of OpenSSL fail; there are some. */
static void fail_each_of_openssl(const struct bench *bench,
				 enum signfw_status (*operation)(const struct bench *, struct signfw_error *))
{
	enum signfw_status status = SIGNFW_E_MEMORY;

	for (size_t n = 1; status != SIGNFW_OK; n++) {
		openssl_fault = (struct fault){n, ERR_R_MALLOC_FAILURE};
		status = operation(bench, NULL);
		if (openssl_fault.countdown == 0)
			assert_true(status == SIGNFW_E_MEMORY || status == SIGNFW_E_CRYPTO);
		else
			assert_int_equal(status, SIGNFW_OK);
		assert_true(status != SIGNFW_OK || n > 4);
	}
	openssl_fault = (struct fault){0};
}

/* A key or a signature that can't be looked at for want of memory isn't a wrong one. */
static void operating_when_openssl_has_no_memory(void **state)
{
	struct bench *bench = *state;

	fail_each_of_openssl(bench, ask_fused_device);
	fail_each_of_openssl(bench, stitch);
	signfw_key_free(bench->key);
	bench->key = load_key("vectors/keys/rsa2048.pem");
	fail_each_of_openssl(bench, search_for_key);
}

static void making_memory(void **state)
{
	fail_each(*state, make_memory);
	fail_each(*state, make_board);
}

/* Each time with a new container, and each time twice: a failure is not for ever. */
static void verifying(void **state)
{
	struct bench *bench = *state;
	size_t failures = 0;

	bench->container.data[bench->container.size - bench->images[1].size + ELF_SEGMENT(0, p_align)] ^= 1;
	for (size_t n = 1; n == failures + 1; n++) {
		struct signfw_error error = SIGNFW_ERROR_INIT;

		assert_int_equal(
			signfw_container_inspect(&inspected, bench->container.data, bench->container.size, NULL),
			SIGNFW_OK);
		memory_fault.countdown = n;
		if (verify(bench, &error) == SIGNFW_OK) {
			assert_true(memory_fault.countdown > 0);
			memory_fault.countdown = 0;
		} else {
			assert_int_equal(memory_fault.countdown, 0);
			assert_int_equal(error.status, SIGNFW_E_MEMORY);
			failures++;
		}
		assert_int_equal(verify(bench, NULL), SIGNFW_OK);
		expect_ids(signfw_container_findings(inspected),
			   "layout-ambiguous tlv-empty segment-memory table-differs signature-ecdsa");
		signfw_container_free(inspected);
	}
	assert_true(failures > 0);
}

#define test_of(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_of(making_a_list),
		test_of(loading_a_key),
		test_of(opening_a_key),
		test_of(writing_definitions),
		test_of(searching_a_build_of_optee),
		test_of(building),
		test_of(building_with_a_list),
		test_of(building_of_stripped_images),
		test_of(building_of_encrypted_images),
		test_of(building_with_a_large_signature),
		test_of(signing),
		test_of(signing_again),
		test_of(converting),
		test_of(stitching),
		test_of(signing_elsewhere),
		test_of(stripping),
		test_of(finding_the_boot_address),
		test_of(inspecting),
		test_of(parsing),
		test_of(verifying),
		test_of(asking_a_device),
		test_of(operating_when_openssl_has_no_memory),
		test_of(making_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
