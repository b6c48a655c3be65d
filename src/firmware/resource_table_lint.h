/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A resource table judged by itself: what Linux refuses, wherever its memory
 * is, and what it takes but doesn't do as the firmware expects.
 */
#ifndef SFW_FIRMWARE_RESOURCE_TABLE_LINT_H
#define SFW_FIRMWARE_RESOURCE_TABLE_LINT_H

#include "base/bytes.h"
#include "base/findings.h"

/* Each is about a table that begins at `base`, for the offsets of findings. */

/* What OP-TEE refuses as well. */
void sfw_lint_table_header(struct span table, uint64_t base, signfw_findings *findings);

/* What Linux refuses, crashes on, warns of, or can't use. */
void sfw_lint_table_entries(struct span table, uint64_t base, signfw_findings *findings);

/* Values that Linux takes without a word, but doesn't read, overwrites, or reads otherwise than they are meant. */
void sfw_lint_table_values(struct span table, uint64_t base, signfw_findings *findings);

#endif
