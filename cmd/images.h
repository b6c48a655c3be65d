/* SPDX-License-Identifier: BSD-2-Clause */
/* ELF images to a container, from the options of `sign`. */
#ifndef CMD_IMAGES_H
#define CMD_IMAGES_H

#include "arguments/platform.h"
#include "keys/enckey_file.h"
#include "signing.h"

/* Ids of these options, in the tables of commands. */
enum {
	OPT_LAYOUT = OPTION_IMAGES,
	OPT_TLV_ORDER,
	OPT_BOOTADDR,
	OPT_STRIP,
	OPT_TABLE,
	OPT_PAD_SEGMENTS
};

/* Rows of such a table. */
/* clang-format off */
#define IMAGES_IN_OPTION \
	{"in", OPT_IN, "FILE", true, "an ELF image, 1 to 255 times, in this order"}
#define IMAGES_OPTIONS \
	PLATFORM_OPTIONS, \
	{"layout", OPT_LAYOUT, "optee|st-4.0|st-3.19|st-3.16", false, \
	 "container layout, that of the device's OP-TEE;\n" \
	 "if not given, optee, or that which has the names of\n" \
	 "--plat-tlv; with --bootaddr or --enc-key, st-4.0"}, \
	{"tlv-order", OPT_TLV_ORDER, "st|upstream", false, \
	 "order of TLVs in st-4.0: that of ST's script, if not given,\nor that of its older ones, which is upstream's"}, \
	{"bootaddr", OPT_BOOTADDR, "auto|ADDR", false, "the BOOTADDR TLV of st-4.0: an address, or that of the only\n" \
	 "vector table in the images"}, \
	{"strip", OPT_STRIP, NULL, false, "sign the images without what no device loads"}, \
	{"table", OPT_TABLE, "all|load", false, "program headers in the hash table: all, or only those of PT_LOAD\n" \
	 "segments, which is all that devices need; all if not given"}, \
	ENC_KEY_OPTIONS("encrypt PT_LOAD segments with the key in this file"), \
	{"pad-segments", OPT_PAD_SEGMENTS, NULL, false, \
	 "extend segments to a multiple of 16 bytes, as encryption\nneeds, where nothing is in the way"}
/* clang-format on */

struct images {
	struct signing signing;
	/* what the options say; strings are those of argv */
	const char *layout, *tlv_order;
	bool strip, table_loads_only, bootaddr_auto, pad_segments;
	struct platform platform;
	struct enc_key_source enc_key_source;

	struct enc_key enc_key; /* what that leads to */
};

/* Takes one of these options, or one of signing.h; EXIT_DONE, or what to exit with. */
int images_take_option(struct images *images, struct call *call, int id, char *argument);

/*
 * Checks what the options say, reads what they name, builds the container and
 * writes it.  EXIT_DONE, or what to exit with.
 */
int images_build(struct images *images, const struct call *call);

void images_release(struct images *images);

#endif
