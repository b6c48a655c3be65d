/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The memory that Linux loads a processor's segments to, as the list of what
 * was written: it may have gigabytes, of which only what was loaded matters.
 */
#ifndef SFW_PAS_DEVICE_PAS_CARVEOUT_H
#define SFW_PAS_DEVICE_PAS_CARVEOUT_H

#include "base/bytes.h"
#include "signfw/pas.h"

struct carveout_write {
	uint64_t offset, size;
	const uint8_t *data; /* NULL: zeros */
};

struct pas_carveout {
	struct carveout_write *writes; /* owned */
	size_t count, capacity;
	uint64_t left; /* bytes that may still be hashed or put together */
};

/* @limit: so many bytes are hashed, or put together out of several writes, at most */
void sfw_pas_carveout_init(struct pas_carveout *carveout, uint64_t limit);
void sfw_pas_carveout_cleanup(struct pas_carveout *carveout);

/* Writes bytes, which are borrowed, or zeros; SIGNFW_OK or SIGNFW_E_MEMORY. */
enum signfw_status sfw_pas_carveout_write(struct pas_carveout *carveout, uint64_t offset, uint64_t size,
					  const uint8_t *data);

/*
 * SHA-256 or SHA-384, by `digest_size`, of what is in memory; where nothing was
 * written, that is zeros.
 *
 * Fails with SIGNFW_E_UNSUPPORTED: it would take too long; with SIGNFW_E_CRYPTO
 * or _E_MEMORY.
 */
enum signfw_status sfw_pas_carveout_digest(struct pas_carveout *carveout, uint64_t offset, uint64_t size,
					   size_t digest_size, uint8_t *out, struct signfw_error *err);

#endif
