/* SPDX-License-Identifier: BSD-2-Clause */
/* Loading keys: whatever form they have, by OpenSSL's stores. */
#include <string.h>

#include <openssl/x509.h>

#include "crypto/crypto_openssl.h"

/* PKCS#1 v1.5 needs 62 bytes for a SHA-256 signature. */
#define RSA_BITS_MIN 512

/* What a store has: the first key of either kind, and whether there is another one of that kind. */
struct found {
	EVP_PKEY *private_key, *public_key;
	bool ambiguous;
};

static void found_cleanup(struct found *found)
{
	EVP_PKEY_free(found->private_key);
	EVP_PKEY_free(found->public_key);
}

static void take_key(struct found *found, EVP_PKEY **place, EVP_PKEY *key)
{
	if (*place == NULL) {
		*place = key;
		return;
	}
	found->ambiguous = found->ambiguous || EVP_PKEY_eq(*place, key) != 1;
	EVP_PKEY_free(key);
}

/* Takes the key that one object of a store is, if it is one. */
static void take_object(struct found *found, const OSSL_STORE_INFO *info)
{
	switch (OSSL_STORE_INFO_get_type(info)) {
	case OSSL_STORE_INFO_PKEY:
		take_key(found, &found->private_key, OSSL_STORE_INFO_get1_PKEY(info));
		break;
	case OSSL_STORE_INFO_PUBKEY:
		take_key(found, &found->public_key, OSSL_STORE_INFO_get1_PUBKEY(info));
		break;
	case OSSL_STORE_INFO_CERT:
		/* those that follow are the issuers' */
		if (found->public_key == NULL)
			found->public_key = X509_get_pubkey(OSSL_STORE_INFO_get0_CERT(info));
		break;
	default:
		break;
	}
}

enum signfw_status sfw_crypto_find_key(struct crypto_key *key, OSSL_STORE_CTX *store, struct signfw_error *err)
{
	CLEANUP(found_cleanup) struct found found = {0};
	bool failed = false;

	/* what can't be read behind a key isn't missed */
	while (!failed && OSSL_STORE_eof(store) == 0) {
		CLEANUP(store_info_cleanup) OSSL_STORE_INFO *info = OSSL_STORE_load(store);

		failed = info == NULL && OSSL_STORE_error(store) != 0;
		if (info != NULL)
			take_object(&found, info);
	}
	key->is_private = found.private_key != NULL;
	if (found.ambiguous)
		return sfw_fail(err, SIGNFW_E_KEY, "there are two different %s keys; one has to be named",
				key->is_private ? "private" : "public");
	key->secret = key->is_private ? found.private_key : found.public_key;
	if (key->is_private)
		found.private_key = NULL;
	else
		found.public_key = NULL;
	return SIGNFW_OK;
}

static enum signfw_status check_rsa(struct crypto_key *key, struct signfw_error *err)
{
	if (key->bits < RSA_BITS_MIN)
		return sfw_fail(err, SIGNFW_E_KEY, "an RSA key of %u bits is too short to sign with", key->bits);
	key->type = SIGNFW_KEY_RSA;
	key->signature_size = ((size_t)key->bits + 7) / 8;
	return SIGNFW_OK;
}

static enum signfw_status check_ec(struct crypto_key *key, struct signfw_error *err)
{
	char curve[80] = "an unnamed curve";

	if (EVP_PKEY_get_group_name(key->public_half, curve, sizeof(curve), NULL) == 1 &&
	    strcmp(curve, SN_X9_62_prime256v1) == 0) {
		key->type = SIGNFW_KEY_ECDSA;
		key->signature_size = SFW_ECDSA_SIZE;
		return SIGNFW_OK;
	}
	if (strcmp(curve, SN_secp384r1) == 0)
		return sfw_fail(err, SIGNFW_E_KEY, "an EC key on P-384; the format has P-256 only");
	if (strcmp(curve, SN_secp521r1) == 0)
		return sfw_fail(err, SIGNFW_E_KEY, "an EC key on P-521; the format has P-256 only");
	return sfw_fail(err, SIGNFW_E_KEY, "an EC key on %s; the format has P-256 only", curve);
}

/* Fills in type and bits, if the key is one that containers are signed with. */
static enum signfw_status check_type(struct crypto_key *key, struct signfw_error *err)
{
	const char *name = EVP_PKEY_get0_type_name(key->public_half);
	const int bits = EVP_PKEY_get_bits(key->public_half);

	key->bits = bits < 0 ? 0 : (unsigned)bits;
	if (EVP_PKEY_is_a(key->public_half, "RSA"))
		return check_rsa(key, err);
	if (EVP_PKEY_is_a(key->public_half, "EC"))
		return check_ec(key, err);
	if (EVP_PKEY_is_a(key->public_half, "RSA-PSS"))
		return sfw_fail(err, SIGNFW_E_KEY,
				"an RSA key restricted to PSS; the format has PKCS#1 v1.5 signatures only");
	return sfw_fail(err, SIGNFW_E_KEY, "a key of type %s; the format has RSA and ECDSA P-256 only",
			name == NULL ? "?" : name);
}

enum signfw_status sfw_crypto_check_key(struct crypto_key *key, const struct signfw_key_options *options,
					struct signfw_error *err)
{
	enum signfw_status status = check_type(key, err);

	if (status == SIGNFW_OK)
		status = sfw_crypto_read_public(key, err);
	if (status == SIGNFW_OK && (options->flags & SIGNFW_KEY_REQUIRE_PRIVATE) != 0 && !key->is_private)
		status = sfw_fail(err, SIGNFW_E_KEY, "a public key; signing needs the private key");
	return status;
}

/* A key that a TPM has wrapped; only its provider can read that. */
static bool is_for_tpm(struct span bytes)
{
	static const char head[] = "-----BEGIN TSS2 PRIVATE KEY-----";

	return bytes.size >= sizeof(head) - 1 && memcmp(bytes.data, head, sizeof(head) - 1) == 0;
}

enum signfw_status sfw_crypto_fail_no_key(const struct passphrase *passphrase, struct signfw_error *err)
{
	if (passphrase->asked && passphrase->given)
		return sfw_fail(err, SIGNFW_E_KEY, "wrong passphrase");
	if (passphrase->asked)
		return sfw_fail(err, SIGNFW_E_KEY, "the key is encrypted, and no passphrase was given");
	return sfw_crypto_fail(err, SIGNFW_E_KEY, "not a key or certificate in PEM or DER form");
}

void sfw_crypto_free_key(struct crypto_key *key)
{
	EVP_PKEY_free(key->secret);
	EVP_PKEY_free(key->public_half);
	OPENSSL_free(key->public_bytes);
	sfw_crypto_free_keeper(key->keeper);
	*key = (struct crypto_key){0};
}

enum signfw_status sfw_crypto_load_key(struct crypto_key *out, struct span bytes,
				       const struct signfw_key_options *options, struct signfw_error *err)
{
	KEEP_ERROR_QUEUE;
	CLEANUP(sfw_crypto_passphrase_wipe) struct passphrase passphrase = {.options = *options};
	CLEANUP(sfw_crypto_free_key) struct crypto_key key = {0};
	CLEANUP(bio_cleanup) BIO *bio = BIO_new_mem_buf(bytes.data, (int)bytes.size);
	CLEANUP(ui_method_cleanup) UI_METHOD *ui = sfw_crypto_passphrase_ui();
	CLEANUP(store_cleanup)
	OSSL_STORE_CTX *store = bio == NULL || ui == NULL
					? NULL
					: OSSL_STORE_attach(bio, "file", NULL, NULL, ui, &passphrase, NULL, NULL, NULL);
	enum signfw_status status = store == NULL ? SIGNFW_OK : sfw_crypto_find_key(&key, store, err);

	if (status == SIGNFW_OK && key.secret == NULL && is_for_tpm(bytes))
		return sfw_fail(err, SIGNFW_E_KEY,
				"a key that only a TPM can use, and no provider that is loaded knows it");
	if (status == SIGNFW_OK && key.secret == NULL)
		status = sfw_crypto_fail_no_key(&passphrase, err);
	if (status != SIGNFW_OK)
		return status;
	EVP_PKEY_up_ref(key.secret);
	key.public_half = key.secret;
	status = sfw_crypto_check_key(&key, options, err);
	if (status != SIGNFW_OK)
		return status;
	*out = key;
	key = (struct crypto_key){0};
	return SIGNFW_OK;
}
