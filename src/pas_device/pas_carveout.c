/* SPDX-License-Identifier: BSD-2-Clause */
#include "pas_device/pas_carveout.h"

#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/error.h"
#include "crypto/digest.h"

void sfw_pas_carveout_init(struct pas_carveout *carveout, uint64_t limit)
{
	*carveout = (struct pas_carveout){.left = limit};
}

void sfw_pas_carveout_cleanup(struct pas_carveout *carveout)
{
	free(carveout->writes);
	*carveout = (struct pas_carveout){0};
}

enum signfw_status sfw_pas_carveout_write(struct pas_carveout *carveout, uint64_t offset, uint64_t size,
					  const uint8_t *data)
{
	if (size == 0)
		return SIGNFW_OK;
	struct carveout_write *writes =
		sfw_array_grow(carveout->writes, carveout->count, &carveout->capacity, sizeof(*writes));

	if (writes == NULL)
		return SIGNFW_E_MEMORY;
	carveout->writes = writes;
	carveout->writes[carveout->count++] = (struct carveout_write){offset, size, data};
	return SIGNFW_OK;
}

/* The bytes that a write and a range share: their offset in each, and their number. */
struct common {
	uint64_t in_write, in_range, size;
};

static bool meets(const struct carveout_write *write, uint64_t offset, uint64_t size, struct common *out)
{
	const uint64_t start = write->offset > offset ? write->offset : offset;
	const uint64_t write_end = write->offset + write->size, range_end = offset + size;
	const uint64_t end = write_end < range_end ? write_end : range_end;

	if (start >= end)
		return false;
	*out = (struct common){start - write->offset, start - offset, end - start};
	return true;
}

/* The bytes of a range, if the last write that meets it wrote all of it. */
static const uint8_t *written_at_once(const struct pas_carveout *carveout, uint64_t offset, uint64_t size)
{
	struct common common;

	for (size_t i = carveout->count; i-- > 0;) {
		const struct carveout_write *write = &carveout->writes[i];

		if (meets(write, offset, size, &common))
			return common.size == size && write->data != NULL ? write->data + common.in_write : NULL;
	}
	return NULL;
}

/* Returns true if so many bytes more may be looked at. */
static bool may_look_at(struct pas_carveout *carveout, uint64_t size)
{
	if (size > carveout->left)
		return false;
	carveout->left -= size;
	return true;
}

/* Puts a range together out of all writes, in their order; false if that would take too long. */
static bool paint(struct pas_carveout *carveout, uint64_t offset, uint64_t size, uint8_t *out)
{
	struct common common;

	for (size_t i = 0; i < carveout->count; i++) {
		const struct carveout_write *write = &carveout->writes[i];

		if (!meets(write, offset, size, &common))
			continue;
		if (!may_look_at(carveout, common.size))
			return false;
		if (write->data == NULL)
			memset(out + common.in_range, 0, (size_t)common.size);
		else
			memcpy(out + common.in_range, write->data + common.in_write, (size_t)common.size);
	}
	return true;
}

enum signfw_status sfw_pas_carveout_digest(struct pas_carveout *carveout, uint64_t offset, uint64_t size,
					   size_t digest_size, uint8_t *out, struct signfw_error *err)
{
	const enum digest_algorithm digest = digest_size == SIGNFW_SHA384_SIZE ? DIGEST_SHA384 : DIGEST_SHA256;
	CLEANUP(sfw_bytes_cleanup) uint8_t *painted = NULL;
	struct span bytes = {written_at_once(carveout, offset, size), (size_t)size};
	bool bounded = may_look_at(carveout, size);

	if (bytes.data == NULL) {
		painted = sfw_array_new((size_t)size, 1);
		if (painted == NULL)
			return sfw_fail_memory(err);
		bounded = bounded && paint(carveout, offset, size, painted);
		bytes.data = painted;
	}
	if (!bounded)
		return sfw_fail(err, SIGNFW_E_UNSUPPORTED,
				"segments share the same bytes so often that hashing them would take too long");
	return sfw_digest(digest, &bytes, 1, out, err);
}
