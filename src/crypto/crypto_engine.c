/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * PKCS#11 keys by libp11's engine, for an OpenSSL 3 that has no provider for
 * them (Debian 12).  Which object it is, and whether the PIN is right, is found
 * out by crypto_token.c; the engine signs.
 *
 * An engine belongs to the whole process: OpenSSL loads it into its list of
 * engines, with the configuration file of the process, and it stays there, with
 * its PKCS#11 module, logged in.  It also empties OpenSSL's error queue of this
 * thread.
 */
#define _GNU_SOURCE                 /* secure_getenv() */
#define OPENSSL_SUPPRESS_DEPRECATED /* engines are, since OpenSSL 3 */
#include <stdlib.h>
#include <string.h>

#include "crypto/crypto_openssl.h"

#ifndef SIGNFW_PKCS11_ENGINE /* OpenSSL 4 has no engines, an OpenSSL 3 may be built without them */

enum signfw_status sfw_crypto_engine_open(struct crypto_key *key, const char *uri, struct signfw_error *err)
{
	(void)key;
	(void)uri;
	return sfw_fail(err, SIGNFW_E_CRYPTO, "OpenSSL's provider 'pkcs11' is not installed");
}

void sfw_crypto_engine_close(struct crypto_keeper *keeper)
{
	(void)keeper;
}

#else

#include <openssl/conf.h>
#include <openssl/engine.h>

#include "crypto/crypto_token.h"

#define ENGINE_NAME "pkcs11"

DEFINE_CLEANUP(conf_cleanup, CONF, NCONF_free)
DEFINE_CLEANUP(text_cleanup, char, OPENSSL_free)

/* The value of `name` in the section that `section` names. */
static const char *configured(const CONF *configuration, const char *section, const char *name)
{
	return section == NULL ? NULL : NCONF_get_string(configuration, section, name);
}

/* MODULE_PATH in the configuration of the engine; owned, free with OPENSSL_free(). */
static char *configured_module(void)
{
	CLEANUP(conf_cleanup) CONF *configuration = NCONF_new(NULL);
	CLEANUP(text_cleanup) char *file = CONF_get1_default_config_file();
	long line;

	if (configuration == NULL || file == NULL || NCONF_load(configuration, file, &line) != 1)
		return NULL;
	const char *start = NCONF_get_string(configuration, NULL, "openssl_conf");
	const char *engines = configured(configuration, start, "engines");
	const STACK_OF(CONF_VALUE) *sections = engines == NULL ? NULL : NCONF_get_section(configuration, engines);

	for (int i = 0; i < sk_CONF_VALUE_num(sections); i++) {
		const CONF_VALUE *entry = sk_CONF_VALUE_value(sections, i);
		const char *id = configured(configuration, entry->value, "engine_id");

		if (strcmp(id == NULL ? entry->name : id, ENGINE_NAME) == 0)
			return OPENSSL_strdup(configured(configuration, entry->value, "MODULE_PATH"));
	}
	return NULL;
}

/* The engine, ready for use; NULL if there is none.  What it has to say, we say. */
static ENGINE *start_engine(const char *module)
{
	ENGINE *engine = ENGINE_by_id(ENGINE_NAME);

	if (engine == NULL)
		return NULL;
	ENGINE_ctrl_cmd_string(engine, "QUIET", NULL, 1);
	if ((module == NULL || ENGINE_ctrl_cmd_string(engine, "MODULE_PATH", module, 0) == 1) &&
	    ENGINE_init(engine) == 1)
		return engine;
	ENGINE_free(engine);
	return NULL;
}

static enum signfw_status load_private_key(struct crypto_key *key, struct signfw_error *err)
{
	struct crypto_keeper *keeper = key->keeper;

	keeper->engine = start_engine(sfw_crypto_token_module(keeper->token));
	if (keeper->engine == NULL)
		return sfw_crypto_fail(err, SIGNFW_E_CRYPTO,
				       "neither OpenSSL's provider 'pkcs11' nor its engine 'pkcs11' can be loaded");
	sfw_crypto_token_share(keeper->token);
	/* we are logged in: the engine needs no PIN, and doesn't get one to keep */
	keeper->asks_again = sfw_crypto_token_asks_always(keeper->token);
	key->is_private = true;
	key->secret = ENGINE_load_private_key(keeper->engine, sfw_crypto_token_uri(keeper->token), keeper->ui,
					      &keeper->passphrase);
	if (key->secret == NULL)
		return sfw_crypto_fail(err, SIGNFW_E_KEY, "the engine 'pkcs11' cannot load the key");
	return SIGNFW_OK;
}

enum signfw_status sfw_crypto_engine_open(struct crypto_key *key, const char *uri, struct signfw_error *err)
{
	struct crypto_keeper *keeper = key->keeper;

	/* brings engines along; asked for them, it would also make every engine the default for all that it can do */
	OPENSSL_init_crypto(OPENSSL_INIT_LOAD_CONFIG, NULL);
	CLEANUP(text_cleanup) char *module = configured_module();
	const enum signfw_status status = sfw_crypto_token_open(
		&keeper->token, uri, module == NULL ? secure_getenv("PKCS11_MODULE_PATH") : module, &keeper->passphrase,
		err);

	if (status != SIGNFW_OK)
		return status;
	return sfw_crypto_token_kind(keeper->token) == TOKEN_PRIVATE_KEY
		       ? load_private_key(key, err)
		       : sfw_crypto_token_public_key(keeper->token, &key->secret, err);
}

void sfw_crypto_engine_close(struct crypto_keeper *keeper)
{
	if (keeper->engine != NULL) {
		ENGINE_finish(keeper->engine);
		ENGINE_free(keeper->engine);
	}
	sfw_crypto_token_close(keeper->token);
}

#endif
