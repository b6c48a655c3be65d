/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What an encrypted key costs before its passphrase can even be tried: the file
 * says how often it is hashed, and 93 bytes can say two thousand million times.
 */
#ifndef SFW_CRYPTO_KDF_COST_H
#define SFW_CRYPTO_KDF_COST_H

#include "base/bytes.h"
#include "crypto/passphrase.h"

/*
 * SIGNFW_OK, or SIGNFW_E_KEY: opening the keys in a file would take too long.
 * Asks for the passphrase where more keys are behind an encryption.
 */
enum signfw_status sfw_kdf_check_cost(struct span file, struct passphrase *passphrase, struct signfw_error *err);

#endif
