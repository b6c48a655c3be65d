/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the files that know OpenSSL share: scopes for its objects, its errors
 * as ours.  Included by this folder only.
 */
#ifndef SFW_CRYPTO_CRYPTO_OPENSSL_H
#define SFW_CRYPTO_CRYPTO_OPENSSL_H

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/provider.h>
#include <openssl/store.h>
#include <openssl/ui.h>

#include "base/cleanup.h"
#include "base/error.h"
#include "crypto/crypto.h"

/* r and s of P-256, X and Y */
#define SFW_EC_FIELD_SIZE 32

DEFINE_CLEANUP(bio_cleanup, BIO, BIO_free)
DEFINE_CLEANUP(bignum_cleanup, BIGNUM, BN_free)
DEFINE_CLEANUP(ecdsa_sig_cleanup, ECDSA_SIG, ECDSA_SIG_free)
DEFINE_CLEANUP(pkey_ctx_cleanup, EVP_PKEY_CTX, EVP_PKEY_CTX_free)
DEFINE_CLEANUP(md_ctx_cleanup, EVP_MD_CTX, EVP_MD_CTX_free)
DEFINE_CLEANUP(store_cleanup, OSSL_STORE_CTX, OSSL_STORE_close)
DEFINE_CLEANUP(store_info_cleanup, OSSL_STORE_INFO, OSSL_STORE_INFO_free)
DEFINE_CLEANUP(ui_method_cleanup, UI_METHOD, UI_destroy_method)

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

/* ---- passphrases: crypto_passphrase.c ------------------------------------- */

/* Longer ones than OpenSSL's own programs take. */
#define SFW_PASSPHRASE_MAX 1024

/* A passphrase that is asked for at most once, however often OpenSSL wants it. */
struct passphrase {
	struct signfw_key_options options; /* says whom to ask */
	bool asked, given;
	char text[SFW_PASSPHRASE_MAX];
	size_t size;
};

/* Whether there is one; asks for it if that wasn't done yet. */
bool sfw_crypto_passphrase_ask(struct passphrase *passphrase);

/* Forgets it, and doesn't ask again. */
void sfw_crypto_passphrase_wipe(struct passphrase *passphrase);

/* How OpenSSL asks for it: its user data is the struct passphrase.  NULL if there is no memory. */
UI_METHOD *sfw_crypto_passphrase_ui(void);

/* ---- keys ----------------------------------------------------------------- */

/* What a key that was opened lives on, freed behind it. */
struct crypto_keeper {
	struct passphrase passphrase;
	bool asks_again; /* the token wants it for every signature */
	UI_METHOD *ui;
	OSSL_LIB_CTX *library; /* OpenSSL, as the options and OPENSSL_CONF want it for this key */
	OSSL_PROVIDER **providers;
	size_t provider_count;
	void *engine;               /* of crypto_engine.c, or NULL */
	struct crypto_token *token; /* the engine's key, or NULL */
};

/* Finds a PKCS#11 key, of an opened key's `keeper`, without a provider: fills in `secret` and `is_private`. */
enum signfw_status sfw_crypto_engine_open(struct crypto_key *key, const char *uri, struct signfw_error *err);
void sfw_crypto_engine_close(struct crypto_keeper *keeper);

/* What is computed with public halves is OpenSSL's own to do, whatever else is loaded. */
#define SFW_PUBLIC_PROPERTIES "?provider=default"

/* The OpenSSL that a key belongs to; NULL: that of the process. */
static inline OSSL_LIB_CTX *library_of(const struct crypto_key *key)
{
	const struct crypto_keeper *keeper = key->keeper;

	return keeper == NULL ? NULL : keeper->library;
}

void sfw_crypto_free_keeper(struct crypto_keeper *keeper);

/* Takes the key that an open store has, into `secret` and `is_private`; leaves NULL there if it has none. */
enum signfw_status sfw_crypto_find_key(struct crypto_key *key, OSSL_STORE_CTX *store, struct signfw_error *err);

/* Why there was no key in a file. */
enum signfw_status sfw_crypto_fail_no_key(const struct passphrase *passphrase, struct signfw_error *err);

/* Checks a key of which `secret`, `public_half` and `is_private` are there, and learns the rest. */
enum signfw_status sfw_crypto_check_key(struct crypto_key *key, const struct signfw_key_options *options,
					struct signfw_error *err);

/* Fills in the public parts of a key that has all the rest. */
enum signfw_status sfw_crypto_read_public(struct crypto_key *key, struct signfw_error *err);

#endif
