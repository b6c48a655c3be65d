/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The surroundings of an opened key: a library context of its own
 * (OSSL_LIB_CTX), with OpenSSL's configuration file and the providers that the
 * caller named, so that the key changes nothing for the rest of the process.
 */
#ifndef SFW_CRYPTO_KEY_CONTEXT_H
#define SFW_CRYPTO_KEY_CONTEXT_H

#include <openssl/provider.h>

#include "crypto/passphrase.h"

struct pkcs11_engine;

/* The default provider computes with public halves, whatever other providers there are. */
#define SFW_PUBLIC_PROPERTIES "?provider=default"

struct key_context {
	struct passphrase passphrase;
	UI_METHOD *ui;         /* asks for the passphrase */
	OSSL_LIB_CTX *library; /* set up by the options and OPENSSL_CONF */
	OSSL_PROVIDER **providers;
	size_t provider_count;
	struct pkcs11_engine *engine; /* signs instead of a provider; or NULL */
};

/* @out: free with sfw_key_context_free(), which accepts NULL */
enum signfw_status sfw_key_context_new(struct key_context **out, const struct signfw_key_options *options,
				       struct signfw_error *err);
void sfw_key_context_free(struct key_context *context);

/* Whether a provider knows URIs that begin with the scheme. */
bool sfw_key_context_has_store(const struct key_context *context, const char *scheme);

/* Loads one more provider, which then belongs to the context. */
bool sfw_key_context_add_provider(struct key_context *context, const char *name);

#endif
