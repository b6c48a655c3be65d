/* SPDX-License-Identifier: BSD-2-Clause */
#include "firmware.h"

#include <stdlib.h>

#include "elf_builder.h"

static void findings_are_about_the_image(void **state)
{
	struct firmware firmware = {.name = "a.elf", .offset = 300};
	signfw_findings *findings = new_findings();
	const struct test_file file = elf_good();

	(void)state;
	file.data[EI_CLASS] = ELFCLASS64;
	assert_int_equal(sfw_firmware_parse(&firmware, (struct span){file.data, file.size}, findings), SIGNFW_OK);
	assert_string_equal(expect_only(findings, "elf-class", SIGNFW_ERROR, 300 + EI_CLASS).source, "a.elf");
	/* and what is found later isn't */
	sfw_find(findings, SFW_TLV_TAIL, 0, "x");
	assert_null(expect_finding(findings, "tlv-tail").source);
	sfw_elf32_cleanup(&firmware.elf);
	signfw_findings_free(findings);
	free(file.data);
}

static void all_images_together_have_a_limit(void **state)
{
	const struct test_file file = elf_good();

	(void)state;
	for (size_t before = SFW_SEGMENTS_MAX - 2; before <= SFW_SEGMENTS_MAX - 1; before++) {
		struct firmware firmware = {.name = "b.elf", .offset = 64, .first_segment = before};
		signfw_findings *findings = new_findings();

		assert_int_equal(sfw_firmware_parse(&firmware, (struct span){file.data, file.size}, findings),
				 SIGNFW_OK);
		if (before + 2 == SFW_SEGMENTS_MAX) {
			expect_ids(findings, "");
			assert_int_equal(firmware.elf.segment_count, 2);
		} else {
			const struct signfw_finding finding =
				expect_only(findings, "elf-too-many-segments", SIGNFW_ERROR, 64);

			assert_string_equal(finding.message,
					    "4097 program headers in this and the images before it, at most 4096 are "
					    "handled");
			assert_string_equal(finding.source, "b.elf");
			assert_int_equal(firmware.elf.segment_count, 0);
		}
		sfw_elf32_cleanup(&firmware.elf);
		signfw_findings_free(findings);
	}
	free(file.data);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(findings_are_about_the_image),
		cmocka_unit_test(all_images_together_have_a_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
