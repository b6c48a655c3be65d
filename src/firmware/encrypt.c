/* SPDX-License-Identifier: BSD-2-Clause */
#include "firmware/encrypt.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"

#define BLOCK SFW_AES_BLOCK_SIZE

/* Whether two ranges, which may be empty, have a byte in common. */
static bool touch(struct elf_range a, struct elf_range b)
{
	const uint64_t begin = a.begin > b.begin ? a.begin : b.begin;

	return begin < a.end && begin < b.end;
}

static struct elf_range range_of(const struct segment *segment)
{
	return (struct elf_range){segment->offset, sfw_segment_file_end(segment), "a segment"};
}

/* ---- padding ------------------------------------------------------------ */

/* The bytes that the last block of a segment takes beyond its end. */
static struct elf_range missing_of(const struct segment *segment)
{
	const uint64_t end = range_of(segment).end;

	return (struct elf_range){end, end + (BLOCK - segment->filesz % BLOCK) % BLOCK, NULL};
}

/* Whether anything in the file has bytes there. */
static bool is_used(const struct elf32 *elf, struct elf_range range)
{
	struct elf_range headers[SFW_HEADERS_COUNT];

	sfw_elf32_headers(elf, headers);
	for (size_t i = 0; i < SFW_HEADERS_COUNT; i++)
		if (touch(headers[i], range))
			return true;
	for (size_t i = 0; i < elf->segment_count; i++)
		if (touch(range_of(&elf->segments[i]), range))
			return true;
	for (size_t i = 0; i < sfw_elf32_section_count(elf); i++) {
		const struct section section = sfw_elf32_section(elf, i);

		if (sfw_elf32_section_has_bytes(&section) &&
		    touch((struct elf_range){section.offset, (uint64_t)section.offset + section.size, NULL}, range))
			return true;
	}
	return false;
}

/* Why a segment can't be extended to whole blocks; NULL if it can. */
static const char *why_not_padded(const struct elf32 *elf, const struct segment *segment)
{
	const struct elf_range missing = missing_of(segment);
	struct span bytes;

	if (missing.end - segment->offset > segment->memsz)
		return "its memory ends there, too";
	if (!sfw_span_at(elf->file, missing.begin, missing.end - missing.begin, &bytes))
		return "the file ends there";
	if (!sfw_span_is_zero(bytes) || is_used(elf, missing))
		return "the file goes on with other bytes";
	return NULL;
}

void sfw_encrypt_pad(struct elf32 *elf)
{
	for (size_t i = 0; i < elf->segment_count; i++) {
		struct segment *segment = &elf->segments[i];

		if (sfw_segment_is_loaded(segment) && segment->filesz % BLOCK != 0 &&
		    why_not_padded(elf, segment) == NULL)
			segment->filesz += BLOCK - segment->filesz % BLOCK;
	}
}

/* ---- what can't be encrypted -------------------------------------------- */

static void lint_size(const struct image *image, size_t index, signfw_findings *findings)
{
	const struct segment *segment = &image->elf.segments[index];

	if (segment->filesz % BLOCK == 0)
		return;
	const char *reason = why_not_padded(&image->elf, segment);

	sfw_report(findings, SFW_ENCRYPT_UNALIGNED, image->offset + sfw_elf32_header_offset(&image->elf, index),
		   "%s has %u bytes, encryption takes a multiple of %d: end its last section with '. = ALIGN(%d);' in "
		   "the linker script%s%s",
		   sfw_segment_label(index, segment).text, segment->filesz, BLOCK, BLOCK,
		   reason == NULL ? ", or pad segments" : "; it can't be padded, since ", reason == NULL ? "" : reason);
}

static void lint_headers(const struct image *image, size_t index, signfw_findings *findings)
{
	const struct segment *segment = &image->elf.segments[index];
	struct elf_range headers[SFW_HEADERS_COUNT];

	sfw_elf32_headers(&image->elf, headers);
	for (size_t i = 0; i < SFW_HEADERS_COUNT; i++)
		if (touch(range_of(segment), headers[i])) {
			sfw_report(
				findings, SFW_ENCRYPT_HEADERS,
				image->offset + sfw_elf32_header_offset(&image->elf, index),
				"%s contains %s%s, which devices couldn't read any more: link with --nmagic, or with "
				"PHDRS that don't have FILEHDR and PHDRS in a PT_LOAD",
				sfw_segment_label(index, segment).text, i == SFW_HEADERS_ELF ? "the " : "",
				headers[i].what);
			return;
		}
}

static void lint_overlap(const struct image *image, size_t index, signfw_findings *findings)
{
	const struct segment *segments = image->elf.segments;

	for (size_t i = 0; i < index; i++)
		if (sfw_segment_is_loaded(&segments[i]) && touch(range_of(&segments[i]), range_of(&segments[index]))) {
			sfw_report(findings, SFW_ENCRYPT_OVERLAP,
				   image->offset + sfw_elf32_header_offset(&image->elf, index),
				   "%s has bytes of the file in common with %s, and they can't be encrypted for both: "
				   "give each its own in the linker script",
				   sfw_segment_label(index, &segments[index]).text,
				   sfw_segment_label(i, &segments[i]).text);
			return;
		}
}

static void lint_image(const struct image *image, signfw_findings *findings)
{
	for (size_t i = 0; i < image->elf.segment_count; i++) {
		if (!sfw_segment_is_loaded(&image->elf.segments[i]))
			continue;
		lint_size(image, i, findings);
		lint_headers(image, i, findings);
		lint_overlap(image, i, findings);
	}
}

void sfw_encrypt_lint(const struct image *images, size_t count, signfw_findings *findings)
{
	for (size_t i = 0; i < count; i++) {
		sfw_findings_set_source(findings, images[i].name);
		lint_image(&images[i], findings);
	}
	sfw_findings_set_source(findings, NULL);
}

/* ---- encryption --------------------------------------------------------- */

enum signfw_status sfw_encrypt_make_ivs(uint8_t **out, size_t count, struct signfw_error *err)
{
	uint8_t *ivs = sfw_array_new(count, BLOCK);

	if (ivs == NULL)
		return sfw_fail_memory(err);
	enum signfw_status status = sfw_crypto_random(ivs, count * BLOCK, err);

	for (size_t i = 0; i < count && status == SIGNFW_OK; i++)
		for (size_t j = 0; j < i && status == SIGNFW_OK; j++)
			if (memcmp(ivs + i * BLOCK, ivs + j * BLOCK, BLOCK) == 0)
				status = sfw_fail(err, SIGNFW_E_CRYPTO,
						  "random bytes repeat themselves; nothing was encrypted");
	if (status == SIGNFW_OK)
		*out = ivs;
	else
		free(ivs);
	return status;
}

/* Makes the bytes of an image its own, if they aren't yet. */
static bool copy_file(struct image *image)
{
	const struct span file = image->elf.file;

	if (image->own.data != NULL)
		return true;
	uint8_t *copy = malloc(file.size);

	if (copy == NULL)
		return false;
	memcpy(copy, file.data, file.size);
	image->own = (struct builder){.data = copy, .size = file.size, .capacity = file.size};
	sfw_elf32_move(&image->elf, copy);
	return true;
}

enum signfw_status sfw_encrypt_image(struct image *image, struct span enc_key, const uint8_t *ivs,
				     struct signfw_error *err)
{
	const struct elf32 *elf = &image->elf;
	enum signfw_status status = SIGNFW_OK;

	if (!copy_file(image))
		return sfw_fail_memory(err);
	image->is_encrypted = true;
	for (size_t i = 0; i < elf->segment_count && status == SIGNFW_OK; i++) {
		const struct segment *segment = &elf->segments[i];

		if (!sfw_segment_is_loaded(segment))
			continue;
		/* padding changed it */
		sfw_elf32_put_segment(elf, i, image->own.data);
		/* of no bytes, the place may be outside the file */
		if (segment->filesz > 0)
			status = sfw_crypto_encrypt(enc_key, ivs, sfw_elf32_bytes(elf, segment),
						    image->own.data + segment->offset, err);
		ivs += BLOCK;
	}
	return status;
}
