/* SPDX-License-Identifier: BSD-2-Clause */
#include "format/program_header.h"

#include <elf.h>
#include <string.h>

#include "support.h"

static const uint8_t bytes[SFW_PROGRAM_HEADER_SIZE] = {
	1, 0, 0, 0x70, 2, 1, 0, 0, 3, 0x80, 0, 0, 4, 0, 0, 0x10, 5, 0, 0, 0, 6, 0, 0, 0, 7, 0, 0, 0, 8, 0, 0, 0,
};
static const struct segment segment = {0x70000001, 0x102, 0x8003, 0x10000004, 5, 6, 7, 8};

static void it_is_read_and_written_in_the_order_of_elf(void **state)
{
	const struct segment read = sfw_segment_read(bytes);
	struct builder builder = {0};
	struct span written;

	(void)state;
	assert_true(sfw_segment_equal(&read, &segment));
	sfw_segment_write(&builder, &segment);
	assert_true(sfw_builder_view(&builder, &written));
	assert_int_equal(written.size, sizeof(bytes));
	assert_memory_equal(written.data, bytes, sizeof(bytes));
	sfw_builder_cleanup(&builder);
}

static void its_fields_are_where_elf_has_them(void **state)
{
	(void)state;
	assert_int_equal(SFW_PROGRAM_HEADER_SIZE, sizeof(Elf32_Phdr));
	assert_int_equal(SFW_P_TYPE, offsetof(Elf32_Phdr, p_type));
	assert_int_equal(SFW_P_OFFSET, offsetof(Elf32_Phdr, p_offset));
	assert_int_equal(SFW_P_VADDR, offsetof(Elf32_Phdr, p_vaddr));
	assert_int_equal(SFW_P_PADDR, offsetof(Elf32_Phdr, p_paddr));
	assert_int_equal(SFW_P_FILESZ, offsetof(Elf32_Phdr, p_filesz));
	assert_int_equal(SFW_P_MEMSZ, offsetof(Elf32_Phdr, p_memsz));
	assert_int_equal(SFW_P_FLAGS, offsetof(Elf32_Phdr, p_flags));
	assert_int_equal(SFW_P_ALIGN, offsetof(Elf32_Phdr, p_align));
}

static void each_field_makes_a_difference(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(bytes); i += 4) {
		uint8_t changed[sizeof(bytes)];

		memcpy(changed, bytes, sizeof(bytes));
		changed[i + 2] ^= 1;
		const struct segment other = sfw_segment_read(changed);

		assert_false(sfw_segment_equal(&other, &segment));
	}
}

static void only_pt_load_is_loaded(void **state)
{
	(void)state;
	for (uint32_t type = PT_NULL; type <= PT_TLS; type++)
		assert_int_equal(sfw_segment_is_loaded(&(struct segment){.type = type}), type == PT_LOAD);
}

static void sizes_go_beyond_32_bits(void **state)
{
	const struct segment last = {.offset = UINT32_MAX, .filesz = UINT32_MAX, .memsz = 1};
	const struct segment zeros = {.filesz = 4, .memsz = 5};

	(void)state;
	assert_int_equal(sfw_segment_file_end(&last), UINT64_C(0x1fffffffe));
	/* devices copy all of the file's bytes, however little memory there is */
	assert_int_equal(sfw_segment_memory_size(&last), UINT32_MAX);
	assert_int_equal(sfw_segment_memory_size(&zeros), 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_is_read_and_written_in_the_order_of_elf),
		cmocka_unit_test(its_fields_are_where_elf_has_them),
		cmocka_unit_test(each_field_makes_a_difference),
		cmocka_unit_test(only_pt_load_is_loaded),
		cmocka_unit_test(sizes_go_beyond_32_bits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
