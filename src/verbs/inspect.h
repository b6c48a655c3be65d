/* SPDX-License-Identifier: BSD-2-Clause */
/* Looking into a container: what it says, what its images say, and what is odd about them. */
#ifndef SFW_VERBS_INSPECT_H
#define SFW_VERBS_INSPECT_H

#include "verbs/handle.h"

/*
 * Reads the images of a container whose model is filled in, and finds what is
 * odd about them.
 *
 * @files: the bytes of each image of the model, or none; borrowed as long as
 *         the handle lives
 *
 * SIGNFW_OK or SIGNFW_E_MEMORY.
 */
enum signfw_status sfw_inspect_images(signfw_container *handle, const struct span *files);

#endif
