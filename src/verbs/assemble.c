/* SPDX-License-Identifier: BSD-2-Clause */
#include "verbs/assemble.h"

#include <stdlib.h>

#include "base/error.h"
#include "verbs/inspect.h"

static void pieces_cleanup(struct span **pieces)
{
	free(*pieces);
}

enum signfw_status sfw_assemble_surroundings(struct surroundings *out, const struct container *model,
					     signfw_findings *findings, struct signfw_error *err)
{
	sfw_container_write(model, out, findings);
	return out->head.failed || out->tail.failed ? sfw_fail_memory(err) : sfw_findings_verdict(findings, err);
}

/* The bytes of all padding. */
static const uint8_t zeros[8];

/* The pieces in their order; the head, which is never empty, comes first. */
static enum signfw_status make_chunks(signfw_container *handle, const struct ends *ends, const struct span *images,
				      size_t count, size_t alignment)
{
	handle->chunks = sfw_array_new(2 + 2 * count, sizeof(*handle->chunks));
	if (handle->chunks == NULL)
		return SIGNFW_E_MEMORY;
	handle->chunks[handle->chunk_count++] = ends->head;
	for (size_t i = 0; i < count; i++) {
		const size_t padding = (alignment - images[i].size % alignment) % alignment;

		handle->chunks[handle->chunk_count++] = images[i];
		if (padding > 0)
			handle->chunks[handle->chunk_count++] = (struct span){zeros, padding};
	}
	if (ends->tail.size > 0)
		handle->chunks[handle->chunk_count++] = ends->tail;
	return SIGNFW_OK;
}

enum signfw_status sfw_assemble(signfw_container *handle, const struct layout *layout, struct surroundings *written,
				const struct span *images, size_t count, size_t alignment, struct signfw_error *err)
{
	struct signfw_error reason = SIGNFW_ERROR_INIT;
	struct ends ends = {0};

	if (!sfw_builder_view(&written->head, &ends.head) || !sfw_builder_view(&written->tail, &ends.tail) ||
	    make_chunks(handle, &ends, images, count, alignment) != SIGNFW_OK)
		return sfw_fail_memory(err);
	handle->own = *written;
	*written = (struct surroundings){0};
	for (size_t i = 0; i < handle->chunk_count; i++)
		ends.size += handle->chunks[i].size;
	enum signfw_status status = sfw_handle_parse(handle, layout, &ends);

	if (status == SIGNFW_OK)
		status = sfw_findings_verdict(handle->findings, &reason);
	if (status == SIGNFW_E_MEMORY)
		return sfw_fail_memory(err);
	/* not reached: what we write is well-formed */
	if (status != SIGNFW_OK)
		return sfw_fail(err, SIGNFW_E_CRYPTO, "what was written can't be read back: %.180s", reason.message);
	handle->inspected_findings = signfw_findings_count(handle->findings);
	return SIGNFW_OK;
}

enum signfw_status sfw_assemble_around(signfw_container *handle, const struct layout *layout,
				       struct surroundings *written, const signfw_container *from,
				       struct signfw_error *err)
{
	CLEANUP(pieces_cleanup) struct span *pieces = sfw_array_new(from->chunk_count, sizeof(*pieces));
	struct span files[SIGNFW_MAX_IMAGES];

	if (pieces == NULL)
		return sfw_fail_memory(err);
	const size_t count = sfw_handle_pieces(from, from->model.images_offset, from->model.images_end, pieces);
	/* padding is among the pieces */
	const enum signfw_status status = sfw_assemble(handle, layout, written, pieces, count, 1, err);

	if (status != SIGNFW_OK)
		return status;
	for (size_t i = 0; i < from->image_count; i++)
		files[i] = from->images[i].elf.file;
	if (sfw_inspect_images(handle, files) != SIGNFW_OK ||
	    sfw_findings_verdict(handle->findings, NULL) == SIGNFW_E_MEMORY)
		return sfw_fail_memory(err);
	handle->inspected_findings = signfw_findings_count(handle->findings);
	return SIGNFW_OK;
}
