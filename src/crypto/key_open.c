/* SPDX-License-Identifier: BSD-2-Clause */
#include "crypto/key_open.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <openssl/x509.h>

#include "crypto/key_bytes.h"
#include "crypto/key_context.h"
#include "crypto/key_store.h"
#include "crypto/openssl_errors.h"
#include "crypto/openssl_scopes.h"
#include "crypto/pkcs11_engine.h"

/* No provider has a longer scheme. */
#define SCHEME_SIZE 32

/* The scheme of RFC 7512; OpenSSL's provider for it has the same name. */
#define PKCS11 "pkcs11"

/* The characters of a scheme (RFC 3986); only a letter can be the first one. */
#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
#define MORE    "0123456789+-."

/* Returns the length of the scheme in front of the ':', or 0.  A single letter may be a drive. */
static size_t scheme_size(const char *name)
{
	const size_t size = strspn(name, LETTERS MORE);

	return size >= 2 && size < SCHEME_SIZE && name[size] == ':' && strchr(MORE, name[0]) == NULL ? size : 0;
}

/* Whether a file has this name; doesn't open it. */
static bool is_file(const char *name)
{
	return access(name, F_OK) == 0;
}

const char *sfw_key_file(const char *name)
{
	static const char *const prefixes[] = {"file://localhost/", "file:///", "file:"};

	if (scheme_size(name) == 0 || is_file(name))
		return name;
	for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++) {
		const size_t size = strlen(prefixes[i]);

		/* the last '/' belongs to the path */
		if (strncmp(name, prefixes[i], size) == 0)
			return name + size - (prefixes[i][size - 1] == '/');
	}
	return NULL;
}

/* Loads pkcs11-provider if it is installed, though nobody named or configured it. */
static bool add_pkcs11_provider(struct key_context *context)
{
	KEEP_ERROR_QUEUE;

	return sfw_key_context_add_provider(context, PKCS11) && sfw_key_context_has_store(context, PKCS11);
}

static enum signfw_status fail_no_key(const struct key_context *context, struct signfw_error *err)
{
	const struct passphrase *passphrase = &context->passphrase;

	if (passphrase->asked && !passphrase->given)
		return sfw_fail_because(err, SIGNFW_E_KEY, SIGNFW_REASON_NO_PASSPHRASE,
					"the key needs a passphrase or PIN, and no passphrase was given");
	if (passphrase->asked)
		return sfw_crypto_fail(err, SIGNFW_E_KEY, "cannot get at the key with this passphrase or PIN");
	return sfw_crypto_fail(err, SIGNFW_E_KEY,
			       (passphrase->options.flags & SIGNFW_KEY_REQUIRE_PRIVATE) != 0
				       ? "cannot find the private key"
				       : "cannot find the key");
}

static enum signfw_status find_in_store(struct key_pair *key, const char *uri, struct signfw_error *err)
{
	struct key_context *context = key->context;
	CLEANUP(store_cleanup)
	OSSL_STORE_CTX *store =
		OSSL_STORE_open_ex(uri, context->library, NULL, context->ui, &context->passphrase, NULL, NULL, NULL);

	/* a token shows private keys only on request */
	if (store != NULL && (context->passphrase.options.flags & SIGNFW_KEY_REQUIRE_PRIVATE) != 0)
		OSSL_STORE_expect(store, OSSL_STORE_INFO_PKEY);

	const enum signfw_status status = store == NULL ? SIGNFW_OK : sfw_store_find_key(key, store, err);

	return status == SIGNFW_OK && key->secret == NULL ? fail_no_key(context, err) : status;
}

/* ---- files ------------------------------------------------------------------ */

/* No key file is larger. */
#define FILE_SIZE_MAX (1 << 20)

/* The content of a key file, which may be secret. */
struct contents {
	uint8_t *bytes; /* of FILE_SIZE_MAX */
	size_t size;
};

static void contents_cleanup(struct contents *contents)
{
	OPENSSL_clear_free(contents->bytes, FILE_SIZE_MAX);
}

/* Reads until the end of the file or of the buffer; on failure returns false and sets errno. */
static bool read_all(struct contents *contents, int descriptor)
{
	while (contents->size < FILE_SIZE_MAX) {
		const ssize_t count =
			read(descriptor, contents->bytes + contents->size, FILE_SIZE_MAX - contents->size);

		if (count == 0)
			return true;
		if (count < 0 && errno != EINTR)
			return false;
		contents->size += count < 0 ? 0 : (size_t)count;
	}
	return true;
}

static enum signfw_status read_file(struct contents *contents, const char *path, struct signfw_error *err)
{
	const int descriptor = open(path, O_RDONLY | O_CLOEXEC);

	if (descriptor < 0)
		return sfw_fail(err, SIGNFW_E_KEY, "cannot find the key: %s", strerror(errno));
	const bool done = read_all(contents, descriptor);
	const int error = errno;

	close(descriptor);
	if (!done)
		return sfw_fail(err, SIGNFW_E_KEY, "cannot read the key: %s", strerror(error));
	if (contents->size == FILE_SIZE_MAX)
		return sfw_fail(err, SIGNFW_E_KEY, "a file of more than %d bytes isn't a key", FILE_SIZE_MAX - 1);
	return SIGNFW_OK;
}

static enum signfw_status find_in_file(struct key_pair *key, const char *path, struct signfw_error *err)
{
	struct key_context *context = key->context;
	CLEANUP(contents_cleanup) struct contents contents = {OPENSSL_malloc(FILE_SIZE_MAX), 0};

	if (contents.bytes == NULL)
		return sfw_fail_memory(err);
	const enum signfw_status status = read_file(&contents, path, err);

	if (status != SIGNFW_OK)
		return status;
	return sfw_key_bytes_find(key, (struct span){contents.bytes, contents.size}, &context->passphrase, context->ui,
				  context->library, err);
}

/* ---- tokens ----------------------------------------------------------------- */

static enum signfw_status open_by_engine(struct key_pair *key, const char *uri, struct signfw_error *err)
{
	struct key_context *context = key->context;

	return sfw_pkcs11_engine_open(&context->engine, &key->secret, &key->is_private, uri, context->ui,
				      &context->passphrase, err);
}

static enum signfw_status find(struct key_pair *key, const char *uri, struct signfw_error *err)
{
	struct key_context *context = key->context;
	const char *file = sfw_key_file(uri);
	char scheme[SCHEME_SIZE];

	if (file != NULL)
		return find_in_file(key, file, err);
	snprintf(scheme, sizeof(scheme), "%.*s", (int)scheme_size(uri), uri);
	if (sfw_key_context_has_store(context, scheme))
		return find_in_store(key, uri, err);
	if (strcmp(scheme, PKCS11) != 0)
		return sfw_fail_because(err, SIGNFW_E_KEY, SIGNFW_REASON_NO_PROVIDER,
					"no provider that is loaded knows keys that begin with '%s:'", scheme);
	return add_pkcs11_provider(context) ? find_in_store(key, uri, err) : open_by_engine(key, uri, err);
}

/* Copies the public half into the default provider, so that verifying needs no token. */
static EVP_PKEY *public_half_of(const struct key_pair *key)
{
	CLEANUP(der_cleanup) unsigned char *der = NULL;
	const int size = i2d_PUBKEY(key->secret, &der);
	const unsigned char *at = der;

	return size <= 0 ? NULL : d2i_PUBKEY_ex(NULL, &at, size, key->context->library, SFW_PUBLIC_PROPERTIES);
}

/* Wipes the passphrase, unless the token asks again for each signature. */
static void forget_passphrase(struct key_context *context)
{
	context->passphrase.asked = true;
	if (!sfw_pkcs11_engine_asks_again(context->engine))
		sfw_passphrase_wipe(&context->passphrase);
}

enum signfw_status sfw_key_open(struct key_pair *out, const char *uri, const struct signfw_key_options *options,
				struct signfw_error *err)
{
	KEEP_ERROR_QUEUE;
	CLEANUP(sfw_key_pair_free) struct key_pair key = {0};
	enum signfw_status status = sfw_key_context_new(&key.context, options, err);

	if (status == SIGNFW_OK)
		status = find(&key, uri, err);
	if (status != SIGNFW_OK)
		return status;
	key.public_half = public_half_of(&key);
	if (key.public_half == NULL)
		return sfw_fail(err, SIGNFW_E_KEY,
				"the public half of the key isn't given out; a token needs the public key or a "
				"certificate beside it, with the same id");
	status = sfw_key_pair_examine(&key, options, err);
	if (status != SIGNFW_OK)
		return status;
	forget_passphrase(key.context);
	*out = key;
	key = (struct key_pair){0};
	return SIGNFW_OK;
}
