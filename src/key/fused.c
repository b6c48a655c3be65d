/* SPDX-License-Identifier: BSD-2-Clause */
#include "key/fused.h"

#include <string.h>

#include "base/error.h"
#include "crypto/digest.h"
#include "key/signing_key.h"

enum signfw_status sfw_fuse_check(const signfw_key *key, struct signfw_error *err)
{
	const struct signfw_key_parts *parts = signfw_key_get_parts(key);

	if (key->key.kind == KEY_EC_P256)
		return SIGNFW_OK;
	if (key->key.kind != KEY_RSA)
		return sfw_fail(err, SIGNFW_E_KEY, "an EC key on %s; devices with a fused key take P-256 only",
				sfw_key_kind(key->key.kind)->curve);
	if (signfw_key_bits(key) != SFW_FUSE_MODULUS * 8)
		return sfw_fail(err, SIGNFW_E_KEY, "an RSA key of %u bits; devices with a fused key take %d bits only",
				signfw_key_bits(key), SFW_FUSE_MODULUS * 8);
	if (parts->spki_size != SFW_FUSE_SPKI_RSA)
		return sfw_fail(err, SIGNFW_E_KEY,
				"an RSA key whose exponent isn't encoded in %d bytes, as 65537 is; devices with a "
				"fused key take no other",
				SFW_FUSE_EXPONENT);
	return SIGNFW_OK;
}

enum signfw_status signfw_key_fuse_value(const signfw_key *key, uint8_t out[SIGNFW_SHA256_SIZE],
					 struct signfw_error *err)
{
	if (key == NULL || out == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no key, or no place for the fuse value");
	const struct signfw_key_parts *parts = signfw_key_get_parts(key);
	const enum signfw_status status = sfw_fuse_check(key, err);
	uint8_t number[SFW_FUSE_MODULUS + SFW_FUSE_EXPONENT];

	if (status != SIGNFW_OK)
		return status;
	if (key->key.kind == KEY_EC_P256)
		return sfw_sha256((struct span){parts->point, parts->point_size}, out, err);
	memcpy(number, parts->modulus, SFW_FUSE_MODULUS);
	memcpy(number + SFW_FUSE_MODULUS, parts->exponent, SFW_FUSE_EXPONENT);
	return sfw_sha256((struct span){number, sizeof(number)}, out, err);
}
