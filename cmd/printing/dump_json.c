/* SPDX-License-Identifier: BSD-2-Clause */
#include "printing/dump.h"

#include <string.h>

#include "printing/report.h"

static struct json_object *header(const signfw_container *container)
{
	struct json_object *object = json_object_new_object();
	struct signfw_field field;

	for (size_t i = 0; signfw_container_field(container, i, &field) == SIGNFW_OK; i++)
		json_object_object_add(object, field.name,
				       strcmp(field.name, "magic") == 0 ? json_hex32(field.value)
									: json_size(field.value));
	return object;
}

static struct json_object *image_type(uint32_t type)
{
	switch (type) {
	case SIGNFW_IMGTYPE_ELF:
		return json_text("ELF");
	case SIGNFW_IMGTYPE_ENCRYPTED:
		return json_text("encrypted ELF");
	default:
		return json_hex32(type);
	}
}

static struct json_object *image_types(const uint8_t *types, size_t count)
{
	struct json_object *list = json_object_new_array();

	for (size_t i = 0; i < count; i++)
		json_object_array_add(list, image_type(types[i]));
	return list;
}

static struct json_object *image_sizes(const uint8_t *sizes, size_t size)
{
	struct json_object *list = json_object_new_array();

	for (size_t i = 0; i + 4 <= size; i += 4)
		json_object_array_add(list, json_size(u32le(sizes + i)));
	return list;
}

static struct json_object *tlv_value(const struct signfw_tlv *tlv)
{
	const uint8_t *bytes = tlv->value;

	if (tlv->type == SIGNFW_TLV_SIGNTYPE && tlv->size == 1)
		return json_text(signfw_key_type_name((enum signfw_key_type)bytes[0]));
	if (tlv->type == SIGNFW_TLV_HASHTYPE && tlv->size == 1 && bytes[0] == SIGNFW_HASHTYPE_SHA256)
		return json_text("SHA-256");
	if (tlv->type == SIGNFW_TLV_ENCTYPE && tlv->size == 1 && bytes[0] == SIGNFW_ENCTYPE_AES_CBC)
		return json_text("AES-CBC");
	if (tlv->type == SIGNFW_TLV_NUM_IMG && tlv->size == 1)
		return json_size(bytes[0]);
	if (tlv->type == SIGNFW_TLV_IMGTYPE)
		return image_types(bytes, tlv->size);
	if (tlv->type == SIGNFW_TLV_IMGSIZE)
		return image_sizes(bytes, tlv->size);
	return json_hex("", bytes, tlv->size);
}

static struct json_object *tlvs(const signfw_container *container)
{
	struct json_object *list = json_object_new_array();
	struct signfw_tlv tlv;

	for (size_t i = 0; signfw_container_tlv(container, i, &tlv) == SIGNFW_OK; i++) {
		struct json_object *entry = json_object_new_object();

		json_object_object_add(entry, "offset", json_size(tlv.offset));
		json_object_object_add(entry, "type", json_hex32(tlv.type));
		json_object_object_add(entry, "name", json_text(tlv.name));
		json_object_object_add(entry, "length", json_size(tlv.size));
		json_object_object_add(entry, "value", tlv_value(&tlv));
		json_object_array_add(list, entry);
	}
	return list;
}

static struct json_object *segments(const signfw_container *container, size_t image)
{
	struct json_object *list = json_object_new_array();
	struct signfw_segment segment;

	for (size_t i = 0; signfw_container_segment(container, image, i, &segment) == SIGNFW_OK; i++) {
		const char *type = signfw_segment_type_name(segment.type);
		struct json_object *entry = json_object_new_object();

		json_object_object_add(entry, "type", type == NULL ? json_hex32(segment.type) : json_text(type));
		json_object_object_add(entry, "offset", json_size(segment.offset));
		json_object_object_add(entry, "virtual_address", json_hex32(segment.virtual_address));
		json_object_object_add(entry, "address", json_hex32(segment.address));
		json_object_object_add(entry, "file_size", json_size(segment.file_size));
		json_object_object_add(entry, "memory_size", json_size(segment.memory_size));
		json_object_object_add(entry, "flags", json_text(flags_text(segment.flags).text));
		json_object_object_add(entry, "align", json_size(segment.align));
		json_object_object_add(entry, "sha256",
				       segment.sha256 == NULL ? NULL
							      : json_hex("", segment.sha256, SIGNFW_SHA256_SIZE));
		if (segment.iv != NULL)
			json_object_object_add(entry, "iv", json_hex("", segment.iv, SIGNFW_ENC_IV_SIZE));
		json_object_array_add(list, entry);
	}
	return list;
}

static struct json_object *resource_table(const signfw_container *container, size_t image, bool is_encrypted)
{
	struct signfw_resource_table table;

	if (signfw_container_resource_table(container, image, &table) != SIGNFW_OK)
		return NULL;
	struct json_object *object = json_object_new_object();

	json_object_object_add(object, "address", json_hex32(table.address));
	json_object_object_add(object, "size", json_size(table.size));
	json_object_object_add(object, "offset", json_size(table.offset));
	json_object_object_add(object, "entries", is_encrypted ? NULL : json_size(table.entry_count));
	return object;
}

static struct json_object *images(const signfw_container *container)
{
	struct json_object *list = json_object_new_array();
	struct signfw_image image;

	for (size_t i = 0; signfw_container_image(container, i, &image) == SIGNFW_OK; i++) {
		struct json_object *entry = json_object_new_object();

		json_object_object_add(entry, "offset", json_size(image.offset));
		json_object_object_add(entry, "size", json_size(image.size));
		json_object_object_add(entry, "type", image_type(image.type));
		json_object_object_add(entry, "entry", json_hex32(image.entry));
		json_object_object_add(entry, "segments", segments(container, i));
		json_object_object_add(entry, "resource_table",
				       resource_table(container, i, image.type == SIGNFW_IMGTYPE_ENCRYPTED));
		json_object_array_add(list, entry);
	}
	return list;
}

static struct json_object *signature(const signfw_container *container)
{
	struct signfw_signature signature;

	if (signfw_container_signature(container, &signature) != SIGNFW_OK)
		return NULL;
	struct json_object *object = json_object_new_object();

	json_object_object_add(object, "type", json_text(signfw_key_type_name((enum signfw_key_type)signature.type)));
	json_object_object_add(object, "offset", json_size(signature.offset));
	json_object_object_add(object, "length", json_size(signature.size));
	json_object_object_add(object, "value",
			       signature.data == NULL ? NULL : json_hex("", signature.data, signature.size));
	return object;
}

void dump_json(const char *file, const signfw_container *container)
{
	struct json_object *report =
		json_report("dump", file, signfw_container_layout(container), signfw_container_findings(container));

	json_object_object_add(report, "size", json_size(signfw_container_size(container)));
	json_object_object_add(report, "header", header(container));
	json_object_object_add(report, "tlvs", tlvs(container));
	json_object_object_add(report, "images", images(container));
	json_object_object_add(report, "signature", signature(container));
	json_print(report);
}
