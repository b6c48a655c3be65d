/* SPDX-License-Identifier: BSD-2-Clause */
/* OP-TEE's PAS: its Trusted Application, and the pseudo TA below it, command by command. */
#ifndef SFW_PAS_DEVICE_TEE_PAS_H
#define SFW_PAS_DEVICE_TEE_PAS_H

#include "pas_device/pas_carveout.h"
#include "pas_device/tee_metadata.h"
#include "signfw/pas_device.h"

struct tee_pas_state {
	enum tee_pas pas;
	bool fused; /* secure boot */
	const struct signfw_pas_device_options *device;
	uint32_t pas_id;
	struct tee_reply reply;
	/* after INIT_IMAGE */
	struct span blob; /* borrowed */
	struct tee_mbn mbn;
	/* after MEM_SETUP */
	bool has_memory;
	uint32_t memory_size;
};

/*
 * Each gives an answer; it is refused with a reason.  Fails with SIGNFW_E_CRYPTO,
 * _E_MEMORY or _E_UNSUPPORTED (ours, not the device's).
 */
enum signfw_status sfw_tee_init_image(struct tee_pas_state *tee, struct span blob, uint32_t *result,
				      struct signfw_error *err);
uint32_t sfw_tee_mem_setup(struct tee_pas_state *tee, uint64_t size);
enum signfw_status sfw_tee_auth_and_reset(struct tee_pas_state *tee, struct pas_carveout *carveout, uint32_t *result,
					  struct signfw_error *err);

#endif
