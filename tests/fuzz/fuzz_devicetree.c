/* SPDX-License-Identifier: BSD-2-Clause */
/* Any bytes as a compiled device tree. */
#include "device/memory_map.h"

#include <string.h>

#include "fuzz.h"

static void check_text(const char *text)
{
	for (; *text != '\0'; text++)
		CHECK(*text >= ' ' && *text <= '~');
}

/* All of a region is found where it is said to be, or in an earlier one that has the same addresses. */
static void check_region(const signfw_memory *memory, size_t index)
{
	const struct signfw_region *region = &memory->regions[index];
	struct place_in_memory place;

	CHECK(region->size > 0 && region->physical_address > 0);
	CHECK(strlen(region->name) < 64);
	check_text(region->name);
	const uint32_t result = sfw_memory_find(memory, region->device_address, region->size, &place);

	if (memory->rule == MEMORY_BY_DMA_RANGE) {
		/* no dma-range may lead to it, or to somewhere else from this address */
		CHECK(result != SIGNFW_TEE_SUCCESS || place.region <= index || place.pa != region->physical_address);
		return;
	}
	CHECK(result == SIGNFW_TEE_SUCCESS && place.region <= index);
	CHECK(place.region < index || place.pa == region->physical_address);
}

static void check_memory(const signfw_memory *memory)
{
	CHECK(memory->region_count > 0 && memory->region_count <= 64);
	CHECK(memory->range_count <= 64);
	CHECK(memory->rule == MEMORY_BY_DMA_RANGE || memory->range_count == 0);
	for (size_t i = 0; i < memory->region_count; i++)
		check_region(memory, i);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const nodes[] = {NULL, "st,stm32mp2-m33-tee", "/ahb@38000000/m4@10000000"};

	for (size_t i = 0; i < sizeof(nodes) / sizeof(nodes[0]); i++) {
		struct signfw_error error = SIGNFW_ERROR_INIT;
		signfw_memory *memory = NULL;
		const enum signfw_status status = signfw_memory_from_devicetree(&memory, data, size, nodes[i], &error);

		CHECK(status == SIGNFW_OK || status == SIGNFW_E_DEVICETREE);
		CHECK(error.status == status && (status == SIGNFW_OK) == (memory != NULL));
		CHECK((error.message[0] == '\0') == (status == SIGNFW_OK));
		check_text(error.message);
		if (memory != NULL)
			check_memory(memory);
		signfw_memory_free(memory);
	}
	return 0;
}
