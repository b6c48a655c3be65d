/* SPDX-License-Identifier: BSD-2-Clause */
/* `extract` from a container of Qualcomm's PAS: the plain ELF file, parts of the hash segment, certificates. */
#ifndef CMD_PAS_PAS_EXTRACTION_H
#define CMD_PAS_PAS_EXTRACTION_H

#include "arguments/call.h"
#include "arguments/option.h"
#include "files/file.h"
#include "pas/pas_verdict.h"

/* The values of the options. */
struct pas_extract_source {
	char *part, *certificates;
	struct pas_anchor_source anchor; /* what is verified before */
};

/* The rows but for those of the anchor. */
extern const struct option_row pas_extract_rows[];

/*
 * Writes what the options want, and prints the report.
 *
 * @out: the file for the part, or else for the ELF file; or NULL
 */
bool pas_extract(const char *path, const struct file *file, const struct pas_extract_source *source, const char *out,
		 struct call *call);

#endif
