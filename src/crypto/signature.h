/* SPDX-License-Identifier: BSD-2-Clause */
/* Signs and verifies with loaded keys. */
#ifndef SFW_CRYPTO_SIGN_VERIFY_H
#define SFW_CRYPTO_SIGN_VERIFY_H

#include "base/bytes.h"
#include "crypto/key_pair.h"

/*
 * Signs the parts, one behind the other.
 *
 * @deterministic: fail unless signing again gives the same signature
 * @out:           room for sfw_signature_size() bytes; gets the signature in the algorithm's form
 * @size:          of the signature; smaller than that only in DER form
 */
enum signfw_status sfw_crypto_sign(const struct key_pair *key, const struct signature_algorithm *algorithm,
				   const struct span *parts, size_t part_count, bool deterministic, uint8_t *out,
				   size_t *size, struct signfw_error *err);

/* Verifies a signature of any bytes and size; one in another form than the algorithm's is not valid. */
enum signfw_status sfw_crypto_verify(const struct key_pair *key, const struct signature_algorithm *algorithm,
				     const struct span *parts, size_t part_count, struct span signature, bool *valid,
				     struct signfw_error *err);

/* Verifies like LibTomCrypt, which also accepts a PKCS#1 DigestInfo of SHA-256 without NULL parameter. */
enum signfw_status sfw_crypto_verify_leniently(const struct key_pair *key, const struct signature_algorithm *algorithm,
					       const struct span *parts, size_t part_count, struct span signature,
					       bool *valid, struct signfw_error *err);

/* The largest ECDSA signature in either form. */
#define SFW_ECDSA_SIZE_MAX (2 + 2 * (2 + 1 + SFW_FIELD_SIZE_MAX))

/*
 * Converts an ECDSA signature to the algorithm's form from the other one: DER or
 * r || s.  Returns the new size; 0 if it is not a signature in the other form.
 */
size_t sfw_crypto_other_form(const struct signature_algorithm *algorithm, struct span signature,
			     uint8_t out[SFW_ECDSA_SIZE_MAX]);

/*
 * Recovers the bytes inside the PKCS#1 v1.5 padding of an RSA signature; false
 * if there is no such padding, or no room for them.
 *
 * @size: in: of `out`; out: of the recovered bytes
 */
bool sfw_crypto_recover(const struct key_pair *key, struct span signature, uint8_t *out, size_t *size);

#endif
