/* SPDX-License-Identifier: BSD-2-Clause */
/* Any bytes as a PAS container, split, squashed and unpacked: there and back the segments stay what they are. */
#include <stdlib.h>
#include <string.h>

#include "pas_input.h"

/* What a file may grow to, beside that many times its input. */
#define GROWTH_MIN    (UINT64_C(64) << 20)
#define GROWTH_FACTOR 16

struct output {
	uint8_t *data;
	size_t size;
};

static void check_size(const struct pas_input *input, const struct output *output)
{
	CHECK(output->size > 0);
	CHECK(output->size <= GROWTH_MIN || output->size / GROWTH_FACTOR <= input->size);
}

/* What came out, whole or as a .mdt with the segments of the one that it was made of. */
static signfw_pas *read_again(const struct output *output, const signfw_pas *source)
{
	const struct signfw_input file = {output->data, output->size, NULL};
	const size_t count = source == NULL ? 0 : signfw_pas_get_header(source)->segment_count;
	struct signfw_pas_part *parts = calloc(count + 1, sizeof(*parts));
	struct signfw_pas_segment segment;
	signfw_pas *pas = NULL;

	CHECK(parts != NULL);
	for (size_t i = 0; i < count; i++)
		if (signfw_pas_segment(source, i, &segment) == SIGNFW_OK)
			parts[i] = (struct signfw_pas_part){i, segment.data, (size_t)segment.file_size};
	CHECK(signfw_pas_inspect(&pas, &file, parts, count, NULL) == SIGNFW_OK);
	free(parts);
	return pas;
}

static void check_same(const signfw_pas *one, const signfw_pas *other)
{
	const size_t count = signfw_pas_get_header(one)->segment_count;
	struct signfw_pas_segment a, b;

	CHECK(signfw_pas_get_header(other)->segment_count == count);
	for (size_t i = 0; i < count; i++) {
		CHECK(signfw_pas_segment(one, i, &a) == SIGNFW_OK && signfw_pas_segment(other, i, &b) == SIGNFW_OK);
		CHECK(a.file_size == b.file_size && a.address == b.address && a.flags == b.flags);
		CHECK(a.file_size == 0 || (a.data != NULL && b.data != NULL));
		CHECK(a.file_size == 0 || memcmp(a.data, b.data, (size_t)a.file_size) == 0);
	}
}

/* A .mdt, and the whole of it and the segments: both have all segments. */
static void check_split(const struct pas_input *input, signfw_pas *pas)
{
	struct output mdt = {0}, whole = {0};

	if (signfw_pas_mdt(&mdt.data, &mdt.size, pas, NULL) != SIGNFW_OK)
		return;
	check_size(input, &mdt);
	signfw_pas *split = read_again(&mdt, pas);

	check_same(pas, split);
	if (signfw_pas_squash(&whole.data, &whole.size, split, NULL) == SIGNFW_OK) {
		signfw_pas *again = read_again(&whole, NULL);

		CHECK(whole.size <= input->file.size);
		check_same(pas, again);
		signfw_pas_free(again);
	}
	signfw_pas_free(split);
	signfw_free(whole.data);
	signfw_free(mdt.data);
}

static void check_squash(const struct pas_input *input, signfw_pas *pas)
{
	struct output whole = {0};

	if (signfw_pas_squash(&whole.data, &whole.size, pas, NULL) != SIGNFW_OK)
		return;
	check_size(input, &whole);
	signfw_pas *again = read_again(&whole, NULL);

	check_same(pas, again);
	signfw_pas_free(again);
	signfw_free(whole.data);
}

static void check_plain_elf(const struct pas_input *input, const signfw_pas *pas)
{
	struct output elf = {0};

	if (signfw_pas_plain_elf(&elf.data, &elf.size, pas, NULL) != SIGNFW_OK)
		return;
	check_size(input, &elf);
	CHECK(memcmp(elf.data, input->file.data, 7) == 0);
	signfw_free(elf.data);
}

const size_t fuzz_control_size = 0;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pas_input input;

	pas_input_read(&input, (struct span){data, size});
	signfw_pas *pas = pas_input_inspect(&input);

	check_split(&input, pas);
	check_squash(&input, pas);
	check_plain_elf(&input, pas);
	signfw_pas_free(pas);
	return 0;
}
