/* SPDX-License-Identifier: BSD-2-Clause */
#define _GNU_SOURCE                 /* secure_getenv() */
#define OPENSSL_SUPPRESS_DEPRECATED /* OpenSSL 3 deprecates engines */
#include "crypto/pkcs11_engine.h"

#include <stdlib.h>
#include <string.h>

#include "crypto/openssl_errors.h"

#ifndef SIGNFW_PKCS11_ENGINE /* OpenSSL 4 has no engines, an OpenSSL 3 may be built without them */

enum signfw_status sfw_pkcs11_engine_open(struct pkcs11_engine **out, EVP_PKEY **key, bool *is_private, const char *uri,
					  UI_METHOD *ui, struct passphrase *pin, struct signfw_error *err)
{
	(void)out, (void)key, (void)is_private, (void)uri, (void)ui, (void)pin;
	return sfw_fail(err, SIGNFW_E_CRYPTO, "OpenSSL's provider 'pkcs11' is not installed");
}

bool sfw_pkcs11_engine_asks_again(const struct pkcs11_engine *engine)
{
	(void)engine;
	return false;
}

void sfw_pkcs11_engine_close(struct pkcs11_engine *engine)
{
	(void)engine;
}

bool sfw_pkcs11_engine_probe(char **module)
{
	*module = NULL;
	return false;
}

void sfw_pkcs11_list_tokens(const char *module, signfw_environment_fn each, void *context)
{
	(void)module, (void)each, (void)context;
}

#else

#include <openssl/conf.h>
#include <openssl/engine.h>

#include "crypto/pkcs11_public_key.h"
#include "crypto/pkcs11_token.h"

#define ENGINE_NAME "pkcs11"

struct pkcs11_engine {
	ENGINE *engine; /* NULL: the object is a public key, which needs none */
	struct pkcs11_token *token;
};

DEFINE_CLEANUP(engine_cleanup, struct pkcs11_engine, sfw_pkcs11_engine_close)
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

/* Returns the engine, initialised and silent; NULL if there is none. */
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

static enum signfw_status load_private_key(struct pkcs11_engine *engine, EVP_PKEY **key, UI_METHOD *ui,
					   struct passphrase *pin, struct signfw_error *err)
{
	engine->engine = start_engine(sfw_token_module(engine->token));
	if (engine->engine == NULL)
		return sfw_crypto_fail(err, SIGNFW_E_CRYPTO,
				       "neither OpenSSL's provider 'pkcs11' nor its engine 'pkcs11' can be loaded");
	sfw_token_share(engine->token);
	/* we are logged in already, so that the engine needs no PIN */
	*key = ENGINE_load_private_key(engine->engine, sfw_token_uri(engine->token), ui, pin);
	if (*key == NULL)
		return sfw_crypto_fail(err, SIGNFW_E_KEY, "the engine 'pkcs11' cannot load the key");
	return SIGNFW_OK;
}

enum signfw_status sfw_pkcs11_engine_open(struct pkcs11_engine **out, EVP_PKEY **key, bool *is_private, const char *uri,
					  UI_METHOD *ui, struct passphrase *pin, struct signfw_error *err)
{
	CLEANUP(engine_cleanup) struct pkcs11_engine *engine = OPENSSL_zalloc(sizeof(*engine));

	if (engine == NULL)
		return sfw_fail_memory(err);
	/* loads engines, too; OPENSSL_INIT_ENGINE_ALL_BUILTIN would also make each engine the default for all it does */
	OPENSSL_init_crypto(OPENSSL_INIT_LOAD_CONFIG, NULL);
	CLEANUP(text_cleanup) char *module = configured_module();
	enum signfw_status status = sfw_token_open(
		&engine->token, uri, module == NULL ? secure_getenv("PKCS11_MODULE_PATH") : module, pin, err);

	if (status != SIGNFW_OK)
		return status;
	*is_private = sfw_token_kind(engine->token) == TOKEN_PRIVATE_KEY;
	status = *is_private ? load_private_key(engine, key, ui, pin, err)
			     : sfw_token_public_key(engine->token, key, err);
	if (status != SIGNFW_OK)
		return status;
	*out = engine;
	engine = NULL;
	return SIGNFW_OK;
}

bool sfw_pkcs11_engine_asks_again(const struct pkcs11_engine *engine)
{
	return engine != NULL && engine->engine != NULL && sfw_token_asks_always(engine->token);
}

void sfw_pkcs11_engine_close(struct pkcs11_engine *engine)
{
	if (engine == NULL)
		return;
	if (engine->engine != NULL) {
		ENGINE_finish(engine->engine);
		ENGINE_free(engine->engine);
	}
	sfw_token_close(engine->token);
	OPENSSL_free(engine);
}

bool sfw_pkcs11_engine_probe(char **module)
{
	OPENSSL_init_crypto(OPENSSL_INIT_LOAD_CONFIG, NULL);
	char *configured = configured_module();
	const char *variable = secure_getenv("PKCS11_MODULE_PATH");

	*module = configured == NULL && variable != NULL ? OPENSSL_strdup(variable) : configured;
	/* stays loaded, as when a key is opened: libp11 loses memory when it is unloaded */
	return ENGINE_by_id(ENGINE_NAME) != NULL;
}

void sfw_pkcs11_list_tokens(const char *module, signfw_environment_fn each, void *context)
{
	sfw_token_list(module, each, context);
}

#endif
