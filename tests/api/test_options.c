/* SPDX-License-Identifier: BSD-2-Clause */
/* Options structs of callers that were compiled with another release. */
#include <signfw/container.h>
#include <signfw/device.h>
#include <signfw/key.h>
#include <signfw/linux.h>
#include <signfw/pas_device.h>
#include <signfw/sequence.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

/* A caller's struct: of this release, of 0.1 with something else behind it, or of a later one. */
union caller {
	size_t struct_size;
	uint8_t bytes[160];
	struct signfw_key_options key;
	struct signfw_enc_key_options enc_key;
	struct signfw_sign_options sign;
	struct signfw_verify_options verify;
	struct signfw_device_options device;
	struct signfw_linux_options kernel;
	struct signfw_sequence_options sequence;
	struct signfw_pas_verify_options pas;
	struct signfw_pas_sign_options pas_sign;
	struct signfw_pas_device_options pas_device;
};

static struct test_file elf, key_file, pas_file;
static signfw_key *signing_key;
static signfw_container *container; /* signed */
static signfw_pas *pas;

static enum signfw_status load_key_with(const union caller *options, struct signfw_error *err)
{
	signfw_key *key = NULL;
	const enum signfw_status status = signfw_key_load(&key, key_file.data, key_file.size, &options->key, err);

	signfw_key_free(key);
	return status;
}

static enum signfw_status parse_with(const union caller *options, struct signfw_error *err)
{
	uint8_t key[SIGNFW_ENC_KEY_SIZE];
	size_t size = 0;

	return signfw_enc_key_parse(key, &size,
				    "\x80"
				    "123456789abcdef0123456789abcdef",
				    32, &options->enc_key, err);
}

static enum signfw_status build_with(const union caller *options, struct signfw_error *err)
{
	const struct signfw_input input = {elf.data, elf.size, NULL};
	signfw_container *out = NULL;
	const enum signfw_status status = signfw_build(&out, &input, 1, signing_key, &options->sign, err);

	signfw_container_free(out);
	return status;
}

static enum signfw_status resign_with(const union caller *options, struct signfw_error *err)
{
	signfw_container *out = NULL;
	const enum signfw_status status = signfw_resign(&out, container, signing_key, &options->sign, err);

	signfw_container_free(out);
	return status;
}

static enum signfw_status convert_with(const union caller *options, struct signfw_error *err)
{
	signfw_container *out = NULL;
	const enum signfw_status status = signfw_convert(&out, container, signing_key, &options->sign, err);

	signfw_container_free(out);
	return status;
}

static enum signfw_status verify_with(const union caller *options, struct signfw_error *err)
{
	return signfw_container_verify(container, signing_key, &options->verify, err);
}

static enum signfw_status new_device_with(const union caller *options, struct signfw_error *err)
{
	signfw_device *device = NULL;
	const enum signfw_status status = signfw_device_new(&device, &options->device, err);

	signfw_device_free(device);
	return status;
}

static enum signfw_status new_linux_with(const union caller *options, struct signfw_error *err)
{
	signfw_linux *kernel = NULL;
	const enum signfw_status status = signfw_linux_new(&kernel, &options->kernel, err);

	signfw_linux_free(kernel);
	return status;
}

static enum signfw_status new_sequence_with(const union caller *options, struct signfw_error *err)
{
	struct signfw_device_options how = SIGNFW_DEVICE_OPTIONS_INIT;
	union caller with_device = *options;
	signfw_device *device = NULL;
	signfw_sequence *sequence = NULL;

	assert_int_equal(signfw_device_new(&device, &how, NULL), SIGNFW_OK);
	with_device.sequence.device = device;
	const enum signfw_status status = signfw_sequence_new(&sequence, &with_device.sequence, err);

	signfw_sequence_free(sequence);
	signfw_device_free(device);
	return status;
}

static enum signfw_status verify_pas_with(const union caller *options, struct signfw_error *err)
{
	return signfw_pas_verify(pas, &options->pas, err);
}

/* Options that are taken come to a refusal: they have no certificates. */
static enum signfw_status sign_pas_with(const union caller *options, struct signfw_error *err)
{
	const struct signfw_input input = {elf.data, elf.size, NULL};
	struct signfw_error error = SIGNFW_ERROR_INIT;
	uint8_t *out = NULL;
	size_t size = 0;

	if (signfw_pas_sign(&out, &size, &input, signing_key, &options->pas_sign, &error) == SIGNFW_E_ARGUMENT &&
	    strcmp(error.message, "no certificates were given") == 0)
		return SIGNFW_OK;
	if (err != NULL)
		*err = error;
	return error.status;
}

static enum signfw_status boot_pas_with(const union caller *options, struct signfw_error *err)
{
	const struct signfw_input input = {pas_file.data, pas_file.size, NULL};
	signfw_pas_boot *boot = NULL;
	const enum signfw_status status = signfw_pas_boot_try(&boot, &input, NULL, 0, &options->pas_device, err);

	signfw_pas_boot_free(boot);
	return status;
}

/* The size in release 0.1 is that of all fields with a meaning; it never changes. */
#define SIZE_0_1(type, last) (offsetof(type, last) + sizeof(((type *)0)->last))

static const struct call {
	enum signfw_status (*call)(const union caller *options, struct signfw_error *err);
	union caller now;
	size_t first_size;
} calls[] = {
	{load_key_with, {.key = SIGNFW_KEY_OPTIONS_INIT}, SIZE_0_1(struct signfw_key_options, provider_path)},
	{parse_with, {.enc_key = SIGNFW_ENC_KEY_OPTIONS_INIT}, SIZE_0_1(struct signfw_enc_key_options, findings)},
	{build_with, {.sign = SIGNFW_SIGN_OPTIONS_INIT}, SIZE_0_1(struct signfw_sign_options, digests)},
	{resign_with, {.sign = SIGNFW_SIGN_OPTIONS_INIT}, SIZE_0_1(struct signfw_sign_options, digests)},
	{convert_with, {.sign = SIGNFW_SIGN_OPTIONS_INIT}, SIZE_0_1(struct signfw_sign_options, digests)},
	{verify_with, {.verify = SIGNFW_VERIFY_OPTIONS_INIT}, SIZE_0_1(struct signfw_verify_options, enc_key_size)},
	{new_device_with, {.device = SIGNFW_DEVICE_OPTIONS_INIT}, SIZE_0_1(struct signfw_device_options, bits)},
	{new_linux_with, {.kernel = SIGNFW_LINUX_OPTIONS_INIT}, SIZE_0_1(struct signfw_linux_options, node)},
	{new_sequence_with,
	 {.sequence = SIGNFW_SEQUENCE_OPTIONS_INIT},
	 SIZE_0_1(struct signfw_sequence_options, processor)},
	{verify_pas_with,
	 {.pas = {.struct_size = sizeof(struct signfw_pas_verify_options), .flags = SIGNFW_PAS_VERIFY_DIGESTS_ONLY}},
	 SIZE_0_1(struct signfw_pas_verify_options, root_hash_size)},
	{sign_pas_with,
	 {.pas_sign = SIGNFW_PAS_SIGN_OPTIONS_INIT},
	 SIZE_0_1(struct signfw_pas_sign_options, anti_rollback)},
	{boot_pas_with,
	 {.pas_device = SIGNFW_PAS_DEVICE_OPTIONS_INIT},
	 SIZE_0_1(struct signfw_pas_device_options, soc_version)},
};

static const size_t call_count = sizeof(calls) / sizeof(calls[0]);

static void expect_refused(const struct call *call, const union caller *options, enum signfw_status status,
			   const char *message)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;

	assert_int_equal(call->call(options, &error), status);
	assert_string_equal(error.message, message);
}

static void a_caller_of_this_release_is_served(void **state)
{
	(void)state;
	for (size_t i = 0; i < call_count; i++)
		assert_int_equal(calls[i].call(&calls[i].now, NULL), SIGNFW_OK);
}

static void what_lies_behind_the_struct_of_an_old_caller_is_not_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < call_count; i++) {
		union caller old = calls[i].now;

		old.struct_size = calls[i].first_size;
		memset(old.bytes + old.struct_size, 0xff, sizeof(old) - old.struct_size);
		assert_int_equal(calls[i].call(&old, NULL), SIGNFW_OK);
	}
}

static void a_smaller_struct_than_that_of_the_first_release_is_refused(void **state)
{
	char message[100];

	(void)state;
	for (size_t i = 0; i < call_count; i++) {
		union caller cut = calls[i].now;

		cut.struct_size = calls[i].first_size - 1;
		snprintf(message, sizeof(message),
			 "options are not initialised (struct_size is %zu, expected at least %zu)", cut.struct_size,
			 calls[i].first_size);
		expect_refused(&calls[i], &cut, SIGNFW_E_ARGUMENT, message);
	}
}

static void what_a_newer_caller_sets_is_refused_wherever_it_is(void **state)
{
	char message[100];

	(void)state;
	snprintf(message, sizeof(message), "an option is set that needs a newer libsignfw than %s", signfw_version());
	for (size_t i = 0; i < call_count; i++) {
		union caller newer = calls[i].now;

		newer.struct_size = sizeof(newer);
		memset(newer.bytes + calls[i].first_size, 0, sizeof(newer) - calls[i].first_size);
		assert_int_equal(calls[i].call(&newer, NULL), SIGNFW_OK);
		for (size_t at = calls[i].first_size; at < sizeof(newer); at++) {
			newer.bytes[at] = 1;
			expect_refused(&calls[i], &newer, SIGNFW_E_UNSUPPORTED, message);
			newer.bytes[at] = 0;
		}
	}
}

static void unknown_flags_are_refused(void **state)
{
	const uint64_t unknown = UINT64_C(1) << 63;
	char message[100];

	(void)state;
	snprintf(message, sizeof(message), "flags 0x8000000000000000 need a newer libsignfw than %s", signfw_version());
	for (size_t i = 0; i < call_count; i++) {
		union caller newer = calls[i].now;

		memcpy(newer.bytes + offsetof(struct signfw_sign_options, flags), &unknown, sizeof(unknown));
		expect_refused(&calls[i], &newer, SIGNFW_E_UNSUPPORTED, message);
	}
}

static int setup(void **state)
{
	struct signfw_input input = {0}, pas_input = {0};

	(void)state;
	elf = load_file("firmware/openamp.elf");
	key_file = load_file(TEST_KEYS "/dev-rsa2048.pem");
	signing_key = load_key(TEST_KEYS "/dev-rsa2048.pem");
	input.data = elf.data;
	input.size = elf.size;
	if (signfw_build(&container, &input, 1, signing_key, NULL, NULL) != SIGNFW_OK)
		return -1;
	pas_file = load_file("vectors/pas/signed/own-v6-ecdsa.mbn");
	pas_input.data = pas_file.data;
	pas_input.size = pas_file.size;
	return signfw_pas_inspect(&pas, &pas_input, NULL, 0, NULL) == SIGNFW_OK ? 0 : -1;
}

static int teardown(void **state)
{
	(void)state;
	signfw_pas_free(pas);
	signfw_container_free(container);
	signfw_key_free(signing_key);
	free(pas_file.data);
	free(key_file.data);
	free(elf.data);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_caller_of_this_release_is_served),
		cmocka_unit_test(what_lies_behind_the_struct_of_an_old_caller_is_not_read),
		cmocka_unit_test(a_smaller_struct_than_that_of_the_first_release_is_refused),
		cmocka_unit_test(what_a_newer_caller_sets_is_refused_wherever_it_is),
		cmocka_unit_test(unknown_flags_are_refused),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
