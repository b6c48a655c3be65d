/* SPDX-License-Identifier: BSD-2-Clause */
/* Devices that have the key they trust compiled in: which keys that works with, and the C definitions of one. */
#ifndef SFW_KEY_COMPILED_IN_H
#define SFW_KEY_COMPILED_IN_H

#include "signfw.h"

/* Modulus of the largest key that OP-TEE computes with: CFG_CORE_BIGNUM_MAX_BITS, if nobody changed it. */
#define SFW_EMBED_BITS_MAX 4096

/* Of the names in the C definitions. */
#define SFW_EMBED_PREFIX "rproc_pub_key"

/* SIGNFW_OK, or SIGNFW_E_KEY: OP-TEE can't be built with the key, `err` says why. */
enum signfw_status sfw_embed_check(const signfw_key *key, struct signfw_error *err);

#endif
