/* SPDX-License-Identifier: BSD-2-Clause */
/* What a device's memory holds, as files. */
#ifndef CMD_BOOTING_MEMORY_IMAGE_H
#define CMD_BOOTING_MEMORY_IMAGE_H

#include "arguments/call.h"
#include "signfw/device.h"

enum memory_format {
	MEMORY_SPARSE = 0, /* FOLDER/ADDRESS.bin for each stretch of memory; zeros take no room on the disk */
	MEMORY_HEX         /* FOLDER/memory.hex, Intel HEX */
};

/*
 * Writes all that the device has written to its memory, and that is known;
 * makes the folder.
 *
 * @is_private: new files are for their owner only
 */
bool memory_image_write(const signfw_device *device, const char *folder, enum memory_format format, bool is_private,
			struct call *call);

#endif
