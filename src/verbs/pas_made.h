/* SPDX-License-Identifier: BSD-2-Clause */
/* A PAS container that was just made: read again, verified, and given to a device. */
#ifndef SFW_VERBS_PAS_MADE_H
#define SFW_VERBS_PAS_MADE_H

#include "base/bytes.h"
#include "signfw.h"

/*
 * What is wrong with it becomes a finding.  Version 6 is given to the device
 * that checks signatures, or, before it is signed, to one that doesn't; of
 * version 7, no device is known.
 *
 * @is_unsigned: its signature isn't there yet
 */
enum signfw_status sfw_pas_check_made(struct span file, bool is_unsigned, signfw_findings *findings,
				      struct signfw_error *err);

#endif
