/* SPDX-License-Identifier: BSD-2-Clause */
#include "elf/elf_boot.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "elf_builder.h"

#define UNTOUCHED 0x12345678

/* Fails the test unless the search in this image, which it frees, leaves these findings and this address. */
static void expect_search(struct test_file file, const char *ids, uint32_t expected, const char *first)
{
	signfw_findings *findings = new_findings();
	struct signfw_finding finding;
	uint32_t address = UNTOUCHED;
	struct elf32 elf;

	assert_int_equal(sfw_elf32_parse(&elf, (struct span){file.data, file.size}, 0, findings), SIGNFW_OK);
	sfw_elf32_boot_address(&address, &elf, findings);
	expect_ids(findings, ids);
	assert_int_equal(address, expected);
	assert_int_equal(signfw_findings_get(findings, 0, &finding), SIGNFW_OK);
	assert_string_equal(finding.message, first);
	sfw_elf32_cleanup(&elf);
	signfw_findings_free(findings);
	free(file.data);
}

#define UNKNOWN "no boot address: nothing that is loaded has the name of a vector table"

/* Two segments, one of which is loaded to another address than it has, and sections that are part of the program. */
static struct test_file build(const struct elf_section *sections, size_t count)
{
	static const struct elf_segment segments[] = {
		{PT_LOAD, 0x10000000, 0x400, 0x800},
		{PT_LOAD, 0x20000000, 0x400, 0x400},
		{PT_NOTE, 0x30000000, 0x400, 0x400},
	};
	struct test_file file = elf_build(segments, 3, sections, count);

	put_u32(file.data + ELF_SEGMENT(1, p_vaddr), 0x40000000);
	for (size_t i = 1; i <= count; i++)
		put_u32(file.data + ELF_SECTION(file, i, sh_flags), SHF_ALLOC);
	return file;
}

static void sections_of_known_names_are_found(void **state)
{
	static const struct {
		const char *name, *message;
	} rows[] = {
		{".isr_vectors", "section .isr_vectors is loaded to 0x10000080"},
		{".isr_vector", "section .isr_vector is loaded to 0x10000080"},
		{"rom_start", "section rom_start is loaded to 0x10000080"},
		{".TFM_VECTORS", "section .TFM_VECTORS is loaded to 0x10000080"},
		{".intvec", "section .intvec is loaded to 0x10000080"},
		{".vectors", "section .vectors is loaded to 0x10000080"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct elf_section section = {rows[i].name, 0x10000080, NULL, 4};

		expect_search(build(&section, 1), "boot-address", 0x10000080, rows[i].message);
	}
}

static void other_sections_are_not(void **state)
{
	static const struct elf_section sections[] = {
		{".text", 0x10000000, NULL, 4},
		{".isr_vectors_end", 0x10000080, NULL, 4},
		{".isr_vectors", 0x10000080, NULL, 0},
	};
	static const struct elf_section vectors = {".isr_vectors", 0x10000080, NULL, 4};
	struct test_file file = build(&vectors, 1);

	(void)state;
	expect_search(build(sections, 3), "boot-address-unknown", UNTOUCHED, UNKNOWN);
	put_u32(file.data + ELF_SECTION(file, 1, sh_flags), 0);
	expect_search(file, "boot-address-unknown", UNTOUCHED, UNKNOWN);
}

static void a_table_that_is_not_loaded_is_none(void **state)
{
	static const struct {
		uint32_t address;
		const char *message;
	} rows[] = {
		{0x00000000, "section .isr_vectors is at 0x00000000, where nothing is loaded"},
		{0x30000000, "section .isr_vectors is at 0x30000000, where nothing is loaded"},
		{0x10000400, "section .isr_vectors is at 0x10000400, where nothing is loaded"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct elf_section section = {".isr_vectors", rows[i].address, NULL, 4};

		expect_search(build(&section, 1), "boot-address boot-address-unknown", UNTOUCHED, rows[i].message);
	}
}

/* A device loads to p_paddr, and starts there. */
static void the_address_is_where_it_is_loaded(void **state)
{
	static const struct elf_section section = {".isr_vector", 0x40000100, NULL, 4};

	(void)state;
	expect_search(build(&section, 1), "boot-address", 0x20000100, "section .isr_vector is loaded to 0x20000100");
}

static void two_tables_are_one_too_many(void **state)
{
	static const struct elf_section sections[] = {
		{".isr_vectors", 0x10000080, NULL, 4},
		{"rom_start", 0x10000080, NULL, 4},
		{".isr_vector", 0x10000100, NULL, 4},
	};

	(void)state;
	expect_search(build(sections, 2), "boot-address boot-address", 0x10000080,
		      "section .isr_vectors is loaded to 0x10000080");
	expect_search(build(sections, 3), "boot-address boot-address boot-address boot-address-unusable", UNTOUCHED,
		      "section .isr_vectors is loaded to 0x10000080");
}

static void devices_would_round_it_down(void **state)
{
	static const struct elf_section section = {".isr_vectors", 0x10000040, NULL, 4};

	(void)state;
	expect_search(build(&section, 1), "boot-address boot-address-unusable", UNTOUCHED,
		      "section .isr_vectors is loaded to 0x10000040");
}

/* An image with symbols: [1] .symtab, [2] .strtab. */
static struct test_file build_symbols(const char *names, size_t names_size, const Elf32_Sym *symbols, size_t count)
{
	uint8_t bytes[200 * 16] = {0};
	const struct elf_section sections[] = {
		{".symtab", 0, bytes, (uint32_t)(count * sizeof(*symbols))},
		{".strtab", 0, names, (uint32_t)names_size},
	};

	assert_true(count <= 200);
	for (size_t i = 0; i < count; i++) {
		uint8_t *at = bytes + i * sizeof(*symbols);

		put_u32(at, symbols[i].st_name);
		put_u32(at + 4, symbols[i].st_value);
		at[12] = symbols[i].st_info;
		put_u16(at + 14, symbols[i].st_shndx);
	}
	struct test_file file = build(sections, 2);

	put_u32(file.data + ELF_SECTION(file, 1, sh_type), SHT_SYMTAB);
	put_u32(file.data + ELF_SECTION(file, 1, sh_link), 2);
	return file;
}

static void symbols_of_known_names_are_found(void **state)
{
	static const char *const names[] = {
		"__isr_vectors", "g_pfnVectors", "_vector_table", "__Vectors", "__VECTOR_TABLE", "__vector_table",
	};
	const Elf32_Sym symbol = {.st_value = 0x10000100, .st_info = STT_OBJECT, .st_shndx = 1};
	char message[100];

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		snprintf(message, sizeof(message), "symbol %s is loaded to 0x10000100", names[i]);
		expect_search(build_symbols(names[i], strlen(names[i]) + 1, &symbol, 1), "boot-address", 0x10000100,
			      message);
	}
}

static void a_function_has_its_thumb_bit_taken_off(void **state)
{
	static const char name[] = "_vector_table";
	Elf32_Sym symbol = {.st_value = 0x10000101, .st_info = STT_FUNC, .st_shndx = 1};

	(void)state;
	expect_search(build_symbols(name, sizeof(name), &symbol, 1), "boot-address", 0x10000100,
		      "symbol _vector_table is loaded to 0x10000100");
	symbol.st_info = STT_OBJECT;
	expect_search(build_symbols(name, sizeof(name), &symbol, 1), "boot-address boot-address-unusable", UNTOUCHED,
		      "symbol _vector_table is loaded to 0x10000101");
}

static void symbols_of_others_are_not(void **state)
{
	static const char names[] = "_vector_table\0vector_table_size";
	static const Elf32_Sym symbols[] = {
		{.st_name = 0, .st_value = 0x10000100, .st_shndx = SHN_UNDEF},
		{.st_name = 14, .st_value = 0x10000100, .st_shndx = 1},
		{.st_name = 1000, .st_value = 0x10000100, .st_shndx = 1},
	};

	(void)state;
	expect_search(build_symbols(names, sizeof(names), symbols, 3), "boot-address-unknown", UNTOUCHED, UNKNOWN);
}

static void a_damaged_symbol_table_has_nothing_to_say(void **state)
{
	static const char name[] = "_vector_table";
	static const struct {
		size_t section, field;
		uint32_t value;
	} rows[] = {
		{1, offsetof(Elf32_Shdr, sh_link), 4},
		{1, offsetof(Elf32_Shdr, sh_offset), 0xfffffff0},
		{1, offsetof(Elf32_Shdr, sh_size), 15},
		{2, offsetof(Elf32_Shdr, sh_size), 0xffffffff},
	};
	const Elf32_Sym symbol = {.st_value = 0x10000100, .st_shndx = 1};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct test_file file = build_symbols(name, sizeof(name), &symbol, 1);

		put_u32(file.data + ELF_SECTION(file, rows[i].section, sh_name) + rows[i].field, rows[i].value);
		expect_search(file, "boot-address-unknown", UNTOUCHED, UNKNOWN);
	}
}

/* A hostile file may have millions of names, each to be looked up among thousands of segments. */
static void the_search_ends(void **state)
{
	static const char name[] = "_vector_table";
	signfw_findings *findings = new_findings();
	uint32_t address = UNTOUCHED;
	Elf32_Sym symbols[200];
	struct elf32 elf;

	(void)state;
	for (size_t i = 0; i < 200; i++)
		symbols[i] = (Elf32_Sym){.st_value = 0x10000100, .st_shndx = 1};
	struct test_file file = build_symbols(name, sizeof(name), symbols, 200);

	assert_int_equal(sfw_elf32_parse(&elf, (struct span){file.data, file.size}, 0, findings), SIGNFW_OK);
	sfw_elf32_boot_address(&address, &elf, findings);
	assert_int_equal(signfw_findings_count(findings), 101);
	assert_true(has_finding(findings, "boot-address-unusable", SIGNFW_ERROR, SIGNFW_NO_OFFSET));
	assert_int_equal(address, UNTOUCHED);
	sfw_elf32_cleanup(&elf);
	signfw_findings_free(findings);
	free(file.data);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sections_of_known_names_are_found),
		cmocka_unit_test(other_sections_are_not),
		cmocka_unit_test(a_table_that_is_not_loaded_is_none),
		cmocka_unit_test(the_address_is_where_it_is_loaded),
		cmocka_unit_test(two_tables_are_one_too_many),
		cmocka_unit_test(devices_would_round_it_down),
		cmocka_unit_test(symbols_of_known_names_are_found),
		cmocka_unit_test(a_function_has_its_thumb_bit_taken_off),
		cmocka_unit_test(symbols_of_others_are_not),
		cmocka_unit_test(a_damaged_symbol_table_has_nothing_to_say),
		cmocka_unit_test(the_search_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
