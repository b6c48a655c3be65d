/* SPDX-License-Identifier: BSD-2-Clause */
/* What the firewalls of the STM32MP let Linux do with memory, as OP-TEE's device tree configures them. */
#ifndef SFW_DEVICE_FIREWALL_H
#define SFW_DEVICE_FIREWALL_H

#include "signfw/device.h"
#include "tree/flat_tree.h"

/* A region's configuration for a device tree of ST's OP-TEE: one for each state of the processor. */
#define SFW_FIREWALL_DEFAULT "access-controllers-conf-default"
#define SFW_FIREWALL_LOAD    "access-controllers-conf-load"

/*
 * What Linux may do with a region while the firmware runs, by its configuration
 * "default", which OP-TEE sets once it has loaded.  SIGNFW_REACH_UNKNOWN if
 * there is none, or it is of a firewall that isn't known.
 */
enum signfw_reach sfw_firewall_reach(const struct flat_tree *tree, int node);

#endif
