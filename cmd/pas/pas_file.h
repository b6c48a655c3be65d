/* SPDX-License-Identifier: BSD-2-Clause */
/* A container of Qualcomm's PAS that a command reads: one file or, by its .mdt, a split one. */
#ifndef CMD_PAS_PAS_FILE_H
#define CMD_PAS_PAS_FILE_H

#include "arguments/call.h"
#include "files/file.h"
#include "signfw/pas.h"

struct pas_file {
	const char *path;
	const struct file *file;       /* borrowed */
	struct file *part_files;       /* owned: the bytes of `parts` */
	struct signfw_pas_part *parts; /* owned */
	size_t part_count;
	signfw_pas *pas;
};

/* Returns true if the file is such a container: an ELF file with a hash segment. */
bool pas_recognise(const struct file *file);

/*
 * Looks into it, damaged or not; of a split one, reads the .bNN beside it.
 * False, and reported, if that can't be done.
 *
 * @out: for pas_file_release()
 */
bool pas_file_open(struct pas_file *out, const char *path, const struct file *file, struct call *call);

/* Accepts { 0 }. */
void pas_file_release(struct pas_file *in);

/* DIR/fw.mdt -> DIR/fw.b07; for free().  NULL if the name is too short to have a suffix of three characters. */
char *pas_part_path(const char *path, size_t segment);

#endif
