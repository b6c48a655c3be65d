/* SPDX-License-Identifier: BSD-2-Clause */
/* SHA-256 and SHA-384. */
#ifndef SFW_CRYPTO_DIGEST_H
#define SFW_CRYPTO_DIGEST_H

#include "base/bytes.h"
#include "format/signature_algorithm.h"
#include "signfw/digests.h"

/* Hashes the parts, one behind the other.  @out: sfw_digest_size() bytes */
enum signfw_status sfw_digest(enum digest_algorithm digest, const struct span *parts, size_t part_count, uint8_t *out,
			      struct signfw_error *err);

enum signfw_status sfw_sha256(struct span data, uint8_t out[SIGNFW_SHA256_SIZE], struct signfw_error *err);

/* A file that is being read into memory, from its beginning on. */
struct arriving {
	struct span file;
	signfw_wait_fn wait;
	void *context;
};

/* Waits for the first `end` bytes, at most all; false if they won't be there. */
bool sfw_arriving_wait(const struct arriving *arriving, size_t end);

/* Hashes a part of the file as soon as its bytes are there; false if they won't be, or on failure. */
MUST_CHECK bool sfw_digest_arriving(enum digest_algorithm digest, const struct arriving *arriving, struct span part,
				    uint8_t *out);

/* The name that OpenSSL knows a digest by. */
const char *sfw_digest_name(enum digest_algorithm digest);

#endif
