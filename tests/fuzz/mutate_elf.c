/* SPDX-License-Identifier: BSD-2-Clause */
#include "mutate_elf.h"

#include <string.h>

#include "fuzz.h"

/* The headers of a file of either class: where tables are said to be, and how long their entries are. */
struct elf_shape {
	size_t header_size, segments_field, sections_field, address_size;
	size_t segment_count_field, section_count_field;
	size_t segment_size, section_size;
};

static const struct elf_shape shapes[] = {
	{52, 28, 32, 4, 44, 48, 32, 40},
	{64, 32, 40, 8, 56, 60, 56, 64},
};

/* A header, as a part of the file. */
struct part {
	size_t offset, size;
};

uint32_t fuzz_throw(struct dice *dice, uint32_t count)
{
	dice->state ^= dice->state << 13;
	dice->state ^= dice->state >> 17;
	dice->state ^= dice->state << 5;
	return dice->state % count;
}

bool fuzz_is_elf(struct span file)
{
	return file.size >= shapes[1].header_size && memcmp(file.data, "\177ELF", 4) == 0;
}

static struct part choose_entry(const uint8_t *file, size_t table_field, size_t count_field, size_t entry_size,
				struct dice *dice)
{
	const uint32_t count = sfw_u16le(file + count_field);

	return (struct part){sfw_u32le(file + table_field) + entry_size * fuzz_throw(dice, count == 0 ? 1 : count),
			     entry_size};
}

/* Program headers more often than the others: they are what devices read. */
static struct part choose_header(const struct elf_shape *shape, const uint8_t *file, size_t size, struct dice *dice)
{
	struct part part = {0, shape->header_size};
	const uint32_t which = fuzz_throw(dice, 8);

	if (which >= 4)
		part = choose_entry(file, shape->segments_field, shape->segment_count_field, shape->segment_size, dice);
	else if (which >= 2)
		part = choose_entry(file, shape->sections_field, shape->section_count_field, shape->section_size, dice);
	return part.offset > size || size - part.offset < part.size ? (struct part){0, shape->header_size} : part;
}

/* What a field could be instead of `old`: a limit, a size, an alignment, a neighbour, or what another field is. */
static uint32_t choose_value(const uint8_t *file, size_t size, uint32_t old, struct dice *dice)
{
	static const uint32_t limits[] = {0, 1, 2, 3, 4, 7, 8, 0x7fffffff, 0x80000000, 0xfffffff8, 0xffffffff};
	static const uint32_t steps[] = {1, 4, 8, 16, 0x80, 0x1000};
	const uint32_t step = steps[fuzz_throw(dice, sizeof(steps) / sizeof(steps[0]))];

	switch (fuzz_throw(dice, 6)) {
	case 0:
		return limits[fuzz_throw(dice, sizeof(limits) / sizeof(limits[0]))];
	case 1:
		return (uint32_t)size - fuzz_throw(dice, 9);
	case 2:
		return old + step;
	case 3:
		return old - step;
	case 4:
		return old ^ UINT32_C(1) << fuzz_throw(dice, 32);
	default:
		return sfw_u32le(file + 4 * fuzz_throw(dice, (uint32_t)(size / 4)));
	}
}

void fuzz_mutate_number(uint8_t *file, size_t size, size_t at, size_t width, struct dice *dice)
{
	uint32_t old = 0;

	for (size_t i = width; i > 0; i--)
		old = old << 8 | file[at + i - 1];
	const uint32_t value = choose_value(file, size, old, dice);

	for (size_t i = 0; i < width; i++)
		file[at + i] = (uint8_t)(value >> 8 * i);
}

void fuzz_mutate_elf(uint8_t *file, size_t size, struct dice *dice)
{
	const struct elf_shape *shape = &shapes[file[4] == 2];
	const struct part part = choose_header(shape, file, size, dice);
	const bool is_half = part.offset == 0 && fuzz_throw(dice, 2) == 0;
	const size_t width = is_half ? 2 : 4;

	fuzz_mutate_number(file, size, part.offset + width * fuzz_throw(dice, (uint32_t)(part.size / width)), width,
			   dice);
}
