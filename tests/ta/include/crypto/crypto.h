/* SPDX-License-Identifier: BSD-2-Clause */
/* Cryptography of the core, as far as the pseudo TA of remoteproc asks for it: tee_core.c. */
#ifndef CRYPTO_CRYPTO_H
#define CRYPTO_CRYPTO_H

#include <stdbool.h>

#include <tee_api_types.h>

struct bignum;

struct rsa_public_key {
	struct bignum *e, *n;
};

/* The numbers of a key are ignored: there is one key, which tee_core_trust() sets. */
TEE_Result crypto_acipher_alloc_rsa_public_key(struct rsa_public_key *key, size_t bits);
void crypto_acipher_free_rsa_public_key(struct rsa_public_key *key);
TEE_Result crypto_bignum_bin2bn(const uint8_t *from, size_t size, struct bignum *to);

TEE_Result crypto_acipher_rsassa_verify(uint32_t algorithm, struct rsa_public_key *key, int salt_size,
					const uint8_t *digest, size_t digest_size, const uint8_t *signature,
					size_t signature_size);

TEE_Result hash_sha256_check(const uint8_t *digest, const uint8_t *data, size_t size);

/* AES-256-CBC, by another key than the one that is passed: see tee_core_enc_key(). */
TEE_Result crypto_cipher_alloc_ctx(void **context, uint32_t algorithm);
TEE_Result crypto_cipher_init(void *context, int mode, const uint8_t *key, size_t key_size, const uint8_t *other_key,
			      size_t other_key_size, const uint8_t *iv, size_t iv_size);
TEE_Result crypto_cipher_update(void *context, int mode, bool is_last, const uint8_t *data, size_t size, uint8_t *out);
void crypto_cipher_final(void *context);
void crypto_cipher_free_ctx(void *context);

#endif
