/* SPDX-License-Identifier: BSD-2-Clause */
#include "driver.h"

#include <stdlib.h>
#include <string.h>

#include <drivers/stm32_remoteproc.h>

#include "fuzz.h"

/* The pseudo TA's command that clears memory. */
#define PTA_SET_MEMORY 4

/* What can be mapped at once. */
#define MAPPED_MAX ((size_t)10 << 20)

#define REGIONS       32
#define TRANSFERS_MAX 200000

struct mapped_region {
	struct signfw_region at;
	uint8_t *bytes; /* never freed */
};

static struct {
	struct mapped_region regions[REGIONS];
	size_t region_count;
	bool translates, is_clearing;
	struct driver_transfer transfers[TRANSFERS_MAX];
	size_t transfer_count;
	uintptr_t boot_address; /* 0: none */
	bool boots_securely;
} driver;

void driver_prepare(const signfw_memory *memory, bool translates)
{
	driver.region_count = signfw_memory_region_count(memory);
	driver.translates = translates;
	CHECK(driver.region_count <= REGIONS);
	for (size_t i = 0; i < driver.region_count; i++) {
		CHECK(signfw_memory_region(memory, i, &driver.regions[i].at) == SIGNFW_OK);
		driver.regions[i].bytes = malloc((size_t)driver.regions[i].at.size);
		CHECK(driver.regions[i].bytes != NULL);
	}
}

void driver_reset(void)
{
	driver.boot_address = 0;
	driver.boots_securely = false;
	driver_forget_transfers();
}

void driver_forget_transfers(void)
{
	driver.transfer_count = 0;
}

void driver_begin_command(uint32_t command)
{
	driver.is_clearing = command == PTA_SET_MEMORY;
}

void driver_refuse_transfer(void)
{
	CHECK(driver.transfer_count > 0);
	driver.transfers[driver.transfer_count - 1].zero = true;
}

const struct driver_transfer *driver_transfers(size_t *count)
{
	*count = driver.transfer_count;
	return driver.transfers;
}

static bool is_inside(uint64_t at, uint64_t size, uint64_t begin, uint64_t room)
{
	return size != 0 && at >= begin && at - begin < room && size <= room - (at - begin);
}

/* The region that all of this is in, or NULL. */
static const struct mapped_region *find_region(uint64_t physical_address, uint64_t size)
{
	for (size_t i = 0; i < driver.region_count; i++) {
		const struct signfw_region *region = &driver.regions[i].at;

		if (is_inside(physical_address, size, region->physical_address, region->size))
			return &driver.regions[i];
	}
	return NULL;
}

const uint8_t *driver_bytes(const struct driver_transfer *transfer)
{
	const struct mapped_region *region = find_region(transfer->physical_address, transfer->size);

	CHECK(region != NULL);
	return region->bytes + (transfer->physical_address - region->at.physical_address);
}

/* ---- what the pseudo TA asks for ----------------------------------------------- */

void *stm32_rproc_get(uint32_t processor)
{
	return processor == 0 ? &driver : NULL;
}

TEE_Result stm32_rproc_da_to_pa(uint32_t processor, uintptr_t da, size_t size, uintptr_t *pa)
{
	(void)processor;
	*pa = da;
	if (!driver.translates)
		return SIGNFW_TEE_SUCCESS;
	for (size_t i = 0; i < driver.region_count; i++) {
		const struct signfw_region *region = &driver.regions[i].at;

		if (!is_inside(da, size, region->device_address, region->size))
			continue;
		*pa = (uintptr_t)(region->physical_address + (da - region->device_address));
		return SIGNFW_TEE_SUCCESS;
	}
	return SIGNFW_TEE_ACCESS_DENIED;
}

TEE_Result stm32_rproc_map(uint32_t processor, uintptr_t pa, size_t size, void **va)
{
	const struct mapped_region *region = find_region(pa, size);

	(void)processor;
	if (region == NULL)
		return SIGNFW_TEE_ACCESS_DENIED;
	if (size > MAPPED_MAX)
		return SIGNFW_TEE_GENERIC;
	CHECK(driver.transfer_count < TRANSFERS_MAX);
	driver.transfers[driver.transfer_count++] = (struct driver_transfer){pa, size, driver.is_clearing};
	*va = region->bytes + (pa - region->at.physical_address);
	return SIGNFW_TEE_SUCCESS;
}

TEE_Result stm32_rproc_unmap(uint32_t processor, void *va, size_t size)
{
	(void)processor, (void)va, (void)size;
	return SIGNFW_TEE_SUCCESS;
}

TEE_Result stm32_rproc_start(uint32_t processor)
{
	(void)processor;
	return SIGNFW_TEE_SUCCESS;
}

TEE_Result stm32_rproc_stop(uint32_t processor)
{
	(void)processor;
	return SIGNFW_TEE_SUCCESS;
}

/* Up to the first region that can't be mapped. */
static TEE_Result clear_all(void)
{
	for (size_t i = 0; i < driver.region_count; i++) {
		if (driver.regions[i].at.size > MAPPED_MAX)
			return SIGNFW_TEE_GENERIC;
		memset(driver.regions[i].bytes, 0, (size_t)driver.regions[i].at.size);
	}
	return SIGNFW_TEE_SUCCESS;
}

TEE_Result stm32_rproc_clean_up_memories(uint32_t processor)
{
	(void)processor;
	return clear_all();
}

TEE_Result stm32_rproc_set_boot_address(uint32_t processor, uintptr_t address)
{
	(void)processor;
	if (driver.boot_address != 0)
		return SIGNFW_TEE_GENERIC;
	driver.boot_address = address;
	return SIGNFW_TEE_SUCCESS;
}

TEE_Result stm32_rproc_enable_sec_boot(uint32_t processor)
{
	(void)processor;
	if (driver.boots_securely)
		return SIGNFW_TEE_GENERIC;
	driver.boots_securely = true;
	return SIGNFW_TEE_SUCCESS;
}

TEE_Result stm32_rproc_clean(uint32_t processor)
{
	const TEE_Result result = clear_all();

	(void)processor;
	if (result == SIGNFW_TEE_SUCCESS) {
		driver.boot_address = 0;
		driver.boots_securely = false;
	}
	return result;
}

TEE_Result stm32_rproc_get_mem(uint32_t processor)
{
	(void)processor;
	return SIGNFW_TEE_SUCCESS;
}

TEE_Result stm32_rproc_release_mem(uint32_t processor)
{
	(void)processor;
	return SIGNFW_TEE_SUCCESS;
}
