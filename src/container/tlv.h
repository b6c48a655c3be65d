/* SPDX-License-Identifier: BSD-2-Clause */
/* TLVs: which kinds of them there are, and how they follow each other in an area. */
#ifndef SFW_CONTAINER_TLV_H
#define SFW_CONTAINER_TLV_H

#include "base/bytes.h"
#include "base/findings.h"
#include "signfw/container.h"

/* Rules for the size of a value. */
enum tlv_size {
	TLV_SIZE_ANY,
	TLV_SIZE_BYTE,
	TLV_SIZE_WORD, /* 4 bytes */
	TLV_SIZE_BYTE_PER_IMAGE,
	TLV_SIZE_WORD_PER_IMAGE
};

/* Meanings of platform values, independent of layouts. */
enum platform_meaning {
	PLATFORM_OTHER,                  /* not known here: it has a number only */
	PLATFORM_BOOT_ADDRESS,           /* secure if there is a switch for TrustZone, too */
	PLATFORM_SECURE_BOOT_ADDRESS,    /* where execution begins, TrustZone on */
	PLATFORM_NONSECURE_BOOT_ADDRESS, /* the same, TrustZone off */
	PLATFORM_TRUSTZONE               /* devices switch it on, whatever the value is */
};

/* A kind of TLVs: everything that depends on their type alone. */
struct tlv_kind {
	uint32_t type;
	const char *name;
	enum tlv_size size;
	enum sfw_rule invalid; /* the finding for a value of another size, or an unknown one */
	enum signfw_tlv_form form;
	enum platform_meaning meaning; /* of one for the platform */
};

/* NULL for a type without a name. */
const struct tlv_kind *sfw_tlv_kind(uint32_t type);

/* The kind of this name, or NULL. */
const struct tlv_kind *sfw_tlv_kind_by_name(const char *name);

/* Computes the size of a value in a container of `image_count` images; false if any size will do. */
bool sfw_tlv_size(const struct tlv_kind *kind, size_t image_count, size_t *out);

struct tlv {
	uint32_t type;
	uint64_t offset, value_offset; /* in the file; of its header and of its value */
	struct span value;
	bool is_platform;
};

/* A growing list; { 0 } is an empty one. */
struct tlv_list {
	struct tlv *tlvs; /* owned */
	size_t count, capacity;
};

/* SIGNFW_OK or SIGNFW_E_MEMORY. */
enum signfw_status sfw_tlv_list_add(struct tlv_list *list, const struct tlv *tlv);

void sfw_tlv_list_cleanup(struct tlv_list *list);

/* The first TLV of a type that isn't for the platform: the one that counts, as in OP-TEE's remoteproc_core.c; or NULL. */
const struct tlv *sfw_tlv_find(const struct tlv_list *list, uint32_t type);

/* Whether `tlv`, which is in the list, is the first of its type there. */
bool sfw_tlv_is_first(const struct tlv_list *list, const struct tlv *tlv);

/* Reads type and length of a TLV; false if the area ends before. */
typedef bool (*tlv_header_fn)(struct reader *area, uint32_t *type, uint32_t *size);

/* Reads a TLV without judging it; false if there is no other, or only a part of it. */
MUST_CHECK bool sfw_tlv_next(struct reader *area, tlv_header_fn header, struct tlv *out);

/* Adds the TLVs of an area to the list, and finds what is wrong with them; SIGNFW_OK or SIGNFW_E_MEMORY. */
enum signfw_status sfw_tlv_read_area(struct tlv_list *out, struct reader area, tlv_header_fn header, bool is_platform,
				     signfw_findings *findings);

#endif
