/* SPDX-License-Identifier: BSD-2-Clause */
#include "pas/pas_image.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"

/* A suffix of three characters behind a dot: ".mdt", ".mbn". */
#define SUFFIX_SIZE 3

void signfw_pas_free(signfw_pas *pas)
{
	if (pas == NULL)
		return;
	sfw_pas_elf_cleanup(&pas->elf);
	for (enum pas_signer signer = 0; signer < PAS_SIGNER_COUNT; signer++)
		sfw_pas_chain_cleanup(&pas->chains[signer]);
	if (!pas->borrows_findings)
		signfw_findings_free(pas->findings);
	free(pas->unprotected);
	free(pas->checks);
	free(pas->parts);
	free(pas->name);
	free(pas);
}

struct part_name sfw_pas_part_name(const struct signfw_pas *pas, size_t index)
{
	const size_t length = pas->name == NULL ? 0 : strlen(pas->name);
	struct part_name name;

	if (length <= SUFFIX_SIZE || length > sizeof(name.text) - 8)
		snprintf(name.text, sizeof(name.text), "the file with segment %zu", index);
	else
		snprintf(name.text, sizeof(name.text), "%.*sb%02zu", (int)(length - SUFFIX_SIZE), pas->name, index);
	return name;
}

/* ---- where bytes are ---------------------------------------------------------- */

static bool is_inside(const struct pas_elf *elf, const struct pas_segment *segment)
{
	struct span bytes;

	return sfw_span_at(elf->file, segment->offset, segment->filesz, &bytes);
}

bool sfw_pas_content(const struct signfw_pas *pas, size_t index, struct span *out)
{
	const struct pas_segment *segment = &pas->elf.segments[index];

	if (pas->is_usable && index == pas->hash_index) {
		*out = pas->hash.bytes;
		return true;
	}
	if (segment->filesz == 0) {
		*out = (struct span){pas->elf.file.data, 0};
		return true;
	}
	if (pas->parts[index].data != NULL && index > 0) {
		*out = pas->parts[index];
		return out->size == segment->filesz;
	}
	/* of a split image, what p_offset points at in the .mdt is something else */
	if (pas->is_split && pas->has_parts && index > 0)
		return false;
	return sfw_span_at(pas->elf.file, segment->offset, segment->filesz, out);
}

/*
 * The bytes of the hash segment, as Linux looks for them: of a split image
 * behind the headers, else at p_offset, else in a file of their own.
 */
static bool find_hash_segment(struct signfw_pas *pas, struct span *out, uint64_t *offset)
{
	const struct span file = pas->elf.file;
	const struct pas_segment *headers = &pas->elf.segments[0], *hash = &pas->elf.segments[pas->hash_index];

	if (pas->is_split && sfw_pas_end(headers->filesz, hash->filesz) == file.size) {
		*offset = headers->filesz;
		return sfw_span_at(file, headers->filesz, hash->filesz, out);
	}
	*offset = hash->offset;
	if (sfw_span_at(file, hash->offset, hash->filesz, out))
		return true;
	*out = pas->parts[pas->hash_index];
	*offset = 0;
	pas->is_in_parts = true;
	return out->data != NULL && out->size == hash->filesz;
}

/* ---- reading ----------------------------------------------------------------- */

static enum signfw_status take_parts(struct signfw_pas *pas, const struct signfw_pas_part *parts, size_t count,
				     struct signfw_error *err)
{
	pas->parts = sfw_array_new(pas->elf.count, sizeof(*pas->parts));
	pas->checks = sfw_array_new(pas->elf.count, sizeof(*pas->checks));
	if (pas->parts == NULL || pas->checks == NULL)
		return sfw_fail_memory(err);
	for (size_t i = 0; i < count; i++) {
		if (parts[i].data == NULL && parts[i].size > 0)
			return sfw_fail(err, SIGNFW_E_ARGUMENT, "part %zu has a size, but no data", i);
		if (parts[i].segment < pas->elf.count && parts[i].data != NULL)
			pas->parts[parts[i].segment] = (struct span){parts[i].data, parts[i].size};
	}
	for (size_t i = 1; i < pas->elf.count; i++) /* 0 is the headers */
		pas->is_split = pas->is_split ||
				(pas->elf.segments[i].filesz > 0 && !is_inside(&pas->elf, &pas->elf.segments[i]));
	pas->has_parts = count > 0;
	return SIGNFW_OK;
}

static enum signfw_status read_chains(struct signfw_pas *pas)
{
	for (enum pas_signer signer = 0; signer < PAS_SIGNER_COUNT; signer++) {
		const enum pas_region region = sfw_pas_certificates_region(signer);
		const enum signfw_status status = sfw_pas_chain_parse(
			&pas->chains[signer], pas->hash.regions[region],
			sfw_hash_segment_region_offset(&pas->hash, region), sfw_pas_region_name(region), pas->findings);

		if (status != SIGNFW_OK)
			return status;
	}
	return SIGNFW_OK;
}

/* Finds and reads the hash segment; whatever is wrong becomes a finding. */
static enum signfw_status read_hash_segment(struct signfw_pas *pas)
{
	const struct pas_segment *segment = &pas->elf.segments[pas->hash_index];
	const uint64_t at = sfw_pas_segment_header_offset(&pas->elf, pas->hash_index);
	uint64_t offset;
	struct span bytes;

	if (!find_hash_segment(pas, &bytes, &offset)) {
		sfw_report(pas->findings, SFW_HASH_SEGMENT_OUTSIDE, at,
			   "the hash segment, %llu bytes at 0x%llx, isn't all in the file of %zu bytes, nor in %s",
			   (unsigned long long)segment->filesz, (unsigned long long)segment->offset, pas->elf.file.size,
			   sfw_pas_part_name(pas, pas->hash_index).text);
		return SIGNFW_OK;
	}
	pas->is_usable = sfw_hash_segment_parse(&pas->hash, bytes, offset, pas->elf.count, pas->findings);
	return pas->is_usable ? read_chains(pas) : SIGNFW_OK;
}

enum signfw_status sfw_pas_read(struct signfw_pas *pas, struct span file, const struct signfw_pas_part *parts,
				size_t count, struct signfw_error *err)
{
	enum signfw_status status = sfw_pas_elf_parse(&pas->elf, file, SFW_PAS_SEGMENTS_MIN, pas->findings);

	if (status != SIGNFW_OK)
		return sfw_fail_memory(err);
	status = take_parts(pas, parts, count, err);
	pas->hash_index = sfw_pas_find_hash_segment(&pas->elf);
	if (status != SIGNFW_OK || pas->elf.count == 0)
		return status;
	if (pas->hash_index < pas->elf.count)
		return read_hash_segment(pas) == SIGNFW_OK ? SIGNFW_OK : sfw_fail_memory(err);
	if (sfw_pas_type(pas->elf.segments[0].flags) == PAS_TYPE_HASH)
		sfw_report(pas->findings, SFW_HASH_SEGMENT_FIRST, sfw_pas_segment_header_offset(&pas->elf, 0),
			   "the hash segment is that of program header 0; Linux looks for it from 1 on");
	else
		sfw_report(pas->findings, SFW_NO_HASH_SEGMENT, pas->elf.headers_offset,
			   "none of %zu program headers has the type of a hash segment", pas->elf.count);
	return SIGNFW_OK;
}
