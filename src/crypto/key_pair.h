/* SPDX-License-Identifier: BSD-2-Clause */
/* A loaded key: private and public half, or only the public one. */
#ifndef SFW_CRYPTO_KEY_PAIR_H
#define SFW_CRYPTO_KEY_PAIR_H

#include "crypto/public_key.h"
#include "signfw/key.h"

struct key_context;

struct key_pair {
	struct evp_pkey_st *secret;      /* signs, if is_private; owned, like the next two */
	struct evp_pkey_st *public_half; /* verifies, without a token; may be the same key */
	struct key_context *context;     /* of a key from sfw_key_open(); or NULL */
	bool is_private;
	enum key_kind kind;
	unsigned bits; /* of the modulus or curve */
	struct public_key public_key;
};

/* Returns how the key signs containers for OP-TEE's remoteproc.  SIGNFW_E_KEY: they don't take such keys. */
enum signfw_status sfw_key_pair_algorithm(const struct key_pair *key, const struct signature_algorithm **out,
					  struct signfw_error *err);

/* Checks a key whose first four members are set, and fills in the others. */
enum signfw_status sfw_key_pair_examine(struct key_pair *key, const struct signfw_key_options *options,
					struct signfw_error *err);

/* Frees what the key owns; accepts { 0 }. */
void sfw_key_pair_free(struct key_pair *key);

#endif
