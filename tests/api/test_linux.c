/* SPDX-License-Identifier: BSD-2-Clause */
/* What Linux makes of resource tables, beyond the known answers of test_linux_vectors.c. */
#include <stdlib.h>
#include <string.h>

#include "resource_table.h"
#include "signfw/linux.h"
#include "signfw/resource_table.h"
#include "tree.h"

#define TABLE_PA 0x1003f000

/* A Linux with the device tree of a scenario; NULL: without one. */
static signfw_linux *new_linux(const char *version, const char *scenario)
{
	struct signfw_linux_options options = SIGNFW_LINUX_OPTIONS_INIT;
	struct signfw_error error = SIGNFW_ERROR_INIT;
	struct test_file tree = {0};
	signfw_linux *kernel = NULL;

	if (scenario != NULL)
		tree = load_tree(scenario);
	options.version = version;
	options.devicetree = tree.data;
	options.devicetree_size = tree.size;
	if (signfw_linux_new(&kernel, &options, &error) != SIGNFW_OK)
		fail_msg("%s", error.message);
	free(tree.data);
	return kernel;
}

static struct signfw_linux_boot boot(signfw_linux *kernel, const struct test_table *table)
{
	struct signfw_linux_boot outcome;
	struct signfw_error error = SIGNFW_ERROR_INIT;

	if (signfw_linux_boot_table(kernel, table->data, table->size, TABLE_PA, 1000, &outcome, &error) != SIGNFW_OK)
		fail_msg("%s", error.message);
	return outcome;
}

/* Boots, and expects this outcome; `line` is the third line of the log, where the table's own begin. */
static struct signfw_linux_boot expect(const char *version, const char *scenario, const struct test_table *table,
				       enum signfw_linux_verdict verdict, int error, const char *line)
{
	signfw_linux *kernel = new_linux(version, scenario);
	const struct signfw_linux_boot outcome = boot(kernel, table);

	assert_string_equal(signfw_linux_verdict_name(outcome.verdict), signfw_linux_verdict_name(verdict));
	assert_int_equal(outcome.error, error);
	if (line != NULL)
		assert_string_equal(signfw_linux_log(kernel, 2), line);
	else
		assert_null(signfw_linux_log(kernel, 2));
	signfw_linux_free(kernel);
	return outcome;
}

static void linux_5_refuses_a_boot_for_its_rings(void **state)
{
	struct test_table table = table_rpmsg();

	(void)state;
	table_ring(&table, 20, 1, 0x10041000, 16, 0);
	expect("5.x", "mp15", &table, SIGNFW_LINUX_REFUSED, -22, "err: invalid qsz (0) or alignment (16)");
	expect("7.2", "mp15", &table, SIGNFW_LINUX_BOOTS_WITHOUT_IPC, 0, "err: invalid qsz (0) or alignment (16)");
	table_ring(&table, 20, 1, 0x10041000, 16, 1024);
	expect("5.x", "mp15", &table, SIGNFW_LINUX_REFUSED, -12, "err: Registered carveout doesn't fit len request");
}

static void linux_5_takes_offsets_for_signed_numbers(void **state)
{
	struct test_table table = table_rpmsg();
	struct signfw_linux_boot outcome;

	(void)state;
	/* the header's version, 1, is the type of device memory */
	put_u32(table.data + 16, 0);
	expect("5.x", "mp15", &table, SIGNFW_LINUX_REFUSED, -22, "err: Failed to process resources: -22");
	put_u32(table.data + 16, 0xfffffff0);
	outcome = expect("5.x", "mp15", &table, SIGNFW_LINUX_UNSAFE, 0, NULL);
	assert_string_equal(outcome.reason,
			    "entry 0: its offset 0xfffffff0 is negative for Linux, which reads in front "
			    "of the table");
	put_u32(table.data + 16, 0x80000000);
	expect("5.x", "mp15", &table, SIGNFW_LINUX_REFUSED, -22, "err: rsc table is truncated");
}

static void linux_5_adds_sizes_in_32_bits(void **state)
{
	struct test_table table = table_rpmsg();

	(void)state;
	/* 24 + 2 * 20 + this is 2^32 */
	put_u32(table.data + 24 + 16, 0xffffffc0);
	expect("5.x", "mp15", &table, SIGNFW_LINUX_OK, 0, "info: rpmsg host is online");
	expect("7.2", "mp15", &table, SIGNFW_LINUX_REFUSED, -22, "err: vdev rsc is truncated");
}

static void linux_5_words_a_failed_probe_otherwise(void **state)
{
	struct test_table table = table_rpmsg();

	(void)state;
	table_ring(&table, 20, 0, 0x10040000, 16, 32);
	table_ring(&table, 20, 1, 0x10041000, 16, 32);
	expect("5.x", "mp15", &table, SIGNFW_LINUX_BOOTS_WITHOUT_IPC, 0,
	       "warn: virtio_rpmsg_bus: probe of virtio0 failed with error -12");
	expect("7.2", "mp15", &table, SIGNFW_LINUX_BOOTS_WITHOUT_IPC, 0,
	       "err: virtio0: probe with driver virtio_rpmsg_bus failed with error -12");
}

static void a_vdev_with_one_ring_is_fatal_when_the_boot_fails(void **state)
{
	struct test_table table = table_new(2);
	const uint32_t vdev = table_vdev(&table, 0, 7, 1);
	struct signfw_linux_boot outcome;

	(void)state;
	table_ring(&table, vdev, 0, 0x10040000, 16, 16);
	table_entry(&table, 1, SIGNFW_RESOURCE_DEVMEM, 52);
	outcome = expect(NULL, "mp15", &table, SIGNFW_LINUX_UNSAFE, 0, "err: Failed to process resources: -22");
	assert_string_equal(outcome.reason, "entry 0: Linux frees two vrings, of which the vdev has only 1");
}

static void a_vdev_with_one_ring_and_no_driver_is_fatal_when_it_stops(void **state)
{
	struct test_table table = table_new(1);
	const uint32_t vdev = table_vdev(&table, 0, 3, 1);

	(void)state;
	table_ring(&table, vdev, 0, 0x10040000, 16, 16);
	expect(NULL, "mp15", &table, SIGNFW_LINUX_UNSAFE_ON_STOP, 0, "info: registered virtio0 (type 3)");
}

static void a_ring_of_the_second_device_keeps_its_name(void **state)
{
	struct test_table table = table_new(2);
	const uint32_t bad = table_vdev(&table, 0, 7, 2);
	const uint32_t good = table_vdev(&table, 1, 7, 2);

	(void)state;
	table_ring(&table, bad, 0, 0x10040000, 0, 16);
	table_ring(&table, good, 0, 0xffffffff, 16, 4);
	table_ring(&table, good, 1, 0xffffffff, 16, 4);
	signfw_linux *kernel = new_linux(NULL, "mp15");
	const struct signfw_linux_boot outcome = boot(kernel, &table);
	int error = 0;

	/* it is vdev1 although there is no vdev0, so the regions vdev0vring0 and vdev0vring1 aren't for it */
	assert_int_equal(outcome.verdict, SIGNFW_LINUX_BOOTS_WITHOUT_IPC);
	assert_string_equal(signfw_linux_log(kernel, 3),
			    "err: rproc-virtio.1.auto: probe with driver rproc-virtio failed with error -22");
	assert_int_equal(signfw_linux_entry(kernel, 0, &error), SIGNFW_LINUX_ENTRY_REFUSED);
	assert_int_equal(error, -22);
	assert_int_equal(signfw_linux_entry(kernel, 1, &error), SIGNFW_LINUX_ACCEPTED);
	assert_int_equal(error, 0);
	assert_int_equal(signfw_linux_entry(kernel, 2, &error), SIGNFW_LINUX_NOT_REACHED);
	assert_int_equal(outcome.accepted, 1);
	const uint8_t *after = signfw_linux_table(kernel, NULL);

	assert_int_equal(get_u32(after + good + 28), 0xc8000000);
	signfw_linux_free(kernel);
}

static void what_a_failed_ring_did_is_undone(void **state)
{
	struct test_table table = table_rpmsg();

	(void)state;
	table_ring(&table, 20, 1, 0x20000000, 16, 16);
	signfw_linux *kernel = new_linux(NULL, "mp15");
	const struct signfw_linux_boot outcome = boot(kernel, &table);
	const uint8_t *after = signfw_linux_table(kernel, NULL);

	assert_int_equal(outcome.verdict, SIGNFW_LINUX_BOOTS_WITHOUT_IPC);
	assert_int_equal(get_u32(after + 48), 0);
	assert_int_equal(get_u32(after + 48 + 12), 0xffffffff);
	signfw_linux_free(kernel);
}

static void a_pool_that_a_carveout_claims_has_no_known_address(void **state)
{
	struct test_table table = table_new(1);
	const uint32_t offset = table_carveout(&table, 0, "vdev0buffer", 0xffffffff, 0x1000);

	(void)state;
	signfw_linux *kernel = new_linux(NULL, "mp15");
	const struct signfw_linux_boot outcome = boot(kernel, &table);
	const uint8_t *after = signfw_linux_table(kernel, NULL);

	assert_int_equal(outcome.verdict, SIGNFW_LINUX_OK);
	assert_int_equal(get_u32(after + offset + 4), 0x10042000);
	assert_int_equal(get_u32(after + offset + 8), 0);
	assert_int_equal(get_u32(after + offset + 12), 0x4000);
	signfw_linux_free(kernel);
}

static void memory_that_is_not_known_fits(void **state)
{
	struct test_table table = table_rpmsg();

	(void)state;
	table_ring(&table, 20, 0, 0x12345000, 16, 16);
	expect(NULL, NULL, &table, SIGNFW_LINUX_OK, 0, "info: rpmsg host is online");
	table_ring(&table, 20, 0, 0x12345000, 0, 16);
	expect(NULL, NULL, &table, SIGNFW_LINUX_BOOTS_WITHOUT_IPC, 0, "err: invalid qsz (16) or alignment (0)");
}

static void two_carveouts_of_one_name_clash_whatever_memory_there_is(void **state)
{
	struct test_table table = table_new(2);

	(void)state;
	table_carveout(&table, 0, "heap", 0xffffffff, 0x1000);
	table_carveout(&table, 1, "heap", 0xffffffff, 0x1000);
	expect(NULL, NULL, &table, SIGNFW_LINUX_REFUSED, -12, "err: Carveout already associated to resource table");
}

static void tables_of_absurd_size_are_not_judged(void **state)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	struct signfw_linux_boot outcome;
	signfw_linux *kernel = new_linux(NULL, NULL);
	uint8_t *table = calloc(1, 70000);

	(void)state;
	assert_non_null(table);
	put_u32(table + 4, 4097);
	for (size_t i = 0; i < 4097; i++)
		put_u32(table + 16 + i * 4, 60000);
	put_u32(table + 60000, 128);
	assert_int_equal(signfw_linux_boot_table(kernel, table, 65536, 0, 0, &outcome, &error), SIGNFW_E_UNSUPPORTED);
	assert_string_equal(error.message,
			    "the resource table has more entries or bytes than any real one (4096, 64 KiB)");
	/* the end comes before the limit */
	put_u32(table + 16 + 4000 * 4, 0xffff0000);
	assert_int_equal(signfw_linux_boot_table(kernel, table, 65536, 0, 0, &outcome, &error), SIGNFW_OK);
	assert_int_equal(outcome.error, -22);
	assert_int_equal(signfw_linux_boot_table(kernel, table, 65537, 0, 0, &outcome, &error), SIGNFW_E_UNSUPPORTED);
	free(table);
	signfw_linux_free(kernel);
}

static void a_kernel_boots_again_as_if_nothing_had_been(void **state)
{
	const struct test_table table = table_rpmsg();
	signfw_linux *kernel = new_linux(NULL, "mp15");

	(void)state;
	for (int i = 0; i < 2; i++) {
		assert_int_equal(boot(kernel, &table).verdict, SIGNFW_LINUX_OK);
		assert_string_equal(signfw_linux_log(kernel, 0), "info: powering up m4");
		assert_null(signfw_linux_log(kernel, 5));
	}
	signfw_linux_free(kernel);
}

static void nothing_is_taken_without_arguments(void **state)
{
	struct signfw_linux_options options = SIGNFW_LINUX_OPTIONS_INIT;
	struct signfw_error error = SIGNFW_ERROR_INIT;
	struct signfw_linux_boot outcome;
	signfw_linux *kernel = NULL;

	(void)state;
	assert_int_equal(signfw_linux_new(NULL, NULL, &error), SIGNFW_E_ARGUMENT);
	options.version = "4.19";
	assert_int_equal(signfw_linux_new(&kernel, &options, &error), SIGNFW_E_ARGUMENT);
	assert_string_equal(error.message, "no kernel '4.19' is known, expected 7.2 or 5.x");
	kernel = new_linux(NULL, NULL);
	assert_int_equal(signfw_linux_boot_table(kernel, NULL, 1, 0, 0, &outcome, &error), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_linux_boot_elf(kernel, NULL, 0, &outcome, &error), SIGNFW_E_ARGUMENT);
	assert_null(signfw_linux_log(kernel, 0));
	assert_null(signfw_linux_table(kernel, NULL));
	signfw_linux_free(kernel);
	signfw_linux_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(linux_5_refuses_a_boot_for_its_rings),
		cmocka_unit_test(linux_5_takes_offsets_for_signed_numbers),
		cmocka_unit_test(linux_5_adds_sizes_in_32_bits),
		cmocka_unit_test(linux_5_words_a_failed_probe_otherwise),
		cmocka_unit_test(a_vdev_with_one_ring_is_fatal_when_the_boot_fails),
		cmocka_unit_test(a_vdev_with_one_ring_and_no_driver_is_fatal_when_it_stops),
		cmocka_unit_test(a_ring_of_the_second_device_keeps_its_name),
		cmocka_unit_test(what_a_failed_ring_did_is_undone),
		cmocka_unit_test(a_pool_that_a_carveout_claims_has_no_known_address),
		cmocka_unit_test(memory_that_is_not_known_fits),
		cmocka_unit_test(two_carveouts_of_one_name_clash_whatever_memory_there_is),
		cmocka_unit_test(tables_of_absurd_size_are_not_judged),
		cmocka_unit_test(a_kernel_boots_again_as_if_nothing_had_been),
		cmocka_unit_test(nothing_is_taken_without_arguments),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
