/* SPDX-License-Identifier: BSD-2-Clause */
/* The layout of upstream OP-TEE, since 4.0: signfw-container(5), "Layout optee". */
#ifndef SFW_CONTAINER_LAYOUT_OPTEE_H
#define SFW_CONTAINER_LAYOUT_OPTEE_H

#include "container/layout.h"

extern const struct layout sfw_layout_optee;

#endif
