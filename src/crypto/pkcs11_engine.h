/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * PKCS#11 keys by libp11's engine, for an OpenSSL 3 that has no provider for
 * them (Debian 12).  Which object it is, and whether the PIN is right, is found
 * out by pkcs11_token.c; the engine signs.
 *
 * An engine belongs to the whole process: OpenSSL loads it into its list of
 * engines, with the configuration file of the process, and it stays there, with
 * its PKCS#11 module, logged in.  It also empties OpenSSL's error queue of this
 * thread.
 */
#ifndef SFW_CRYPTO_PKCS11_ENGINE_H
#define SFW_CRYPTO_PKCS11_ENGINE_H

#include <openssl/evp.h>

#include "crypto/passphrase.h"

struct pkcs11_engine;

/*
 * Finds the key that a URI names.
 *
 * @out: what the key lives on, free with sfw_pkcs11_engine_close() behind it
 * @key: owned
 * @ui:  how the PIN is asked for, whose user data is `pin`; both borrowed as
 *       long as *out is there
 */
enum signfw_status sfw_pkcs11_engine_open(struct pkcs11_engine **out, EVP_PKEY **key, bool *is_private, const char *uri,
					  UI_METHOD *ui, struct passphrase *pin, struct signfw_error *err);

/* Accepts NULL. */
void sfw_pkcs11_engine_close(struct pkcs11_engine *engine);

/* Whether the PIN is wanted for every signature; of NULL: it isn't. */
bool sfw_pkcs11_engine_asks_again(const struct pkcs11_engine *engine);

#endif
