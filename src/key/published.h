/* SPDX-License-Identifier: BSD-2-Clause */
/* Keys whose private half was published: what they sign is not protected. */
#ifndef SFW_KEY_PUBLISHED_H
#define SFW_KEY_PUBLISHED_H

#include "base/bytes.h"
#include "signfw/key.h"

/* Which published key it is, or NULL.  @number: its modulus (RSA) or X || Y (ECDSA), big-endian. */
const char *sfw_published_key(struct span number);

/* The encryption key that OP-TEE's vendor tree has as CFG_REMOTEPROC_ENC_TESTKEY, and publishes with its scripts. */
extern const uint8_t sfw_published_enc_key[SIGNFW_ENC_KEY_SIZE];

#endif
