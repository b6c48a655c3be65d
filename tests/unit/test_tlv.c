/* SPDX-License-Identifier: BSD-2-Clause */
#include "container/tlv.h"

#include "support.h"

static void tlv_types_have_names(void **state)
{
	static const struct {
		uint32_t type;
		const char *name;
	} rows[] = {
		{0, "unknown"},       {1, "SIGNTYPE"},         {2, "HASHTYPE"},       {3, "NUM_IMG"},
		{4, "IMGTYPE"},       {5, "IMGSIZE"},          {6, "ENCTYPE"},        {0x10, "HASHTABLE"},
		{0x11, "PKEYINFO"},   {0xffff, "unknown"},     {0x10000, "platform"}, {0x1ffff, "platform"},
		{0x20000, "unknown"}, {UINT32_MAX, "unknown"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_string_equal(signfw_tlv_name(rows[i].type), rows[i].name);
	}
}

static void kinds_are_known_by_type_and_name(void **state)
{
	static const uint32_t types[] = {1, 2, 3, 4, 5, 6, 0x10, 0x11, 0x12, 0x21, 0x22, 0x10001, 0x10002};

	(void)state;
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		const struct tlv_kind *kind = sfw_tlv_kind(types[i]);

		assert_int_equal(kind->type, types[i]);
		assert_ptr_equal(sfw_tlv_kind_by_name(kind->name), kind);
	}
	assert_null(sfw_tlv_kind(0));
	assert_null(sfw_tlv_kind(0x10000));
	assert_null(sfw_tlv_kind_by_name("platform"));
	assert_null(sfw_tlv_kind_by_name("SIGNTYP"));
	assert_null(sfw_tlv_kind_by_name(""));
}

static void sizes_follow_the_number_of_images(void **state)
{
	static const struct {
		uint32_t type;
		size_t size;
	} rows[] = {
		{SIGNFW_TLV_SIGNTYPE, 1}, {SIGNFW_TLV_HASHTYPE, 1}, {SIGNFW_TLV_NUM_IMG, 1},   {SIGNFW_TLV_ENCTYPE, 1},
		{SIGNFW_TLV_IMGTYPE, 3},  {SIGNFW_TLV_IMGSIZE, 12}, {SIGNFW_TLV_SBOOTADDR, 4}, {SIGNFW_TLV_BOOTSEC, 4},
	};
	size_t size = 99;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_true(sfw_tlv_size(sfw_tlv_kind(rows[i].type), 3, &size));
		assert_int_equal(size, rows[i].size);
	}
	size = 99;
	assert_false(sfw_tlv_size(sfw_tlv_kind(SIGNFW_TLV_HASHTABLE), 3, &size));
	assert_false(sfw_tlv_size(sfw_tlv_kind(SIGNFW_TLV_PKEYINFO), 3, &size));
	assert_int_equal(size, 99);
}

/* TLVs for the platform have types of their own. */
static void the_first_of_a_type_is_found(void **state)
{
	const struct tlv tlvs[] = {{.type = 1, .offset = 1, .is_platform = true},
				   {.type = 1, .offset = 2},
				   {.type = 2, .offset = 3},
				   {.type = 1, .offset = 4},
				   {.type = 1, .offset = 5, .is_platform = true}};
	struct tlv_list list = {0};

	(void)state;
	for (size_t i = 0; i < 5; i++)
		assert_int_equal(sfw_tlv_list_add(&list, &tlvs[i]), SIGNFW_OK);
	assert_int_equal(list.count, 5);
	assert_int_equal(sfw_tlv_find(&list, 1)->offset, 2);
	assert_int_equal(sfw_tlv_find(&list, 2)->offset, 3);
	assert_null(sfw_tlv_find(&list, 3));
	for (size_t i = 0; i < 5; i++)
		assert_int_equal(sfw_tlv_is_first(&list, &list.tlvs[i]), i < 3);
	sfw_tlv_list_cleanup(&list);
	assert_null(list.tlvs);
	assert_null(sfw_tlv_find(&list, 1));
}

static void lists_grow(void **state)
{
	struct tlv_list list = {0};

	(void)state;
	for (uint32_t i = 0; i < 100; i++)
		assert_int_equal(sfw_tlv_list_add(&list, &(struct tlv){.type = i}), SIGNFW_OK);
	for (uint32_t i = 0; i < 100; i++)
		assert_int_equal(list.tlvs[i].type, i);
	sfw_tlv_list_cleanup(&list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tlv_types_have_names),
		cmocka_unit_test(kinds_are_known_by_type_and_name),
		cmocka_unit_test(sizes_follow_the_number_of_images),
		cmocka_unit_test(the_first_of_a_type_is_found),
		cmocka_unit_test(lists_grow),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
