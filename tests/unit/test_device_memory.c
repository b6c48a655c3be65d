/* SPDX-License-Identifier: BSD-2-Clause */
/* LOAD on devices that have memory: where segments go, and what is refused because it has no place. */
#include <stdlib.h>
#include <string.h>

#include "device_bench.h"

/* Two neighbours, the second with other physical addresses, and one at the end of the address space. */
static const struct signfw_region regions[] = {
	{"tcm", 0x10000000, 0x10000000, 0x1000, SIGNFW_REACH_UNKNOWN},
	{"ram", 0x10001000, 0x38000000, 0x1000, SIGNFW_REACH_YES},
	{"end", 0xffffff00, 0xc0000000, 0x100, SIGNFW_REACH_NO},
};

/* A bench for an image with one PT_LOAD, on a device with these regions. */
static void open_one(struct bench *bench, uint32_t address, uint32_t filesz, uint32_t memsz)
{
	const struct elf_segment segment = {PT_LOAD, address, filesz, memsz};
	const struct test_file image = elf_build(&segment, 1, NULL, 0);
	signfw_memory *memory = NULL;

	bench_open(bench, &image, 1);
	assert_int_equal(signfw_memory_from_regions(&memory, regions, 3, NULL), SIGNFW_OK);
	bench->memory = memory;
	bench_build_and_sign(bench);
}

static void close_one(struct bench *bench)
{
	signfw_memory *memory = (signfw_memory *)(uintptr_t)bench->memory;

	bench_close(bench);
	signfw_memory_free(memory);
}

static void expect_transfer(const struct bench *bench, size_t index, bool zero, uint32_t device_address,
			    uint64_t physical_address, uint32_t size, const char *region)
{
	struct signfw_transfer transfer;

	assert_int_equal(signfw_device_transfer(bench->device, index, &transfer), SIGNFW_OK);
	assert_int_equal(transfer.zero, zero);
	assert_int_equal(transfer.device_address, device_address);
	assert_int_equal(transfer.physical_address, physical_address);
	assert_int_equal(transfer.size, size);
	assert_string_equal(transfer.region, region);
}

static void segments_go_where_their_region_is(void **state)
{
	struct bench bench;

	(void)state;
	open_one(&bench, 0x10001010, 0x20, 0x50);
	expect_load(&bench, ALL_VERSIONS, SIGNFW_TEE_SUCCESS, "loaded", SIGNFW_NO_OFFSET);
	assert_int_equal(signfw_device_transfer_count(bench.device), 2);
	expect_transfer(&bench, 0, false, 0x10001010, 0x38000010, 0x20, "ram");
	expect_transfer(&bench, 1, true, 0x10001030, 0x38000030, 0x30, "ram");
	close_one(&bench);
}

/* The driver of ST's 4.0 has another result for it. */
static void expect_nowhere(struct bench *bench, size_t header)
{
	expect_load(bench, ST_4_0, SIGNFW_TEE_GENERIC, "memory", bench->image_at[0] + header);
	expect_load(bench, UPSTREAM, SIGNFW_TEE_ACCESS_DENIED, "memory", bench->image_at[0] + header);
}

/* Whether what is copied, and what is zeroed, is in one region each. */
static void a_transfer_is_in_one_region(void **state)
{
	static const struct {
		uint32_t address, filesz, memsz, result;
		size_t transfers;
	} rows[] = {
		{0x10000000, 0x1000, 0x1000, SIGNFW_TEE_SUCCESS, 1},
		{0x10000ff0, 0x10, 0x10, SIGNFW_TEE_SUCCESS, 1},
		/* the neighbour begins where it ends, but they aren't one */
		{0x10000ff0, 0x11, 0x11, SIGNFW_TEE_ACCESS_DENIED, 0},
		{0x10000000, 0x1001, 0x1001, SIGNFW_TEE_ACCESS_DENIED, 0},
		{0x0fffffff, 2, 2, SIGNFW_TEE_ACCESS_DENIED, 0},
		{0x38000000, 0x10, 0x10, SIGNFW_TEE_ACCESS_DENIED, 0},
		/* zeros are looked up by themselves */
		{0x10000ff0, 0x10, 0x20, SIGNFW_TEE_SUCCESS, 2},
		{0x10001ff0, 0x10, 0x11, SIGNFW_TEE_ACCESS_DENIED, 1},
		{0x10000ff8, 0x4, 0x10, SIGNFW_TEE_ACCESS_DENIED, 1},
		{0x10001000, 0, 0x1000, SIGNFW_TEE_SUCCESS, 1},
		{0x10001000, 0, 0x1001, SIGNFW_TEE_ACCESS_DENIED, 0},
		/* nothing to write needs no place */
		{0xdead0000, 0, 0, SIGNFW_TEE_SUCCESS, 0},
		/* bytes in the file are copied even if there is less memory */
		{0x10000ff0, 0x10, 8, SIGNFW_TEE_SUCCESS, 1},
		{0x10000ff8, 0x10, 8, SIGNFW_TEE_ACCESS_DENIED, 0},
		{0xffffff00, 0x100, 0x100, SIGNFW_TEE_SUCCESS, 1},
		{0xffffff01, 0x100, 0x100, SIGNFW_TEE_ACCESS_DENIED, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct bench bench;

		open_one(&bench, rows[i].address, rows[i].filesz, rows[i].memsz);
		if (rows[i].result == SIGNFW_TEE_SUCCESS)
			expect_load(&bench, ALL_VERSIONS, SIGNFW_TEE_SUCCESS, "loaded", SIGNFW_NO_OFFSET);
		else
			expect_nowhere(&bench, ELF_SEGMENT(0, p_type));
		assert_int_equal(signfw_device_transfer_count(bench.device), rows[i].transfers);
		close_one(&bench);
	}
}

/* Before it is copied and hashed: what has no place isn't read. */
static void the_place_is_looked_up_before_the_bytes_are_hashed(void **state)
{
	struct bench bench;

	(void)state;
	open_one(&bench, 0x20000000, 16, 16);
	bench.container.data[bench.image_at[0] + ELF_SEGMENT(1, p_type)] ^= 1;
	expect_nowhere(&bench, ELF_SEGMENT(0, p_type));
	assert_string_equal(bench.answer.reason,
			    "image 0, segment 0: 0x10 bytes at address 0x20000000 aren't inside one memory region");
	close_one(&bench);
}

/* ---- the resource table ------------------------------------------------------------ */

static void the_resource_table_is_in_one_region(void **state)
{
	static const struct {
		uint32_t address, size;
		uint64_t physical_address; /* 0: refused */
	} rows[] = {
		{0x10001100, 16, 0x38000100},
		{0x10000ff0, 16, 0x10000ff0},
		{0x10000ff4, 16, 0},
		{0x38000000, 16, 0},
		{0, 16, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		static const struct elf_segment segment = {PT_LOAD, 0x10000000, 16, 16};
		static const uint8_t table[16] = {1};
		const struct elf_section section = {".resource_table", rows[i].address, table, rows[i].size};
		const struct test_file image = elf_build(&segment, 1, &section, 1);
		const size_t header = ELF_SECTION(image, 1, sh_name);
		signfw_memory *memory = NULL;
		struct bench bench;
		uint64_t address;
		uint32_t size;

		bench_open(&bench, &image, 1);
		assert_int_equal(signfw_memory_from_regions(&memory, regions, 3, NULL), SIGNFW_OK);
		bench.memory = memory;
		bench_build_and_sign(&bench);
		if (rows[i].physical_address == 0) {
			/* ST's 4.0 translates, and doesn't ask for a region */
			expect_load(&bench, ST_4_0, SIGNFW_TEE_SUCCESS, "loaded", SIGNFW_NO_OFFSET);
			assert_true(signfw_device_resource_table(bench.device, &address, &size));
			assert_int_equal(address, rows[i].address);
			expect_load(&bench, UPSTREAM, SIGNFW_TEE_ACCESS_DENIED, "resource-table-memory",
				    bench.image_at[0] + header);
			assert_false(signfw_device_resource_table(bench.device, &address, &size));
			expect_only(signfw_device_findings(bench.device), "device-partly-loaded", SIGNFW_WARNING,
				    bench.image_at[0] + header);
		} else {
			expect_load(&bench, ALL_VERSIONS, SIGNFW_TEE_SUCCESS, "loaded", SIGNFW_NO_OFFSET);
			assert_true(signfw_device_resource_table(bench.device, &address, &size));
			assert_int_equal(address, rows[i].physical_address);
			assert_int_equal(size, 16);
		}
		close_one(&bench);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(segments_go_where_their_region_is),
		cmocka_unit_test(a_transfer_is_in_one_region),
		cmocka_unit_test(the_place_is_looked_up_before_the_bytes_are_hashed),
		cmocka_unit_test(the_resource_table_is_in_one_region),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
