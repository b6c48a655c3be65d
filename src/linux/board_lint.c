/* SPDX-License-Identifier: BSD-2-Clause */
#include "linux/board_lint.h"

#include <stdio.h>
#include <string.h>

#include "format/resource_entry.h"
#include "format/resource_format.h"
#include "linux/vring.h"

#define ENTRIES_MAX 256

struct lint {
	const struct linux_board *board;
	struct span table;
	uint64_t base;
	signfw_findings *findings;
	unsigned vdevs;
};

/* Where a field of an entry is in the file. */
static uint64_t field_at(const struct lint *lint, const struct signfw_resource *entry, uint64_t field)
{
	return lint->base + entry->offset + SFW_ENTRY_TYPE_SIZE + field;
}

static bool is_inside(const struct board_region *region, uint64_t da, uint64_t size)
{
	return da >= region->da && size <= region->size && da - region->da <= region->size - size;
}

/* ---- rings and buffers ---- */

static void lint_ring_region(const struct lint *lint, const struct signfw_resource *entry, size_t number,
			     const struct signfw_vring *ring, const struct board_region *region)
{
	const uint64_t at = field_at(lint, entry, SFW_VDEV_SIZE + (uint64_t)number * SFW_VRING_SIZE);
	const uint32_t size = sfw_vring_pages(ring->num, ring->align);

	if (size > region->size)
		sfw_report(lint->findings, SFW_LINUX_VRING_SIZE, at + SFW_VRING_NUM,
			   "vring %zu of %u entries takes %u bytes, but Linux's region %s has %llu", number, ring->num,
			   size, region->name, (unsigned long long)region->size);
	if (ring->da != SIGNFW_RESOURCE_ADDRESS_ANY && ring->da != region->da)
		sfw_report(
			lint->findings, SFW_LINUX_VRING_ADDRESS, at + SFW_VRING_DA,
			"vring %zu is at 0x%08x, but Linux's region %s begins at 0x%08x, and Linux puts the ring there",
			number, ring->da, region->name, region->da);
}

static void lint_ring(const struct lint *lint, const struct signfw_resource *entry, size_t number)
{
	struct signfw_vring ring;
	char name[BOARD_NAME_SIZE];

	if (!sfw_table_vring(lint->table, entry, number, &ring) || ring.num == 0 || ring.align == 0)
		return;
	snprintf(name, sizeof(name), "vdev%uvring%zu", lint->vdevs, number);
	const struct board_region *region = sfw_board_region(lint->board, name);

	if (region != NULL)
		lint_ring_region(lint, entry, number, &ring, region);
	else
		sfw_report(lint->findings, SFW_LINUX_NO_VRING_REGION,
			   field_at(lint, entry, SFW_VDEV_SIZE + (uint64_t)number * SFW_VRING_SIZE),
			   "no region is called %s: Linux takes memory for vring %zu wherever it has some", name,
			   number);
}

static void lint_buffers(const struct lint *lint, const struct signfw_resource *entry)
{
	struct signfw_vring ring;
	char name[BOARD_NAME_SIZE];

	if (entry->id != VIRTIO_ID_RPMSG || !sfw_table_vring(lint->table, entry, 0, &ring))
		return;
	const unsigned long long size = sfw_rpmsg_buffers(ring.num);

	snprintf(name, sizeof(name), "vdev%ubuffer", lint->vdevs);
	const struct board_region *region = sfw_board_region(lint->board, name);

	if (region == NULL)
		sfw_report(lint->findings, SFW_LINUX_NO_BUFFER_REGION, lint->base + entry->offset,
			   "no region is called %s: Linux puts the buffers of RPMsg into %s", name,
			   lint->board->region_count > 0 ? lint->board->regions[0].name : "memory of its own");
	else if (size > region->size)
		sfw_report(lint->findings, SFW_LINUX_BUFFERS_SIZE, field_at(lint, entry, SFW_VDEV_SIZE + SFW_VRING_NUM),
			   "vrings of %u entries take %llu bytes of buffers, but Linux's region %s has %llu", ring.num,
			   size, name, (unsigned long long)region->size);
}

static void lint_vdev(struct lint *lint, const struct signfw_resource *entry)
{
	for (size_t i = 0; i < entry->vring_count && i < REMOTEPROC_RINGS; i++)
		lint_ring(lint, entry, i);
	lint_buffers(lint, entry);
	lint->vdevs++;
}

/* ---- other entries ---- */

static void lint_carveout(const struct lint *lint, const struct signfw_resource *entry)
{
	const struct board_region *region = sfw_board_region(lint->board, entry->name);

	if (region == NULL || (entry->da == SIGNFW_RESOURCE_ADDRESS_ANY && entry->len <= region->size))
		return;
	if (!is_inside(region, entry->da, entry->len))
		sfw_report(lint->findings, SFW_LINUX_CARVEOUT_REGION, field_at(lint, entry, SFW_CARVEOUT_DA),
			   "the carveout has 0x%x bytes at 0x%08x, but Linux's region %s has 0x%llx at 0x%08x",
			   entry->len, entry->da, region->name, (unsigned long long)region->size, region->da);
}

static void lint_trace(const struct lint *lint, const struct signfw_resource *entry)
{
	for (size_t i = 0; i < lint->board->region_count; i++)
		if (!lint->board->regions[i].is_pool && is_inside(&lint->board->regions[i], entry->da, entry->len))
			return;
	sfw_report(lint->findings, SFW_LINUX_TRACE, field_at(lint, entry, SFW_TRACE_DA),
		   "the trace buffer, 0x%x bytes at 0x%08x, is in no region that Linux maps: it can't be read",
		   entry->len, entry->da);
}

/* ---- all of it ---- */

static void lint_table_place(const struct lint *lint, uint64_t table_pa)
{
	if (table_pa == SIGNFW_NO_OFFSET || sfw_board_maps(lint->board, table_pa, lint->table.size))
		return;
	sfw_report(lint->findings, SFW_LINUX_TABLE_HIDDEN, lint->base,
		   "the resource table, %zu bytes at 0x%llx, is in no region that Linux maps: the firmware never sees "
		   "what Linux writes to it",
		   lint->table.size, (unsigned long long)table_pa);
}

void sfw_lint_board(const struct linux_board *board, struct span table, uint64_t base, uint64_t table_pa,
		    signfw_findings *findings)
{
	struct lint lint = {.board = board, .table = table, .base = base, .findings = findings};
	struct signfw_resource_header header;

	signfw_resource_table_header(table.data, table.size, &header);
	if (!board->known || table.size == 0)
		return;
	lint_table_place(&lint, table_pa);
	for (size_t i = 0; header.complete && i < header.entry_count && i < ENTRIES_MAX; i++) {
		struct signfw_resource entry;
		uint32_t offset;

		if (!sfw_table_entry_offset(table, i, &offset) || offset < SFW_TABLE_HEADER_SIZE ||
		    !sfw_table_entry(table, offset, &entry) || !entry.complete)
			continue;
		if (entry.type == SIGNFW_RESOURCE_VDEV)
			lint_vdev(&lint, &entry);
		else if (entry.type == SIGNFW_RESOURCE_CARVEOUT)
			lint_carveout(&lint, &entry);
		else if (entry.type == SIGNFW_RESOURCE_TRACE)
			lint_trace(&lint, &entry);
	}
}
