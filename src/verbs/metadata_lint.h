/* SPDX-License-Identifier: BSD-2-Clause */
/* Signature and metadata of a container, judged as devices do that have to verify and keep them. */
#ifndef SFW_VERBS_METADATA_LINT_H
#define SFW_VERBS_METADATA_LINT_H

#include "container/container.h"

/* Finds what devices make of a container whose layout is known, and of a signature by this key. */
void sfw_lint_metadata(const struct container *container, const signfw_key *key, signfw_findings *findings);

#endif
