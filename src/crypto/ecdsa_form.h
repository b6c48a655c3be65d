/* SPDX-License-Identifier: BSD-2-Clause */
/* ECDSA signatures: r || s, and the DER form that OpenSSL has. */
#ifndef SFW_CRYPTO_ECDSA_FORM_H
#define SFW_CRYPTO_ECDSA_FORM_H

#include "base/bytes.h"

/* r || s, each of `field_size` bytes, of a signature in DER form; false if it isn't one, or has bytes behind it. */
bool sfw_ecdsa_from_der(struct span der, size_t field_size, uint8_t *out);

/* The DER form of r || s, as long as sfw_signature_size() says at most; returns its size, or 0 for want of memory. */
size_t sfw_ecdsa_to_der(struct span raw, uint8_t *out);

#endif
