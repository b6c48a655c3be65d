/* SPDX-License-Identifier: BSD-2-Clause */
/* What of OpenSSL, tokens and TPMs works here, for reports of faults: signfw_environment_list(). */
#include <stdarg.h>
#include <stdio.h>

#include <openssl/conf.h>
#include <openssl/crypto.h>
#include <openssl/opensslv.h>
#include <openssl/provider.h>

#include "crypto/openssl_errors.h"
#include "crypto/openssl_scopes.h"
#include "crypto/pkcs11_engine.h"
#include "signfw/key.h"

DEFINE_CLEANUP(library_cleanup, OSSL_LIB_CTX, OSSL_LIB_CTX_free)
DEFINE_CLEANUP(name_cleanup, char, OPENSSL_free)

struct listing {
	signfw_environment_fn each;
	void *context;
};

static void tell(const struct listing *listing, const char *kind, const char *name, bool works, const char *format, ...)
	__attribute__((format(printf, 5, 6)));

static void tell(const struct listing *listing, const char *kind, const char *name, bool works, const char *format, ...)
{
	char detail[256];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(detail, sizeof(detail), format, arguments);
	va_end(arguments);
	listing->each(listing->context,
		      &(struct signfw_environment_item){.kind = kind, .name = name, .detail = detail, .works = works});
}

static void list_library(const struct listing *listing)
{
	const bool same = OPENSSL_version_major() == OPENSSL_VERSION_MAJOR;

	tell(listing, "library", "OpenSSL", same, "%s, built with %s", OpenSSL_version(OPENSSL_VERSION_STRING),
	     OPENSSL_VERSION_STR);
	/* OpenSSL 3.2 is the first that derives the nonce from key and digest */
	tell(listing, "feature", "RFC 6979", OpenSSL_version_num() >= 0x30200000L,
	     "ECDSA signatures that are the same each time; from OpenSSL 3.2 on");
}

static void list_configuration(const struct listing *listing)
{
	CLEANUP(name_cleanup) char *path = CONF_get1_default_config_file();
	CLEANUP(bio_cleanup) BIO *file = path == NULL ? NULL : BIO_new_file(path, "r");

	tell(listing, "configuration", path == NULL ? "none" : path, file != NULL, "%s",
	     file != NULL ? "is read where a key is opened by URI or with a provider" : "can't be read");
}

static void list_provider(const struct listing *listing, const char *name, const char *purpose)
{
	CLEANUP(library_cleanup) OSSL_LIB_CTX *library = OSSL_LIB_CTX_new();
	OSSL_PROVIDER *provider = library == NULL ? NULL : OSSL_PROVIDER_load(library, name);

	tell(listing, "provider", name, provider != NULL, "%s", purpose);
	if (provider != NULL)
		OSSL_PROVIDER_unload(provider);
}

void signfw_environment_list(signfw_environment_fn each, void *context)
{
	KEEP_ERROR_QUEUE;
	const struct listing listing = {each, context};
	CLEANUP(name_cleanup) char *module = NULL;
	const bool has_engine = sfw_pkcs11_engine_probe(&module);

	list_library(&listing);
	list_configuration(&listing);
	list_provider(&listing, "default", "keys in files");
	list_provider(&listing, "legacy", "old encrypted PKCS#12 files");
	list_provider(&listing, "pkcs11", "keys in PKCS#11 tokens");
	list_provider(&listing, "tpm2", "keys in a TPM");
	tell(&listing, "engine", "pkcs11", has_engine, "keys in PKCS#11 tokens, without that provider; module: %.160s",
	     module == NULL ? "those of p11-kit" : module);
	sfw_pkcs11_list_tokens(module, each, context);
}
