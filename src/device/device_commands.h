/* SPDX-License-Identifier: BSD-2-Clause */
/* All commands but LOAD. */
#ifndef SFW_DEVICE_DEVICE_COMMANDS_H
#define SFW_DEVICE_DEVICE_COMMANDS_H

#include "device/device_state.h"

#include "signfw/device.h"

/* Fills in the answer. */
void sfw_device_command(signfw_device *device, enum signfw_command command, struct signfw_answer *answer);

/* What START would answer to the firmware that is loaded: SIGNFW_TEE_SUCCESS, or the result in *answer. */
uint32_t sfw_device_start_answer(const signfw_device *device, struct signfw_answer *answer);

#endif
