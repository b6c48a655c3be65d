/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Digests, keys and signatures.  crypto.c is the only file that knows OpenSSL,
 * and leaves nothing in its error queue.
 */
#ifndef SFW_CRYPTO_H
#define SFW_CRYPTO_H

#include "bytes.h"
#include "signfw.h"

enum signfw_status sfw_sha256(struct span data, uint8_t out[SIGNFW_SHA256_SIZE], struct signfw_error *err);

/* Bytes that a signature by this key has in a container. */
size_t sfw_key_signature_size(const signfw_key *key);

/*
 * Signs the parts, one behind the other.
 *
 * @out: sfw_key_signature_size() bytes: raw RSA signature, or r || s
 */
enum signfw_status sfw_key_sign(const signfw_key *key, const struct span *parts, size_t part_count, uint8_t *out,
				struct signfw_error *err);

/* Whether `signature`, of sfw_key_signature_size() bytes, is one of the parts by this key. */
enum signfw_status sfw_key_verify(const signfw_key *key, const struct span *parts, size_t part_count,
				  struct span signature, bool *valid, struct signfw_error *err);

#endif
