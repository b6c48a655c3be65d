/* SPDX-License-Identifier: BSD-2-Clause */
/* A key that was loaded: a pair, or a public key alone. */
#ifndef SFW_CRYPTO_KEY_PAIR_H
#define SFW_CRYPTO_KEY_PAIR_H

#include "crypto/public_key.h"

struct key_context;

struct key_pair {
	struct evp_pkey_st *secret;      /* what signs, if is_private; owned, as the next two */
	struct evp_pkey_st *public_half; /* the same key, or its public half where that needs no token */
	struct key_context *context;     /* what an opened key lives on; or NULL */
	bool is_private;
	enum key_kind kind;
	unsigned bits; /* of the modulus or curve */
	struct public_key public_key;
};

/* What the key signs a container for OP-TEE's remoteproc by.  Fails with SIGNFW_E_KEY: none takes such keys. */
enum signfw_status sfw_key_pair_algorithm(const struct key_pair *key, const struct signature_algorithm **out,
					  struct signfw_error *err);

/* Checks a key of which the first four members are there, and fills in the others. */
enum signfw_status sfw_key_pair_examine(struct key_pair *key, const struct signfw_key_options *options,
					struct signfw_error *err);

/* Frees what the key owns; accepts { 0 }. */
void sfw_key_pair_free(struct key_pair *key);

#endif
