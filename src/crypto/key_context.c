/* SPDX-License-Identifier: BSD-2-Clause */
#include "crypto/key_context.h"

#include <stdio.h>

#include <openssl/conf.h>
#include <openssl/store.h>

#include "crypto/openssl_errors.h"
#include "crypto/pkcs11_engine.h"

/* "default", and one that sfw_key_context_add_provider() adds */
#define MORE_PROVIDERS 2

DEFINE_CLEANUP(loader_cleanup, OSSL_STORE_LOADER, OSSL_STORE_LOADER_free)
DEFINE_CLEANUP(context_cleanup, struct key_context, sfw_key_context_free)

void sfw_key_context_free(struct key_context *context)
{
	if (context == NULL)
		return;
	sfw_pkcs11_engine_close(context->engine);
	while (context->provider_count > 0)
		OSSL_PROVIDER_unload(context->providers[--context->provider_count]);
	OPENSSL_free(context->providers);
	OSSL_LIB_CTX_free(context->library);
	UI_destroy_method(context->ui);
	sfw_passphrase_wipe(&context->passphrase);
	OPENSSL_free(context);
}

bool sfw_key_context_add_provider(struct key_context *context, const char *name)
{
	OSSL_PROVIDER *provider = OSSL_PROVIDER_load(context->library, name);

	if (provider == NULL)
		return false;
	context->providers[context->provider_count++] = provider;
	return true;
}

static enum signfw_status require_provider(struct key_context *context, const char *name, struct signfw_error *err)
{
	char what[128];

	snprintf(what, sizeof(what), "cannot load the provider '%.80s'", name);
	return sfw_key_context_add_provider(context, name) ? SIGNFW_OK : sfw_crypto_fail(err, SIGNFW_E_CRYPTO, what);
}

/* Reads the configuration file as OpenSSL does by default: it ignores what is missing or wrong. */
static void read_configuration(OSSL_LIB_CTX *library)
{
	KEEP_ERROR_QUEUE;

	CONF_modules_load_file_ex(library, NULL, NULL,
				  CONF_MFLAGS_DEFAULT_SECTION | CONF_MFLAGS_IGNORE_MISSING_FILE |
					  CONF_MFLAGS_IGNORE_RETURN_CODES);
}

enum signfw_status sfw_key_context_new(struct key_context **out, const struct signfw_key_options *options,
				       struct signfw_error *err)
{
	CLEANUP(context_cleanup) struct key_context *context = OPENSSL_zalloc(sizeof(*context));
	enum signfw_status status = SIGNFW_OK;

	if (context == NULL)
		return sfw_fail_memory(err);
	context->passphrase.options = *options;
	context->ui = sfw_passphrase_ui();
	context->library = OSSL_LIB_CTX_new();
	context->providers = OPENSSL_zalloc((options->provider_count + MORE_PROVIDERS) * sizeof(OSSL_PROVIDER *));
	if (context->ui == NULL || context->library == NULL || context->providers == NULL)
		return sfw_fail_memory(err);
	if (options->provider_path != NULL)
		OSSL_PROVIDER_set_default_search_path(context->library, options->provider_path);
	read_configuration(context->library);
	for (size_t i = 0; i < options->provider_count && status == SIGNFW_OK; i++)
		status = require_provider(context, options->providers[i], err);
	if (status == SIGNFW_OK)
		status = require_provider(context, "default", err);
	if (status != SIGNFW_OK)
		return status;
	*out = context;
	context = NULL;
	return SIGNFW_OK;
}

bool sfw_key_context_has_store(const struct key_context *context, const char *scheme)
{
	KEEP_ERROR_QUEUE;
	CLEANUP(loader_cleanup) OSSL_STORE_LOADER *loader = OSSL_STORE_LOADER_fetch(context->library, scheme, NULL);

	return loader != NULL;
}
