/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Opens PKCS#11 keys by libp11's engine, for an OpenSSL 3 without a provider for
 * them (Debian 12).  pkcs11_token.c finds the object and checks the PIN; the
 * engine signs.
 *
 * An engine belongs to the whole process: OpenSSL keeps it loaded, with the
 * configuration file of the process and its PKCS#11 module, logged in.  It also
 * empties OpenSSL's error queue of this thread.
 */
#ifndef SFW_CRYPTO_PKCS11_ENGINE_H
#define SFW_CRYPTO_PKCS11_ENGINE_H

#include <openssl/evp.h>

#include "crypto/passphrase.h"
#include "signfw/key.h"

struct pkcs11_engine;

/*
 * Finds the key that a URI names.
 *
 * @out: free with sfw_pkcs11_engine_close(), after the key
 * @key: owned
 * @ui:  asks for the PIN; its user data is `pin`; both borrowed until *out is
 *       closed
 */
enum signfw_status sfw_pkcs11_engine_open(struct pkcs11_engine **out, EVP_PKEY **key, bool *is_private, const char *uri,
					  UI_METHOD *ui, struct passphrase *pin, struct signfw_error *err);

/*
 * Whether the engine can be used.
 *
 * @module: becomes the PKCS#11 module that it is told to use; NULL: those of
 *          p11-kit; free with OPENSSL_free()
 */
bool sfw_pkcs11_engine_probe(char **module);

/* Lists the tokens of the module, or, if that is NULL, of all that p11-kit knows. */
void sfw_pkcs11_list_tokens(const char *module, signfw_environment_fn each, void *context);

/* Accepts NULL. */
void sfw_pkcs11_engine_close(struct pkcs11_engine *engine);

/* Whether the token asks for the PIN for each signature; false for NULL. */
bool sfw_pkcs11_engine_asks_again(const struct pkcs11_engine *engine);

#endif
