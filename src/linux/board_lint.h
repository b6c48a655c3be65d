/* SPDX-License-Identifier: BSD-2-Clause */
/* A resource table against the memory that Linux's device tree gives the processor. */
#ifndef SFW_LINUX_BOARD_LINT_H
#define SFW_LINUX_BOARD_LINT_H

#include "base/bytes.h"
#include "base/findings.h"
#include "linux/linux_board.h"

/*
 * @base:     where the table begins, for the offsets of findings
 * @table_pa: where it is in memory; SIGNFW_NO_OFFSET: not known
 */
void sfw_lint_board(const struct linux_board *board, struct span table, uint64_t base, uint64_t table_pa,
		    signfw_findings *findings);

#endif
