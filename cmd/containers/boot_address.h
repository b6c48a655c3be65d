/* SPDX-License-Identifier: BSD-2-Clause */
/* The boot address of firmware, from the vector table of its images. */
#ifndef CMD_CONTAINERS_BOOT_ADDRESS_H
#define CMD_CONTAINERS_BOOT_ADDRESS_H

#include "containers/inputs.h"

/*
 * Finds the only vector table of all images, and says so if --verbose.
 *
 * @findings: gets what was found if there isn't exactly one
 */
bool boot_address_find(const struct inputs *images, struct call *call, signfw_findings *findings, uint32_t *out);

#endif
