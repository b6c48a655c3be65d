/* SPDX-License-Identifier: BSD-2-Clause */
/* The regions of a device's memory in reports. */
#ifndef CMD_PRINTING_REGIONS_H
#define CMD_PRINTING_REGIONS_H

#include "printing/report_tree.h"
#include "signfw/device.h"

/* Adds the list "regions"; null if there is no memory. */
void add_regions(struct node *object, const signfw_memory *memory);

#endif
