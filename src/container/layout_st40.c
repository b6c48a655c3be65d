/* SPDX-License-Identifier: BSD-2-Clause */
#include "container/layout_st40.h"

#include "container/optee_family.h"

/* As ST's script writes them since it can encrypt; before that, as upstream's does. */
static const uint32_t tlv_order[] = {
	SIGNFW_TLV_SIGNTYPE, SIGNFW_TLV_ENCTYPE, SIGNFW_TLV_HASHTABLE, SIGNFW_TLV_ENCTABLE, SIGNFW_TLV_NUM_IMG,
	SIGNFW_TLV_IMGTYPE,  SIGNFW_TLV_IMGSIZE, SIGNFW_TLV_HASHTYPE,  SIGNFW_TLV_PKEYINFO, 0,
};

static const struct tlv_order orders[] = {
	{"st", tlv_order},
	{"upstream", sfw_upstream_tlv_order},
	{0},
};

static const uint32_t platform_types[] = {SIGNFW_TLV_BOOTADDR, SIGNFW_TLV_BOOTSEC, 0};

static enum fit recognise(const struct ends *file)
{
	return sfw_optee_recognise(file, WRITER_UPSTREAM);
}

const struct layout sfw_layout_st40 = {
	.name = "st-4.0",
	.description = "ST's OP-TEE 4.0, STM32MP1 and STM32MP2",
	.orders = orders,
	.platform_types = platform_types,
	.address_names = "BOOTADDR",
	.ecdsa = "only devices that trust a key by its fused hash accept it, and they take the key from PKEYINFO",
	.recognise = recognise,
	SFW_OPTEE_FAMILY,
};
