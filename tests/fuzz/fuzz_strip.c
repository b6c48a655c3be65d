/* SPDX-License-Identifier: BSD-2-Clause */
/* Any bytes as a firmware image that is stripped. */
#include <string.h>

#include "elf/elf32.h"
#include "fuzz.h"
#include "signfw/elf.h"

/* Everything that a device reads of an image is in the other one, too. */
static void check_same(const struct elf32 *before, const struct elf32 *after)
{
	CHECK(after->entry == before->entry);
	CHECK(after->segment_count == before->segment_count);
	for (size_t i = 0; i < before->segment_count; i++) {
		const struct segment *a = &before->segments[i], *b = &after->segments[i];
		const struct span old = sfw_elf32_bytes(before, a), new = sfw_elf32_bytes(after, b);

		CHECK(a->type == b->type && a->vaddr == b->vaddr && a->paddr == b->paddr && a->flags == b->flags);
		CHECK(a->filesz == b->filesz && a->memsz == b->memsz);
		CHECK(old.size == new.size);
		CHECK(a->type != SFW_SEGMENT_LOAD || old.size == 0 || memcmp(old.data, new.data, old.size) == 0);
		CHECK(b->offset % 8 == a->offset % 8);
		CHECK(b->align <= 1 || (b->align & (b->align - 1)) != 0 || (a->offset - a->vaddr) % b->align != 0 ||
		      (b->offset - b->vaddr) % b->align == 0);
	}
	CHECK(after->resource_table.found == before->resource_table.found);
	CHECK(after->resource_table.address == before->resource_table.address);
	CHECK(after->resource_table.size == before->resource_table.size);
	CHECK(after->resource_table.offset % 8 == before->resource_table.offset % 8 ||
	      before->resource_table.size == 0);
}

/* Stripped once more, it is the same. */
static void check_again(struct span stripped)
{
	struct span again = {0};
	uint8_t *data = NULL;

	CHECK(signfw_elf_strip(&data, &again.size, stripped.data, stripped.size, NULL, NULL) == SIGNFW_OK);
	CHECK(again.size == stripped.size && memcmp(data, stripped.data, again.size) == 0);
	signfw_free(data);
}

static void check_stripped(struct span file, struct span stripped)
{
	signfw_findings *findings = sfw_findings_new();
	struct elf32 before, after;

	CHECK(findings != NULL);
	CHECK(sfw_elf32_parse(&before, file, 0, findings) == SIGNFW_OK);
	sfw_findings_truncate(findings, 0);
	CHECK(sfw_elf32_parse(&after, stripped, 0, findings) == SIGNFW_OK);
	CHECK(!fuzz_has_finding(findings, SIGNFW_ERROR));
	check_same(&before, &after);
	sfw_elf32_cleanup(&before);
	sfw_elf32_cleanup(&after);
	signfw_findings_free(findings);
	check_again(stripped);
}

const size_t fuzz_control_size = 0;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_findings *findings = NULL;
	struct span stripped = {0};
	uint8_t *out = NULL;

	CHECK(signfw_findings_new(&findings, NULL) == SIGNFW_OK);
	const enum signfw_status status = signfw_elf_strip(&out, &stripped.size, data, size, findings, &error);

	fuzz_check_findings(findings, size);
	CHECK(status == SIGNFW_OK || status == SIGNFW_E_ELF);
	CHECK((status == SIGNFW_OK) == !fuzz_has_finding(findings, SIGNFW_ERROR));
	CHECK((status == SIGNFW_OK) == (out != NULL));
	stripped.data = out;
	if (status == SIGNFW_OK)
		check_stripped((struct span){data, size}, stripped);
	signfw_free(out);
	signfw_findings_free(findings);
	return 0;
}
