/* SPDX-License-Identifier: BSD-2-Clause */
/* The layout of ST's OP-TEE 4.0: signfw-container(5), "Layout st-4.0". */
#ifndef SFW_CONTAINER_LAYOUT_ST40_H
#define SFW_CONTAINER_LAYOUT_ST40_H

#include "container/layout.h"

extern const struct layout sfw_layout_st40;

#endif
