/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Encryption of images: AES-CBC over the file bytes of each PT_LOAD segment,
 * in a copy of the file.  signfw-container(5), "Encrypted images".
 */
#ifndef SFW_FIRMWARE_ENCRYPT_H
#define SFW_FIRMWARE_ENCRYPT_H

#include "firmware/decrypt.h"

/*
 * Extends PT_LOAD segments to whole blocks, where their memory goes on and
 * nothing else is in the file: their p_filesz grows, over bytes that are zero.
 */
void sfw_encrypt_pad(struct elf32 *elf);

/* Finds what keeps the PT_LOAD segments of images from being encrypted. */
void sfw_encrypt_lint(const struct image *images, size_t count, signfw_findings *findings);

/*
 * Random initialisation vectors, no two of them equal.
 *
 * @out: `count` of SFW_AES_BLOCK_SIZE bytes; owned, free with free()
 */
enum signfw_status sfw_encrypt_make_ivs(uint8_t **out, size_t count, struct signfw_error *err);

/*
 * Encrypts an image: its own bytes, or a copy of them if they are the caller's.
 *
 * @image: without findings by sfw_encrypt_lint(); of no use after a failure
 * @ivs:   of its PT_LOAD segments, in their order
 */
enum signfw_status sfw_encrypt_image(struct image *image, struct span enc_key, const uint8_t *ivs,
				     struct signfw_error *err);

#endif
