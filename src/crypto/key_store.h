/* SPDX-License-Identifier: BSD-2-Clause */
/* Takes a key out of an OpenSSL store (OSSL_STORE): a file, a token or a TPM. */
#ifndef SFW_CRYPTO_KEY_STORE_H
#define SFW_CRYPTO_KEY_STORE_H

#include <openssl/store.h>

#include "crypto/key_pair.h"

/* Fills in `secret` and `is_private`; `secret` stays NULL if the store has no key. */
enum signfw_status sfw_store_find_key(struct key_pair *key, OSSL_STORE_CTX *store, struct signfw_error *err);

#endif
