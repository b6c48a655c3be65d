/* SPDX-License-Identifier: BSD-2-Clause */
/* struct signfw_container: what signing, reading and verifying share. */
#ifndef SFW_VERBS_HANDLE_H
#define SFW_VERBS_HANDLE_H

#include "container/container.h"
#include "firmware/firmware_lint.h"
#include "signfw/container.h"

struct signfw_container {
	struct container model;
	struct hashtable table;
	size_t image_count;         /* of `images` and `checks`; that of the model once all is read */
	struct firmware *images;    /* owned */
	enum signfw_check **checks; /* owned; for each image, one for each segment */
	enum signfw_check signature_check, enc_key_check;
	signfw_findings *findings;              /* owned */
	size_t inspected_findings;              /* number of those that inspecting made; verifying adds more */
	struct signfw_unprotected *unprotected; /* owned */
	size_t unprotected_count, unprotected_capacity;
	uint64_t size;       /* of the whole container */
	struct span *chunks; /* owned: all its bytes, piece by piece */
	size_t chunk_count;
	struct surroundings own; /* of a container that was built: the chunks that aren't images */
	char *names;             /* owned: names of the images, for findings; or NULL */
};

/* A new handle with an empty list of findings; NULL for want of memory.  Free with signfw_container_free(). */
signfw_container *sfw_handle_new(void);

/*
 * Fills in the model and the hash table.
 *
 * @layout: what the file is known to be; NULL: whatever it looks like
 * @file:   all but the images, at least; borrowed as long as the handle lives
 *
 * SIGNFW_OK, whatever was found, or SIGNFW_E_MEMORY.
 */
enum signfw_status sfw_handle_parse(signfw_container *handle, const struct layout *layout, const struct ends *file);

/*
 * Reads the images of a container whose model is filled in, and finds what is
 * odd about them.
 *
 * @files: the bytes of each image of the model, or none; borrowed as long as
 *         the handle lives
 */
enum signfw_status sfw_handle_parse_images(signfw_container *handle, const struct span *files);

/*
 * Fills in an empty handle from what was written: chunks and model, but neither
 * images nor checks.
 *
 * @layout:    of what was written
 * @written:   taken over, also by a failure
 * @images:    what goes between head and tail; the bytes are borrowed as long
 *             as the handle lives
 * @alignment: 1 to 8: each of them is padded to a multiple of so many bytes
 */
enum signfw_status sfw_handle_assemble(signfw_container *handle, const struct layout *layout,
				       struct surroundings *written, const struct span *images, size_t count,
				       size_t alignment, struct signfw_error *err);

/* The bytes [begin, end) of a container, in pieces; their number, at most that of its chunks. */
size_t sfw_handle_pieces(const signfw_container *handle, uint64_t begin, uint64_t end, struct span *out);

/*
 * Fills in an empty handle: what was written, around the images of another
 * container, whose bytes are borrowed as long as the handle lives.
 *
 * @layout:  of what was written
 * @written: taken over, also by a failure
 */
enum signfw_status sfw_handle_wrap(signfw_container *handle, const struct layout *layout, struct surroundings *written,
				   const signfw_container *from, struct signfw_error *err);

/*
 * Signs an assembled container, and verifies the signature.
 *
 * @deterministic: signfw_sign_options.deterministic
 */
enum signfw_status sfw_handle_sign(signfw_container *handle, const signfw_key *key, bool deterministic,
				   struct signfw_error *err);

/* Finds the byte ranges that the signature doesn't protect.  SIGNFW_OK, or SIGNFW_E_MEMORY. */
enum signfw_status sfw_find_unprotected(signfw_container *handle);

/* Room for the states of all segments of all images. */
enum signfw_status sfw_handle_make_checks(signfw_container *handle);

#endif
