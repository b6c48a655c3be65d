/* SPDX-License-Identifier: BSD-2-Clause */
/* A resource table judged: by itself, and with the memory that Linux has for it. */
#include "base/error.h"
#include "firmware/resource_table_lint.h"
#include "linux/board_lint.h"
#include "linux/linux.h"

enum signfw_status signfw_linux_check_table(const signfw_linux *kernel, const void *table, size_t size, uint64_t base,
					    uint64_t physical_address, signfw_findings *findings,
					    struct signfw_error *err)
{
	const struct span bytes = {table, size};

	if (kernel == NULL || findings == NULL || (table == NULL && size > 0))
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no %s was given",
				kernel == NULL     ? "kernel"
				: findings == NULL ? "list for the findings"
						   : "table");
	sfw_findings_judge_reading(findings);
	if (!kernel->warns)
		sfw_findings_judge_boot(findings);
	if (size == 0) {
		sfw_report(findings, SFW_RESOURCE_TABLE_MISSING, SIGNFW_NO_OFFSET,
			   "there is no resource table: Linux boots the firmware without IPC");
		return sfw_findings_verdict(findings, err);
	}
	sfw_lint_table_header(bytes, base, findings);
	sfw_lint_table_entries(bytes, base, findings);
	sfw_lint_table_values(bytes, base, findings);
	sfw_lint_board(&kernel->board, bytes, base, physical_address, findings);
	return sfw_findings_verdict(findings, err);
}
