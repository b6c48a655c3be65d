/* SPDX-License-Identifier: BSD-2-Clause */
#include "firmware/firmware.h"

#include "elf/elf_strip.h"

enum signfw_status sfw_firmware_parse(struct firmware *firmware, struct span file, signfw_findings *findings)
{
	sfw_findings_set_source(findings, firmware->name);
	const enum signfw_status status = sfw_elf32_parse(&firmware->elf, file, firmware->offset, findings);

	if (status == SIGNFW_OK && firmware->first_segment + firmware->elf.segment_count > SFW_SEGMENTS_MAX) {
		sfw_report(findings, SFW_ELF_TOO_MANY_SEGMENTS, firmware->offset,
			   "%zu program headers in this and the images before it, at most %d are handled",
			   firmware->first_segment + firmware->elf.segment_count, SFW_SEGMENTS_MAX);
		sfw_elf32_cleanup(&firmware->elf);
	}
	sfw_findings_set_source(findings, NULL);
	return status;
}

enum signfw_status sfw_firmware_strip(struct firmware *firmware, signfw_findings *findings)
{
	struct builder bytes = {0};
	struct elf32 stripped = {0};

	sfw_findings_set_source(findings, firmware->name);
	const enum signfw_status status = sfw_elf32_strip(&bytes, &stripped, &firmware->elf, findings);

	sfw_findings_set_source(findings, NULL);
	if (bytes.data == NULL)
		return status;
	sfw_firmware_cleanup(firmware);
	firmware->elf = stripped;
	firmware->own = bytes;
	return SIGNFW_OK;
}

void sfw_firmware_cleanup(struct firmware *firmware)
{
	sfw_elf32_cleanup(&firmware->elf);
	sfw_builder_cleanup(&firmware->own);
}
