/* SPDX-License-Identifier: BSD-2-Clause */
#include "container/layout_optee.h"

#include "container/optee_family.h"
#include "container/tlv_model.h"

static enum fit recognise(const struct ends *file)
{
	return sfw_optee_recognise(file, WRITER_ST);
}

static const struct tlv_order orders[] = {
	{"upstream", sfw_upstream_tlv_order},
	{0},
};

const struct layout sfw_layout_optee = {
	.name = "optee",
	.description = "upstream OP-TEE, since 4.0",
	.orders = orders,
	.platform_first = SIGNFW_TLV_PLATFORM_FIRST,
	.platform_last = SIGNFW_TLV_PLATFORM_LAST,
	.ecdsa = "upstream OP-TEE accepts RSA only",
	.image_alignment = 8,
	.images_max = SIGNFW_MAX_IMAGES,
	.value_max = UINT32_MAX,
	.signature_multiple = 1,
	.copies_table = true,
	.recognise = recognise,
	.read = sfw_optee_read,
	.understand = sfw_tlv_model_read,
	.write = sfw_optee_write,
};
