/* SPDX-License-Identifier: BSD-2-Clause */
/* The platform TLVs of `sign`, from its options. */
#ifndef CMD_ARGUMENTS_PLATFORM_H
#define CMD_ARGUMENTS_PLATFORM_H

#include "arguments/options.h"
#include "files/file.h"

/* Ids of these options, in the tables of commands. */
enum {
	OPT_PLAT_TLV = OPTION_PLATFORM,
	OPT_PLAT_TLV_FILE
};

/* Rows of such a table. */
/* clang-format off */
#define PLATFORM_OPTIONS \
	{"plat-tlv", OPT_PLAT_TLV, "ID VALUE", true, \
	 "a platform TLV; ID is a number or a name of the layout, such as\n" \
	 "BOOTADDR; VALUE is a 32-bit number if it begins with 0x, else text"}, \
	{"plat-tlv-file", OPT_PLAT_TLV_FILE, "ID FILE", true, "a platform TLV with the file's bytes"}
/* clang-format on */

/* Where a value came from: a file, or text. */
struct platform_source {
	const char *option, *id, *file, *text; /* as given; file or text is NULL */
	const char *other_id;                  /* its name in layouts without the other one; or NULL */
	struct file bytes;                     /* owned */
};

struct platform {
	struct signfw_platform_tlv *tlvs; /* owned; values are in `sources` of the same index */
	struct platform_source *sources;  /* owned */
	size_t count;
};

/* Takes one of these options; EXIT_DONE, or what to exit with. */
int platform_take_option(struct platform *platform, struct call *call, int id, const char *tlv_id);

/* Adds a TLV of 4 bytes, as if given by `option`; EXIT_DONE, or what to exit with. */
int platform_add_number(struct platform *platform, const char *option, const char *tlv_id, const char *other_id,
			uint32_t number);

/* Changes the number of the TLV that `option` has added. */
void platform_set_number(const struct platform *platform, const char *option, uint32_t number);

/* The first layout that has all names; NULL if none has. */
const char *platform_layout(const struct platform *platform);

/* Finds out the types, by number or by the name that this layout has for them; EXIT_DONE, or EXIT_USAGE. */
int platform_resolve(struct platform *platform, const struct call *call, const char *layout);

/* Warns of text that was probably meant as a number. */
void platform_warn(const struct platform *platform);

void platform_release(struct platform *platform);

#endif
