/* SPDX-License-Identifier: BSD-2-Clause */
#include "container/container.h"

#include "support.h"

/* Two images in an area of 0x30 bytes, of which the file may have all. */
static void images_are_placed_one_behind_the_other(void **state)
{
	static const struct {
		uint64_t sizes[2], file_size;
		const char *ids, *message;
		size_t count;
	} rows[] = {
		{{0x10, 0x20}, 0x130, "", NULL, 2},
		{{0x10, 0x1f}, 0x130, "images-unused", "1 bytes of the images area belong to no image", 2},
		/* what is unused isn't there */
		{{0x10, 0x1f}, 0x12f, "", NULL, 2},
		{{0x10, 0x21},
		 0x130,
		 "image-outside",
		 "image 1 has 33 bytes, but only 32 are left in the images area",
		 1},
		{{0x31, 0}, 0x130, "image-outside", "image 0 has 49 bytes, but only 48 are left in the images area", 0},
		{{0x30, 0}, 0x130, "imgsize-invalid", "image 1 has no bytes", 2},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct image_place images[2] = {{.size = rows[i].sizes[0]}, {.size = rows[i].sizes[1]}};
		struct container container = {
			.images = images, .images_offset = 0x100, .images_size = 0x30, .file_size = rows[i].file_size};
		signfw_findings *findings = new_findings();

		sfw_container_place_images(&container, 2, 7, findings);
		expect_ids(findings, rows[i].ids);
		if (rows[i].message != NULL)
			assert_string_equal(expect_finding(findings, rows[i].ids).message, rows[i].message);
		assert_int_equal(container.image_count, rows[i].count);
		for (size_t j = 0; j < rows[i].count; j++)
			assert_int_equal(images[j].offset, j == 0 ? 0x100 : 0x100 + rows[i].sizes[0]);
		signfw_findings_free(findings);
	}
}

static void a_table_is_of_the_kind_that_its_images_need(void **state)
{
	static const uint8_t bytes[320] = {1};
	struct container container = {0};
	signfw_findings *findings = new_findings();

	(void)state;
	sfw_container_take_table(&container, (struct span){bytes, 320}, 40, 20, findings);
	assert_int_equal(container.table.count, 5);
	assert_int_equal(container.table.offset, 40);
	container.is_encrypted = true;
	sfw_container_take_table(&container, (struct span){bytes, 320}, 40, 20, findings);
	assert_int_equal(container.table.count, 4);
	expect_ids(findings, "");
	sfw_container_take_table(&container, (struct span){bytes, 0}, 40, 20, findings);
	assert_string_equal(expect_only(findings, "hashtable-invalid", SIGNFW_ERROR, 20).message,
			    "ENCTABLE is missing or empty");
	signfw_findings_free(findings);
}

static void platform_values_keep_their_order(void **state)
{
	struct container container = {0};

	(void)state;
	for (uint32_t i = 0; i < 20; i++)
		assert_int_equal(sfw_container_add_platform(&container, &(struct platform_value){.type = i}),
				 SIGNFW_OK);
	assert_int_equal(container.platform_count, 20);
	for (uint32_t i = 0; i < 20; i++)
		assert_int_equal(container.platform[i].type, i);
	sfw_container_cleanup(&container);
}

static void cleaning_up_nothing_is_allowed(void **state)
{
	struct container nothing = {0};

	(void)state;
	sfw_container_cleanup(&nothing);
	sfw_container_cleanup(&nothing);
	assert_null(nothing.tlvs.tlvs);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(images_are_placed_one_behind_the_other),
		cmocka_unit_test(a_table_is_of_the_kind_that_its_images_need),
		cmocka_unit_test(platform_values_keep_their_order),
		cmocka_unit_test(cleaning_up_nothing_is_allowed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
