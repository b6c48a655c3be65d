/* SPDX-License-Identifier: BSD-2-Clause */
/* ELF images to a container, from the options of `sign`. */
#ifndef CMD_CONTAINERS_IMAGES_H
#define CMD_CONTAINERS_IMAGES_H

#include "containers/inputs.h"
#include "containers/made.h"
#include "containers/platform_tlvs.h"

/* The program headers in the hash table. */
enum table {
	TABLE_ALL = 1,
	TABLE_LOADS
};

/* The values of the options. */
struct images_source {
	struct arguments in;
	const char *layout; /* NULL: that which the others ask for */
	char *tlv_order;
	bool strip, pad_segments;
	int table;
	struct arguments platform;
	struct enc_key_source enc_key;
};

/* The rows of the images; and groups about what the container is like. */
extern const struct option_row image_in_rows[];
extern const struct option_group image_groups[];

/* The words of --tlv-order. */
extern const struct choice tlv_orders[];

/* The contents of the container. */
struct images {
	const char *layout;
	struct platform_tlvs platform;
	struct inputs inputs;
	struct enc_key enc_key;
};

/*
 * The steps from the options to the container; `images` is { 0 } before the
 * first, and for images_release() after the last.
 */

/* Chooses the layout, and reads the platform TLVs. */
bool images_begin(const struct images_source *source, struct call *call, struct images *images);

/* Of what a container is made, by whom and how. */
struct images_job {
	const struct images_source *source;
	const struct signer_source *signer;
	const struct signer *key;
	struct images *images;
	struct made *made;
};

/*
 * Reads the images, finds their boot address if that is to be found, and reads the encryption key.  Begins to write the
 * container while a large image is hashed.
 */
bool images_read(const struct images_job *job, struct call *call);

/* Calls the library. */
bool images_build(const struct images_job *job, struct call *call);

void images_release(struct images *images);

#endif
