/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The interface of a container layout, and helpers for reading and writing.
 * Each layout is one file, the only one that knows its header, order and padding.
 */
#ifndef SFW_CONTAINER_LAYOUT_H
#define SFW_CONTAINER_LAYOUT_H

#include "container/container.h"
#include "format/container_format.h"

/* Degrees of fit between a file and a layout, from worst to best. */
enum fit {
	FIT_NOT,    /* another layout, or no container */
	FIT_BEGINS, /* nothing but the magic */
	FIT_PARTLY, /* some of what the layout has is where it has it: a damaged file, or an odd one */
	FIT_WHOLLY
};

/* An order in which TLVs are written. */
struct tlv_order {
	const char *name;
	const uint32_t *types; /* ended by 0; those for the platform come behind the last */
};

/* The bytes before and behind the images of a container that is written. */
struct surroundings {
	struct builder head, tail;
};

struct layout {
	const char *name, *description;
	const struct tlv_order *orders;         /* the first is the default; ended by one without a name */
	uint32_t platform_first, platform_last; /* types of platform TLVs; 0: it has none */
	const uint32_t *platform_types;         /* those that have a meaning, ended by 0; or NULL */
	const char *address_names;              /* of those that say where execution begins; or NULL */
	bool requires_platform;                 /* without any platform TLV, devices go wrong */
	const char *ecdsa;                      /* what devices make of an ECDSA signature */
	size_t image_alignment;                 /* images are padded to a multiple of it */
	size_t images_max;
	uint32_t value_max;          /* bytes of a TLV */
	uint32_t signature_multiple; /* sizes of signatures are multiples of it */
	bool looks_at_offset;        /* devices compare p_offset with the hash table, too */
	bool copies_table;           /* devices keep head and hash table in their heap, see device/heap.h */

	/* Tells how well the file fits. */
	enum fit (*recognise)(const struct ends *file);

	/* Fills in where everything is in the file, and its TLVs; SIGNFW_OK or SIGNFW_E_MEMORY. */
	enum signfw_status (*read)(struct container *container, const struct ends *file, signfw_findings *findings);

	/* Fills in what the container says, if the file has all that is signed; likewise. */
	enum signfw_status (*understand)(struct container *container, signfw_findings *findings);

	/* See sfw_container_write(). */
	void (*write)(const struct container *container, struct surroundings *out, signfw_findings *findings);
};

/* ---- properties of a layout ----------------------------------------------------------- */

/* Whether an order has TLVs of a type. */
bool sfw_order_has(const uint32_t *types, uint32_t type);

/* Returns the meaning of a platform TLV of this type in a layout. */
enum platform_meaning sfw_layout_meaning(const struct layout *layout, uint32_t type);

/* The type of platform TLVs with this meaning, which isn't PLATFORM_OTHER; 0 if the layout has none. */
uint32_t sfw_layout_platform_type(const struct layout *layout, enum platform_meaning meaning);

/* Returns the name of a TLV in a layout. */
const char *sfw_layout_tlv_name(const struct layout *layout, uint32_t type, bool is_platform);

/* The kind of TLVs that a layout has under a name, or NULL. */
const struct tlv_kind *sfw_layout_tlv_kind(const struct layout *layout, const char *name);

/* Reports optional values that devices refuse or misunderstand: key information, and those for the platform. */
void sfw_check_optional_values(const struct container *container, signfw_findings *findings);

/* Reports a signature of a size that devices of the layout can't handle. */
void sfw_check_signature_size(const struct container *container, signfw_findings *findings);

/* ---- recognising ----------------------------------------------------------------- */

/* Whether the file begins with the magic. */
bool sfw_has_magic(const struct ends *file);

/* Whether an ELF file begins at `offset`. */
bool sfw_has_elf_at(const struct ends *file, uint64_t offset);

/* FIT_WHOLLY if `count` of so many signs were seen, FIT_PARTLY if some were. */
enum fit sfw_fit_of(unsigned count, unsigned all);

/* The number in the 4 bytes at `offset`; 0 if they aren't there. */
uint32_t sfw_word_at(const struct ends *file, uint64_t offset);

/* The same of field number `field` of a header. */
uint32_t sfw_field_of(const struct ends *file, unsigned field);

/* ---- reading --------------------------------------------------------------------- */

/*
 * Reads a header of `count` fields, of which the second is the version.  False
 * if the file ends in it.
 */
bool sfw_read_header(struct container *container, struct span head, const char *const *names, size_t count,
		     signfw_findings *findings);

/* Reports a length of 0.  @what: "the images have", for the message */
void sfw_check_length(const struct signfw_field *length, enum sfw_rule rule, const char *what,
		      signfw_findings *findings);

/* Reports lengths that don't add up to the size of the file. */
void sfw_check_file_size(uint64_t file_size, uint64_t announced, signfw_findings *findings);

/* The `size` bytes at `offset`; none if they aren't all there. */
struct span sfw_whole(const struct ends *file, uint64_t offset, uint64_t size);

/* The `size` bytes at `offset`, or those of them that the head has. */
struct span sfw_available(struct span head, uint64_t offset, uint64_t size);

#endif
