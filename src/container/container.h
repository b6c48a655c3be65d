/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A signed container as a value: its meaning, independent of its layout.
 *
 *     verify, dump:  bytes -> sfw_container_parse() -> struct container
 *     sign:          images -> struct container -> sfw_container_write() -> bytes, but for images and signature
 *     resign:        struct container, with what another key changes -> the same
 *     convert:       struct container, with another layout -> the same
 *
 * Parsing proves nothing; what is wrong becomes findings.
 */
#ifndef SFW_CONTAINER_CONTAINER_H
#define SFW_CONTAINER_CONTAINER_H

#include "container/tlv.h"
#include "format/hash_table.h"

/* Header fields of the layout that has most. */
#define SFW_FIELDS_MAX 16

struct layout;

/* Place and type of an image. */
struct image_place {
	uint64_t offset, size; /* in the file, padding included */
	uint32_t type;         /* SIGNFW_IMGTYPE_..., or what the file says; 0 if it doesn't */
};

/* A value for the platform. */
struct platform_value {
	enum platform_meaning meaning;
	uint32_t type; /* its number in the layout */
	struct span value;
	uint64_t offset; /* in the file; SIGNFW_NO_OFFSET of a container that is being made */
};

struct container {
	const struct layout *layout; /* NULL: not a container */

	/* meaning */
	uint32_t sign_type;      /* enum signfw_key_type, or what the file says; 0 if it doesn't */
	uint32_t hash_type;      /* SIGNFW_HASHTYPE_...; 0: nothing is said */
	bool is_encrypted;       /* the table is one of encrypted segments */
	struct hash_table table; /* empty if there is none, or none that can be used */
	struct span key_info;    /* without data if there is none */
	uint64_t key_info_offset;
	struct image_place *images; /* owned; of a container that was read, only those inside the images area */
	size_t image_count;
	struct platform_value *platform; /* owned; in their order, doubles included */
	size_t platform_count;

	/* form: the order in a layout of TLVs, ... */
	const uint32_t *tlv_order; /* of a container that is being made: types, ended by 0 */
	struct tlv_list tlvs;      /* of one that was read: all of them; or what stands for them in a layout without */
	/* ... and lengths */
	uint32_t signature_size; /* as announced */
	uint64_t images_size;    /* the area of all images, as announced */

	/* places, in a file that was read */
	struct signfw_field fields[SFW_FIELDS_MAX];
	size_t field_count;
	struct span header, metadata; /* what is signed; metadata is empty if the file is too short for it */
	uint64_t metadata_offset;
	uint64_t signature_offset;
	struct span signature; /* empty if the file is too short for it */
	uint64_t images_offset;
	uint64_t images_end; /* where the area of the images ends, padding included */
	uint64_t file_size;
};

/* Adds a value for the platform; SIGNFW_OK or SIGNFW_E_MEMORY. */
enum signfw_status sfw_container_add_platform(struct container *container, const struct platform_value *value);

/*
 * Each stores a value, and reports an invalid one.
 *
 * @at: offset to report
 */
void sfw_container_take_sign_type(struct container *container, uint32_t type, uint64_t at, signfw_findings *findings);
void sfw_container_take_hash_type(struct container *container, uint32_t type, uint64_t at, signfw_findings *findings);

/*
 * The same of the hash table, whose entries are of the kind that is_encrypted says.
 *
 * @value:    empty if there is none
 * @value_at: where it is in the file
 */
void sfw_container_take_table(struct container *container, struct span value, uint64_t value_at, uint64_t at,
			      signfw_findings *findings);

/* Reports an image of an invalid type. */
void sfw_container_check_image_type(const struct container *container, size_t index, uint32_t type, uint64_t at,
				    signfw_findings *findings);

/*
 * Places `count` images, whose sizes are set, one behind the other from
 * images_offset on; those that leave the images area are left out.
 */
void sfw_container_place_images(struct container *container, size_t count, uint64_t at, signfw_findings *findings);

/* Frees what the value owns; accepts { 0 }. */
void sfw_container_cleanup(struct container *container);

#endif
