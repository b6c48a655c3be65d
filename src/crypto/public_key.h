/* SPDX-License-Identifier: BSD-2-Clause */
/* The public parts of a key as bytes. */
#ifndef SFW_CRYPTO_PUBLIC_KEY_H
#define SFW_CRYPTO_PUBLIC_KEY_H

#include "base/bytes.h"
#include "format/signature_algorithm.h"
#include "signfw/key.h"

struct evp_pkey_st;

struct public_key {
	struct signfw_key_parts parts;
	void *bytes; /* the parts point into it; owned */
};

/* Reads the parts of a key of this kind.  @out: free with sfw_public_key_free() */
enum signfw_status sfw_public_key_read(struct public_key *out, const struct evp_pkey_st *key, enum key_kind kind,
				       struct signfw_error *err);

/* Makes an RSA key of its numbers.  @modulus: big-endian; @out: likewise; false for want of memory */
bool sfw_public_key_of_numbers(struct public_key *out, struct span modulus, uint32_t exponent);

void sfw_public_key_free(struct public_key *key);

#endif
