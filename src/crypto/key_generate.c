/* SPDX-License-Identifier: BSD-2-Clause */
#include "crypto/key_generate.h"

#include <stdlib.h>
#include <string.h>

#include <openssl/ec.h>
#include <openssl/obj_mac.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rsa.h>

#include "crypto/openssl_errors.h"
#include "crypto/openssl_scopes.h"

/* OWASP's number for PBKDF2 with SHA-256: about 0.2 s each time that the key is opened.  OpenSSL's own is 2048. */
#define PBKDF2_ITERATIONS 600000

DEFINE_CLEANUP(pkey_cleanup, EVP_PKEY, EVP_PKEY_free)
DEFINE_CLEANUP(pkcs8_cleanup, PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free)
DEFINE_CLEANUP(encrypted_cleanup, X509_SIG, X509_SIG_free)

static EVP_PKEY *make_pair(enum key_kind kind, unsigned bits)
{
	const char *curve = sfw_key_kind(kind)->curve;

	return curve == NULL ? EVP_RSA_gen(bits) : EVP_EC_gen(curve);
}

/* PKCS#8 (RFC 5958), encrypted by PBES2 (RFC 8018) with a random salt and IV. */
static bool write_encrypted(BIO *bio, PKCS8_PRIV_KEY_INFO *info, struct span passphrase)
{
	X509_ALGOR *scheme = PKCS5_pbe2_set_iv(EVP_aes_256_cbc(), PBKDF2_ITERATIONS, NULL, 0, NULL, NID_hmacWithSHA256);
	CLEANUP(encrypted_cleanup)
	X509_SIG *encrypted =
		scheme == NULL ? NULL
			       : PKCS8_set0_pbe((const char *)passphrase.data, (int)passphrase.size, info, scheme);

	/* only a success takes it */
	if (encrypted == NULL)
		X509_ALGOR_free(scheme);
	return encrypted != NULL && PEM_write_bio_PKCS8(bio, encrypted) == 1;
}

static bool write_private(BIO *bio, const EVP_PKEY *pair, struct span passphrase)
{
	CLEANUP(pkcs8_cleanup) PKCS8_PRIV_KEY_INFO *info = EVP_PKEY2PKCS8(pair);

	if (info == NULL)
		return false;
	return passphrase.size > 0 ? write_encrypted(bio, info, passphrase)
				   : PEM_write_bio_PKCS8_PRIV_KEY_INFO(bio, info) == 1;
}

/* A copy of what was written, for free(); NULL for want of memory. */
static char *text_of(BIO *bio)
{
	char *data;
	const long size = BIO_get_mem_data(bio, &data);
	char *text = size < 0 ? NULL : malloc((size_t)size + 1);

	if (text == NULL)
		return NULL;
	memcpy(text, data, (size_t)size);
	text[size] = '\0';
	return text;
}

/* A memory BIO wipes what it frees. */
static bool write_pair(struct signfw_key_pair_pem *out, EVP_PKEY *pair, struct span passphrase)
{
	CLEANUP(bio_cleanup) BIO *secret = BIO_new(BIO_s_mem());
	CLEANUP(bio_cleanup) BIO *public_half = BIO_new(BIO_s_mem());

	if (secret == NULL || public_half == NULL || !write_private(secret, pair, passphrase) ||
	    PEM_write_bio_PUBKEY(public_half, pair) != 1)
		return false;
	out->private_pem = text_of(secret);
	out->public_pem = text_of(public_half);
	return out->private_pem != NULL && out->public_pem != NULL;
}

enum signfw_status sfw_key_generate(struct signfw_key_pair_pem *out, enum key_kind kind, unsigned bits,
				    struct span passphrase, struct signfw_error *err)
{
	KEEP_ERROR_QUEUE;
	CLEANUP(pkey_cleanup) EVP_PKEY *pair = make_pair(kind, bits);
	struct signfw_key_pair_pem pem = {0};

	if (pair == NULL || !write_pair(&pem, pair, passphrase)) {
		signfw_key_pair_pem_free(&pem);
		return sfw_crypto_fail(err, SIGNFW_E_CRYPTO, "cannot make a key");
	}
	*out = pem;
	return SIGNFW_OK;
}

void signfw_key_pair_pem_free(struct signfw_key_pair_pem *pem)
{
	if (pem == NULL)
		return;
	if (pem->private_pem != NULL)
		OPENSSL_cleanse(pem->private_pem, strlen(pem->private_pem));
	free(pem->private_pem);
	free(pem->public_pem);
	*pem = (struct signfw_key_pair_pem){0};
}
