/* SPDX-License-Identifier: BSD-2-Clause */
/* Whether a number is a prime. */
#ifndef SFW_CRYPTO_PRIME_H
#define SFW_CRYPTO_PRIME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "signfw.h"

/*
 * Tests a number, big-endian.  A prime is always found; that a product of two large
 * ones is taken for one has no probability worth mentioning.  Takes as long as some
 * private operations of RSA of that size.
 */
enum signfw_status sfw_is_prime(const uint8_t *number, size_t size, bool *out, struct signfw_error *err);

#endif
