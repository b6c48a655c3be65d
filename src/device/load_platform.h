/* SPDX-License-Identifier: BSD-2-Clause */
/* Platform TLVs of ST's 4.0: each goes to the driver when the TA comes to it. */
#ifndef SFW_DEVICE_LOAD_PLATFORM_H
#define SFW_DEVICE_LOAD_PLATFORM_H

#include "device/answer.h"

uint32_t sfw_load_platform(struct load *load);

#endif
