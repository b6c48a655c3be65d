/* SPDX-License-Identifier: BSD-2-Clause */
/* Converts ECDSA signatures between r || s and the DER form that OpenSSL uses. */
#ifndef SFW_CRYPTO_ECDSA_FORM_H
#define SFW_CRYPTO_ECDSA_FORM_H

#include "base/bytes.h"

/* Writes r || s, each of `field_size` bytes; false if `der` is not exactly one signature in DER form. */
bool sfw_ecdsa_from_der(struct span der, size_t field_size, uint8_t *out);

/* Writes the DER form of r || s, at most sfw_signature_size() bytes, and returns its size; 0 for want of memory. */
size_t sfw_ecdsa_to_der(struct span raw, uint8_t *out);

#endif
