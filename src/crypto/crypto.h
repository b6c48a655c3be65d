/* SPDX-License-Identifier: BSD-2-Clause */
/* Digests, keys, signatures, ciphers.  Only this folder knows OpenSSL. */
#ifndef SFW_CRYPTO_CRYPTO_H
#define SFW_CRYPTO_CRYPTO_H

#include "base/bytes.h"
#include "signfw.h"

#define SFW_AES_BLOCK_SIZE 16

/* r || s of P-256 */
#define SFW_ECDSA_SIZE 64

/* What was learned of a key when it was loaded. */
struct crypto_key {
	void *secret;      /* for the functions below; owned, as the next two */
	void *public_half; /* the same key, or its public half where that needs no token */
	void *keeper;      /* what an opened key lives on; or NULL */
	enum signfw_key_type type;
	unsigned bits;         /* of the modulus or curve */
	size_t signature_size; /* bytes that a signature has in a container */
	bool is_private;
	struct signfw_key_parts parts; /* public ones */
	void *public_bytes;            /* what they point at; owned, as `secret` */
};

enum signfw_status sfw_sha256(struct span data, uint8_t out[SIGNFW_SHA256_SIZE], struct signfw_error *err);

/* ---- keys ----------------------------------------------------------------- */

/* signfw_key_load(), its arguments checked.  @out: free with sfw_crypto_free_key() */
enum signfw_status sfw_crypto_load_key(struct crypto_key *out, struct span bytes,
				       const struct signfw_key_options *options, struct signfw_error *err);

/* signfw_key_open(), its arguments checked.  @out: as above */
enum signfw_status sfw_crypto_open_key(struct crypto_key *out, const char *uri,
				       const struct signfw_key_options *options, struct signfw_error *err);

/* Frees what the key owns; accepts { 0 }. */
void sfw_crypto_free_key(struct crypto_key *key);

/* ---- signatures ----------------------------------------------------------- */

/*
 * Signs the parts, one behind the other.
 *
 * @deterministic: fail if the signature would be another one each time
 * @out:           signature_size bytes: raw RSA signature, or r || s
 */
enum signfw_status sfw_crypto_sign(const struct crypto_key *key, const struct span *parts, size_t part_count,
				   bool deterministic, uint8_t *out, struct signfw_error *err);

/* r || s, of an ECDSA signature in DER form; false if it isn't one. */
bool sfw_crypto_signature_from_der(struct span der, uint8_t out[SFW_ECDSA_SIZE]);

/* Whether `signature`, of signature_size bytes, is one of the parts by this key. */
enum signfw_status sfw_crypto_verify(const struct crypto_key *key, const struct span *parts, size_t part_count,
				     struct span signature, bool *valid, struct signfw_error *err);

/* As sfw_crypto_verify(), but as LibTomCrypt does: also takes an RSA DigestInfo without the NULL parameter. */
enum signfw_status sfw_crypto_verify_leniently(const struct crypto_key *key, const struct span *parts,
					       size_t part_count, struct span signature, bool *valid,
					       struct signfw_error *err);

/* ---- encryption ----------------------------------------------------------- */

/*
 * AES in CBC mode without padding.
 *
 * @key:  16, 24 or 32 bytes
 * @data: whole blocks
 * @out:  room for as many bytes; may be where the data is
 */
enum signfw_status sfw_crypto_encrypt(struct span key, const uint8_t iv[SFW_AES_BLOCK_SIZE], struct span data,
				      uint8_t *out, struct signfw_error *err);
enum signfw_status sfw_crypto_decrypt(struct span key, const uint8_t iv[SFW_AES_BLOCK_SIZE], struct span data,
				      uint8_t *out, struct signfw_error *err);

/* Random bytes that nobody can guess. */
enum signfw_status sfw_crypto_random(uint8_t *out, size_t size, struct signfw_error *err);

#endif
