/* SPDX-License-Identifier: BSD-2-Clause */
#include "container.h"

#include <stdlib.h>
#include <string.h>

#include "layout.h"

static const struct layout *const layouts[] = {
	&sfw_layout_optee,
};

const struct layout *sfw_layout_by_name(const char *name)
{
	for (size_t i = 0; i < sizeof(layouts) / sizeof(layouts[0]); i++)
		if (strcmp(layouts[i]->name, name) == 0)
			return layouts[i];
	return NULL;
}

const char *sfw_layout_name(const struct layout *layout)
{
	return layout->name;
}

const uint32_t *sfw_layout_tlv_order(const struct layout *layout)
{
	return layout->tlv_order;
}

bool sfw_tlv_is_platform(uint32_t type)
{
	return type >= SIGNFW_TLV_PLATFORM_FIRST && type <= SIGNFW_TLV_PLATFORM_LAST;
}

/* NULL for a type that has no meaning to us. */
static const char *name_of(uint32_t type)
{
	switch (type) {
	case SIGNFW_TLV_SIGNTYPE:
		return "SIGNTYPE";
	case SIGNFW_TLV_HASHTYPE:
		return "HASHTYPE";
	case SIGNFW_TLV_NUM_IMG:
		return "NUM_IMG";
	case SIGNFW_TLV_IMGTYPE:
		return "IMGTYPE";
	case SIGNFW_TLV_IMGSIZE:
		return "IMGSIZE";
	case SIGNFW_TLV_HASHTABLE:
		return "HASHTABLE";
	case SIGNFW_TLV_PKEYINFO:
		return "PKEYINFO";
	}
	return sfw_tlv_is_platform(type) ? "platform" : NULL;
}

const char *signfw_tlv_name(uint32_t type)
{
	const char *name = name_of(type);

	return name == NULL ? "unknown" : name;
}

/* The first TLV of a type is the one that counts, as in OP-TEE's remoteproc_core.c. */
static const struct tlv *find_tlv(const struct container *container, uint32_t type)
{
	for (size_t i = 0; i < container->tlv_count; i++)
		if (container->tlvs[i].type == type)
			return &container->tlvs[i];
	return NULL;
}

/* Its size, 0 if it is missing: a device makes no difference between missing and empty. */
static size_t size_of(const struct tlv *tlv)
{
	return tlv == NULL ? 0 : tlv->value.size;
}

/* Where to point when `tlv` is wrong, or missing. */
static uint64_t place_of(const struct container *container, const struct tlv *tlv)
{
	return tlv == NULL ? container->header.size : tlv->offset;
}

void sfw_tlv_check_empty(const struct tlv *tlv, signfw_findings *findings)
{
	if (tlv->value.size == 0 && (tlv->type == SIGNFW_TLV_PKEYINFO || sfw_tlv_is_platform(tlv->type)))
		sfw_find(findings, SFW_TLV_EMPTY, tlv->offset,
			 "TLV 0x%x (%s) is empty; devices treat it as absent or refuse it", tlv->type,
			 signfw_tlv_name(tlv->type));
}

static void check_tlv_list(const struct container *container, signfw_findings *findings)
{
	for (size_t i = 0; i < container->tlv_count; i++) {
		const struct tlv *tlv = &container->tlvs[i];

		if (find_tlv(container, tlv->type) != tlv)
			sfw_find(findings, SFW_TLV_DUPLICATE, tlv->offset,
				 "TLV 0x%x (%s) was there before; the first one counts", tlv->type,
				 signfw_tlv_name(tlv->type));
		else if (name_of(tlv->type) == NULL)
			sfw_find(findings, SFW_TLV_UNKNOWN, tlv->offset, "TLV 0x%x isn't known", tlv->type);
		else
			sfw_tlv_check_empty(tlv, findings);
	}
}

static void read_types(struct container *container, signfw_findings *findings)
{
	const struct tlv *sign_type = find_tlv(container, SIGNFW_TLV_SIGNTYPE);
	const struct tlv *hash_type = find_tlv(container, SIGNFW_TLV_HASHTYPE);

	if (size_of(sign_type) != 1) {
		sfw_find(findings, SFW_SIGNTYPE_INVALID, place_of(container, sign_type),
			 "SIGNTYPE has %zu bytes, expected 1", size_of(sign_type));
	} else {
		container->sign_type = sign_type->value.data[0];
		if (container->sign_type != SIGNFW_KEY_RSA && container->sign_type != SIGNFW_KEY_ECDSA)
			sfw_find(findings, SFW_SIGNTYPE_INVALID, sign_type->offset,
				 "SIGNTYPE is %u, expected 1 (RSA) or 2 (ECDSA)", container->sign_type);
	}
	if (size_of(hash_type) == 0)
		sfw_find(findings, SFW_HASHTYPE_MISSING, place_of(container, hash_type),
			 "HASHTYPE is missing; vendor devices require it");
	else if (hash_type->value.size != 1)
		sfw_find(findings, SFW_HASHTYPE_INVALID, hash_type->offset, "HASHTYPE has %zu bytes, expected 1",
			 hash_type->value.size);
	else if (hash_type->value.data[0] != SIGNFW_HASHTYPE_SHA256)
		sfw_find(findings, SFW_HASHTYPE_INVALID, hash_type->offset, "HASHTYPE is %u, expected %d (SHA-256)",
			 hash_type->value.data[0], SIGNFW_HASHTYPE_SHA256);
}

/* The number of images, 0 if it can't be known. */
static size_t read_image_count(const struct container *container, signfw_findings *findings)
{
	const struct tlv *tlv = find_tlv(container, SIGNFW_TLV_NUM_IMG);

	if (size_of(tlv) != 1) {
		sfw_find(findings, SFW_NUM_IMG_INVALID, place_of(container, tlv), "NUM_IMG has %zu bytes, expected 1",
			 size_of(tlv));
		return 0;
	}
	if (tlv->value.data[0] == 0)
		sfw_find(findings, SFW_NUM_IMG_INVALID, tlv->offset, "NUM_IMG is 0: there is no image");
	return tlv->value.data[0];
}

/* The types of `count` images, or NULL. */
static const uint8_t *read_image_types(const struct container *container, size_t count, signfw_findings *findings)
{
	const struct tlv *tlv = find_tlv(container, SIGNFW_TLV_IMGTYPE);

	if (size_of(tlv) != count) {
		sfw_find(findings, SFW_IMGTYPE_INVALID, place_of(container, tlv),
			 "IMGTYPE has %zu bytes, expected %zu, one for each image", size_of(tlv), count);
		return NULL;
	}
	for (size_t i = 0; i < count; i++)
		if (tlv->value.data[i] != SIGNFW_IMGTYPE_ELF)
			sfw_find(findings, SFW_IMGTYPE_INVALID, tlv->offset,
				 "image %zu is of type %u, expected %d (ELF)", i, tlv->value.data[i],
				 SIGNFW_IMGTYPE_ELF);
	return tlv->value.data;
}

/* Places the images one behind the other; those that leave the images area are left out. */
static void place_images(struct container *container, const struct tlv *sizes, const uint8_t *types, size_t count,
			 signfw_findings *findings)
{
	struct reader reader = {.left = sizes->value};
	uint64_t used = 0;
	uint32_t size;

	for (size_t i = 0; i < count && sfw_reader_u32le(&reader, &size); i++) {
		if (size == 0)
			sfw_find(findings, SFW_IMGSIZE_INVALID, sizes->offset, "image %zu has no bytes", i);
		if (size > container->images_size - used) {
			sfw_find(findings, SFW_IMAGE_OUTSIDE, sizes->offset,
				 "image %zu has %u bytes, but only %llu are left in the images area", i, size,
				 (unsigned long long)(container->images_size - used));
			return;
		}
		container->images[container->image_count++] = (struct image){
			.offset = container->images_offset + used,
			.size = size,
			.type = types == NULL ? 0 : types[i],
		};
		used += size;
	}
	if (used < container->images_size && container->images_offset + used < container->file_size)
		sfw_find(findings, SFW_IMAGES_UNUSED, container->images_offset + used,
			 "%llu bytes of the images area belong to no image",
			 (unsigned long long)(container->images_size - used));
}

static enum signfw_status read_images(struct container *container, signfw_findings *findings)
{
	const size_t count = read_image_count(container, findings);
	const struct tlv *sizes = find_tlv(container, SIGNFW_TLV_IMGSIZE);

	if (count == 0)
		return SIGNFW_OK;
	const uint8_t *types = read_image_types(container, count, findings);

	if (size_of(sizes) != 4 * count) {
		sfw_find(findings, SFW_IMGSIZE_INVALID, place_of(container, sizes),
			 "IMGSIZE has %zu bytes, expected %zu, 4 for each image", size_of(sizes), 4 * count);
		return SIGNFW_OK;
	}
	container->images = sfw_array_new(count, sizeof(*container->images));
	if (container->images == NULL)
		return SIGNFW_E_MEMORY;
	place_images(container, sizes, types, count, findings);
	return SIGNFW_OK;
}

/* What the TLVs mean, by the rules that OP-TEE's remoteproc_core.c reads them with. */
static enum signfw_status read_meaning(struct container *container, signfw_findings *findings)
{
	check_tlv_list(container, findings);
	read_types(container, findings);
	container->key_info = find_tlv(container, SIGNFW_TLV_PKEYINFO);
	container->hash_table = find_tlv(container, SIGNFW_TLV_HASHTABLE);
	if (size_of(container->hash_table) == 0) {
		sfw_find(findings, SFW_HASHTABLE_INVALID, place_of(container, container->hash_table),
			 "HASHTABLE is missing or empty");
		container->hash_table = NULL;
	}
	return read_images(container, findings);
}

/* Says what the file is instead, where that is easy to tell. */
static void find_not_a_container(struct span head, signfw_findings *findings)
{
	static const struct {
		const char *begins;
		const char *what;
	} known[] = {
		{"\x7f"
		 "ELF",
		 "an ELF file that isn't signed"},
		{"-----BEGIN ", "a PEM file"},
		{"\x1f\x8b", "a gzip file"},
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		const size_t size = strlen(known[i].begins);

		if (head.size >= size && memcmp(head.data, known[i].begins, size) == 0) {
			sfw_find(findings, SFW_NOT_A_CONTAINER, 0, "not a signed container but %s", known[i].what);
			return;
		}
	}
	if (head.size < 4)
		sfw_find(findings, SFW_NOT_A_CONTAINER, 0, "not a signed container: the file has %zu bytes", head.size);
	else
		sfw_find(findings, SFW_NOT_A_CONTAINER, 0,
			 "not a signed container: it begins with %02x %02x %02x %02x, expected 68 a4 43 35",
			 head.data[0], head.data[1], head.data[2], head.data[3]);
}

enum signfw_status sfw_container_parse(struct container *out, const struct ends *file, signfw_findings *findings)
{
	struct container container = {.file_size = file->size};
	enum signfw_status status;

	for (size_t i = 0; i < sizeof(layouts) / sizeof(layouts[0]) && container.layout == NULL; i++)
		if (layouts[i]->recognise(file))
			container.layout = layouts[i];
	if (container.layout == NULL) {
		find_not_a_container(file->head, findings);
		*out = container;
		return SIGNFW_OK;
	}
	status = container.layout->parse(&container, file, findings);
	/* of half the TLVs it would find that the other half is missing */
	if (status == SIGNFW_OK && container.metadata.size > 0)
		status = read_meaning(&container, findings);
	if (status == SIGNFW_OK)
		*out = container;
	else
		sfw_container_cleanup(&container);
	return status;
}

void sfw_container_write(const struct container *container, struct surroundings *out)
{
	container->layout->write(container, out);
}

void sfw_surroundings_cleanup(struct surroundings *surroundings)
{
	sfw_builder_cleanup(&surroundings->head);
	sfw_builder_cleanup(&surroundings->tail);
}

void sfw_container_cleanup(struct container *container)
{
	free(container->tlvs);
	free(container->images);
	*container = (struct container){0};
}
