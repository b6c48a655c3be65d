/* SPDX-License-Identifier: BSD-2-Clause */
/* LOAD, whatever the format: states before and after, and what a refusal leaves behind. */
#ifndef SFW_DEVICE_LOAD_H
#define SFW_DEVICE_LOAD_H

#include "base/bytes.h"
#include "device/device_state.h"
#include "device/view.h"
#include "signfw/device.h"

/* Fills in the answer; fails only if the model itself does. */
enum signfw_status sfw_load(signfw_device *device, struct pieces *buffer, struct signfw_answer *answer,
			    struct signfw_error *err);

#endif
