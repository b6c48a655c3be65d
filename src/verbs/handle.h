/* SPDX-License-Identifier: BSD-2-Clause */
/* struct signfw_container: a container with its images and bytes, which signing, reading and verifying share. */
#ifndef SFW_VERBS_HANDLE_H
#define SFW_VERBS_HANDLE_H

#include "base/cleanup.h"
#include "container/layouts.h"
#include "firmware/image.h"
#include "signfw/digests.h"
#include "verbs/unprotected.h"

/* Values that are made when they are asked for first, maybe by several threads at once. */
struct lazy {
	struct unprotected *_Atomic unprotected; /* owned; or NULL */
};

/* The segment that devices use an entry of the hash table for; SIGNFW_NO_INDEX if there is none. */
struct entry_use {
	size_t image, segment;
};

struct signfw_container {
	struct container model;
	struct entry_use *uses;     /* owned; for each entry of the model's table; or NULL */
	size_t image_count;         /* of `images` and `checks`; that of the model once all is read */
	struct image *images;       /* owned */
	enum signfw_check **checks; /* owned; for each image, one for each segment */
	enum signfw_check signature_check, enc_key_check;
	signfw_findings *findings; /* owned */
	size_t inspected_findings; /* number of those that inspecting made; verifying adds more */
	struct lazy *lazy;         /* owned */
	uint64_t size;             /* of the whole container */
	struct span *chunks;       /* owned: all its bytes, piece by piece */
	size_t chunk_count;
	struct surroundings own;       /* of a container that was built: the chunks that aren't images */
	const signfw_digests *digests; /* what is known of the images; or NULL */
	char *names;                   /* owned: names of the images, for findings; or NULL */
};

/* A new handle with an empty list of findings; NULL for want of memory.  Free with signfw_container_free(). */
signfw_container *sfw_handle_new(void);

DEFINE_CLEANUP(sfw_handle_cleanup, signfw_container, signfw_container_free)

/*
 * Fills in the model.
 *
 * @layout: what the file is known to be; NULL: whatever it looks like
 * @file:   all but the images, at least; borrowed as long as the handle lives
 *
 * SIGNFW_OK, whatever was found, or SIGNFW_E_MEMORY.
 */
enum signfw_status sfw_handle_parse(signfw_container *handle, const struct layout *layout, const struct ends *file);

/* Room for the states of all segments of all images.  SIGNFW_OK or SIGNFW_E_MEMORY. */
enum signfw_status sfw_handle_make_checks(signfw_container *handle);

/* The bytes that the signature doesn't protect; NULL for want of memory. */
const struct unprotected *sfw_handle_unprotected(const signfw_container *handle);

/* The bytes [begin, end) of a container, in pieces; their number, at most that of its chunks. */
size_t sfw_handle_pieces(const signfw_container *handle, uint64_t begin, uint64_t end, struct span *out);

#endif
