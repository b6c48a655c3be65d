/* SPDX-License-Identifier: BSD-2-Clause */
#include "random_bytes.h"

#include <string.h>

/* The longest piece that is moved, doubled or dropped at once. */
#define PIECE_MAX 64

static uint64_t state;

void random_begin(uint64_t seed)
{
	state = seed;
}

/* splitmix64 */
static uint32_t next(void)
{
	state += UINT64_C(0x9e3779b97f4a7c15);
	uint64_t mixed = state;

	mixed = (mixed ^ mixed >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	mixed = (mixed ^ mixed >> 27) * UINT64_C(0x94d049bb133111eb);
	return (uint32_t)((mixed ^ mixed >> 31) >> 16);
}

uint32_t random_below(uint32_t count)
{
	return next() % count;
}

bool random_one_in(uint32_t count)
{
	return random_below(count) == 0;
}

/* ---- changes of any bytes ------------------------------------------------------- */

static uint32_t choose_number(uint32_t old, size_t size)
{
	static const uint32_t limits[] = {0,      1,       2,          4,          8,          16,         20,
					  0x1000, 0x10000, 0x7fffffff, 0x80000000, 0xfffffff8, 0xffffffff, 0x10000000};

	switch (random_below(6)) {
	case 0:
		return limits[random_below(sizeof(limits) / sizeof(limits[0]))];
	case 1:
		return old + random_below(17) - 8;
	case 2:
		return (uint32_t)size + random_below(65) - 32;
	case 3:
		return UINT32_C(0) - random_below(80);
	case 4:
		return UINT32_C(0) - 4 * random_below(4000);
	default:
		return next();
	}
}

/* A number of 4 bytes, more often near the beginning, where headers are. */
static void change_number(uint8_t *data, size_t size)
{
	const size_t words = size / 4;
	const size_t near = words < 8 ? words : 8;
	const size_t at = 4 * (size_t)random_below((uint32_t)(random_one_in(2) ? near : words));
	uint32_t number = 0;

	for (size_t i = 4; i > 0; i--)
		number = number << 8 | data[at + i - 1];
	number = choose_number(number, size);
	for (size_t i = 0; i < 4; i++)
		data[at + i] = (uint8_t)(number >> 8 * i);
}

static void change_byte(uint8_t *data, size_t size)
{
	uint8_t *byte = &data[random_below((uint32_t)size)];

	if (random_one_in(2))
		*byte ^= (uint8_t)(1U << random_below(8));
	else
		*byte = (uint8_t)(random_one_in(2) ? random_below(8) : next());
}

static size_t choose_piece(size_t most)
{
	return 1 + random_below((uint32_t)(most < PIECE_MAX ? most : PIECE_MAX));
}

static size_t insert(uint8_t *data, size_t size, size_t size_max)
{
	if (size == size_max)
		return size;
	const size_t piece = choose_piece(size_max - size);
	const size_t at = random_one_in(2) ? size : random_below((uint32_t)size + 1);

	memmove(data + at + piece, data + at, size - at);
	if (random_one_in(2))
		memset(data + at, 0, piece);
	else
		for (size_t i = 0; i < piece; i++)
			data[at + i] = (uint8_t)next();
	return size + piece;
}

static size_t drop(uint8_t *data, size_t size)
{
	const size_t piece = choose_piece(size);

	switch (random_below(4)) {
	case 0:
		return random_below((uint32_t)size) + 1;
	case 1:
		return size - piece == 0 ? size : size - piece;
	default: {
		const size_t at = random_below((uint32_t)(size - piece + 1));

		memmove(data + at, data + at + piece, size - at - piece);
		return size - piece == 0 ? size : size - piece;
	}
	}
}

static void copy_piece(uint8_t *data, size_t size)
{
	const size_t piece = choose_piece(size);
	const uint32_t places = (uint32_t)(size - piece + 1);

	memmove(data + random_below(places), data + random_below(places), piece);
}

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t size_max)
{
	if (size == 0)
		return insert(data, size, size_max);
	switch (random_below(8)) {
	case 0:
		return insert(data, size, size_max);
	case 1:
		return drop(data, size);
	case 2:
		copy_piece(data, size);
		return size;
	case 3:
	case 4:
		change_byte(data, size);
		return size;
	default:
		if (size < 4)
			change_byte(data, size);
		else
			change_number(data, size);
		return size;
	}
}
