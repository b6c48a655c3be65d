/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Firmware judged as firmware: what no device can load, and what is suspicious.
 * Everything here is the device's opinion, not the format's.
 */
#ifndef SFW_FIRMWARE_FIRMWARE_LINT_H
#define SFW_FIRMWARE_FIRMWARE_LINT_H

#include "firmware/image.h"
#include "format/hash_table.h"

/* Rules about each image by itself. */
void sfw_lint_images(const struct image *images, size_t count, signfw_findings *findings);

/* Rules about the initialisation vectors of a table. */
void sfw_lint_ivs(const struct hash_table *table, signfw_findings *findings);

/* Rules about all images together. */
void sfw_lint_together(const struct image *images, size_t count, signfw_findings *findings);

/* Whether a device will find each segment in `table`, which was made of these images. */
void sfw_lint_lookups(const struct image *images, size_t count, const struct hash_table *table,
		      signfw_findings *findings);

/* The finding that a device takes entry `entry` of the table for segment `index` of an image. */
void sfw_report_shadowed(const struct image *image, size_t index, const struct hash_table *table, size_t entry,
			 signfw_findings *findings);

#endif
