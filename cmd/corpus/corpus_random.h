/* SPDX-License-Identifier: BSD-2-Clause */
/* Cases of the corpus with random damage, for what nobody thinks of. */
#ifndef CMD_CORPUS_CORPUS_RANDOM_H
#define CMD_CORPUS_CORPUS_RANDOM_H

#include "corpus/corpus_cases.h"

/* A case, and the texts that it points to. */
struct random_case {
	struct corpus_case content;
	char name[CORPUS_NAME_SIZE];
	char what[320];
};

/* Case `index` of those that follow from a seed: the same in every run, on every machine. */
void random_case_make(struct random_case *out, const struct firmware *firmware, uint32_t seed, uint32_t index);

#endif
