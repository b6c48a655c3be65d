/* SPDX-License-Identifier: BSD-2-Clause */
/* Public keys out of PKCS#11 objects; the engine isn't needed for them. */
#ifndef SFW_CRYPTO_PKCS11_PUBLIC_KEY_H
#define SFW_CRYPTO_PKCS11_PUBLIC_KEY_H

#include <openssl/evp.h>

#include "crypto/pkcs11_token.h"

/* The public key that the object is or has.  @out: owned */
enum signfw_status sfw_token_public_key(const struct pkcs11_token *token, EVP_PKEY **out, struct signfw_error *err);

#endif
