/* SPDX-License-Identifier: BSD-2-Clause */
/* Keys whose private half was published: what they sign is not protected. */
#ifndef SFW_KNOWNKEYS_H
#define SFW_KNOWNKEYS_H

#include "bytes.h"
#include "signfw.h"

/* What is known of the key, or NULL.  @number: its modulus (RSA) or X || Y (ECDSA), big-endian. */
const char *sfw_known_key(enum signfw_key_type type, struct span number);

#endif
