/* SPDX-License-Identifier: BSD-2-Clause */
/* Findings: how they come about, and what to do about them.  What they mean is in the library's catalogue. */
#ifndef CMD_EXPLAINING_FINDING_ADVICE_H
#define CMD_EXPLAINING_FINDING_ADVICE_H

/* All strings are static. */
struct finding_advice {
	const char *id;
	const char *why;
	const char *remedy;
};

/* About a finding, by its id; NULL if there is none of this id. */
const struct finding_advice *finding_advice(const char *id);

#endif
