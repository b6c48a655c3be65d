/* SPDX-License-Identifier: BSD-2-Clause */
#include "corpus/corpus_random.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "signfw/container.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* ---- chance -------------------------------------------------------------------------- */

/* The generator SplitMix64: a state that is counted up, and a mix of its bits. */
struct chance {
	uint64_t state;
	const struct firmware *firmware; /* that is damaged */
};

static uint32_t any_number(struct chance *chance)
{
	uint64_t mix = chance->state += UINT64_C(0x9e3779b97f4a7c15);

	mix = (mix ^ mix >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	mix = (mix ^ mix >> 27) * UINT64_C(0x94d049bb133111eb);
	return (uint32_t)((mix ^ mix >> 31) >> 32);
}

static uint32_t below(struct chance *chance, size_t limit)
{
	return any_number(chance) % (uint32_t)limit;
}

/* ---- damage ---------------------------------------------------------------------------- */

/* Where damage is done: one of `count` numbers, of `width` bytes each. */
struct target_field {
	enum place place;
	uint32_t which, at; /* TLV 0: any */
	uint8_t width;
	uint32_t count;
};

#define FIELDS 12

/* Those of an image are where the firmware has them; what it doesn't have counts 0. */
static void find_fields(struct target_field out[FIELDS], const struct firmware *firmware)
{
	const uint32_t sections = firmware->section_count;
	const struct firmware_part *table = &firmware->sections[SECTION_TABLE];
	const struct target_field found[FIELDS] = {
		{PLACE_FILE, 0, 0, 4, 0}, /* the header, of as many words as it has */
		{PLACE_TLV_TYPE, 0, 0, 4, 1},
		{PLACE_TLV_SIZE, 0, 0, 4, 1},
		{PLACE_TLV_VALUE, 0, 0, 1, 4},
		{PLACE_TLV_VALUE, 0, 0, 4, 1},
		{PLACE_TLV_VALUE, SIGNFW_TLV_HASHTABLE, 0, 4, firmware->segment_count * SIGNFW_HASH_ENTRY_SIZE / 4},
		{PLACE_IMAGE, 0, 0, 4, ELF_HEADER_SIZE / 4},
		{PLACE_IMAGE, 0, E_TYPE, 2, (ELF_HEADER_SIZE - E_TYPE) / 2},
		{PLACE_IMAGE, 0, firmware->program_headers, 4, firmware->segment_count * PROGRAM_HEADER_SIZE / 4},
		{PLACE_IMAGE, 0, firmware->section_headers, 4, sections * SECTION_HEADER_SIZE / 4},
		{PLACE_IMAGE, 0, table->offset, 4, table->index == NO_PART ? 0 : table->file_size / 4},
		{PLACE_IMAGE, 0, 0, 1, firmware->size},
	};

	memcpy(out, found, sizeof(found));
}

/* What can be the type of a damaged TLV. */
static const uint32_t tlv_types[] = {SIGNFW_TLV_SIGNTYPE, SIGNFW_TLV_HASHTYPE,  SIGNFW_TLV_NUM_IMG, SIGNFW_TLV_IMGTYPE,
				     SIGNFW_TLV_IMGSIZE,  SIGNFW_TLV_HASHTABLE, SIGNFW_TLV_PKEYINFO};

/* clang-format off */

/* Sizes and limits of the formats, of devices and of numbers; FIRMWARE_SIZE stands for that of the user's firmware, too. */
static const uint32_t values[] = {
	0, 1, 2, 3, 4, 7, 8, 16, 20, 31, 32, 40, 52, 63, 64, 0x100, 0x400, 0x1000, 0xffff, 0x10000, 0x10001, 0x7fffffff,
	-64U, -32U, -16U, -8U, -4U, -1U, FIRMWARE_SIZE, 0x80000000, 0x80000001, 0xc0000000};

/* clang-format on */

/* A value, or how the one that is there changes. */
static void choose_value(struct edit *edit, struct chance *chance)
{
	switch (below(chance, 8)) {
	case 0:
		edit->change = CHANGE_FLIP;
		edit->value = UINT32_C(1) << below(chance, (size_t)edit->width * 8);
		break;
	case 1:
	case 2:
		edit->change = CHANGE_ADD;
		edit->value = 4 * below(chance, 17) - 32;
		break;
	case 3:
		edit->change = CHANGE_ADD;
		edit->value = below(chance, 17) - 8;
		break;
	case 4:
		edit->from = (enum from)(FROM_CODE + below(chance, 3));
		edit->value = 4 * below(chance, 33) - 64;
		break;
	case 5:
		edit->value = any_number(chance);
		break;
	default:
		edit->value = values[below(chance, COUNT(values))];
		edit->value = edit->value == FIRMWARE_SIZE ? chance->firmware->size : edit->value;
	}
}

/* What damage depends on. */
struct base_form {
	enum base base;
	uint32_t header_words;
	uint8_t tlv_width; /* of type and size, in bytes; 0: there are no TLVs */
};

static const struct base_form forms[] = {
	{BASE_PLAIN, 5, 4},    {BASE_PLAIN, 5, 4}, {BASE_TWO, 5, 4},  {BASE_TWO, 5, 4},   {BASE_NO_TABLE, 5, 4},
	{BASE_PLATFORM, 5, 4}, {BASE_ST40, 5, 4},  {BASE_BOOT, 5, 4}, {BASE_ST319, 6, 2}, {BASE_ST316, 14, 0},
};

static bool is_in_tlv(const struct target_field *field)
{
	return field->place == PLACE_TLV_TYPE || field->place == PLACE_TLV_SIZE || field->place == PLACE_TLV_VALUE;
}

static struct target_field choose_field(const struct base_form *form, struct chance *chance)
{
	struct target_field fields[FIELDS], field;

	find_fields(fields, chance->firmware);
	do
		field = fields[below(chance, FIELDS)];
	while ((form->tlv_width == 0 && is_in_tlv(&field)) || (field.place != PLACE_FILE && field.count == 0));
	return field;
}

static struct edit choose_edit(const struct base_form *form, struct chance *chance)
{
	const struct target_field chosen = choose_field(form, chance), *field = &chosen;
	struct edit edit = {.place = field->place, .which = field->which, .width = field->width};

	if (field->place == PLACE_FILE)
		edit.at = 4 * below(chance, form->header_words);
	else
		edit.at = field->at + field->width * below(chance, field->count);
	if (field->place == PLACE_IMAGE && form->base == BASE_TWO)
		edit.which = below(chance, DRAFT_IMAGES);
	if (is_in_tlv(field) && field->which == 0)
		edit.which = tlv_types[below(chance, COUNT(tlv_types))];
	if (is_in_tlv(field) && field->place != PLACE_TLV_VALUE)
		edit.width = form->tlv_width;
	choose_value(&edit, chance);
	return edit;
}

/* The entry of the hash table that belongs to a program header gets the same damage; or other damage none. */
static bool choose_twin(struct edit *out, const struct edit *edit, struct chance *chance)
{
	const uint32_t start = chance->firmware->program_headers, at = edit->at - start;

	if (edit->place != PLACE_IMAGE || edit->which != 0 || edit->width != 4 || edit->at < start ||
	    at >= chance->firmware->segment_count * PROGRAM_HEADER_SIZE || below(chance, 4) == 0)
		return false;
	*out = *edit;
	out->place = PLACE_TLV_VALUE;
	out->which = SIGNFW_TLV_HASHTABLE;
	out->at = at / PROGRAM_HEADER_SIZE * SIGNFW_HASH_ENTRY_SIZE + at % PROGRAM_HEADER_SIZE;
	return true;
}

static void choose_ending(struct corpus_case *out, struct chance *chance)
{
	if (below(chance, 16) != 0)
		return;
	out->ending = below(chance, 2) == 0 ? END_GROWN : END_SHORTENED;
	out->amount = 1 + below(chance, 16);
}

static void choose_case(struct corpus_case *out, struct chance *chance)
{
	const struct base_form *form;
	size_t count = 0;

	do
		form = &forms[below(chance, COUNT(forms))];
	while (!draft_can_be(form->base, chance->firmware));
	out->base = form->base;
	for (uint32_t damages = 1 + below(chance, EDITS_MAX / 2); damages > 0; damages--) {
		out->edits[count] = choose_edit(form, chance);
		if (form->tlv_width != 0 && choose_twin(&out->edits[count + 1], &out->edits[count], chance))
			count++;
		count++;
	}
	if (below(chance, 16) == 0)
		out->after = choose_edit(form, chance);
	choose_ending(out, chance);
}

/* ---- words -------------------------------------------------------------------------------- */

/* Adds to a text; there is room for the longest. */
static void add_words(struct random_case *out, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void add_words(struct random_case *out, const char *format, ...)
{
	const size_t used = strlen(out->what);
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(out->what + used, sizeof(out->what) - used, format, arguments);
	va_end(arguments);
}

static void describe_place(struct random_case *out, const struct edit *edit)
{
	if (edit->place == PLACE_FILE)
		add_words(out, "header at 0x%" PRIx32, edit->at);
	else if (edit->place == PLACE_IMAGE)
		add_words(out, "image %" PRIu32 " at 0x%" PRIx32, edit->which, edit->at);
	else if (edit->place == PLACE_TLV_TYPE)
		add_words(out, "type of TLV 0x%" PRIx32, edit->which);
	else if (edit->place == PLACE_TLV_SIZE)
		add_words(out, "length of TLV 0x%" PRIx32, edit->which);
	else
		add_words(out, "TLV 0x%" PRIx32 " at 0x%" PRIx32, edit->which, edit->at);
}

static void describe_edit(struct random_case *out, const struct edit *edit)
{
	static const char *const origins[] = {
		[FROM_ZERO] = "", [FROM_CODE] = "code + ", [FROM_END] = "end + ", [FROM_OUTSIDE] = "outside + "};
	const bool is_less = edit->change == CHANGE_ADD && edit->value > INT32_MAX;

	if (out->what[0] != '\0')
		add_words(out, "; ");
	describe_place(out, edit);
	add_words(out, " %s= %s0x%" PRIx32,
		  is_less                       ? "-"
		  : edit->change == CHANGE_ADD  ? "+"
		  : edit->change == CHANGE_FLIP ? "^"
						: "",
		  origins[edit->from], is_less ? 0 - edit->value : edit->value);
}

static void describe(struct random_case *out)
{
	const struct corpus_case *content = &out->content;

	for (size_t i = 0; i < EDITS_MAX && content->edits[i].place != PLACE_NONE; i++)
		describe_edit(out, &content->edits[i]);
	if (content->after.place != PLACE_NONE) {
		describe_edit(out, &content->after);
		add_words(out, " behind the signing");
	}
	if (content->ending == END_GROWN)
		add_words(out, "; %zu zeros more", content->amount);
	if (content->ending == END_SHORTENED)
		add_words(out, "; %zu bytes fewer", content->amount);
}

void random_case_make(struct random_case *out, const struct firmware *firmware, uint32_t seed, uint32_t index)
{
	struct chance chance = {(uint64_t)seed << 32 | index, firmware};

	*out = (struct random_case){.content = {.name = out->name, .what = out->what}};
	snprintf(out->name, sizeof(out->name), "random-%" PRIu32 "-%" PRIu32, seed, index);
	choose_case(&out->content, &chance);
	describe(out);
}
