/* SPDX-License-Identifier: BSD-2-Clause */
/* Signatures by a key, whoever makes them: OpenSSL, a callback, or somebody before. */
#ifndef SFW_KEY_KEY_SIGNATURE_H
#define SFW_KEY_KEY_SIGNATURE_H

#include "base/bytes.h"
#include "key/signing_key.h"

/*
 * Signs the parts, one behind the other.  Fails with SIGNFW_E_CRYPTO also if
 * the new signature doesn't verify.
 *
 * @deterministic: signfw_sign_options.deterministic
 * @out:           room for sfw_signature_size() bytes; their number goes to *size
 */
enum signfw_status sfw_key_sign(const signfw_key *key, const struct signature_algorithm *algorithm,
				const struct span *parts, size_t part_count, bool deterministic, uint8_t *out,
				size_t *size, struct signfw_error *err);

/*
 * Takes over a signature of the parts that was made elsewhere.  One by ECDSA may
 * be r || s or DER, whichever form the algorithm has.
 *
 * @out:   as above; written only if it is valid
 * @valid: whether it is a signature by the key
 */
enum signfw_status sfw_key_take_signature(const signfw_key *key, const struct signature_algorithm *algorithm,
					  const struct span *parts, size_t part_count, struct span signature,
					  uint8_t *out, size_t *size, bool *valid, struct signfw_error *err);

/* Says what is wrong with bytes that are not a signature by the key, as the end of a sentence; "" if unknown. */
const char *sfw_key_signature_hint(const signfw_key *key, const struct signature_algorithm *algorithm,
				   struct span signature);

#endif
