/* SPDX-License-Identifier: BSD-2-Clause */
/* Encryption keys as the public API has them. */
#ifndef SFW_KEY_ENCRYPTION_KEY_H
#define SFW_KEY_ENCRYPTION_KEY_H

#include <stdbool.h>
#include <stddef.h>

/* Whether a key has a size that AES knows. */
bool sfw_enc_key_has_size(size_t size);

#endif
