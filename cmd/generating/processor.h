/* SPDX-License-Identifier: BSD-2-Clause */
/* The remote processors that device trees are made for, as the trees of their SoCs describe them. */
#ifndef CMD_GENERATING_PROCESSOR_H
#define CMD_GENERATING_PROCESSOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Which OP-TEE and which Linux the trees are for. */
enum tree_binding {
	TREE_V22 = 1, /* upstream OP-TEE, and the driver that is proposed for upstream Linux */
	TREE_STD      /* ST's */
};

/* Addresses of the remote processor, and the host's. */
struct address_range {
	uint32_t da;
	uint64_t pa, size;
};

/* Memory behind one firewall, or one of its cells. */
struct memory_bank {
	const char *name;
	uint64_t pa, size;
	const char *firewall; /* label of its controller */
	uint32_t id;          /* in the cell of an ETZPC */
};

/* A processor.  Arrays end with an element whose size is 0. */
struct processor {
	const char *boards; /* what the names of boards begin with that have it */
	const char *label, *node;
	const char *soc;                                      /* its node in the tree of the SoC: properties */
	const char *tee_compatible;                           /* of OP-TEE, and of ST's Linux */
	const char *controllers;                              /* the firewall's, in the tree of the SoC */
	unsigned cells;                                       /* of an address in the root node */
	bool is_upstream;                                     /* upstream knows it, too */
	const struct address_range *upstream_ranges, *ranges; /* dma-ranges of the bus: the latter are ST's */
	const struct memory_bank *banks;
	const struct address_range *shared; /* where rings and buffers are put, best first */
	uint64_t buffers_size;              /* of a board whose firmware isn't known */
	bool has_rings_first; /* its firmware expects them at the beginning of what is shared, or the end */
};

/* The processor of a board; NULL: none that has device trees. */
const struct processor *processor_of_board(const char *board);

/* Processor `index`; NULL behind the last. */
const struct processor *processor_get(size_t index);

const struct address_range *processor_ranges(const struct processor *processor, enum tree_binding binding);

/* The host's address of memory of the remote processor; false if no range has all of it. */
bool processor_translate(const struct processor *processor, enum tree_binding binding, uint64_t da, uint64_t size,
			 uint64_t *pa);

/* The bank that has the byte; NULL: none. */
const struct memory_bank *processor_bank(const struct processor *processor, uint64_t pa);

/* The same byte under the address that its bank has: SRAM of an STM32MP15 has two. */
uint64_t processor_plain_address(const struct processor *processor, uint64_t pa);

#endif
