/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The memory that a TA sees, at addresses as low as those of a TA on an STM32MP15:
 * sums of addresses overflow where they do there.  Behind each part are pages that
 * can't be touched.
 */
#ifndef TA_TA_MEMORY_H
#define TA_TA_MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TA_PAGE ((size_t)4096)

/* The largest container. */
#define TA_BUFFER_SIZE ((size_t)1 << 20)

/* The largest heap. */
#define TA_POOL_SIZE ((size_t)1 << 17)

/* Blocks of the heap, each of which can be placed in front of a page that can't be touched. */
#define TA_SLOTS     16
#define TA_SLOT_SIZE ((size_t)0x18000)

uint8_t *ta_buffer(void);
uint8_t *ta_pool(void);
uint8_t *ta_slot(size_t index);

void ta_memory_prepare(void);

/* Puts a container of at most TA_BUFFER_SIZE bytes into the buffer; the rest of its last page is zero. */
void ta_memory_place(const uint8_t *bytes, size_t size);

/* Whether all of this is memory of the TA, which the core asks before it takes a buffer. */
bool ta_memory_holds(const void *data, size_t size);

/* Whether an address can be read by chance: it belongs to this program. */
bool ta_memory_is_mapped(uintptr_t address);

#endif
