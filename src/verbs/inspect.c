/* SPDX-License-Identifier: BSD-2-Clause */
#include "verbs/inspect.h"

#include <stdio.h>

#include "base/error.h"
#include "elf/elf_resource_table.h"
#include "firmware/firmware_lint.h"
#include "verbs/hash_table_match.h"

/* "image 254", and then some */
#define NAME_SIZE 32

enum signfw_status sfw_inspect_images(signfw_container *handle, const struct span *files)
{
	const size_t count = handle->model.image_count;
	size_t segment_count = 0;

	handle->images = sfw_array_new(count, sizeof(*handle->images));
	handle->names = sfw_array_new(count, NAME_SIZE);
	if (handle->images == NULL || handle->names == NULL)
		return SIGNFW_E_MEMORY;
	handle->image_count = count;
	for (size_t i = 0; i < count; i++) {
		struct image *image = &handle->images[i];

		/* with one image there is nothing to tell apart */
		if (count > 1) {
			image->name = handle->names + i * NAME_SIZE;
			snprintf(handle->names + i * NAME_SIZE, NAME_SIZE, "image %zu", i);
		}
		image->offset = handle->model.images[i].offset;
		image->first_segment = segment_count;
		image->is_encrypted = handle->model.images[i].type == SIGNFW_IMGTYPE_ENCRYPTED;
		if (files[i].data == NULL)
			continue;
		if (sfw_image_parse(image, files[i], handle->findings) != SIGNFW_OK)
			return SIGNFW_E_MEMORY;
		segment_count += image->elf.segment_count;
	}
	sfw_lint_images(handle->images, count, handle->findings);
	sfw_lint_together(handle->images, count, handle->findings);
	if (handle->model.is_encrypted)
		sfw_lint_ivs(&handle->model.table, handle->findings);
	return sfw_handle_make_checks(handle) == SIGNFW_OK ? sfw_table_match_uses(handle) : SIGNFW_E_MEMORY;
}

/* The ELF headers of the images, as far as the file has them. */
static enum signfw_status inspect_images(signfw_container *handle, struct span file)
{
	struct span files[SIGNFW_MAX_IMAGES] = {0};

	for (size_t i = 0; i < handle->model.image_count; i++) {
		const struct image_place *place = &handle->model.images[i];

		/* of an encrypted image all but the segments is readable */
		if ((place->type != SIGNFW_IMGTYPE_ELF && place->type != SIGNFW_IMGTYPE_ENCRYPTED) ||
		    !sfw_span_at(file, place->offset, place->size, &files[i]))
			files[i] = (struct span){0};
	}
	return sfw_inspect_images(handle, files);
}

static enum signfw_status inspect(signfw_container *handle, struct span file)
{
	const struct ends ends = sfw_ends_of(file);
	enum signfw_status status = sfw_handle_parse(handle, NULL, &ends);

	if (status == SIGNFW_OK)
		status = inspect_images(handle, file);
	/* verifying finds it again, behind what comes first then */
	handle->inspected_findings = signfw_findings_count(handle->findings);
	if (sfw_findings_verdict(handle->findings, NULL) == SIGNFW_OK)
		sfw_table_match_lists(handle);
	handle->chunks = sfw_array_new(1, sizeof(*handle->chunks));
	if (status != SIGNFW_OK || handle->chunks == NULL ||
	    sfw_findings_verdict(handle->findings, NULL) == SIGNFW_E_MEMORY)
		return SIGNFW_E_MEMORY;
	handle->chunks[0] = file;
	handle->chunk_count = 1;
	return SIGNFW_OK;
}

enum signfw_status signfw_container_inspect(signfw_container **out, const void *data, size_t size,
					    struct signfw_error *err)
{
	if (out == NULL || (data == NULL && size > 0))
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no data, or no place for the container");
	CLEANUP(sfw_handle_cleanup) signfw_container *handle = sfw_handle_new();

	if (handle == NULL || inspect(handle, (struct span){data, size}) != SIGNFW_OK)
		return sfw_fail_memory(err);
	*out = handle;
	handle = NULL;
	return SIGNFW_OK;
}

enum signfw_status signfw_container_parse(signfw_container **out, const void *data, size_t size,
					  struct signfw_error *err)
{
	CLEANUP(sfw_handle_cleanup) signfw_container *handle = NULL;
	enum signfw_status status;

	if (out == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no place for the container was given");
	status = signfw_container_inspect(&handle, data, size, err);
	if (status == SIGNFW_OK)
		status = sfw_findings_verdict(handle->findings, err);
	if (status != SIGNFW_OK)
		return status;
	*out = handle;
	handle = NULL;
	return SIGNFW_OK;
}

/* ---- accessors ---------------------------------------------------------- */

const signfw_findings *signfw_container_findings(const signfw_container *container)
{
	return container->findings;
}

const char *signfw_container_layout(const signfw_container *container)
{
	return container->model.layout == NULL ? NULL : container->model.layout->name;
}

size_t signfw_container_field_count(const signfw_container *container)
{
	return container->model.field_count;
}

enum signfw_status signfw_container_field(const signfw_container *container, size_t index, struct signfw_field *out)
{
	if (index >= container->model.field_count)
		return SIGNFW_E_ARGUMENT;
	*out = container->model.fields[index];
	return SIGNFW_OK;
}

size_t signfw_container_tlv_count(const signfw_container *container)
{
	return container->model.tlvs.count;
}

enum signfw_status signfw_container_tlv(const signfw_container *container, size_t index, struct signfw_tlv *out)
{
	if (index >= container->model.tlvs.count)
		return SIGNFW_E_ARGUMENT;
	const struct tlv *tlv = &container->model.tlvs.tlvs[index];
	const char *name = sfw_layout_tlv_name(container->model.layout, tlv->type, tlv->is_platform);
	const struct tlv_kind *kind = sfw_layout_tlv_kind(container->model.layout, name);

	*out = (struct signfw_tlv){
		.type = tlv->type,
		.name = name,
		.offset = tlv->offset,
		.value = tlv->value.data,
		.size = tlv->value.size,
		.form = kind == NULL ? SIGNFW_FORM_BYTES : kind->form,
	};
	return SIGNFW_OK;
}

enum signfw_status signfw_container_signature(const signfw_container *container, struct signfw_signature *out)
{
	const struct container *model = &container->model;

	if (model->signature_size == 0)
		return SIGNFW_E_ARGUMENT;
	*out = (struct signfw_signature){
		.type = model->sign_type,
		.offset = model->signature_offset,
		.data = model->signature.data,
		.size = model->signature_size,
		.check = container->signature_check,
	};
	return SIGNFW_OK;
}

enum signfw_check signfw_container_enc_key_check(const signfw_container *container)
{
	return container->enc_key_check;
}

size_t signfw_container_image_count(const signfw_container *container)
{
	return container->image_count;
}

/* An image's size without padding: where its headers say that it ends, if only padding follows. */
static uint64_t elf_size(const struct image_place *place, const struct elf32 *elf, size_t alignment)
{
	struct span rest;

	/* more zeros than that, behind what the headers speak of, are its own */
	if (elf->segment_count == 0 || elf->end + alignment <= elf->file.size ||
	    !sfw_span_at(elf->file, elf->end, elf->file.size - elf->end, &rest) || !sfw_span_is_zero(rest))
		return elf->file.data == NULL ? place->size : elf->file.size;
	return elf->end;
}

enum signfw_status signfw_container_image(const signfw_container *container, size_t index, struct signfw_image *out)
{
	if (index >= container->image_count)
		return SIGNFW_E_ARGUMENT;
	const struct image_place *place = &container->model.images[index];
	const struct elf32 *elf = &container->images[index].elf;

	*out = (struct signfw_image){
		.offset = place->offset,
		.size = place->size,
		.elf_size = elf_size(place, elf, container->model.layout->image_alignment),
		.type = place->type,
		.data = elf->file.data,
		.entry = elf->entry,
		.segment_count = elf->segment_count,
	};
	return SIGNFW_OK;
}

enum signfw_status signfw_container_unprotected(const signfw_container *container, size_t index,
						struct signfw_unprotected *out)
{
	const struct unprotected *ranges = sfw_handle_unprotected(container);

	if (ranges == NULL)
		return SIGNFW_E_MEMORY;
	if (index >= ranges->count)
		return SIGNFW_E_ARGUMENT;
	*out = ranges->list[index];
	return SIGNFW_OK;
}

enum signfw_status signfw_container_hash_entry(const signfw_container *container, size_t index,
					       struct signfw_hash_entry *out)
{
	if (index >= container->model.table.count)
		return SIGNFW_E_ARGUMENT;
	const struct hash_entry entry = sfw_hash_table_entry(&container->model.table, index);

	*out = (struct signfw_hash_entry){
		.type = entry.segment.type,
		.offset = entry.segment.offset,
		.virtual_address = entry.segment.vaddr,
		.address = entry.segment.paddr,
		.file_size = entry.segment.filesz,
		.memory_size = entry.segment.memsz,
		.flags = entry.segment.flags,
		.align = entry.segment.align,
		.sha256 = entry.digest,
		.iv = entry.iv,
		.table_offset = entry.offset,
		.image = container->uses[index].image,
		.segment = container->uses[index].segment,
	};
	return SIGNFW_OK;
}

enum signfw_status signfw_container_segment(const signfw_container *container, size_t image, size_t index,
					    struct signfw_segment *out)
{
	if (image >= container->image_count || index >= container->images[image].elf.segment_count)
		return SIGNFW_E_ARGUMENT;
	const struct segment *segment = &container->images[image].elf.segments[index];
	const struct table_match match = sfw_table_match(container, &container->images[image], index);
	struct hash_entry entry = {0};

	if (match.is_accepted)
		entry = sfw_hash_table_entry(&container->model.table, match.entry);
	*out = (struct signfw_segment){
		.type = segment->type,
		.offset = segment->offset,
		.virtual_address = segment->vaddr,
		.address = segment->paddr,
		.file_size = segment->filesz,
		.memory_size = segment->memsz,
		.flags = segment->flags,
		.align = segment->align,
		.sha256 = entry.digest,
		.iv = entry.iv,
		.check = container->checks[image][index],
		.hash_entry = match.entry,
		.differs = match.differs,
	};
	return SIGNFW_OK;
}

enum signfw_status signfw_container_resource_table(const signfw_container *container, size_t image,
						   struct signfw_resource_table *out)
{
	if (image >= container->image_count)
		return SIGNFW_E_ARGUMENT;
	const struct elf32 *elf = &container->images[image].elf;

	if (!elf->resource_table.found || elf->resource_table.size == 0)
		return SIGNFW_E_ARGUMENT;
	*out = sfw_elf32_table(elf, !container->images[image].is_encrypted);
	return SIGNFW_OK;
}
