/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a container layout has to offer to container.c.  Each layout is one file
 * that knows its header, order and padding; nobody else does.
 */
#ifndef SFW_CONTAINER_LAYOUT_H
#define SFW_CONTAINER_LAYOUT_H

#include "container/container.h"
#include "format/container_format.h"

/* How well a file fits a layout, from worst to best. */
enum fit {
	FIT_NOT,    /* another layout, or no container */
	FIT_BEGINS, /* nothing but the magic */
	FIT_PARTLY, /* some of what the layout has is where it has it: a damaged file, or an odd one */
	FIT_WHOLLY
};

/* An order in which TLVs are written. */
struct tlv_order {
	const char *name;
	const uint32_t *types; /* ended by 0; platform TLVs come behind the last */
};

/* A platform TLV that has a meaning. */
struct platform_tlv {
	const char *name;
	uint32_t type;
	bool is_address; /* where execution begins; else a switch */
};

struct layout {
	const char *name, *description;
	const struct tlv_order *orders;           /* the first is the default; ended by one without a name */
	uint32_t platform_first, platform_last;   /* types of platform TLVs; 0: it has none */
	const struct platform_tlv *platform_tlvs; /* ended by one without a name; or NULL */
	const char *address_names;                /* of those that say where execution begins; or NULL */
	bool requires_platform;                   /* without any platform TLV, devices go wrong */
	const char *ecdsa;                        /* what devices make of an ECDSA signature */
	size_t image_alignment;                   /* images are padded to a multiple of it */
	size_t images_max;
	uint32_t value_max;          /* bytes of a TLV */
	uint32_t signature_multiple; /* sizes of signatures are multiples of it */
	bool looks_at_offset;        /* devices compare p_offset with the hash table, too */
	bool copies_table;           /* devices keep head and hash table in their heap, see device/heap.h */

	/* How well the file fits. */
	enum fit (*recognise)(const struct ends *file);

	/* Fills in what the bytes say; SIGNFW_OK or SIGNFW_E_MEMORY. */
	enum signfw_status (*parse)(struct container *container, const struct ends *file, signfw_findings *findings);

	/* See sfw_container_write(). */
	void (*write)(const struct container *container, struct surroundings *out);
};

extern const struct layout sfw_layout_optee, sfw_layout_st40, sfw_layout_st319, sfw_layout_st316;

/* ---- layout.c: what layouts need to read and write --------------------------- */

/* TLV types in the order of OP-TEE's script. */
extern const uint32_t sfw_tlv_order_upstream[];

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

/*
 * Reads a header of `count` fields, of which the second is the version.  False
 * if the file ends in it.
 */
bool sfw_read_header(struct container *container, struct span head, const char *const *names, size_t count,
		     signfw_findings *findings);

/* Finds lengths that don't lead to the size of the file. */
void sfw_check_file_size(uint64_t file_size, uint64_t announced, signfw_findings *findings);

/* The `size` bytes at `offset`, or those of them that the head has. */
struct span sfw_available(struct span head, uint64_t offset, uint64_t size);

/* Reads type and length of a TLV; false if the area ends before. */
typedef bool (*tlv_header_fn)(struct reader *area, uint32_t *type, uint32_t *size);

/* Reads a TLV without judging it; false if there is no other, or only a part of it. */
MUST_CHECK bool sfw_tlv_next(struct reader *area, tlv_header_fn header, struct tlv *out);

/* Adds the TLVs of an area to the container; SIGNFW_OK or SIGNFW_E_MEMORY. */
enum signfw_status sfw_read_tlvs(struct container *container, struct reader area, tlv_header_fn header,
				 signfw_findings *findings);

/* ---- layout_optee.c: what `st-4.0` is like, too: all but types and order of TLVs ---- */

/* How well header, first TLV and first image fit. */
enum fit sfw_optee_fit(const struct ends *file);

/* The TLV area, as far as the file has it, and its TLVs. */
struct reader sfw_optee_area(const struct ends *file);
bool sfw_optee_tlv_header(struct reader *area, uint32_t *type, uint32_t *size);

enum signfw_status sfw_optee_parse(struct container *container, const struct ends *file, signfw_findings *findings);
void sfw_optee_write(const struct container *container, struct surroundings *out);

/* ---- layout_st40.c ------------------------------------------------------------ */

/* Whose script wrote a file, by its TLVs. */
enum writer {
	WRITER_UPSTREAM,
	WRITER_ST,
	WRITER_EITHER
};

enum writer sfw_st40_writer(const struct ends *file);

#endif
