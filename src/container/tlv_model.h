/* SPDX-License-Identifier: BSD-2-Clause */
/* From TLVs to what a container says, and back, by the rules that OP-TEE's remoteproc_core.c reads them with. */
#ifndef SFW_CONTAINER_TLV_MODEL_H
#define SFW_CONTAINER_TLV_MODEL_H

#include "container/layout.h"

/* Fills in what the TLVs of a container say; SIGNFW_OK, whatever is found, or SIGNFW_E_MEMORY. */
enum signfw_status sfw_tlv_model_read(struct container *container, signfw_findings *findings);

/* The TLVs of a container that is written, in their order; it stays where it was filled in, which its values are in. */
struct tlv_model {
	struct tlv_list list;
	uint8_t sign_type, hash_type, encryption_type, image_count;
	uint8_t image_types[SIGNFW_MAX_IMAGES];
	uint8_t image_sizes[4 * SIGNFW_MAX_IMAGES];
};

/*
 * Makes the TLVs of a container: in its tlv_order, or, of one that was read,
 * those that it had, but for those that depend on the key.  Finds values that
 * are too long for the layout.  SIGNFW_OK or SIGNFW_E_MEMORY.
 */
enum signfw_status sfw_tlv_model_write(struct tlv_model *out, const struct container *container,
				       signfw_findings *findings);

void sfw_tlv_model_cleanup(struct tlv_model *tlvs);

#endif
