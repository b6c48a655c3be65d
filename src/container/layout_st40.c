/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The layout of ST's OP-TEE 4.0: signfw-container(5), "Layout st-4.0".  That of
 * upstream, with more types of TLVs, and in another order.
 */
#include "container/layout.h"

/* A hostile file must not make us look at millions of them before it is parsed. */
#define TLVS_LOOKED_AT 64

/* As ST's script writes them since it can encrypt; before that, as upstream's does. */
static const uint32_t tlv_order[] = {
	SIGNFW_TLV_SIGNTYPE, SIGNFW_TLV_ENCTYPE, SIGNFW_TLV_HASHTABLE, SIGNFW_TLV_ENCTABLE, SIGNFW_TLV_NUM_IMG,
	SIGNFW_TLV_IMGTYPE,  SIGNFW_TLV_IMGSIZE, SIGNFW_TLV_HASHTYPE,  SIGNFW_TLV_PKEYINFO, 0,
};

static const struct tlv_order orders[] = {
	{"st", tlv_order},
	{"upstream", sfw_tlv_order_upstream},
	{0},
};

static const struct platform_tlv platform_tlvs[] = {
	{"BOOTADDR", SIGNFW_TLV_BOOTADDR, true},
	{"BOOTSEC", SIGNFW_TLV_BOOTSEC, false},
	{0},
};

static bool says_encrypted_image(const struct tlv *tlv)
{
	for (size_t i = 0; i < tlv->value.size; i++)
		if (tlv->value.data[i] == SIGNFW_IMGTYPE_ENCRYPTED)
			return true;
	return false;
}

enum writer sfw_st40_writer(const struct ends *file)
{
	struct reader area = sfw_optee_area(file);
	enum writer writer = WRITER_UPSTREAM;
	struct tlv tlv;

	for (size_t i = 0; i < TLVS_LOOKED_AT && sfw_tlv_next(&area, sfw_optee_tlv_header, &tlv); i++) {
		if (tlv.type == SIGNFW_TLV_ENCTYPE || tlv.type == SIGNFW_TLV_ENCTABLE ||
		    (tlv.type == SIGNFW_TLV_IMGTYPE && says_encrypted_image(&tlv)) ||
		    (tlv.type == SIGNFW_TLV_HASHTABLE && i == 1))
			return WRITER_ST;
		if (tlv.type == SIGNFW_TLV_BOOTADDR || tlv.type == SIGNFW_TLV_BOOTSEC)
			writer = WRITER_EITHER;
	}
	return writer;
}

static enum fit recognise(const struct ends *file)
{
	const enum fit fit = sfw_optee_fit(file);

	return fit > FIT_BEGINS && sfw_st40_writer(file) == WRITER_UPSTREAM ? FIT_NOT : fit;
}

const struct layout sfw_layout_st40 = {
	.name = "st-4.0",
	.description = "ST's OP-TEE 4.0, STM32MP1 and STM32MP2",
	.orders = orders,
	.platform_first = SIGNFW_TLV_PLATFORM_FIRST,
	.platform_last = SIGNFW_TLV_PLATFORM_LAST,
	.platform_tlvs = platform_tlvs,
	.address_names = "BOOTADDR",
	.ecdsa = "only devices that trust a key by its fused hash accept it, and they take the key from PKEYINFO",
	.image_alignment = 8,
	.images_max = SIGNFW_MAX_IMAGES,
	.value_max = UINT32_MAX,
	.signature_multiple = 1,
	.copies_table = true,
	.recognise = recognise,
	.parse = sfw_optee_parse,
	.write = sfw_optee_write,
};
