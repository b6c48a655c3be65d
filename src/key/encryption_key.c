/* SPDX-License-Identifier: BSD-2-Clause */
/* Reads and judges encryption key files. */
#include "key/encryption_key.h"

#include <string.h>

#include "base/bytes.h"
#include "base/cleanup.h"
#include "base/error.h"
#include "base/findings.h"
#include "base/struct_size.h"
#include "key/published.h"

/* A key of AES-128 in hexadecimal; as bytes, the text would be a key of AES-256. */
#define AMBIGUOUS_DIGITS 32

/* The value of a hexadecimal digit; -1 for anything else. */
static int digit_value(uint8_t c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* Counts hexadecimal digits; 0 if there is anything else but white space. */
static size_t count_digits(struct span text)
{
	size_t count = 0;

	for (size_t i = 0; i < text.size; i++) {
		const bool is_digit = digit_value(text.data[i]) >= 0;

		if (!is_digit && (text.data[i] == '\0' || strchr(" \t\r\n", text.data[i]) == NULL))
			return 0;
		count += is_digit;
	}
	return count;
}

static void read_digits(struct span text, uint8_t *out)
{
	size_t count = 0;

	for (size_t i = 0; i < text.size; i++) {
		const int value = digit_value(text.data[i]);

		if (value < 0)
			continue;
		out[count / 2] = (uint8_t)(out[count / 2] << 4 | value);
		count++;
	}
}

bool sfw_enc_key_has_size(size_t size)
{
	return size == 16 || size == 24 || size == SIGNFW_ENC_KEY_SIZE;
}

struct enc_key {
	uint8_t bytes[SIGNFW_ENC_KEY_SIZE];
};

static void wipe_key(struct enc_key *key)
{
	sfw_wipe(key->bytes, sizeof(key->bytes));
}

static void judge(const struct enc_key *key, size_t size, signfw_findings *findings)
{
	if (size < SIGNFW_ENC_KEY_SIZE)
		sfw_report(findings, SFW_ENC_KEY_SHORT, SIGNFW_NO_OFFSET,
			   "a key of %zu bytes; devices decrypt with %d, and get garbage without an error", size,
			   SIGNFW_ENC_KEY_SIZE);
	if (sfw_span_is_zero((struct span){key->bytes, sizeof(key->bytes)}))
		sfw_report(findings, SFW_ENC_KEY_ZERO, SIGNFW_NO_OFFSET, "the key is all zero, which devices refuse");
	if (memcmp(key->bytes, sfw_published_enc_key, sizeof(sfw_published_enc_key)) == 0)
		sfw_report(findings, SFW_ENC_KEY_TEST, SIGNFW_NO_OFFSET,
			   "the key is the one that is published for tests; it protects nothing");
}

/* Sets *size to the size of the key; fails if the file is not an acceptable key. */
static enum signfw_status measure(struct span file, size_t digits, bool allow_short, size_t *size,
				  struct signfw_error *err)
{
	if (digits == AMBIGUOUS_DIGITS)
		return sfw_fail(err, SIGNFW_E_KEY,
				"%d hexadecimal digits: signing scripts have taken such a file for a key of 16 bytes, "
				"and for one of 32, the text itself; expected 32 bytes or 64 digits",
				AMBIGUOUS_DIGITS);
	*size = digits % 2 == 0 && sfw_enc_key_has_size(digits / 2) ? digits / 2 : file.size;
	if (!sfw_enc_key_has_size(*size))
		return sfw_fail(err, SIGNFW_E_KEY,
				"%zu bytes, %s; expected a key of %d bytes, or its %d hexadecimal digits", file.size,
				digits == 0 ? "not in hexadecimal" : "of another number of hexadecimal digits",
				SIGNFW_ENC_KEY_SIZE, 2 * SIGNFW_ENC_KEY_SIZE);
	if (*size < SIGNFW_ENC_KEY_SIZE && !allow_short)
		return sfw_fail(err, SIGNFW_E_KEY,
				"a key of %zu bytes; devices always decrypt with %d, so that what is encrypted with "
				"it would load as garbage, without an error",
				*size, SIGNFW_ENC_KEY_SIZE);
	return SIGNFW_OK;
}

static const struct options_kind enc_key_options = {
	/* NOLINTNEXTLINE(bugprone-sizeof-expression): the pointer is the last field, and its size is meant */
	.size = SIZE_UNTIL(struct signfw_enc_key_options, findings),
	/* NOLINTNEXTLINE(bugprone-sizeof-expression) */
	.first_size = SIZE_UNTIL(struct signfw_enc_key_options, findings),
	.flags = SIGNFW_ENC_KEY_ALLOW_SHORT,
};

enum signfw_status signfw_enc_key_parse(uint8_t out[SIGNFW_ENC_KEY_SIZE], size_t *out_size, const void *data,
					size_t size, const struct signfw_enc_key_options *options,
					struct signfw_error *err)
{
	struct signfw_enc_key_options mine = SIGNFW_ENC_KEY_OPTIONS_INIT;
	const struct span file = {data, size};
	size_t key_size = 0;

	if (out == NULL || out_size == NULL || data == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no key, or no place for it, was given");
	enum signfw_status status = sfw_options_import(&mine, &enc_key_options, options, err);

	if (status != SIGNFW_OK)
		return status;
	const size_t digits = count_digits(file);

	status = measure(file, digits, (mine.flags & SIGNFW_ENC_KEY_ALLOW_SHORT) != 0, &key_size, err);
	if (status != SIGNFW_OK)
		return status;
	CLEANUP(wipe_key) struct enc_key key = {0};

	if (digits == 2 * key_size)
		read_digits(file, key.bytes);
	else
		memcpy(key.bytes, data, key_size);
	if (mine.findings != NULL) {
		sfw_findings_truncate(mine.findings, 0);
		judge(&key, key_size, mine.findings);
		status = sfw_findings_verdict(mine.findings, err);
	}
	if (status != SIGNFW_OK)
		return status;
	memcpy(out, key.bytes, sizeof(key.bytes));
	*out_size = key_size;
	return SIGNFW_OK;
}
