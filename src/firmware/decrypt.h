/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Decryption of images, and what it proves: signfw-container(5), "Encrypted images".
 * Every key decrypts to something; only bytes that are known tell which is the
 * right one.
 */
#ifndef SFW_FIRMWARE_DECRYPT_H
#define SFW_FIRMWARE_DECRYPT_H

#include "crypto/cipher.h"
#include "firmware/image.h"
#include "format/hash_table.h"
#include "signfw/container.h"

/*
 * Decrypts a part of an encrypted segment: the bytes from `offset` on.
 *
 * @enc_key: of 16, 24 or 32 bytes
 * @iv:    of the segment
 * @bytes: all of the segment, whole blocks
 * @out:   `size` bytes, at most SFW_AES_BLOCK_SIZE, all inside the segment
 */
enum signfw_status sfw_decrypt_part(struct span enc_key, const uint8_t *iv, struct span bytes, size_t offset,
				    uint8_t *out, size_t size, struct signfw_error *err);

/*
 * Whether the key is the one that an image was encrypted with, by what its
 * headers say of bytes that are encrypted: a resource table, or the entry
 * point in a vector table.
 *
 * @checks: of its segments, against the hash table: only good ones are looked
 *          at; NULL: all are
 * @out:    SIGNFW_UNCHECKED if the image has neither
 */
enum signfw_status sfw_decrypt_check_key(const struct image *image, const struct hash_table *table,
					 const enum signfw_check *checks, struct span enc_key, enum signfw_check *out,
					 struct signfw_error *err);

/*
 * Decrypts the PT_LOAD segments of an image.
 *
 * @out: a copy of its file
 *
 * Fails with SIGNFW_E_CONTAINER (a segment isn't in the table, or not whole
 * blocks) or _E_CRYPTO.
 */
enum signfw_status sfw_decrypt_image(uint8_t *out, const struct image *image, const struct hash_table *table,
				     struct span enc_key, struct signfw_error *err);

#endif
