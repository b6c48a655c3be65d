/* SPDX-License-Identifier: BSD-2-Clause */
#include "container/platform_values.h"

#include <string.h>

#include "container/layouts.h"
#include "support.h"

#define MORE 3

/* A number in the first byte of 4; type 0 ends the values. */
struct value {
	uint32_t type;
	uint8_t number;
};

struct row {
	const char *from, *to;
	struct value values[MORE];
	bool is_clear;
	struct value expected[MORE];
};

static void fill_in(struct container *container, const struct value *values, uint8_t (*numbers)[4])
{
	for (size_t i = 0; i < MORE && values[i].type != 0; i++) {
		const struct platform_value value = {
			.meaning = sfw_layout_meaning(container->layout, values[i].type),
			.type = values[i].type,
			.value = {numbers[i], 4},
		};

		memset(numbers[i], 0, 4);
		numbers[i][0] = values[i].number;
		assert_int_equal(sfw_container_add_platform(container, &value), SIGNFW_OK);
	}
}

static void expect_values(const struct container *container, const struct value *expected)
{
	size_t count = 0;

	while (count < MORE && expected[count].type != 0)
		count++;
	assert_int_equal(container->platform_count, count);
	for (size_t i = 0; i < count; i++) {
		const struct platform_value *value = &container->platform[i];

		assert_int_equal(value->type, expected[i].type);
		assert_int_equal(value->meaning, sfw_layout_meaning(container->layout, expected[i].type));
		assert_int_equal(value->offset, SIGNFW_NO_OFFSET);
		assert_int_equal(value->value.size, 4);
		assert_int_equal(get_u32(value->value.data), expected[i].number);
	}
}

static void values_become_what_they_mean_elsewhere(void **state)
{
	enum {
		ADDRESS = SIGNFW_TLV_BOOTADDR,
		SWITCH = SIGNFW_TLV_BOOTSEC,
		SECURE = SIGNFW_TLV_SBOOTADDR,
		NONSECURE = SIGNFW_TLV_NSBOOTADDR,
		OTHER = 0x10009,
		OTHER_ST319 = 0x55
	};
	static const struct row rows[] = {
		{"st-4.0", "st-3.19", {{0}}, true, {{0}}},
		/* a boot address, and whether it is secure */
		{"st-4.0", "st-3.19", {{ADDRESS, 7}}, true, {{NONSECURE, 7}}},
		{"st-4.0", "st-3.19", {{ADDRESS, 7}, {SWITCH, 1}}, true, {{SECURE, 7}}},
		{"st-4.0", "st-3.19", {{SWITCH, 0}, {ADDRESS, 7}}, true, {{SECURE, 7}}},
		{"st-3.19", "st-4.0", {{NONSECURE, 7}}, true, {{ADDRESS, 7}}},
		{"st-3.19", "st-4.0", {{SECURE, 7}}, true, {{ADDRESS, 7}, {SWITCH, 1}}},
		/* more or less than that */
		{"st-4.0", "st-3.19", {{SWITCH, 1}}, false, {{0}}},
		{"st-4.0", "st-3.19", {{OTHER, 1}}, false, {{0}}},
		{"st-4.0", "st-3.19", {{ADDRESS, 7}, {OTHER, 1}}, false, {{0}}},
		{"st-4.0", "st-3.19", {{ADDRESS, 7}, {ADDRESS, 7}}, false, {{0}}},
		{"st-4.0", "st-3.19", {{ADDRESS, 7}, {SWITCH, 1}, {SWITCH, 1}}, false, {{0}}},
		{"st-3.19", "st-4.0", {{SECURE, 7}, {NONSECURE, 8}}, false, {{0}}},
		{"st-3.19", "st-4.0", {{OTHER_ST319, 7}}, false, {{0}}},
		{"st-3.19", "st-4.0", {{SECURE, 7}, {OTHER_ST319, 7}}, false, {{0}}},
		/* the same numbers */
		{"st-4.0",
		 "optee",
		 {{SWITCH, 1}, {ADDRESS, 7}, {OTHER, 2}},
		 true,
		 {{SWITCH, 1}, {ADDRESS, 7}, {OTHER, 2}}},
		{"optee", "st-4.0", {{ADDRESS, 7}}, true, {{ADDRESS, 7}}},
		{"optee", "optee", {{OTHER, 2}}, true, {{OTHER, 2}}},
		{"st-3.19", "st-3.19", {{SECURE, 7}, {OTHER_ST319, 2}}, true, {{SECURE, 7}, {OTHER_ST319, 2}}},
		{"optee", "st-4.0", {{OTHER, 7}, {ADDRESS, 7}, {OTHER, 7}}, false, {{0}}},
		/* numbers without a meaning */
		{"optee", "st-3.19", {{ADDRESS, 7}}, false, {{0}}},
		{"st-3.19", "optee", {{SECURE, 7}}, false, {{0}}},
		{"st-3.19", "optee", {{NONSECURE, 7}}, false, {{0}}},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct container from = {.layout = sfw_layout_by_name(rows[i].from)};
		struct container to = {.layout = sfw_layout_by_name(rows[i].to)};
		uint8_t numbers[MORE][4];
		bool is_clear = !rows[i].is_clear;

		print_message("row %zu\n", i);
		fill_in(&from, rows[i].values, numbers);
		assert_int_equal(sfw_platform_values_convert(&to, &from, &is_clear), SIGNFW_OK);
		assert_int_equal(is_clear, rows[i].is_clear);
		expect_values(&to, rows[i].expected);
		sfw_container_cleanup(&from);
		sfw_container_cleanup(&to);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_become_what_they_mean_elsewhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
