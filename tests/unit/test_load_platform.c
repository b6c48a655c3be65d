/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>
#include <string.h>

#include "device_bench.h"

static void platform_tlvs_go_to_the_driver(void **state)
{
	static const struct {
		struct test_tlv tlv;
		uint32_t result;
		const char *rule;
	} rows[] = {
		{{SIGNFW_TLV_BOOTADDR, "\0\0\0\x80", 4}, SIGNFW_TEE_SUCCESS, "loaded"},
		{{SIGNFW_TLV_BOOTADDR, "\0\0\0\x80", 3}, SIGNFW_TEE_CORRUPT_OBJECT, "tlv-size"},
		{{SIGNFW_TLV_BOOTADDR, NULL, 0}, SIGNFW_TEE_CORRUPT_OBJECT, "tlv-size"},
		{{SIGNFW_TLV_BOOTSEC, "\1\0\0\0", 4}, SIGNFW_TEE_SUCCESS, "loaded"},
		{{SIGNFW_TLV_BOOTSEC, "yes", 3}, SIGNFW_TEE_CORRUPT_OBJECT, "tlv-size"},
		{{SIGNFW_TLV_PLATFORM_FIRST, "\1\0\0\0", 4}, SIGNFW_TEE_NOT_IMPLEMENTED, "platform-tlv"},
		{{0x10003, "\1\0\0\0", 4}, SIGNFW_TEE_NOT_IMPLEMENTED, "platform-tlv"},
		{{SIGNFW_TLV_PLATFORM_LAST, NULL, 0}, SIGNFW_TEE_NOT_IMPLEMENTED, "platform-tlv"},
		{{SIGNFW_TLV_PLATFORM_LAST + 1, NULL, 0}, SIGNFW_TEE_SUCCESS, "loaded"},
		{{0xffff, "\1", 1}, SIGNFW_TEE_SUCCESS, "loaded"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const bool loads = rows[i].result == SIGNFW_TEE_SUCCESS;
		struct bench bench;

		bench_open_good(&bench);
		bench_add_tlv(&bench, rows[i].tlv.type, rows[i].tlv.value, rows[i].tlv.size);
		bench_build_and_sign(&bench);
		expect_load(&bench, ST_4_0, rows[i].result, rows[i].rule,
			    loads ? SIGNFW_NO_OFFSET : bench_last_value_at(&bench));
		expect_ids(signfw_device_findings(bench.device),
			   loads && rows[i].tlv.type != SIGNFW_TLV_BOOTADDR ? "device-start-fails" : "");
		expect_loaded(&bench, UPSTREAM);
		/* nobody looks at what isn't signed */
		bench.container.data[bench.signature_at] ^= 1;
		expect_load(&bench, ST_4_0, SIGNFW_TEE_SIGNATURE_INVALID, "signature", bench.signature_at);
		bench_close(&bench);
	}
}

static void what_is_set_is_not_set_again(void **state)
{
	static const struct {
		uint32_t type;
		const char *first, *second, *rule; /* NULL: accepted */
	} rows[] = {
		{SIGNFW_TLV_BOOTADDR, "\0\0\0\x80", "\0\0\0\x80", "boot-address"},
		{SIGNFW_TLV_BOOTADDR, "\0\0\0\x80", "\0\0\0\0", "boot-address"},
		/* no address is none */
		{SIGNFW_TLV_BOOTADDR, "\0\0\0\0", "\0\0\0\x80", NULL},
		{SIGNFW_TLV_BOOTSEC, "\1\0\0\0", "\1\0\0\0", "boot-secure"},
		{SIGNFW_TLV_BOOTSEC, "\0\0\0\0", "\1\0\0\0", "boot-secure"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct bench bench;

		bench_open_good(&bench);
		bench_add_tlv(&bench, rows[i].type, rows[i].first, 4);
		bench_add_tlv(&bench, rows[i].type, rows[i].second, 4);
		bench_build_and_sign(&bench);
		if (rows[i].rule == NULL) {
			expect_loaded(&bench, ST_4_0);
		} else {
			expect_load(&bench, ST_4_0, SIGNFW_TEE_GENERIC, rows[i].rule, bench_last_value_at(&bench));
			expect_finding(signfw_device_findings(bench.device), "device-boot-kept");
		}
		bench_close(&bench);
	}
}

static void bootsec_says_yes_whatever_it_says(void **state)
{
	struct bench bench;

	(void)state;
	bench_open_good(&bench);
	bench_add_tlv(&bench, SIGNFW_TLV_BOOTADDR, "\0\0\0\x80", 4);
	bench_add_tlv(&bench, SIGNFW_TLV_BOOTSEC, "\0\0\0\0", 4);
	bench_build_and_sign(&bench);
	expect_loaded(&bench, ST_4_0);
	expect_only(signfw_device_findings(bench.device), "device-bootsec-ignored", SIGNFW_WARNING,
		    bench_last_value_at(&bench));
	bench_close(&bench);
}

/* It counts in 16 bits: 8 bytes into a value of 0x10008 it takes the rest for TLVs. */
static void a_long_tlv_leads_the_platform_walk_astray(void **state)
{
	uint8_t *value = calloc(1, 0x10008);
	struct bench bench;

	(void)state;
	assert_non_null(value);
	put_u32(value + 8, 0x10009);
	bench_open_good(&bench);
	bench_add_tlv(&bench, 0x77, value, 0x10008);
	bench_build_and_sign(&bench);
	expect_load(&bench, ST_4_0, SIGNFW_TEE_NOT_IMPLEMENTED, "platform-tlv", bench_last_value_at(&bench) + 16);
	expect_loaded(&bench, UPSTREAM);
	bench_close(&bench);
	free(value);
}

/* The last TLV of the area ends with it; its value would be behind the copy. */
static void a_platform_tlv_without_its_value(void **state)
{
	struct bench bench;

	(void)state;
	bench_open_good(&bench);
	bench_add_tlv(&bench, SIGNFW_TLV_BOOTADDR, "\0\0\0\x80", 4);
	bench_build(&bench);
	/* the signature follows the header of the TLV: it is the address */
	put_u32(bench.container.data + CONTAINER_TLV_LENGTH, (uint32_t)(bench_last_value_at(&bench) - BENCH_TLV_AREA));
	put_u32(bench.container.data + CONTAINER_SIGNATURE_LENGTH, 264);
	bench_load(&bench, "st-4.0");
	assert_int_equal(bench.answer.result, SIGNFW_TEE_SIGNATURE_INVALID);
	bench.key = NULL;
	bench_load(&bench, "st-4.0");
	assert_int_equal(bench.answer.result, SIGNFW_TEE_SUCCESS);
	bench_close(&bench);
}

/* OP-TEE looks at what the TA passes on: is it the TA's? */
static void a_platform_tlv_longer_than_the_area(void **state)
{
	struct bench bench;

	(void)state;
	bench_open_good(&bench);
	bench_add_tlv(&bench, SIGNFW_TLV_BOOTADDR, "\0\0\0\x80", 4);
	bench_build(&bench);
	put_u32(bench.container.data + bench_last_value_at(&bench) - 4, 0x4000);
	bench_sign(&bench);
	expect_load(&bench, ST_4_0, SIGNFW_TEE_CORRUPT_OBJECT, "tlv-size", bench_last_value_at(&bench));
	expect_only(signfw_device_findings(bench.device), "device-crash", SIGNFW_WARNING, bench_last_value_at(&bench));
	bench_close(&bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(platform_tlvs_go_to_the_driver),
		cmocka_unit_test(what_is_set_is_not_set_again),
		cmocka_unit_test(bootsec_says_yes_whatever_it_says),
		cmocka_unit_test(a_long_tlv_leads_the_platform_walk_astray),
		cmocka_unit_test(a_platform_tlv_without_its_value),
		cmocka_unit_test(a_platform_tlv_longer_than_the_area),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
