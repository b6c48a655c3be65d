/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Numbers of Qualcomm's PAS containers, for both of their readers: the strict
 * one in src/pas and the device model.  See docs/qualcomm.md.
 */
#ifndef SFW_FORMAT_PAS_FORMAT_H
#define SFW_FORMAT_PAS_FORMAT_H

#include <stdint.h>

#define SFW_PAS_PT_NULL 0
#define SFW_PAS_PT_LOAD 1

/* What Qualcomm has in p_flags above the bits of ELF: a field is (flags & mask) >> shift. */
#define SFW_PAS_PAGED        UINT32_C(0x00100000)
#define SFW_PAS_ACCESS_MASK  UINT32_C(0x00e00000)
#define SFW_PAS_ACCESS_SHIFT 21
#define SFW_PAS_TYPE_MASK    UINT32_C(0x07000000)
#define SFW_PAS_TYPE_SHIFT   24
#define SFW_PAS_RELOCATABLE  UINT32_C(0x08000000)

enum pas_access {
	PAS_ACCESS_RW = 0,
	PAS_ACCESS_RO = 1,
	PAS_ACCESS_ZERO_INIT = 2,
	PAS_ACCESS_NOT_USED = 3,
	PAS_ACCESS_SHARED = 4,
	PAS_ACCESS_RWE = 7
};

enum pas_segment_type {
	PAS_TYPE_HASH = 2,
	PAS_TYPE_HEADERS = 7
};

/* Headers of the hash segment. */
#define SFW_PAS_VERSION_OFFSET 4
#define SFW_PAS_V6_HEADER_SIZE 48
#define SFW_PAS_V6_META_SIZE   120

/* A word behind the last region of the hash segment: the segments are encrypted ("UIE"). */
#define SFW_PAS_UIE_MAGIC UINT32_C(0x514d5349)

/* A hash of the roots, in fuses. */
#define SFW_PAS_ROOTS_MAX 4

#endif
