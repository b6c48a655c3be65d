/* SPDX-License-Identifier: BSD-2-Clause */
#include "generating/processor.h"

#include <string.h>

/* clang-format off */
#define END {0}
/* clang-format on */

/* ---- STM32MP15 ---- */

static const struct address_range mp15_upstream_ranges[] = {
	{0x00000000, 0x38000000, 0x10000}, {0x10000000, 0x10000000, 0x60000}, {0x30000000, 0x30000000, 0x60000}, END};
static const struct address_range mp15_ranges[] = {
	{0x00000000, 0x38000000, 0x10000}, {0x10000000, 0x10000000, 0x60000}, {0x30000000, 0x10000000, 0x60000}, END};

/* SRAM3 and 4 first: firmware is mostly in 1 and 2 */
static const struct address_range mp15_shared[] = {
	{0x10040000, 0x10040000, 0x20000}, {0x10000000, 0x10000000, 0x40000}, END};

static const struct memory_bank mp15_banks[] = {
	{"mcusram1", 0x10000000, 0x20000, "etzpc", 80}, {"mcusram2", 0x10020000, 0x20000, "etzpc", 81},
	{"mcusram3", 0x10040000, 0x10000, "etzpc", 82}, {"mcusram4", 0x10050000, 0x10000, "etzpc", 83},
	{"retram", 0x38000000, 0x10000, "etzpc", 84},   {0}};

/* ---- STM32MP2 ---- */

static const struct address_range mp2_ranges[] = {{0x00000000, 0x80000000, 0x08000000},
						  {0x08000000, 0x08000000, 0x08000000},
						  {0x10000000, 0x80000000, 0x10000000},
						  {0x20000000, 0x20000000, 0xd0000000},
						  END};
static const struct address_range mp2_shared[] = {
	{0x812f8000, 0x812f8000, 0x8000}, {0x81200000, 0x81200000, 0xf8000}, END};

static const struct memory_bank mp2_banks[] = {
	{"cm33_sram1", 0x0a040000, 0x20000, "risab3", 0},  {"cm33_sram2", 0x0a060000, 0x20000, "risab4", 0},
	{"cm33_retram", 0x0a080000, 0x20000, "risab5", 0}, {"tfm_its", 0x42000000, 0x2000, "risaf1", 0},
	{"cm33_ddr", 0x80000000, 0x80000000, "risaf4", 0}, {0}};

static const struct processor processors[] = {
	{
		.boards = "stm32mp157-",
		.label = "m4_rproc",
		.node = "m4@10000000",
		.soc = "\t\t\tcompatible = \"st,stm32mp1-m4\";\n"
		       "\t\t\treg = <0x10000000 0x40000>, <0x30000000 0x40000>, <0x38000000 0x10000>;\n"
		       "\t\t\tresets = <&rcc 8225>, <&rcc 2144>;\n"
		       "\t\t\treset-names = \"mcu_rst\", \"hold_boot\";\n",
		.tee_compatible = "st,stm32mp1-m4-tee",
		.controllers = "\n\tetzpc: etzpc {\n"
			       "\t\tcompatible = \"st,stm32-etzpc\";\n"
			       "\t\t#access-controller-cells = <1>;\n\t};\n",
		.cells = 1,
		.is_upstream = true,
		.upstream_ranges = mp15_upstream_ranges,
		.ranges = mp15_ranges,
		.banks = mp15_banks,
		.shared = mp15_shared,
		.buffers_size = 0x4000,
		.has_rings_first = true,
	},
	{
		.boards = "stm32mp2",
		.label = "m33_rproc",
		.node = "m33@0",
		.soc = "\t\t\tcompatible = \"st,stm32mp2-m33\";\n"
		       "\t\t\treg = <0x0 0x0>;\n"
		       "\t\t\tresets = <&rcc 8288>, <&rcc 8608>;\n"
		       "\t\t\treset-names = \"mcu_rst\", \"hold_boot\";\n",
		.tee_compatible = "st,stm32mp2-m33-tee",
		.controllers = "\n\trisab3: risab3 {\n"
			       "\t\tcompatible = \"st,stm32mp25-risab\";\n\t};\n"
			       "\n\trisab4: risab4 {\n"
			       "\t\tcompatible = \"st,stm32mp25-risab\";\n\t};\n"
			       "\n\trisab5: risab5 {\n"
			       "\t\tcompatible = \"st,stm32mp25-risab\";\n\t};\n"
			       "\n\trisaf1: risaf1 {\n"
			       "\t\tcompatible = \"st,stm32mp25-risaf\";\n\t};\n"
			       "\n\trisaf4: risaf4 {\n"
			       "\t\tcompatible = \"st,stm32mp25-risaf-enc\";\n\t};\n",
		.cells = 2,
		.ranges = mp2_ranges,
		.banks = mp2_banks,
		.shared = mp2_shared,
		.buffers_size = 0x6000,
	},
};
#define PROCESSOR_COUNT (sizeof(processors) / sizeof(processors[0]))

const struct processor *processor_get(size_t index)
{
	return index < PROCESSOR_COUNT ? &processors[index] : NULL;
}

const struct processor *processor_of_board(const char *board)
{
	for (size_t i = 0; i < PROCESSOR_COUNT; i++)
		if (strncmp(board, processors[i].boards, strlen(processors[i].boards)) == 0)
			return &processors[i];
	return NULL;
}

const struct address_range *processor_ranges(const struct processor *processor, enum tree_binding binding)
{
	return binding == TREE_V22 ? processor->upstream_ranges : processor->ranges;
}

bool processor_translate(const struct processor *processor, enum tree_binding binding, uint64_t da, uint64_t size,
			 uint64_t *pa)
{
	for (const struct address_range *range = processor_ranges(processor, binding); range->size > 0; range++)
		if (da >= range->da && size <= range->size && da - range->da <= range->size - size) {
			*pa = range->pa + (da - range->da);
			return true;
		}
	return false;
}

const struct memory_bank *processor_bank(const struct processor *processor, uint64_t pa)
{
	const uint64_t plain = processor_plain_address(processor, pa);

	for (const struct memory_bank *bank = processor->banks; bank->size > 0; bank++)
		if (plain >= bank->pa && plain - bank->pa < bank->size)
			return bank;
	return NULL;
}

uint64_t processor_plain_address(const struct processor *processor, uint64_t pa)
{
	/* both halves of the table differ where the hardware has an alias */
	if (processor->upstream_ranges == NULL)
		return pa;
	for (size_t i = 0; processor->ranges[i].size > 0; i++) {
		const struct address_range *range = &processor->upstream_ranges[i];

		if (pa >= range->pa && pa - range->pa < range->size)
			return processor->ranges[i].pa + (pa - range->pa);
	}
	return pa;
}
