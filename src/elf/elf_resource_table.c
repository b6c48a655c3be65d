/* SPDX-License-Identifier: BSD-2-Clause */
#include "elf/elf_resource_table.h"

#include "base/cleanup.h"
#include "base/error.h"
#include "elf/elf32.h"
#include "format/resource_entry.h"
#include "signfw/elf.h"

struct signfw_resource_table sfw_elf32_table(const struct elf32 *elf, bool readable)
{
	const struct resource_table *table = &elf->resource_table;
	struct signfw_resource_header header = {0};
	struct span bytes = {0};

	if (!table->found)
		return (struct signfw_resource_table){0};
	if (readable && sfw_span_at(elf->file, table->offset, table->size, &bytes))
		signfw_resource_table_header(bytes.data, bytes.size, &header);
	return (struct signfw_resource_table){
		.address = table->address,
		.size = table->size,
		.offset = table->offset,
		.entry_count = header.entry_count,
		.data = bytes.data,
	};
}

enum signfw_status signfw_elf_resource_table(struct signfw_resource_table *out, const void *data, size_t size,
					     signfw_findings *findings, struct signfw_error *err)
{
	CLEANUP(sfw_findings_cleanup) signfw_findings *own = NULL;
	CLEANUP(sfw_elf32_cleanup) struct elf32 elf = {0};

	if (out == NULL || (data == NULL && size > 0))
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no data, or no place for the resource table");
	const enum signfw_status status = sfw_elf32_read(&elf, (struct span){data, size}, false, &findings, &own, err);

	if (status == SIGNFW_OK)
		*out = sfw_elf32_table(&elf, true);
	return status;
}
