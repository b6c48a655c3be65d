/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The common part of the layouts `optee` and `st-4.0`, which differ in types
 * and order of TLVs only: signfw-container(5), "Layout optee".
 *
 *     header | TLV area, padded | signature, padded | images, each padded
 */
#ifndef SFW_CONTAINER_OPTEE_FAMILY_H
#define SFW_CONTAINER_OPTEE_FAMILY_H

#include "container/layout.h"
#include "container/tlv_model.h"

/* The script that wrote a file, by its TLVs. */
enum writer {
	WRITER_UPSTREAM,
	WRITER_ST,
	WRITER_EITHER
};

/* The fit of header, first TLV and first image; FIT_NOT if the TLVs show that `other` wrote the file. */
enum fit sfw_optee_recognise(const struct ends *file, enum writer other);

/* What the rows of both say. */
#define SFW_OPTEE_FAMILY                                                                                              \
	.platform_first = SIGNFW_TLV_PLATFORM_FIRST, .platform_last = SIGNFW_TLV_PLATFORM_LAST, .image_alignment = 8, \
	.images_max = SIGNFW_MAX_IMAGES, .value_max = UINT32_MAX, .signature_multiple = 1, .copies_table = true,      \
	.read = sfw_optee_read, .understand = sfw_tlv_model_read, .write = sfw_optee_write

enum signfw_status sfw_optee_read(struct container *container, const struct ends *file, signfw_findings *findings);
void sfw_optee_write(const struct container *container, struct surroundings *out, signfw_findings *findings);

/* TLV types in the order of upstream's script, which ST's scripts once had, too. */
extern const uint32_t sfw_upstream_tlv_order[];

#endif
