/* SPDX-License-Identifier: BSD-2-Clause */
#include "pas/pas_writer.h"

#include <string.h>

#include "base/cleanup.h"
#include "support.h"

#define HEADERS_SIZE (52 + 4 * 32)

static const uint8_t bytes[] = {1, 2, 3, 4, 5};
static const struct span content = {bytes, sizeof(bytes)};

/* A writer whose source has an ELF header of zeros. */
struct fixture {
	uint8_t file[52];
	struct pas_elf elf;
	struct pas_writer writer;
};

static void prepare(struct fixture *fixture)
{
	*fixture = (struct fixture){0};
	fixture->elf.file = (struct span){fixture->file, sizeof(fixture->file)};
	assert_true(sfw_pas_writer_init(&fixture->writer, &fixture->elf, 4));
	assert_int_equal(fixture->writer.end, HEADERS_SIZE);
}

static void add(struct fixture *fixture, uint64_t align, struct span with)
{
	const struct pas_segment segment = {.type = 1, .filesz = with.size, .memsz = 16, .align = align};

	sfw_pas_writer_copy(&fixture->writer, &segment, with);
}

static void segments_are_where_they_ask_to_be(void **state)
{
	struct fixture fixture;

	(void)state;
	prepare(&fixture);
	add(&fixture, 0x100, content);
	add(&fixture, 1, content);
	add(&fixture, 0x100, (struct span){0});
	add(&fixture, 4, content);
	assert_int_equal(fixture.writer.segments[0].offset, 0x100);
	assert_int_equal(fixture.writer.segments[1].offset, 0x105);
	assert_int_equal(fixture.writer.segments[2].offset, 0x10a); /* without bytes: anywhere */
	assert_int_equal(fixture.writer.segments[3].offset, 0x10c);
	sfw_pas_writer_cleanup(&fixture.writer);
}

static void odd_and_huge_alignments_are_a_page(void **state)
{
	struct fixture fixture;

	(void)state;
	prepare(&fixture);
	add(&fixture, 0, content);
	add(&fixture, 3, content);
	add(&fixture, UINT32_C(0x80000000), content);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(fixture.writer.segments[i].offset, 0x1000 * (i + 1));
	sfw_pas_writer_cleanup(&fixture.writer);
}

static void gaps_are_zeros(void **state)
{
	CLEANUP(sfw_builder_cleanup) struct builder out = {0};
	struct fixture fixture;

	(void)state;
	prepare(&fixture);
	add(&fixture, 0x100, content);
	add(&fixture, 0x10, content);
	sfw_pas_writer_put_headers(&out, &fixture.writer);
	assert_int_equal(out.size, 52 + 2 * 32);
	assert_int_equal(get_u32(out.data + 44) & 0xffff, 2);
	assert_int_equal(get_u32(out.data + 52 + 4), 0x100);
	sfw_pas_writer_put_contents(&out, &fixture.writer);
	assert_int_equal(out.size, 0x110 + sizeof(bytes));
	assert_memory_equal(out.data + 0x100, bytes, sizeof(bytes));
	assert_memory_equal(out.data + 0x110, bytes, sizeof(bytes));
	for (size_t i = 0x105; i < 0x110; i++)
		assert_int_equal(out.data[i], 0);
	sfw_pas_writer_cleanup(&fixture.writer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(segments_are_where_they_ask_to_be),
		cmocka_unit_test(odd_and_huge_alignments_are_a_page),
		cmocka_unit_test(gaps_are_zeros),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
