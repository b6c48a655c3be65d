/* SPDX-License-Identifier: BSD-2-Clause */
/* A container from another one: what `stitch` and `resign` have in common. */
#ifndef CMD_REWRITE_H
#define CMD_REWRITE_H

#include "signing.h"

struct rewrite {
	struct signing signing;
	signfw_container *old; /* owned */
};

/* signing_check(), and that there is one input. */
int rewrite_check(const struct rewrite *rewrite, const struct call *call, struct other_file other);

/*
 * Reads the old container and key, and says what is odd about the container;
 * EXIT_DONE, or what to exit with.
 *
 * @old_key: verifies the container; NULL: doesn't
 */
int rewrite_open(struct rewrite *rewrite, const struct call *call, const signfw_key *old_key);

/*
 * Verifies the new container, so that nothing is written that isn't valid, and
 * goes on as signing_finish().
 *
 * @status, error: of making it
 */
int rewrite_finish(struct rewrite *rewrite, const struct call *call, enum signfw_status status,
		   struct signfw_error *error);

void rewrite_release(struct rewrite *rewrite);

#endif
