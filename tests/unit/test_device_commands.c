/* SPDX-License-Identifier: BSD-2-Clause */
/* START of ST's 4.0, and what clears memory; tests/api/test_device.c has the states of all versions. */
#include <stdlib.h>
#include <string.h>

#include "device_bench.h"

static void expect_start(const uint8_t address[4], uint32_t result, const char *finding)
{
	static const struct elf_segment segment = {PT_LOAD, 0x80100000, 16, 16};
	const struct test_file image = elf_build(&segment, 1, NULL, 0);
	signfw_memory *memory = memory_of_board("stm32mp257-ev1");
	struct signfw_answer answer;
	struct bench bench;

	bench_open(&bench, &image, 1);
	bench_add_tlv(&bench, SIGNFW_TLV_BOOTADDR, address, 4);
	bench_build_and_sign(&bench);
	bench.memory = memory;
	expect_loaded(&bench, ST_4_0);
	assert_int_equal(signfw_device_invoke(bench.device, SIGNFW_COMMAND_START, NULL, 0, &answer, NULL), SIGNFW_OK);
	assert_int_equal(answer.result, result);
	assert_string_equal(answer.rule, result == SIGNFW_TEE_SUCCESS ? "started" : "boot-address");
	expect_ids(signfw_device_findings(bench.device), finding);
	bench_close(&bench);
	signfw_memory_free(memory);
}

static void the_boot_address_is_in_memory(void **state)
{
	(void)state;
	expect_start((const uint8_t *)"\0\0\x10\x80", SIGNFW_TEE_SUCCESS, "");
	/* another address of the same place */
	expect_start((const uint8_t *)"\0\0\x10\0", SIGNFW_TEE_SUCCESS, "");
	expect_start((const uint8_t *)"\x40\0\x10\x80", SIGNFW_TEE_SUCCESS, "device-boot-rounded");
	expect_start((const uint8_t *)"\x80\0\x10\x80", SIGNFW_TEE_SUCCESS, "");
	expect_start((const uint8_t *)"\0\0\0\0", SIGNFW_TEE_GENERIC, "");
	/* in a dma-range, but not in a region; and the other way round */
	expect_start((const uint8_t *)"\0\0\0\x20", SIGNFW_TEE_GENERIC, "");
	expect_start((const uint8_t *)"\0\0\0\xf8", SIGNFW_TEE_ACCESS_DENIED, "");
	/* 8 bytes have to be there */
	expect_start((const uint8_t *)"\xfc\xff\x2f\x81", SIGNFW_TEE_GENERIC, "");
}

static const struct signfw_region regions[] = {
	{"ram", 0x10000000, 0x10000000, 0x1000, SIGNFW_REACH_UNKNOWN},
	{"large", 0x20000000, 0x20000000, 0xa00001, SIGNFW_REACH_UNKNOWN},
};

/* ST's 4.0 asserts that it could clear all memory, which it has to map for that. */
static void a_region_that_cannot_be_cleared(void **state)
{
	signfw_memory *memory = NULL;
	struct signfw_answer answer;
	struct bench bench;

	(void)state;
	assert_int_equal(signfw_memory_from_regions(&memory, regions, 2, NULL), SIGNFW_OK);
	bench_open_signed(&bench);
	bench.memory = memory;
	expect_loaded(&bench, ALL_VERSIONS);
	/* STOP in LOADED; the last version is ST's */
	assert_int_equal(signfw_device_invoke(bench.device, SIGNFW_COMMAND_STOP, NULL, 0, &answer, NULL), SIGNFW_OK);
	assert_int_equal(answer.result, SIGNFW_TEE_TARGET_DEAD);
	assert_string_equal(answer.rule, "clean-up");
	expect_only(signfw_device_findings(bench.device), "device-crash", SIGNFW_WARNING, SIGNFW_NO_OFFSET);
	/* a new TA has seen no LOAD */
	assert_int_equal(signfw_device_invoke(bench.device, SIGNFW_COMMAND_START, NULL, 0, &answer, NULL), SIGNFW_OK);
	assert_int_equal(answer.result, SIGNFW_TEE_BAD_PARAMETERS);
	/* and a LOAD that is refused when the table is copied */
	put_u32(bench_image(&bench, 0) + ELF_SEGMENT(1, p_paddr), 0x20000004);
	expect_refused(&bench, UPSTREAM, SIGNFW_TEE_NO_DATA, "hash-entry", ELF_SEGMENT(1, p_type));
	expect_refused(&bench, ST_4_0, SIGNFW_TEE_TARGET_DEAD, "hash-entry", ELF_SEGMENT(1, p_type));
	expect_ids(signfw_device_findings(bench.device), "device-crash device-partly-loaded");
	bench_close(&bench);
	signfw_memory_free(memory);
}

/* Upstream's says that it couldn't, and keeps what is loaded, of which it has cleared what is in the first regions. */
static void a_region_that_cannot_be_released(void **state)
{
	struct signfw_device_options options = SIGNFW_DEVICE_OPTIONS_INIT;
	signfw_memory *memory = NULL;
	signfw_device *device = NULL;
	struct signfw_answer answer;
	struct bench bench;
	uint8_t byte = 1;

	(void)state;
	assert_int_equal(signfw_memory_from_regions(&memory, regions, 2, NULL), SIGNFW_OK);
	bench_open_signed(&bench);
	options.flags = SIGNFW_DEVICE_KEEP_MEMORY;
	options.memory = memory;
	assert_int_equal(signfw_device_new(&device, &options, NULL), SIGNFW_OK);
	assert_int_equal(signfw_device_invoke(device, SIGNFW_COMMAND_LOAD, bench.container.data, bench.container.size,
					      &answer, NULL),
			 SIGNFW_OK);
	assert_int_equal(answer.result, SIGNFW_TEE_SUCCESS);
	assert_int_equal(signfw_device_invoke(device, SIGNFW_COMMAND_RELEASE, NULL, 0, &answer, NULL), SIGNFW_OK);
	assert_int_equal(answer.result, SIGNFW_TEE_GENERIC);
	assert_string_equal(answer.rule, "clean-up");
	assert_string_equal(answer.reason, "memory isn't cleared: region large is too large to be mapped");
	assert_int_equal(signfw_device_state(device), SIGNFW_DEVICE_LOADED);
	assert_true(signfw_device_memory_read(device, 0x10000000, &byte, 1));
	assert_int_equal(byte, 0);
	signfw_device_free(device);
	bench_close(&bench);
	signfw_memory_free(memory);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_boot_address_is_in_memory),
		cmocka_unit_test(a_region_that_cannot_be_cleared),
		cmocka_unit_test(a_region_that_cannot_be_released),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
