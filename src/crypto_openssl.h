/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the files that know OpenSSL share: scopes for its objects, its errors
 * as ours.  Included by crypto*.c of the module only.
 */
#ifndef SFW_CRYPTO_OPENSSL_H
#define SFW_CRYPTO_OPENSSL_H

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>

#include "cleanup.h"
#include "crypto.h"
#include "error.h"

/* r and s of P-256, X and Y */
#define SFW_EC_FIELD_SIZE 32

DEFINE_CLEANUP(bio_cleanup, BIO, BIO_free)
DEFINE_CLEANUP(bignum_cleanup, BIGNUM, BN_free)
DEFINE_CLEANUP(ecdsa_sig_cleanup, ECDSA_SIG, ECDSA_SIG_free)
DEFINE_CLEANUP(pkey_ctx_cleanup, EVP_PKEY_CTX, EVP_PKEY_CTX_free)
DEFINE_CLEANUP(md_ctx_cleanup, EVP_MD_CTX, EVP_MD_CTX_free)

/* Of what OpenSSL allocated. */
static inline void der_cleanup(unsigned char **der)
{
	OPENSSL_free(*der);
}

/* What is in the error queue at the end of the scope and was not there before is taken out. */
static inline void queue_cleanup(const int *marked)
{
	/* an empty queue can't be marked */
	if (*marked)
		ERR_pop_to_mark();
	else
		ERR_clear_error();
}
#define KEEP_ERROR_QUEUE __attribute__((unused)) CLEANUP(queue_cleanup) const int queue_marked_ = ERR_set_mark()

/* Fills in `err` with what was tried and OpenSSL's reason, if it has one; for want of memory, with that. */
enum signfw_status sfw_crypto_fail(struct signfw_error *err, enum signfw_status status, const char *what);

/* Fills in the public parts of a key that has all the rest. */
enum signfw_status sfw_crypto_read_public(struct crypto_key *key, struct signfw_error *err);

/* struct crypto, of the other files */
enum signfw_status sfw_crypto_load_key(struct crypto_key *out, struct span bytes,
				       const struct signfw_key_options *options, struct signfw_error *err);
void sfw_crypto_free_key(struct crypto_key *key);
enum signfw_status sfw_crypto_encrypt(struct span key, const uint8_t iv[SFW_AES_BLOCK_SIZE], struct span data,
				      uint8_t *out, struct signfw_error *err);
enum signfw_status sfw_crypto_decrypt(struct span key, const uint8_t iv[SFW_AES_BLOCK_SIZE], struct span data,
				      uint8_t *out, struct signfw_error *err);
enum signfw_status sfw_crypto_random(uint8_t *out, size_t size, struct signfw_error *err);

#endif
