/* SPDX-License-Identifier: BSD-2-Clause */
/* What is in the regions of a report: the bytes that are written, the resource table, and what it has Linux use. */
#ifndef CMD_PRINTING_MEMORY_PIECES_H
#define CMD_PRINTING_MEMORY_PIECES_H

#include <stdbool.h>

#include "printing/report_tree.h"

enum piece_kind {
	PIECE_COPY,
	PIECE_ZERO,
	/* the others may lie in those */
	PIECE_TABLE,
	PIECE_VRING,
	PIECE_BUFFERS,
	PIECE_TRACE,
	PIECE_CARVEOUT,
	PIECE_KINDS
};

/* Bytes of a region that something is in. */
struct piece {
	uint64_t begin, size; /* from the beginning of the region, and within it */
	enum piece_kind kind;
	const struct node *load; /* what wrote it; NULL of what is only used */
	const char *what;        /* "vring 0", of what is only used */
};

/* Whether a report has regions. */
bool has_memory(const struct node *report);

/* The region before this one that is the same memory; NULL: there is none. */
const char *region_alias(const struct node *region);

/* Calls `each` for all that is in the region, under whatever addresses it was written. */
void each_piece(const struct node *report, const struct node *region,
		void (*each)(const struct piece *piece, void *context), void *context);

#endif
