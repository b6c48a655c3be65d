/* SPDX-License-Identifier: BSD-2-Clause */
#include "verbs/unprotected.h"

#include <stdlib.h>

void sfw_unprotected_free(struct unprotected *ranges)
{
	if (ranges != NULL)
		free(ranges->list);
	free(ranges);
}

/* ---- what is loaded of an image ------------------------------------------------------ */

/* The headers, in the order in which they give their name to a byte that several have; the rest comes last. */
enum {
	PARTS = SFW_HEADERS_COUNT + 1
};

static void name_parts(const struct elf32 *elf, struct elf_range parts[PARTS])
{
	sfw_elf32_headers(elf, parts);
	parts[SFW_HEADERS_COUNT] = (struct elf_range){.end = UINT64_MAX, .what = "bytes outside of loaded segments"};
}

static const char *name_of(const struct elf_range parts[PARTS], uint64_t at)
{
	size_t i = 0;

	while (at < parts[i].begin || at >= parts[i].end)
		i++;
	return parts[i].what;
}

/* The segment that holds byte `at` and reaches furthest; NULL if none does. */
static const struct segment *loaded_at(const struct elf32 *elf, uint64_t at)
{
	const struct segment *best = NULL;
	uint64_t best_end = at;

	for (size_t i = 0; i < elf->segment_count; i++) {
		const struct segment *segment = &elf->segments[i];
		const uint64_t end = sfw_segment_file_end(segment);

		if (sfw_segment_is_loaded(segment) && segment->offset <= at && end > best_end) {
			best = segment;
			best_end = end;
		}
	}
	return best;
}

/* The limit, or a border that comes first behind `at`. */
static uint64_t nearer(uint64_t border, uint64_t at, uint64_t limit)
{
	return border > at && border < limit ? border : limit;
}

/* The next place behind `at` where a part or a loaded segment begins or a part ends; at most `limit`. */
static uint64_t next_border(const struct elf32 *elf, const struct elf_range parts[PARTS], uint64_t at, uint64_t limit)
{
	for (size_t i = 0; i < PARTS; i++) {
		limit = nearer(parts[i].begin, at, limit);
		limit = nearer(parts[i].end, at, limit);
	}
	for (size_t i = 0; i < elf->segment_count; i++)
		if (sfw_segment_is_loaded(&elf->segments[i]))
			limit = nearer(elf->segments[i].offset, at, limit);
	return limit;
}

/* ---- ranges -------------------------------------------------------------------------- */

static enum signfw_status add(struct unprotected *out, uint64_t offset, uint64_t size, const char *what)
{
	struct signfw_unprotected *last = out->count == 0 ? NULL : &out->list[out->count - 1];

	if (size == 0)
		return SIGNFW_OK;
	if (last != NULL && last->offset + last->size == offset && last->what == what) {
		last->size += size;
		return SIGNFW_OK;
	}
	struct signfw_unprotected *list = sfw_array_grow(out->list, out->count, &out->capacity, sizeof(*list));

	if (list == NULL)
		return SIGNFW_E_MEMORY;
	out->list = list;
	out->list[out->count++] = (struct signfw_unprotected){offset, size, what};
	return SIGNFW_OK;
}

/* The first `size` bytes of an image, which may be all of it. */
static enum signfw_status add_image(struct unprotected *out, uint64_t offset, uint64_t size, const struct elf32 *elf)
{
	struct elf_range parts[PARTS];
	uint64_t at = 0;

	name_parts(elf, parts);
	while (at < size) {
		const struct segment *segment = loaded_at(elf, at);

		if (segment != NULL) {
			at = sfw_segment_file_end(segment);
			continue;
		}
		const uint64_t end = next_border(elf, parts, at, size);

		if (add(out, offset + at, end - at, name_of(parts, at)) != SIGNFW_OK)
			return SIGNFW_E_MEMORY;
		at = end;
	}
	return SIGNFW_OK;
}

/* The bytes behind the images, except TLVs. */
static enum signfw_status add_rest(struct unprotected *out, const struct container *model, uint64_t begin)
{
	static const char *const what = "bytes that belong to no image";
	const uint64_t tlvs = model->metadata_offset;

	/* the file may end before its TLVs do, or before them */
	if (tlvs >= begin && model->metadata.data != NULL) {
		if (add(out, begin, tlvs - begin, what) != SIGNFW_OK)
			return SIGNFW_E_MEMORY;
		begin = tlvs + model->metadata.size;
	}
	const uint64_t end = begin < model->file_size ? model->file_size : begin;

	return add(out, begin, end - begin, what);
}

static enum signfw_status find_ranges(struct unprotected *out, const struct container *model,
				      const struct image *images, size_t image_count)
{
	const uint64_t signature_end = model->signature_offset + model->signature_size;
	uint64_t used = model->images_offset;

	/* a file that ends before them has no place for images, one that ends in its header doesn't even say where */
	if (model->layout == NULL || model->images_offset == 0 || model->images_offset < signature_end ||
	    model->images_offset > model->file_size)
		return SIGNFW_OK;
	if (add(out, signature_end, model->images_offset - signature_end, "padding of the signature") != SIGNFW_OK)
		return SIGNFW_E_MEMORY;
	/* the file may end before its images do */
	for (size_t i = 0; i < image_count && used < model->file_size; i++) {
		const uint64_t left = model->file_size - used;
		const uint64_t size = model->images[i].size < left ? model->images[i].size : left;

		if (add_image(out, used, size, &images[i].elf) != SIGNFW_OK)
			return SIGNFW_E_MEMORY;
		used += size;
	}
	return add_rest(out, model, used);
}

struct unprotected *sfw_unprotected_find(const struct container *model, const struct image *images, size_t image_count)
{
	struct unprotected *ranges = calloc(1, sizeof(*ranges));

	if (ranges != NULL && find_ranges(ranges, model, images, image_count) == SIGNFW_OK)
		return ranges;
	sfw_unprotected_free(ranges);
	return NULL;
}
