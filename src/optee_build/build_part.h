/* SPDX-License-Identifier: BSD-2-Clause */
/* The parts of a build of OP-TEE: what a file is, and what is in it. */
#ifndef SFW_OPTEE_BUILD_BUILD_PART_H
#define SFW_OPTEE_BUILD_BUILD_PART_H

#include "base/bytes.h"

enum part_kind {
	PART_RAW,           /* of no known form: tee-raw.bin, or a part that a header lists */
	PART_ELF,           /* tee.elf */
	PART_WHOLE,         /* tee.bin: a header of version 1, and all that it announces */
	PART_HEADER,        /* tee-header_v2.bin: a list of parts */
	PART_PAGER,         /* what that lists */
	PART_PAGEABLE,      /* likewise */
	PART_TREE,          /* a device tree, not embedded */
	PART_CONFIGURATION, /* conf.mk */
	PART_PACKAGE        /* a FIP; what is in it follows */
};

/* More than any build has; what exceeds it is left out. */
#define PARTS_MAX 32

struct build_part {
	enum part_kind kind;
	struct span bytes;
	size_t file;
	uint64_t offset; /* in that file */
};

/* A part that a header of version 2 lists. */
struct listed_part {
	uint32_t id; /* 0: pager, 1: pageable */
	uint32_t size;
};

#define LISTED_PARTS_MAX 4

struct build_parts {
	struct build_part list[PARTS_MAX];
	size_t count;
	bool has_arch;
	bool is_64_bit; /* the core, as a header says it */
	struct listed_part listed[LISTED_PARTS_MAX];
	size_t listed_count;
};

/* Recognises a file, and what is packed in it, and adds that. */
void sfw_build_parts_add(struct build_parts *parts, struct span file, size_t index);

/* Gives those of no known form the names that the header has for parts of their sizes. */
void sfw_build_parts_match(struct build_parts *parts);

/* Whether there is a part of this kind. */
bool sfw_build_parts_have(const struct build_parts *parts, enum part_kind kind);

/* The name of a kind; static. */
const char *sfw_part_kind_name(enum part_kind kind);

#endif
