/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Limits the work of deriving a key from a passphrase.  The file itself says how
 * much that is, before anything in it can be checked: 93 bytes can ask for two
 * thousand million iterations.
 */
#ifndef SFW_CRYPTO_KDF_COST_H
#define SFW_CRYPTO_KDF_COST_H

#include "base/bytes.h"
#include "crypto/passphrase.h"

/*
 * Fails with SIGNFW_E_KEY if opening the keys in a file takes too long.  Asks
 * for the passphrase if an encrypted part of the file may hide further keys.
 */
enum signfw_status sfw_kdf_check_cost(struct span file, struct passphrase *passphrase, struct signfw_error *err);

#endif
