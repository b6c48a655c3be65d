/* SPDX-License-Identifier: BSD-2-Clause */
/* Refuses RSA public keys whose signatures anybody can make. */
#ifndef SFW_KEY_RSA_NUMBERS_H
#define SFW_KEY_RSA_NUMBERS_H

#include "signfw/key.h"

/* Fails with SIGNFW_E_KEY if anybody could sign with such a key, or if OpenSSL can't verify with it. */
enum signfw_status sfw_rsa_check(const struct signfw_key_parts *parts, struct signfw_error *err);

/* The same if the modulus is a prime, which takes longer to find out. */
enum signfw_status sfw_rsa_test_modulus(const struct signfw_key_parts *parts, struct signfw_error *err);

#endif
