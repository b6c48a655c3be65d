/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Finds keys in PKCS#11 tokens for libp11's engine, which would take any of
 * several matching objects and doesn't tell why it fails.
 */
#ifndef SFW_CRYPTO_PKCS11_TOKEN_H
#define SFW_CRYPTO_PKCS11_TOKEN_H

#include <stdint.h>

#include "crypto/passphrase.h"
#include "signfw/key.h"

/* A key in a token.  The session is logged in until it is closed. */
struct pkcs11_token;

/*
 * Finds the only key that a URI of RFC 7512 names, and logs in if it has to.
 * A PIN is tried once.
 *
 * @out:    owned, free with sfw_token_close(), which accepts NULL
 * @module: file of the PKCS#11 module; NULL: those that p11-kit knows
 * @pin:    used unless the URI has or names one
 */
enum signfw_status sfw_token_open(struct pkcs11_token **out, const char *uri, const char *module,
				  struct passphrase *pin, struct signfw_error *err);
void sfw_token_close(struct pkcs11_token *token);

/* Lists the tokens of a module, or, if that is NULL, of all that p11-kit knows, without logging in. */
void sfw_token_list(const char *module, signfw_environment_fn each, void *context);

/* Keeps the module initialised and logged in after sfw_token_close(), because an engine uses it, too. */
void sfw_token_share(struct pkcs11_token *token);

/* The module's file if the URI names it, else NULL. */
const char *sfw_token_module(const struct pkcs11_token *token);

/* A URI that matches only this key, without a PIN; belongs to the token. */
const char *sfw_token_uri(const struct pkcs11_token *token);

enum pkcs11_token_kind {
	TOKEN_PRIVATE_KEY,
	TOKEN_PUBLIC_KEY,
	TOKEN_CERTIFICATE
};
enum pkcs11_token_kind sfw_token_kind(const struct pkcs11_token *token);

/* Reads an attribute (CKA_...) of the object and returns its size; 0 if there is none or no room for it. */
size_t sfw_token_read(const struct pkcs11_token *token, unsigned long attribute, uint8_t *out, size_t capacity);

/* Whether the token asks for the PIN again for each signature. */
bool sfw_token_asks_always(const struct pkcs11_token *token);

#endif
