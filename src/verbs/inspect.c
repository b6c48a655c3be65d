/* SPDX-License-Identifier: BSD-2-Clause */
/* Looking into a container: inspect, parse, and the accessors. */
#include <stdio.h>
#include <stdlib.h>

#include "base/cleanup.h"
#include "base/error.h"
#include "container/layout.h"
#include "verbs/handle.h"

/* "image 254", and then some */
#define NAME_SIZE 32

DEFINE_CLEANUP(container_cleanup, signfw_container, signfw_container_free)

signfw_container *sfw_handle_new(void)
{
	signfw_container *handle = calloc(1, sizeof(*handle));

	if (handle == NULL)
		return NULL;
	handle->findings = sfw_findings_new();
	if (handle->findings == NULL) {
		free(handle);
		return NULL;
	}
	return handle;
}

void signfw_container_free(signfw_container *container)
{
	if (container == NULL)
		return;
	for (size_t i = 0; i < container->image_count; i++) {
		if (container->images != NULL)
			sfw_firmware_cleanup(&container->images[i]);
		if (container->checks != NULL)
			free(container->checks[i]);
	}
	free(container->images);
	free(container->checks);
	free(container->chunks);
	sfw_surroundings_cleanup(&container->own);
	free(container->names);
	free(container->unprotected);
	sfw_container_cleanup(&container->model);
	signfw_findings_free(container->findings);
	free(container);
}

enum signfw_status sfw_handle_parse(signfw_container *handle, const struct layout *layout, const struct ends *file)
{
	const enum signfw_status status = sfw_container_parse(&handle->model, layout, file, handle->findings);
	const struct tlv *table = handle->model.hash_table;

	handle->size = file->size;
	if (status == SIGNFW_OK && table != NULL)
		sfw_hashtable_open(&handle->table, table->value, table->value_offset, handle->model.encrypted,
				   handle->findings);
	if (handle->model.layout != NULL)
		handle->table.looks_at_offset = handle->model.layout->looks_at_offset;
	return status;
}

enum signfw_status sfw_handle_make_checks(signfw_container *handle)
{
	handle->checks = sfw_array_new(handle->image_count, sizeof(*handle->checks));
	if (handle->checks == NULL)
		return SIGNFW_E_MEMORY;
	for (size_t i = 0; i < handle->image_count; i++) {
		handle->checks[i] = sfw_array_new(handle->images[i].elf.segment_count, sizeof(**handle->checks));
		if (handle->checks[i] == NULL)
			return SIGNFW_E_MEMORY;
	}
	return SIGNFW_OK;
}

enum signfw_status sfw_handle_parse_images(signfw_container *handle, const struct span *files)
{
	const size_t count = handle->model.image_count;
	size_t segment_count = 0;

	handle->images = sfw_array_new(count, sizeof(*handle->images));
	handle->names = sfw_array_new(count, NAME_SIZE);
	if (handle->images == NULL || handle->names == NULL)
		return SIGNFW_E_MEMORY;
	handle->image_count = count;
	for (size_t i = 0; i < count; i++) {
		struct firmware *firmware = &handle->images[i];

		/* with one image there is nothing to tell apart */
		if (count > 1) {
			firmware->name = handle->names + i * NAME_SIZE;
			snprintf(handle->names + i * NAME_SIZE, NAME_SIZE, "image %zu", i);
		}
		firmware->offset = handle->model.images[i].offset;
		firmware->first_segment = segment_count;
		firmware->is_encrypted = handle->model.images[i].type == SIGNFW_IMGTYPE_ENCRYPTED;
		if (files[i].data == NULL)
			continue;
		if (sfw_firmware_parse(firmware, files[i], handle->findings) != SIGNFW_OK)
			return SIGNFW_E_MEMORY;
		segment_count += firmware->elf.segment_count;
	}
	sfw_lint_images(handle->images, count, handle->findings);
	sfw_lint_together(handle->images, count, handle->findings);
	if (handle->model.encrypted)
		sfw_lint_ivs(&handle->table, handle->findings);
	return sfw_find_unprotected(handle) == SIGNFW_OK ? sfw_handle_make_checks(handle) : SIGNFW_E_MEMORY;
}

/* The ELF headers of the images, as far as the file has them. */
static enum signfw_status inspect_images(signfw_container *handle, struct span file)
{
	struct span files[SIGNFW_MAX_IMAGES] = {0};

	for (size_t i = 0; i < handle->model.image_count; i++) {
		const struct image *image = &handle->model.images[i];

		/* of an encrypted image all but the segments is readable */
		if ((image->type != SIGNFW_IMGTYPE_ELF && image->type != SIGNFW_IMGTYPE_ENCRYPTED) ||
		    !sfw_span_at(file, image->offset, image->size, &files[i]))
			files[i] = (struct span){0};
	}
	return sfw_handle_parse_images(handle, files);
}

static enum signfw_status inspect(signfw_container *handle, struct span file)
{
	const struct ends ends = sfw_ends_of(file);
	enum signfw_status status = sfw_handle_parse(handle, NULL, &ends);

	if (status == SIGNFW_OK)
		status = inspect_images(handle, file);
	handle->chunks = sfw_array_new(1, sizeof(*handle->chunks));
	if (status != SIGNFW_OK || handle->chunks == NULL ||
	    sfw_findings_verdict(handle->findings, NULL) == SIGNFW_E_MEMORY)
		return SIGNFW_E_MEMORY;
	handle->chunks[0] = file;
	handle->chunk_count = 1;
	handle->inspected_findings = signfw_findings_count(handle->findings);
	return SIGNFW_OK;
}

enum signfw_status signfw_container_inspect(signfw_container **out, const void *data, size_t size,
					    struct signfw_error *err)
{
	if (out == NULL || (data == NULL && size > 0))
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no data, or no place for the container");
	CLEANUP(container_cleanup) signfw_container *handle = sfw_handle_new();

	if (handle == NULL || inspect(handle, (struct span){data, size}) != SIGNFW_OK)
		return sfw_fail_memory(err);
	*out = handle;
	handle = NULL;
	return SIGNFW_OK;
}

enum signfw_status signfw_container_parse(signfw_container **out, const void *data, size_t size,
					  struct signfw_error *err)
{
	CLEANUP(container_cleanup) signfw_container *handle = NULL;
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

uint64_t signfw_container_size(const signfw_container *container)
{
	return container->size;
}

size_t signfw_container_chunk_count(const signfw_container *container)
{
	return container->chunk_count;
}

enum signfw_status signfw_container_chunk(const signfw_container *container, size_t index, const void **data,
					  size_t *size)
{
	if (index >= container->chunk_count)
		return SIGNFW_E_ARGUMENT;
	*data = container->chunks[index].data;
	*size = container->chunks[index].size;
	return SIGNFW_OK;
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
	return container->model.tlv_count;
}

enum signfw_status signfw_container_tlv(const signfw_container *container, size_t index, struct signfw_tlv *out)
{
	if (index >= container->model.tlv_count)
		return SIGNFW_E_ARGUMENT;
	const struct tlv *tlv = &container->model.tlvs[index];

	*out = (struct signfw_tlv){tlv->type, sfw_tlv_name(container->model.layout, tlv), tlv->offset, tlv->value.data,
				   tlv->value.size};
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
static uint64_t elf_size(const struct image *image, const struct elf32 *elf, size_t alignment)
{
	struct span rest;

	/* more zeros than that, behind what the headers speak of, are its own */
	if (elf->segment_count == 0 || elf->end + alignment <= elf->file.size ||
	    !sfw_span_at(elf->file, elf->end, elf->file.size - elf->end, &rest) || !sfw_span_is_zero(rest))
		return elf->file.data == NULL ? image->size : elf->file.size;
	return elf->end;
}

enum signfw_status signfw_container_image(const signfw_container *container, size_t index, struct signfw_image *out)
{
	if (index >= container->image_count)
		return SIGNFW_E_ARGUMENT;
	const struct image *image = &container->model.images[index];
	const struct elf32 *elf = &container->images[index].elf;

	*out = (struct signfw_image){
		.offset = image->offset,
		.size = image->size,
		.elf_size = elf_size(image, elf, container->model.layout->image_alignment),
		.type = image->type,
		.data = elf->file.data,
		.entry = elf->entry,
		.segment_count = elf->segment_count,
	};
	return SIGNFW_OK;
}

enum signfw_status signfw_container_unprotected(const signfw_container *container, size_t index,
						struct signfw_unprotected *out)
{
	if (index >= container->unprotected_count)
		return SIGNFW_E_ARGUMENT;
	*out = container->unprotected[index];
	return SIGNFW_OK;
}

/* What the table has for the very same program header, most likely in its own place; without digest if nothing. */
static struct hash_entry signed_entry(const struct hashtable *table, const struct segment *segment, size_t own)
{
	for (size_t i = 0; i < table->count; i++) {
		const struct hash_entry entry = sfw_hashtable_entry(table, (own + i) % table->count);

		if (sfw_segment_equal(&entry.segment, segment))
			return entry;
	}
	return (struct hash_entry){0};
}

enum signfw_status signfw_container_segment(const signfw_container *container, size_t image, size_t index,
					    struct signfw_segment *out)
{
	if (image >= container->image_count || index >= container->images[image].elf.segment_count)
		return SIGNFW_E_ARGUMENT;
	const struct firmware *firmware = &container->images[image];
	const struct segment *segment = &firmware->elf.segments[index];
	const struct hash_entry entry = signed_entry(&container->table, segment, firmware->first_segment + index);

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
	};
	return SIGNFW_OK;
}

enum signfw_status signfw_container_resource_table(const signfw_container *container, size_t image,
						   struct signfw_resource_table *out)
{
	if (image >= container->image_count)
		return SIGNFW_E_ARGUMENT;
	const struct elf32 *elf = &container->images[image].elf;
	struct span bytes;
	uint32_t entries = 0;

	if (!elf->resource_table.found || elf->resource_table.size == 0)
		return SIGNFW_E_ARGUMENT;
	if (!container->images[image].is_encrypted && sfw_span_at(elf->file, elf->resource_table.offset, 8, &bytes))
		entries = sfw_u32le(bytes.data + 4);
	*out = (struct signfw_resource_table){elf->resource_table.address, elf->resource_table.size,
					      elf->resource_table.offset, entries};
	return SIGNFW_OK;
}
