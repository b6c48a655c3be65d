/* SPDX-License-Identifier: BSD-2-Clause */
/* A TA and its pseudo TA on a board: loaded, reset, and given commands. */
#ifndef TA_TA_PROCESS_H
#define TA_TA_PROCESS_H

#include "ending.h"
#include "signfw/device.h"
#include "signfw/key.h"

struct ta_options {
	const char *ta, *pseudo_ta; /* names of shared objects */
	const signfw_memory *memory;
	bool translates;       /* see driver_prepare() */
	const signfw_key *key; /* RSA; the one that the pseudo TA trusts */
};

/* Loads both.  Ends the program with a message if they aren't what they should be. */
void ta_prepare(const struct ta_options *options);

/* As after a reset of the board. */
struct ta_board {
	size_t heap_size;
	bool fences;           /* see tee_heap.h */
	bool check_signatures; /* otherwise all are valid */
};
void ta_reset(const struct ta_board *board);

struct ta_answer {
	struct ending ending;
	uint32_t result; /* of OUTCOME_ANSWERS */
	/* of SIGNFW_COMMAND_GET_RSC_TABLE */
	uint64_t table_address;
	uint32_t table_size;
};

/* Gives a command; for SIGNFW_COMMAND_LOAD, of the `size` bytes that ta_memory_place() has put there. */
struct ta_answer ta_command(enum signfw_command command, size_t size);

#endif
