/* SPDX-License-Identifier: BSD-2-Clause */
/* The signature, as the pseudo TA verifies it: by the key that is built in, or by that of PKEYINFO. */
#ifndef SFW_DEVICE_LOAD_SIGNATURE_H
#define SFW_DEVICE_LOAD_SIGNATURE_H

#include "device/answer.h"

/* What is signed, and how; offsets in the buffer. */
struct signed_head {
	struct span parts[2];
	size_t part_count;
	uint32_t type; /* SIGNTYPE */
	uint64_t type_offset;
	struct span signature;
	uint64_t signature_offset;
	struct span key_info;
	uint64_t key_info_offset;
};

/* Refuses a type of signature that the TA doesn't know. */
uint32_t sfw_load_check_signature_type(struct load *load, uint32_t type, uint64_t offset);

/* Whether there is heap for hashing what is signed, which comes before the search for key information. */
uint32_t sfw_load_check_hash_heap(struct load *load, struct ta_heap heap);

/* Refuses key information that leaves no heap for what the TA allocates to verify. */
uint32_t sfw_load_check_signature_heap(struct load *load, struct ta_heap heap, uint32_t key_info_size);

/* The pseudo TA's verdict. */
uint32_t sfw_load_verify(struct load *load, const struct signed_head *head);

#endif
