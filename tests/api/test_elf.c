/* SPDX-License-Identifier: BSD-2-Clause */
/* What is done with ELF files that aren't in a container. */
#include <stdlib.h>
#include <string.h>

#include "elf_builder.h"
#include "signfw/elf.h"

/* What is left of an image; it can be stripped. */
static struct test_file strip(const struct test_file *image)
{
	struct signfw_error error = {SIGNFW_OK, SIGNFW_REASON_NONE, 42, "untouched"};
	struct test_file stripped = {0};

	assert_int_equal(signfw_elf_strip(&stripped.data, &stripped.size, image->data, image->size, NULL, &error),
			 SIGNFW_OK);
	assert_int_equal(error.offset, 42);
	assert_string_equal(error.message, "untouched");
	return stripped;
}

/* Stripping fails so, and leaves its outputs alone. */
static void expect_failure(const struct test_file *image, signfw_findings *findings, enum signfw_status status,
			   const char *message)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	uint8_t *const before = (uint8_t *)&error;
	uint8_t *out = before;
	size_t size = 77;

	assert_int_equal(signfw_elf_strip(&out, &size, image->data, image->size, findings, &error), status);
	assert_int_equal(error.status, status);
	assert_string_equal(error.message, message);
	assert_ptr_equal(out, before);
	assert_int_equal(size, 77);
	assert_int_equal(signfw_elf_strip(&out, &size, image->data, image->size, findings, NULL), status);
}

static void debug_information_is_dropped(void **state)
{
	const struct test_file image = load_file("firmware/openamp-debug.elf");
	const struct test_file stripped = strip(&image);

	(void)state;
	assert_int_equal(image.size, 28308);
	assert_int_equal(stripped.size, 1792);
	signfw_free(stripped.data);
	free(image.data);
}

static void findings_are_about_this_image(void **state)
{
	signfw_findings *findings = new_findings();
	struct test_file image = elf_good();
	struct test_file stripped = {0};

	(void)state;
	put_u16(image.data + ELF_HEADER(e_phnum), 0);
	expect_failure(&image, findings, SIGNFW_E_ELF, "the ELF file has no program headers");
	expect_ids(findings, "elf-no-program-headers");
	put_u16(image.data + ELF_HEADER(e_phnum), 2);
	put_u32(image.data + ELF_SEGMENT(0, p_offset), 0);
	expect_failure(&image, findings, SIGNFW_E_ELF,
		       "can't be stripped: segment 0 (LOAD, 0x10000000) contains headers of the ELF file, which would "
		       "change");
	expect_only(findings, "strip-impossible", SIGNFW_ERROR, ELF_SEGMENT(0, p_type));
	free(image.data);

	image = elf_good();
	assert_int_equal(signfw_elf_strip(&stripped.data, &stripped.size, image.data, image.size, findings, NULL),
			 SIGNFW_OK);
	expect_ids(findings, "");
	signfw_free(stripped.data);
	free(image.data);
	signfw_findings_free(findings);
}

static void the_boot_address_is_that_of_the_vector_table(void **state)
{
	const struct test_file image = load_file("firmware/blink.elf");
	const struct test_file stripped = strip(&image);
	signfw_findings *findings = new_findings();
	uint32_t address = 1;
	uint8_t *again = NULL;
	size_t size = 0;

	(void)state;
	/* by this, the list judges for signing, where nothing is information only */
	assert_int_equal(signfw_elf_strip(&again, &size, image.data, image.size, findings, NULL), SIGNFW_OK);
	assert_int_equal(signfw_elf_boot_address(&address, image.data, image.size, findings, NULL), SIGNFW_OK);
	assert_int_equal(address, 0);
	expect_only(findings, "boot-address", SIGNFW_INFO, get_u32(image.data + ELF_HEADER(e_shoff)) + 40);
	address = 1;
	assert_int_equal(signfw_elf_boot_address(&address, stripped.data, stripped.size, NULL, NULL), SIGNFW_OK);
	assert_int_equal(address, 0);
	signfw_findings_free(findings);
	signfw_free(again);
	signfw_free(stripped.data);
	free(image.data);
}

static void without_a_vector_table_there_is_no_boot_address(void **state)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	struct test_file image = elf_good();
	signfw_findings *findings = new_findings();
	uint32_t address = 1;

	(void)state;
	assert_int_equal(signfw_elf_boot_address(&address, image.data, image.size, findings, &error), SIGNFW_E_ELF);
	assert_string_equal(error.message, "no boot address: nothing that is loaded has the name of a vector table");
	expect_only(findings, "boot-address-unknown", SIGNFW_ERROR, SIGNFW_NO_OFFSET);
	assert_int_equal(signfw_elf_boot_address(&address, "", 0, NULL, &error), SIGNFW_E_ELF);
	assert_int_equal(signfw_elf_boot_address(&address, NULL, 1, NULL, &error), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_elf_boot_address(NULL, "", 0, NULL, &error), SIGNFW_E_ARGUMENT);
	assert_string_equal(error.message, "no data, or no place for the address");
	assert_int_equal(address, 1);
	signfw_findings_free(findings);
	free(image.data);
}

static void arguments_are_checked(void **state)
{
	static const struct test_file nothing = {NULL, 5}, empty = {NULL, 0};
	struct signfw_error error = SIGNFW_ERROR_INIT;
	uint8_t *out = NULL;
	size_t size = 0;

	(void)state;
	expect_failure(&nothing, NULL, SIGNFW_E_ARGUMENT, "no data, or no place for the image");
	expect_failure(&empty, NULL, SIGNFW_E_ELF, "the file is empty, expected an ELF file");
	assert_int_equal(signfw_elf_strip(NULL, &size, "", 0, NULL, &error), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_elf_strip(&out, NULL, "", 0, NULL, &error), SIGNFW_E_ARGUMENT);
	assert_null(out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(debug_information_is_dropped),
		cmocka_unit_test(findings_are_about_this_image),
		cmocka_unit_test(the_boot_address_is_that_of_the_vector_table),
		cmocka_unit_test(without_a_vector_table_there_is_no_boot_address),
		cmocka_unit_test(arguments_are_checked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
