/* SPDX-License-Identifier: BSD-2-Clause */
/* What the ELF file of a TA says of itself. */
#ifndef SFW_OPTEE_BUILD_TA_PROPERTIES_H
#define SFW_OPTEE_BUILD_TA_PROPERTIES_H

#include "base/bytes.h"

struct ta_properties {
	bool is_64_bit;
	uint32_t heap_size;    /* gpd.ta.dataSize; 0: not found */
	bool has_keep_crashed; /* optee.ta.instanceKeepCrashed, which every TA has from 4.7 on */
};

/* Reads a TA that nobody has to trust; what isn't found stays 0. */
void sfw_ta_properties_read(struct ta_properties *out, struct span elf);

#endif
