/* SPDX-License-Identifier: BSD-2-Clause */
/* struct signfw_container: what signing, reading and verifying share. */
#ifndef SFW_HANDLE_H
#define SFW_HANDLE_H

#include "container.h"
#include "lint.h"

struct signfw_container {
	struct container model;
	struct hashtable table;
	size_t image_count;         /* of `images` and `checks`; that of the model once all is read */
	struct firmware *images;    /* owned */
	enum signfw_check **checks; /* owned; for each image, one for each segment */
	enum signfw_check signature_check;
	signfw_findings *findings; /* owned */
	size_t inspected_findings; /* number of those that inspecting made; verifying adds more */
	uint64_t size;             /* of the whole container */
	struct span *chunks;       /* owned: all its bytes, piece by piece */
	size_t chunk_count;
	uint8_t *head; /* owned, or NULL: the bytes before the images of a container that was built */
	char *names;   /* owned: names of the images, for findings; or NULL */
};

/* A new handle with an empty list of findings; NULL for want of memory.  Free with signfw_container_free(). */
signfw_container *sfw_handle_new(void);

/*
 * Fills in the model and the hash table from the head of a container.
 * SIGNFW_OK, whatever was found, or SIGNFW_E_MEMORY.
 */
enum signfw_status sfw_handle_parse(signfw_container *handle, struct span head, uint64_t size);

/* Room for the states of all segments of all images. */
enum signfw_status sfw_handle_make_checks(signfw_container *handle);

/*
 * Checks the signature against what is signed.  SIGNFW_OK, whatever was found,
 * or SIGNFW_E_CRYPTO.
 */
enum signfw_status sfw_verify_signature(signfw_container *handle, const signfw_key *key, struct signfw_error *err);

#endif
