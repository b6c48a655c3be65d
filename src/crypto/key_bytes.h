/* SPDX-License-Identifier: BSD-2-Clause */
/* Reads a key from the bytes of a file, in any form. */
#ifndef SFW_CRYPTO_KEY_BYTES_H
#define SFW_CRYPTO_KEY_BYTES_H

#include "base/bytes.h"
#include "crypto/key_pair.h"
#include "crypto/passphrase.h"

/*
 * Fills in `secret` and `is_private`.
 *
 * @ui:      asks for the passphrase
 * @library: the key belongs to it; NULL: the default one of the process
 */
enum signfw_status sfw_key_bytes_find(struct key_pair *key, struct span bytes, struct passphrase *passphrase,
				      const UI_METHOD *ui, OSSL_LIB_CTX *library, struct signfw_error *err);

#endif
