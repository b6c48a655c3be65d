/* SPDX-License-Identifier: BSD-2-Clause */
/* The peripherals that PAS starts: which software each of them runs. */
#ifndef SFW_FORMAT_PAS_PERIPHERAL_H
#define SFW_FORMAT_PAS_PERIPHERAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SFW_PAS_NO_ID UINT32_MAX

struct pas_peripheral {
	uint32_t sw_id;  /* what metadata say */
	uint32_t pas_id; /* what Linux asks the secure world for, if OP-TEE starts it; else SFW_PAS_NO_ID */
	const char *name;
};

/* Rows by software; NULL: not known. */
const struct pas_peripheral *sfw_pas_peripheral_of_software(uint32_t sw_id);

/* The row of a peripheral that OP-TEE starts; NULL: it doesn't know this id. */
const struct pas_peripheral *sfw_pas_peripheral(uint32_t pas_id);

#endif
