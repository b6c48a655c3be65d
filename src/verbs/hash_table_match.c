/* SPDX-License-Identifier: BSD-2-Clause */
#include "verbs/hash_table_match.h"

/* ---- as lists -------------------------------------------------------------------- */

/* Whether the table has a program header in its place; else that is found. */
static bool compare_place(signfw_container *handle, const struct image *image, size_t index, size_t entry)
{
	const struct segment *segment = &image->elf.segments[index];

	if (entry < handle->model.table.count) {
		const struct hash_entry signed_one = sfw_hash_table_entry(&handle->model.table, entry);

		if (sfw_segment_equal(&signed_one.segment, segment))
			return true;
	}
	sfw_findings_set_source(handle->findings, image->name);
	sfw_report(handle->findings, SFW_TABLE_DIFFERS, image->offset + sfw_elf32_header_offset(&image->elf, index),
		   "%s isn't what the signed hash table has in its place (entry %zu)",
		   sfw_segment_label(index, segment).text, entry);
	sfw_findings_set_source(handle->findings, NULL);
	return false;
}

/* The first entry from `entry` on that isn't a filler; the table's count if there is none. */
static size_t skip_fillers(const struct hash_table *table, size_t entry)
{
	while (entry < table->count && sfw_hash_table_is_filler(table, entry))
		entry++;
	return entry;
}

void sfw_table_match_lists(signfw_container *handle)
{
	const bool loads_only = sfw_hash_table_loads_only(&handle->model.table);
	size_t entry = skip_fillers(&handle->model.table, 0), compared = 0;

	for (size_t i = 0; i < handle->image_count; i++) {
		const struct image *image = &handle->images[i];

		for (size_t j = 0; j < image->elf.segment_count; j++) {
			if (loads_only && !sfw_segment_is_loaded(&image->elf.segments[j]))
				continue;
			if (!compare_place(handle, image, j, entry))
				return;
			entry = skip_fillers(&handle->model.table, entry + 1);
			compared++;
		}
	}
	if (entry < handle->model.table.count)
		sfw_report(handle->findings, SFW_TABLE_DIFFERS,
			   sfw_hash_table_entry(&handle->model.table, entry).offset,
			   "the signed hash table has %zu entries, but the images have only %zu program headers%s",
			   handle->model.table.count, compared, loads_only ? " of type LOAD" : "");
}

/* ---- as devices look segments up --------------------------------------------------- */

/* Notes that a segment is loaded by what an entry says, unless another one is. */
static void note_use(signfw_container *handle, size_t image, size_t index)
{
	const struct segment *segment = &handle->images[image].elf.segments[index];
	size_t entry;

	if (!sfw_segment_is_loaded(segment) ||
	    sfw_hash_table_look_up(&handle->model.table, segment, &entry) != LOOKUP_ACCEPTED)
		return;
	if (handle->uses[entry].image == SIGNFW_NO_INDEX)
		handle->uses[entry] = (struct entry_use){image, index};
}

enum signfw_status sfw_table_match_uses(signfw_container *handle)
{
	const size_t count = handle->model.table.count;

	handle->uses = sfw_array_new(count, sizeof(*handle->uses));
	if (handle->uses == NULL)
		return SIGNFW_E_MEMORY;
	for (size_t i = 0; i < count; i++)
		handle->uses[i] = (struct entry_use){SIGNFW_NO_INDEX, SIGNFW_NO_INDEX};
	for (size_t i = 0; i < handle->image_count; i++)
		for (size_t j = 0; j < handle->images[i].elf.segment_count; j++)
			note_use(handle, i, j);
	return SIGNFW_OK;
}

static uint32_t differences(const struct segment *a, const struct segment *b)
{
	const struct {
		bool is_same;
		uint32_t differs;
	} fields[] = {
		{a->type == b->type, SIGNFW_DIFFERS_TYPE},
		{a->offset == b->offset, SIGNFW_DIFFERS_OFFSET},
		{a->vaddr == b->vaddr, SIGNFW_DIFFERS_VIRTUAL_ADDRESS},
		{a->paddr == b->paddr, SIGNFW_DIFFERS_ADDRESS},
		{a->filesz == b->filesz, SIGNFW_DIFFERS_FILE_SIZE},
		{a->memsz == b->memsz, SIGNFW_DIFFERS_MEMORY_SIZE},
		{a->flags == b->flags, SIGNFW_DIFFERS_FLAGS},
		{a->align == b->align, SIGNFW_DIFFERS_ALIGN},
	};
	uint32_t differs = 0;

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		differs |= fields[i].is_same ? 0 : fields[i].differs;
	return differs;
}

struct table_match sfw_table_match(const signfw_container *handle, const struct image *image, size_t index)
{
	const struct hash_table *table = &handle->model.table;
	const struct segment *segment = &image->elf.segments[index];
	struct table_match match = {.entry = SIGNFW_NO_INDEX};

	if (!sfw_segment_is_loaded(segment)) {
		match.is_accepted =
			sfw_hash_table_find_same(table, segment, image->first_segment + index, &match.entry);
		return match;
	}
	match.is_accepted = sfw_hash_table_look_up(table, segment, &match.entry) == LOOKUP_ACCEPTED;
	if (match.entry != SIGNFW_NO_INDEX) {
		const struct hash_entry entry = sfw_hash_table_entry(table, match.entry);

		match.differs = differences(&entry.segment, segment);
	}
	return match;
}
