/* SPDX-License-Identifier: BSD-2-Clause */
#include "generating/tree_source.h"

#include <inttypes.h>
#include <string.h>

#define TA_UUID "80a4c275-0a47-4905-8285-1486a9771a08"

/* A tree while it is written. */
struct source {
	FILE *stream;
	const struct memory_plan *plan;
	enum tree_side side;
};

static bool is_in_tree(const struct source *source, const struct plan_region *region)
{
	return source->side == SIDE_OPTEE ? region->for_optee : region->for_linux;
}

/* Labels have no '-'; those of the board's own tree may have the names of the nodes. */
static void write_label(const struct source *source, const struct plan_region *region)
{
	fputs("fw_", source->stream);
	for (const char *at = region->name; *at != '\0'; at++)
		fputc(*at == '-' || *at == '.' || *at == ',' || *at == '+' ? '_' : *at, source->stream);
	fprintf(source->stream, "_%" PRIx64, region->pa);
}

static void write_number(const struct source *source, uint64_t number, unsigned cells)
{
	if (cells == 2)
		fprintf(source->stream, "0x%" PRIx64 " ", number >> 32);
	fprintf(source->stream, "0x%08" PRIx64, number & UINT32_MAX);
}

/* ---- firewalls ---- */

/* DECPROT(id, mode, lock): the non-secure world reads and writes, or the remote processor alone; the secure world. */
static void write_etzpc(const struct source *source, const struct plan_region *region, bool is_load)
{
	const struct processor *processor = source->plan->processor;
	const uint64_t start = processor_plain_address(processor, region->pa);
	const char *separator = "";

	for (const struct memory_bank *bank = processor->banks; bank->size > 0; bank++) {
		if (bank->pa >= start + region->size || start >= bank->pa + bank->size)
			continue;
		const uint32_t mode = is_load ? 0 : plan_shares_bank(source->plan, bank) ? 3 : 2;

		fprintf(source->stream, "%s<&%s 0x%x>", separator, bank->firewall, (unsigned)(mode << 9 | bank->id));
		separator = ", ";
	}
}

/* RISAFPROT(): compartment 1 is Linux, 2 the remote processor; 0 are those without one. */
static uint32_t risaf_cell(const struct plan_region *region, bool is_load, uint32_t id)
{
	if (is_load)
		return 0x02020030 | id;
	if (region->is_shared)
		return 0x07070010 | id;
	return region->is_secure ? 0x04040030 | id : 0x04040010 | id;
}

/* RISABPROT() */
static uint32_t risab_cell(const struct plan_region *region, bool is_load)
{
	if (is_load)
		return 0x05020200;
	return region->is_shared ? 0x01070700 : 0x01040400;
}

/* Cells of RISAF have the number of one of its regions: those of DRAM are counted. */
static void write_rif(const struct source *source, const struct plan_region *region, bool is_load)
{
	const struct memory_bank *bank = processor_bank(source->plan->processor, region->pa);
	const char *firewall = bank == NULL ? "risaf4" : bank->firewall;
	uint32_t id = 1;

	for (const struct plan_region *other = source->plan->regions; other < region; other++) {
		const struct memory_bank *others = processor_bank(source->plan->processor, other->pa);

		id += other->for_optee && others != NULL && strcmp(others->firewall, firewall) == 0;
	}
	const uint32_t cell =
		strncmp(firewall, "risab", 5) == 0 ? risab_cell(region, is_load) : risaf_cell(region, is_load, id & 15);

	fprintf(source->stream, "<&%s 0x%08x>", firewall, (unsigned)cell);
}

static void write_firewall(const struct source *source, const struct plan_region *region)
{
	static const char *const names[] = {"default", "load"};
	const bool is_etzpc = source->plan->processor->is_upstream;

	for (int is_load = 0; is_load < 2; is_load++) {
		fprintf(source->stream, "\t\t\taccess-controllers-conf-%s = ", names[is_load]);
		if (is_etzpc)
			write_etzpc(source, region, is_load != 0);
		else
			write_rif(source, region, is_load != 0);
		fputs(";\n", source->stream);
	}
}

/* ---- memory ---- */

static void write_region(const struct source *source, const struct plan_region *region)
{
	const unsigned cells = source->plan->processor->cells;

	fputs("\n\t\t", source->stream);
	write_label(source, region);
	fprintf(source->stream, ": %s@%" PRIx64 " {\n", region->name, region->pa);
	if (source->side == SIDE_LINUX)
		fputs("\t\t\tcompatible = \"shared-dma-pool\";\n", source->stream);
	fputs("\t\t\treg = <", source->stream);
	write_number(source, region->pa, cells);
	fputc(' ', source->stream);
	write_number(source, region->size, cells);
	fputs(">;\n", source->stream);
	if (source->side == SIDE_OPTEE && source->plan->binding == TREE_STD)
		write_firewall(source, region);
	fputs("\t\t\tno-map;\n\t\t};\n", source->stream);
}

static void write_reserved_memory(const struct source *source)
{
	const unsigned cells = source->plan->processor->cells;

	fprintf(source->stream,
		"\treserved-memory {\n\t\t#address-cells = <%u>;\n\t\t#size-cells = <%u>;\n\t\tranges;\n", cells,
		cells);
	for (size_t i = 0; i < source->plan->count; i++)
		if (is_in_tree(source, &source->plan->regions[i]))
			write_region(source, &source->plan->regions[i]);
	fputs("\t};\n", source->stream);
}

static void write_memory_region(const struct source *source)
{
	const char *before = "\tmemory-region = <&";

	for (size_t i = 0; i < source->plan->count; i++) {
		if (!is_in_tree(source, &source->plan->regions[i]))
			continue;
		fputs(before, source->stream);
		write_label(source, &source->plan->regions[i]);
		before = ">,\n\t\t\t<&";
	}
	if (before[0] == '>')
		fputs(">;\n", source->stream);
}

/* ---- the tree of the SoC ---- */

static void write_ranges(const struct source *source)
{
	const struct address_range *range = processor_ranges(source->plan->processor, source->plan->binding);
	const char *before = "\t\tdma-ranges = <";

	for (; range->size > 0; range++) {
		fputs(before, source->stream);
		write_number(source, range->da, 1);
		fputc(' ', source->stream);
		write_number(source, range->pa, source->plan->processor->cells);
		fputc(' ', source->stream);
		write_number(source, range->size, 1);
		before = ">,\n\t\t\t     <";
	}
	fputs(">;\n", source->stream);
}

/* As far as it matters here, so that the tree is complete. */
static void write_soc(const struct source *source)
{
	const struct processor *processor = source->plan->processor;

	fprintf(source->stream,
		"/dts-v1/;\n\n/* In the place of the tree of the SoC, which has all of this. */\n/ {\n"
		"\t#address-cells = <%u>;\n\t#size-cells = <%u>;\n\n"
		"\tmlahb: ahb {\n\t\tcompatible = \"st,mlahb\", \"simple-bus\";\n"
		"\t\t#address-cells = <1>;\n\t\t#size-cells = <1>;\n%s",
		processor->cells, processor->cells, processor->cells == 1 ? "\t\tranges;\n" : "");
	write_ranges(source);
	fprintf(source->stream, "\n\t\t%s: %s {\n%s\t\t\tstatus = \"disabled\";\n\t\t};\n\t};\n", processor->label,
		processor->node, processor->soc);
	fputs("\n\trcc: rcc {\n\t\t#reset-cells = <1>;\n\t};\n", source->stream);
	if (source->side == SIDE_OPTEE)
		fputs(processor->controllers, source->stream);
	else
		fputs("\n\tfirmware {\n\t\toptee {\n\t\t\tcompatible = \"linaro,optee-tz\";\n"
		      "\t\t\tmethod = \"smc\";\n\t\t};\n\t};\n",
		      source->stream);
	fputs("};\n\n", source->stream);
}

/* ---- all of it ---- */

static void write_root(const struct source *source)
{
	fputs("/ {\n", source->stream);
	write_reserved_memory(source);
	if (source->side == SIDE_LINUX && source->plan->binding == TREE_V22)
		fputs("\n\tfirmware {\n\t\ttee_rproc: optee-rproc {\n\t\t\tcompatible = \"" TA_UUID "\";\n"
		      "\t\t};\n\t};\n",
		      source->stream);
	fputs("};\n\n", source->stream);
}

static void write_processor(const struct source *source)
{
	const struct memory_plan *plan = source->plan;

	fprintf(source->stream, "&%s {\n", plan->processor->label);
	if (source->side == SIDE_LINUX && plan->binding == TREE_V22)
		fputs("\t/* OP-TEE has them */\n\t/delete-property/ resets;\n\t/delete-property/ reset-names;\n"
		      "\t/delete-property/ st,syscfg-holdboot;\n\tst,rproc-tee = <&tee_rproc 0>;\n",
		      source->stream);
	else
		fprintf(source->stream, "\tcompatible = \"%s\";\n", plan->processor->tee_compatible);
	write_memory_region(source);
	fputs("\tstatus = \"okay\";\n};\n", source->stream);
}

void write_tree_source(FILE *stream, const struct memory_plan *plan, enum tree_side side, bool is_fragment)
{
	const struct source source = {stream, plan, side};

	if (!is_fragment)
		write_soc(&source);
	write_root(&source);
	write_processor(&source);
}
