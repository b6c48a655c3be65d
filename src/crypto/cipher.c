/* SPDX-License-Identifier: BSD-2-Clause */
#include "crypto/cipher.h"

#include <openssl/rand.h>

#include "crypto/openssl_errors.h"
#include "crypto/openssl_scopes.h"

/* OpenSSL takes sizes as int, so that more than this has to be passed in pieces. */
#define PIECE_MAX ((size_t)1 << 30)

DEFINE_CLEANUP(cipher_ctx_cleanup, EVP_CIPHER_CTX, EVP_CIPHER_CTX_free)

/* The cipher for a key of this size; NULL if there is none. */
static const EVP_CIPHER *cipher_of(size_t key_size)
{
	switch (key_size) {
	case 16:
		return EVP_aes_128_cbc();
	case 24:
		return EVP_aes_192_cbc();
	case 32:
		return EVP_aes_256_cbc();
	default:
		return NULL;
	}
}

static enum signfw_status run(struct span key, const uint8_t *iv, struct span data, uint8_t *out, bool encrypt,
			      struct signfw_error *err)
{
	KEEP_ERROR_QUEUE;
	CLEANUP(cipher_ctx_cleanup) EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
	const char *what = encrypt ? "cannot encrypt" : "cannot decrypt";
	uint8_t nothing[SFW_AES_BLOCK_SIZE];
	int size;

	if (context == NULL || EVP_CipherInit_ex(context, cipher_of(key.size), NULL, key.data, iv, encrypt) != 1)
		return sfw_crypto_fail(err, SIGNFW_E_CRYPTO, what);
	EVP_CIPHER_CTX_set_padding(context, 0);
	for (size_t done = 0; done < data.size;) {
		const size_t piece = data.size - done < PIECE_MAX ? data.size - done : PIECE_MAX;

		if (EVP_CipherUpdate(context, out + done, &size, data.data + done, (int)piece) != 1)
			return sfw_crypto_fail(err, SIGNFW_E_CRYPTO, what);
		done += piece;
	}
	/* fails unless the data was whole blocks; writes nothing */
	if (EVP_CipherFinal_ex(context, nothing, &size) != 1)
		return sfw_crypto_fail(err, SIGNFW_E_CRYPTO, what);
	return SIGNFW_OK;
}

enum signfw_status sfw_crypto_encrypt(struct span key, const uint8_t iv[SFW_AES_BLOCK_SIZE], struct span data,
				      uint8_t *out, struct signfw_error *err)
{
	return run(key, iv, data, out, true, err);
}

enum signfw_status sfw_crypto_decrypt(struct span key, const uint8_t iv[SFW_AES_BLOCK_SIZE], struct span data,
				      uint8_t *out, struct signfw_error *err)
{
	return run(key, iv, data, out, false, err);
}

enum signfw_status sfw_crypto_random(uint8_t *out, size_t size, struct signfw_error *err)
{
	KEEP_ERROR_QUEUE;

	if (RAND_bytes_ex(NULL, out, size, 0) != 1)
		return sfw_crypto_fail(err, SIGNFW_E_CRYPTO, "cannot get random bytes");
	return SIGNFW_OK;
}
