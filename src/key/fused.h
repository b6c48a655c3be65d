/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Devices that trust a key by its hash in their fuses: ST's OP-TEE built with
 * CFG_REMOTEPROC_PUB_KEY_VERIFY=y.  The key itself is in PKEYINFO; what is
 * said here is what the pseudo TA of that OP-TEE demands of it.
 */
#ifndef SFW_KEY_FUSED_H
#define SFW_KEY_FUSED_H

#include "signfw.h"

/* A PKEYINFO of another size is refused. */
#define SFW_FUSE_SPKI_RSA   294
#define SFW_FUSE_SPKI_ECDSA 91

/* What of it is hashed: an RSA modulus, then its exponent; or X, then Y. */
#define SFW_FUSE_MODULUS  256
#define SFW_FUSE_EXPONENT 3

/* SIGNFW_OK, or SIGNFW_E_KEY: no such device can use the key, `err` says why. */
enum signfw_status sfw_fuse_check(const signfw_key *key, struct signfw_error *err);

#endif
