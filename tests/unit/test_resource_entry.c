/* SPDX-License-Identifier: BSD-2-Clause */
#include "format/resource_entry.h"

#include <stdlib.h>
#include <string.h>

#include "resource_table.h"

static struct signfw_resource entry_of(const struct test_table *table, size_t index)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	struct signfw_resource entry;

	if (signfw_resource_get(table->data, table->size, index, &entry, &error) != SIGNFW_OK)
		fail_msg("%s", error.message);
	return entry;
}

static void the_header_is_read(void **state)
{
	struct signfw_resource_header header;
	struct test_table table = table_new(2);

	(void)state;
	put_u32(table.data + 8, 5);
	put_u32(table.data + 12, 6);
	signfw_resource_table_header(table.data, table.size, &header);
	assert_true(header.complete);
	assert_int_equal(header.version, 1);
	assert_int_equal(header.entry_count, 2);
	assert_int_equal(header.reserved[0], 5);
	assert_int_equal(header.reserved[1], 6);
}

static void a_header_that_is_cut_off_is_read_as_far_as_it_goes(void **state)
{
	struct signfw_resource_header header;
	const struct test_table table = table_new(2);

	(void)state;
	signfw_resource_table_header(table.data, 23, &header);
	assert_false(header.complete);
	assert_int_equal(header.entry_count, 2);
	signfw_resource_table_header(table.data, 7, &header);
	assert_false(header.complete);
	assert_int_equal(header.version, 1);
	assert_int_equal(header.entry_count, 0);
	signfw_resource_table_header(NULL, 0, &header);
	assert_false(header.complete);
	assert_int_equal(header.version, 0);
}

static void a_count_that_would_overflow_is_not_complete(void **state)
{
	struct signfw_resource_header header;
	struct test_table table = table_new(1);

	(void)state;
	put_u32(table.data + 4, 0xffffffff);
	signfw_resource_table_header(table.data, table.size, &header);
	assert_false(header.complete);
	assert_int_equal(header.entry_count, 0xffffffff);
}

static void a_carveout_is_read(void **state)
{
	struct test_table table = table_new(1);
	const uint32_t offset = table_carveout(&table, 0, "heap", 0x10001000, 0x2000);

	(void)state;
	put_u32(table.data + offset + 8, 0x30001000);
	put_u32(table.data + offset + 16, 3);
	put_u32(table.data + offset + 20, 4);
	const struct signfw_resource entry = entry_of(&table, 0);

	assert_int_equal(entry.offset, offset);
	assert_int_equal(entry.type, SIGNFW_RESOURCE_CARVEOUT);
	assert_string_equal(entry.kind, "carveout");
	assert_true(entry.complete && entry.has_end);
	assert_int_equal(entry.da, 0x10001000);
	assert_int_equal(entry.pa, 0x30001000);
	assert_int_equal(entry.len, 0x2000);
	assert_int_equal(entry.flags, 3);
	assert_int_equal(entry.reserved, 4);
	assert_string_equal(entry.name, "heap");
}

static void a_name_without_an_end_gets_one(void **state)
{
	struct test_table table = table_new(1);

	(void)state;
	table_carveout(&table, 0, "0123456789abcdef0123456789abcdef", 0, 0);
	const struct signfw_resource entry = entry_of(&table, 0);

	assert_false(entry.has_end);
	assert_string_equal(entry.name, "0123456789abcdef0123456789abcdef");
}

static void a_vdev_and_its_rings_are_read(void **state)
{
	struct test_table table = table_rpmsg();
	const struct signfw_resource entry = entry_of(&table, 0);
	struct signfw_vring ring;

	(void)state;
	assert_string_equal(entry.kind, "vdev");
	assert_true(entry.complete);
	assert_int_equal(entry.id, 7);
	assert_int_equal(entry.dfeatures, 1);
	assert_int_equal(entry.num_of_vrings, 2);
	assert_int_equal(entry.vring_count, 2);
	assert_int_equal(signfw_resource_vring(table.data, table.size, &entry, 1, &ring), SIGNFW_OK);
	assert_int_equal(ring.da, 0x10041000);
	assert_int_equal(ring.align, 16);
	assert_int_equal(ring.num, 16);
	assert_int_equal(signfw_resource_vring(table.data, table.size, &entry, 2, &ring), SIGNFW_E_ARGUMENT);
}

static void a_vdev_has_the_rings_that_are_inside(void **state)
{
	struct test_table table = table_rpmsg();

	(void)state;
	table.size--;
	const struct signfw_resource entry = entry_of(&table, 0);

	assert_false(entry.complete);
	assert_int_equal(entry.num_of_vrings, 2);
	assert_int_equal(entry.vring_count, 1);
}

static void a_vdev_is_not_complete_without_its_configuration(void **state)
{
	struct test_table table = table_rpmsg();

	(void)state;
	put_u32(table.data + 20 + 4 + 16, 1);
	assert_false(entry_of(&table, 0).complete);
	put_u32(table.data + 20 + 4 + 16, 0xffffffff);
	assert_false(entry_of(&table, 0).complete);
	table.size += 8;
	put_u32(table.data + 20 + 4 + 16, 8);
	assert_true(entry_of(&table, 0).complete);
}

static void types_have_kinds(void **state)
{
	static const struct {
		uint32_t type;
		const char *kind;
	} types[] = {{0, "carveout"},  {1, "devmem"},   {2, "trace"},    {3, "vdev"},      {4, "unknown"},
		     {127, "unknown"}, {128, "vendor"}, {512, "vendor"}, {513, "unknown"}, {0xffffffff, "unknown"}};

	(void)state;
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		struct test_table table = table_new(1);

		table_entry(&table, 0, types[i].type, 0);
		assert_string_equal(entry_of(&table, 0).kind, types[i].kind);
	}
}

static void what_is_not_in_the_table_is_named(void **state)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	struct test_table table = table_rpmsg();
	struct signfw_resource entry;

	(void)state;
	assert_int_equal(signfw_resource_get(table.data, table.size, 1, &entry, &error), SIGNFW_E_ARGUMENT);
	put_u32(table.data + 16, (uint32_t)table.size - 3);
	assert_int_equal(signfw_resource_get(table.data, table.size, 0, &entry, &error), SIGNFW_E_ELF);
	assert_string_equal(error.message, "entry 0 of the resource table is at 0x55, but the table has 88 bytes");
	assert_int_equal(error.offset, 16);
	assert_int_equal(signfw_resource_get(table.data, 19, 0, &entry, &error), SIGNFW_E_ELF);
	assert_string_equal(error.message, "the resource table says that it has 1 entries, but its 19 bytes have no "
					   "room for the offset of entry 0");
}

/* Every beginning of a table, in memory of just that size. */
static void nothing_is_read_behind_the_end(void **state)
{
	const struct test_table whole = table_rpmsg();

	(void)state;
	for (size_t size = 0; size <= whole.size; size++) {
		uint8_t *cut = malloc(size + 1);
		struct signfw_resource entry;
		struct signfw_vring ring;

		assert_non_null(cut);
		memcpy(cut, whole.data, size);
		uint8_t *exact = realloc(cut, size == 0 ? 1 : size);

		if (signfw_resource_get(exact, size, 0, &entry, NULL) == SIGNFW_OK) {
			assert_int_equal(entry.complete, size == whole.size);
			for (size_t i = 0; i < 2; i++)
				assert_int_equal(signfw_resource_vring(exact, size, &entry, i, &ring) == SIGNFW_OK,
						 i < entry.vring_count);
		}
		free(exact);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_header_is_read),
		cmocka_unit_test(a_header_that_is_cut_off_is_read_as_far_as_it_goes),
		cmocka_unit_test(a_count_that_would_overflow_is_not_complete),
		cmocka_unit_test(a_carveout_is_read),
		cmocka_unit_test(a_name_without_an_end_gets_one),
		cmocka_unit_test(a_vdev_and_its_rings_are_read),
		cmocka_unit_test(a_vdev_has_the_rings_that_are_inside),
		cmocka_unit_test(a_vdev_is_not_complete_without_its_configuration),
		cmocka_unit_test(types_have_kinds),
		cmocka_unit_test(what_is_not_in_the_table_is_named),
		cmocka_unit_test(nothing_is_read_behind_the_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
