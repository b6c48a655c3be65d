/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Keys for devices with the key's hash in their fuses: ST's OP-TEE, built with
 * CFG_REMOTEPROC_PUB_KEY_VERIFY=y, takes the key itself from PKEYINFO, and these
 * are the demands of its pseudo TA.
 */
#ifndef SFW_KEY_FUSED_H
#define SFW_KEY_FUSED_H

#include "signfw.h"

/* The pseudo TA refuses a PKEYINFO of any other size. */
#define SFW_FUSE_SPKI_RSA   294
#define SFW_FUSE_SPKI_ECDSA 91

/* The hash is over an RSA modulus and its exponent, or over X and Y. */
#define SFW_FUSE_MODULUS  256
#define SFW_FUSE_EXPONENT 3

/* Fails with SIGNFW_E_KEY if no such device can use the key. */
enum signfw_status sfw_fuse_check(const signfw_key *key, struct signfw_error *err);

#endif
