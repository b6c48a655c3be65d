/* SPDX-License-Identifier: BSD-2-Clause */
/* LOAD of ST's 3.19 beta: header, signature, images, and behind them a trailer of two chunks with TLVs. */
#ifndef SFW_DEVICE_LOAD_ST319_H
#define SFW_DEVICE_LOAD_ST319_H

#include "device/answer.h"

/* From the head to the last image; SIGNFW_TEE_SUCCESS without an answer if all is loaded. */
uint32_t sfw_load_st319(struct load *load);

#endif
