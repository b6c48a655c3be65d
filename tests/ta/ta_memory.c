/* SPDX-License-Identifier: BSD-2-Clause */
#include "ta_memory.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

#include "fuzz.h"

#define POOL_ADDRESS   UINT32_C(0x00300000)
#define SLOTS_ADDRESS  UINT32_C(0x00400000)
#define SLOT_STEP      UINT32_C(0x00020000)
#define BUFFER_ADDRESS UINT32_C(0x01000000)

/* What is above a function of the core counts as the TA's stack. */
#define STACK_SIZE 0x10000

static size_t buffer_used; /* whole pages, which can be touched */

/* By a volatile number: a compiler that knows the address takes it for that of an object without size. */
static uint8_t *pointer_to(uint32_t address)
{
	const volatile uintptr_t number = address;

	return (uint8_t *)number;
}

uint8_t *ta_buffer(void)
{
	return pointer_to(BUFFER_ADDRESS);
}

uint8_t *ta_pool(void)
{
	return pointer_to(POOL_ADDRESS);
}

uint8_t *ta_slot(size_t index)
{
	return pointer_to(SLOTS_ADDRESS + (uint32_t)index * SLOT_STEP);
}

static void map(uint8_t *address, size_t size, int protection)
{
	const int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE;

	CHECK(mmap(address, size, protection, flags, -1, 0) == address);
}

void ta_memory_prepare(void)
{
	for (size_t i = 0; i < TA_SLOTS; i++)
		map(ta_slot(i), TA_SLOT_SIZE, PROT_READ | PROT_WRITE);
	map(ta_pool(), TA_POOL_SIZE, PROT_READ | PROT_WRITE);
	map(ta_buffer(), TA_BUFFER_SIZE, PROT_NONE);
}

void ta_memory_place(const uint8_t *bytes, size_t size)
{
	const size_t used = (size + TA_PAGE - 1) / TA_PAGE * TA_PAGE;

	CHECK(size <= TA_BUFFER_SIZE);
	if (used > buffer_used)
		CHECK(mprotect(ta_buffer(), used, PROT_READ | PROT_WRITE) == 0);
	else if (used < buffer_used)
		CHECK(mprotect(ta_buffer() + used, buffer_used - used, PROT_NONE) == 0);
	buffer_used = used;
	if (used == 0)
		return;
	memcpy(ta_buffer(), bytes, size);
	memset(ta_buffer() + size, 0, used - size);
}

static bool is_inside(uintptr_t address, size_t size, const void *begin, size_t room)
{
	const uintptr_t first = (uintptr_t)begin;

	return address >= first && address - first <= room && size <= room - (address - first);
}

bool ta_memory_holds(const void *data, size_t size)
{
	const uintptr_t address = (uintptr_t)data;

	for (size_t i = 0; i < TA_SLOTS; i++)
		if (is_inside(address, size, ta_slot(i), TA_SLOT_SIZE))
			return true;
	return is_inside(address, size, ta_buffer(), buffer_used) ||
	       is_inside(address, size, ta_pool(), TA_POOL_SIZE) ||
	       is_inside(address, size, __builtin_frame_address(0), STACK_SIZE);
}

bool ta_memory_is_mapped(uintptr_t address)
{
	FILE *maps = fopen("/proc/self/maps", "r");
	char line[512], permissions[8];
	uintmax_t begin, end;
	bool found = false;

	CHECK(maps != NULL);
	while (!found && fgets(line, sizeof(line), maps) != NULL)
		found = sscanf(line, "%" SCNxMAX "-%" SCNxMAX " %7s", &begin, &end, permissions) == 3 &&
			address >= begin && address < end && permissions[0] == 'r';
	fclose(maps);
	return found;
}
