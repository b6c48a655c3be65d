/* SPDX-License-Identifier: BSD-2-Clause */
#include "generating/memory_plan.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "containers/target.h"
#include "signfw/container.h"
#include "signfw/linux.h"

#define PAGE UINT64_C(0x1000)

/* Of a resource table; no firmware has nearly as many. */
#define ENTRIES_MAX 64

/* Linux takes the table of firmware that runs already to be that large. */
#define TABLE_SIZE_LEAST 1024

static uint64_t page_down(uint64_t address)
{
	return address & ~(PAGE - 1);
}

static uint64_t page_up(uint64_t address)
{
	return page_down(address + PAGE - 1);
}

/* ---- regions ---- */

static struct plan_region *add_region(struct memory_plan *plan, const char *name, uint64_t pa, uint64_t size)
{
	struct plan_region *region = &plan->regions[plan->count];

	/* the last one is for those that are too many */
	if (plan->count < PLAN_REGIONS_MAX - 1)
		plan->count++;
	else
		plan->is_full = true;
	*region = (struct plan_region){.pa = pa, .size = size};
	snprintf(region->name, sizeof(region->name), "%.31s", name);
	return region;
}

static void add_common(struct memory_plan *plan, const char *name, uint64_t pa, uint64_t size)
{
	struct plan_region *region = add_region(plan, name, pa, size);

	region->for_optee = region->for_linux = region->is_shared = true;
}

static bool overlap(uint64_t a, uint64_t a_size, uint64_t b, uint64_t b_size)
{
	return a < b + b_size && b < a + a_size;
}

/* The first region that has some of these bytes, by whatever address; NULL: they are free. */
static const struct plan_region *region_at(const struct memory_plan *plan, uint64_t pa, uint64_t size)
{
	const uint64_t plain = processor_plain_address(plan->processor, pa);

	for (size_t i = 0; i < plan->count; i++) {
		const struct plan_region *region = &plan->regions[i];

		if (overlap(plain, size, processor_plain_address(plan->processor, region->pa), region->size))
			return region;
	}
	return NULL;
}

bool plan_shares_bank(const struct memory_plan *plan, const struct memory_bank *bank)
{
	for (size_t i = 0; i < plan->count; i++) {
		const struct plan_region *region = &plan->regions[i];

		if (region->for_optee && region->is_shared &&
		    overlap(bank->pa, bank->size, processor_plain_address(plan->processor, region->pa), region->size))
			return true;
	}
	return false;
}

/* ---- the memory of a board ---- */

/* Rings and buffers at one end of a region that both use; the rest is for the resource table. */
static void divide(struct memory_plan *plan, const struct signfw_region *region)
{
	const uint64_t start = region->physical_address, size = 2 * PAGE + plan->processor->buffers_size;
	const bool first = plan->processor->has_rings_first;
	const uint64_t rings = first ? start : start + region->size - size;

	add_region(plan, "vdev0vring0", rings, PAGE)->for_linux = true;
	add_region(plan, "vdev0vring1", rings + PAGE, PAGE)->for_linux = true;
	add_region(plan, "vdev0buffer", rings + 2 * PAGE, plan->processor->buffers_size)->for_linux = true;
	add_region(plan, "ipc-shmem", first ? start + size : start, region->size - size)->for_linux = true;
}

static bool is_named(const struct signfw_region *region, const char *beginning)
{
	return strncmp(region->name, beginning, strlen(beginning)) == 0;
}

/* The region that is for both alone: the last one that Linux may use. */
static bool find_common(const signfw_memory *memory, struct signfw_region *out)
{
	struct signfw_region region;
	bool found = false;

	for (size_t i = 0; signfw_memory_region(memory, i, &region) == SIGNFW_OK; i++) {
		if (is_named(&region, "vdev0"))
			return false;
		if (region.linux_reach == SIGNFW_REACH_YES) {
			*out = region;
			found = true;
		}
	}
	return found;
}

/* Linux refuses to boot with a region that no dma-range leads to: one of the two addresses of an STM32MP15's SRAM. */
static bool has_range(const struct memory_plan *plan, const struct signfw_region *region)
{
	const struct address_range *range = processor_ranges(plan->processor, plan->binding);

	for (; range != NULL && range->size > 0; range++)
		if (region->physical_address >= range->pa && region->physical_address - range->pa < range->size)
			return true;
	return false;
}

static void take_board(struct memory_plan *plan, const signfw_memory *memory)
{
	struct signfw_region region, common;
	const bool is_divided = find_common(memory, &common);

	if (is_divided)
		divide(plan, &common);
	/* a region of rings first: Linux takes the first one for buffers if there is none for them */
	for (int rings = 1; rings >= 0; rings--)
		for (size_t i = 0; signfw_memory_region(memory, i, &region) == SIGNFW_OK; i++) {
			if (is_named(&region, "vdev0") != (rings == 1))
				continue;
			struct plan_region *taken = add_region(plan, region.name, region.physical_address, region.size);

			taken->for_optee = true;
			taken->is_shared = region.linux_reach == SIGNFW_REACH_YES;
			taken->is_secure = is_named(&region, "tfm_");
			taken->for_linux = taken->is_shared && !is_divided && has_range(plan, &region);
		}
}

bool plan_for_board(struct memory_plan *plan, const char *board, struct call *call)
{
	signfw_memory *memory = NULL;

	plan->source = board;
	plan->processor = processor_of_board(board);
	if (!target_open_board(board, call, &memory))
		return false;
	if (plan->processor == NULL) {
		signfw_memory_free(memory);
		return call_misused(call, "--board %s has no device trees: its memory is built into its OP-TEE", board);
	}
	if (plan->binding == 0)
		plan->binding = plan->processor->is_upstream && strstr(board, "-st") == NULL ? TREE_V22 : TREE_STD;
	take_board(plan, memory);
	signfw_memory_free(memory);
	return true;
}

/* ---- memory for a container ---- */

/* Bytes, by the host's addresses. */
struct interval {
	uint64_t start, end;
};

/* Intervals that don't touch, in their order. */
struct intervals {
	struct interval list[PLAN_REGIONS_MAX];
	size_t count;
	bool is_full; /* there were more */
};

/* Adds the pages of a range, and puts together what touches. */
static void add_pages(struct intervals *intervals, uint64_t pa, uint64_t size)
{
	struct interval one = {page_down(pa), page_up(pa + size)};
	size_t kept = 0, place = 0;

	for (size_t i = 0; i < intervals->count; i++) {
		const struct interval *other = &intervals->list[i];

		if (other->start <= one.end && one.start <= other->end) {
			one.start = other->start < one.start ? other->start : one.start;
			one.end = other->end > one.end ? other->end : one.end;
		} else {
			intervals->list[kept++] = *other;
		}
	}
	while (place < kept && intervals->list[place].start < one.start)
		place++;
	if (kept == PLAN_REGIONS_MAX) {
		intervals->is_full = true;
		return;
	}
	memmove(&intervals->list[place + 1], &intervals->list[place], (kept - place) * sizeof(one));
	intervals->list[place] = one;
	intervals->count = kept + 1;
}

/* A container while memory for it is planned. */
struct fitting {
	struct memory_plan *plan;
	const signfw_container *container;
	struct intervals loaded, shared;
	struct signfw_resource_table table; /* size 0: there is none */
	bool places_free;                   /* now comes what may be anywhere; before, what has an address */
	struct call *call;
};

/* The processor that has memory at the addresses of all segments, and the first segment that has no place. */
static bool fits(const struct fitting *fitting, const struct processor *processor, enum tree_binding binding,
		 uint32_t *stray)
{
	struct signfw_segment segment;
	uint64_t pa;

	for (size_t i = 0; i < signfw_container_image_count(fitting->container); i++)
		for (size_t j = 0; signfw_container_segment(fitting->container, i, j, &segment) == SIGNFW_OK; j++)
			if (segment.type == SIGNFW_SEGMENT_LOAD && segment.memory_size > 0 &&
			    !processor_translate(processor, binding, segment.address, segment.memory_size, &pa)) {
				*stray = segment.address;
				return false;
			}
	return true;
}

static enum tree_binding suitable_binding(const struct fitting *fitting, const struct processor *processor)
{
	const char *layout = signfw_container_layout(fitting->container);

	if (fitting->plan->binding != 0)
		return fitting->plan->binding;
	return processor->is_upstream && strcmp(layout, "optee") == 0 ? TREE_V22 : TREE_STD;
}

static bool choose_processor(struct fitting *fitting)
{
	struct memory_plan *plan = fitting->plan;
	const struct processor *processor;
	uint32_t stray = 0;

	for (size_t i = 0; (processor = processor_get(i)) != NULL; i++) {
		const enum tree_binding binding = suitable_binding(fitting, processor);

		if ((binding == TREE_V22 && !processor->is_upstream) || !fits(fitting, processor, binding, &stray))
			continue;
		plan->processor = processor;
		plan->binding = binding;
		return true;
	}
	return call_fails(fitting->call, EXIT_REFUSED, plan->source,
			  "a segment is loaded to 0x%08" PRIx32
			  ", where neither an STM32MP15 nor an STM32MP2 has memory for it",
			  stray);
}

static void add_loaded(struct fitting *fitting)
{
	struct signfw_segment segment;
	uint64_t pa;

	for (size_t i = 0; i < signfw_container_image_count(fitting->container); i++)
		for (size_t j = 0; signfw_container_segment(fitting->container, i, j, &segment) == SIGNFW_OK; j++)
			if (segment.type == SIGNFW_SEGMENT_LOAD && segment.memory_size > 0 &&
			    processor_translate(fitting->plan->processor, fitting->plan->binding, segment.address,
						segment.memory_size, &pa))
				add_pages(&fitting->loaded, pa, segment.memory_size);
}

/* Pages of the firmware that Linux uses, too. */
static bool share(struct fitting *fitting, const char *what, uint32_t da, uint64_t size)
{
	uint64_t pa;

	if (size == 0)
		return true;
	if (!processor_translate(fitting->plan->processor, fitting->plan->binding, da, size, &pa))
		return call_fails(fitting->call, EXIT_REFUSED, fitting->plan->source,
				  "the %s is at 0x%08" PRIx32 ", where the processor has no memory", what, da);
	add_pages(&fitting->shared, pa, size);
	add_pages(&fitting->loaded, pa, size);
	return true;
}

static bool find_table(struct fitting *fitting)
{
	const struct signfw_resource_table *table = &fitting->table;

	for (size_t i = 0; i < signfw_container_image_count(fitting->container); i++)
		if (signfw_container_resource_table(fitting->container, i, &fitting->table) == SIGNFW_OK)
			break;
	if (table->size == 0)
		return true;
	if (table->data == NULL)
		return call_fails(fitting->call, EXIT_UNABLE, fitting->plan->source,
				  "the resource table can't be read: it is encrypted, or outside of the image");
	if (table->entry_count > ENTRIES_MAX)
		return call_fails(fitting->call, EXIT_REFUSED, fitting->plan->source,
				  "the resource table has %" PRIu32 " entries, expected at most %d", table->entry_count,
				  ENTRIES_MAX);
	return share(fitting, "resource table", table->address,
		     table->size > TABLE_SIZE_LEAST ? table->size : TABLE_SIZE_LEAST);
}

/* Trace buffers are a part of what is loaded. */
static bool share_traces(struct fitting *fitting)
{
	struct signfw_resource entry;

	for (size_t i = 0; i < fitting->table.entry_count; i++)
		if (signfw_resource_get(fitting->table.data, fitting->table.size, i, &entry, NULL) == SIGNFW_OK &&
		    entry.type == SIGNFW_RESOURCE_TRACE && !share(fitting, "trace buffer", entry.da, entry.len))
			return false;
	return true;
}

/* Memory that nobody has, where the processor shares memory; false: there is none left. */
static bool find_free(const struct memory_plan *plan, uint64_t size, uint64_t *pa)
{
	for (const struct address_range *range = plan->processor->shared; range->size > 0; range++)
		for (uint64_t at = range->pa; size <= range->size && at <= range->pa + range->size - size; at += PAGE)
			if (region_at(plan, at, size) == NULL) {
				*pa = at;
				return true;
			}
	return false;
}

/* Memory of its own, where the table says, or anywhere. */
static bool place(struct fitting *fitting, const char *name, uint32_t da, uint64_t size)
{
	struct memory_plan *plan = fitting->plan;
	const struct plan_region *other;
	uint64_t pa;

	if ((da == SIGNFW_RESOURCE_ADDRESS_ANY) != fitting->places_free)
		return true;
	size = page_up(size);
	if (da == SIGNFW_RESOURCE_ADDRESS_ANY && !find_free(plan, size, &pa))
		return call_fails(fitting->call, EXIT_REFUSED, plan->source,
				  "no memory is left for %s, which needs %" PRIu64 " bytes", name, size);
	if (da != SIGNFW_RESOURCE_ADDRESS_ANY &&
	    (da % PAGE != 0 || !processor_translate(plan->processor, plan->binding, da, size, &pa)))
		return call_fails(fitting->call, EXIT_REFUSED, plan->source,
				  "the resource table wants %s at 0x%08" PRIx32
				  ", which isn't at a page of the processor's memory",
				  name, da);
	other = region_at(plan, pa, size);
	if (other != NULL)
		return call_fails(fitting->call, EXIT_REFUSED, plan->source,
				  "the resource table wants %s at 0x%08" PRIx32 ", where %s is", name, da, other->name);
	add_common(plan, name, pa, size);
	return true;
}

/* ---- what Linux uses ---- */

/* Which of the table's vdevs an entry is. */
static size_t count_vdevs(const struct fitting *fitting, size_t before)
{
	struct signfw_resource entry;
	size_t count = 0;

	for (size_t i = 0; i < before; i++)
		if (signfw_resource_get(fitting->table.data, fitting->table.size, i, &entry, NULL) == SIGNFW_OK &&
		    entry.type == SIGNFW_RESOURCE_VDEV)
			count++;
	return count;
}

static bool place_vring(struct fitting *fitting, const struct signfw_linux_use *use,
			const struct signfw_resource *entry)
{
	const size_t index = strcmp(use->name, "vring 1") == 0;
	struct signfw_vring vring;
	char name[32];

	if (signfw_resource_vring(fitting->table.data, fitting->table.size, entry, index, &vring) != SIGNFW_OK)
		return true;
	snprintf(name, sizeof(name), "vdev%zuvring%zu", count_vdevs(fitting, use->entry), index);
	return place(fitting, name, vring.da, use->size);
}

/* Its region has its name, which has to be one of a node. */
static bool place_carveout(struct fitting *fitting, const struct signfw_resource *entry)
{
	static const char allowed[] = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ,._+-";

	if (entry->name[0] == '\0' || strspn(entry->name, allowed) != strlen(entry->name))
		return call_fails(
			fitting->call, EXIT_REFUSED, fitting->plan->source,
			"the carveout '%s' can't have a region: expected a name of letters, digits and \",._+-\"",
			entry->name);
	return place(fitting, entry->name, entry->da, entry->len);
}

static bool place_use(struct fitting *fitting, const struct signfw_linux_use *use)
{
	struct signfw_resource entry = {0};

	if (use->kind == SIGNFW_LINUX_USES_TABLE ||
	    signfw_resource_get(fitting->table.data, fitting->table.size, use->entry, &entry, NULL) != SIGNFW_OK)
		return true;
	if (use->kind == SIGNFW_LINUX_USES_TRACE)
		return true;
	if (use->kind == SIGNFW_LINUX_USES_VRING)
		return place_vring(fitting, use, &entry);
	if (use->kind == SIGNFW_LINUX_USES_CARVEOUT)
		return place_carveout(fitting, &entry);
	/* Linux has a pool of its own for the first vdev only */
	return count_vdevs(fitting, use->entry) > 0 ||
	       place(fitting, "vdev0buffer", SIGNFW_RESOURCE_ADDRESS_ANY, use->size);
}

/* Each use that Linux makes of memory, by the table alone. */
static bool place_uses(struct fitting *fitting, const signfw_linux *kernel)
{
	const struct signfw_resource_table *table = &fitting->table;
	struct signfw_linux_use use;

	for (size_t i = 0;
	     signfw_linux_use(kernel, NULL, table->data, table->size, SIGNFW_NO_OFFSET, i, &use) == SIGNFW_OK; i++)
		if (!place_use(fitting, &use))
			return false;
	return true;
}

static bool touches(const struct intervals *intervals, const struct interval *one)
{
	for (size_t i = 0; i < intervals->count; i++)
		if (overlap(one->start, one->end - one->start, intervals->list[i].start,
			    intervals->list[i].end - intervals->list[i].start))
			return true;
	return false;
}

/* What is loaded, for OP-TEE. */
static void add_loaded_regions(struct fitting *fitting)
{
	struct memory_plan *plan = fitting->plan;

	for (size_t i = 0; i < fitting->loaded.count; i++) {
		const struct interval *one = &fitting->loaded.list[i];
		const struct memory_bank *bank = processor_bank(plan->processor, one->start);
		struct plan_region *region =
			add_region(plan, bank == NULL ? "firmware" : bank->name, one->start, one->end - one->start);

		region->for_optee = true;
		region->is_shared = touches(&fitting->shared, one);
	}
}

static void add_shared_regions(struct fitting *fitting)
{
	for (size_t i = 0; i < fitting->shared.count; i++) {
		const struct interval *one = &fitting->shared.list[i];

		add_region(fitting->plan, "rproc-shared", one->start, one->end - one->start)->for_linux = true;
	}
}

static bool fit_memory(struct fitting *fitting, const signfw_linux *kernel)
{
	if (!choose_processor(fitting))
		return false;
	add_loaded(fitting);
	if (!find_table(fitting) || !share_traces(fitting))
		return false;
	add_loaded_regions(fitting);
	if (!place_uses(fitting, kernel))
		return false;
	fitting->places_free = true;
	if (!place_uses(fitting, kernel))
		return false;
	add_shared_regions(fitting);
	if (fitting->plan->is_full || fitting->loaded.is_full || fitting->shared.is_full)
		return call_fails(fitting->call, EXIT_REFUSED, fitting->plan->source,
				  "the firmware is in more than %d places", PLAN_REGIONS_MAX - 1);
	return true;
}

bool plan_for_container(struct memory_plan *plan, const char *path, const struct file *file, struct call *call)
{
	struct signfw_linux_options options = SIGNFW_LINUX_OPTIONS_INIT;
	struct signfw_error error = SIGNFW_ERROR_INIT;
	struct fitting fitting = {.plan = plan, .call = call};
	signfw_container *container = NULL;
	signfw_linux *kernel = NULL;
	bool done = false;

	plan->source = path;
	if (call_succeeds(call, path, signfw_container_inspect(&container, file->data, file->size, &error), &error) &&
	    call_succeeds(call, path, signfw_linux_new(&kernel, &options, &error), &error)) {
		fitting.container = container;
		done = signfw_container_layout(container) == NULL
			       ? call_fails(call, EXIT_REFUSED, path,
					    "isn't a container: 'sign' makes one of an ELF file")
			       : fit_memory(&fitting, kernel);
	}
	signfw_linux_free(kernel);
	signfw_container_free(container);
	return done;
}
