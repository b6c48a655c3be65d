/* SPDX-License-Identifier: BSD-2-Clause */
#include "firmware/image.h"

#include <stdlib.h>

#include "elf_builder.h"

static void findings_are_about_the_image(void **state)
{
	struct image image = {.name = "a.elf", .offset = 300};
	signfw_findings *findings = new_findings();
	const struct test_file file = elf_good();

	(void)state;
	file.data[EI_CLASS] = ELFCLASS64;
	assert_int_equal(sfw_image_parse(&image, (struct span){file.data, file.size}, findings), SIGNFW_OK);
	assert_string_equal(expect_only(findings, "elf-class", SIGNFW_ERROR, 300 + EI_CLASS).source, "a.elf");
	/* and what is found later isn't */
	sfw_report(findings, SFW_TLV_TAIL, 0, "x");
	assert_null(expect_finding(findings, "tlv-tail").source);
	sfw_elf32_cleanup(&image.elf);
	signfw_findings_free(findings);
	free(file.data);
}

static void all_images_together_have_a_limit(void **state)
{
	const struct test_file file = elf_good();

	(void)state;
	for (size_t before = SFW_SEGMENTS_MAX - 2; before <= SFW_SEGMENTS_MAX - 1; before++) {
		struct image image = {.name = "b.elf", .offset = 64, .first_segment = before};
		signfw_findings *findings = new_findings();

		assert_int_equal(sfw_image_parse(&image, (struct span){file.data, file.size}, findings), SIGNFW_OK);
		if (before + 2 == SFW_SEGMENTS_MAX) {
			expect_ids(findings, "");
			assert_int_equal(image.elf.segment_count, 2);
		} else {
			const struct signfw_finding finding =
				expect_only(findings, "elf-too-many-segments", SIGNFW_ERROR, 64);

			assert_string_equal(finding.message,
					    "4097 program headers in this and the images before it, at most 4096 are "
					    "handled");
			assert_string_equal(finding.source, "b.elf");
			assert_int_equal(image.elf.segment_count, 0);
		}
		sfw_elf32_cleanup(&image.elf);
		signfw_findings_free(findings);
	}
	free(file.data);
}

static void a_stripped_image_is_its_own(void **state)
{
	struct image image = {.name = "a.elf", .offset = 300, .first_segment = 7};
	const struct test_file file = load_file("firmware/openamp-debug.elf");
	signfw_findings *findings = new_findings();

	(void)state;
	assert_int_equal(sfw_image_parse(&image, (struct span){file.data, file.size}, findings), SIGNFW_OK);
	assert_int_equal(sfw_image_strip(&image, findings), SIGNFW_OK);
	free(file.data);
	expect_ids(findings, "");
	assert_ptr_equal(image.elf.file.data, image.own.data);
	assert_int_equal(image.elf.file.size, 1792);
	assert_int_equal(image.elf.segment_count, 4);
	assert_string_equal(image.name, "a.elf");
	assert_int_equal(image.offset, 300);
	assert_int_equal(image.first_segment, 7);
	/* twice is as good */
	assert_int_equal(sfw_image_strip(&image, findings), SIGNFW_OK);
	assert_int_equal(image.elf.file.size, 1792);
	sfw_image_cleanup(&image);
	assert_null(image.own.data);
	signfw_findings_free(findings);
}

static void what_can_not_be_stripped_stays(void **state)
{
	struct image image = {.name = "a.elf"};
	const struct test_file file = elf_good();
	signfw_findings *findings = new_findings();

	(void)state;
	put_u32(file.data + ELF_SEGMENT(0, p_offset), 0);
	assert_int_equal(sfw_image_parse(&image, (struct span){file.data, file.size}, findings), SIGNFW_OK);
	assert_int_equal(sfw_image_strip(&image, findings), SIGNFW_OK);
	assert_string_equal(expect_only(findings, "strip-impossible", SIGNFW_ERROR, 52).source, "a.elf");
	assert_ptr_equal(image.elf.file.data, file.data);
	assert_null(image.own.data);
	sfw_image_cleanup(&image);
	signfw_findings_free(findings);
	free(file.data);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(findings_are_about_the_image),
		cmocka_unit_test(all_images_together_have_a_limit),
		cmocka_unit_test(a_stripped_image_is_its_own),
		cmocka_unit_test(what_can_not_be_stripped_stays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
