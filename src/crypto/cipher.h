/* SPDX-License-Identifier: BSD-2-Clause */
/* AES in CBC mode, without padding, and random bytes. */
#ifndef SFW_CRYPTO_CIPHER_H
#define SFW_CRYPTO_CIPHER_H

#include "base/bytes.h"
#include "signfw.h"

#define SFW_AES_BLOCK_SIZE 16

/*
 * @key:  16, 24 or 32 bytes
 * @data: whole blocks
 * @out:  room for as many bytes; may be where the data is
 */
enum signfw_status sfw_crypto_encrypt(struct span key, const uint8_t iv[SFW_AES_BLOCK_SIZE], struct span data,
				      uint8_t *out, struct signfw_error *err);
enum signfw_status sfw_crypto_decrypt(struct span key, const uint8_t iv[SFW_AES_BLOCK_SIZE], struct span data,
				      uint8_t *out, struct signfw_error *err);

/* Random bytes that nobody can guess. */
enum signfw_status sfw_crypto_random(uint8_t *out, size_t size, struct signfw_error *err);

#endif
