/* SPDX-License-Identifier: BSD-2-Clause */
/* PAS containers of tests/vectors/pas, in one file or split. */
#ifndef TEST_PAS_VECTORS_H
#define TEST_PAS_VECTORS_H

#include "signfw/pas.h"
#include "support.h"

#define PAS_PARTS_MAX 100

/* A container and its parts, in memory. */
struct pas_files {
	struct test_file main;
	char name[64]; /* of the file, without its folder */
	struct signfw_input input;
	struct test_file files[PAS_PARTS_MAX];
	struct signfw_pas_part parts[PAS_PARTS_MAX];
	size_t part_count;
};

/* Reads "signed/own-v7.mbn" or "split/own-v7/fw.mdt", with the .bNN beside it.  Free with pas_files_free(). */
struct pas_files *pas_files_load(const char *path);
void pas_files_free(struct pas_files *files);

/* The container, inspected.  Free with signfw_pas_free(), before the files. */
signfw_pas *pas_inspect(const struct pas_files *files);

#endif
