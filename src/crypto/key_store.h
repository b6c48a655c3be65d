/* SPDX-License-Identifier: BSD-2-Clause */
/* The key in one of OpenSSL's stores: what a file, a token or a TPM shows. */
#ifndef SFW_CRYPTO_KEY_STORE_H
#define SFW_CRYPTO_KEY_STORE_H

#include <openssl/store.h>

#include "crypto/key_pair.h"

/* Takes the key that an open store has, into `secret` and `is_private`; leaves NULL there if it has none. */
enum signfw_status sfw_store_find_key(struct key_pair *key, OSSL_STORE_CTX *store, struct signfw_error *err);

#endif
