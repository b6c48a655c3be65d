/* SPDX-License-Identifier: BSD-2-Clause */
#include "crypto.h"

#include <string.h>

#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/store.h>
#include <openssl/ui.h>
#include <openssl/x509.h>

#include "cleanup.h"
#include "error.h"

/* Longer passphrases than OpenSSL's own programs take. */
#define PASSPHRASE_MAX 1024

/* PKCS#1 v1.5 needs 62 bytes for a SHA-256 signature. */
#define RSA_BITS_MIN 512

/* r and s of P-256 */
#define EC_FIELD_SIZE 32

DEFINE_CLEANUP(bio_cleanup, BIO, BIO_free)
DEFINE_CLEANUP(bignum_cleanup, BIGNUM, BN_free)
DEFINE_CLEANUP(ecdsa_sig_cleanup, ECDSA_SIG, ECDSA_SIG_free)
DEFINE_CLEANUP(pkey_ctx_cleanup, EVP_PKEY_CTX, EVP_PKEY_CTX_free)
DEFINE_CLEANUP(md_ctx_cleanup, EVP_MD_CTX, EVP_MD_CTX_free)
DEFINE_CLEANUP(store_cleanup, OSSL_STORE_CTX, OSSL_STORE_close)
DEFINE_CLEANUP(store_info_cleanup, OSSL_STORE_INFO, OSSL_STORE_INFO_free)
DEFINE_CLEANUP(ui_method_cleanup, UI_METHOD, UI_destroy_method)

static void der_cleanup(unsigned char **der)
{
	OPENSSL_free(*der);
}

/* What is in the error queue at the end of the scope and was not there before is taken out. */
static void queue_cleanup(const int *marked)
{
	/* an empty queue can't be marked */
	if (*marked)
		ERR_pop_to_mark();
	else
		ERR_clear_error();
}
#define KEEP_ERROR_QUEUE __attribute__((unused)) CLEANUP(queue_cleanup) const int queue_marked_ = ERR_set_mark()

static enum signfw_status fail_openssl(struct signfw_error *err, enum signfw_status status, const char *what)
{
	const char *reason = ERR_reason_error_string(ERR_peek_last_error());

	if (ERR_GET_REASON(ERR_peek_last_error()) == ERR_R_MALLOC_FAILURE)
		return sfw_fail_memory(err);
	return sfw_fail(err, status, SIGNFW_NO_OFFSET, "%s%s%s", what, reason == NULL ? "" : ": ",
			reason == NULL ? "" : reason);
}

static enum signfw_status sha256(struct span data, uint8_t out[SIGNFW_SHA256_SIZE], struct signfw_error *err)
{
	KEEP_ERROR_QUEUE;

	if (EVP_Digest(data.data, data.size, out, NULL, EVP_sha256(), NULL) != 1)
		return fail_openssl(err, SIGNFW_E_CRYPTO, "cannot compute SHA-256");
	return SIGNFW_OK;
}

/* ---- loading a key ------------------------------------------------------ */

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
		key->signature_size = (size_t)2 * EC_FIELD_SIZE;
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
	return fail_openssl(err, SIGNFW_E_KEY, "not a key or certificate in PEM or DER form");
}

static void free_key(struct crypto_key *key)
{
	EVP_PKEY_free(key->secret);
	*key = (struct crypto_key){0};
}

static enum signfw_status load_key(struct crypto_key *out, struct span bytes, const struct signfw_key_options *options,
				   struct signfw_error *err)
{
	KEEP_ERROR_QUEUE;
	CLEANUP(passphrase_cleanup) struct passphrase passphrase = {.options = options};
	CLEANUP(free_key) struct crypto_key key = {0};

	key.secret = find_key(bytes, &passphrase, &key.is_private);
	if (key.secret == NULL)
		return fail_no_key(&passphrase, err);
	const enum signfw_status status = check_key(&key, err);

	if (status != SIGNFW_OK)
		return status;
	if (options->require_private != 0 && !key.is_private)
		return sfw_fail(err, SIGNFW_E_KEY, SIGNFW_NO_OFFSET, "a public key; signing needs the private key");
	*out = key;
	key = (struct crypto_key){0};
	return SIGNFW_OK;
}

static enum signfw_status fingerprint(const struct crypto_key *key, uint8_t out[SIGNFW_SHA256_SIZE],
				      struct signfw_error *err)
{
	KEEP_ERROR_QUEUE;
	CLEANUP(der_cleanup) unsigned char *der = NULL;
	const int size = i2d_PUBKEY(key->secret, &der);

	if (size <= 0)
		return fail_openssl(err, SIGNFW_E_CRYPTO, "cannot encode the public key");
	return sha256((struct span){der, (size_t)size}, out, err);
}

/* ---- signatures --------------------------------------------------------- */

/* An ECDSA signature from OpenSSL's DER to r || s. */
static bool ecdsa_to_raw(const uint8_t *der, size_t size, uint8_t *out)
{
	const uint8_t *at = der;
	CLEANUP(ecdsa_sig_cleanup) ECDSA_SIG *signature = d2i_ECDSA_SIG(NULL, &at, (long)size);

	return signature != NULL && BN_bn2binpad(ECDSA_SIG_get0_r(signature), out, EC_FIELD_SIZE) > 0 &&
	       BN_bn2binpad(ECDSA_SIG_get0_s(signature), out + EC_FIELD_SIZE, EC_FIELD_SIZE) > 0;
}

/* The way back.  @der: for OPENSSL_free(); returns its size, or 0. */
static size_t ecdsa_from_raw(struct span raw, unsigned char **der)
{
	CLEANUP(ecdsa_sig_cleanup) ECDSA_SIG *signature = ECDSA_SIG_new();
	CLEANUP(bignum_cleanup) BIGNUM *r = BN_bin2bn(raw.data, EC_FIELD_SIZE, NULL);
	CLEANUP(bignum_cleanup) BIGNUM *s = BN_bin2bn(raw.data + EC_FIELD_SIZE, EC_FIELD_SIZE, NULL);

	if (signature == NULL || r == NULL || s == NULL || ECDSA_SIG_set0(signature, r, s) != 1)
		return 0;
	r = NULL;
	s = NULL;
	const int size = i2d_ECDSA_SIG(signature, der);

	return size < 0 ? 0 : (size_t)size;
}

static enum signfw_status sign(const struct crypto_key *key, const struct span *parts, size_t part_count, uint8_t *out,
			       struct signfw_error *err)
{
	KEEP_ERROR_QUEUE;
	CLEANUP(md_ctx_cleanup) EVP_MD_CTX *context = EVP_MD_CTX_new();
	CLEANUP(der_cleanup) unsigned char *signature = NULL;
	size_t size = 0;

	if (context == NULL || EVP_DigestSignInit_ex(context, NULL, "SHA256", NULL, NULL, key->secret, NULL) != 1)
		return fail_openssl(err, SIGNFW_E_CRYPTO, "cannot sign with this key");
	for (size_t i = 0; i < part_count; i++)
		if (EVP_DigestSignUpdate(context, parts[i].data, parts[i].size) != 1)
			return fail_openssl(err, SIGNFW_E_CRYPTO, "cannot hash what is to be signed");
	if (EVP_DigestSignFinal(context, NULL, &size) != 1 || (signature = OPENSSL_malloc(size)) == NULL ||
	    EVP_DigestSignFinal(context, signature, &size) != 1)
		return fail_openssl(err, SIGNFW_E_CRYPTO, "cannot sign");
	if (key->type == SIGNFW_KEY_RSA && size == key->signature_size)
		memcpy(out, signature, size);
	else if (key->type != SIGNFW_KEY_ECDSA || !ecdsa_to_raw(signature, size, out))
		return fail_openssl(err, SIGNFW_E_CRYPTO, "the signature doesn't have the form it should");
	return SIGNFW_OK;
}

static enum signfw_status verify(const struct crypto_key *key, const struct span *parts, size_t part_count,
				 struct span signature, bool *valid, struct signfw_error *err)
{
	KEEP_ERROR_QUEUE;
	CLEANUP(md_ctx_cleanup) EVP_MD_CTX *context = EVP_MD_CTX_new();
	CLEANUP(der_cleanup) unsigned char *der = NULL;

	if (context == NULL || EVP_DigestVerifyInit_ex(context, NULL, "SHA256", NULL, NULL, key->secret, NULL) != 1)
		return fail_openssl(err, SIGNFW_E_CRYPTO, "cannot verify with this key");
	for (size_t i = 0; i < part_count; i++)
		if (EVP_DigestVerifyUpdate(context, parts[i].data, parts[i].size) != 1)
			return fail_openssl(err, SIGNFW_E_CRYPTO, "cannot hash what is signed");
	if (key->type == SIGNFW_KEY_ECDSA) {
		signature.size = ecdsa_from_raw(signature, &der);
		signature.data = der;
		if (signature.size == 0)
			return fail_openssl(err, SIGNFW_E_CRYPTO, "cannot encode the signature");
	}
	/* anything but 1 is "no": a signature that can't even be decoded is an invalid one */
	*valid = EVP_DigestVerifyFinal(context, signature.data, signature.size) == 1;
	return SIGNFW_OK;
}

/* DigestInfo of SHA-256 without the NULL parameter of its algorithm, up to the digest; RFC 8017 section 9.2 note 1. */
static const uint8_t digest_info[] = {0x30, 0x2f, 0x30, 0x0b, 0x06, 0x09, 0x60, 0x86, 0x48,
				      0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x04, 0x20};

/* What an RSA signature was made of, if that is a DigestInfo without NULL and this digest. */
static bool recovers(const struct crypto_key *key, struct span signature, const uint8_t digest[SIGNFW_SHA256_SIZE])
{
	CLEANUP(pkey_ctx_cleanup) EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(key->secret, NULL);
	CLEANUP(der_cleanup) unsigned char *recovered = OPENSSL_malloc(key->signature_size);
	size_t size = key->signature_size;

	return context != NULL && recovered != NULL && EVP_PKEY_verify_recover_init(context) == 1 &&
	       EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1 &&
	       EVP_PKEY_verify_recover(context, recovered, &size, signature.data, signature.size) == 1 &&
	       size == sizeof(digest_info) + SIGNFW_SHA256_SIZE &&
	       memcmp(recovered, digest_info, sizeof(digest_info)) == 0 &&
	       memcmp(recovered + sizeof(digest_info), digest, SIGNFW_SHA256_SIZE) == 0;
}

static enum signfw_status verify_leniently(const struct crypto_key *key, const struct span *parts, size_t part_count,
					   struct span signature, bool *valid, struct signfw_error *err)
{
	KEEP_ERROR_QUEUE;
	const enum signfw_status status = verify(key, parts, part_count, signature, valid, err);

	if (status != SIGNFW_OK || *valid || key->type != SIGNFW_KEY_RSA)
		return status;
	CLEANUP(md_ctx_cleanup) EVP_MD_CTX *context = EVP_MD_CTX_new();
	uint8_t digest[SIGNFW_SHA256_SIZE];
	bool hashed = context != NULL && EVP_DigestInit_ex(context, EVP_sha256(), NULL) == 1;

	for (size_t i = 0; i < part_count && hashed; i++)
		hashed = EVP_DigestUpdate(context, parts[i].data, parts[i].size) == 1;
	if (!hashed || EVP_DigestFinal_ex(context, digest, NULL) != 1)
		return fail_openssl(err, SIGNFW_E_CRYPTO, "cannot hash what is signed");
	*valid = recovers(key, signature, digest);
	return SIGNFW_OK;
}

const struct crypto SFW_CRYPTO_SYMBOL = {
	.sha256 = sha256,
	.load_key = load_key,
	.free_key = free_key,
	.fingerprint = fingerprint,
	.sign = sign,
	.verify = verify,
	.verify_leniently = verify_leniently,
};
