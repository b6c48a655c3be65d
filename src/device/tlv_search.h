/* SPDX-License-Identifier: BSD-2-Clause */
/* The search for a TLV in the layout `optee`, as versions of the TA do it. */
#ifndef SFW_DEVICE_TLV_SEARCH_H
#define SFW_DEVICE_TLV_SEARCH_H

#include "device/answer.h"

enum found {
	TLV_FOUND,
	TLV_MISSING, /* or empty: the TA makes no difference */
	TLV_LOST     /* the search itself ended the TA; the answer is filled in */
};

struct tlv_value {
	uint64_t offset; /* in the copy */
	uint32_t size;
};

/* The TA's own rounding, in 32 bits: 0xfffffff9 and above become 0. */
uint32_t sfw_round_up_8_wrapping(uint32_t size);

/* The first TLV of a type: others of that type are never seen. */
enum found sfw_search(struct load *load, uint32_t type, struct tlv_value *out);

/* Searches a TLV whose absence is refused with `missing`, and another size (0: any is right) with `misfit`. */
uint32_t sfw_search_required(struct load *load, uint32_t type, uint32_t size, uint32_t missing, uint32_t misfit,
			     struct tlv_value *out);

#endif
