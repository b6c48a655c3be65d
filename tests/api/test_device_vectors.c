/* SPDX-License-Identifier: BSD-2-Clause */
/* What OP-TEE's own code answered to each container of tests/vectors, predicted. */
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "signfw/device.h"
#include "signfw/key.h"
#include "support.h"

/* So that the heap refuses nothing: the answers come from code that ran on a host. */
#define AMPLE (1 << 20)

static const char *text_of(json_object *object, const char *name)
{
	json_object *value = NULL;

	return json_object_object_get_ex(object, name, &value) ? json_object_get_string(value) : NULL;
}

static struct test_file load_vector(const char *name)
{
	char path[512];

	snprintf(path, sizeof(path), "vectors/%s", name);
	return load_file(path);
}

static bool give_passphrase(void *context, char *out, size_t capacity, size_t *size)
{
	(void)context;
	*size = (size_t)snprintf(out, capacity, "correct horse");
	return true;
}

static signfw_key *load_vector_key(const char *name)
{
	struct signfw_key_options options = SIGNFW_KEY_OPTIONS_INIT;
	const struct test_file file = load_vector(name);
	signfw_key *key = NULL;

	options.passphrase = give_passphrase;
	assert_int_equal(signfw_key_load(&key, file.data, file.size, &options, NULL), SIGNFW_OK);
	free(file.data);
	return key;
}

/* What a case is about, loaded. */
struct bench {
	struct test_file file;
	signfw_key *key;
	signfw_device *device;
	struct signfw_answer answer;
};

static void bench_load(struct bench *bench, const struct signfw_device_options *options, const char *container,
		       const char *key)
{
	struct signfw_device_options mine = *options;

	*bench = (struct bench){.file = load_vector(container), .key = load_vector_key(key)};
	mine.key = bench->key;
	assert_int_equal(signfw_device_new(&bench->device, &mine, NULL), SIGNFW_OK);
	assert_int_equal(signfw_device_invoke(bench->device, SIGNFW_COMMAND_LOAD, bench->file.data, bench->file.size,
					      &bench->answer, NULL),
			 SIGNFW_OK);
}

static void bench_close(struct bench *bench)
{
	signfw_device_free(bench->device);
	signfw_key_free(bench->key);
	free(bench->file.data);
}

static void expect_resource_table(json_object *test_case, const signfw_device *device)
{
	json_object *table = NULL;
	uint64_t address;
	uint32_t size;

	if (!json_object_object_get_ex(test_case, "resource_table", &table)) {
		assert_false(signfw_device_resource_table(device, &address, &size));
		return;
	}
	assert_true(signfw_device_resource_table(device, &address, &size));
	assert_int_equal(address, strtoull(text_of(table, "pa"), NULL, 16));
	assert_int_equal(size, strtoul(text_of(table, "size"), NULL, 10));
}

/* The version that answered. */
static const char *version_of(json_object *test_case)
{
	const char *mode = text_of(test_case, "device_mode");

	if (mode == NULL)
		return "optee-4.10";
	return strcmp(mode, "otp-key-hash") == 0 ? "st-4.0-otp" : "st-4.0";
}

/* The encryption key of a case as the device has it: zeros behind a short one. */
static bool load_enc_key(json_object *test_case, uint8_t key[SIGNFW_ENC_KEY_SIZE])
{
	json_object *options = NULL;

	if (!json_object_object_get_ex(test_case, "options", &options))
		return false;
	for (size_t i = 0; i + 1 < json_object_array_length(options); i++) {
		if (strcmp(json_object_get_string(json_object_array_get_idx(options, i)), "--enc_key") != 0)
			continue;
		const struct test_file file =
			load_vector(json_object_get_string(json_object_array_get_idx(options, i + 1)));
		struct signfw_enc_key_options how = SIGNFW_ENC_KEY_OPTIONS_INIT;
		size_t size;

		how.flags |= SIGNFW_ENC_KEY_ALLOW_SHORT;
		assert_int_equal(signfw_enc_key_parse(key, &size, file.data, file.size, &how, NULL), SIGNFW_OK);
		free(file.data);
		return true;
	}
	return false;
}

static void expect_digest(const signfw_device *device, uint32_t address, const char *expected)
{
	struct signfw_transfer transfer;
	uint8_t digest[SIGNFW_SHA256_SIZE];
	char text[2 * SIGNFW_SHA256_SIZE + 1];

	for (size_t i = 0; signfw_device_transfer(device, i, &transfer) == SIGNFW_OK; i++) {
		if (transfer.device_address != address || transfer.zero)
			continue;
		assert_int_equal(signfw_device_transfer_sha256(device, i, digest), SIGNFW_OK);
		for (size_t j = 0; j < sizeof(digest); j++)
			snprintf(text + 2 * j, 3, "%02x", digest[j]);
		assert_string_equal(text, expected);
		return;
	}
	fail_msg("nothing was copied to 0x%08x", address);
}

static void expect_decrypted(json_object *test_case, const signfw_device *device)
{
	json_object *segments = NULL;

	if (!json_object_object_get_ex(test_case, "decrypted_segments", &segments))
		return;
	for (size_t i = 0; i < json_object_array_length(segments); i++) {
		json_object *segment = json_object_array_get_idx(segments, i);

		expect_digest(device, (uint32_t)strtoul(text_of(segment, "da"), NULL, 16), text_of(segment, "sha256"));
	}
}

/* Returns whether there is an answer to predict. */
static bool predict(json_object *test_case)
{
	const char *expected = text_of(test_case, "device_result");
	struct signfw_device_options options = SIGNFW_DEVICE_OPTIONS_INIT;
	uint8_t enc_key[SIGNFW_ENC_KEY_SIZE];
	struct bench bench;

	if (expected == NULL)
		return false;
	options.version = version_of(test_case);
	options.heap_size = AMPLE;
	options.enc_key = load_enc_key(test_case, enc_key) ? enc_key : NULL;
	bench_load(&bench, &options, text_of(test_case, "container"), text_of(test_case, "key"));
	if (bench.answer.result != strtoul(expected, NULL, 16))
		fail_msg("%s: 0x%08x (%s), expected %s", text_of(test_case, "name"), bench.answer.result,
			 bench.answer.reason, expected);
	expect_resource_table(test_case, bench.device);
	expect_decrypted(test_case, bench.device);
	bench_close(&bench);
	return true;
}

static void predict_all(const char *path, size_t count)
{
	json_object *cases = json_object_from_file(path);
	size_t predicted = 0;

	assert_non_null(cases);
	for (size_t i = 0; i < json_object_array_length(cases); i++)
		predicted += predict(json_object_array_get_idx(cases, i));
	assert_int_equal(predicted, count);
	json_object_put(cases);
}

/* Four of the 51 were never signed. */
static void containers_of_the_reference_are_answered_as_by_optee(void **state)
{
	(void)state;
	predict_all(TEST_DATA "/vectors/cases.json", 47);
}

static void malformed_containers_are_answered_as_by_optee(void **state)
{
	(void)state;
	predict_all(TEST_DATA "/vectors/malformed.json", 72);
}

/* ST's 4.0, with either kind of key; four of the 21 were never signed. */
static void containers_of_the_vendor_script_are_answered_as_by_its_code(void **state)
{
	(void)state;
	predict_all(TEST_DATA "/vectors/cases-st.json", 17);
}

/* What was encrypted is copied, but nobody knows what it is. */
static void without_the_encryption_key_there_is_no_digest(void **state)
{
	struct signfw_device_options options = SIGNFW_DEVICE_OPTIONS_INIT;
	uint8_t digest[SIGNFW_SHA256_SIZE];
	struct bench bench;

	(void)state;
	options.version = "st-4.0";
	bench_load(&bench, &options, "sign-st/st40_enc256.sign", "keys/rsa2048.pem");
	assert_int_equal(bench.answer.result, SIGNFW_TEE_SUCCESS);
	assert_string_equal(bench.answer.reason,
			    "loaded; what it decrypts to isn't known (no encryption key was given)");
	assert_int_equal(signfw_device_transfer_sha256(bench.device, 0, digest), SIGNFW_E_ARGUMENT);
	bench_close(&bench);
}

static void many_segments_do_not_fit_into_the_default_heap(void **state)
{
	struct signfw_device_options options = SIGNFW_DEVICE_OPTIONS_INIT;
	struct bench bench;

	(void)state;
	bench_load(&bench, &options, "sign/many_segments.sign", "keys/rsa2048.pem");
	assert_int_equal(bench.answer.result, SIGNFW_TEE_OUT_OF_MEMORY);
	assert_string_equal(bench.answer.rule, "heap-head");
	bench_close(&bench);
	options.heap_size = AMPLE;
	bench_load(&bench, &options, "sign/many_segments.sign", "keys/rsa2048.pem");
	assert_int_equal(bench.answer.result, SIGNFW_TEE_SUCCESS);
	bench_close(&bench);
}

/* ---- containers on devices that they aren't for ---------------------------------------- */

#define SUCCESS     SIGNFW_TEE_SUCCESS
#define CORRUPT     SIGNFW_TEE_CORRUPT_OBJECT
#define PARAMETERS  SIGNFW_TEE_BAD_PARAMETERS
#define NO_DATA     SIGNFW_TEE_NO_DATA
#define NO_MEMORY   SIGNFW_TEE_OUT_OF_MEMORY
#define DEAD        SIGNFW_TEE_TARGET_DEAD
#define UNSUPPORTED SIGNFW_TEE_NOT_SUPPORTED
#define INVALID     SIGNFW_TEE_SIGNATURE_INVALID

/* clang-format off */
static const struct {
	const char *container, *key, *version;
	uint32_t result;
	const char *rule;
} foreign[] = {
	/* not signed at all */
	{"elf/typical.elf",                   "rsa2048", "optee-4.10", PARAMETERS,  "head-size"},
	{"elf/typical.elf",                   "rsa2048", "st-4.0",     PARAMETERS,  "head-size"},
	{"elf/typical.elf",                   "rsa2048", "st-4.0-otp", PARAMETERS,  "head-size"},
	{"elf/typical.elf",                   "rsa2048", "st-3.19",    CORRUPT,     "head-size"},
	{"elf/typical.elf",                   "rsa2048", "st-3.16",    DEAD,        "head-size"},
	{"elf/typical.elf",                   "rsa2048", "rcar-3.12",  DEAD,        "head-size"},
	/* each where it belongs */
	{"sign-st/st319_plat.sign",           "rsa2048", "st-3.19",    SUCCESS,     "loaded"},
	{"sign-st/st319_two.sign",            "rsa2048", "st-3.19",    SUCCESS,     "loaded"},
	{"sign-st/st319_one.sign",            "rsa2048", "st-3.19",    SUCCESS,     "loaded"},
	{"sign-st/st319_tail5.sign",          "rsa4096", "st-3.19",    SUCCESS,     "loaded"},
	{"sign-st/st319_ec.sign",             "ec256",   "st-3.19",    UNSUPPORTED, "signature-type"},
	{"sign-st/st319_plat_number.sign",    "rsa2048", "st-3.19",    SIGNFW_TEE_NOT_IMPLEMENTED, "platform-tlv"},
	{"sign-st/st316_plain.sign",          "rsa2048", "st-3.16",    SUCCESS,     "loaded"},
	{"sign-st/st316_typical.sign",        "rsa2048", "st-3.16",    SUCCESS,     "loaded"},
	{"sign-st/st316_rsc.sign",            "rsa2048", "st-3.16",    SUCCESS,     "loaded"},
	{"sign-st/st316_tail3.sign",          "rsa2048", "st-3.16",    SUCCESS,     "loaded"},
	/* 0x38000000 is an address of the host only */
	{"sign-st/st316_lma_vma.sign",        "rsa2048", "st-3.16",    SIGNFW_TEE_ACCESS_DENIED, "memory"},
	{"sign-st/st316_rsa4096.sign",        "rsa4096", "st-3.16",    SUCCESS,     "loaded"},
	{"sign-st/st316_ec.sign",             "ec256",   "st-3.16",    UNSUPPORTED, "signature-type"},
	{"sign-st/st316_plain.sign",          "rsa2048", "rcar-3.12",  SIGNFW_TEE_ACCESS_DENIED, "memory"},
	/* one layout on the device of another */
	{"sign-st/st319_two.sign",            "rsa2048", "optee-4.10", NO_MEMORY,   "heap-head"},
	{"sign-st/st319_plat.sign",           "rsa2048", "st-4.0",     NO_MEMORY,   "heap-head"},
	{"sign-st/st316_plain.sign",          "rsa2048", "optee-4.10", PARAMETERS,  "size"},
	{"sign-st/st316_plain.sign",          "rsa2048", "st-4.0",     PARAMETERS,  "size"},
	{"sign/plain.sign",                   "rsa2048", "st-3.16",    CORRUPT,     "size"},
	{"sign/plain.sign",                   "rsa2048", "rcar-3.12",  CORRUPT,     "size"},
	{"sign/many_segments.sign",           "rsa2048", "st-3.16",    NO_MEMORY,   "heap-head"},
	{"sign/plain.sign",                   "rsa2048", "st-3.19",    CORRUPT,     "size"},
	{"sign-st/st316_plain.sign",          "rsa2048", "st-3.19",    CORRUPT,     "size"},
	{"sign-st/st319_one.sign",            "rsa2048", "st-3.16",    CORRUPT,     "size"},
	/* upstream's and that of ST's 4.0 are the same, but for what is in it */
	{"sign-st/st40_enc256.sign",          "rsa2048", "optee-4.10", NO_DATA,     "tlv-missing"},
	{"sign-st/st40_bootaddr.sign",        "rsa2048", "optee-4.10", SUCCESS,     "loaded"},
	{"sign-st/st40_numeric_other.sign",   "rsa2048", "optee-4.10", SUCCESS,     "loaded"},
	{"sign/typical.sign",                 "rsa2048", "st-4.0",     SUCCESS,     "loaded"},
	{"sign/typical.sign",                 "rsa2048", "st-4.0-otp", SIGNFW_TEE_BAD_FORMAT, "key-info"},
	/* for another key */
	{"sign/typical.sign",                 "rsa3072", "optee-4.10", INVALID,     "signature"},
	{"sign-st/st40_plain.sign",           "rsa4096", "st-4.0",     INVALID,     "signature"},
	{"sign-st/st40_pkh_rsa2048.sign",     "ec256",   "st-4.0-otp", SIGNFW_TEE_SECURITY, "key-fuses"},
	{"sign-st/st40_pkh_ec256.sign",       "rsa4096", "st-4.0-otp", SIGNFW_TEE_SECURITY, "key-fuses"},
	{"sign-st/st319_one.sign",            "rsa4096", "st-3.19",    INVALID,     "signature"},
	{"sign-st/st316_plain.sign",          "rsa3072", "st-3.16",    INVALID,     "signature"},
};
/* clang-format on */

static void containers_are_answered_on_devices_they_are_not_for(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(foreign) / sizeof(foreign[0]); i++) {
		struct signfw_device_options options = SIGNFW_DEVICE_OPTIONS_INIT;
		struct bench bench;
		char key[64];

		options.version = foreign[i].version;
		snprintf(key, sizeof(key), "keys/%s.pem", foreign[i].key);
		bench_load(&bench, &options, foreign[i].container, key);
		if (bench.answer.result != foreign[i].result || strcmp(bench.answer.rule, foreign[i].rule) != 0)
			fail_msg("%s on %s: 0x%08x [%s] %s, expected 0x%08x [%s]", foreign[i].container,
				 foreign[i].version, bench.answer.result, bench.answer.rule, bench.answer.reason,
				 foreign[i].result, foreign[i].rule);
		bench_close(&bench);
	}
}

/* ST's 4.0 starts upstream's containers on an STM32MP15, but not on an STM32MP2: they say nothing of booting. */
static void an_upstream_container_starts_on_stm32mp15_only(void **state)
{
	static const struct {
		const char *version, *container;
		uint32_t result;
	} rows[] = {
		{"st-4.0", "sign/key_info.sign", SIGNFW_TEE_SUCCESS},
		{"st-4.0-otp", "sign-st/st40_pkh_rsa2048.sign", SIGNFW_TEE_GENERIC},
	};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct signfw_device_options options = SIGNFW_DEVICE_OPTIONS_INIT;
		struct bench bench;

		options.version = rows[i].version;
		bench_load(&bench, &options, rows[i].container, "keys/rsa2048.pem");
		assert_int_equal(bench.answer.result, SIGNFW_TEE_SUCCESS);
		assert_int_equal(signfw_device_invoke(bench.device, SIGNFW_COMMAND_START, NULL, 0, &bench.answer, NULL),
				 SIGNFW_OK);
		assert_int_equal(bench.answer.result, rows[i].result);
		bench_close(&bench);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(containers_of_the_reference_are_answered_as_by_optee),
		cmocka_unit_test(malformed_containers_are_answered_as_by_optee),
		cmocka_unit_test(containers_of_the_vendor_script_are_answered_as_by_its_code),
		cmocka_unit_test(without_the_encryption_key_there_is_no_digest),
		cmocka_unit_test(many_segments_do_not_fit_into_the_default_heap),
		cmocka_unit_test(containers_are_answered_on_devices_they_are_not_for),
		cmocka_unit_test(an_upstream_container_starts_on_stm32mp15_only),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
