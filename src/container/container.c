/* SPDX-License-Identifier: BSD-2-Clause */
#include "container/container.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "container/layout.h"
#include "format/signature_algorithm.h"

/* Where a file fits several equally well, it is taken for the first. */
static const struct layout *const layouts[] = {
	&sfw_layout_optee,
	&sfw_layout_st40,
	&sfw_layout_st319,
	&sfw_layout_st316,
};

#define LAYOUT_COUNT (sizeof(layouts) / sizeof(layouts[0]))

const struct layout *sfw_layout_by_name(const char *name)
{
	for (size_t i = 0; i < LAYOUT_COUNT; i++)
		if (strcmp(layouts[i]->name, name) == 0)
			return layouts[i];
	return NULL;
}

const char *signfw_layout_name(size_t index, const char **description)
{
	if (index >= LAYOUT_COUNT)
		return NULL;
	if (description != NULL)
		*description = layouts[index]->description;
	return layouts[index]->name;
}

/* ---- names --------------------------------------------------------------------- */

/* NULL for a type without a name. */
static const char *name_of_type(uint32_t type)
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
	case SIGNFW_TLV_ENCTYPE:
		return "ENCTYPE";
	case SIGNFW_TLV_ENCTABLE:
		return "ENCTABLE";
	}
	return NULL;
}

const char *signfw_tlv_name(uint32_t type)
{
	const char *name = name_of_type(type);

	if (name != NULL)
		return name;
	return type >= SIGNFW_TLV_PLATFORM_FIRST && type <= SIGNFW_TLV_PLATFORM_LAST ? "platform" : "unknown";
}

/* Whether the layout has such TLVs, beside those of the platform. */
static bool has_type(const struct layout *layout, uint32_t type)
{
	for (const uint32_t *known = layout->orders[0].types; *known != 0; known++)
		if (*known == type)
			return true;
	return false;
}

/* NULL if the type has no meaning. */
static const struct platform_tlv *platform_tlv(const struct layout *layout, uint32_t type)
{
	for (const struct platform_tlv *known = layout->platform_tlvs; known != NULL && known->name != NULL; known++)
		if (known->type == type)
			return known;
	return NULL;
}

const char *sfw_tlv_name(const struct layout *layout, const struct tlv *tlv)
{
	const struct platform_tlv *known = tlv->is_platform ? platform_tlv(layout, tlv->type) : NULL;

	if (known != NULL)
		return known->name;
	if (tlv->is_platform)
		return "platform";
	return has_type(layout, tlv->type) ? name_of_type(tlv->type) : "unknown";
}

enum signfw_status signfw_tlv_type(const char *layout, const char *name, uint32_t *out, struct signfw_error *err)
{
	const struct layout *found = layout == NULL ? NULL : sfw_layout_by_name(layout);

	if (found == NULL || name == NULL || out == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no such layout, or no name");
	for (const struct platform_tlv *known = found->platform_tlvs; known != NULL && known->name != NULL; known++)
		if (strcmp(known->name, name) == 0) {
			*out = known->type;
			return SIGNFW_OK;
		}
	for (const uint32_t *type = found->orders[0].types; *type != 0; type++)
		if (strcmp(name_of_type(*type), name) == 0) {
			*out = *type;
			return SIGNFW_OK;
		}
	return sfw_fail(err, SIGNFW_E_ARGUMENT, "layout %s has no TLV \"%.32s\"", layout, name);
}

/* ---- what TLVs mean ------------------------------------------------------------ */

/* The first TLV of a type is the one that counts, as in OP-TEE's remoteproc_core.c. */
static const struct tlv *find_tlv(const struct container *container, uint32_t type)
{
	for (size_t i = 0; i < container->tlv_count; i++)
		if (container->tlvs[i].type == type && !container->tlvs[i].is_platform)
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

/* The first TLV that is as this one is. */
static const struct tlv *find_same(const struct container *container, const struct tlv *tlv)
{
	const struct tlv *first = container->tlvs;

	while (first->type != tlv->type || first->is_platform != tlv->is_platform)
		first++;
	return first;
}

/* Finds what a device can't use of a platform TLV that has a meaning. */
static void check_platform_value(const struct platform_tlv *known, const struct tlv *tlv, signfw_findings *findings)
{
	if (tlv->value.size != 4) {
		sfw_report(findings, SFW_PLATFORM_SIZE, tlv->offset,
			   "%s has %zu bytes, devices take 4 only; a number "
			   "begins with 0x",
			   known->name, tlv->value.size);
		return;
	}
	const uint32_t value = sfw_u32le(tlv->value.data);

	if (known->is_address && value % SFW_BOOT_ALIGNMENT != 0)
		sfw_report(findings, SFW_BOOTADDR_UNALIGNED, tlv->offset,
			   "%s is 0x%08x, not a multiple of %d: devices round it down", known->name, value,
			   SFW_BOOT_ALIGNMENT);
	if (known->is_address && value == 0)
		sfw_report(findings, SFW_BOOTADDR_MISSING, tlv->offset,
			   "%s is 0, which an STM32MP2 takes for none: it loads such firmware, but doesn't start it",
			   known->name);
	if (!known->is_address && value == 0)
		sfw_report(findings, SFW_BOOTSEC_ZERO, tlv->offset,
			   "%s is 0, but devices don't look at its value: whatever it is, it switches TrustZone on",
			   known->name);
}

static void check_optional_tlv(const struct layout *layout, const struct tlv *tlv, signfw_findings *findings)
{
	const struct platform_tlv *known = tlv->is_platform ? platform_tlv(layout, tlv->type) : NULL;

	if (!tlv->is_platform && tlv->type != SIGNFW_TLV_PKEYINFO)
		return;
	if (known != NULL)
		check_platform_value(known, tlv, findings);
	else if (tlv->value.size == 0)
		sfw_report(findings, SFW_TLV_EMPTY, tlv->offset,
			   "TLV 0x%x (%s) is empty; devices treat it as absent or refuse it", tlv->type,
			   sfw_tlv_name(layout, tlv));
	if (tlv->is_platform && known == NULL && layout->platform_tlvs != NULL)
		sfw_report(findings, SFW_PLATFORM_UNKNOWN, tlv->offset,
			   "platform TLV 0x%x has no meaning in layout %s; its devices refuse it", tlv->type,
			   layout->name);
}

void sfw_check_optional_tlvs(const struct container *container, signfw_findings *findings)
{
	const struct layout *layout = container->layout;
	bool has_address = layout->address_names == NULL;
	bool has_platform = !layout->requires_platform;

	for (size_t i = 0; i < container->tlv_count; i++) {
		const struct tlv *tlv = &container->tlvs[i];
		const struct platform_tlv *known = tlv->is_platform ? platform_tlv(layout, tlv->type) : NULL;

		if (find_same(container, tlv) == tlv)
			check_optional_tlv(layout, tlv, findings);
		has_address = has_address || (known != NULL && known->is_address);
		has_platform = has_platform || tlv->is_platform;
	}
	if (!has_platform)
		sfw_report(
			findings, SFW_PLATFORM_MISSING, SIGNFW_NO_OFFSET,
			"there is no platform TLV, not even %s: the device's loader reads beyond its copy of the TLVs",
			layout->address_names);
	else if (!has_address)
		sfw_report(findings, SFW_BOOTADDR_MISSING, SIGNFW_NO_OFFSET,
			   "there is no %s: an STM32MP2 loads such firmware, but doesn't start it",
			   layout->address_names);
}

void sfw_check_limits(const struct container *container, size_t image_count, signfw_findings *findings)
{
	const struct layout *layout = container->layout;

	if (image_count > layout->images_max)
		sfw_report(findings, SFW_LAYOUT_LIMIT, SIGNFW_NO_OFFSET, "%zu images, but layout %s has room for %zu",
			   image_count, layout->name, layout->images_max);
	if (container->signature_size % layout->signature_multiple != 0)
		sfw_report(
			findings, SFW_LAYOUT_LIMIT, container->signature_offset,
			"the signature has %u bytes; devices of layout %s need a multiple of %u, and so an RSA key of "
			"a multiple of %u bits",
			container->signature_size, layout->name, layout->signature_multiple,
			8 * layout->signature_multiple);
	for (size_t i = 0; i < container->tlv_count; i++)
		if (container->tlvs[i].value.size > layout->value_max)
			sfw_report(findings, SFW_LAYOUT_LIMIT, container->tlvs[i].offset,
				   "%s has %zu bytes, but layout %s has room for %u",
				   sfw_tlv_name(layout, &container->tlvs[i]), container->tlvs[i].value.size,
				   layout->name, layout->value_max);
}

static void check_tlv_list(const struct container *container, signfw_findings *findings)
{
	for (size_t i = 0; i < container->tlv_count; i++) {
		const struct tlv *tlv = &container->tlvs[i];

		if (find_same(container, tlv) != tlv)
			sfw_report(findings, SFW_TLV_DUPLICATE, tlv->offset,
				   "TLV 0x%x (%s) was there before; the first one counts", tlv->type,
				   sfw_tlv_name(container->layout, tlv));
		else if (!tlv->is_platform && !has_type(container->layout, tlv->type))
			sfw_report(findings, SFW_TLV_UNKNOWN, tlv->offset, "TLV 0x%x isn't known", tlv->type);
	}
	sfw_check_optional_tlvs(container, findings);
}

static void read_types(struct container *container, signfw_findings *findings)
{
	const struct tlv *sign_type = find_tlv(container, SIGNFW_TLV_SIGNTYPE);
	const struct tlv *hash_type = find_tlv(container, SIGNFW_TLV_HASHTYPE);

	if (size_of(sign_type) != 1) {
		sfw_report(findings, SFW_SIGNTYPE_INVALID, place_of(container, sign_type),
			   "SIGNTYPE has %zu bytes, expected 1", size_of(sign_type));
	} else {
		container->sign_type = sign_type->value.data[0];
		if (sfw_algorithm_of_sign_type(container->sign_type) == NULL)
			sfw_report(findings, SFW_SIGNTYPE_INVALID, sign_type->offset,
				   "SIGNTYPE is %u, expected " SFW_SIGN_TYPES, container->sign_type);
	}
	if (size_of(hash_type) == 0)
		sfw_report(findings, SFW_HASHTYPE_MISSING, place_of(container, hash_type),
			   "HASHTYPE is missing; vendor devices require it");
	else if (hash_type->value.size != 1)
		sfw_report(findings, SFW_HASHTYPE_INVALID, hash_type->offset, "HASHTYPE has %zu bytes, expected 1",
			   hash_type->value.size);
	else if (hash_type->value.data[0] != SIGNFW_HASHTYPE_SHA256)
		sfw_report(findings, SFW_HASHTYPE_INVALID, hash_type->offset, "HASHTYPE is %u, expected %d (SHA-256)",
			   hash_type->value.data[0], SIGNFW_HASHTYPE_SHA256);
}

/* Only st-4.0 has ENCTYPE: whether images are encrypted. */
static void read_encryption(struct container *container, signfw_findings *findings)
{
	const struct tlv *tlv = find_tlv(container, SIGNFW_TLV_ENCTYPE);

	container->encrypted = size_of(tlv) > 0 && has_type(container->layout, SIGNFW_TLV_ENCTYPE);
	if (container->encrypted && (tlv->value.size != 1 || tlv->value.data[0] != SIGNFW_ENCTYPE_AES_CBC))
		sfw_report(findings, SFW_ENCTYPE_INVALID, tlv->offset,
			   "ENCTYPE has %zu bytes and begins with %u, expected 1 byte that is %d (AES-CBC)",
			   tlv->value.size, tlv->value.data[0], SIGNFW_ENCTYPE_AES_CBC);
}

/* The number of images, 0 if it can't be known. */
static size_t read_image_count(const struct container *container, signfw_findings *findings)
{
	const struct tlv *tlv = find_tlv(container, SIGNFW_TLV_NUM_IMG);

	if (container->layout->images_max == 1)
		return 1;
	if (size_of(tlv) != 1) {
		sfw_report(findings, SFW_NUM_IMG_INVALID, place_of(container, tlv), "NUM_IMG has %zu bytes, expected 1",
			   size_of(tlv));
		return 0;
	}
	if (tlv->value.data[0] == 0)
		sfw_report(findings, SFW_NUM_IMG_INVALID, tlv->offset, "NUM_IMG is 0: there is no image");
	return tlv->value.data[0];
}

/* The types of `count` images, or NULL. */
static const uint8_t *read_image_types(const struct container *container, size_t count, signfw_findings *findings)
{
	const struct tlv *tlv = find_tlv(container, SIGNFW_TLV_IMGTYPE);
	const uint8_t expected = container->encrypted ? SIGNFW_IMGTYPE_ENCRYPTED : SIGNFW_IMGTYPE_ELF;

	if (size_of(tlv) != count) {
		sfw_report(findings, SFW_IMGTYPE_INVALID, place_of(container, tlv),
			   "IMGTYPE has %zu bytes, expected %zu, one for each image", size_of(tlv), count);
		return NULL;
	}
	for (size_t i = 0; i < count; i++)
		if (tlv->value.data[i] != expected)
			sfw_report(findings, SFW_IMGTYPE_INVALID, tlv->offset,
				   "image %zu is of type %u, expected %d (%s)", i, tlv->value.data[i], expected,
				   container->encrypted ? "encrypted ELF" : "ELF");
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
			sfw_report(findings, SFW_IMGSIZE_INVALID, sizes->offset, "image %zu has no bytes", i);
		if (size > container->images_size - used) {
			sfw_report(findings, SFW_IMAGE_OUTSIDE, sizes->offset,
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
		sfw_report(findings, SFW_IMAGES_UNUSED, container->images_offset + used,
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
		sfw_report(findings, SFW_IMGSIZE_INVALID, place_of(container, sizes),
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
	sfw_check_limits(container, 0, findings);
	read_encryption(container, findings);
	container->key_info = find_tlv(container, SIGNFW_TLV_PKEYINFO);
	container->hash_table = find_tlv(container, container->encrypted ? SIGNFW_TLV_ENCTABLE : SIGNFW_TLV_HASHTABLE);
	if (size_of(container->hash_table) == 0) {
		sfw_report(findings, SFW_HASHTABLE_INVALID, place_of(container, container->hash_table),
			   "%s is missing or empty", container->encrypted ? "ENCTABLE" : "HASHTABLE");
		container->hash_table = NULL;
	}
	return read_images(container, findings);
}

/* ---- reading and writing -------------------------------------------------------- */

/* Says what the file is instead, where that is easy to tell. */
static void find_not_a_container(struct span head, signfw_findings *findings)
{
	static const struct {
		const char *begins;
		size_t size;
		const char *what;
	} known[] = {
		{"\177ELF", 4, "an ELF file that isn't signed"},
		{"-----BEGIN ", 11, "a PEM file"},
		{"\x1f\x8b", 2, "a gzip file"},
		{"HSTO", 4, "a Trusted Application of OP-TEE (.ta)"},
		{"STM2", 4, "an image with an STM32 header, as the boot ROM loads it"},
		{"\1\0\x64\xaa", 4, "a FIP, a package of boot firmware"},
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (head.size >= known[i].size && memcmp(head.data, known[i].begins, known[i].size) == 0) {
			sfw_report(findings, SFW_NOT_A_CONTAINER, 0, "not a signed container but %s", known[i].what);
			return;
		}
	if (head.size < 4)
		sfw_report(findings, SFW_NOT_A_CONTAINER, 0, "not a signed container: the file has %zu bytes",
			   head.size);
	else
		sfw_report(findings, SFW_NOT_A_CONTAINER, 0,
			   "not a signed container: it begins with %02x %02x %02x %02x, expected 68 a4 43 35",
			   head.data[0], head.data[1], head.data[2], head.data[3]);
}

/* The layout that the file fits best, or NULL; if another one is as good, that is found. */
static const struct layout *recognise(const struct ends *file, signfw_findings *findings)
{
	const struct layout *best = NULL, *other = NULL;
	enum fit best_fit = FIT_NOT;

	for (size_t i = 0; i < LAYOUT_COUNT; i++) {
		const enum fit fit = layouts[i]->recognise(file);

		if (fit > best_fit) {
			best = layouts[i];
			best_fit = fit;
		} else if (fit == FIT_WHOLLY) {
			other = layouts[i];
		}
	}
	if (other != NULL)
		sfw_report(findings, SFW_LAYOUT_AMBIGUOUS, 0, "the file fits layout %s, but layout %s as well",
			   best->name, other->name);
	return best;
}

enum signfw_status sfw_container_parse(struct container *out, const struct layout *layout, const struct ends *file,
				       signfw_findings *findings)
{
	struct container container = {.file_size = file->size};
	enum signfw_status status;

	container.layout = layout == NULL ? recognise(file, findings) : layout;
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
