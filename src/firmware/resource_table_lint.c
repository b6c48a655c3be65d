/* SPDX-License-Identifier: BSD-2-Clause */
#include "firmware/resource_table_lint.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "format/resource_entry.h"
#include "format/resource_format.h"

#define RPMSG_FEATURES  UINT32_C(1) /* the name service, the one that Linux keeps */
#define RINGS           2
#define RING_NUM_MAX    32768
#define STM32_MAILBOXES 2
#define ENTRIES_MAX     256 /* that are looked at; real tables have less than 10 */

struct lint {
	struct span table;
	uint64_t base;
	signfw_findings *findings;
	size_t vdevs, rings; /* seen so far */
};

/* An entry, and where it ends; 64 bits, since config_len is hostile. */
struct extent {
	uint64_t begin, end;
};

/* ---- the header ---- */

void sfw_lint_table_header(struct span table, uint64_t base, signfw_findings *findings)
{
	struct signfw_resource_header header;

	signfw_resource_table_header(table.data, table.size, &header);
	if (table.size < SFW_TABLE_HEADER_SIZE) {
		sfw_report(findings, SFW_RESOURCE_TABLE_INVALID, base,
			   "the resource table has %zu bytes, expected %d or more", table.size, SFW_TABLE_HEADER_SIZE);
		return;
	}
	if (header.version != 1)
		sfw_report(findings, SFW_RESOURCE_TABLE_INVALID, base,
			   "the resource table is of version %u, expected 1", header.version);
	if (header.reserved[0] != 0 || header.reserved[1] != 0)
		sfw_report(findings, SFW_RESOURCE_TABLE_INVALID, base + SFW_TABLE_RESERVED,
			   "the reserved words of the resource table are 0x%x and 0x%x, expected 0", header.reserved[0],
			   header.reserved[1]);
	if (!header.complete)
		sfw_report(findings, SFW_RESOURCE_TABLE_INVALID, base + SFW_TABLE_COUNT,
			   "the resource table has %zu bytes, too few for its %u entries", table.size,
			   header.entry_count);
}

/* ---- one entry ---- */

/* A finding about a field of an entry, whose offset counts from behind the entry's type. */
__attribute__((format(printf, 6, 7))) static void report(const struct lint *lint, enum sfw_rule rule, size_t index,
							 const struct signfw_resource *entry, uint64_t field,
							 const char *format, ...)
{
	char text[200];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	sfw_report(lint->findings, rule, lint->base + entry->offset + SFW_ENTRY_TYPE_SIZE + field, "entry %zu (%s): %s",
		   index, entry->kind, text);
}

static void lint_name(const struct lint *lint, size_t index, const struct signfw_resource *entry, uint64_t field)
{
	const bool is_used = entry->type == SIGNFW_RESOURCE_CARVEOUT;

	if (!entry->has_end)
		report(lint, SFW_RESOURCE_NAME_UNTERMINATED, index, entry, field,
		       "the name has no NUL in its %d bytes%s", SFW_RESOURCE_NAME_SIZE,
		       is_used ? "; Linux reads on behind it" : "");
	if (is_used && strchr(entry->name, '%') != NULL)
		report(lint, SFW_RESOURCE_NAME_FORMAT, index, entry, field,
		       "the name has a '%%'; Linux takes it for a format of printf");
}

static void lint_reserved(const struct lint *lint, size_t index, const struct signfw_resource *entry, uint64_t field)
{
	if (entry->reserved != 0)
		report(lint, SFW_RESOURCE_RESERVED, index, entry, field, "reserved is 0x%x, expected 0",
		       entry->reserved);
}

static void lint_carveout(const struct lint *lint, size_t index, const struct signfw_resource *entry)
{
	lint_reserved(lint, index, entry, SFW_CARVEOUT_RESERVED);
	lint_name(lint, index, entry, SFW_CARVEOUT_NAME);
	if (entry->len == 0)
		report(lint, SFW_RESOURCE_CARVEOUT_EMPTY, index, entry, SFW_CARVEOUT_LEN,
		       "len is 0; Linux can't allocate that");
}

static void lint_trace(const struct lint *lint, size_t index, const struct signfw_resource *entry)
{
	lint_reserved(lint, index, entry, SFW_TRACE_RESERVED);
	lint_name(lint, index, entry, SFW_TRACE_NAME);
}

static bool is_power_of_two(uint32_t number)
{
	return number != 0 && (number & (number - 1)) == 0;
}

/* Where ring `number` begins, for report(). */
static uint64_t field_of_ring(size_t number)
{
	return SFW_VDEV_SIZE + (uint64_t)number * SFW_VRING_SIZE;
}

static void lint_ring(const struct lint *lint, size_t index, const struct signfw_resource *entry, size_t number)
{
	const uint64_t field = field_of_ring(number);
	struct signfw_vring ring;

	if (!sfw_table_vring(lint->table, entry, number, &ring))
		return;
	if (!is_power_of_two(ring.num) || ring.num > RING_NUM_MAX)
		report(lint, SFW_RESOURCE_VRING_NUM, index, entry, field + SFW_VRING_NUM,
		       "num of vring %zu is %u, expected a power of two up to %d", number, ring.num, RING_NUM_MAX);
	if (!is_power_of_two(ring.align))
		report(lint, SFW_RESOURCE_VRING_ALIGN, index, entry, field + SFW_VRING_ALIGN,
		       "align of vring %zu is %u, expected a power of two", number, ring.align);
}

static void lint_ring_lengths(const struct lint *lint, size_t index, const struct signfw_resource *entry)
{
	struct signfw_vring first, second;

	if (entry->id == VIRTIO_ID_RPMSG && sfw_table_vring(lint->table, entry, 0, &first) &&
	    sfw_table_vring(lint->table, entry, 1, &second) && first.num != second.num)
		report(lint, SFW_RESOURCE_VRING_LENGTHS, index, entry, field_of_ring(1) + SFW_VRING_NUM,
		       "num of the vrings is %u and %u; RPMsg expects them to be equal", first.num, second.num);
}

static void lint_vdev(struct lint *lint, size_t index, const struct signfw_resource *entry)
{
	if (entry->reserved_bytes[0] != 0 || entry->reserved_bytes[1] != 0)
		report(lint, SFW_RESOURCE_RESERVED, index, entry, SFW_VDEV_RESERVED,
		       "the reserved bytes are 0x%02x and 0x%02x, expected 0", entry->reserved_bytes[0],
		       entry->reserved_bytes[1]);
	if (entry->num_of_vrings > RINGS || (entry->id == VIRTIO_ID_RPMSG && entry->num_of_vrings != RINGS))
		report(lint, SFW_RESOURCE_VRINGS, index, entry, SFW_VDEV_RING_COUNT, "num_of_vrings is %u, %s %d",
		       entry->num_of_vrings, entry->id == VIRTIO_ID_RPMSG ? "RPMsg has" : "expected at most", RINGS);
	for (size_t i = 0; i < RINGS; i++)
		lint_ring(lint, index, entry, i);
	lint_ring_lengths(lint, index, entry);
	if (++lint->vdevs == 2)
		report(lint, SFW_RESOURCE_SECOND_VDEV, index, entry, 0,
		       "a second vdev; Linux has mailboxes for %d rings on an STM32MP, and no buffers for it",
		       STM32_MAILBOXES);
}

static void lint_type(const struct lint *lint, size_t index, const struct signfw_resource *entry)
{
	if (entry->type < SIGNFW_RESOURCE_VENDOR_FIRST || entry->type > SIGNFW_RESOURCE_VENDOR_LAST)
		sfw_report(lint->findings, SFW_RESOURCE_TYPE_UNKNOWN, lint->base + entry->offset,
			   "entry %zu: type 0x%x isn't known; Linux warns and ignores it", index, entry->type);
}

static void lint_entry(struct lint *lint, size_t index, const struct signfw_resource *entry)
{
	if (!entry->complete && entry->type != SIGNFW_RESOURCE_DEVMEM) {
		sfw_report(lint->findings, SFW_RESOURCE_ENTRY_TRUNCATED, lint->base + entry->offset,
			   "entry %zu (%s) leaves the table", index, entry->kind);
		return;
	}
	switch (entry->type) {
	case SIGNFW_RESOURCE_CARVEOUT:
		lint_carveout(lint, index, entry);
		break;
	case SIGNFW_RESOURCE_DEVMEM:
		sfw_report(
			lint->findings, SFW_RESOURCE_DEVMEM, lint->base + entry->offset,
			"entry %zu is of type DEVMEM, which Linux refuses where there is no IOMMU, as on every STM32MP",
			index);
		break;
	case SIGNFW_RESOURCE_TRACE:
		lint_trace(lint, index, entry);
		break;
	case SIGNFW_RESOURCE_VDEV:
		lint_vdev(lint, index, entry);
		break;
	default:
		lint_type(lint, index, entry);
	}
}

/* ---- values ---- */

static void lint_ring_values(struct lint *lint, size_t index, const struct signfw_resource *entry, size_t number)
{
	const uint64_t field = field_of_ring(number);
	struct signfw_vring ring;

	if (!sfw_table_vring(lint->table, entry, number, &ring))
		return;
	/* all ones say that the firmware reads what Linux gives it */
	if (ring.notifyid != lint->rings && ring.notifyid != UINT32_MAX)
		report(lint, SFW_RESOURCE_NOTIFYID, index, entry, field + SFW_VRING_NOTIFYID,
		       "notifyid of vring %zu is %u; Linux makes it %zu", number, ring.notifyid, lint->rings);
	if (ring.pa != 0)
		report(lint, SFW_RESOURCE_UNUSED, index, entry, field + SFW_VRING_PA,
		       "pa of vring %zu is 0x%08x; Linux doesn't read it", number, ring.pa);
	lint->rings++;
}

static void lint_vdev_values(struct lint *lint, size_t index, const struct signfw_resource *entry)
{
	if (entry->id == VIRTIO_ID_RPMSG && (entry->dfeatures & ~RPMSG_FEATURES) != 0)
		report(lint, SFW_RESOURCE_FEATURES, index, entry, SFW_VDEV_DFEATURES,
		       "dfeatures is 0x%08x; of RPMsg's, Linux keeps bit 0 only", entry->dfeatures);
	if (entry->gfeatures != 0)
		report(lint, SFW_RESOURCE_OVERWRITTEN, index, entry, SFW_VDEV_GFEATURES,
		       "gfeatures is 0x%08x; Linux overwrites it", entry->gfeatures);
	if (entry->status != 0)
		report(lint, SFW_RESOURCE_OVERWRITTEN, index, entry, SFW_VDEV_STATUS,
		       "status is 0x%02x; Linux begins with 0", entry->status);
	if (entry->notifyid != 0)
		report(lint, SFW_RESOURCE_UNUSED, index, entry, SFW_VDEV_NOTIFYID,
		       "notifyid of the vdev is %u; Linux doesn't read it", entry->notifyid);
	for (size_t i = 0; i < RINGS; i++)
		lint_ring_values(lint, index, entry, i);
}

static void lint_values(struct lint *lint, size_t index, const struct signfw_resource *entry)
{
	if (!entry->complete)
		return;
	if (entry->type == SIGNFW_RESOURCE_VDEV)
		lint_vdev_values(lint, index, entry);
	else if (entry->type == SIGNFW_RESOURCE_CARVEOUT)
		report(lint, SFW_RESOURCE_OVERWRITTEN, index, entry, SFW_CARVEOUT_DA,
		       "Linux overwrites da, pa and len with the whole memory that it uses for it");
	else if (entry->type >= SIGNFW_RESOURCE_VENDOR_FIRST && entry->type <= SIGNFW_RESOURCE_VENDOR_LAST)
		sfw_report(lint->findings, SFW_RESOURCE_VENDOR, lint->base + entry->offset,
			   "entry %zu: type %u is for a vendor; Linux warns and ignores it", index, entry->type);
}

/* ---- all entries ---- */

/* Entry `index`, if its type is in the table. */
static bool find_entry(const struct lint *lint, size_t index, struct signfw_resource *out)
{
	uint32_t offset;

	return sfw_table_entry_offset(lint->table, index, &offset) && offset >= SFW_TABLE_HEADER_SIZE &&
	       sfw_table_entry(lint->table, offset, out);
}

static struct extent extent_of(const struct signfw_resource *entry)
{
	uint64_t size = 0;

	if (entry->type == SIGNFW_RESOURCE_VDEV)
		size = SFW_VDEV_SIZE + (uint64_t)entry->num_of_vrings * SFW_VRING_SIZE + entry->config_len;
	else if (entry->type == SIGNFW_RESOURCE_TRACE)
		size = SFW_TRACE_SIZE;
	else if (entry->type <= SIGNFW_RESOURCE_DEVMEM)
		size = SFW_CARVEOUT_SIZE;
	return (struct extent){entry->offset, entry->offset + SFW_ENTRY_TYPE_SIZE + size};
}

/* An entry and the array of offsets, or an earlier entry, that share bytes. */
static void lint_overlap(const struct lint *lint, size_t index, const struct signfw_resource *entry, size_t count)
{
	const struct extent mine = extent_of(entry);

	if (!entry->complete)
		return;
	if (mine.begin < SFW_TABLE_HEADER_SIZE + (uint64_t)count * SFW_TABLE_OFFSET_SIZE) {
		sfw_report(lint->findings, SFW_RESOURCE_ENTRIES_OVERLAP, lint->base + entry->offset,
			   "entry %zu (%s) begins inside the array of offsets", index, entry->kind);
		return;
	}
	for (size_t i = 0; i < index; i++) {
		struct signfw_resource other;

		if (!find_entry(lint, i, &other))
			continue;
		const struct extent theirs = extent_of(&other);

		if (mine.begin < theirs.end && theirs.begin < mine.end) {
			sfw_report(lint->findings, SFW_RESOURCE_ENTRIES_OVERLAP, lint->base + entry->offset,
				   "entry %zu (%s) shares bytes with entry %zu (%s)", index, entry->kind, i,
				   other.kind);
			return;
		}
	}
}

/* Linux finds the memory of a carveout by its name, so a second one of a name is refused. */
static void lint_duplicate(const struct lint *lint, size_t index, const struct signfw_resource *entry)
{
	for (size_t i = 0; i < index && entry->type == SIGNFW_RESOURCE_CARVEOUT && entry->complete; i++) {
		struct signfw_resource other;

		if (find_entry(lint, i, &other) && other.type == SIGNFW_RESOURCE_CARVEOUT && other.complete &&
		    strcmp(other.name, entry->name) == 0) {
			report(lint, SFW_RESOURCE_NAME_DUPLICATE, index, entry, SFW_CARVEOUT_NAME,
			       "entry %zu has the same name", i);
			return;
		}
	}
}

/* How many entries there are to look at; none if their offsets aren't in the table, which is another finding. */
static size_t count_entries(struct span table)
{
	struct signfw_resource_header header;

	signfw_resource_table_header(table.data, table.size, &header);
	if (!header.complete)
		return 0;
	return header.entry_count < ENTRIES_MAX ? header.entry_count : ENTRIES_MAX;
}

static void report_outside(const struct lint *lint, size_t index)
{
	uint32_t offset = 0;

	if (sfw_table_entry_offset(lint->table, index, &offset))
		sfw_report(lint->findings, SFW_RESOURCE_ENTRY_TRUNCATED,
			   lint->base + SFW_TABLE_HEADER_SIZE + (uint64_t)index * SFW_TABLE_OFFSET_SIZE,
			   "entry %zu is at 0x%x, expected a place behind the header and inside the table's %zu bytes",
			   index, offset, lint->table.size);
}

void sfw_lint_table_entries(struct span table, uint64_t base, signfw_findings *findings)
{
	struct lint lint = {.table = table, .base = base, .findings = findings};
	const size_t count = count_entries(table);

	for (size_t i = 0; i < count; i++) {
		struct signfw_resource entry;

		if (!find_entry(&lint, i, &entry)) {
			report_outside(&lint, i);
			continue;
		}
		lint_entry(&lint, i, &entry);
		lint_duplicate(&lint, i, &entry);
		lint_overlap(&lint, i, &entry, count);
	}
}

void sfw_lint_table_values(struct span table, uint64_t base, signfw_findings *findings)
{
	struct lint lint = {.table = table, .base = base, .findings = findings};
	const size_t count = count_entries(table);
	struct signfw_resource entry;

	for (size_t i = 0; i < count; i++)
		if (find_entry(&lint, i, &entry))
			lint_values(&lint, i, &entry);
}
