/* SPDX-License-Identifier: BSD-2-Clause */
#include "format/pas_peripheral.h"

#include "support.h"

static void software_belongs_to_a_peripheral(void **state)
{
	/* what OP-TEE binds together */
	static const uint32_t pairs[][2] = {{1, 0x04},  {6, 0x0d},  {9, 0x0e},  {18, 0x17},
					    {30, 0x44}, {33, 0x34}, {39, 0x58}, {40, 0x5a}};

	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		assert_int_equal(sfw_pas_peripheral(pairs[i][0])->sw_id, pairs[i][1]);
		assert_int_equal(sfw_pas_peripheral_of_software(pairs[i][1])->pas_id, pairs[i][0]);
	}
	assert_int_equal(sfw_pas_peripheral_of_software(0x02)->pas_id, SFW_PAS_NO_ID);
	assert_null(sfw_pas_peripheral_of_software(0));
	assert_null(sfw_pas_peripheral(4));
	assert_null(sfw_pas_peripheral(SFW_PAS_NO_ID));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(software_belongs_to_a_peripheral),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
