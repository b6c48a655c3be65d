/* SPDX-License-Identifier: BSD-2-Clause */
/* Keys whose private half is public: a signature by them protects nothing. */
#ifndef SFW_KEY_PUBLISHED_H
#define SFW_KEY_PUBLISHED_H

#include "base/bytes.h"
#include "signfw/key.h"

/* Names a published key; NULL if it is not one.  @number: modulus (RSA) or X || Y (ECDSA), big-endian */
const char *sfw_published_key(struct span number);

/* The encryption key CFG_REMOTEPROC_ENC_TESTKEY of ST's OP-TEE, which is published with its scripts. */
extern const uint8_t sfw_published_enc_key[SIGNFW_ENC_KEY_SIZE];

#endif
