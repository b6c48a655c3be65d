/* SPDX-License-Identifier: BSD-2-Clause */
/* LOAD of the layouts `optee` and `st-4.0`, in the order of OP-TEE's remoteproc_core.c. */
#ifndef SFW_DEVICE_LOAD_OPTEE_H
#define SFW_DEVICE_LOAD_OPTEE_H

#include "device/answer.h"

/* From the head to the last image; SIGNFW_TEE_SUCCESS without an answer if all is loaded. */
uint32_t sfw_load_optee(struct load *load);

#endif
