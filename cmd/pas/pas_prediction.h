/* SPDX-License-Identifier: BSD-2-Clause */
/* `check` of a container of Qualcomm's PAS: what Linux and OP-TEE say to it, and why. */
#ifndef CMD_PAS_PAS_PREDICTION_H
#define CMD_PAS_PAS_PREDICTION_H

#include "arguments/call.h"
#include "arguments/option.h"
#include "files/file.h"

/* A number that may be given. */
struct pas_number {
	bool is_given;
	uint64_t value;
};

/* The parse function of a row whose field is a struct pas_number; numbers have 32 bits. */
bool pas_number_parse(struct call *call, const struct option_row *row, char *argument, void *field);

/* The values of the options: what is in the fuses of a device, and its memory. */
struct pas_device_source {
	char *root_hash;
	struct pas_number pas_id, oem_id, model_id, jtag_id, serial, soc_version;
	bool enforce_eku;
	struct {
		uint64_t address, size; /* size 0: not given */
	} carveout;
};

extern const struct option_row pas_device_rows[];

/* Returns true if the name, or NULL, is that of a device with PAS. */
bool pas_device_is(const char *name);

/* Asks a device, prints the report, and ends the call.  @device: its name, or NULL */
void pas_check_file(const char *path, const struct file *file, const struct pas_device_source *source,
		    const char *device, struct call *call);

#endif
