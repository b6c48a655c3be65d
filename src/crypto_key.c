/* SPDX-License-Identifier: BSD-2-Clause */
/* Loading keys: whatever form they have, by OpenSSL's stores. */
#include <string.h>

#include <openssl/store.h>
#include <openssl/ui.h>
#include <openssl/x509.h>

#include "crypto_openssl.h"

/* Longer passphrases than OpenSSL's own programs take. */
#define PASSPHRASE_MAX 1024

/* PKCS#1 v1.5 needs 62 bytes for a SHA-256 signature. */
#define RSA_BITS_MIN 512

DEFINE_CLEANUP(store_cleanup, OSSL_STORE_CTX, OSSL_STORE_close)
DEFINE_CLEANUP(store_info_cleanup, OSSL_STORE_INFO, OSSL_STORE_INFO_free)
DEFINE_CLEANUP(ui_method_cleanup, UI_METHOD, UI_destroy_method)

/* A passphrase that is asked for at most once, however often OpenSSL wants it. */
struct passphrase {
	const struct signfw_key_options *options;
	bool asked, given;
	char text[PASSPHRASE_MAX];
	size_t size;
};

static void passphrase_cleanup(struct passphrase *passphrase)
{
	OPENSSL_cleanse(passphrase->text, sizeof(passphrase->text));
}

static int on_passphrase(char *buffer, int capacity, int writing, void *context)
{
	struct passphrase *passphrase = context;

	(void)writing;
	if (!passphrase->asked) {
		passphrase->asked = true;
		passphrase->given =
			passphrase->options->passphrase != NULL &&
			passphrase->options->passphrase(passphrase->options->passphrase_context, passphrase->text,
							sizeof(passphrase->text), &passphrase->size) &&
			passphrase->size <= sizeof(passphrase->text);
	}
	if (!passphrase->given || capacity < 0 || passphrase->size > (size_t)capacity)
		return -1;
	memcpy(buffer, passphrase->text, passphrase->size);
	return (int)passphrase->size;
}

/* The key in one object of a file; NULL if the object is of another kind. */
static EVP_PKEY *take_key(const OSSL_STORE_INFO *info, bool *is_private)
{
	switch (OSSL_STORE_INFO_get_type(info)) {
	case OSSL_STORE_INFO_PKEY:
		*is_private = true;
		return OSSL_STORE_INFO_get1_PKEY(info);
	case OSSL_STORE_INFO_PUBKEY:
		*is_private = false;
		return OSSL_STORE_INFO_get1_PUBKEY(info);
	case OSSL_STORE_INFO_CERT:
		*is_private = false;
		return X509_get_pubkey(OSSL_STORE_INFO_get0_CERT(info));
	default:
		return NULL;
	}
}

/* The first key in the bytes, whatever form it has; NULL if there is none. */
static EVP_PKEY *find_key(struct span bytes, struct passphrase *passphrase, bool *is_private)
{
	CLEANUP(bio_cleanup) BIO *bio = BIO_new_mem_buf(bytes.data, (int)bytes.size);
	CLEANUP(ui_method_cleanup) UI_METHOD *ui = UI_UTIL_wrap_read_pem_callback(on_passphrase, 0);

	if (bio == NULL || ui == NULL)
		return NULL;
	CLEANUP(store_cleanup)
	OSSL_STORE_CTX *store = OSSL_STORE_attach(bio, "file", NULL, NULL, ui, passphrase, NULL, NULL, NULL);

	while (store != NULL && OSSL_STORE_eof(store) == 0) {
		CLEANUP(store_info_cleanup) OSSL_STORE_INFO *info = OSSL_STORE_load(store);

		if (info == NULL && OSSL_STORE_error(store) != 0)
			return NULL;
		EVP_PKEY *pkey = info == NULL ? NULL : take_key(info, is_private);

		if (pkey != NULL)
			return pkey;
	}
	return NULL;
}

static enum signfw_status check_rsa(struct crypto_key *key, struct signfw_error *err)
{
	if (key->bits < RSA_BITS_MIN)
		return sfw_fail(err, SIGNFW_E_KEY, SIGNFW_NO_OFFSET, "an RSA key of %u bits is too short to sign with",
				key->bits);
	key->type = SIGNFW_KEY_RSA;
	key->signature_size = ((size_t)key->bits + 7) / 8;
	return SIGNFW_OK;
}

static enum signfw_status check_ec(struct crypto_key *key, struct signfw_error *err)
{
	char curve[80] = "an unnamed curve";

	if (EVP_PKEY_get_group_name(key->secret, curve, sizeof(curve), NULL) == 1 &&
	    strcmp(curve, SN_X9_62_prime256v1) == 0) {
		key->type = SIGNFW_KEY_ECDSA;
		key->signature_size = SFW_ECDSA_SIZE;
		return SIGNFW_OK;
	}
	if (strcmp(curve, SN_secp384r1) == 0)
		return sfw_fail(err, SIGNFW_E_KEY, SIGNFW_NO_OFFSET, "an EC key on P-384; the format has P-256 only");
	if (strcmp(curve, SN_secp521r1) == 0)
		return sfw_fail(err, SIGNFW_E_KEY, SIGNFW_NO_OFFSET, "an EC key on P-521; the format has P-256 only");
	return sfw_fail(err, SIGNFW_E_KEY, SIGNFW_NO_OFFSET, "an EC key on %s; the format has P-256 only", curve);
}

/* Fills in type and bits, if the key is one that containers are signed with. */
static enum signfw_status check_key(struct crypto_key *key, struct signfw_error *err)
{
	const char *name = EVP_PKEY_get0_type_name(key->secret);
	const int bits = EVP_PKEY_get_bits(key->secret);

	key->bits = bits < 0 ? 0 : (unsigned)bits;
	if (EVP_PKEY_is_a(key->secret, "RSA"))
		return check_rsa(key, err);
	if (EVP_PKEY_is_a(key->secret, "EC"))
		return check_ec(key, err);
	if (EVP_PKEY_is_a(key->secret, "RSA-PSS"))
		return sfw_fail(err, SIGNFW_E_KEY, SIGNFW_NO_OFFSET,
				"an RSA key restricted to PSS; the format has PKCS#1 v1.5 signatures only");
	return sfw_fail(err, SIGNFW_E_KEY, SIGNFW_NO_OFFSET,
			"a key of type %s; the format has RSA and ECDSA P-256 only", name == NULL ? "?" : name);
}

static enum signfw_status fail_no_key(const struct passphrase *passphrase, struct signfw_error *err)
{
	if (passphrase->asked && passphrase->given)
		return sfw_fail(err, SIGNFW_E_KEY, SIGNFW_NO_OFFSET, "wrong passphrase");
	if (passphrase->asked)
		return sfw_fail(err, SIGNFW_E_KEY, SIGNFW_NO_OFFSET,
				"the key is encrypted, and no passphrase was given");
	return sfw_crypto_fail(err, SIGNFW_E_KEY, "not a key or certificate in PEM or DER form");
}

void sfw_crypto_free_key(struct crypto_key *key)
{
	EVP_PKEY_free(key->secret);
	OPENSSL_free(key->public_bytes);
	*key = (struct crypto_key){0};
}

enum signfw_status sfw_crypto_load_key(struct crypto_key *out, struct span bytes,
				       const struct signfw_key_options *options, struct signfw_error *err)
{
	KEEP_ERROR_QUEUE;
	CLEANUP(passphrase_cleanup) struct passphrase passphrase = {.options = options};
	CLEANUP(sfw_crypto_free_key) struct crypto_key key = {0};

	key.secret = find_key(bytes, &passphrase, &key.is_private);
	if (key.secret == NULL)
		return fail_no_key(&passphrase, err);
	enum signfw_status status = check_key(&key, err);

	if (status == SIGNFW_OK)
		status = sfw_crypto_read_public(&key, err);
	if (status != SIGNFW_OK)
		return status;
	if (options->require_private != 0 && !key.is_private)
		return sfw_fail(err, SIGNFW_E_KEY, SIGNFW_NO_OFFSET, "a public key; signing needs the private key");
	*out = key;
	key = (struct crypto_key){0};
	return SIGNFW_OK;
}
