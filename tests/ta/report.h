/* SPDX-License-Identifier: BSD-2-Clause */
/* What compare-ta counts and prints. */
#ifndef TA_REPORT_H
#define TA_REPORT_H

#include "comparison.h"

/* A container that is compared. */
struct subject {
	const struct input *input;
	bool is_changed;
	uint64_t seed; /* of a changed one */
	size_t index;  /* of a seed as it is */
};

/* Counts a step. */
void report_step(const struct step *step);

/* Counts a container, by the verdict of its last step. */
void report_container(unsigned verdict);

/* Prints a difference. */
void report_difference(const struct subject *subject, const struct setting *setting, const struct step *step);

/* Prints what was counted, and returns whether nothing is unexplained. */
bool report_finish(void);

#endif
