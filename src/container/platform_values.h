/* SPDX-License-Identifier: BSD-2-Clause */
/* Values for the platform from one layout in another: by what they mean, and where that isn't known by their numbers. */
#ifndef SFW_CONTAINER_PLATFORM_VALUES_H
#define SFW_CONTAINER_PLATFORM_VALUES_H

#include "container/layout.h"

/*
 * Sets the values of *out, which has none but a layout, to what those of `from`
 * mean there, as far as that is clear.
 *
 * @clear: false if it isn't; *out has no values then
 *
 * SIGNFW_OK or SIGNFW_E_MEMORY.
 */
enum signfw_status sfw_platform_values_convert(struct container *out, const struct container *from, bool *clear);

#endif
