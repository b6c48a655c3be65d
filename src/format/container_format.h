/* SPDX-License-Identifier: BSD-2-Clause */
/* Numbers that all containers have in common, for both of their readers; see docs/architecture.md. */
#ifndef SFW_FORMAT_CONTAINER_FORMAT_H
#define SFW_FORMAT_CONTAINER_FORMAT_H

#include <stdint.h>

/* What all layouts begin with, though nothing else is the same. */
#define SFW_LAYOUT_MAGIC   UINT32_C(0x3543a468)
#define SFW_LAYOUT_VERSION 1

/* Layout `optee`: its header, and that of a TLV. */
#define SFW_OPTEE_HEADER_SIZE 20
#define SFW_OPTEE_TLV_HEADER  8

/* A hostile file may have thousands of segments over the same bytes; so many are hashed, or so many times the file. */
#define SFW_HASHED_MIN    (UINT64_C(256) << 20)
#define SFW_HASHED_FACTOR 16

#endif
