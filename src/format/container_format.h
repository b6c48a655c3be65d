/* SPDX-License-Identifier: BSD-2-Clause */
/* Numbers that all containers have in common, for both of their readers; see docs/architecture.md. */
#ifndef SFW_FORMAT_CONTAINER_FORMAT_H
#define SFW_FORMAT_CONTAINER_FORMAT_H

#include <stdbool.h>
#include <stdint.h>

/* What all layouts begin with, though nothing else is the same. */
#define SFW_LAYOUT_MAGIC   UINT32_C(0x3543a468)
#define SFW_LAYOUT_VERSION 1

/* Layout `optee`: its header, and that of a TLV. */
#define SFW_OPTEE_HEADER_SIZE 20
#define SFW_OPTEE_TLV_HEADER  8

/* Layouts of ST's 3.x: the size of a signature is a multiple of this, or their devices refuse the lengths. */
#define SFW_ST3_SIGNATURE_MULTIPLE 8

/* Layout `st-3.16` alone: devices compare p_offset of a segment with the hash table, too. */
#define SFW_ST316_COMPARES_OFFSET true

/*
 * A Cortex-M33 takes its vector table from multiples of this only: VTOR has bits 31 to 7, and so have the registers
 * that OP-TEE's stm32_remoteproc.c of ST writes.
 */
#define SFW_BOOT_ALIGNMENT 128

/* A hostile file may have thousands of segments over the same bytes; so many are hashed, or so many times the file. */
#define SFW_HASHED_MIN    (UINT64_C(256) << 20)
#define SFW_HASHED_FACTOR 16

#endif
