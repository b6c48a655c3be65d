/* SPDX-License-Identifier: BSD-2-Clause */
/* LOAD of ST's 3.9 to 3.16, and of R-Car's port: a header with lengths and offsets, one image. */
#ifndef SFW_DEVICE_LOAD_ST316_H
#define SFW_DEVICE_LOAD_ST316_H

#include "device/answer.h"

/* From the head to the last image; SIGNFW_TEE_SUCCESS without an answer if all is loaded. */
uint32_t sfw_load_st316(struct load *load);

#endif
