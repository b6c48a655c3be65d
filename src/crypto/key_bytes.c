/* SPDX-License-Identifier: BSD-2-Clause */
#define _GNU_SOURCE /* memmem() */
#include "crypto/key_bytes.h"

#include <string.h>

#include <openssl/decoder.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "crypto/kdf_cost.h"
#include "crypto/key_store.h"
#include "crypto/openssl_errors.h"
#include "crypto/openssl_scopes.h"

DEFINE_CLEANUP(pkcs8_cleanup, PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free)
DEFINE_CLEANUP(decoder_cleanup, OSSL_DECODER_CTX, OSSL_DECODER_CTX_free)
DEFINE_CLEANUP(text_cleanup, char, OPENSSL_free)

/* OpenSSL reads no key from these files, but their first bytes tell what they are. */
static const struct {
	const char *head;
	enum signfw_reason reason;
	const char *message;
} known_files[] = {
	{"-----BEGIN TSS2 PRIVATE KEY-----", SIGNFW_REASON_NO_PROVIDER,
	 "a key that only a TPM can use, and no provider that is loaded knows it"},
	{"-----BEGIN OPENSSH PRIVATE KEY-----", SIGNFW_REASON_NONE,
	 "a private key in OpenSSH's own form; turn a copy of it into PEM: ssh-keygen -p -m PEM -f COPY"},
	{"ssh-", SIGNFW_REASON_NONE,
	 "a public key in OpenSSH's own form; ssh-keygen -e -m PKCS8 -f FILE writes it in PEM form"},
	{"ecdsa-sha2-", SIGNFW_REASON_NONE,
	 "a public key in OpenSSH's own form; ssh-keygen -e -m PKCS8 -f FILE writes it in PEM form"},
	{"-----BEGIN CERTIFICATE REQUEST-----", SIGNFW_REASON_NONE,
	 "a certificate request, expected a key or certificate"},
	{"-----BEGIN PGP ", SIGNFW_REASON_NONE, "a file of OpenPGP, expected a key or certificate in PEM or DER form"},
};

/* Says why there is no key. */
static enum signfw_status fail_no_key(struct span bytes, const struct passphrase *passphrase, struct signfw_error *err)
{
	if (bytes.size == 0)
		return sfw_fail(err, SIGNFW_E_KEY, "an empty file, expected a key or certificate in PEM or DER form");
	if (passphrase->asked && passphrase->given)
		return sfw_fail_because(err, SIGNFW_E_KEY, SIGNFW_REASON_WRONG_PASSPHRASE, "wrong passphrase");
	if (passphrase->asked)
		return sfw_fail_because(err, SIGNFW_E_KEY, SIGNFW_REASON_NO_PASSPHRASE,
					"the key is encrypted, and no passphrase was given");
	for (size_t i = 0; i < sizeof(known_files) / sizeof(known_files[0]); i++)
		if (sfw_span_begins(bytes, known_files[i].head, strlen(known_files[i].head)))
			return sfw_fail_because(err, SIGNFW_E_KEY, known_files[i].reason, "%s", known_files[i].message);
	return sfw_crypto_fail(err, SIGNFW_E_KEY, "not a key or certificate in PEM or DER form");
}

/* Whether the file is one PEM block, of this name, and nothing else. */
static bool is_block(struct span bytes, const char *begin)
{
	static const char other[] = "-----BEGIN ";

	return sfw_span_begins(bytes, begin, strlen(begin)) &&
	       memmem(bytes.data + 1, bytes.size - 1, other, strlen(other)) == NULL;
}

/* What is in a PEM block. */
struct block {
	unsigned char *der;
	long size;
};

static void block_cleanup(struct block *block)
{
	OPENSSL_clear_free(block->der, (size_t)block->size);
}

static bool read_block(struct block *out, BIO *file)
{
	CLEANUP(text_cleanup) char *name = NULL;
	CLEANUP(text_cleanup) char *header = NULL;

	/* a header says that it is encrypted */
	return PEM_read_bio(file, &name, &header, &out->der, &out->size) == 1 && header[0] == '\0';
}

/* Decodes a PrivateKeyInfo. */
static EVP_PKEY *decode_private(const unsigned char *der, long size, OSSL_LIB_CTX *library)
{
	const unsigned char *at = der;
	size_t left = (size_t)size;
	CLEANUP(pkcs8_cleanup) PKCS8_PRIV_KEY_INFO *info = d2i_PKCS8_PRIV_KEY_INFO(NULL, &at, size);
	const ASN1_OBJECT *type;
	EVP_PKEY *key = NULL;

	if (info == NULL || PKCS8_pkey_get0(&type, NULL, NULL, NULL, info) != 1)
		return NULL;
	CLEANUP(decoder_cleanup)
	OSSL_DECODER_CTX *decoder = OSSL_DECODER_CTX_new_for_pkey(
		&key, "DER", "PrivateKeyInfo", OBJ_nid2sn(OBJ_obj2nid(type)), EVP_PKEY_KEYPAIR, library, NULL);

	if (decoder != NULL)
		OSSL_DECODER_from_data(decoder, &der, &left);
	return key;
}

/*
 * Reads one key that isn't encrypted, by the decoder of its type.  OpenSSL's store, which has to do what this can't, tries
 * those of all types, and that takes longer than to verify a signature.
 */
static void find_plain_key(struct key_pair *key, BIO *file, bool is_private, OSSL_LIB_CTX *library)
{
	KEEP_ERROR_QUEUE;
	CLEANUP(block_cleanup) struct block block = {0};

	if (!read_block(&block, file))
		return;
	const unsigned char *at = block.der;

	key->is_private = is_private;
	key->secret = is_private ? decode_private(block.der, block.size, library)
				 : d2i_PUBKEY_ex(NULL, &at, block.size, library, NULL);
}

enum signfw_status sfw_key_bytes_find(struct key_pair *key, struct span bytes, struct passphrase *passphrase,
				      const UI_METHOD *ui, OSSL_LIB_CTX *library, struct signfw_error *err)
{
	CLEANUP(bio_cleanup) BIO *file = BIO_new_mem_buf(bytes.data, (int)bytes.size);
	const bool is_private = is_block(bytes, "-----BEGIN PRIVATE KEY-----");
	const bool is_public = is_block(bytes, "-----BEGIN PUBLIC KEY-----");
	enum signfw_status status = sfw_kdf_check_cost(bytes, passphrase, err);

	if (status != SIGNFW_OK)
		return status;
	if (file != NULL && (is_private || is_public)) {
		find_plain_key(key, file, is_private, library);
		BIO_reset(file);
	}
	if (key->secret != NULL)
		return SIGNFW_OK;
	CLEANUP(store_cleanup)
	OSSL_STORE_CTX *store =
		file == NULL ? NULL : OSSL_STORE_attach(file, "file", library, NULL, ui, passphrase, NULL, NULL, NULL);

	if (store != NULL) {
		/* a block holds what its name says */
		if (is_private || is_public)
			OSSL_STORE_expect(store, is_private ? OSSL_STORE_INFO_PKEY : OSSL_STORE_INFO_PUBKEY);
		status = sfw_store_find_key(key, store, err);
	}
	return status == SIGNFW_OK && key->secret == NULL ? fail_no_key(bytes, passphrase, err) : status;
}
