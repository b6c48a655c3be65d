/* SPDX-License-Identifier: BSD-2-Clause */
/* Digests of the segments of a file, computed while somebody else reads it, for signing and verifying. */
#ifndef SIGNFW_DIGESTS_H
#define SIGNFW_DIGESTS_H

#include <signfw.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Digests of the segments of files, computed while these were read. */
typedef struct signfw_digests signfw_digests;

/* Creates an empty list.  @out: owned, free with signfw_digests_free(). */
SIGNFW_CHECKED enum signfw_status signfw_digests_new(signfw_digests **out, struct signfw_error *err);
SIGNFW_API void signfw_digests_free(signfw_digests *digests);

/* Returns once the first `end` bytes are there; false if they won't be. */
typedef bool (*signfw_wait_fn)(void *context, size_t end);

/*
 * Hashes the segments of an ELF file, or of those in a container, while somebody
 * else reads it into memory, from its beginning on.  Returns when all that it can
 * hash is hashed; a file of any other form adds nothing.
 *
 * Whoever gets the digests, by signfw_sign_options, signfw_container_set_digests()
 * or signfw_pas_set_digests(), relies on them where it would hash the very same
 * memory, and hashes everything else itself.
 *
 * @data: borrowed as long as the digests are used: what was there once stays
 * @wait: called with ascending ends
 */
SIGNFW_API void signfw_digests_add(signfw_digests *digests, const void *data, size_t size, signfw_wait_fn wait,
				   void *context);

/* Lets signfw_container_verify() use digests of the container's memory, which are borrowed as long as it is used; or NULL. */
SIGNFW_API void signfw_container_set_digests(signfw_container *container, const signfw_digests *digests);

#ifdef __cplusplus
}
#endif

#endif /* SIGNFW_DIGESTS_H */
