/* SPDX-License-Identifier: BSD-2-Clause */
/* An output file that is there completely or not at all. */
#ifndef CMD_OUTPUT_H
#define CMD_OUTPUT_H

#include "signfw.h"

/*
 * Writes the container to `path`: "-" is standard output; a device or pipe is
 * written straight; anything else appears under its name only when it is
 * complete (temporary file in the same folder, fsync, rename), with mode 0644
 * less the umask.  On failure the old file is untouched and nothing is left
 * over.  Reports its errors.
 */
bool output_container(const char *path, const signfw_container *container);

/* Whether both paths lead to the same existing file. */
bool output_is_input(const char *output, const char *input);

#endif
