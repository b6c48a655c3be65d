/* SPDX-License-Identifier: BSD-2-Clause */
/* Cases are written for the built-in firmware, by its places; here they become cases of any other. */
#ifndef CMD_CORPUS_CORPUS_FIT_H
#define CMD_CORPUS_CORPUS_FIT_H

#include "corpus/corpus_cases.h"

/*
 * Makes the case one of this firmware.  False if the firmware has nothing that it
 * could change, such as a segment of zeros.
 */
bool corpus_fit(struct corpus_case *out, const struct corpus_case *from, const struct firmware *firmware);

#endif
