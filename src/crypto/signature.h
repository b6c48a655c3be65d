/* SPDX-License-Identifier: BSD-2-Clause */
/* Signatures by keys that were loaded.  An algorithm is one for keys of the key's kind. */
#ifndef SFW_CRYPTO_SIGN_VERIFY_H
#define SFW_CRYPTO_SIGN_VERIFY_H

#include "base/bytes.h"
#include "crypto/key_pair.h"

/*
 * Signs the parts, one behind the other.
 *
 * @deterministic: fail if the signature would be another one each time
 * @out:           room for sfw_signature_size() bytes: the signature in the algorithm's form
 * @size:          of what was written; less than that in DER form only
 */
enum signfw_status sfw_crypto_sign(const struct key_pair *key, const struct signature_algorithm *algorithm,
				   const struct span *parts, size_t part_count, bool deterministic, uint8_t *out,
				   size_t *size, struct signfw_error *err);

/* Whether `signature`, which may be anything, is one of the parts by this key, in the algorithm's form. */
enum signfw_status sfw_crypto_verify(const struct key_pair *key, const struct signature_algorithm *algorithm,
				     const struct span *parts, size_t part_count, struct span signature, bool *valid,
				     struct signfw_error *err);

/* As sfw_crypto_verify(), but as LibTomCrypt does: also takes a PKCS#1 DigestInfo of SHA-256 without NULL parameter. */
enum signfw_status sfw_crypto_verify_leniently(const struct key_pair *key, const struct signature_algorithm *algorithm,
					       const struct span *parts, size_t part_count, struct span signature,
					       bool *valid, struct signfw_error *err);

/* Of a signature by ECDSA, in either form. */
#define SFW_ECDSA_SIZE_MAX (2 + 2 * (2 + 1 + SFW_FIELD_SIZE_MAX))

/*
 * An ECDSA signature in the algorithm's form, of one in the other form: DER
 * and r || s.  Returns its size; 0: it isn't one.
 */
size_t sfw_crypto_other_form(const struct signature_algorithm *algorithm, struct span signature,
			     uint8_t out[SFW_ECDSA_SIZE_MAX]);

/*
 * What an RSA key signed: the bytes inside the padding of PKCS#1 v1.5, whatever
 * they are; false if there is no such padding, or no room.
 *
 * @size: of `out`; becomes that of what was written
 */
bool sfw_crypto_recover(const struct key_pair *key, struct span signature, uint8_t *out, size_t *size);

#endif
