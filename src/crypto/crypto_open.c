/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Opening keys: by a URI, wherever an OpenSSL provider finds them.
 *
 * Each key has an OpenSSL of its own (OSSL_LIB_CTX), with the configuration
 * file that OpenSSL would use and the providers that were asked for, so that
 * nothing changes for the rest of the process.
 */
#include <stdio.h>
#include <string.h>

#include <openssl/conf.h>
#include <openssl/x509.h>

#include "crypto/crypto_openssl.h"

/* Longer schemes are nobody's. */
#define SCHEME_SIZE 32

/* Where PKCS#11 tokens are, by RFC 7512, and the provider that reads it. */
#define PKCS11 "pkcs11"

DEFINE_CLEANUP(loader_cleanup, OSSL_STORE_LOADER, OSSL_STORE_LOADER_free)

void sfw_crypto_free_keeper(struct crypto_keeper *keeper)
{
	if (keeper == NULL)
		return;
	sfw_crypto_engine_close(keeper);
	while (keeper->provider_count > 0)
		OSSL_PROVIDER_unload(keeper->providers[--keeper->provider_count]);
	OPENSSL_free(keeper->providers);
	OSSL_LIB_CTX_free(keeper->library);
	UI_destroy_method(keeper->ui);
	sfw_crypto_passphrase_wipe(&keeper->passphrase);
	OPENSSL_free(keeper);
}

static bool add_provider(struct crypto_keeper *keeper, const char *name)
{
	OSSL_PROVIDER *provider = OSSL_PROVIDER_load(keeper->library, name);

	if (provider == NULL)
		return false;
	keeper->providers[keeper->provider_count++] = provider;
	return true;
}

/* The configuration file, as OpenSSL itself reads it: what is missing or wrong in it is passed over. */
static void read_configuration(OSSL_LIB_CTX *library)
{
	KEEP_ERROR_QUEUE;

	CONF_modules_load_file_ex(library, NULL, NULL,
				  CONF_MFLAGS_DEFAULT_SECTION | CONF_MFLAGS_IGNORE_MISSING_FILE |
					  CONF_MFLAGS_IGNORE_RETURN_CODES);
}

/* An OpenSSL with the configured, the named and the default providers; and how it asks for passphrases. */
static enum signfw_status prepare(struct crypto_keeper *keeper, const struct signfw_key_options *options,
				  struct signfw_error *err)
{
	char what[128];

	keeper->passphrase.options = *options;
	keeper->ui = sfw_crypto_passphrase_ui();
	keeper->library = OSSL_LIB_CTX_new();
	/* "default" and PKCS11 come along */
	keeper->providers = OPENSSL_zalloc((options->provider_count + 2) * sizeof(OSSL_PROVIDER *));
	if (keeper->ui == NULL || keeper->library == NULL || keeper->providers == NULL)
		return sfw_fail_memory(err);
	if (options->provider_path != NULL)
		OSSL_PROVIDER_set_default_search_path(keeper->library, options->provider_path);
	read_configuration(keeper->library);
	for (size_t i = 0; i < options->provider_count; i++) {
		snprintf(what, sizeof(what), "cannot load the provider '%.80s'", options->providers[i]);
		if (!add_provider(keeper, options->providers[i]))
			return sfw_crypto_fail(err, SIGNFW_E_CRYPTO, what);
	}
	if (!add_provider(keeper, "default"))
		return sfw_crypto_fail(err, SIGNFW_E_CRYPTO, "cannot load the provider 'default'");
	return SIGNFW_OK;
}

/* What is in front of the first ':'; a path has "file". */
static void scheme_of(const char *uri, char scheme[SCHEME_SIZE])
{
	const char *colon = strchr(uri, ':');
	const size_t size = colon == NULL ? 0 : (size_t)(colon - uri);

	if (size < 2 || size >= SCHEME_SIZE || memchr(uri, '/', size) != NULL)
		snprintf(scheme, SCHEME_SIZE, "file");
	else
		snprintf(scheme, SCHEME_SIZE, "%.*s", (int)size, uri);
}

static bool has_store(const struct crypto_keeper *keeper, const char *scheme)
{
	KEEP_ERROR_QUEUE;
	CLEANUP(loader_cleanup) OSSL_STORE_LOADER *loader = OSSL_STORE_LOADER_fetch(keeper->library, scheme, NULL);

	return loader != NULL;
}

/* pkcs11-provider needn't be named or configured to be used. */
static bool add_pkcs11_provider(struct crypto_keeper *keeper)
{
	KEEP_ERROR_QUEUE;

	return add_provider(keeper, PKCS11) && has_store(keeper, PKCS11);
}

static enum signfw_status fail_no_key(const struct crypto_keeper *keeper, bool is_file, bool is_open,
				      struct signfw_error *err)
{
	const struct passphrase *passphrase = &keeper->passphrase;

	if (is_file && is_open)
		return sfw_crypto_fail_no_key(passphrase, err);
	if (passphrase->asked && !passphrase->given)
		return sfw_fail(err, SIGNFW_E_KEY, "the key needs a passphrase or PIN, and no passphrase was given");
	if (passphrase->asked)
		return sfw_crypto_fail(err, SIGNFW_E_KEY, "cannot get at the key with this passphrase or PIN");
	return sfw_crypto_fail(err, SIGNFW_E_KEY,
			       (passphrase->options.flags & SIGNFW_KEY_REQUIRE_PRIVATE) != 0
				       ? "cannot find the private key"
				       : "cannot find the key");
}

static enum signfw_status find_in_store(struct crypto_key *key, const char *uri, bool is_file, struct signfw_error *err)
{
	struct crypto_keeper *keeper = key->keeper;
	CLEANUP(store_cleanup)
	OSSL_STORE_CTX *store =
		OSSL_STORE_open_ex(uri, keeper->library, NULL, keeper->ui, &keeper->passphrase, NULL, NULL, NULL);

	/* a token shows its private keys only to who wants them; of a file, a public key is to be told from none */
	if (store != NULL && !is_file && (keeper->passphrase.options.flags & SIGNFW_KEY_REQUIRE_PRIVATE) != 0)
		OSSL_STORE_expect(store, OSSL_STORE_INFO_PKEY);

	const enum signfw_status status = store == NULL ? SIGNFW_OK : sfw_crypto_find_key(key, store, err);

	if (status == SIGNFW_OK && key->secret == NULL)
		return fail_no_key(keeper, is_file, store != NULL, err);
	return status;
}

static enum signfw_status find(struct crypto_key *key, const char *uri, struct signfw_error *err)
{
	struct crypto_keeper *keeper = key->keeper;
	char scheme[SCHEME_SIZE];

	scheme_of(uri, scheme);
	if (has_store(keeper, scheme))
		return find_in_store(key, uri, strcmp(scheme, "file") == 0, err);
	if (strcmp(scheme, PKCS11) != 0)
		return sfw_fail(err, SIGNFW_E_KEY, "no provider that is loaded knows keys that begin with '%s:'",
				scheme);
	return add_pkcs11_provider(keeper) ? find_in_store(key, uri, false, err)
					   : sfw_crypto_engine_open(key, uri, err);
}

/* The public half as OpenSSL's default provider has it, so that checking a signature asks no token. */
static EVP_PKEY *public_half_of(const struct crypto_key *key)
{
	CLEANUP(der_cleanup) unsigned char *der = NULL;
	const int size = i2d_PUBKEY(key->secret, &der);
	const unsigned char *at = der;

	return size <= 0 ? NULL : d2i_PUBKEY_ex(NULL, &at, size, library_of(key), SFW_PUBLIC_PROPERTIES);
}

/* From here on nobody is asked. */
static void forget_passphrase(struct crypto_keeper *keeper)
{
	keeper->passphrase.asked = true;
	if (!keeper->asks_again)
		sfw_crypto_passphrase_wipe(&keeper->passphrase);
}

enum signfw_status sfw_crypto_open_key(struct crypto_key *out, const char *uri,
				       const struct signfw_key_options *options, struct signfw_error *err)
{
	KEEP_ERROR_QUEUE;
	CLEANUP(sfw_crypto_free_key) struct crypto_key key = {0};
	enum signfw_status status;

	key.keeper = OPENSSL_zalloc(sizeof(struct crypto_keeper));
	if (key.keeper == NULL)
		return sfw_fail_memory(err);
	status = prepare(key.keeper, options, err);
	if (status == SIGNFW_OK)
		status = find(&key, uri, err);
	if (status != SIGNFW_OK)
		return status;
	key.public_half = public_half_of(&key);
	if (key.public_half == NULL)
		return sfw_fail(err, SIGNFW_E_KEY,
				"the public half of the key isn't given out; a token needs the public key or a "
				"certificate beside it, with the same id");
	status = sfw_crypto_check_key(&key, options, err);
	if (status != SIGNFW_OK)
		return status;
	forget_passphrase(key.keeper);
	*out = key;
	key = (struct crypto_key){0};
	return SIGNFW_OK;
}
