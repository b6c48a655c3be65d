/* SPDX-License-Identifier: BSD-2-Clause */
/* PAS containers in other forms: split, as one file, and without what was added for signing. */
#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/error.h"
#include "format/container_format.h"
#include "pas/pas_image.h"
#include "pas/pas_writer.h"

/* Names of parts have two digits. */
#define PARTS_MAX 100

/* Real files have gaps of a few pages; more than this is more gaps than file. */
#define GAPS_MIN    (UINT64_C(64) << 20)
#define GAPS_FACTOR 4

DEFINE_CLEANUP(pas_cleanup, struct signfw_pas, signfw_pas_free)

static void free_parts(struct signfw_pas_part **parts)
{
	free(*parts);
}

static enum signfw_status check_digests(signfw_pas *pas, struct signfw_error *err)
{
	struct signfw_pas_verify_options options = SIGNFW_PAS_VERIFY_OPTIONS_INIT;

	options.flags = SIGNFW_PAS_VERIFY_DIGESTS_ONLY;
	return signfw_pas_verify(pas, &options, err);
}

/* Reads what was written again, and checks its digests. */
static enum signfw_status check_written(struct span file, const struct signfw_pas_part *parts, size_t count,
					struct signfw_error *err)
{
	const struct signfw_input input = {file.data, file.size, NULL};
	CLEANUP(pas_cleanup) struct signfw_pas *pas = NULL;
	const enum signfw_status status = signfw_pas_inspect(&pas, &input, parts, count, err);

	return status == SIGNFW_OK ? check_digests(pas, err) : status;
}

/* Hands over what was built. */
static enum signfw_status hand_out(uint8_t **out, size_t *out_size, struct builder *builder)
{
	*out = builder->data;
	*out_size = builder->size;
	*builder = (struct builder){0};
	return SIGNFW_OK;
}

/* ---- one file to several ------------------------------------------------------- */

static enum signfw_status check_parts(const struct signfw_pas *pas, struct span mdt, struct signfw_error *err)
{
	CLEANUP(free_parts) struct signfw_pas_part *parts = sfw_array_new(pas->elf.count, sizeof(*parts));
	struct span content;

	if (parts == NULL)
		return sfw_fail_memory(err);
	for (size_t i = 0; i < pas->elf.count; i++)
		if (sfw_pas_content(pas, i, &content))
			parts[i] = (struct signfw_pas_part){i, content.size == 0 ? NULL : content.data, content.size};
	return check_written(mdt, parts, pas->elf.count, err);
}

static enum signfw_status check_splittable(signfw_pas *pas, struct signfw_error *err)
{
	const enum signfw_status status = check_digests(pas, err);

	if (status != SIGNFW_OK)
		return status;
	if (pas->is_split)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "the container is split already");
	if (pas->elf.count > PARTS_MAX)
		return sfw_fail(err, SIGNFW_E_UNSUPPORTED, "%zu segments are more than the %u that .bNN can name",
				pas->elf.count, PARTS_MAX);
	if (pas->elf.segments[0].filesz != sfw_pas_segment_header_offset(&pas->elf, pas->elf.count))
		return sfw_fail_at(err, SIGNFW_E_CONTAINER, sfw_pas_segment_header_offset(&pas->elf, 0),
				   "program header 0 doesn't have the size of the headers, so a .mdt would be wrong");
	return SIGNFW_OK;
}

enum signfw_status signfw_pas_mdt(uint8_t **out, size_t *out_size, signfw_pas *pas, struct signfw_error *err)
{
	CLEANUP(sfw_builder_cleanup) struct builder builder = {0};
	struct span mdt, headers;

	if (out == NULL || out_size == NULL || pas == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no container, or no place for the .mdt, was given");
	enum signfw_status status = check_splittable(pas, err);

	if (status != SIGNFW_OK)
		return status;
	if (sfw_pas_content(pas, 0, &headers))
		sfw_builder_bytes(&builder, headers.data, headers.size);
	sfw_builder_bytes(&builder, pas->hash.bytes.data, pas->hash.bytes.size);
	if (!sfw_builder_view(&builder, &mdt))
		return sfw_fail_memory(err);
	status = check_parts(pas, mdt, err);
	return status == SIGNFW_OK ? hand_out(out, out_size, &builder) : status;
}

/* ---- several files to one ------------------------------------------------------- */

/* Computes the size of the file; an error if most of it would be gaps. */
static enum signfw_status measure(const struct signfw_pas *pas, uint64_t *size, struct signfw_error *err)
{
	uint64_t contents = 0;

	*size = sfw_pas_segment_header_offset(&pas->elf, pas->elf.count);
	for (size_t i = 0; i < pas->elf.count; i++) {
		const struct pas_segment *segment = &pas->elf.segments[i];
		const uint64_t end = sfw_pas_end(segment->offset, segment->filesz);

		contents = sfw_pas_end(contents, segment->filesz);
		if (segment->filesz > 0 && end > *size)
			*size = end;
	}
	if (*size > GAPS_MIN && *size / GAPS_FACTOR > contents)
		return sfw_fail(
			err, SIGNFW_E_UNSUPPORTED,
			"the file would have 0x%llx bytes, of which only 0x%llx are segments: p_offset is wrong",
			(unsigned long long)*size, (unsigned long long)contents);
	return SIGNFW_OK;
}

static bool copy_contents(const struct signfw_pas *pas, uint8_t *file)
{
	struct span content;

	for (size_t i = 0; i < pas->elf.count; i++) {
		if (!sfw_pas_content(pas, i, &content))
			return false;
		if (content.size > 0)
			memcpy(file + pas->elf.segments[i].offset, content.data, content.size);
	}
	return true;
}

/* Returns the first segment whose bytes another one has overwritten, or their count. */
static size_t find_overwritten(const struct signfw_pas *pas, const uint8_t *file)
{
	struct span content;
	size_t i = 0;

	while (i < pas->elf.count && (!sfw_pas_content(pas, i, &content) || content.size == 0 ||
				      memcmp(file + pas->elf.segments[i].offset, content.data, content.size) == 0))
		i++;
	return i;
}

enum signfw_status signfw_pas_squash(uint8_t **out, size_t *out_size, signfw_pas *pas, struct signfw_error *err)
{
	CLEANUP(sfw_builder_cleanup) struct builder builder = {0};
	uint64_t size = 0;
	struct span file;

	if (out == NULL || out_size == NULL || pas == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no container, or no place for the file, was given");
	enum signfw_status status = check_digests(pas, err);

	if (status == SIGNFW_OK && !pas->is_split)
		status = sfw_fail(err, SIGNFW_E_ARGUMENT, "the container isn't split");
	if (status == SIGNFW_OK)
		status = measure(pas, &size, err);
	if (status != SIGNFW_OK)
		return status;
	sfw_builder_zeros(&builder, (size_t)size);
	if (!sfw_builder_view(&builder, &file))
		return sfw_fail_memory(err);
	if (!copy_contents(pas, builder.data))
		return sfw_fail(err, SIGNFW_E_CONTAINER, "a segment isn't there"); /* not reached */
	const size_t overwritten = find_overwritten(pas, builder.data);

	if (overwritten < pas->elf.count)
		return sfw_fail_at(err, SIGNFW_E_CONTAINER, sfw_pas_segment_header_offset(&pas->elf, overwritten),
				   "segment %zu shares a place in the file with another one, and their bytes differ: "
				   "p_offset is wrong",
				   overwritten);
	status = check_written(file, NULL, 0, err);
	return status == SIGNFW_OK ? hand_out(out, out_size, &builder) : status;
}

/* ---- without headers and hash segment -------------------------------------------- */

/* Returns true if a program header was there before signing. */
static bool is_plain(const struct signfw_pas *pas, size_t index)
{
	const struct pas_segment *segment = &pas->elf.segments[index];

	return index != pas->hash_index &&
	       !(segment->type == SFW_PAS_PT_NULL && sfw_pas_type(segment->flags) == PAS_TYPE_HEADERS);
}

static enum signfw_status put_plain(struct builder *builder, const struct signfw_pas *pas, struct signfw_error *err)
{
	CLEANUP(sfw_pas_writer_cleanup) struct pas_writer writer = {0};
	struct span content;
	uint64_t size = 0;
	size_t count = 0;

	for (size_t i = 0; i < pas->elf.count; i++) {
		count += is_plain(pas, i) ? 1 : 0;
		size += sfw_pas_content(pas, i, &content) ? content.size : 0;
	}
	if (size > SFW_HASHED_MIN && size / SFW_HASHED_FACTOR > pas->elf.file.size)
		return sfw_fail(err, SIGNFW_E_UNSUPPORTED,
				"segments share the same bytes so often that the file would be huge");
	if (!sfw_pas_writer_init(&writer, &pas->elf, count))
		return sfw_fail_memory(err);
	for (size_t i = 0; i < pas->elf.count; i++) {
		if (!is_plain(pas, i))
			continue;
		if (!sfw_pas_content(pas, i, &content))
			return sfw_fail_at(err, SIGNFW_E_CONTAINER, sfw_pas_segment_header_offset(&pas->elf, i),
					   "the bytes of segment %zu aren't all there", i);
		sfw_pas_writer_copy(&writer, &pas->elf.segments[i], content);
	}
	sfw_pas_writer_put_headers(builder, &writer);
	sfw_pas_writer_put_contents(builder, &writer);
	return SIGNFW_OK;
}

enum signfw_status signfw_pas_plain_elf(uint8_t **out, size_t *out_size, const signfw_pas *pas,
					struct signfw_error *err)
{
	CLEANUP(sfw_builder_cleanup) struct builder builder = {0};
	struct span file;

	if (out == NULL || out_size == NULL || pas == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no container, or no place for the file, was given");
	if (!pas->is_usable)
		return sfw_fail(err, SIGNFW_E_CONTAINER, "the container has no hash segment that can be read");
	const enum signfw_status status = put_plain(&builder, pas, err);

	if (status != SIGNFW_OK)
		return status;
	if (!sfw_builder_view(&builder, &file))
		return sfw_fail_memory(err);
	return hand_out(out, out_size, &builder);
}
