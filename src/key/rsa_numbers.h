/* SPDX-License-Identifier: BSD-2-Clause */
/* RSA public keys whose numbers protect nothing. */
#ifndef SFW_KEY_RSA_NUMBERS_H
#define SFW_KEY_RSA_NUMBERS_H

#include "signfw/key.h"

/* SIGNFW_OK, or SIGNFW_E_KEY: anybody could sign with such a key, or OpenSSL verifies nothing by it; `err` says why. */
enum signfw_status sfw_rsa_check(const struct signfw_key_parts *parts, struct signfw_error *err);

#endif
