/* SPDX-License-Identifier: BSD-2-Clause */
#include "key/published.h"

#include <string.h>

/* Size and first bytes of a modulus or point; eight bytes don't match by chance. */
static const struct {
	size_t size;
	uint8_t first[8];
	const char *name;
} published_keys[] = {
	{256,
	 {0xa6, 0x5a, 0x18, 0xad, 0xc0, 0xb3, 0xce, 0xe3},
	 "the default key of OP-TEE up to 4.6 (keys/default.pem, default_ta.pem)"},
	{512,
	 {0xe9, 0xee, 0x82, 0x63, 0x9f, 0x0b, 0xcd, 0xde},
	 "the default key of OP-TEE from 4.7 on (keys/default.pem)"},
	{256,
	 {0xd5, 0x30, 0xf7, 0x00, 0xcc, 0x32, 0x26, 0x1c},
	 "the default key of ST's OP-TEE 3.9 to 3.19 (keys/default_rproc.pem)"},
	{64,
	 {0xb5, 0x72, 0x89, 0x10, 0xda, 0xbc, 0x0c, 0x63},
	 "the default ECDSA key of OP-TEE (keys/default_ecdsa.pem)"},
	{256,
	 {0xbd, 0x8f, 0xd5, 0x83, 0x1d, 0xf1, 0xd3, 0xeb},
	 "a development key of sign-rproc-fw (keys/dev-rsa2048.pem)"},
	{512,
	 {0xa9, 0x3e, 0xc7, 0xb3, 0x0f, 0xbd, 0xf0, 0x80},
	 "a development key of sign-rproc-fw (keys/dev-rsa4096.pem)"},
	{64,
	 {0x7b, 0x29, 0xd7, 0x23, 0xf2, 0x6a, 0x6a, 0x42},
	 "a development key of sign-rproc-fw (keys/dev-ec256.pem)"},
};

const uint8_t sfw_published_enc_key[SIGNFW_ENC_KEY_SIZE] = {
	0x2a, 0x2b, 0x01, 0xb1, 0x75, 0xff, 0xe8, 0x26, 0x6d, 0x9e, 0x8d, 0x31, 0xc5, 0x7e, 0x93, 0xb5,
	0x1f, 0xe0, 0x55, 0x93, 0x49, 0xa6, 0x9a, 0x4c, 0x4f, 0xf6, 0x36, 0x23, 0x33, 0x3e, 0xfb, 0x3d,
};

const char *sfw_published_key(struct span number)
{
	for (size_t i = 0; i < sizeof(published_keys) / sizeof(published_keys[0]); i++)
		if (published_keys[i].size == number.size &&
		    memcmp(published_keys[i].first, number.data, sizeof(published_keys[i].first)) == 0)
			return published_keys[i].name;
	return NULL;
}

const char *signfw_key_published(const signfw_key *key)
{
	const struct signfw_key_parts *parts = signfw_key_get_parts(key);

	return sfw_published_key(parts->modulus != NULL ? (struct span){parts->modulus, parts->modulus_size}
							: (struct span){parts->point, parts->point_size});
}
