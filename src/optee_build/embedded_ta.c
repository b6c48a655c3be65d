/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The early TA: scripts/ts_bin_to_c.py writes a record {flags, UUID, size, size when
 * inflated, address}, and the bytes of the stripped ELF file, deflated by zlib.  The
 * address is a virtual one, and what it stands for may be in another part, so the
 * bytes are looked for by what they are.
 */
#define _GNU_SOURCE /* memmem() */
#define ZLIB_CONST  /* of what is read */
#include "optee_build/embedded_ta.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/cleanup.h"
#include "base/error.h"

/* The remoteproc TA, as a TEE_UUID has it in memory. */
static const uint8_t ta_uuid[] = {0x75, 0xc2, 0xa4, 0x80, 0x47, 0x0a, 0x05, 0x49,
				  0x82, 0x85, 0x14, 0x86, 0xa9, 0x77, 0x1a, 0x08};

/* Behind the UUID: size and inflated size. */
#define RECORD_SIZE (sizeof(ta_uuid) + 8)

#define TA_SIZE_MIN 256
#define TA_SIZE_MAX (4U << 20)

/* Places that look like a stream of zlib's and aren't: no build has so many. */
#define CANDIDATES_MAX 65536

/* Streams that are inflated as a whole; more of them begin like an ELF file only in a hostile build. */
#define INFLATIONS_MAX 16

/* What a record says. */
struct record {
	uint32_t size, inflated_size; /* the same: not deflated */
};

struct search {
	const struct build_parts *parts;
	struct record record;
	size_t candidates, inflations; /* so far */
	uint8_t *buffer;               /* of inflated_size bytes */
	struct embedded_ta *found;
};

static const uint8_t *find(struct span bytes, size_t from, const void *what, size_t size)
{
	return from > bytes.size ? NULL : memmem(bytes.data + from, bytes.size - from, what, size);
}

static bool is_plausible(const struct record *record)
{
	return record->size >= TA_SIZE_MIN && record->size <= TA_SIZE_MAX && record->inflated_size <= TA_SIZE_MAX &&
	       record->inflated_size >= record->size;
}

/* The next record of a part from an offset on; its end in *next. */
static bool next_record(struct span part, size_t *next, struct record *out)
{
	const uint8_t *at;
	struct span bytes;

	while ((at = find(part, *next, ta_uuid, sizeof(ta_uuid))) != NULL) {
		const size_t offset = (size_t)(at - part.data);

		*next = offset + sizeof(ta_uuid);
		if (!sfw_span_at(part, offset, RECORD_SIZE, &bytes))
			return false;
		*out = (struct record){sfw_u32le(bytes.data + sizeof(ta_uuid)),
				       sfw_u32le(bytes.data + sizeof(ta_uuid) + 4)};
		if (out->inflated_size == 0)
			out->inflated_size = out->size;
		if (is_plausible(out))
			return true;
	}
	return false;
}

/* Inflates into the buffer as much as `room`; returns how much that is, and whether the stream ended as it should. */
static size_t inflate_some(const struct search *search, struct span stored, size_t room, bool *ended)
{
	z_stream stream = {.next_in = stored.data,
			   .avail_in = (uInt)stored.size,
			   .next_out = search->buffer,
			   .avail_out = (uInt)room};

	*ended = false;
	if (inflateInit(&stream) != Z_OK)
		return 0;
	*ended = inflate(&stream, Z_FINISH) == Z_STREAM_END && stream.avail_in == 0;
	const size_t size = room - stream.avail_out;

	inflateEnd(&stream);
	return size;
}

static bool is_elf(const uint8_t *bytes)
{
	return memcmp(bytes, "\177ELF", 4) == 0;
}

/* Whether the TA is what is stored here. */
static bool is_stored_at(struct search *search, struct span stored)
{
	const size_t size = search->record.inflated_size;
	bool ended;

	if (stored.size == size) {
		if (is_elf(stored.data))
			memcpy(search->buffer, stored.data, size);
		return is_elf(stored.data);
	}
	if (inflate_some(search, stored, 4, &ended) != 4 || !is_elf(search->buffer))
		return false;
	return search->inflations++ < INFLATIONS_MAX && inflate_some(search, stored, size, &ended) == size && ended;
}

/* Looks through a part for what the record stands for. */
static bool search_part(struct search *search, size_t index)
{
	static const uint8_t zlib_first[] = {0x78};
	const struct span part = search->parts->list[index].bytes;
	const bool is_deflated = search->record.size != search->record.inflated_size;
	const uint8_t *first = is_deflated ? zlib_first : (const uint8_t *)"\x7f";
	struct span stored;

	for (const uint8_t *at = find(part, 0, first, 1); at != NULL && search->candidates < CANDIDATES_MAX;
	     at = find(part, (size_t)(at - part.data) + 1, first, 1)) {
		const uint64_t offset = (uint64_t)(at - part.data);

		if (!sfw_span_at(part, offset, search->record.size, &stored))
			return false;
		/* RFC 1950: the first two bytes are a multiple of 31 */
		if (is_deflated && (((unsigned int)stored.data[0] << 8) | stored.data[1]) % 31 != 0)
			continue;
		search->candidates++;
		if (!is_stored_at(search, stored))
			continue;
		search->found->part = index;
		search->found->offset = offset;
		search->found->stored_size = search->record.size;
		return true;
	}
	return false;
}

static bool search_parts(struct search *search)
{
	for (size_t i = 0; i < search->parts->count; i++)
		if (search->parts->list[i].kind != PART_PACKAGE && search_part(search, i))
			return true;
	return false;
}

/* Looks for what a record stands for. */
static enum signfw_status follow(struct embedded_ta *out, const struct build_parts *parts, struct record record,
				 struct signfw_error *err)
{
	CLEANUP(sfw_bytes_cleanup) uint8_t *buffer = malloc(record.inflated_size);
	struct search search = {.parts = parts, .record = record, .buffer = buffer, .found = out};

	if (buffer == NULL)
		return sfw_fail_memory(err);
	if (!search_parts(&search))
		return SIGNFW_OK;
	out->state = TA_FOUND;
	out->elf = (struct span){buffer, record.inflated_size};
	out->bytes = buffer;
	buffer = NULL;
	return SIGNFW_OK;
}

enum signfw_status sfw_embedded_ta_find(struct embedded_ta *out, const struct build_parts *parts,
					struct signfw_error *err)
{
	enum signfw_status status = SIGNFW_OK;
	struct record record;

	*out = (struct embedded_ta){0};
	for (size_t i = 0; i < parts->count && out->state == TA_ABSENT; i++) {
		size_t next = 0;

		if (parts->list[i].kind == PART_PACKAGE || !next_record(parts->list[i].bytes, &next, &record))
			continue;
		out->state = TA_MISSING;
		status = follow(out, parts, record, err);
	}
	if (status == SIGNFW_OK && out->state == TA_FOUND)
		sfw_ta_properties_read(&out->properties, out->elf);
	return status;
}

void sfw_embedded_ta_release(struct embedded_ta *ta)
{
	free(ta->bytes);
	ta->bytes = NULL;
	ta->elf = (struct span){0};
}
