/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Whether OEM metadata of version 6 are for this device, as OP-TEE's PAS with
 * signatures compares them with fuses: ta/qcom_pas/src/auth/pas_sig_auth.c.
 */
#ifndef SFW_PAS_DEVICE_TEE_BINDING_H
#define SFW_PAS_DEVICE_TEE_BINDING_H

#include "pas_device/tee_metadata.h"
#include "signfw/pas_device.h"

/* Returns a TEE result.  @device: what isn't known is as the metadata want it */
uint32_t sfw_tee_binding_check(struct span metadata, uint32_t pas_id, const struct signfw_pas_device_options *device,
			       struct tee_reply *reply);

#endif
