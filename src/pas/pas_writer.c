/* SPDX-License-Identifier: BSD-2-Clause */
#include "pas/pas_writer.h"

#include <stdlib.h>

/* Larger alignments would only make gaps: nobody maps the file. */
#define ALIGNMENT_MAX UINT64_C(0x1000)

bool sfw_pas_writer_init(struct pas_writer *writer, const struct pas_elf *source, size_t capacity)
{
	*writer = (struct pas_writer){
		.source = source,
		.segments = sfw_array_new(capacity, sizeof(*writer->segments)),
		.contents = sfw_array_new(capacity, sizeof(*writer->contents)),
		.capacity = capacity,
	};
	writer->end = sfw_pas_elf_header_size(source->is_64) + capacity * sfw_pas_segment_header_size(source->is_64);
	return writer->segments != NULL && writer->contents != NULL;
}

void sfw_pas_writer_cleanup(struct pas_writer *writer)
{
	free(writer->segments);
	free(writer->contents);
	*writer = (struct pas_writer){0};
}

void sfw_pas_writer_add(struct pas_writer *writer, const struct pas_segment *segment, struct span content,
			uint64_t alignment)
{
	const size_t index = writer->count++;

	if (content.size > 0)
		writer->end = (writer->end + alignment - 1) / alignment * alignment;
	writer->segments[index] = *segment;
	writer->segments[index].offset = writer->end;
	writer->contents[index] = content;
	writer->end += content.size;
}

void sfw_pas_writer_copy(struct pas_writer *writer, const struct pas_segment *segment, struct span content)
{
	const uint64_t align = segment->align;
	const bool is_power = align != 0 && (align & (align - 1)) == 0;

	sfw_pas_writer_add(writer, segment, content, !is_power || align > ALIGNMENT_MAX ? ALIGNMENT_MAX : align);
}

void sfw_pas_writer_put_headers(struct builder *out, const struct pas_writer *writer)
{
	sfw_pas_elf_put_header(out, writer->source, writer->count);
	for (size_t i = 0; i < writer->count; i++)
		sfw_pas_elf_put_segment(out, writer->source->is_64, &writer->segments[i]);
}

void sfw_pas_writer_put_contents(struct builder *out, const struct pas_writer *writer)
{
	for (size_t i = 0; i < writer->count; i++) {
		const struct span content = writer->contents[i];

		if (content.size == 0)
			continue;
		sfw_builder_zeros(out, (size_t)(writer->segments[i].offset - out->size));
		sfw_builder_bytes(out, content.data, content.size);
	}
}
