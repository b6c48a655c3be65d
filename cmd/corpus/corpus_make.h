/* SPDX-License-Identifier: BSD-2-Clause */
/* Makes the containers of the corpus, and writes them. */
#ifndef CMD_CORPUS_CORPUS_MAKE_H
#define CMD_CORPUS_CORPUS_MAKE_H

#include "corpus/corpus_answers.h"
#include "files/file.h"

/* What the containers are made from. */
struct corpus_source {
	struct file file; /* for file_free(); no bytes: the built-in firmware */
	uint8_t built_in[FIRMWARE_SIZE];
	struct firmware firmware;
	struct landmarks landmarks;
};

/*
 * Finds where firmware goes in memory.
 *
 * @path: of an ELF file that the library would sign; NULL: the built-in one
 * @out:  { 0 }
 *
 * Fails, and reports it, if the file isn't one, or memory has no place for the
 * firmware; for the built-in one that is a region large enough, but at address 0.
 */
bool corpus_find_firmware(struct corpus_source *out, const char *path, const signfw_key *key,
			  const signfw_memory *memory, struct call *call);

/* What there is besides the list of cases. */
struct corpus_wish {
	uint64_t random_count, seed; /* containers with random damage, which follows from the seed */
};

/* All containers that can be signed by the key.  @out: { 0 }; for corpus_release() */
bool corpus_make(const signfw_key *key, const struct corpus_source *source, const struct corpus_wish *wish,
		 struct corpus *out, struct call *call);

/* Writes them, and two files of text, to a folder that is empty, or isn't there: all or none. */
bool corpus_write(const struct corpus *corpus, const char *folder, const char *json, const char *readme,
		  struct call *call);

void corpus_release(struct corpus *corpus);

#endif
