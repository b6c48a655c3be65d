/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The answers of mbedTLS 3.6, as far as OP-TEE's PAS needs them, with its
 * profile: EC keys on P-384 only, SHA-256 or SHA-384, no clock.  Not its code.
 */
#ifndef SFW_PAS_DEVICE_MBEDTLS_H
#define SFW_PAS_DEVICE_MBEDTLS_H

#include "crypto/certificate.h"

/* MBEDTLS_X509_BADCERT_... */
#define MBEDTLS_NOT_TRUSTED UINT32_C(0x00008)
#define MBEDTLS_BAD_MD      UINT32_C(0x04000)
#define MBEDTLS_BAD_PK      UINT32_C(0x08000)
#define MBEDTLS_BAD_KEY     UINT32_C(0x10000)

/* MBEDTLS_ERR_ECP_VERIFY_FAILED */
#define MBEDTLS_ECP_VERIFY_FAILED (-0x4e00)

/* The size of the DER SEQUENCE that the bytes begin with; 0 if it isn't one, or not all inside. */
size_t sfw_mbedtls_der_size(struct span bytes);

/* Returns true if it parses such a certificate: it is built without RSASSA-PSS, and refuses unknown critical extensions. */
bool sfw_mbedtls_can_read(const struct certificate *certificate);

/* Flags of the chain from the first certificate to the last one, which is trusted; 0: it is good. */
uint32_t sfw_mbedtls_verify(const struct certificate *certificates, size_t count);

/* Meanings of the flags. */
const char *sfw_mbedtls_words(uint32_t flags);

/*
 * Reads an ECDSA signature by P-384 out of its slot, cut to its length as PAS
 * does.  Returns 0 or mbedTLS's error.
 *
 * @out: r || s
 */
int sfw_mbedtls_read_signature(struct span slot, uint8_t out[96]);

#endif
