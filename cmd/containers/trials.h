/* SPDX-License-Identifier: BSD-2-Clause */
/* A file given to every device, version and board that is known: who answers what. */
#ifndef CMD_CONTAINERS_TRIALS_H
#define CMD_CONTAINERS_TRIALS_H

#include "containers/target.h"
#include "printing/trial_report.h"

/*
 * Loads a file on all devices, or the one that the options name, with the memory of all built-in boards, or the
 * one that the options give.
 *
 * @code: the answer that is looked for
 * @key:  that the devices trust; NULL: they take every signature
 * @out:  { 0 }; for trials_release()
 */
bool trials_run(const struct target_source *source, const signfw_key *key, const struct file *file, uint32_t code,
		struct call *call, struct trials *out);

void trials_release(struct trials *trials);

#endif
