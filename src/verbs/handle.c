/* SPDX-License-Identifier: BSD-2-Clause */
#include "verbs/handle.h"

#include <stdatomic.h>
#include <stdlib.h>

signfw_container *sfw_handle_new(void)
{
	CLEANUP(sfw_handle_cleanup) signfw_container *handle = calloc(1, sizeof(*handle));

	if (handle == NULL)
		return NULL;
	handle->findings = sfw_findings_new();
	handle->lazy = malloc(sizeof(*handle->lazy));
	if (handle->lazy != NULL)
		atomic_init(&handle->lazy->unprotected, NULL);
	if (handle->findings == NULL || handle->lazy == NULL)
		return NULL;
	signfw_container *made = handle;

	handle = NULL;
	return made;
}

void signfw_container_free(signfw_container *container)
{
	if (container == NULL)
		return;
	for (size_t i = 0; i < container->image_count; i++) {
		if (container->images != NULL)
			sfw_image_cleanup(&container->images[i]);
		if (container->checks != NULL)
			free(container->checks[i]);
	}
	free(container->uses);
	free(container->images);
	free(container->checks);
	free(container->chunks);
	sfw_surroundings_cleanup(&container->own);
	free(container->names);
	if (container->lazy != NULL)
		sfw_unprotected_free(atomic_load(&container->lazy->unprotected));
	free(container->lazy);
	sfw_container_cleanup(&container->model);
	signfw_findings_free(container->findings);
	free(container);
}

enum signfw_status sfw_handle_parse(signfw_container *handle, const struct layout *layout, const struct ends *file)
{
	handle->size = file->size;
	return sfw_container_parse(&handle->model, layout, file, handle->findings);
}

enum signfw_status sfw_handle_make_checks(signfw_container *handle)
{
	handle->checks = sfw_array_new(handle->image_count, sizeof(*handle->checks));
	if (handle->checks == NULL)
		return SIGNFW_E_MEMORY;
	for (size_t i = 0; i < handle->image_count; i++) {
		handle->checks[i] = sfw_array_new(handle->images[i].elf.segment_count, sizeof(**handle->checks));
		if (handle->checks[i] == NULL)
			return SIGNFW_E_MEMORY;
	}
	return SIGNFW_OK;
}

const struct unprotected *sfw_handle_unprotected(const signfw_container *handle)
{
	struct unprotected *known = atomic_load(&handle->lazy->unprotected);

	if (known != NULL)
		return known;
	struct unprotected *made = sfw_unprotected_find(&handle->model, handle->images, handle->image_count);

	if (atomic_compare_exchange_strong(&handle->lazy->unprotected, &known, made))
		return made;
	/* another thread was faster */
	sfw_unprotected_free(made);
	return known;
}

/* ---- chunks ---------------------------------------------------------------------- */

size_t sfw_handle_pieces(const signfw_container *handle, uint64_t begin, uint64_t end, struct span *out)
{
	size_t count = 0;
	uint64_t at = 0;

	for (size_t i = 0; i < handle->chunk_count; i++) {
		const struct span chunk = handle->chunks[i];
		const uint64_t chunk_end = at + chunk.size;
		const uint64_t from = begin > at ? begin : at;
		const uint64_t to = end < chunk_end ? end : chunk_end;

		if (from < to && sfw_span_at(chunk, from - at, to - from, &out[count]))
			count++;
		at = chunk_end;
	}
	return count;
}

uint64_t signfw_container_size(const signfw_container *container)
{
	return container->size;
}

size_t signfw_container_chunk_count(const signfw_container *container)
{
	return container->chunk_count;
}

enum signfw_status signfw_container_chunk(const signfw_container *container, size_t index, const void **data,
					  size_t *size)
{
	if (index >= container->chunk_count)
		return SIGNFW_E_ARGUMENT;
	*data = container->chunks[index].data;
	*size = container->chunks[index].size;
	return SIGNFW_OK;
}
