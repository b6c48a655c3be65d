/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Forms of files, from their sources: core/include/optee_msg.h and
 * scripts/gen_tee_bin.py of OP-TEE, include/tools_share/firmware_image_package.h of
 * TF-A, and the header of an STM32 image.
 */
#include "optee_build/build_part.h"

#include <string.h>

/* "STM2", and how long the header of an STM32 image may be, by its version. */
static const uint8_t stm32_magic[] = {'S', 'T', 'M', 0x32};
static const uint32_t stm32_header_sizes[] = {256, 512, 1024};

/* "OPTE": magic, version, architecture, flags; then, by version, sizes and addresses. */
static const uint8_t optee_magic[] = {'O', 'P', 'T', 'E'};
#define OPTEE_HEADER_SIZE  28
#define OPTEE_LIST_OFFSET  12
#define OPTEE_LISTED_SIZE  16
#define OPTEE_ARCH_OFFSET  5
#define OPTEE_ARCH_ARM64   1
#define OPTEE_COUNT_OFFSET 8

static const uint8_t fip_magic[] = {0x01, 0x00, 0x64, 0xaa};
#define FIP_HEADER_SIZE 16
#define FIP_ENTRY_SIZE  40
#define FIP_ENTRIES_MAX 64

/* Images of a FIP that are OP-TEE: BL32, and its extra parts. */
static const uint8_t fip_uuids[][16] = {
	{0x05, 0xd0, 0xe1, 0x89, 0x53, 0xdc, 0x13, 0x47, 0x8d, 0x2b, 0x50, 0x0a, 0x4b, 0x7a, 0x3e, 0x38},
	{0x0b, 0x70, 0xc2, 0x9b, 0x2a, 0x5a, 0x78, 0x40, 0x9f, 0x65, 0x0a, 0x56, 0x82, 0x73, 0x82, 0x88},
	{0x8e, 0xa8, 0x7b, 0xb1, 0xcf, 0xa2, 0x3f, 0x4d, 0x85, 0xfd, 0xe7, 0xbb, 0xa5, 0x02, 0x20, 0xd9},
};

static const uint8_t tree_magic[] = {0xd0, 0x0d, 0xfe, 0xed};

static struct span rest_of(struct span whole, uint64_t offset)
{
	struct span rest = {0};

	return offset <= whole.size && sfw_span_at(whole, offset, whole.size - offset, &rest) ? rest : (struct span){0};
}

static void add(struct build_parts *parts, enum part_kind kind, struct span bytes, size_t file, uint64_t offset)
{
	if (parts->count < PARTS_MAX)
		parts->list[parts->count++] = (struct build_part){kind, bytes, file, offset};
}

/* What is behind the header of an STM32 image; the bytes themselves if there is none. */
static struct span unwrap(struct span bytes, uint64_t *offset)
{
	struct span rest;

	if (!sfw_span_begins(bytes, stm32_magic, sizeof(stm32_magic)))
		return bytes;
	for (size_t i = 0; i < sizeof(stm32_header_sizes) / sizeof(stm32_header_sizes[0]); i++) {
		rest = rest_of(bytes, stm32_header_sizes[i]);
		if (!sfw_span_begins(rest, optee_magic, sizeof(optee_magic)))
			continue;
		*offset += stm32_header_sizes[i];
		return rest;
	}
	*offset += stm32_header_sizes[0];
	return rest_of(bytes, stm32_header_sizes[0]);
}

static void read_list(struct build_parts *parts, struct span header)
{
	struct span entry;
	const uint32_t count = sfw_u32le(header.data + OPTEE_COUNT_OFFSET);

	for (uint32_t i = 0; i < count && parts->listed_count < LISTED_PARTS_MAX; i++) {
		if (!sfw_span_at(header, OPTEE_LIST_OFFSET + (uint64_t)i * OPTEE_LISTED_SIZE, OPTEE_LISTED_SIZE,
				 &entry))
			return;
		parts->listed[parts->listed_count++] =
			(struct listed_part){sfw_u32le(entry.data + 8), sfw_u32le(entry.data + 12)};
	}
}

/* tee.bin or tee-header_v2.bin. */
static void add_with_header(struct build_parts *parts, struct span bytes, size_t file, uint64_t offset)
{
	const uint8_t version = bytes.data[4];

	parts->has_arch = true;
	parts->is_64_bit = bytes.data[OPTEE_ARCH_OFFSET] == OPTEE_ARCH_ARM64;
	if (version == 2)
		read_list(parts, bytes);
	add(parts, version == 2 ? PART_HEADER : PART_WHOLE, bytes, file, offset);
}

/* conf.mk is text, and sets what begins with CFG_. */
static bool is_configuration(struct span bytes)
{
	static const char sign[] = "\nCFG_";
	const size_t size = bytes.size < 4096 ? bytes.size : 4096;

	if (memchr(bytes.data, '\0', size) != NULL)
		return false;
	for (size_t i = 0; i + sizeof(sign) <= size; i++)
		if (memcmp(bytes.data + i, sign, sizeof(sign) - 1) == 0)
			return true;
	return sfw_span_begins(bytes, sign + 1, sizeof(sign) - 2);
}

/* One that isn't a package. */
static void add_single(struct build_parts *parts, struct span bytes, size_t file, uint64_t offset)
{
	const struct span inner = unwrap(bytes, &offset);

	if (inner.size == 0)
		return;
	if (inner.size >= OPTEE_HEADER_SIZE && sfw_span_begins(inner, optee_magic, sizeof(optee_magic)))
		add_with_header(parts, inner, file, offset);
	else if (sfw_span_begins(inner, "\177ELF", 4))
		add(parts, PART_ELF, inner, file, offset);
	else if (sfw_span_begins(inner, tree_magic, sizeof(tree_magic)))
		add(parts, PART_TREE, inner, file, offset);
	else if (is_configuration(inner))
		add(parts, PART_CONFIGURATION, inner, file, offset);
	else
		add(parts, PART_RAW, inner, file, offset);
}

static bool is_optee(const uint8_t *uuid)
{
	for (size_t i = 0; i < sizeof(fip_uuids) / sizeof(fip_uuids[0]); i++)
		if (memcmp(uuid, fip_uuids[i], sizeof(fip_uuids[i])) == 0)
			return true;
	return false;
}

static void add_package(struct build_parts *parts, struct span file, size_t index)
{
	struct span entry, inner;

	add(parts, PART_PACKAGE, file, index, 0);
	for (uint64_t i = 0; i < FIP_ENTRIES_MAX; i++) {
		if (!sfw_span_at(file, FIP_HEADER_SIZE + i * FIP_ENTRY_SIZE, FIP_ENTRY_SIZE, &entry) ||
		    sfw_span_is_zero((struct span){entry.data, 16}))
			return;
		const uint64_t offset = sfw_u64le(entry.data + 16);

		if (is_optee(entry.data) && sfw_span_at(file, offset, sfw_u64le(entry.data + 24), &inner))
			add_single(parts, inner, index, offset);
	}
}

void sfw_build_parts_add(struct build_parts *parts, struct span file, size_t index)
{
	if (sfw_span_begins(file, fip_magic, sizeof(fip_magic)))
		add_package(parts, file, index);
	else
		add_single(parts, file, index, 0);
}

void sfw_build_parts_match(struct build_parts *parts)
{
	for (size_t i = 0; i < parts->count; i++)
		for (size_t j = 0; j < parts->listed_count; j++)
			if (parts->list[i].kind == PART_RAW && parts->listed[j].size == parts->list[i].bytes.size)
				parts->list[i].kind = parts->listed[j].id == 0 ? PART_PAGER : PART_PAGEABLE;
}

bool sfw_build_parts_have(const struct build_parts *parts, enum part_kind kind)
{
	for (size_t i = 0; i < parts->count; i++)
		if (parts->list[i].kind == kind)
			return true;
	return false;
}

const char *sfw_part_kind_name(enum part_kind kind)
{
	static const char *const names[] = {
		[PART_RAW] = "raw",          [PART_ELF] = "elf",
		[PART_WHOLE] = "tee.bin",    [PART_HEADER] = "header",
		[PART_PAGER] = "pager",      [PART_PAGEABLE] = "pageable",
		[PART_TREE] = "device-tree", [PART_CONFIGURATION] = "configuration",
		[PART_PACKAGE] = "fip",
	};

	return names[kind];
}
