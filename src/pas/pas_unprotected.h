/* SPDX-License-Identifier: BSD-2-Clause */
/* The bytes of a PAS container that can be changed without anybody noticing. */
#ifndef SFW_PAS_PAS_UNPROTECTED_H
#define SFW_PAS_PAS_UNPROTECTED_H

#include "pas/pas_image.h"

/* Fills in the list of a container that was read.  SIGNFW_OK or SIGNFW_E_MEMORY. */
enum signfw_status sfw_pas_find_unprotected(struct signfw_pas *pas);

#endif
