/* SPDX-License-Identifier: BSD-2-Clause */
#include "printing/check.h"

#include <stdio.h>
#include <string.h>

#include "arguments/target.h"
#include "base/message.h"
#include "signfw/container.h"

/* Characters of a bar in the memory map. */
#define MAP_WIDTH 48

enum signfw_reach resource_table_reach(const signfw_memory *memory, uint64_t physical_address)
{
	struct signfw_region region;

	for (size_t i = 0; memory != NULL && signfw_memory_region(memory, i, &region) == SIGNFW_OK; i++)
		if (physical_address >= region.physical_address &&
		    physical_address - region.physical_address < region.size)
			return region.linux_reach;
	return SIGNFW_REACH_UNKNOWN;
}

static void print_answer(const struct check_report *report)
{
	const struct signfw_answer *answer = report->answer;
	const char *meaning = signfw_tee_result_meaning(answer->result);

	print_escaped(stdout, report->file, strlen(report->file));
	printf(": %s answers LOAD with ", report->device_name);
	print_result(answer->result);
	printf("\n  why     ");
	print_escaped(stdout, answer->reason, strlen(answer->reason));
	printf(" [%s", answer->rule);
	if (answer->offset != SIGNFW_NO_OFFSET)
		printf(", offset 0x%llx", (unsigned long long)answer->offset);
	puts("]");
	if (answer->result != SIGNFW_TEE_SUCCESS && meaning != NULL)
		printf("  means   %s\n", meaning);
	if (report->memory == NULL)
		puts("  note    addresses weren't checked: name a --board, --dtb or --region");
	if (!report->key_given)
		puts("  note    the signature wasn't checked against the key that the device trusts: give it with "
		     "--key");
}

static void print_transfers(const struct check_report *report)
{
	struct signfw_transfer transfer;

	if (signfw_device_transfer_count(report->device) == 0)
		return;
	puts("\nWhat is written, in this order\n  image  segment  kind  address     physical    size        region");
	for (size_t i = 0; signfw_device_transfer(report->device, i, &transfer) == SIGNFW_OK; i++) {
		printf("  %5zu  %7zu  %s  0x%08x  0x%08llx  0x%08x  ", transfer.image, transfer.segment,
		       transfer.zero ? "zero" : "copy", transfer.device_address,
		       (unsigned long long)transfer.physical_address, transfer.size);
		if (transfer.region == NULL)
			putchar('-');
		else
			print_escaped(stdout, transfer.region, strlen(transfer.region));
		putchar('\n');
	}
}

/* Marks the cells of a region's bar that a transfer touches. */
static void mark(char bar[MAP_WIDTH + 1], const struct signfw_region *region, const struct signfw_transfer *transfer)
{
	const uint64_t begin = transfer->physical_address - region->physical_address;
	const uint64_t first = begin * MAP_WIDTH / region->size;
	const uint64_t last = (begin + transfer->size - 1) * MAP_WIDTH / region->size;

	for (uint64_t i = first; i <= last && i < MAP_WIDTH; i++)
		if (bar[i] != '.')
			bar[i] = '*';
		else if (transfer->zero)
			bar[i] = '0';
		else
			bar[i] = '#';
}

static void print_aliases(const signfw_memory *memory, size_t index)
{
	struct signfw_region other;

	for (size_t i = 0; signfw_memory_region(memory, i, &other) == SIGNFW_OK; i++)
		if (i != index && signfw_memory_overlap(memory, i, index)) {
			printf("  same memory as ");
			print_escaped(stdout, other.name, strlen(other.name));
		}
}

static void print_map(const struct check_report *report)
{
	struct signfw_region region;
	struct signfw_transfer transfer;

	if (report->memory == NULL)
		return;
	puts("\nMemory map (# copied, 0 zero-filled, * more than one, . free)");
	for (size_t i = 0; signfw_memory_region(report->memory, i, &region) == SIGNFW_OK; i++) {
		char bar[MAP_WIDTH + 1];

		memset(bar, '.', MAP_WIDTH);
		bar[MAP_WIDTH] = '\0';
		for (size_t j = 0; signfw_device_transfer(report->device, j, &transfer) == SIGNFW_OK; j++)
			if (transfer.size > 0 && transfer.physical_address >= region.physical_address &&
			    transfer.physical_address - region.physical_address < region.size)
				mark(bar, &region, &transfer);
		printf("  0x%08llx +0x%08llx |%s| ", (unsigned long long)region.device_address,
		       (unsigned long long)region.size, bar);
		print_escaped(stdout, region.name, strlen(region.name));
		print_aliases(report->memory, i);
		putchar('\n');
	}
}

static void print_resource_table(const struct check_report *report)
{
	static const char *const reach[] = {[SIGNFW_REACH_UNKNOWN] = "",
					    [SIGNFW_REACH_YES] = ", where Linux can read it",
					    [SIGNFW_REACH_NO] =
						    ", where Linux can't read it: move it to shared memory"};
	uint64_t address;
	uint32_t size;

	if (signfw_device_resource_table(report->device, &address, &size))
		printf("\nResource table: %u bytes at physical address 0x%08llx%s\n", size, (unsigned long long)address,
		       reach[resource_table_reach(report->memory, address)]);
	else if (report->answer->result == SIGNFW_TEE_SUCCESS)
		puts("\nResource table: none");
}

static void print_unprotected(const struct check_report *report)
{
	struct signfw_unprotected range;

	if (!report->readable || signfw_container_unprotected(report->container, 0, &range) != SIGNFW_OK)
		return;
	puts("\nNot protected by the signature: whoever can write the file can change\n  offset      size        what");
	for (size_t i = 0; signfw_container_unprotected(report->container, i, &range) == SIGNFW_OK; i++)
		printf("  0x%08llx  0x%08llx  %s\n", (unsigned long long)range.offset, (unsigned long long)range.size,
		       range.what);
	puts("  With program headers one can leave segments out or take their bytes from elsewhere in the images;\n"
	     "  with section headers one can move the resource table to any address in the device's memory.");
}

void check_text(const struct check_report *report)
{
	print_answer(report);
	print_transfers(report);
	print_map(report);
	print_resource_table(report);
	print_unprotected(report);
}

void check_text_steps(const struct check_step *steps, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		printf("%-8s ", steps[i].command);
		print_result(steps[i].answer.result);
		printf(": %s\n", steps[i].answer.reason);
	}
}
