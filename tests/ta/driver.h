/* SPDX-License-Identifier: BSD-2-Clause */
/* The platform's driver, with the memory of a board; notes what the pseudo TA writes to. */
#ifndef TA_DRIVER_H
#define TA_DRIVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "signfw/device.h"

/* What was written by one command of the TA to its pseudo TA. */
struct driver_transfer {
	uint64_t physical_address;
	size_t size;
	bool zero; /* cleared: asked for, or because the bytes weren't those that were signed */
};

/*
 * Takes the regions, which are borrowed.
 *
 * @translates: by the regions, as upstream does; ST's driver translates by another
 *              table, which is left out: device addresses are physical ones
 */
void driver_prepare(const signfw_memory *memory, bool translates);

/* As after a reset of the board. */
void driver_reset(void);

/* What was written before isn't of interest anymore: the TA is given another LOAD. */
void driver_forget_transfers(void);

/* A command of the TA to its pseudo TA begins. */
void driver_begin_command(uint32_t command);

/* The bytes that were written last are cleared. */
void driver_refuse_transfer(void);

/* Since driver_forget_transfers(), in their order. */
const struct driver_transfer *driver_transfers(size_t *count);

/* What is in memory where a transfer went. */
const uint8_t *driver_bytes(const struct driver_transfer *transfer);

#endif
