/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the layouts `optee` and `st-4.0` have in common, which is all but types
 * and order of TLVs: signfw-container(5), "Layout optee".
 *
 *     header | TLV area, padded | signature, padded | images, each padded
 */
#ifndef SFW_CONTAINER_OPTEE_FAMILY_H
#define SFW_CONTAINER_OPTEE_FAMILY_H

#include "container/layout.h"

/* Whose script wrote a file, by its TLVs. */
enum writer {
	WRITER_UPSTREAM,
	WRITER_ST,
	WRITER_EITHER
};

/* How well header, first TLV and first image fit; FIT_NOT if they do, but it was `other` who wrote the file. */
enum fit sfw_optee_recognise(const struct ends *file, enum writer other);

enum signfw_status sfw_optee_read(struct container *container, const struct ends *file, signfw_findings *findings);
void sfw_optee_write(const struct container *container, struct surroundings *out, signfw_findings *findings);

/* TLV types in the order of upstream's script, which ST's scripts once had, too. */
extern const uint32_t sfw_upstream_tlv_order[];

#endif
