/* SPDX-License-Identifier: BSD-2-Clause */
#include "format/program_header.h"

struct segment sfw_segment_read(const uint8_t *bytes)
{
	return (struct segment){
		.type = sfw_u32le(bytes + SFW_P_TYPE),
		.offset = sfw_u32le(bytes + SFW_P_OFFSET),
		.vaddr = sfw_u32le(bytes + SFW_P_VADDR),
		.paddr = sfw_u32le(bytes + SFW_P_PADDR),
		.filesz = sfw_u32le(bytes + SFW_P_FILESZ),
		.memsz = sfw_u32le(bytes + SFW_P_MEMSZ),
		.flags = sfw_u32le(bytes + SFW_P_FLAGS),
		.align = sfw_u32le(bytes + SFW_P_ALIGN),
	};
}

void sfw_segment_write(struct builder *out, const struct segment *segment)
{
	const uint32_t fields[] = {segment->type,   segment->offset, segment->vaddr, segment->paddr,
				   segment->filesz, segment->memsz,  segment->flags, segment->align};

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		sfw_builder_u32le(out, fields[i]);
}

bool sfw_segment_equal(const struct segment *a, const struct segment *b)
{
	return a->type == b->type && a->offset == b->offset && a->vaddr == b->vaddr && a->paddr == b->paddr &&
	       a->filesz == b->filesz && a->memsz == b->memsz && a->flags == b->flags && a->align == b->align;
}

bool sfw_segment_is_loaded(const struct segment *segment)
{
	return segment->type == SFW_SEGMENT_LOAD;
}

uint64_t sfw_segment_file_end(const struct segment *segment)
{
	return (uint64_t)segment->offset + segment->filesz;
}

uint64_t sfw_segment_memory_size(const struct segment *segment)
{
	return segment->memsz > segment->filesz ? segment->memsz : segment->filesz;
}
