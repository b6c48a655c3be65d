/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A signed container as a value: what its header and TLVs say, in their order,
 * doubles and unknown types included.  sign, verify and dump share it.
 *
 *     sign:          struct container -> sfw_container_write() -> bytes, but for the signature
 *     verify, dump:  bytes -> sfw_container_parse() -> struct container
 *
 * Parsing proves nothing; what is wrong becomes findings.
 */
#ifndef SFW_CONTAINER_CONTAINER_H
#define SFW_CONTAINER_CONTAINER_H

#include "base/bytes.h"
#include "base/findings.h"
#include "signfw/container.h"

#define SFW_DEFAULT_LAYOUT   "optee"
#define SFW_ENCRYPTED_LAYOUT "st-4.0" /* the only one that can be */
#define SFW_LAYOUT_NAMES     "optee, st-4.0, st-3.19 or st-3.16"

/* Header fields of the layout that has most. */
#define SFW_FIELDS_MAX 16

struct layout;

struct tlv {
	uint32_t type;
	uint64_t offset, value_offset; /* in the file; of its header and of its value */
	struct span value;
	bool is_platform;
};

struct image {
	uint64_t offset, size; /* in the file, padding included */
	uint32_t type;         /* IMGTYPE; 0 if there is none */
};

struct container {
	/* what the bytes say */
	const struct layout *layout; /* NULL: not a container */
	struct signfw_field fields[SFW_FIELDS_MAX];
	size_t field_count;
	struct tlv *tlvs; /* owned */
	size_t tlv_count;
	/* what is signed, one behind the other; metadata is empty if the file is too short for it */
	struct span header, metadata;
	uint64_t metadata_offset;
	uint64_t signature_offset;
	uint32_t signature_size;             /* as announced */
	struct span signature;               /* empty if the file is too short for it */
	uint64_t images_offset, images_size; /* the area of all images, as announced */
	uint64_t images_end;                 /* where the area ends, padding included */
	uint64_t file_size;
	/* what the TLVs mean */
	uint32_t sign_type;                      /* 0 if there is none */
	bool encrypted;                          /* the hash table is an ENCTABLE */
	const struct tlv *hash_table, *key_info; /* NULL if there is none */
	struct image *images;                    /* owned; only those inside the images area */
	size_t image_count;
};

/* The layout of this name, or NULL. */
const struct layout *sfw_layout_by_name(const char *name);

/*
 * Reads a container.
 *
 * @layout: what it is known to be; NULL: whatever it looks like
 * @file:   all but the images, at least; borrowed as long as *out is used
 *
 * SIGNFW_OK, whatever was found; or SIGNFW_E_MEMORY with *out untouched.
 */
enum signfw_status sfw_container_parse(struct container *out, const struct layout *layout, const struct ends *file,
				       signfw_findings *findings);

/* What surrounds the images of a container. */
struct surroundings {
	struct builder head, tail;
};

/*
 * Writes all but the images, with a signature of zeros.  Uses of `container`:
 * layout, TLVs, signature_size and images_size.
 */
void sfw_container_write(const struct container *container, struct surroundings *out);

/* Frees what was written; it is empty again. */
void sfw_surroundings_cleanup(struct surroundings *surroundings);

/* What a layout calls a TLV. */
const char *sfw_tlv_name(const struct layout *layout, const struct tlv *tlv);

/* Finds what devices make of optional TLVs; of a container that is being made only layout and TLVs are set. */
void sfw_check_optional_tlvs(const struct container *container, signfw_findings *findings);

/*
 * Finds what the layout can't express; of a container that is being made only
 * layout, TLVs and signature_size are set.
 *
 * @image_count: 0 if it isn't known
 */
void sfw_check_limits(const struct container *container, size_t image_count, signfw_findings *findings);

/* Frees what the value owns; accepts { 0 }. */
void sfw_container_cleanup(struct container *container);

#endif
