/* SPDX-License-Identifier: BSD-2-Clause */
#include "key/compiled_in.h"

#include <stdio.h>
#include <string.h>

#include "base/bytes.h"
#include "base/cleanup.h"
#include "base/error.h"
#include "key/signing_key.h"
#include "signfw/optee.h"

#define BYTES_PER_LINE 8

/* What public keys have if the build doesn't say which. */
#define USUAL_EXPONENT 65537

/* The default of CFG_CORE_BIGNUM_MAX_BITS. */
#define BITS_MAX 4096

/* The device stores the exponent in 32 bits. */
#define EXPONENT_SIZE_MAX 4

enum signfw_status sfw_compiled_in_check(const signfw_key *key, struct signfw_error *err)
{
	if (key->key.kind != KEY_RSA)
		return sfw_fail(err, SIGNFW_E_KEY,
				"an ECDSA key; OP-TEE takes no other than RSA keys to be compiled in");
	if (signfw_key_bits(key) % 8 != 0)
		return sfw_fail(err, SIGNFW_E_KEY,
				"an RSA key of %u bits, which isn't a multiple of 8 as OP-TEE's build demands",
				signfw_key_bits(key));
	if (signfw_key_get_parts(key)->exponent_size > EXPONENT_SIZE_MAX)
		return sfw_fail(err, SIGNFW_E_KEY,
				"an RSA key whose exponent has more than the 32 bits that OP-TEE has for it");
	return SIGNFW_OK;
}

enum signfw_status sfw_compiled_in_check_use(const signfw_key *key, struct signfw_error *err)
{
	const enum signfw_status status = sfw_compiled_in_check(key, err);
	const unsigned bits = signfw_key_bits(key);

	if (status == SIGNFW_OK && bits > BITS_MAX)
		return sfw_fail(err, SIGNFW_E_KEY,
				"an RSA key of %u bits; OP-TEE computes with %d bits at most, unless it is built "
				"with another CFG_CORE_BIGNUM_MAX_BITS",
				bits, BITS_MAX);
	return status;
}

/* Whether it is letters, digits and underscores, and no digit first. */
static bool is_identifier(const char *text)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_";
	static const char all[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789";

	return strspn(text, letters) > 0 && text[strspn(text, all)] == '\0';
}

static void put(struct builder *text, const char *part)
{
	sfw_builder_bytes(text, part, strlen(part));
}

static void put_exponent(struct builder *text, const char *prefix, const struct signfw_key_parts *parts)
{
	uint32_t exponent = 0;
	char number[16];

	for (size_t i = 0; i < parts->exponent_size; i++)
		exponent = exponent << 8 | parts->exponent[i];
	snprintf(number, sizeof(number), "%u", exponent);
	put(text, "const uint32_t ");
	put(text, prefix);
	put(text, "_exponent = ");
	put(text, number);
	put(text, ";\n\n");
}

static void put_modulus(struct builder *text, const char *prefix, const struct signfw_key_parts *parts)
{
	put(text, "const uint8_t ");
	put(text, prefix);
	put(text, "_modulus[] = {\n");
	for (size_t i = 0; i < parts->modulus_size; i++) {
		char byte[8];

		snprintf(byte, sizeof(byte), "0x%02x,%c", parts->modulus[i],
			 i % BYTES_PER_LINE == BYTES_PER_LINE - 1 ? '\n' : ' ');
		put(text, byte);
	}
	put(text, "};\nconst size_t ");
	put(text, prefix);
	put(text, "_modulus_size = sizeof(");
	put(text, prefix);
	put(text, "_modulus);\n");
}

enum signfw_status signfw_key_header(char **out, const signfw_key *key, const char *prefix, struct signfw_error *err)
{
	CLEANUP(sfw_builder_cleanup) struct builder text = {0};
	struct span done;

	if (out == NULL || key == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no key, or no place for its definitions");
	if (prefix == NULL)
		prefix = SFW_COMPILED_IN_PREFIX;
	if (!is_identifier(prefix))
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "\"%.64s\" isn't the beginning of a C name", prefix);
	const enum signfw_status status = sfw_compiled_in_check(key, err);

	if (status != SIGNFW_OK)
		return status;
	put(&text, "#include <stdint.h>\n#include <stddef.h>\n\n");
	put_exponent(&text, prefix, signfw_key_get_parts(key));
	put_modulus(&text, prefix, signfw_key_get_parts(key));
	sfw_builder_bytes(&text, "", 1);
	if (!sfw_builder_view(&text, &done))
		return sfw_fail_memory(err);
	*out = (char *)text.data;
	text = (struct builder){0};
	return SIGNFW_OK;
}

enum signfw_status signfw_optee_key_load(signfw_key **out, const struct signfw_optee_key *key, struct signfw_error *err)
{
	CLEANUP(sfw_public_key_free) struct public_key numbers = {0};

	if (out == NULL || key == NULL || key->modulus == NULL || key->modulus_size == 0 || key->modulus_size > 4096)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no key, or no place for it");
	if (!sfw_public_key_of_numbers(&numbers, (struct span){key->modulus, key->modulus_size},
				       key->exponent == 0 ? USUAL_EXPONENT : key->exponent))
		return sfw_fail_memory(err);
	return signfw_key_load(out, numbers.parts.spki, numbers.parts.spki_size, NULL, err);
}
