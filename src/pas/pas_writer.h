/* SPDX-License-Identifier: BSD-2-Clause */
/* Writing an ELF file of program headers and their bytes: containers, and what is left of one without its hash segment. */
#ifndef SFW_PAS_PAS_WRITER_H
#define SFW_PAS_PAS_WRITER_H

#include "pas/pas_elf.h"

/* Program headers to write, each with its bytes; the arrays have `count` elements. */
struct pas_writer {
	const struct pas_elf *source; /* whose ELF header it gets; borrowed */
	struct pas_segment *segments; /* owned, as `contents` */
	struct span *contents;        /* borrowed bytes; of header 0 of a container, empty: they are the headers */
	size_t count, capacity;
	uint64_t end; /* of the file so far */
};

/* Room for so many segments; false for want of memory.  Free with sfw_pas_writer_cleanup(). */
MUST_CHECK bool sfw_pas_writer_init(struct pas_writer *writer, const struct pas_elf *source, size_t capacity);
void sfw_pas_writer_cleanup(struct pas_writer *writer);

/* Adds a segment behind the others: its bytes begin at a multiple of `alignment`, and are as many as it says. */
void sfw_pas_writer_add(struct pas_writer *writer, const struct pas_segment *segment, struct span content,
			uint64_t alignment);

/* Adds a segment of the source at the alignment that it asks for, within reason. */
void sfw_pas_writer_copy(struct pas_writer *writer, const struct pas_segment *segment, struct span content);

/* Writes ELF header and program headers. */
void sfw_pas_writer_put_headers(struct builder *out, const struct pas_writer *writer);

/* Writes the bytes of all segments behind the headers, zeros in between. */
void sfw_pas_writer_put_contents(struct builder *out, const struct pas_writer *writer);

#endif
