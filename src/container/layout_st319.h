/* SPDX-License-Identifier: BSD-2-Clause */
/* The layout of ST's OP-TEE 3.19: signfw-container(5), "Layout st-3.19". */
#ifndef SFW_CONTAINER_LAYOUT_ST319_H
#define SFW_CONTAINER_LAYOUT_ST319_H

#include "container/layout.h"

extern const struct layout sfw_layout_st319;

#endif
