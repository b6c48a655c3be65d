/* SPDX-License-Identifier: BSD-2-Clause */
/* Makes keys, and writes them as PEM. */
#ifndef SFW_CRYPTO_KEY_GENERATE_H
#define SFW_CRYPTO_KEY_GENERATE_H

#include "base/bytes.h"
#include "format/signature_algorithm.h"
#include "signfw/key.h"

/*
 * Makes a key.
 *
 * @bits:       of the modulus of an RSA key
 * @passphrase: encrypts the private key; of size 0: it is not encrypted
 * @out:        free with signfw_key_pair_pem_free()
 */
enum signfw_status sfw_key_generate(struct signfw_key_pair_pem *out, enum key_kind kind, unsigned bits,
				    struct span passphrase, struct signfw_error *err);

#endif
