/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Reads the key files that nearly everybody has.  OpenSSL reads them, too, but first it goes through all its decoders:
 * that takes longer than to verify a small firmware.
 */
#ifndef SFW_CRYPTO_PLAIN_KEY_H
#define SFW_CRYPTO_PLAIN_KEY_H

#include "base/bytes.h"
#include "crypto/key_pair.h"

/*
 * Fills in `secret` and `is_private` if the file is one PEM block with an RSA key, or an EC key on a curve that containers
 * are signed with, in the form that OpenSSL writes, and not encrypted.  Else, or if OpenSSL doesn't take the key, returns
 * false: the file may hold a key nevertheless.
 */
bool sfw_plain_key_read(struct key_pair *key, struct span file);

#endif
