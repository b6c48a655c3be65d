/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Linux's loader of PAS containers, drivers/soc/qcom/mdt_loader.c of 7.2: what
 * it checks, what it hands to the secure world, and where it puts segments.  It
 * has ELF32 structures only, and reads them whatever the file is.
 */
#ifndef SFW_PAS_DEVICE_MDT_LOADER_H
#define SFW_PAS_DEVICE_MDT_LOADER_H

#include "pas_device/pas_answer.h"
#include "pas_device/pas_carveout.h"

/* Linux's numbers, negative. */
#define MDT_ENOENT (-2)
#define MDT_EINVAL (-22)
#define MDT_EFBIG  (-27)

struct mdt_loader {
	struct span file; /* the container or the .mdt; borrowed, as the next three */
	const struct signfw_pas_part *parts;
	size_t part_count;
	const char *name;                     /* of the file, for the log and for names of parts */
	uint64_t memory_address, memory_size; /* of the carveout; size 0: there is enough */
	struct pas_log log;
	bool crashed; /* it read out of bounds */
};

/* The memory that program headers ask for; addresses and sizes in the widths of Linux. */
struct mdt_plan {
	bool relocatable;
	uint64_t min_address;
	uint64_t memory_size; /* of MEM_SETUP */
};

/* Each of these returns 0 or an errno; one that isn't 0 has a reason. */
int sfw_mdt_check_header(const struct mdt_loader *loader, struct pas_reason *reason);
void sfw_mdt_plan(const struct mdt_loader *loader, struct mdt_plan *out);
int sfw_mdt_read_metadata(struct mdt_loader *loader, struct builder *blob, struct pas_reason *reason);

/* @status: SIGNFW_E_MEMORY if it was us who failed */
int sfw_mdt_load(struct mdt_loader *loader, const struct mdt_plan *plan, struct pas_carveout *carveout,
		 struct pas_reason *reason, enum signfw_status *status);

/* Number of program headers of a file whose header is good. */
size_t sfw_mdt_segment_count(const struct mdt_loader *loader);

#endif
