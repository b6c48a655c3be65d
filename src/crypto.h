/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Cryptography, as a table of functions: digests, keys, signatures, ciphers.
 * crypto.c has the one that there is; it and crypto_*.c are the only files that know OpenSSL.
 *
 * The shared library has it in a module that is loaded with the first key:
 * who only looks into containers doesn't pay for OpenSSL.  The static library
 * contains it.
 */
#ifndef SFW_CRYPTO_H
#define SFW_CRYPTO_H

#include "bytes.h"
#include "signfw.h"

#define SFW_AES_BLOCK_SIZE 16

/* r || s of P-256 */
#define SFW_ECDSA_SIZE 64

/* What was learned of a key when it was loaded. */
struct crypto_key {
	void *secret;      /* for the functions below; owned, as the next two, free with free_key() */
	void *public_half; /* the same key, or its public half where that needs no token */
	void *keeper;      /* what an opened key lives on; or NULL */
	enum signfw_key_type type;
	unsigned bits;         /* of the modulus or curve */
	size_t signature_size; /* bytes that a signature has in a container */
	bool is_private;
	struct signfw_key_parts parts; /* public ones */
	void *public_bytes;            /* what they point at; owned, as `secret` */
};

struct crypto {
	enum signfw_status (*sha256)(struct span data, uint8_t out[SIGNFW_SHA256_SIZE], struct signfw_error *err);

	/* signfw_key_load(), its arguments checked */
	enum signfw_status (*load_key)(struct crypto_key *out, struct span bytes,
				       const struct signfw_key_options *options, struct signfw_error *err);

	/* signfw_key_open(), its arguments checked */
	enum signfw_status (*open_key)(struct crypto_key *out, const char *uri,
				       const struct signfw_key_options *options, struct signfw_error *err);
	void (*free_key)(struct crypto_key *key);

	/*
	 * Signs the parts, one behind the other.
	 *
	 * @deterministic: fail if the signature would be another one each time
	 * @out:           signature_size bytes: raw RSA signature, or r || s
	 */
	enum signfw_status (*sign)(const struct crypto_key *key, const struct span *parts, size_t part_count,
				   bool deterministic, uint8_t *out, struct signfw_error *err);

	/* r || s, of an ECDSA signature in DER form; false if it isn't one. */
	bool (*signature_from_der)(struct span der, uint8_t out[SFW_ECDSA_SIZE]);

	/* Whether `signature`, of signature_size bytes, is one of the parts by this key. */
	enum signfw_status (*verify)(const struct crypto_key *key, const struct span *parts, size_t part_count,
				     struct span signature, bool *valid, struct signfw_error *err);

	/* As verify(), but as LibTomCrypt does: also takes an RSA DigestInfo without the NULL parameter. */
	enum signfw_status (*verify_leniently)(const struct crypto_key *key, const struct span *parts,
					       size_t part_count, struct span signature, bool *valid,
					       struct signfw_error *err);

	/*
	 * AES in CBC mode without padding.
	 *
	 * @key:  16, 24 or 32 bytes
	 * @data: whole blocks
	 * @out:  room for as many bytes; may be where the data is
	 */
	enum signfw_status (*encrypt)(struct span key, const uint8_t iv[SFW_AES_BLOCK_SIZE], struct span data,
				      uint8_t *out, struct signfw_error *err);
	enum signfw_status (*decrypt)(struct span key, const uint8_t iv[SFW_AES_BLOCK_SIZE], struct span data,
				      uint8_t *out, struct signfw_error *err);

	/* Random bytes that nobody can guess. */
	enum signfw_status (*random)(uint8_t *out, size_t size, struct signfw_error *err);
};

/* The name under which a module exports its table. */
#define SFW_CRYPTO_SYMBOL sfw_crypto_openssl
__attribute__((visibility("default"))) extern const struct crypto SFW_CRYPTO_SYMBOL;

/* The table; NULL, and `err` filled in, if it can't be loaded. */
const struct crypto *sfw_crypto_get(struct signfw_error *err);

#endif
