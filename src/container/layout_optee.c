/* SPDX-License-Identifier: BSD-2-Clause */
#include "container/layout_optee.h"

#include "container/optee_family.h"

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
	.ecdsa = "upstream OP-TEE accepts RSA only",
	.recognise = recognise,
	SFW_OPTEE_FAMILY,
};
