/* SPDX-License-Identifier: BSD-2-Clause */
/* The corpus as data: containers, good and damaged, and what is done to a device with them. */
#ifndef CMD_CORPUS_CORPUS_CASES_H
#define CMD_CORPUS_CORPUS_CASES_H

#include "corpus/corpus_draft.h"
#include "signfw/device.h"

#define EDITS_MAX        6
#define CORPUS_NAME_SIZE 64 /* of a case's name, or its file's */

/* What becomes of the container's end. */
enum ending {
	END_AS_IS,
	END_GROWN,     /* by so many zeros */
	END_SHORTENED, /* by so many bytes */
	END_AT,        /* so many bytes are left */
	END_IMAGE_ONLY /* nothing but the first image */
};

struct corpus_case {
	const char *name; /* of its file, without .sign */
	const char *what; /* one line */
	enum base base;
	struct edit edits[EDITS_MAX]; /* in this order, before it is signed */
	struct edit after;            /* and one when it is signed already */
	enum ending ending;
	size_t amount;
	bool needs_built_in; /* what it is about, other firmware may not have */
};

/* Case `index`; NULL behind the last. */
const struct corpus_case *corpus_case(size_t index);

#define STEPS_MAX 8

struct corpus_step {
	unsigned command; /* enum signfw_command; or a number that isn't one */
	const char *file; /* of LOAD: the name of a case */
};

/* Commands that a device gets one after the other, since it was reset. */
struct corpus_sequence {
	const char *name, *what;
	struct corpus_step steps[STEPS_MAX]; /* the last has no command */
};

/* Sequence `index`; NULL behind the last. */
const struct corpus_sequence *corpus_sequence(size_t index);

#endif
