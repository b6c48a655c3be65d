/* SPDX-License-Identifier: BSD-2-Clause */
/* A key that is compiled into OP-TEE, as a key: its two numbers become a SubjectPublicKeyInfo (RFC 8017, A.1.1). */
#include <string.h>

#include "base/bytes.h"
#include "base/cleanup.h"
#include "base/error.h"
#include "signfw/optee.h"

#define DER_SEQUENCE   0x30
#define DER_INTEGER    0x02
#define DER_BIT_STRING 0x03

/* What public keys have if the build doesn't say which. */
#define USUAL_EXPONENT 65537

/* rsaEncryption, with its parameters NULL */
static const uint8_t algorithm[] = {0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86,
				    0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00};

/* A tag, and the length of what follows, which has less than 64 KiB. */
static void add_head(struct builder *der, uint8_t tag, size_t size)
{
	const uint8_t head[] = {tag, 0x82, (uint8_t)(size >> 8), (uint8_t)size};

	if (size < 0x80) {
		const uint8_t shorter[] = {tag, (uint8_t)size};

		sfw_builder_bytes(der, shorter, sizeof(shorter));
	} else if (size < 0x100) {
		const uint8_t medium[] = {tag, 0x81, (uint8_t)size};

		sfw_builder_bytes(der, medium, sizeof(medium));
	} else {
		sfw_builder_bytes(der, head, sizeof(head));
	}
}

/* A positive number, big-endian. */
static void add_integer(struct builder *der, const uint8_t *number, size_t size)
{
	while (size > 1 && number[0] == 0) {
		number++;
		size--;
	}
	const bool has_sign = (number[0] & 0x80) != 0;

	add_head(der, DER_INTEGER, size + has_sign);
	if (has_sign)
		sfw_builder_zeros(der, 1);
	sfw_builder_bytes(der, number, size);
}

static void add_inside(struct builder *der, uint8_t tag, const struct builder *inside, size_t zeros)
{
	add_head(der, tag, inside->size + zeros);
	sfw_builder_zeros(der, zeros);
	sfw_builder_bytes(der, inside->data, inside->size);
}

static bool write_key(const struct signfw_optee_key *key, struct builder *out)
{
	const uint32_t exponent = key->exponent == 0 ? USUAL_EXPONENT : key->exponent;
	const uint8_t bytes[] = {(uint8_t)(exponent >> 24), (uint8_t)(exponent >> 16), (uint8_t)(exponent >> 8),
				 (uint8_t)exponent};
	CLEANUP(sfw_builder_cleanup) struct builder numbers = {0};
	CLEANUP(sfw_builder_cleanup) struct builder pair = {0};
	CLEANUP(sfw_builder_cleanup) struct builder body = {0};
	struct span view;

	add_integer(&numbers, key->modulus, key->modulus_size);
	add_integer(&numbers, bytes, sizeof(bytes));
	add_inside(&pair, DER_SEQUENCE, &numbers, 0);
	sfw_builder_bytes(&body, algorithm, sizeof(algorithm));
	add_inside(&body, DER_BIT_STRING, &pair, 1);
	add_inside(out, DER_SEQUENCE, &body, 0);
	return sfw_builder_view(&numbers, &view) && sfw_builder_view(&pair, &view) && sfw_builder_view(&body, &view) &&
	       sfw_builder_view(out, &view);
}

enum signfw_status signfw_optee_key_load(signfw_key **out, const struct signfw_optee_key *key, struct signfw_error *err)
{
	CLEANUP(sfw_builder_cleanup) struct builder der = {0};

	if (out == NULL || key == NULL || key->modulus == NULL || key->modulus_size == 0 || key->modulus_size > 4096)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no key, or no place for it");
	if (!write_key(key, &der))
		return sfw_fail_memory(err);
	return signfw_key_load(out, der.data, der.size, NULL, err);
}
