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

/* A container of images: what it is made of and by whom, and what comes of it. */
struct images_job {
	const struct images_source *source;
	struct signer_source *signer_source;
	struct made made; /* before: its first members */
	struct signer signer;
	struct images images;
};

/*
 * Reads images and keys, makes the container, and asks the device.  A large image is written while it is hashed; see
 * output_begin().
 *
 * @job: for images_release(), whatever comes of it
 */
bool images_make(struct images_job *job, struct call *call);

void images_release(struct images_job *job);

#endif
