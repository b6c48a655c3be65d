/* SPDX-License-Identifier: BSD-2-Clause */
/* What a container was made of, as a Statement of in-toto; and whether a container is what a Statement says. */
#ifndef CMD_CONTAINERS_ATTESTATION_H
#define CMD_CONTAINERS_ATTESTATION_H

#include "containers/container_file.h"
#include "containers/images.h"

/* The Statement about a container that was made of images, as JSON text; free() it.  A step; see call.h. */
bool attestation_make(const struct images_job *job, struct call *call, char **out);

/*
 * Whether the Statement in a file is about this container, and right about it.
 *
 * @fingerprint: of the key that the container is valid with
 */
bool attestation_check(const char *path, const struct container_file *in, const uint8_t fingerprint[SIGNFW_SHA256_SIZE],
		       struct call *call);

#endif
