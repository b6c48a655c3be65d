/* SPDX-License-Identifier: BSD-2-Clause */
/* Numbers that all containers have in common, for both of their readers; see docs/architecture.md. */
#ifndef SFW_FORMAT_CONTAINER_FORMAT_H
#define SFW_FORMAT_CONTAINER_FORMAT_H

#include <stdbool.h>
#include <stdint.h>

/* All layouts begin with these, and have nothing else in common. */
#define SFW_LAYOUT_MAGIC   UINT32_C(0x3543a468)
#define SFW_LAYOUT_VERSION 1

/* Every header is a row of 32-bit words; the offset of field number `field`. */
#define SFW_FIELD_AT(field) (4 * (field))

/* Layouts `optee` and `st-4.0`: the header, ... */
enum {
	SFW_OPTEE_MAGIC,
	SFW_OPTEE_VERSION,
	SFW_OPTEE_TLV_LENGTH,
	SFW_OPTEE_SIGNATURE_LENGTH,
	SFW_OPTEE_IMAGES_LENGTH,
	SFW_OPTEE_FIELDS
};
#define SFW_OPTEE_HEADER_SIZE 20

/* ... and that of a TLV: type and length, of 32 bits each. */
#define SFW_OPTEE_TLV_HEADER 8

/* Layout `st-3.19`: the header, ... */
enum {
	SFW_ST319_MAGIC,
	SFW_ST319_VERSION,
	SFW_ST319_SIGNATURE_LENGTH,
	SFW_ST319_IMAGES_LENGTH,
	SFW_ST319_TLV_LENGTH,
	SFW_ST319_PLATFORM_LENGTH,
	SFW_ST319_FIELDS
};
#define SFW_ST319_HEADER_SIZE 24

/* ... two chunks of TLVs, which begin with two words, which chunk it is and how many bytes of TLVs follow, ... */
#define SFW_ST319_CHUNK_HEADER   8
#define SFW_ST319_CHUNK_TLVS     0x6907
#define SFW_ST319_CHUNK_PLATFORM 0x6908

/* ... and the header of a TLV: type and length, of 16 bits each. */
#define SFW_ST319_TLV_HEADER 4

/* Layout `st-3.16`: the header. */
enum {
	SFW_ST316_MAGIC,
	SFW_ST316_VERSION,
	SFW_ST316_HEADER_LENGTH,
	SFW_ST316_SIGNATURE_LENGTH,
	SFW_ST316_SIGNATURE_OFFSET,
	SFW_ST316_SIGNATURE_TYPE,
	SFW_ST316_TABLE_LENGTH,
	SFW_ST316_TABLE_OFFSET,
	SFW_ST316_HASH_TYPE,
	SFW_ST316_KEY_LENGTH,
	SFW_ST316_KEY_OFFSET,
	SFW_ST316_IMAGE_LENGTH,
	SFW_ST316_IMAGE_OFFSET,
	SFW_ST316_IMAGE_TYPE,
	SFW_ST316_FIELDS
};
#define SFW_ST316_HEADER_SIZE 56

/* An entry of a hash table: the program header, and behind it these; the second in entries of encrypted segments only. */
enum {
	SFW_ENTRY_DIGEST = 32,
	SFW_ENTRY_IV = 64
};

/* Layouts of ST's 3.x: the size of a signature is a multiple of this, or their devices refuse the lengths. */
#define SFW_ST3_SIGNATURE_MULTIPLE 8

/* Layout `st-3.16` alone: devices compare p_offset of a segment with the hash table, too. */
#define SFW_ST316_COMPARES_OFFSET true

/*
 * A Cortex-M33 takes its vector table from multiples of this only: VTOR has bits 31 to 7, and so have the registers
 * that OP-TEE's stm32_remoteproc.c of ST writes.
 */
#define SFW_BOOT_ALIGNMENT 128

/*
 * A hostile file may have thousands of segments over the same bytes; so many of an image are hashed, or so many times
 * as many as the file has.  255 images with no more than SFW_SEGMENTS_MAX segments keep to the same of a container.
 */
#define SFW_HASHED_MIN    65536
#define SFW_HASHED_FACTOR 16

#endif
