/* SPDX-License-Identifier: BSD-2-Clause */
#include "crypto/known_digests.h"

#include <string.h>

void sfw_known_digests_add(struct signfw_digests *known, enum digest_algorithm algorithm, const struct arriving *file,
			   struct span part)
{
	struct known_digest digest = {.bytes = part, .algorithm = algorithm};

	if (!sfw_digest_arriving(algorithm, file, part, digest.value))
		return;
	struct known_digest *list = sfw_array_grow(known->list, known->count, &known->capacity, sizeof(*list));

	if (list == NULL)
		return;
	known->list = list;
	known->list[known->count++] = digest;
}

static const struct known_digest *find(const struct signfw_digests *known, enum digest_algorithm algorithm,
				       struct span bytes)
{
	for (size_t i = 0; known != NULL && i < known->count; i++) {
		const struct known_digest *digest = &known->list[i];

		if (digest->bytes.data == bytes.data && digest->bytes.size == bytes.size &&
		    digest->algorithm == algorithm)
			return digest;
	}
	return NULL;
}

enum signfw_status sfw_known_digest(const struct signfw_digests *known, enum digest_algorithm algorithm,
				    struct span bytes, uint8_t *out, struct signfw_error *err)
{
	const struct known_digest *digest = find(known, algorithm, bytes);

	if (digest == NULL)
		return sfw_digest(algorithm, &bytes, 1, out, err);
	memcpy(out, digest->value, sfw_digest_size(algorithm));
	return SIGNFW_OK;
}
