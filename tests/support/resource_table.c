/* SPDX-License-Identifier: BSD-2-Clause */
#include "resource_table.h"

#include <string.h>

struct test_table table_new(uint32_t entries)
{
	struct test_table table = {.size = 16 + (size_t)entries * 4};

	put_u32(table.data, 1);
	put_u32(table.data + 4, entries);
	return table;
}

uint32_t table_entry(struct test_table *table, uint32_t index, uint32_t type, size_t payload)
{
	const uint32_t offset = (uint32_t)table->size;

	assert_true(table->size + 4 + payload <= TABLE_ROOM);
	put_u32(table->data + 16 + (size_t)index * 4, offset);
	put_u32(table->data + offset, type);
	table->size += 4 + payload;
	return offset;
}

uint32_t table_vdev(struct test_table *table, uint32_t index, uint32_t id, uint8_t rings)
{
	const uint32_t offset = table_entry(table, index, 3, 24 + (size_t)rings * 20);

	put_u32(table->data + offset + 4, id);
	put_u32(table->data + offset + 12, 1);
	table->data[offset + 4 + 21] = rings;
	return offset;
}

void table_ring(struct test_table *table, uint32_t offset, size_t ring, uint32_t da, uint32_t align, uint32_t num)
{
	uint8_t *at = table->data + offset + 4 + 24 + ring * 20;

	put_u32(at, da);
	put_u32(at + 4, align);
	put_u32(at + 8, num);
}

uint32_t table_trace(struct test_table *table, uint32_t index, uint32_t da, uint32_t len)
{
	const uint32_t offset = table_entry(table, index, 2, 44);

	put_u32(table->data + offset + 4, da);
	put_u32(table->data + offset + 8, len);
	memcpy(table->data + offset + 16, "trace", 6);
	return offset;
}

uint32_t table_carveout(struct test_table *table, uint32_t index, const char *name, uint32_t da, uint32_t len)
{
	const uint32_t offset = table_entry(table, index, 0, 52);
	const size_t length = strlen(name);

	put_u32(table->data + offset + 4, da);
	put_u32(table->data + offset + 12, len);
	memcpy(table->data + offset + 24, name, length < 32 ? length : 32);
	return offset;
}

struct test_table table_rpmsg(void)
{
	struct test_table table = table_new(1);
	const uint32_t vdev = table_vdev(&table, 0, 7, 2);

	table_ring(&table, vdev, 0, 0x10040000, 16, 16);
	table_ring(&table, vdev, 1, 0x10041000, 16, 16);
	return table;
}
