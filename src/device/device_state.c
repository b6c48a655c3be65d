/* SPDX-License-Identifier: BSD-2-Clause */
#include "device/device_state.h"

/* CFG_RESERVED_VASPACE_SIZE: a larger piece of memory can't be mapped. */
#define MAPPING_MAX          (10u << 20)
#define MAPPING_MAX_STM32MP2 (32u << 20)

bool sfw_device_is_stm32mp2(const signfw_device *device)
{
	return device->version->is_stm32mp2 || (device->memory != NULL && device->memory->host == HOST_STM32MP2);
}

bool sfw_device_is_of_unknown_board(const signfw_device *device)
{
	return device->memory == NULL || device->memory->rule == MEMORY_BY_HAND;
}

bool sfw_device_has_driver(const signfw_device *device)
{
	if (sfw_device_is_of_unknown_board(device))
		return true;
	return device->memory->host == HOST_STM32MP2 ? device->version->boot != BOOT_FIXED
						     : !device->version->is_stm32mp2;
}

bool sfw_device_is_64_bit_by_default(const signfw_device *device)
{
	return sfw_device_is_stm32mp2(device) || (device->memory != NULL && device->memory->host == HOST_64_BIT);
}

uint64_t sfw_device_sum(const signfw_device *device, uint64_t a, uint64_t b)
{
	return device->is_64_bit ? a + b : (uint32_t)(a + b);
}

struct ta_heap sfw_device_heap(const signfw_device *device)
{
	const struct device_version *version = device->version;
	const bool has_heap = version->format == FORMAT_ST_3_16 || device->heap_size >= SFW_TA_HEAP_LEAST;

	return sfw_ta_heap(has_heap ? device->heap_size : 0, device->is_64_bit,
			   device->is_64_bit ? version->context_64 : version->context_32);
}

uint32_t sfw_device_find(const signfw_device *device, uint32_t address, uint32_t size, struct place_in_memory *out)
{
	const signfw_memory *memory = device->memory;

	if (device->version->own_addresses)
		return sfw_memory_find_physical(memory, address, size, out);
	const uint32_t result = sfw_memory_find(memory, address, size, out);

	/* regions given by hand belong to no driver: the version decides how one would answer */
	return result != SIGNFW_TEE_SUCCESS && memory->rule == MEMORY_BY_HAND && device->version->translates_first
		       ? SIGNFW_TEE_GENERIC
		       : result;
}

bool sfw_device_maps(const signfw_device *device, uint64_t size)
{
	return device->version->maps_at_boot ||
	       size <= (sfw_device_is_stm32mp2(device) ? MAPPING_MAX_STM32MP2 : MAPPING_MAX);
}

const struct signfw_region *sfw_device_uncleanable(const signfw_device *device)
{
	for (size_t i = 0; device->memory != NULL && i < device->memory->region_count; i++)
		if (!sfw_device_maps(device, device->memory->regions[i].size))
			return &device->memory->regions[i];
	return NULL;
}

bool sfw_device_starts_at_address(const signfw_device *device)
{
	return device->version->boot == BOOT_ST_3_19 || sfw_device_is_stm32mp2(device);
}

static uint64_t cell_of(const signfw_device *device, uint64_t pa)
{
	return device->memory == NULL ? pa : sfw_memory_cell(device->memory, pa);
}

static void note(signfw_device *device, bool done)
{
	device->content_lost |= !done;
}

void sfw_device_note_write(signfw_device *device, uint64_t pa, const uint8_t *bytes, uint64_t size)
{
	const struct span span = {bytes, (size_t)size};

	if (!device->keeps_memory)
		return;
	note(device, bytes == NULL ? sfw_content_zero(&device->content, cell_of(device, pa), size)
				   : sfw_content_write(&device->content, cell_of(device, pa), span));
}

void sfw_device_note_copy(signfw_device *device, uint64_t pa, struct span bytes)
{
	if (device->keeps_memory)
		note(device, sfw_content_copy(&device->content, cell_of(device, pa), bytes));
}

void sfw_device_note_unknown(signfw_device *device, uint64_t pa, uint64_t size)
{
	if (device->keeps_memory)
		note(device, sfw_content_spoil(&device->content, cell_of(device, pa), size));
}

void sfw_device_note_clearing(signfw_device *device)
{
	const struct signfw_region *end = sfw_device_uncleanable(device);

	if (end == NULL)
		sfw_content_clear(&device->content);
	for (size_t i = 0; device->memory != NULL && i < device->memory->region_count; i++) {
		const struct signfw_region *region = &device->memory->regions[i];

		if (region == end)
			break;
		sfw_device_note_write(device, region->physical_address, NULL, region->size);
	}
}

void sfw_device_clean_boot(signfw_device *device)
{
	device->boot = (struct boot){0};
}
