/* SPDX-License-Identifier: BSD-2-Clause */
/* Makes the containers of the corpus, and writes them. */
#ifndef CMD_CORPUS_CORPUS_MAKE_H
#define CMD_CORPUS_CORPUS_MAKE_H

#include "corpus/corpus_answers.h"

/*
 * Finds where firmware goes in memory.
 *
 * Fails, and reports it, if there is no region large enough, but at address 0.
 */
bool corpus_find_landmarks(const signfw_memory *memory, struct landmarks *out, struct call *call);

/* What there is besides the list of cases. */
struct corpus_wish {
	uint64_t random_count, seed; /* containers with random damage, which follows from the seed */
};

/* All containers that can be signed by the key.  @out: { 0 }; for corpus_release() */
bool corpus_make(const signfw_key *key, const struct landmarks *landmarks, const struct corpus_wish *wish,
		 struct corpus *out, struct call *call);

/* Writes them, and two files of text, to a folder that is empty, or isn't there: all or none. */
bool corpus_write(const struct corpus *corpus, const char *folder, const char *json, const char *readme,
		  struct call *call);

void corpus_release(struct corpus *corpus);

#endif
