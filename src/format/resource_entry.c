/* SPDX-License-Identifier: BSD-2-Clause */
#include "format/resource_entry.h"

#include <string.h>

#include "base/error.h"
#include "format/resource_format.h"

bool sfw_table_u32(struct span table, uint64_t offset, uint32_t *out)
{
	struct span word;

	if (!sfw_span_at(table, offset, sizeof(*out), &word))
		return false;
	*out = sfw_u32le(word.data);
	return true;
}

/* A field of an entry's payload, or 0. */
static uint32_t field(struct span payload, uint64_t offset)
{
	uint32_t value = 0;

	return sfw_table_u32(payload, offset, &value) ? value : 0;
}

static uint8_t byte(struct span payload, uint64_t offset)
{
	struct span one;

	return sfw_span_at(payload, offset, 1, &one) ? one.data[0] : 0;
}

static const char *kind_of(uint32_t type)
{
	static const char *const kinds[] = {"carveout", "devmem", "trace", "vdev"};

	if (type <= SIGNFW_RESOURCE_VDEV)
		return kinds[type];
	return type >= SIGNFW_RESOURCE_VENDOR_FIRST && type <= SIGNFW_RESOURCE_VENDOR_LAST ? "vendor" : "unknown";
}

static void read_name(struct span payload, uint64_t offset, struct signfw_resource *out)
{
	struct span name;

	if (!sfw_span_at(payload, offset, SFW_RESOURCE_NAME_SIZE, &name))
		return;
	memcpy(out->name, name.data, SFW_RESOURCE_NAME_SIZE);
	out->has_end = memchr(name.data, '\0', SFW_RESOURCE_NAME_SIZE) != NULL;
}

static void read_carveout(struct span payload, struct signfw_resource *out)
{
	out->complete = payload.size >= SFW_CARVEOUT_SIZE;
	out->da = field(payload, SFW_CARVEOUT_DA);
	out->pa = field(payload, SFW_CARVEOUT_PA);
	out->len = field(payload, SFW_CARVEOUT_LEN);
	out->flags = field(payload, SFW_CARVEOUT_FLAGS);
	out->reserved = field(payload, SFW_CARVEOUT_RESERVED);
	read_name(payload, SFW_CARVEOUT_NAME, out);
}

static void read_trace(struct span payload, struct signfw_resource *out)
{
	out->complete = payload.size >= SFW_TRACE_SIZE;
	out->da = field(payload, SFW_TRACE_DA);
	out->len = field(payload, SFW_TRACE_LEN);
	out->reserved = field(payload, SFW_TRACE_RESERVED);
	read_name(payload, SFW_TRACE_NAME, out);
}

static void read_vdev(struct span payload, struct signfw_resource *out)
{
	out->id = field(payload, SFW_VDEV_ID);
	out->notifyid = field(payload, SFW_VDEV_NOTIFYID);
	out->dfeatures = field(payload, SFW_VDEV_DFEATURES);
	out->gfeatures = field(payload, SFW_VDEV_GFEATURES);
	out->config_len = field(payload, SFW_VDEV_CONFIG_LEN);
	out->status = byte(payload, SFW_VDEV_STATUS);
	out->num_of_vrings = byte(payload, SFW_VDEV_RING_COUNT);
	out->reserved_bytes[0] = byte(payload, SFW_VDEV_RESERVED);
	out->reserved_bytes[1] = byte(payload, SFW_VDEV_RESERVED + 1);
	if (payload.size < SFW_VDEV_SIZE)
		return;
	const size_t room = payload.size - SFW_VDEV_SIZE;
	const size_t rings = (size_t)out->num_of_vrings * SFW_VRING_SIZE;

	out->vring_count = rings <= room ? out->num_of_vrings : room / SFW_VRING_SIZE;
	out->complete = rings <= room && out->config_len <= room - rings;
}

bool sfw_table_entry_offset(struct span table, uint64_t index, uint32_t *out)
{
	return index <= UINT32_MAX && sfw_table_u32(table, SFW_TABLE_HEADER_SIZE + index * SFW_TABLE_OFFSET_SIZE, out);
}

bool sfw_table_entry(struct span table, uint32_t offset, struct signfw_resource *out)
{
	struct signfw_resource entry = {.offset = offset};
	struct span payload;

	if (!sfw_table_u32(table, offset, &entry.type))
		return false;
	const uint64_t behind = (uint64_t)offset + SFW_ENTRY_TYPE_SIZE;

	if (!sfw_span_at(table, behind, table.size - behind, &payload))
		return false;
	entry.kind = kind_of(entry.type);
	if (entry.type == SIGNFW_RESOURCE_VDEV)
		read_vdev(payload, &entry);
	else if (entry.type == SIGNFW_RESOURCE_TRACE)
		read_trace(payload, &entry);
	else if (entry.type <= SIGNFW_RESOURCE_DEVMEM)
		read_carveout(payload, &entry);
	else
		entry.complete = true;
	*out = entry;
	return true;
}

uint64_t sfw_table_vring_offset(const struct signfw_resource *vdev, size_t index)
{
	return (uint64_t)vdev->offset + SFW_ENTRY_TYPE_SIZE + SFW_VDEV_SIZE + (uint64_t)index * SFW_VRING_SIZE;
}

bool sfw_table_vring(struct span table, const struct signfw_resource *vdev, size_t index, struct signfw_vring *out)
{
	struct span ring;

	if (index >= vdev->vring_count ||
	    !sfw_span_at(table, sfw_table_vring_offset(vdev, index), SFW_VRING_SIZE, &ring))
		return false;
	*out = (struct signfw_vring){
		.da = field(ring, SFW_VRING_DA),
		.align = field(ring, SFW_VRING_ALIGN),
		.num = field(ring, SFW_VRING_NUM),
		.notifyid = field(ring, SFW_VRING_NOTIFYID),
		.pa = field(ring, SFW_VRING_PA),
	};
	return true;
}

/* ---- public ---- */

void signfw_resource_table_header(const void *table, size_t size, struct signfw_resource_header *out)
{
	const struct span bytes = {table, size};

	if (out == NULL)
		return;
	*out = (struct signfw_resource_header){
		.version = field(bytes, SFW_TABLE_VERSION),
		.entry_count = field(bytes, SFW_TABLE_COUNT),
		.reserved = {field(bytes, SFW_TABLE_RESERVED), field(bytes, SFW_TABLE_RESERVED + 4)},
	};
	out->complete = size >= SFW_TABLE_HEADER_SIZE &&
			out->entry_count <= (size - SFW_TABLE_HEADER_SIZE) / SFW_TABLE_OFFSET_SIZE;
}

enum signfw_status signfw_resource_get(const void *table, size_t size, size_t index, struct signfw_resource *out,
				       struct signfw_error *err)
{
	struct signfw_resource_header header;
	const struct span bytes = {table, size};
	uint32_t offset;

	if (out == NULL || (table == NULL && size > 0))
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no %s was given",
				out == NULL ? "place for the entry" : "table");
	signfw_resource_table_header(table, size, &header);
	if (index >= header.entry_count)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "the resource table has no entry %zu", index);
	if (!sfw_table_entry_offset(bytes, index, &offset))
		return sfw_fail_at(err, SIGNFW_E_ELF, SFW_TABLE_COUNT,
				   "the resource table says that it has %u entries, but its %zu bytes have no room for "
				   "the offset of entry %zu",
				   header.entry_count, size, index);
	if (!sfw_table_entry(bytes, offset, out))
		return sfw_fail_at(err, SIGNFW_E_ELF, SFW_TABLE_HEADER_SIZE + (uint64_t)index * SFW_TABLE_OFFSET_SIZE,
				   "entry %zu of the resource table is at 0x%x, but the table has %zu bytes", index,
				   offset, size);
	return SIGNFW_OK;
}

enum signfw_status signfw_resource_vring(const void *table, size_t size, const struct signfw_resource *vdev,
					 size_t index, struct signfw_vring *out)
{
	const struct span bytes = {table, size};

	return vdev != NULL && out != NULL && sfw_table_vring(bytes, vdev, index, out) ? SIGNFW_OK : SIGNFW_E_ARGUMENT;
}
