/* SPDX-License-Identifier: BSD-2-Clause */
/* struct signfw_digests: what was hashed before anybody asked for it. */
#ifndef SFW_CRYPTO_KNOWN_DIGESTS_H
#define SFW_CRYPTO_KNOWN_DIGESTS_H

#include "crypto/digest.h"

struct known_digest {
	struct span bytes;
	enum digest_algorithm algorithm;
	uint8_t value[SFW_SHA384_SIZE];
};

struct signfw_digests {
	struct known_digest *list; /* owned */
	size_t count, capacity;
};

/* Hashes a part of a file while that arrives.  A digest that can't be had is one that isn't known. */
void sfw_known_digests_add(struct signfw_digests *known, enum digest_algorithm algorithm, const struct arriving *file,
			   struct span part);

/* sfw_digest() of these bytes, in this very place, unless it is known.  @known: or NULL */
enum signfw_status sfw_known_digest(const struct signfw_digests *known, enum digest_algorithm algorithm,
				    struct span bytes, uint8_t *out, struct signfw_error *err);

#endif
