/* SPDX-License-Identifier: BSD-2-Clause */
/* Bytes of a container that are in several places. */
#include "verbs/handle.h"

#include "support.h"

static void a_range_is_cut_where_chunks_are(void **state)
{
	/* [0, 10), nothing, [10, 30), [30, 60) */
	static const uint8_t bytes[60];
	struct span chunks[] = {{bytes, 10}, {NULL, 0}, {bytes, 20}, {bytes + 20, 30}};
	const signfw_container handle = {.chunks = chunks, .chunk_count = 4};
	static const struct {
		uint64_t begin, end;
		size_t count;
		struct span pieces[3];
	} rows[] = {
		{0, 60, 3, {{bytes, 10}, {bytes, 20}, {bytes + 20, 30}}},
		{0, 10, 1, {{bytes, 10}}},
		{10, 30, 1, {{bytes, 20}}},
		{30, 60, 1, {{bytes + 20, 30}}},
		{3, 7, 1, {{bytes + 3, 4}}},
		{9, 11, 2, {{bytes + 9, 1}, {bytes, 1}}},
		{12, 15, 1, {{bytes + 2, 3}}},
		{29, 31, 2, {{bytes + 19, 1}, {bytes + 20, 1}}},
		{5, 59, 3, {{bytes + 5, 5}, {bytes, 20}, {bytes + 20, 29}}},
		{10, 10, 0, {{0}}},
		{60, 60, 0, {{0}}},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct span pieces[4];

		assert_int_equal(sfw_handle_pieces(&handle, rows[i].begin, rows[i].end, pieces), rows[i].count);
		for (size_t j = 0; j < rows[i].count; j++) {
			assert_ptr_equal(pieces[j].data, rows[i].pieces[j].data);
			assert_int_equal(pieces[j].size, rows[i].pieces[j].size);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_range_is_cut_where_chunks_are),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
