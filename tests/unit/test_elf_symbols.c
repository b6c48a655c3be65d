/* SPDX-License-Identifier: BSD-2-Clause */
/* Symbols of good files of both classes, and of files with one thing spoiled. */
#include "elf/elf_symbols.h"

#include <elf.h>
#include <libelf.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

enum {
	DATA = 1,
	NAMES,
	SYMBOLS,
	SECTION_COUNT
};

#define DATA_ADDRESS 0x1000

/* Two symbols: "one" is data[4..12), "two" is data[12..16). */
#define DATA_BYTES   "....onevalue2222"
#define SYMBOL_NAMES "\0one\0two\0three"

struct file64 {
	Elf64_Ehdr header;
	char data[sizeof(DATA_BYTES)];
	char names[16];
	Elf64_Sym symbols[3];
	Elf64_Shdr sections[SECTION_COUNT];
};

struct file32 {
	Elf32_Ehdr header;
	char data[sizeof(DATA_BYTES)];
	char names[16];
	Elf32_Sym symbols[3];
	Elf32_Shdr sections[SECTION_COUNT];
};

#define GOOD_FILE(type, bits)                                                                                        \
	{                                                                                                            \
		.header = {.e_ident = {ELFMAG0, ELFMAG1, ELFMAG2, ELFMAG3, ELFCLASS##bits, ELFDATA2LSB, EV_CURRENT}, \
			   .e_shoff = offsetof(type, sections),                                                      \
			   .e_shentsize = sizeof(Elf##bits##_Shdr),                                                  \
			   .e_shnum = SECTION_COUNT},                                                                \
		.data = DATA_BYTES, .names = SYMBOL_NAMES,                                                           \
		.symbols = {[1] = {.st_name = 1, .st_shndx = DATA, .st_value = DATA_ADDRESS + 4, .st_size = 8},      \
			    [2] = {.st_name = 5, .st_shndx = DATA, .st_value = DATA_ADDRESS + 12, .st_size = 4}},    \
		.sections = {                                                                                        \
			[DATA] = {.sh_type = SHT_PROGBITS,                                                           \
				  .sh_addr = DATA_ADDRESS,                                                           \
				  .sh_offset = offsetof(type, data),                                                 \
				  .sh_size = 16},                                                                    \
			[NAMES] = {.sh_type = SHT_STRTAB, .sh_offset = offsetof(type, names), .sh_size = 16},        \
			[SYMBOLS] = {.sh_type = SHT_SYMTAB,                                                          \
				     .sh_offset = offsetof(type, symbols),                                           \
				     .sh_size = 3 * sizeof(Elf##bits##_Sym),                                         \
				     .sh_link = NAMES},                                                              \
		},                                                                                                   \
	}

static const struct file64 good64 = GOOD_FILE(struct file64, 64);
static const struct file32 good32 = GOOD_FILE(struct file32, 32);

/* Gives numbers the order of bytes that they have in a file, on whatever machine this is. */
static void order_bytes(void *at, size_t size, Elf_Type type, bool is_64)
{
	Elf_Data data = {.d_buf = at, .d_size = size, .d_type = type, .d_version = EV_CURRENT};

	elf_version(EV_CURRENT);
	assert_non_null((is_64 ? elf64_xlatetof : elf32_xlatetof)(&data, &data, ELFDATA2LSB));
}

static struct file64 bytes64(struct file64 file)
{
	order_bytes(&file.header, sizeof(file.header), ELF_T_EHDR, true);
	order_bytes(file.symbols, sizeof(file.symbols), ELF_T_SYM, true);
	order_bytes(file.sections, sizeof(file.sections), ELF_T_SHDR, true);
	return file;
}

static struct file32 bytes32(struct file32 file)
{
	order_bytes(&file.header, sizeof(file.header), ELF_T_EHDR, false);
	order_bytes(file.symbols, sizeof(file.symbols), ELF_T_SYM, false);
	order_bytes(file.sections, sizeof(file.sections), ELF_T_SHDR, false);
	return file;
}

/* What is found of "one", as text; "" if nothing is.  The file may be at any address. */
static const char *find_one(const void *file, size_t size)
{
	static char found[17];
	uint8_t *shifted = malloc(1 + size);
	struct elf_symbol symbols[] = {{.name = "none", .bytes = {shifted, 1}}, {.name = "one"}};

	assert_non_null(shifted);
	memcpy(shifted + 1, file, size);
	sfw_elf_find_symbols((struct span){shifted + 1, size}, symbols, 2);
	assert_int_equal(symbols[0].bytes.size, 0);
	memcpy(found, symbols[1].bytes.data == NULL ? (const uint8_t *)"" : symbols[1].bytes.data,
	       symbols[1].bytes.size);
	found[symbols[1].bytes.size] = '\0';
	free(shifted);
	return found;
}

static const char *find_one64(struct file64 file, size_t size)
{
	file = bytes64(file);
	return find_one(&file, size);
}

static const char *find_one32(struct file32 file, size_t size)
{
	file = bytes32(file);
	return find_one(&file, size);
}

static void symbols_are_found_in_both_classes(void **state)
{
	struct elf_symbol symbols[] = {{.name = "two"}, {.name = "one"}, {.name = "three"}, {.name = ""}};
	const struct file64 file = bytes64(good64);

	(void)state;
	assert_string_equal(find_one64(good64, sizeof(good64)), "onevalue");
	assert_string_equal(find_one32(good32, sizeof(good32)), "onevalue");
	sfw_elf_find_symbols((struct span){(const uint8_t *)&file, sizeof(file)}, symbols, 4);
	assert_ptr_equal(symbols[0].bytes.data, file.data + 12);
	assert_int_equal(symbols[0].bytes.size, 4);
	assert_ptr_equal(symbols[1].bytes.data, file.data + 4);
	/* a name without a symbol, and a symbol without bytes */
	assert_int_equal(symbols[2].bytes.size, 0);
	assert_int_equal(symbols[3].bytes.size, 0);
}

/* Without this much of it, a file has no symbols; no cut makes us read outside. */
static void a_file_that_was_cut_has_no_symbols(void **state)
{
	(void)state;
	for (size_t size = 0; size < sizeof(good64); size++)
		assert_string_equal(find_one64(good64, size), "");
	for (size_t size = 0; size < sizeof(good32); size++)
		assert_string_equal(find_one32(good32, size), "");
}

/* A field, the value to put there, and what is found then. */
#define SPOILED(field, value, found)                                            \
	do {                                                                    \
		struct file64 file64 = good64;                                  \
		struct file32 file32 = good32;                                  \
                                                                                \
		file64.field = value;                                           \
		file32.field = value;                                           \
		assert_string_equal(find_one64(file64, sizeof(file64)), found); \
		assert_string_equal(find_one32(file32, sizeof(file32)), found); \
	} while (0)

static void what_leads_nowhere_is_not_found(void **state)
{
	(void)state;
	SPOILED(header.e_ident[EI_MAG3], 'G', "");
	SPOILED(header.e_ident[EI_DATA], ELFDATA2MSB, "");
	SPOILED(header.e_shentsize, 63, "");
	SPOILED(header.e_shoff, 0xfffffff0, "");
	SPOILED(header.e_shnum, 3, "");
	SPOILED(sections[SYMBOLS].sh_type, SHT_DYNSYM, "");
	SPOILED(sections[SYMBOLS].sh_offset, 0xfffffff0, "");
	SPOILED(sections[SYMBOLS].sh_size, 0xfffffff0, "");
	SPOILED(sections[SYMBOLS].sh_size, 8, "");
	SPOILED(sections[SYMBOLS].sh_link, SECTION_COUNT, "");
	SPOILED(sections[NAMES].sh_size, 0xfffffff0, "");
	SPOILED(sections[NAMES].sh_size, 4, "");
	SPOILED(sections[NAMES].sh_size, 5, "onevalue");
	SPOILED(symbols[1].st_name, 0xffffffff, "");
	SPOILED(symbols[1].st_name, 5, "");
	SPOILED(symbols[1].st_shndx, SHN_ABS, "");
	SPOILED(symbols[1].st_shndx, SHN_UNDEF, "");
	SPOILED(symbols[1].st_value, DATA_ADDRESS - 1, "");
	SPOILED(symbols[1].st_value, DATA_ADDRESS + 9, "");
	SPOILED(symbols[1].st_value, 0xffffffff, "");
	SPOILED(symbols[1].st_size, 13, "");
	SPOILED(symbols[1].st_size, 12, "onevalue2222");
	SPOILED(symbols[1].st_size, 0, "");
	SPOILED(sections[DATA].sh_type, SHT_NOBITS, "");
	SPOILED(sections[DATA].sh_offset, 0xfffffff0, "");
	SPOILED(sections[DATA].sh_size, 11, "");
}

/* Numbers that only the larger class has. */
static void numbers_of_64_bits_do_not_overflow(void **state)
{
	struct file64 file = good64;

	(void)state;
	file.header.e_shoff = UINT64_MAX - 16;
	assert_string_equal(find_one64(file, sizeof(file)), "");
	file = good64;
	file.sections[SYMBOLS].sh_size = UINT64_MAX;
	assert_string_equal(find_one64(file, sizeof(file)), "");
	file = good64;
	file.symbols[1].st_size = UINT64_MAX;
	assert_string_equal(find_one64(file, sizeof(file)), "");
	file = good64;
	file.sections[DATA].sh_addr = 0;
	file.symbols[1].st_value = UINT64_MAX - 4;
	assert_string_equal(find_one64(file, sizeof(file)), "");
}

/* Of two symbols with one name, the first that stands for bytes counts. */
static void the_first_symbol_of_a_name_counts(void **state)
{
	struct file64 file = good64;

	(void)state;
	file.symbols[2].st_name = 1;
	assert_string_equal(find_one64(file, sizeof(file)), "onevalue");
	file.symbols[1].st_shndx = SHN_UNDEF;
	assert_string_equal(find_one64(file, sizeof(file)), "2222");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(symbols_are_found_in_both_classes),
		cmocka_unit_test(a_file_that_was_cut_has_no_symbols),
		cmocka_unit_test(what_leads_nowhere_is_not_found),
		cmocka_unit_test(numbers_of_64_bits_do_not_overflow),
		cmocka_unit_test(the_first_symbol_of_a_name_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
