/* SPDX-License-Identifier: BSD-2-Clause */
/* Sizes of encryption keys. */
#ifndef SFW_KEY_ENCRYPTION_KEY_H
#define SFW_KEY_ENCRYPTION_KEY_H

#include <stdbool.h>
#include <stddef.h>

/* Whether AES has keys of this size. */
bool sfw_enc_key_has_size(size_t size);

#endif
