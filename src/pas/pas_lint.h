/* SPDX-License-Identifier: BSD-2-Clause */
/* A PAS container judged as a whole: what a loader refuses, reads otherwise or doesn't look at. */
#ifndef SFW_PAS_PAS_LINT_H
#define SFW_PAS_PAS_LINT_H

#include "pas/pas_image.h"

/* Adds what is found to the findings of a container with a hash segment. */
void sfw_pas_lint(struct signfw_pas *pas);

#endif
