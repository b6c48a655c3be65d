/* SPDX-License-Identifier: BSD-2-Clause */
/* Looking into a container of Qualcomm's, for those who collect findings of more than one step. */
#ifndef SFW_PAS_PAS_INSPECT_H
#define SFW_PAS_PAS_INSPECT_H

#include "pas/pas_image.h"

/* signfw_pas_inspect(), into a list of findings that judges as it likes; borrowed until the end; NULL: a new one. */
enum signfw_status sfw_pas_inspect(signfw_pas **out, const struct signfw_input *file,
				   const struct signfw_pas_part *parts, size_t part_count, signfw_findings *findings,
				   struct signfw_error *err);

#endif
