/* SPDX-License-Identifier: BSD-2-Clause */
#include "container/tlv_model.h"

/* ---- reading --------------------------------------------------------------------- */

/* The size of a TLV, 0 if it is missing: a device makes no difference between missing and empty. */
static size_t size_of(const struct tlv *tlv)
{
	return tlv == NULL ? 0 : tlv->value.size;
}

/* The offset to report for a TLV that is wrong, or missing. */
static uint64_t place_of(const struct container *container, const struct tlv *tlv)
{
	return tlv == NULL ? container->header.size : tlv->offset;
}

static const char *unit_of(enum tlv_size size)
{
	switch (size) {
	case TLV_SIZE_BYTE_PER_IMAGE:
		return ", one for each image";
	case TLV_SIZE_WORD_PER_IMAGE:
		return ", 4 for each image";
	case TLV_SIZE_ANY:
	case TLV_SIZE_BYTE:
	case TLV_SIZE_WORD:
		break;
	}
	return "";
}

/* The TLV of a type; one of the wrong size for a container of so many images is reported, and NULL is returned. */
static const struct tlv *find_sized(const struct container *container, uint32_t type, size_t image_count,
				    signfw_findings *findings)
{
	const struct tlv *tlv = sfw_tlv_find(&container->tlvs, type);
	const struct tlv_kind *kind = sfw_tlv_kind(type);
	size_t expected;

	if (!sfw_tlv_size(kind, image_count, &expected) || size_of(tlv) == expected)
		return tlv;
	sfw_report(findings, kind->invalid, place_of(container, tlv), "%s has %zu bytes, expected %zu%s", kind->name,
		   size_of(tlv), expected, unit_of(kind->size));
	return NULL;
}

static void check_list(const struct container *container, signfw_findings *findings)
{
	const struct layout *layout = container->layout;

	for (size_t i = 0; i < container->tlvs.count; i++) {
		const struct tlv *tlv = &container->tlvs.tlvs[i];

		if (!sfw_tlv_is_first(&container->tlvs, tlv))
			sfw_report(findings, SFW_TLV_DUPLICATE, tlv->offset,
				   "TLV 0x%x (%s) was there before; the first one counts", tlv->type,
				   sfw_layout_tlv_name(layout, tlv->type, tlv->is_platform));
		else if (!tlv->is_platform && !sfw_order_has(layout->orders[0].types, tlv->type))
			sfw_report(findings, SFW_TLV_UNKNOWN, tlv->offset, "TLV 0x%x isn't known", tlv->type);
	}
}

static enum signfw_status read_optional(struct container *container, signfw_findings *findings)
{
	const struct tlv *key_info = sfw_tlv_find(&container->tlvs, SIGNFW_TLV_PKEYINFO);

	if (key_info != NULL) {
		container->key_info = key_info->value;
		container->key_info_offset = key_info->offset;
	}
	for (size_t i = 0; i < container->tlvs.count; i++) {
		const struct tlv *tlv = &container->tlvs.tlvs[i];
		const struct platform_value value = {sfw_layout_meaning(container->layout, tlv->type), tlv->type,
						     tlv->value, tlv->offset};

		if (tlv->is_platform && sfw_container_add_platform(container, &value) != SIGNFW_OK)
			return SIGNFW_E_MEMORY;
	}
	sfw_check_optional_values(container, findings);
	return SIGNFW_OK;
}

static void read_types(struct container *container, signfw_findings *findings)
{
	const struct tlv *sign_type = find_sized(container, SIGNFW_TLV_SIGNTYPE, 0, findings);
	const struct tlv *hash_type = sfw_tlv_find(&container->tlvs, SIGNFW_TLV_HASHTYPE);

	if (sign_type != NULL)
		sfw_container_take_sign_type(container, sign_type->value.data[0], sign_type->offset, findings);
	if (size_of(hash_type) == 0)
		sfw_report(findings, SFW_HASHTYPE_MISSING, place_of(container, hash_type),
			   "HASHTYPE is missing; vendor devices require it");
	else if (find_sized(container, SIGNFW_TLV_HASHTYPE, 0, findings) != NULL)
		sfw_container_take_hash_type(container, hash_type->value.data[0], hash_type->offset, findings);
}

/* Only st-4.0 has ENCTYPE: whether images are encrypted. */
static void read_encryption(struct container *container, signfw_findings *findings)
{
	const struct tlv *tlv = sfw_tlv_find(&container->tlvs, SIGNFW_TLV_ENCTYPE);

	container->is_encrypted =
		size_of(tlv) > 0 && sfw_order_has(container->layout->orders[0].types, SIGNFW_TLV_ENCTYPE);
	if (container->is_encrypted && (tlv->value.size != 1 || tlv->value.data[0] != SIGNFW_ENCTYPE_AES_CBC))
		sfw_report(findings, SFW_ENCTYPE_INVALID, tlv->offset,
			   "ENCTYPE has %zu bytes and begins with %u, expected 1 byte that is %d (AES-CBC)",
			   tlv->value.size, tlv->value.data[0], SIGNFW_ENCTYPE_AES_CBC);
}

static void read_table(struct container *container, signfw_findings *findings)
{
	const struct tlv *tlv =
		sfw_tlv_find(&container->tlvs, container->is_encrypted ? SIGNFW_TLV_ENCTABLE : SIGNFW_TLV_HASHTABLE);
	const struct span none = {0};

	if (tlv == NULL)
		sfw_container_take_table(container, none, 0, place_of(container, NULL), findings);
	else
		sfw_container_take_table(container, tlv->value, tlv->value_offset, tlv->offset, findings);
}

/* The number of images, 0 if it can't be known. */
static size_t read_image_count(const struct container *container, signfw_findings *findings)
{
	const struct tlv *tlv = find_sized(container, SIGNFW_TLV_NUM_IMG, 0, findings);

	if (tlv == NULL)
		return 0;
	if (tlv->value.data[0] == 0)
		sfw_report(findings, SFW_NUM_IMG_INVALID, tlv->offset, "NUM_IMG is 0: there is no image");
	return tlv->value.data[0];
}

static enum signfw_status read_images(struct container *container, signfw_findings *findings)
{
	const size_t count = read_image_count(container, findings);

	if (count == 0)
		return SIGNFW_OK;
	const struct tlv *types = find_sized(container, SIGNFW_TLV_IMGTYPE, count, findings);

	for (size_t i = 0; i < count && types != NULL; i++)
		sfw_container_check_image_type(container, i, types->value.data[i], types->offset, findings);
	const struct tlv *sizes = find_sized(container, SIGNFW_TLV_IMGSIZE, count, findings);

	if (sizes == NULL)
		return SIGNFW_OK;
	container->images = sfw_array_new(count, sizeof(*container->images));
	if (container->images == NULL)
		return SIGNFW_E_MEMORY;
	for (size_t i = 0; i < count; i++) {
		container->images[i].size = sfw_u32le(sizes->value.data + 4 * i);
		container->images[i].type = types == NULL ? 0 : types->value.data[i];
	}
	sfw_container_place_images(container, count, sizes->offset, findings);
	return SIGNFW_OK;
}

enum signfw_status sfw_tlv_model_read(struct container *container, signfw_findings *findings)
{
	check_list(container, findings);
	if (read_optional(container, findings) != SIGNFW_OK)
		return SIGNFW_E_MEMORY;
	read_types(container, findings);
	sfw_check_signature_size(container, findings);
	read_encryption(container, findings);
	read_table(container, findings);
	return read_images(container, findings);
}

/* ---- writing --------------------------------------------------------------------- */

static void fill_in(struct tlv_model *out, const struct container *container)
{
	*out = (struct tlv_model){
		.sign_type = (uint8_t)container->sign_type,
		.hash_type = (uint8_t)container->hash_type,
		.encryption_type = SIGNFW_ENCTYPE_AES_CBC,
		.image_count = (uint8_t)container->image_count,
	};
	for (size_t i = 0; i < container->image_count; i++) {
		out->image_types[i] = (uint8_t)container->images[i].type;
		sfw_put_u32le(out->image_sizes + 4 * i, (uint32_t)container->images[i].size);
	}
}

/* The value of a TLV of this type; false if there is to be none. */
static bool value_of(const struct tlv_model *tlvs, const struct container *container, uint32_t type, struct span *out)
{
	switch (type) {
	case SIGNFW_TLV_SIGNTYPE:
		*out = (struct span){&tlvs->sign_type, 1};
		return true;
	case SIGNFW_TLV_HASHTYPE:
		*out = (struct span){&tlvs->hash_type, 1};
		return true;
	case SIGNFW_TLV_NUM_IMG:
		*out = (struct span){&tlvs->image_count, 1};
		return true;
	case SIGNFW_TLV_IMGTYPE:
		*out = (struct span){tlvs->image_types, container->image_count};
		return true;
	case SIGNFW_TLV_IMGSIZE:
		*out = (struct span){tlvs->image_sizes, 4 * container->image_count};
		return true;
	case SIGNFW_TLV_ENCTYPE:
		*out = (struct span){&tlvs->encryption_type, 1};
		return container->is_encrypted;
	case SIGNFW_TLV_HASHTABLE:
		*out = container->table.bytes;
		return !container->is_encrypted;
	case SIGNFW_TLV_ENCTABLE:
		*out = container->table.bytes;
		return container->is_encrypted;
	case SIGNFW_TLV_PKEYINFO:
		*out = container->key_info;
		return container->key_info.data != NULL;
	default:
		return false;
	}
}

static enum signfw_status add(struct tlv_model *out, uint32_t type, struct span value, bool is_platform)
{
	const struct tlv tlv = {.type = type, .offset = SIGNFW_NO_OFFSET, .value = value, .is_platform = is_platform};

	return sfw_tlv_list_add(&out->list, &tlv);
}

/* Adds the TLV of a type, if there is to be one. */
static enum signfw_status add_value(struct tlv_model *out, const struct container *container, uint32_t type)
{
	struct span value;

	return value_of(out, container, type, &value) ? add(out, type, value, false) : SIGNFW_OK;
}

static enum signfw_status write_anew(struct tlv_model *out, const struct container *container)
{
	enum signfw_status status = SIGNFW_OK;

	for (const uint32_t *type = container->tlv_order; *type != 0 && status == SIGNFW_OK; type++)
		status = add_value(out, container, *type);
	for (size_t i = 0; i < container->platform_count && status == SIGNFW_OK; i++)
		status = add(out, container->platform[i].type, container->platform[i].value, true);
	return status;
}

/* Key information has its place behind the last TLV that isn't for the platform. */
static size_t place_of_key_info(const struct tlv_list *old)
{
	const struct tlv *key_info = sfw_tlv_find(old, SIGNFW_TLV_PKEYINFO);
	size_t place = 0;

	if (key_info != NULL)
		return (size_t)(key_info - old->tlvs);
	for (size_t i = 0; i < old->count; i++)
		if (!old->tlvs[i].is_platform)
			place = i + 1;
	return place;
}

/* Adds a TLV that was there, unless what the key says replaces it; a double of such a one is left out. */
static enum signfw_status add_old(struct tlv_model *out, const struct container *container, const struct tlv *tlv)
{
	if (tlv->is_platform || (tlv->type != SIGNFW_TLV_SIGNTYPE && tlv->type != SIGNFW_TLV_PKEYINFO))
		return add(out, tlv->type, tlv->value, tlv->is_platform);
	if (tlv->type == SIGNFW_TLV_SIGNTYPE && sfw_tlv_is_first(&container->tlvs, tlv))
		return add_value(out, container, SIGNFW_TLV_SIGNTYPE);
	return SIGNFW_OK;
}

static enum signfw_status write_again(struct tlv_model *out, const struct container *container)
{
	const struct tlv_list *old = &container->tlvs;
	const size_t place = place_of_key_info(old);
	enum signfw_status status = SIGNFW_OK;

	for (size_t i = 0; i <= old->count && status == SIGNFW_OK; i++) {
		if (i == place)
			status = add_value(out, container, SIGNFW_TLV_PKEYINFO);
		if (i < old->count && status == SIGNFW_OK)
			status = add_old(out, container, &old->tlvs[i]);
	}
	return status;
}

static void check_sizes(const struct tlv_model *tlvs, const struct layout *layout, signfw_findings *findings)
{
	for (size_t i = 0; i < tlvs->list.count; i++) {
		const struct tlv *tlv = &tlvs->list.tlvs[i];

		if (tlv->value.size > layout->value_max)
			sfw_report(findings, SFW_LAYOUT_LIMIT, tlv->offset,
				   "%s has %zu bytes, but layout %s has room for %u",
				   sfw_layout_tlv_name(layout, tlv->type, tlv->is_platform), tlv->value.size,
				   layout->name, layout->value_max);
	}
}

enum signfw_status sfw_tlv_model_write(struct tlv_model *out, const struct container *container,
				       signfw_findings *findings)
{
	fill_in(out, container);
	const enum signfw_status status =
		container->tlv_order != NULL ? write_anew(out, container) : write_again(out, container);

	if (status == SIGNFW_OK)
		check_sizes(out, container->layout, findings);
	return status;
}

void sfw_tlv_model_cleanup(struct tlv_model *tlvs)
{
	sfw_tlv_list_cleanup(&tlvs->list);
}
