/* SPDX-License-Identifier: BSD-2-Clause */
/* The platform TLVs of a container, from its options. */
#ifndef CMD_CONTAINERS_PLATFORM_TLVS_H
#define CMD_CONTAINERS_PLATFORM_TLVS_H

#include "arguments/call.h"
#include "arguments/option.h"
#include "files/file.h"

/* The rows of --plat-tlv and --plat-tlv-file; and that of --bootaddr, whose TLV is one of these, in its order. */
extern const struct option_row platform_tlv_rows[], boot_address_rows[];

/* The names of all TLVs, for tables of options. */
const char *tlv_names(size_t index, const char **description);

struct platform_tlvs {
	struct signfw_platform_tlv *list; /* owned */
	struct file *values;              /* owned: of those */
	size_t count;
	size_t searched; /* which one is the boot address, if that is still to be found; else `count` */
};

/* The first layout that has all names; NULL if none has. */
const char *platform_tlvs_layout(const struct arguments *given);

/*
 * Reads the values, finds out the types, by number or by the name that this
 * layout has for them, and warns of text that was probably meant as a number.
 *
 * @out: { 0 }; for platform_tlvs_release()
 */
bool platform_tlvs_read(const struct arguments *given, const char *layout, struct call *call,
			struct platform_tlvs *out);

/* Stores a number in the TLV that was searched. */
void platform_tlvs_found(struct platform_tlvs *tlvs, uint32_t number);

void platform_tlvs_release(struct platform_tlvs *tlvs);

#endif
