/* SPDX-License-Identifier: BSD-2-Clause */
/* The layout of ST's OP-TEE 3.9 to 3.16, and of the port to R-Car: signfw-container(5), "Layout st-3.16". */
#ifndef SFW_CONTAINER_LAYOUT_ST316_H
#define SFW_CONTAINER_LAYOUT_ST316_H

#include "container/layout.h"

extern const struct layout sfw_layout_st316;

#endif
