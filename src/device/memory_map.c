/* SPDX-License-Identifier: BSD-2-Clause */
#include "device/memory_map.h"

#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/error.h"

/* As OP-TEE's core_is_buffer_inside(): never for size 0, and the last byte counts. */
static bool is_inside(uint64_t start, uint64_t size, uint64_t outer_start, uint64_t outer_size)
{
	return size != 0 && size <= outer_size && start >= outer_start && start - outer_start <= outer_size - size;
}

bool sfw_dma_range_back(const struct dma_range *range, uint64_t pa, uint64_t size, uint64_t *da)
{
	if (!is_inside(pa, size, range->pa, range->size))
		return false;
	*da = range->da + (pa - range->pa);
	return true;
}

const struct dma_range sfw_stm32mp15_alias = {.da = 0x30000000, .pa = 0x10000000, .size = 0x60000};

uint64_t sfw_memory_cell(const signfw_memory *memory, uint64_t pa)
{
	const struct dma_range *alias = &memory->alias;

	return is_inside(pa, 1, alias->da, alias->size) ? alias->pa + (pa - alias->da) : pa;
}

bool signfw_memory_overlap(const signfw_memory *memory, size_t a, size_t b)
{
	if (a >= memory->region_count || b >= memory->region_count)
		return false;
	const struct signfw_region *one = &memory->regions[a];
	const struct signfw_region *two = &memory->regions[b];
	const uint64_t first = sfw_memory_cell(memory, one->physical_address);
	const uint64_t second = sfw_memory_cell(memory, two->physical_address);

	return first <= second ? second - first < one->size : first - second < two->size;
}

/* The physical address of a range of device addresses, by the first dma-range that holds all of it. */
static bool translate(const signfw_memory *memory, uint64_t da, uint64_t size, uint64_t *pa)
{
	/* without any, both processors see the same addresses */
	if (memory->range_count == 0) {
		*pa = da;
		return true;
	}
	for (size_t i = 0; i < memory->range_count; i++) {
		const struct dma_range *range = &memory->ranges[i];

		if (is_inside(da, size, range->da, range->size)) {
			*pa = range->pa + (da - range->da);
			return true;
		}
	}
	return false;
}

static uint32_t find_by_region(const signfw_memory *memory, uint64_t da, uint64_t size, struct place_in_memory *out)
{
	for (size_t i = 0; i < memory->region_count; i++) {
		const struct signfw_region *region = &memory->regions[i];

		if (is_inside(da, size, region->device_address, region->size)) {
			*out = (struct place_in_memory){region->physical_address + (da - region->device_address), i};
			return SIGNFW_TEE_SUCCESS;
		}
	}
	return SIGNFW_TEE_ACCESS_DENIED;
}

uint32_t sfw_memory_find_physical(const signfw_memory *memory, uint64_t pa, uint64_t size, struct place_in_memory *out)
{
	for (size_t i = 0; i < memory->region_count; i++) {
		const struct signfw_region *region = &memory->regions[i];

		if (is_inside(pa, size, region->physical_address, region->size)) {
			*out = (struct place_in_memory){pa, i};
			return SIGNFW_TEE_SUCCESS;
		}
	}
	return SIGNFW_TEE_ACCESS_DENIED;
}

static uint32_t find_by_range(const signfw_memory *memory, uint64_t da, uint64_t size, struct place_in_memory *out)
{
	uint64_t pa;

	if (!translate(memory, da, size, &pa))
		return SIGNFW_TEE_ACCESS_DENIED;
	return sfw_memory_find_physical(memory, pa, size, out) == SIGNFW_TEE_SUCCESS ? SIGNFW_TEE_SUCCESS
										     : SIGNFW_TEE_GENERIC;
}

bool sfw_memory_translate(const signfw_memory *memory, uint64_t da, uint64_t size, uint64_t *pa)
{
	struct place_in_memory place;

	/* ST's driver looks at the regions only when it maps */
	if (memory->rule == MEMORY_BY_DMA_RANGE)
		return translate(memory, da, size, pa);
	if (find_by_region(memory, da, size, &place) != SIGNFW_TEE_SUCCESS)
		return false;
	*pa = place.pa;
	return true;
}

bool sfw_memory_touches(const signfw_memory *memory, uint64_t da)
{
	for (size_t i = 0; i < memory->region_count; i++) {
		const struct signfw_region *region = &memory->regions[i];

		if (da >= region->device_address && da - region->device_address <= region->size)
			return true;
	}
	return false;
}

uint32_t sfw_memory_find(const signfw_memory *memory, uint64_t da, uint64_t size, struct place_in_memory *out)
{
	if (memory->rule == MEMORY_BY_DMA_RANGE)
		return find_by_range(memory, da, size, out);
	return find_by_region(memory, da, size, out);
}

/*
 * The device address to show for a region that may have several: the one that
 * both processors use, if there is one, else the one of the first dma-range.
 * A region that no dma-range leads to keeps its physical address.
 */
static uint64_t device_address(const signfw_memory *memory, const struct signfw_region *region)
{
	const uint64_t pa = region->physical_address;
	uint64_t da, there;

	if (translate(memory, pa, region->size, &there) && there == pa)
		return pa;
	/* an earlier dma-range may lead the same device addresses elsewhere */
	for (size_t i = 0; i < memory->range_count; i++)
		if (sfw_dma_range_back(&memory->ranges[i], pa, region->size, &da) &&
		    translate(memory, da, region->size, &there) && there == pa)
			return da;
	return pa;
}

signfw_memory *sfw_memory_new(enum memory_rule rule, const struct signfw_region *regions, size_t region_count,
			      const struct dma_range *ranges, size_t range_count)
{
	signfw_memory *memory = calloc(1, sizeof(*memory));

	if (memory == NULL)
		return NULL;
	memory->rule = rule;
	memory->regions = sfw_array_new(region_count, sizeof(*memory->regions));
	memory->ranges = sfw_array_new(range_count, sizeof(*memory->ranges));
	bool complete = memory->regions != NULL && memory->ranges != NULL;

	for (size_t i = 0; complete && i < range_count; i++)
		memory->ranges[memory->range_count++] = ranges[i];
	for (size_t i = 0; complete && i < region_count; i++) {
		struct signfw_region *region = &memory->regions[memory->region_count++];

		*region = regions[i];
		if (rule == MEMORY_BY_DMA_RANGE)
			region->device_address = device_address(memory, region);
		region->name = strdup(regions[i].name);
		complete = region->name != NULL;
	}
	if (complete)
		return memory;
	signfw_memory_free(memory);
	return NULL;
}

/* Whether `size` bytes, at least one, from `start` on have addresses. */
static bool has_addresses(uint64_t start, uint64_t size)
{
	return start <= UINT64_MAX - (size - 1);
}

enum signfw_status signfw_memory_from_regions(signfw_memory **out, const struct signfw_region *regions, size_t count,
					      struct signfw_error *err)
{
	if (out == NULL || (regions == NULL && count > 0))
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no %s given",
				out == NULL ? "place for the memory was" : "regions were");
	for (size_t i = 0; i < count; i++) {
		const struct signfw_region *region = &regions[i];

		if (region->name == NULL)
			return sfw_fail(err, SIGNFW_E_ARGUMENT, "region %zu has no name", i);
		if (region->size == 0)
			return sfw_fail(err, SIGNFW_E_ARGUMENT, "region %zu is empty", i);
		if (region->physical_address == 0)
			return sfw_fail(err, SIGNFW_E_ARGUMENT,
					"region %zu is at physical address 0, which every driver refuses", i);
		if (!has_addresses(region->device_address, region->size) ||
		    !has_addresses(region->physical_address, region->size))
			return sfw_fail(err, SIGNFW_E_ARGUMENT, "region %zu goes beyond the last 64-bit address", i);
	}
	signfw_memory *memory = sfw_memory_new(MEMORY_BY_HAND, regions, count, NULL, 0);

	if (memory == NULL)
		return sfw_fail_memory(err);
	*out = memory;
	return SIGNFW_OK;
}

void signfw_memory_free(signfw_memory *memory)
{
	if (memory == NULL)
		return;
	for (size_t i = 0; i < memory->region_count; i++)
		free((void *)(uintptr_t)memory->regions[i].name);
	free(memory->regions);
	free(memory->ranges);
	free(memory);
}

const char *signfw_memory_board(const signfw_memory *memory, const char **description)
{
	if (memory == NULL || memory->board == NULL)
		return NULL;
	if (description != NULL)
		*description = memory->board_description;
	return memory->board;
}

size_t signfw_memory_region_count(const signfw_memory *memory)
{
	return memory == NULL ? 0 : memory->region_count;
}

enum signfw_status signfw_memory_region(const signfw_memory *memory, size_t index, struct signfw_region *out)
{
	if (out == NULL || index >= signfw_memory_region_count(memory))
		return SIGNFW_E_ARGUMENT;
	*out = memory->regions[index];
	return SIGNFW_OK;
}

/* The region that has a byte, and where in it, on a 32-bit STM32MP by either address of its SRAM; or NULL. */
static const struct signfw_region *region_at(const signfw_memory *memory, uint64_t pa, uint64_t *offset)
{
	const struct dma_range *alias = &sfw_stm32mp15_alias;
	const bool has_alias = memory->host == HOST_32_BIT && memory->rule != MEMORY_BY_HAND;
	struct place_in_memory place;
	uint32_t result = sfw_memory_find_physical(memory, pa, 1, &place);

	if (result != SIGNFW_TEE_SUCCESS && has_alias && is_inside(pa, 1, alias->da, alias->size))
		result = sfw_memory_find_physical(memory, alias->pa + (pa - alias->da), 1, &place);
	if (result != SIGNFW_TEE_SUCCESS)
		return NULL;
	*offset = place.pa - memory->regions[place.region].physical_address;
	return &memory->regions[place.region];
}

/* From bad to good. */
static int rank(enum signfw_reach reach)
{
	static const int ranks[] = {
		[SIGNFW_REACH_NO] = 0, [SIGNFW_REACH_UNKNOWN] = 1, [SIGNFW_REACH_READ] = 2, [SIGNFW_REACH_YES] = 3};

	return ranks[reach];
}

enum signfw_reach signfw_memory_reach(const signfw_memory *memory, uint64_t physical_address, uint64_t size,
				      const char **region)
{
	enum signfw_reach reach = SIGNFW_REACH_UNKNOWN;
	const char *name = NULL;
	uint64_t offset;

	if (region != NULL)
		*region = NULL;
	if (memory == NULL || size == 0 || physical_address > UINT64_MAX - size)
		return SIGNFW_REACH_UNKNOWN;
	for (uint64_t at = physical_address; at - physical_address < size;) {
		const struct signfw_region *here = region_at(memory, at, &offset);

		if (here == NULL)
			return SIGNFW_REACH_UNKNOWN;
		if (name == NULL || rank(here->linux_reach) < rank(reach)) {
			reach = here->linux_reach;
			name = here->name;
		}
		at += here->size - offset;
	}
	if (region != NULL)
		*region = name;
	return reach;
}
