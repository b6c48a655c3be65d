/* SPDX-License-Identifier: BSD-2-Clause */
/* Encryption key files: what is taken for a key, and what is refused. */
#include <stdio.h>
#include <string.h>

#include "faults.h"
#include "signfw/key.h"
#include "support.h"

#define HEX_32 "00112233445566778899aabbCCDDEEFF0123456789abcdef0123456789ABCDEF"
static const uint8_t key_32[] = {0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xaa,
				 0xbb, 0xcc, 0xdd, 0xee, 0xff, 0x01, 0x23, 0x45, 0x67, 0x89, 0xab,
				 0xcd, 0xef, 0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef};
#define HEX_TEST_KEY "2a2b01b175ffe8266d9e8d31c57e93b51fe0559349a69a4c4ff63623333efb3d"

/* What the text is parsed to. */
struct parsed {
	enum signfw_status status;
	uint8_t key[SIGNFW_ENC_KEY_SIZE];
	size_t size;
	struct signfw_error error;
};

static struct parsed parse(const void *data, size_t size, bool allow_short, signfw_findings *findings)
{
	struct signfw_enc_key_options options = SIGNFW_ENC_KEY_OPTIONS_INIT;
	struct parsed parsed = {.size = 77, .error = SIGNFW_ERROR_INIT};

	memset(parsed.key, 0x55, sizeof(parsed.key));
	options.flags = allow_short ? SIGNFW_ENC_KEY_ALLOW_SHORT : 0;
	options.findings = findings;
	parsed.status = signfw_enc_key_parse(parsed.key, &parsed.size, data, size, &options, &parsed.error);
	return parsed;
}

static void expect_untouched(const struct parsed *parsed)
{
	assert_int_equal(parsed->size, 77);
	for (size_t i = 0; i < sizeof(parsed->key); i++)
		assert_int_equal(parsed->key[i], 0x55);
}

static void bytes_and_digits_are_a_key(void **state)
{
	static const char *const texts[] = {
		HEX_32,
		HEX_32 "\n",
		"\t00 11 22 33 44 55 66 77 88 99 aa bb CC DD EE FF\r\n01234567 89abcdef 01234567 89ABCDEF \n",
	};
	struct parsed parsed = parse(key_32, sizeof(key_32), false, NULL);

	(void)state;
	assert_int_equal(parsed.status, SIGNFW_OK);
	assert_int_equal(parsed.size, 32);
	assert_memory_equal(parsed.key, key_32, 32);
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		parsed = parse(texts[i], strlen(texts[i]), false, NULL);
		assert_int_equal(parsed.status, SIGNFW_OK);
		assert_int_equal(parsed.size, 32);
		assert_memory_equal(parsed.key, key_32, 32);
	}
}

/* Text of 32 digits has been both; a newline makes no difference. */
static void what_could_be_either_is_refused(void **state)
{
	static const char *const texts[] = {"0123456789abcdef0123456789ABCDEF", "0123456789abcdef0123456789ABCDEF\n"};

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		const char *text = texts[i / 2];
		const struct parsed parsed = parse(text, strlen(text), i % 2 == 1, NULL);

		assert_int_equal(parsed.status, SIGNFW_E_KEY);
		assert_string_equal(parsed.error.message,
				    "32 hexadecimal digits: signing scripts have taken such a file for a key of 16 "
				    "bytes, and for one of 32, the text itself; expected 32 bytes or 64 digits");
		expect_untouched(&parsed);
	}
}

static void expect_short(const void *data, size_t size, size_t key_size)
{
	signfw_findings *findings = new_findings();
	struct parsed parsed = parse(data, size, false, findings);
	char message[240];

	snprintf(message, sizeof(message),
		 "a key of %zu bytes; devices always decrypt with 32, so that what is encrypted with it would load as "
		 "garbage, without an error",
		 key_size);
	assert_int_equal(parsed.status, SIGNFW_E_KEY);
	assert_string_equal(parsed.error.message, message);
	expect_untouched(&parsed);
	expect_ids(findings, "");

	parsed = parse(data, size, true, findings);
	assert_int_equal(parsed.status, SIGNFW_OK);
	assert_int_equal(parsed.size, key_size);
	assert_memory_equal(parsed.key, key_32, key_size);
	for (size_t i = key_size; i < sizeof(parsed.key); i++)
		assert_int_equal(parsed.key[i], 0);
	expect_only(findings, "enc-key-short", SIGNFW_WARNING, SIGNFW_NO_OFFSET);
	signfw_findings_free(findings);
}

static void short_keys_have_to_be_asked_for(void **state)
{
	(void)state;
	expect_short(key_32, 16, 16);
	expect_short(key_32, 24, 24);
	expect_short(HEX_32, 48, 24);
}

static void other_sizes_are_refused(void **state)
{
	static const struct {
		const char *text;
		size_t size;
		const char *message;
	} rows[] = {
		{"", 0, "0 bytes, not in hexadecimal; "},
		{"secret!", 7, "7 bytes, not in hexadecimal; "},
		{HEX_32 "\0", 65, "65 bytes, not in hexadecimal; "},
		{HEX_32 "0", 65, "65 bytes, of another number of hexadecimal digits; "},
		{HEX_32, 63, "63 bytes, of another number of hexadecimal digits; "},
		{HEX_32 "g", 65, "65 bytes, not in hexadecimal; "},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct parsed parsed = parse(rows[i].text, rows[i].size, true, NULL);

		assert_int_equal(parsed.status, SIGNFW_E_KEY);
		assert_memory_equal(parsed.error.message, rows[i].message, strlen(rows[i].message));
		assert_string_equal(parsed.error.message + strlen(rows[i].message),
				    "expected a key of 32 bytes, or its 64 hexadecimal digits");
		expect_untouched(&parsed);
	}
}

static void keys_that_protect_nothing_are_found(void **state)
{
	static const uint8_t zeros[SIGNFW_ENC_KEY_SIZE];
	signfw_findings *findings = new_findings();

	(void)state;
	assert_int_equal(parse(zeros, 32, false, findings).status, SIGNFW_OK);
	expect_only(findings, "enc-key-zero", SIGNFW_WARNING, SIGNFW_NO_OFFSET);
	assert_int_equal(parse(HEX_TEST_KEY, 64, false, findings).status, SIGNFW_OK);
	expect_only(findings, "enc-key-test", SIGNFW_WARNING, SIGNFW_NO_OFFSET);
	assert_int_equal(parse(key_32, 32, false, findings).status, SIGNFW_OK);
	expect_ids(findings, "");
	assert_int_equal(parse(zeros, 16, true, findings).status, SIGNFW_OK);
	expect_ids(findings, "enc-key-short enc-key-zero");
	signfw_findings_free(findings);
}

static void arguments_have_to_be_there(void **state)
{
	struct signfw_enc_key_options options = {0};
	struct signfw_error error = SIGNFW_ERROR_INIT;
	uint8_t key[SIGNFW_ENC_KEY_SIZE];
	size_t size;

	(void)state;
	assert_int_equal(signfw_enc_key_parse(NULL, &size, key_32, 32, NULL, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_enc_key_parse(key, NULL, key_32, 32, NULL, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_enc_key_parse(key, &size, NULL, 32, NULL, &error), SIGNFW_E_ARGUMENT);
	assert_string_equal(error.message, "no key, or no place for it, was given");
	assert_int_equal(signfw_enc_key_parse(key, &size, key_32, 32, &options, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_enc_key_parse(key, &size, key_32, 32, NULL, NULL), SIGNFW_OK);
}

static void without_memory_there_is_no_key(void **state)
{
	static const uint8_t zeros[SIGNFW_ENC_KEY_SIZE];
	signfw_findings *findings = new_findings();

	(void)state;
	memory_fault.countdown = 1;

	const struct parsed parsed = parse(zeros, 32, false, findings);

	assert_int_equal(parsed.status, SIGNFW_E_MEMORY);
	expect_untouched(&parsed);
	signfw_findings_free(findings);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bytes_and_digits_are_a_key),
		cmocka_unit_test(what_could_be_either_is_refused),
		cmocka_unit_test(short_keys_have_to_be_asked_for),
		cmocka_unit_test(other_sizes_are_refused),
		cmocka_unit_test(keys_that_protect_nothing_are_found),
		cmocka_unit_test(arguments_have_to_be_there),
		cmocka_unit_test(without_memory_there_is_no_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
