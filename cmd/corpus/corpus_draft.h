/* SPDX-License-Identifier: BSD-2-Clause */
/* A container that is made to be damaged: its bytes, where its parts are, and a signature of whatever it says. */
#ifndef CMD_CORPUS_CORPUS_DRAFT_H
#define CMD_CORPUS_CORPUS_DRAFT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "corpus/corpus_firmware.h"
#include "signfw.h"

/* Good containers, which cases change.  Those of layouts optee and st-4.0 have the public key in PKEYINFO. */
enum base {
	BASE_PLAIN,       /* layout optee, one image */
	BASE_TWO,         /* two images; the second has no resource table */
	BASE_NO_TABLE,    /* without a resource table */
	BASE_NO_KEY_INFO, /* without PKEYINFO, so that HASHTABLE is the last TLV */
	BASE_PLATFORM,    /* with a platform TLV of one byte, type PLATFORM_TYPE */
	BASE_MANY,        /* with so many program headers that no heap of the usual size is enough */
	BASE_LARGE,       /* with a TLV that is larger than a heap of the usual size */
	BASE_LARGE_KEY,   /* with so much in PKEYINFO that the heap holds it once, but not twice */
	BASE_ST40,        /* layout st-4.0 */
	BASE_BOOT,        /* with BOOTADDR and BOOTSEC */
	BASE_ENCRYPTED,   /* with ENCTYPE and ENCTABLE; what "decrypting" makes of the segments is of no use */
	BASE_ST319,       /* layout st-3.19, with NSBOOTADDR */
	BASE_ST316,       /* layout st-3.16 */
	BASE_COUNT
};

#define PLATFORM_TYPE 0x10077U

/* What an edit is about. */
enum place {
	PLACE_NONE, /* behind the last edit */
	PLACE_FILE,
	PLACE_SIGNATURE,
	PLACE_IMAGE,     /* `which`: its number */
	PLACE_SIGNED,    /* `which`: the piece of what is signed, the header or what comes behind */
	PLACE_TLV_TYPE,  /* `which`: the TLV's type in the good container */
	PLACE_TLV_SIZE,  /* the same */
	PLACE_TLV_VALUE, /* the same */
};

enum change {
	CHANGE_SET,  /* to `value` */
	CHANGE_ADD,  /* `value`, modulo the width */
	CHANGE_FLIP, /* the bits of `value` */
	CHANGE_COPY  /* `width` bytes from the offset `value` in the same place */
};

/* What a value counts from. */
enum from {
	FROM_ZERO,
	FROM_CODE,    /* where the firmware is loaded */
	FROM_END,     /* the end of the region that it is loaded to */
	FROM_OUTSIDE, /* an address that is in no region */
	/* of the image; corpus_fit() makes numbers of these, or one of the above */
	FROM_IMAGE_END,
	FROM_SECTION_COUNT,
	FROM_CODE_AT_END,   /* the offset from where the code segment's bytes are the last of the image */
	FROM_ROOM_FOR_CODE, /* the address from where the segment ends with the region */
	FROM_ROOM_FOR_DATA, /* the same of its bytes in the file */
	FROM_ROOM_FOR_ZERO,
	FROM_ROOM_FOR_TABLE,
	FROM_BUILT_IN, /* 0; what counts from it is a place in the built-in firmware, and in no other */
};

struct edit {
	enum place place;
	uint32_t which, at; /* `at`: offset in the place */
	uint8_t width;      /* bytes */
	enum change change;
	uint32_t value;
	enum from from;
};

/* Device addresses that values count from. */
struct landmarks {
	uint32_t code, end, outside;
};

struct extent {
	size_t at, size;
};

struct tlv_place {
	uint32_t type;
	size_t header, value;
};

#define DRAFT_TLVS_MAX 16
#define DRAFT_IMAGES   2
#define DRAFT_COVERED  2

struct draft {
	const char *layout; /* static */
	uint8_t *bytes;     /* owned */
	size_t size;
	struct tlv_place tlvs[DRAFT_TLVS_MAX];
	size_t tlv_count;
	struct extent images[DRAFT_IMAGES], signature, covered[DRAFT_COVERED];
};

/* Whether it can be made of the firmware. */
bool draft_can_be(enum base base, const struct firmware *firmware);

/* Makes a good container.  @firmware: built-in, or in the container.  @out: for draft_release() */
enum signfw_status draft_make(struct draft *out, enum base base, const struct firmware *firmware,
			      const struct landmarks *landmarks, const signfw_key *key, struct signfw_error *error);

/* A copy, to be changed. */
struct draft draft_copy(const struct draft *from);

void draft_edit(struct draft *draft, const struct landmarks *landmarks, const struct edit *edit);

/* Signs what the signature covers, whatever that says. */
enum signfw_status draft_sign(struct draft *draft, const signfw_key *key, struct signfw_error *error);

/* Whether the signature of the one is also one of the other. */
bool draft_says_the_same(const struct draft *one, const struct draft *other);

void draft_release(struct draft *draft);

#endif
