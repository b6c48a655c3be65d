/* SPDX-License-Identifier: BSD-2-Clause */
/* struct signfw_key: a key, or whoever signs for it. */
#ifndef SFW_KEY_SIGNING_KEY_H
#define SFW_KEY_SIGNING_KEY_H

#include "base/bytes.h"
#include "crypto/key_pair.h"

#include "signfw/key.h"

struct signfw_key {
	struct key_pair key;
	signfw_sign_fn sign; /* signs instead of `key`; or NULL */
	void *sign_context;
};

/*
 * Signs the parts, one behind the other, whoever does it.  A signature that
 * doesn't verify is an error, SIGNFW_E_CRYPTO.
 *
 * @deterministic: signfw_sign_options.deterministic
 * @out:           room for sfw_signature_size() bytes; their number goes to *size
 */
enum signfw_status sfw_key_sign(const signfw_key *key, const struct signature_algorithm *algorithm,
				const struct span *parts, size_t part_count, bool deterministic, uint8_t *out,
				size_t *size, struct signfw_error *err);

/*
 * Takes a signature of the parts that was made elsewhere; one by ECDSA as
 * r || s or in DER form, whichever form the algorithm has.
 *
 * @out:   as above; written only if it is valid
 * @valid: whether it is a signature by the key
 */
enum signfw_status sfw_key_take_signature(const signfw_key *key, const struct signature_algorithm *algorithm,
					  const struct span *parts, size_t part_count, struct span signature,
					  uint8_t *out, size_t *size, bool *valid, struct signfw_error *err);

/* What is wrong with what isn't a signature by the key, as the end of a sentence; "" if nobody can tell. */
const char *sfw_key_signature_hint(const signfw_key *key, const struct signature_algorithm *algorithm,
				   struct span signature);

#endif
