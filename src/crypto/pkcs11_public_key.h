/* SPDX-License-Identifier: BSD-2-Clause */
/* Reads public keys from PKCS#11 objects, without the engine. */
#ifndef SFW_CRYPTO_PKCS11_PUBLIC_KEY_H
#define SFW_CRYPTO_PKCS11_PUBLIC_KEY_H

#include <openssl/evp.h>

#include "crypto/pkcs11_token.h"

/* Reads the public key of a key or certificate.  @out: owned */
enum signfw_status sfw_token_public_key(const struct pkcs11_token *token, EVP_PKEY **out, struct signfw_error *err);

#endif
