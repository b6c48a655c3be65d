/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Layout st-3.16, which has no TLVs, but a header that says the same:
 *
 *     header | hash table | key information, padded | signature | image
 */
#include "container/layout_st316.h"

#include "format/signature_algorithm.h"

/* Offsets and sizes of the parts. */
struct places {
	uint64_t table, table_size;
	uint64_t key, key_size;
	uint64_t signed_end; /* what is signed begins at 0 */
	uint64_t signature, signature_size;
	uint64_t image, image_size;
};

/* Devices expect padding of so many bytes behind a part, which doesn't align anything. */
static uint64_t padding_of(uint64_t size)
{
	return size % 8;
}

/* The right value of header_length. */
static uint64_t header_length(uint64_t table, uint64_t key, uint64_t signature)
{
	return SFW_ST316_HEADER_SIZE + table + padding_of(table) + key + padding_of(key) + signature +
	       padding_of(signature);
}

/* ---- recognising --------------------------------------------------------------- */

static enum fit recognise(const struct ends *file)
{
	const uint32_t sign_type = sfw_field_of(file, SFW_ST316_SIGNATURE_TYPE);
	const uint64_t table_size = sfw_field_of(file, SFW_ST316_TABLE_LENGTH);
	const uint64_t signature_size = sfw_field_of(file, SFW_ST316_SIGNATURE_LENGTH);
	const uint32_t image_size = sfw_field_of(file, SFW_ST316_IMAGE_LENGTH);
	unsigned signs = 0;

	if (!sfw_has_magic(file))
		return FIT_NOT;
	signs += sfw_field_of(file, SFW_ST316_TABLE_OFFSET) == SFW_ST316_HEADER_SIZE &&
		 sfw_field_of(file, SFW_ST316_HASH_TYPE) == SIGNFW_HASHTYPE_SHA256 &&
		 sfw_field_of(file, SFW_ST316_IMAGE_TYPE) == SIGNFW_IMGTYPE_ELF &&
		 sfw_algorithm_of_sign_type(sign_type) != NULL;
	signs += table_size >= SIGNFW_HASH_ENTRY_SIZE && table_size % SIGNFW_HASH_ENTRY_SIZE == 0 &&
		 sfw_field_of(file, SFW_ST316_HEADER_LENGTH) >= SFW_ST316_HEADER_SIZE + table_size + signature_size;
	/* behind key information that ST's script wrote, it isn't where the header says */
	signs += sfw_has_elf_at(file, sfw_field_of(file, SFW_ST316_IMAGE_OFFSET)) ||
		 (image_size < file->size && sfw_has_elf_at(file, file->size - image_size));
	return sfw_fit_of(signs, 3);
}

/* ---- offsets ------------------------------------------------------- */

static struct places announced_places(const struct signfw_field *fields)
{
	return (struct places){
		.table = fields[SFW_ST316_TABLE_OFFSET].value,
		.table_size = fields[SFW_ST316_TABLE_LENGTH].value,
		.key = fields[SFW_ST316_KEY_OFFSET].value,
		.key_size = fields[SFW_ST316_KEY_LENGTH].value,
		.signed_end = fields[SFW_ST316_SIGNATURE_OFFSET].value,
		.signature = fields[SFW_ST316_SIGNATURE_OFFSET].value,
		.signature_size = fields[SFW_ST316_SIGNATURE_LENGTH].value,
		.image = fields[SFW_ST316_IMAGE_OFFSET].value,
		.image_size = fields[SFW_ST316_IMAGE_LENGTH].value,
	};
}

/* sys.getsizeof() of bytes in 64-bit CPython exceeds their number by this. */
#define PYTHON_OBJECT_SIZE 33

/*
 * ST's script takes the size of a Python object for that of the key
 * information, and counts on with it, but writes the real bytes; none at all if
 * what it took for the size is a multiple of 8.  It signs them without padding.
 *
 * Returns whether it wrote the file, and sets *real to the actual offsets then.
 */
static bool find_miscounted(const struct ends *file, const struct places *announced, struct places *real)
{
	const uint64_t table_end = announced->table + announced->table_size;
	const uint64_t padding = padding_of(announced->key_size);

	if (announced->key_size < PYTHON_OBJECT_SIZE || announced->key != table_end ||
	    announced->signature != table_end + announced->key_size + padding ||
	    announced->image != announced->signature + announced->signature_size)
		return false;
	*real = *announced;
	real->key_size = padding == 0 ? 0 : announced->key_size - PYTHON_OBJECT_SIZE;
	real->signed_end = table_end + real->key_size;
	real->signature = real->signed_end + padding;
	real->image = real->signature + announced->signature_size;
	return file->size == real->image + real->image_size && sfw_has_elf_at(file, real->image);
}

/* ---- reading ------------------------------------------------------------------- */

/* Reports a part that isn't within the signed bytes behind the header. */
static void check_part(const char *name, const struct signfw_field *field, uint64_t offset, uint64_t size,
		       const struct places *places, signfw_findings *findings)
{
	if (size > 0 && (offset < SFW_ST316_HEADER_SIZE || offset + size > places->signed_end))
		sfw_report(findings, SFW_HEADER_POINTER, field->offset,
			   "%s: 0x%llx bytes at 0x%llx aren't inside the signed bytes from 0x%x to 0x%llx", name,
			   (unsigned long long)size, (unsigned long long)offset, SFW_ST316_HEADER_SIZE,
			   (unsigned long long)places->signed_end);
}

static void check_image_place(const struct signfw_field *fields, const struct places *places, signfw_findings *findings)
{
	const uint64_t signature_end = places->signature + places->signature_size;
	const uint64_t header_end = fields[SFW_ST316_HEADER_LENGTH].value;

	if (places->image < signature_end || places->image < header_end)
		sfw_report(findings, SFW_HEADER_POINTER, fields[SFW_ST316_IMAGE_OFFSET].offset,
			   "the image is at 0x%llx, before signature and header_length end, at 0x%llx and 0x%llx",
			   (unsigned long long)places->image, (unsigned long long)signature_end,
			   (unsigned long long)header_end);
	if (places->image % 4 != 0)
		sfw_report(findings, SFW_HEADER_POINTER, fields[SFW_ST316_IMAGE_OFFSET].offset,
			   "the image is at 0x%llx, not a multiple of 4", (unsigned long long)places->image);
}

static void check_places(const struct signfw_field *fields, const struct places *places, signfw_findings *findings)
{
	const uint64_t expected = header_length(places->table_size, places->key_size, places->signature_size);

	sfw_check_length(&fields[SFW_ST316_SIGNATURE_LENGTH], SFW_SIGNATURE_EMPTY, "the signature has", findings);
	sfw_check_length(&fields[SFW_ST316_IMAGE_LENGTH], SFW_IMAGES_EMPTY, "the image has", findings);
	if (fields[SFW_ST316_HEADER_LENGTH].value != expected)
		sfw_report(findings, SFW_HEADER_POINTER, fields[SFW_ST316_HEADER_LENGTH].offset,
			   "header_length is %u, but what it counts has %llu bytes",
			   fields[SFW_ST316_HEADER_LENGTH].value, (unsigned long long)expected);
	if (places->signed_end <= SFW_ST316_HEADER_SIZE)
		sfw_report(findings, SFW_HEADER_POINTER, fields[SFW_ST316_SIGNATURE_OFFSET].offset,
			   "the signature is at 0x%llx: nothing but the header, or part of it, is signed",
			   (unsigned long long)places->signature);
	check_part("hash table", &fields[SFW_ST316_TABLE_OFFSET], places->table, places->table_size, places, findings);
	check_part("key information", &fields[SFW_ST316_KEY_OFFSET], places->key, places->key_size, places, findings);
	check_image_place(fields, places, findings);
}

/* Devices don't look whether the file goes on behind the image, nor at what is before it. */
static void check_file(const struct ends *file, const struct places *places, signfw_findings *findings)
{
	const uint64_t signature_end = places->signature + places->signature_size;
	const uint64_t end = places->image + places->image_size;
	struct span gap;

	if (file->size > end)
		sfw_report(findings, SFW_IMAGES_UNUSED, end, "%llu bytes behind the image belong to nothing",
			   (unsigned long long)(file->size - end));
	else
		sfw_check_file_size(file->size, end, findings);
	if (signature_end < places->image &&
	    sfw_span_at(file->head, signature_end, places->image - signature_end, &gap) && !sfw_span_is_zero(gap))
		sfw_report(findings, SFW_SIGNATURE_PADDING, signature_end,
			   "the padding behind the signature isn't zero");
}

/* The offsets that the header announces, or the real ones if ST's script counted wrongly. */
static struct places find_places(const struct container *container, const struct ends *file, signfw_findings *findings)
{
	const struct places announced = announced_places(container->fields);
	struct places real;

	if (!find_miscounted(file, &announced, &real)) {
		check_places(container->fields, &announced, findings);
		check_file(file, &announced, findings);
		return announced;
	}
	sfw_report(findings, SFW_KEY_INFO_MISCOUNTED, container->fields[SFW_ST316_KEY_LENGTH].offset,
		   "key_info_length is %llu, but %llu bytes were written; so signature and image are at 0x%llx and "
		   "0x%llx, and devices look for them at 0x%llx and 0x%llx: sign again",
		   (unsigned long long)announced.key_size, (unsigned long long)real.key_size,
		   (unsigned long long)real.signature, (unsigned long long)real.image,
		   (unsigned long long)announced.signature, (unsigned long long)announced.image);
	return real;
}

/* A field that elsewhere is a byte; if it has a value that doesn't fit into one, all of its bytes. */
static struct tlv byte_of(const struct container *container, uint32_t type, unsigned number)
{
	const struct signfw_field *field = &container->fields[number];
	const struct span value = {container->header.data + field->offset, field->value > UINT8_MAX ? 4 : 1};

	return (struct tlv){type, field->offset, field->offset, value, false};
}

/* Shows all that other layouts have TLVs for, as if it were some; but nothing that the file ends before. */
static enum signfw_status show(struct container *container, const struct places *places)
{
	const struct signfw_field *fields = container->fields;
	const struct signfw_field *size = &fields[SFW_ST316_IMAGE_LENGTH];
	const struct tlv tlvs[] = {
		byte_of(container, SIGNFW_TLV_SIGNTYPE, SFW_ST316_SIGNATURE_TYPE),
		{SIGNFW_TLV_HASHTABLE, fields[SFW_ST316_TABLE_LENGTH].offset, places->table, container->table.bytes,
		 false},
		byte_of(container, SIGNFW_TLV_HASHTYPE, SFW_ST316_HASH_TYPE),
		{SIGNFW_TLV_PKEYINFO, fields[SFW_ST316_KEY_LENGTH].offset, places->key, container->key_info, false},
		{SIGNFW_TLV_IMGSIZE, size->offset, size->offset, {container->header.data + size->offset, 4}, false},
		byte_of(container, SIGNFW_TLV_IMGTYPE, SFW_ST316_IMAGE_TYPE),
	};

	for (size_t i = 0; i < sizeof(tlvs) / sizeof(tlvs[0]); i++)
		if (tlvs[i].value.size > 0 && sfw_tlv_list_add(&container->tlvs, &tlvs[i]) != SIGNFW_OK)
			return SIGNFW_E_MEMORY;
	return SIGNFW_OK;
}

static enum signfw_status read(struct container *container, const struct ends *file, signfw_findings *findings)
{
	static const char *const names[SFW_ST316_FIELDS] = {
		[SFW_ST316_MAGIC] = "magic",
		[SFW_ST316_VERSION] = "version",
		[SFW_ST316_HEADER_LENGTH] = "header_length",
		[SFW_ST316_SIGNATURE_LENGTH] = "signature_length",
		[SFW_ST316_SIGNATURE_OFFSET] = "signature_offset",
		[SFW_ST316_SIGNATURE_TYPE] = "signature_type",
		[SFW_ST316_TABLE_LENGTH] = "hash_table_length",
		[SFW_ST316_TABLE_OFFSET] = "hash_table_offset",
		[SFW_ST316_HASH_TYPE] = "hash_type",
		[SFW_ST316_KEY_LENGTH] = "key_info_length",
		[SFW_ST316_KEY_OFFSET] = "key_info_offset",
		[SFW_ST316_IMAGE_LENGTH] = "image_length",
		[SFW_ST316_IMAGE_OFFSET] = "image_offset",
		[SFW_ST316_IMAGE_TYPE] = "image_type",
	};

	if (!sfw_read_header(container, file->head, names, SFW_ST316_FIELDS, findings))
		return SIGNFW_OK;
	const struct places places = find_places(container, file, findings);

	container->signature_offset = places.signature;
	container->signature_size = (uint32_t)places.signature_size;
	container->images_offset = places.image;
	container->images_size = places.image_size;
	container->images_end = places.image + places.image_size;
	container->metadata_offset = SFW_ST316_HEADER_SIZE;
	if (places.signed_end > SFW_ST316_HEADER_SIZE)
		container->metadata = sfw_whole(file, SFW_ST316_HEADER_SIZE, places.signed_end - SFW_ST316_HEADER_SIZE);
	container->signature = sfw_whole(file, places.signature, places.signature_size);
	container->key_info_offset = container->fields[SFW_ST316_KEY_LENGTH].offset;
	if (places.key_size > 0)
		container->key_info = sfw_whole(file, places.key, places.key_size);
	container->table.bytes = sfw_whole(file, places.table, places.table_size);
	container->table.offset = places.table;
	return show(container, &places);
}

static enum signfw_status read_image(struct container *container, signfw_findings *findings)
{
	const struct signfw_field *size = &container->fields[SFW_ST316_IMAGE_LENGTH];
	const struct signfw_field *type = &container->fields[SFW_ST316_IMAGE_TYPE];

	sfw_container_check_image_type(container, 0, type->value, type->offset, findings);
	container->images = sfw_array_new(1, sizeof(*container->images));
	if (container->images == NULL)
		return SIGNFW_E_MEMORY;
	container->images[0] = (struct image_place){.size = size->value, .type = type->value};
	sfw_container_place_images(container, 1, size->offset, findings);
	return SIGNFW_OK;
}

static enum signfw_status understand(struct container *container, signfw_findings *findings)
{
	const struct signfw_field *fields = container->fields;
	const struct signfw_field *sign_type = &fields[SFW_ST316_SIGNATURE_TYPE];
	const struct signfw_field *hash_type = &fields[SFW_ST316_HASH_TYPE];

	sfw_container_take_sign_type(container, sign_type->value, sign_type->offset, findings);
	sfw_container_take_hash_type(container, hash_type->value, hash_type->offset, findings);
	sfw_check_signature_size(container, findings);
	sfw_container_take_table(container, container->table.bytes, container->table.offset, container->header.size,
				 findings);
	return read_image(container, findings);
}

/* ---- writing ------------------------------------------------------------------- */

/*
 * As the device wants it; without key information ST's script writes the same.
 * With some of another size than a multiple of 4, there is a gap before the
 * image, which has to be at one.
 */
static void write(const struct container *container, struct surroundings *out, signfw_findings *findings)
{
	const struct span table = container->table.bytes;
	const struct span key = container->key_info;
	const uint64_t key_offset = SFW_ST316_HEADER_SIZE + (uint64_t)table.size;
	const uint64_t key_end = key_offset + key.size;
	const uint64_t end = header_length(table.size, key.size, container->signature_size);
	const uint64_t image = (end + 3) / 4 * 4;
	const uint32_t fields[SFW_ST316_FIELDS] = {
		[SFW_ST316_MAGIC] = SFW_LAYOUT_MAGIC,
		[SFW_ST316_VERSION] = SFW_LAYOUT_VERSION,
		[SFW_ST316_HEADER_LENGTH] = (uint32_t)end,
		[SFW_ST316_SIGNATURE_LENGTH] = container->signature_size,
		[SFW_ST316_SIGNATURE_OFFSET] = (uint32_t)(key_end + padding_of(key.size)),
		[SFW_ST316_SIGNATURE_TYPE] = container->sign_type,
		[SFW_ST316_TABLE_LENGTH] = (uint32_t)table.size,
		[SFW_ST316_TABLE_OFFSET] = SFW_ST316_HEADER_SIZE,
		[SFW_ST316_HASH_TYPE] = container->hash_type,
		[SFW_ST316_KEY_LENGTH] = (uint32_t)key.size,
		[SFW_ST316_KEY_OFFSET] = key.size == 0 ? 0 : (uint32_t)key_offset,
		[SFW_ST316_IMAGE_LENGTH] = (uint32_t)container->images_size,
		[SFW_ST316_IMAGE_OFFSET] = (uint32_t)image,
		[SFW_ST316_IMAGE_TYPE] = container->images[0].type,
	};

	(void)findings; /* what is too long for a field is too long for a container */
	for (size_t i = 0; i < SFW_ST316_FIELDS; i++)
		sfw_builder_u32le(&out->head, fields[i]);
	sfw_builder_bytes(&out->head, table.data, table.size);
	sfw_builder_bytes(&out->head, key.data, key.size);
	sfw_builder_zeros(&out->head, (size_t)(image - key_end));
}

static const uint32_t types[] = {
	SIGNFW_TLV_SIGNTYPE,
	SIGNFW_TLV_HASHTABLE,
	SIGNFW_TLV_HASHTYPE,
	SIGNFW_TLV_PKEYINFO,
	SIGNFW_TLV_IMGSIZE,
	SIGNFW_TLV_IMGTYPE,
	0,
};

static const struct tlv_order orders[] = {
	{"st", types},
	{0},
};

const struct layout sfw_layout_st316 = {
	.name = "st-3.16",
	.description = "ST's OP-TEE 3.9 to 3.16, and R-Car",
	.orders = orders,
	.ecdsa = "ST's OP-TEE 3.16 accepts RSA only",
	.image_alignment = 1,
	.images_max = 1,
	.value_max = UINT32_MAX,
	.signature_multiple = SFW_ST3_SIGNATURE_MULTIPLE,
	.looks_at_offset = SFW_ST316_COMPARES_OFFSET,
	.recognise = recognise,
	.read = read,
	.understand = understand,
	.write = write,
};
