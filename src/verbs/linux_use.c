/* SPDX-License-Identifier: BSD-2-Clause */
/* Whether Linux can use the memory that a resource table is about: by OP-TEE's device tree, and by its own. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/findings.h"
#include "device/memory_map.h"
#include "format/resource_entry.h"
#include "format/resource_format.h"
#include "linux/linux.h"
#include "linux/vring.h"

#define ENTRIES_MAX 256

/* The inputs, and the use that is looked for. */
struct uses {
	const struct linux_board *board;
	const signfw_memory *memory;
	struct span table;
	uint64_t table_pa;
	size_t left; /* uses to skip */
	unsigned vdevs;
	struct signfw_linux_use found;
};

/* A use and its requirements. */
struct wish {
	struct signfw_linux_use use;
	bool writes;
	bool wants_map;                    /* it has to be in a region that Linux maps */
	const struct board_region *region; /* of Linux's device tree, in which it has to be; or NULL */
	const char *dynamic; /* name of a missing region, without which Linux chooses the memory; or NULL */
};

static void say(struct signfw_linux_use *use, enum signfw_reach reach, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static void say(struct signfw_linux_use *use, enum signfw_reach reach, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(use->reason, sizeof(use->reason), format, arguments);
	va_end(arguments);
	use->reach = reach;
}

/* ---- what OP-TEE says ---- */

static void judge_by_optee(const signfw_memory *memory, const struct wish *wish, struct signfw_linux_use *use)
{
	const char *region;

	if (memory == NULL) {
		say(use, SIGNFW_REACH_UNKNOWN, "OP-TEE's memory wasn't given: --board, or its device tree with --dtb");
		return;
	}
	if (use->physical_address == SIGNFW_NO_OFFSET) {
		say(use, SIGNFW_REACH_UNKNOWN, "its address isn't known");
		return;
	}
	use->reach = signfw_memory_reach(memory, use->physical_address, use->size, &region);
	if (use->reach == SIGNFW_REACH_READ && !wish->writes)
		use->reach = SIGNFW_REACH_YES;
	if (use->reach == SIGNFW_REACH_READ)
		say(use, SIGNFW_REACH_NO, "OP-TEE's firewall lets Linux read region %s, but not write it", region);
	else if (use->reach == SIGNFW_REACH_NO)
		say(use, SIGNFW_REACH_NO, "OP-TEE's firewall keeps region %s from Linux", region);
	else if (use->reach == SIGNFW_REACH_UNKNOWN && region != NULL)
		say(use, SIGNFW_REACH_UNKNOWN,
		    "the firewall of region %s isn't known: give OP-TEE's device tree with --dtb", region);
	else if (use->reach == SIGNFW_REACH_UNKNOWN)
		say(use, SIGNFW_REACH_UNKNOWN,
		    "0x%llx bytes at 0x%llx aren't all in regions that OP-TEE has for the processor",
		    (unsigned long long)use->size, (unsigned long long)use->physical_address);
}

/* ---- what Linux's device tree says ---- */

static void judge_by_linux(const struct linux_board *board, const struct wish *wish, struct signfw_linux_use *use)
{
	const uint64_t pa = use->physical_address;

	if (!board->known)
		say(use, SIGNFW_REACH_UNKNOWN, "Linux's device tree wasn't given: --linux-dtb");
	else if (wish->dynamic != NULL)
		say(use, SIGNFW_REACH_UNKNOWN,
		    "Linux's device tree has no region %s, and Linux takes memory of its choice", wish->dynamic);
	else if (wish->region != NULL && use->size > wish->region->size)
		say(use, SIGNFW_REACH_NO, "it takes 0x%llx bytes, but Linux's region %s has 0x%llx",
		    (unsigned long long)use->size, wish->region->name, (unsigned long long)wish->region->size);
	else if (wish->wants_map && pa != SIGNFW_NO_OFFSET && !sfw_board_maps(board, pa, use->size))
		say(use, SIGNFW_REACH_NO, "no region of Linux's device tree has 0x%llx bytes at 0x%llx",
		    (unsigned long long)use->size, (unsigned long long)pa);
	else
		use->reach = SIGNFW_REACH_YES;
}

/* "No" takes precedence over a missing input; two missing inputs are both named. */
static void judge(const struct uses *uses, const struct wish *wish, struct signfw_linux_use *out)
{
	struct signfw_linux_use by_linux = wish->use;

	*out = wish->use;
	judge_by_optee(uses->memory, wish, out);
	judge_by_linux(uses->board, wish, &by_linux);
	if (out->reach == SIGNFW_REACH_NO || by_linux.reach == SIGNFW_REACH_YES)
		return;
	if (out->reach == SIGNFW_REACH_UNKNOWN && by_linux.reach == SIGNFW_REACH_UNKNOWN && wish->dynamic == NULL &&
	    wish->use.physical_address != SIGNFW_NO_OFFSET) {
		const size_t length = strlen(out->reason);

		snprintf(out->reason + length, sizeof(out->reason) - length, "; %s", by_linux.reason);
		return;
	}
	*out = by_linux;
}

/* ---- uses ---- */

/* Judges the use if it is the wanted one, and returns true then. */
static bool take(struct uses *uses, const struct wish *wish)
{
	if (uses->left > 0) {
		uses->left--;
		return false;
	}
	judge(uses, wish, &uses->found);
	return true;
}

/* Where a device address is: by Linux's device tree, else by OP-TEE's. */
static uint64_t translate(const struct uses *uses, uint32_t da, uint64_t size)
{
	uint64_t pa;

	if (da == SIGNFW_RESOURCE_ADDRESS_ANY)
		return SIGNFW_NO_OFFSET;
	for (size_t i = 0; i < uses->board->range_count; i++) {
		const struct board_range *range = &uses->board->ranges[i];

		if (da >= range->da && da - range->da < range->size)
			return range->pa + (da - range->da);
	}
	return uses->memory != NULL && sfw_memory_translate(uses->memory, da, size, &pa) ? pa : SIGNFW_NO_OFFSET;
}

/* Looks for the region of that name in Linux's device tree; without it, Linux chooses the memory. */
static void place(const struct uses *uses, struct wish *wish, const char *region_name)
{
	const struct board_region *region = sfw_board_region(uses->board, region_name);

	wish->region = region;
	if (region != NULL)
		wish->use.physical_address = region->pa;
	else if (uses->board->known)
		wish->dynamic = region_name;
}

static bool take_ring(struct uses *uses, const struct signfw_resource *entry, size_t index, size_t number)
{
	static const char *const names[REMOTEPROC_RINGS] = {"vring 0", "vring 1"};
	char region[BOARD_NAME_SIZE];
	struct signfw_vring ring;

	if (!sfw_table_vring(uses->table, entry, number, &ring) || ring.num == 0 || ring.align == 0)
		return false;
	const uint32_t size = sfw_vring_pages(ring.num, ring.align);
	/* Linux refuses or replaces an address of 0 */
	const uint64_t pa = ring.da == 0 ? SIGNFW_NO_OFFSET : translate(uses, ring.da, size);
	struct wish wish = {.use = {.kind = SIGNFW_LINUX_USES_VRING,
				    .name = names[number],
				    .entry = index,
				    .physical_address = pa,
				    .size = size},
			    .writes = true};

	snprintf(region, sizeof(region), "vdev%uvring%zu", uses->vdevs, number);
	place(uses, &wish, region);
	return take(uses, &wish);
}

static bool take_buffers(struct uses *uses, const struct signfw_resource *entry, size_t index)
{
	char region[BOARD_NAME_SIZE];
	struct signfw_vring ring;

	if (entry->id != VIRTIO_ID_RPMSG || !sfw_table_vring(uses->table, entry, 0, &ring) || ring.num == 0)
		return false;
	struct wish wish = {.use = {.kind = SIGNFW_LINUX_USES_BUFFERS,
				    .name = "buffers",
				    .entry = index,
				    .physical_address = SIGNFW_NO_OFFSET,
				    .size = sfw_rpmsg_buffers(ring.num)},
			    .writes = true};

	snprintf(region, sizeof(region), "vdev%ubuffer", uses->vdevs);
	place(uses, &wish, region);
	/* otherwise Linux takes the first region */
	if (wish.dynamic != NULL && uses->board->region_count > 0)
		place(uses, &wish, uses->board->regions[0].name);
	if (wish.region != NULL)
		wish.dynamic = NULL;
	return take(uses, &wish);
}

static bool take_vdev(struct uses *uses, const struct signfw_resource *entry, size_t index)
{
	for (size_t i = 0; i < REMOTEPROC_RINGS; i++)
		if (take_ring(uses, entry, index, i))
			return true;
	if (take_buffers(uses, entry, index))
		return true;
	uses->vdevs++;
	return false;
}

static bool take_trace(struct uses *uses, const struct signfw_resource *entry, size_t index)
{
	const uint64_t size = entry->len == 0 ? 1 : entry->len;
	const struct wish wish = {.use = {.kind = SIGNFW_LINUX_USES_TRACE,
					  .name = "trace buffer",
					  .entry = index,
					  .physical_address = translate(uses, entry->da, size),
					  .size = size},
				  .wants_map = true};

	return take(uses, &wish);
}

static bool take_carveout(struct uses *uses, const struct signfw_resource *entry, size_t index)
{
	const uint64_t size = entry->len == 0 ? 1 : entry->len;
	struct wish wish = {.use = {.kind = SIGNFW_LINUX_USES_CARVEOUT,
				    .name = "carveout",
				    .entry = index,
				    .physical_address = translate(uses, entry->da, size),
				    .size = size}};

	place(uses, &wish, entry->name);
	if (wish.dynamic != NULL)
		wish.dynamic = "of the carveout's name"; /* the name itself is untrusted */
	return take(uses, &wish);
}

static bool take_entry(struct uses *uses, const struct signfw_resource *entry, size_t index)
{
	if (entry->type == SIGNFW_RESOURCE_VDEV)
		return take_vdev(uses, entry, index);
	if (entry->type == SIGNFW_RESOURCE_TRACE)
		return take_trace(uses, entry, index);
	return entry->type == SIGNFW_RESOURCE_CARVEOUT && take_carveout(uses, entry, index);
}

static bool find(struct uses *uses)
{
	const struct wish whole = {.use = {.kind = SIGNFW_LINUX_USES_TABLE,
					   .name = "resource table",
					   .physical_address = uses->table_pa,
					   .size = uses->table.size},
				   .writes = true,
				   .wants_map = true};
	struct signfw_resource_header header;

	if (uses->table.size == 0)
		return false;
	if (take(uses, &whole))
		return true;
	signfw_resource_table_header(uses->table.data, uses->table.size, &header);
	for (size_t i = 0; header.complete && i < header.entry_count && i < ENTRIES_MAX; i++) {
		struct signfw_resource entry;
		uint32_t offset;

		if (sfw_table_entry_offset(uses->table, i, &offset) && offset >= SFW_TABLE_HEADER_SIZE &&
		    sfw_table_entry(uses->table, offset, &entry) && entry.complete && take_entry(uses, &entry, i))
			return true;
	}
	return false;
}

enum signfw_status signfw_linux_use(const signfw_linux *kernel, const signfw_memory *memory, const void *table,
				    size_t size, uint64_t physical_address, size_t index, struct signfw_linux_use *out)
{
	if (kernel == NULL || out == NULL || table == NULL)
		return SIGNFW_E_ARGUMENT;
	struct uses uses = {.board = &kernel->board,
			    .memory = memory,
			    .table = {table, size},
			    .table_pa = physical_address,
			    .left = index};

	if (!find(&uses))
		return SIGNFW_E_ARGUMENT;
	*out = uses.found;
	return SIGNFW_OK;
}

/* ---- findings ---- */

/* Offset of the entry that asks for the use. */
static uint64_t offset_of(struct span table, uint64_t base, const struct signfw_linux_use *use)
{
	uint32_t offset = 0;

	if (use->kind != SIGNFW_LINUX_USES_TABLE && !sfw_table_entry_offset(table, use->entry, &offset))
		return base;
	return base + offset;
}

enum signfw_status signfw_linux_check_reach(const signfw_linux *kernel, const signfw_memory *memory, const void *table,
					    size_t size, uint64_t base, uint64_t physical_address,
					    signfw_findings *findings, struct signfw_error *err)
{
	const struct span bytes = {table, size};
	struct signfw_linux_use use, by_optee;

	if (kernel == NULL || findings == NULL || (table == NULL && size > 0))
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no kernel, no list for the findings, or no table was given");
	sfw_findings_judge_reading(findings);
	if (!kernel->warns)
		sfw_findings_judge_boot(findings);
	for (size_t i = 0; signfw_linux_use(kernel, memory, table, size, physical_address, i, &use) == SIGNFW_OK; i++) {
		const struct wish wish = {.use = use, .writes = use.kind < SIGNFW_LINUX_USES_TRACE};

		by_optee = use;
		judge_by_optee(memory, &wish, &by_optee);
		if (by_optee.reach == SIGNFW_REACH_NO)
			sfw_report(findings, SFW_LINUX_UNREACHABLE, offset_of(bytes, base, &use),
				   "Linux can't use the %s: %s", use.name, by_optee.reason);
	}
	return sfw_findings_verdict(findings, err);
}
