/* SPDX-License-Identifier: BSD-2-Clause */
#include "corpus/corpus_fit.h"

#include "signfw/container.h"

/* ---- places ---------------------------------------------------------------------- */

/* In one of `count` records of `size` bytes, from `start` on: the record that plays the same part, from `to` on. */
static bool move_record(uint32_t *at, uint32_t start, uint32_t size, const struct firmware_part *parts, uint32_t count,
			uint32_t to)
{
	const uint32_t index = (*at - start) / size;

	if (index >= count || parts[index].index == NO_PART)
		return false;
	*at = to + size * parts[index].index + (*at - start) % size;
	return true;
}

/* In the bytes of a segment, from `start` on. */
static bool move_content(uint32_t *at, uint32_t start, const struct firmware_part *segment)
{
	if (segment->index == NO_PART || *at - start >= segment->file_size)
		return false;
	*at = segment->offset + (*at - start);
	return true;
}

static bool is_between(uint32_t at, uint32_t start, uint32_t size)
{
	return at >= start && at - start < size;
}

/* An offset in the built-in firmware becomes that of the same thing. */
static bool move_offset(uint32_t *at, const struct firmware *firmware)
{
	if (firmware->is_built_in)
		return true;
	if (*at < ELF_HEADER_SIZE)
		return (*at != E_SHOFF && *at < E_SHNUM) || firmware->section_count > 0;
	if (is_between(*at, AT_PROGRAM_HEADERS, SEGMENT_COUNT * PROGRAM_HEADER_SIZE))
		return move_record(at, AT_PROGRAM_HEADERS, PROGRAM_HEADER_SIZE, firmware->segments, SEGMENT_COUNT,
				   firmware->program_headers);
	if (is_between(*at, AT_SECTION_HEADERS, SECTION_COUNT * SECTION_HEADER_SIZE))
		return move_record(at, AT_SECTION_HEADERS, SECTION_HEADER_SIZE, firmware->sections, SECTION_COUNT,
				   firmware->section_headers);
	if (is_between(*at, AT_CODE, CODE_SIZE))
		return move_content(at, AT_CODE, &firmware->segments[SEGMENT_CODE]);
	return is_between(*at, AT_TABLE, TABLE_SIZE) && move_content(at, AT_TABLE, &firmware->segments[SEGMENT_DATA]);
}

static bool move_place(struct edit *edit, const struct firmware *firmware)
{
	if (edit->place == PLACE_IMAGE)
		return move_offset(&edit->at, firmware);
	/* the hash table has an entry for each program header, in their order */
	if (edit->place == PLACE_TLV_VALUE && edit->which == SIGNFW_TLV_HASHTABLE)
		return move_record(&edit->at, 0, SIGNFW_HASH_ENTRY_SIZE, firmware->segments, SEGMENT_COUNT, 0);
	return true;
}

/* ---- values ---------------------------------------------------------------------- */

/* The address that is so many bytes before the end of the region. */
static void count_from_end(struct edit *edit, uint32_t size)
{
	edit->from = FROM_END;
	edit->value -= size;
}

static void count_from_zero(struct edit *edit, uint32_t value)
{
	edit->from = FROM_ZERO;
	edit->value += value;
}

static bool resolve_value(struct edit *edit, const struct firmware *firmware)
{
	const struct firmware_part *segments = firmware->segments;

	switch (edit->from) {
	case FROM_IMAGE_END:
		count_from_zero(edit, firmware->size);
		break;
	case FROM_SECTION_COUNT:
		count_from_zero(edit, firmware->section_count);
		break;
	case FROM_CODE_AT_END:
		count_from_zero(edit, firmware->size - segments[SEGMENT_CODE].file_size);
		break;
	case FROM_ROOM_FOR_CODE:
		count_from_end(edit, segments[SEGMENT_CODE].memory_size);
		break;
	case FROM_ROOM_FOR_DATA:
		count_from_end(edit, segments[SEGMENT_DATA].file_size);
		break;
	case FROM_ROOM_FOR_ZERO:
		count_from_end(edit, segments[SEGMENT_ZERO].memory_size);
		break;
	case FROM_ROOM_FOR_TABLE:
		count_from_end(edit, firmware->sections[SECTION_TABLE].file_size);
		break;
	case FROM_BUILT_IN:
		count_from_zero(edit, 0);
		return firmware->is_built_in;
	case FROM_ZERO:
	case FROM_CODE:
	case FROM_END:
	case FROM_OUTSIDE:
		break;
	}
	return edit->change != CHANGE_COPY || move_offset(&edit->value, firmware);
}

static bool fit(struct edit *edit, const struct firmware *firmware)
{
	return edit->place == PLACE_NONE || (move_place(edit, firmware) && resolve_value(edit, firmware));
}

bool corpus_fit(struct corpus_case *out, const struct corpus_case *from, const struct firmware *firmware)
{
	bool fits = draft_can_be(from->base, firmware) && (firmware->is_built_in || !from->needs_built_in);

	*out = *from;
	for (size_t i = 0; fits && i < EDITS_MAX; i++)
		fits = fit(&out->edits[i], firmware);
	return fits && fit(&out->after, firmware);
}
