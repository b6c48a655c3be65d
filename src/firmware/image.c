/* SPDX-License-Identifier: BSD-2-Clause */
#include "firmware/image.h"

#include "elf/elf_strip.h"

enum signfw_status sfw_image_parse(struct image *image, struct span file, signfw_findings *findings)
{
	sfw_findings_set_source(findings, image->name);
	const enum signfw_status status = sfw_elf32_parse(&image->elf, file, image->offset, findings);

	if (status == SIGNFW_OK && image->first_segment + image->elf.segment_count > SFW_SEGMENTS_MAX) {
		sfw_report(findings, SFW_ELF_TOO_MANY_SEGMENTS, image->offset,
			   "%zu program headers in this and the images before it, at most %d are handled",
			   image->first_segment + image->elf.segment_count, SFW_SEGMENTS_MAX);
		sfw_elf32_cleanup(&image->elf);
	}
	sfw_findings_set_source(findings, NULL);
	return status;
}

enum signfw_status sfw_image_strip(struct image *image, signfw_findings *findings)
{
	struct builder bytes = {0};
	struct elf32 stripped = {0};

	sfw_findings_set_source(findings, image->name);
	const enum signfw_status status = sfw_elf32_strip(&bytes, &stripped, &image->elf, findings);

	sfw_findings_set_source(findings, NULL);
	if (bytes.data == NULL)
		return status;
	sfw_image_cleanup(image);
	image->elf = stripped;
	image->own = bytes;
	return SIGNFW_OK;
}

void sfw_image_cleanup(struct image *image)
{
	sfw_elf32_cleanup(&image->elf);
	sfw_builder_cleanup(&image->own);
}
