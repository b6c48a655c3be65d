/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Hashing a file while it is being read.  Which bytes, the headers say: nothing is judged here, whatever they are, and what
 * isn't hashed now is hashed later.
 */
#include <stdlib.h>

#include "base/error.h"
#include "crypto/known_digests.h"
#include "format/program_header.h"
#include "pas/hash_segment.h"
#include "pas/pas_elf.h"
#include "verbs/handle.h"

/* Headers further behind aren't waited for. */
#define HEAD_SIZE ((size_t)64 << 10)

enum signfw_status signfw_digests_new(signfw_digests **out, struct signfw_error *err)
{
	if (out == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no place for the digests was given");
	signfw_digests *digests = calloc(1, sizeof(*digests));

	if (digests == NULL)
		return sfw_fail_memory(err);
	*out = digests;
	return SIGNFW_OK;
}

void signfw_digests_free(signfw_digests *digests)
{
	if (digests == NULL)
		return;
	free(digests->list);
	free(digests);
}

/* The beginning of a part of the file, once it is there; empty if it won't be. */
static struct span head_of(const struct arriving *arriving, struct span part)
{
	const struct span head = {part.data, part.size < HEAD_SIZE ? part.size : HEAD_SIZE};
	const size_t end = (size_t)(head.data - arriving->file.data) + head.size;

	return sfw_arriving_wait(arriving, end) ? head : (struct span){part.data, 0};
}

/* Finds how the segments of an ELF file are hashed: for Qualcomm's PAS as the table is that its hash segment has. */
static bool choose_algorithm(const struct pas_elf *elf, signfw_findings *findings, enum digest_algorithm *out)
{
	const size_t index = sfw_pas_find_hash_segment(elf);
	struct hash_segment hash = {0};
	struct span bytes;

	*out = DIGEST_SHA256;
	if (index == elf->count)
		return true;
	if (!sfw_span_at(elf->file, elf->segments[index].offset, elf->segments[index].filesz, &bytes) ||
	    !sfw_hash_segment_parse(&hash, bytes, elf->segments[index].offset, elf->count, findings))
		return false;
	if (hash.digest_size == SFW_SHA384_SIZE)
		*out = DIGEST_SHA384;
	return true;
}

/* Hashes what is loaded of an ELF file, no byte twice: hostile segments may share them. */
static void add_elf(signfw_digests *digests, const struct arriving *arriving, struct span image,
		    signfw_findings *findings)
{
	CLEANUP(sfw_pas_elf_cleanup) struct pas_elf elf = {0};
	enum digest_algorithm algorithm;
	uint64_t done = 0;
	struct span part;

	if (sfw_pas_elf_parse(&elf, head_of(arriving, image), 1, findings) != SIGNFW_OK ||
	    !choose_algorithm(&elf, findings, &algorithm))
		return;
	for (size_t i = 0; i < elf.count; i++) {
		const struct pas_segment *segment = &elf.segments[i];

		if (segment->type != SFW_SEGMENT_LOAD || segment->offset < done ||
		    !sfw_span_at(image, segment->offset, segment->filesz, &part))
			continue;
		sfw_known_digests_add(digests, algorithm, arriving, part);
		done = segment->offset + segment->filesz;
	}
}

/* Hashes the images of a container. */
static void add_container(signfw_digests *digests, const struct arriving *arriving, signfw_container *handle)
{
	const struct ends ends = {.head = head_of(arriving, arriving->file), .size = arriving->file.size};
	struct span image;

	if (sfw_handle_parse(handle, NULL, &ends) != SIGNFW_OK)
		return;
	for (size_t i = 0; i < handle->model.image_count; i++) {
		const struct image_place *place = &handle->model.images[i];

		if (sfw_span_at(arriving->file, place->offset, place->size, &image))
			add_elf(digests, arriving, image, handle->findings);
	}
}

void signfw_digests_add(signfw_digests *digests, const void *data, size_t size, signfw_wait_fn wait, void *context)
{
	const struct arriving arriving = {{data, size}, wait, context};
	CLEANUP(sfw_handle_cleanup) signfw_container *handle = sfw_handle_new();

	if (digests == NULL || data == NULL || wait == NULL || handle == NULL)
		return;
	add_elf(digests, &arriving, arriving.file, handle->findings);
	if (digests->count == 0)
		add_container(digests, &arriving, handle);
}

void signfw_container_set_digests(signfw_container *container, const signfw_digests *digests)
{
	container->digests = digests;
}
