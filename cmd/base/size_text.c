/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/size_text.h"

#include <inttypes.h>
#include <stdio.h>

/* From here on the number of bytes alone says little. */
#define LARGE 100000

static const char *const units[] = {"bytes", "KiB", "MiB", "GiB"};
#define UNIT_LAST 3

struct size_text size_text(uint64_t size)
{
	struct size_text out;
	uint64_t whole = size;
	double about = (double)size;
	unsigned unit = 0, about_unit = 0;

	while (unit < UNIT_LAST && whole >= 1024 && whole % 1024 == 0) {
		whole /= 1024;
		unit++;
	}
	while (about_unit < UNIT_LAST && about >= 1024) {
		about /= 1024;
		about_unit++;
	}
	if (whole < LARGE)
		snprintf(out.text, sizeof(out.text), "%" PRIu64 " %s", whole, units[unit]);
	else
		snprintf(out.text, sizeof(out.text), "%" PRIu64 " %s (%.1f %s)", whole, units[unit], about,
			 units[about_unit]);
	return out;
}
