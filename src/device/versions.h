/* SPDX-License-Identifier: BSD-2-Clause */
/* What differs between the device versions: data, not code. */
#ifndef SFW_DEVICE_VERSIONS_H
#define SFW_DEVICE_VERSIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "signfw.h"

/* Which container a TA reads; each has a file of its own. */
enum device_format {
	FORMAT_OPTEE,   /* upstream's, and that of ST's 4.0 */
	FORMAT_ST_3_19, /* TLVs behind the images */
	FORMAT_ST_3_16  /* a header with offsets */
};

/* What START wants to know. */
enum device_boot {
	BOOT_FIXED,   /* nothing */
	BOOT_ST_3_19, /* SBOOTADDR or NSBOOTADDR */
	BOOT_ST_4_0   /* BOOTADDR, on an STM32MP2 */
};

struct device_version {
	const char *name;
	const char *description;
	const char *layout; /* of the containers that are made for it */
	unsigned release;   /* upstream's: 4.x is the first that behaves so; 0: another tree's */
	enum device_format format;
	enum device_boot boot;

	/* states and commands */
	bool load_ignored_while_loaded; /* a LOAD in state LOADED succeeds, its buffer unseen; else BAD_STATE */
	bool has_release;               /* command RELEASE */
	bool clears_memory;             /* when LOAD or START fails, and on STOP, which also ends LOADED */
	bool missing_table_is_error;    /* GET_RSC_TABLE without a table at an address but 0: NO_DATA */

	/* the TA's metadata */
	bool bounded_tlv_walk;  /* the search for a TLV checks lengths */
	bool hashtype_required; /* HASHTYPE is looked at */
	bool platform_tlvs;     /* and passed on to the driver */
	bool encryption;        /* ENCTYPE, ENCTABLE */
	bool fused_key;         /* the key is that of PKEYINFO, whose hash is in fuses; else it is built in */

	/* its ELF reader */
	bool whole_ranges;       /* checks whole objects, and lets a segment end with the image */
	bool all_headers_inside; /* program headers of any type have to be inside the image */
	bool refuses_wrap;       /* an image whose end is beyond the last address is BAD_PARAMETERS */
	uint32_t outside;        /* result of what is outside the image, and of a second resource table */
	uint32_t bad_entry;      /* result of a table entry that doesn't fit its segment */
	bool entry_has_offset;   /* p_offset of an entry is compared as well */
	bool table_at_0;         /* a resource table at address 0 isn't translated */
	bool copies_nothing;     /* a segment without bytes is "copied" too: its address has to be in a region */

	/* the driver */
	bool translates_first; /* and looks at the regions only when it maps */
	bool own_addresses;    /* device addresses are physical ones, whatever the memory says */
	bool maps_at_boot;     /* no limit for what can be mapped */
	const char *board;     /* whose memory is built in; or NULL: a device tree says */

	/* the build */
	bool is_stm32mp2;                /* there is no other */
	uint32_t context_32, context_64; /* the TA's context on its heap, built for 32 and 64 bits */
};

/* The version of this name ("optee": the newest upstream; any release that behaves so), or NULL. */
const struct device_version *sfw_device_version(const char *name);

/* The same; SIGNFW_E_ARGUMENT, which says what is known, instead of NULL. */
enum signfw_status sfw_device_version_by_name(const struct device_version **out, const char *name,
					      struct signfw_error *err);

#endif
