/* SPDX-License-Identifier: BSD-2-Clause */
/* Files to extract from a container: images, segments, Intel HEX, memory. */
#ifndef CMD_CONTAINERS_EXTRACTION_H
#define CMD_CONTAINERS_EXTRACTION_H

#include "arguments/call.h"
#include "files/output.h"
#include "keys/enc_key_file.h"

/* A file that is to be written. */
struct product {
	const char *kind;      /* "image", "segment", "hex", "memory" */
	char *path;            /* owned */
	size_t image, segment; /* where it is of one */
	uint64_t address;      /* where its first byte is loaded, but for images and hex */
	const void *data;
	size_t size;
	void *own;     /* its bytes, if they were made here; or NULL */
	bool has_gaps; /* long runs of zeros, which needn't take room on a disk */
};

/* The images first, first + 1, ..., end - 1 of a container, and what is made of them. */
struct extraction {
	const signfw_container *container;
	const char *file; /* its name */
	struct call *call;
	size_t first, end;
	struct product *products; /* owned */
	size_t count;
	uint8_t *plain[SIGNFW_MAX_IMAGES]; /* owned: what an image was before it was encrypted; or NULL */
};

/* Each is a step, see call.h, and adds what it makes. */

/* Decrypts the images, for all that follow; without a key, makes sure that there is nothing to decrypt. */
bool extract_decrypt(struct extraction *extraction, const struct enc_key *key);

/* The first image, as an ELF file. */
bool extract_image(struct extraction *extraction, const char *path);

/* Each image, as FOLDER/image-NUMBER.elf. */
bool extract_images(struct extraction *extraction, const char *folder);

/* The bytes of each segment that is loaded, as FOLDER/ADDRESS.bin. */
bool extract_segments(struct extraction *extraction, const char *folder);

/* The bytes of all segments that are loaded. */
bool extract_hex(struct extraction *extraction, const char *path);

/* The memory from the first to the last byte that loading writes, zero in between; at most --max-size.  It has gaps. */
bool extract_memory(struct extraction *extraction, const char *path);

/* The bytes of a product, for write_files(): one piece, or those between the gaps, and the gaps; owned. */
struct output_piece *product_pieces(const struct product *product, size_t *count);

void extract_release(struct extraction *extraction);

#endif
