/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The layout of ST's OP-TEE 3.9 to 3.16, and of the port to R-Car:
 * signfw-container(5), "Layout st-3.16".
 *
 *     header | hash table | key information, padded | signature | image
 *
 * It has no TLVs, but a header that says the same.  What its fields say and
 * point at is put into the model as if it were TLVs, so that there is one place
 * that knows what they mean.
 */
#include "container/layout.h"
#include "format/signature_algorithm.h"

#include "signfw/key.h"

#define HEADER_SIZE 56

/* Fields of the header, in their order. */
enum {
	FIELD_MAGIC,
	FIELD_VERSION,
	FIELD_HEADER_LENGTH,
	FIELD_SIGNATURE_LENGTH,
	FIELD_SIGNATURE_OFFSET,
	FIELD_SIGNATURE_TYPE,
	FIELD_TABLE_LENGTH,
	FIELD_TABLE_OFFSET,
	FIELD_HASH_TYPE,
	FIELD_KEY_LENGTH,
	FIELD_KEY_OFFSET,
	FIELD_IMAGE_LENGTH,
	FIELD_IMAGE_OFFSET,
	FIELD_IMAGE_TYPE,
	FIELD_COUNT
};

/* Where everything is. */
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

/* What header_length has to be. */
static uint64_t header_length(uint64_t table, uint64_t key, uint64_t signature)
{
	return HEADER_SIZE + table + padding_of(table) + key + padding_of(key) + signature + padding_of(signature);
}

/* ---- recognising --------------------------------------------------------------- */

static enum fit recognise(const struct ends *file)
{
	const uint32_t sign_type = sfw_field_of(file, FIELD_SIGNATURE_TYPE);
	const uint64_t table_size = sfw_field_of(file, FIELD_TABLE_LENGTH);
	const uint64_t signature_size = sfw_field_of(file, FIELD_SIGNATURE_LENGTH);
	const uint32_t image_size = sfw_field_of(file, FIELD_IMAGE_LENGTH);
	unsigned signs = 0;

	if (!sfw_has_magic(file))
		return FIT_NOT;
	signs += sfw_field_of(file, FIELD_TABLE_OFFSET) == HEADER_SIZE &&
		 sfw_field_of(file, FIELD_HASH_TYPE) == SIGNFW_HASHTYPE_SHA256 &&
		 sfw_field_of(file, FIELD_IMAGE_TYPE) == SIGNFW_IMGTYPE_ELF &&
		 sfw_algorithm_of_sign_type(sign_type) != NULL;
	signs += table_size > 0 && table_size % SIGNFW_HASH_ENTRY_SIZE == 0 &&
		 sfw_field_of(file, FIELD_HEADER_LENGTH) >= HEADER_SIZE + table_size + signature_size;
	/* behind key information that ST's script wrote, it isn't where the header says */
	signs += sfw_has_elf_at(file, sfw_field_of(file, FIELD_IMAGE_OFFSET)) ||
		 (image_size < file->size && sfw_has_elf_at(file, file->size - image_size));
	return sfw_fit_of(signs, 3);
}

/* ---- where everything is ------------------------------------------------------- */

static struct places announced_places(const struct signfw_field *fields)
{
	return (struct places){
		.table = fields[FIELD_TABLE_OFFSET].value,
		.table_size = fields[FIELD_TABLE_LENGTH].value,
		.key = fields[FIELD_KEY_OFFSET].value,
		.key_size = fields[FIELD_KEY_LENGTH].value,
		.signed_end = fields[FIELD_SIGNATURE_OFFSET].value,
		.signature = fields[FIELD_SIGNATURE_OFFSET].value,
		.signature_size = fields[FIELD_SIGNATURE_LENGTH].value,
		.image = fields[FIELD_IMAGE_OFFSET].value,
		.image_size = fields[FIELD_IMAGE_LENGTH].value,
	};
}

/* How much more sys.getsizeof() says of bytes in 64-bit CPython than there are. */
#define PYTHON_OBJECT_SIZE 33

/*
 * ST's script takes the size of a Python object for that of the key
 * information, and counts on with it, but writes the real bytes; none at all if
 * what it took for the size is a multiple of 8.  It signs them without padding.
 *
 * Whether it wrote the file; then, *real is where everything is in it.
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

/* Finds a part that isn't within the signed bytes behind the header. */
static void check_part(const char *name, const struct signfw_field *field, uint64_t offset, uint64_t size,
		       const struct places *places, signfw_findings *findings)
{
	if (size > 0 && (offset < HEADER_SIZE || offset + size > places->signed_end))
		sfw_report(findings, SFW_HEADER_POINTER, field->offset,
			   "%s: 0x%llx bytes at 0x%llx aren't inside the signed bytes from 0x%x to 0x%llx", name,
			   (unsigned long long)size, (unsigned long long)offset, HEADER_SIZE,
			   (unsigned long long)places->signed_end);
}

static void check_image_place(const struct signfw_field *fields, const struct places *places, signfw_findings *findings)
{
	const uint64_t signature_end = places->signature + places->signature_size;
	const uint64_t header_end = fields[FIELD_HEADER_LENGTH].value;

	if (places->image < signature_end || places->image < header_end)
		sfw_report(findings, SFW_HEADER_POINTER, fields[FIELD_IMAGE_OFFSET].offset,
			   "the image is at 0x%llx, before signature and header_length end, at 0x%llx and 0x%llx",
			   (unsigned long long)places->image, (unsigned long long)signature_end,
			   (unsigned long long)header_end);
	if (places->image % 4 != 0)
		sfw_report(findings, SFW_HEADER_POINTER, fields[FIELD_IMAGE_OFFSET].offset,
			   "the image is at 0x%llx, not a multiple of 4", (unsigned long long)places->image);
}

static void check_places(const struct signfw_field *fields, const struct places *places, signfw_findings *findings)
{
	const uint64_t expected = header_length(places->table_size, places->key_size, places->signature_size);

	if (places->signature_size == 0)
		sfw_report(findings, SFW_SIGNATURE_EMPTY, fields[FIELD_SIGNATURE_LENGTH].offset,
			   "the signature has no bytes");
	if (places->image_size == 0)
		sfw_report(findings, SFW_IMAGES_EMPTY, fields[FIELD_IMAGE_LENGTH].offset, "the image has no bytes");
	if (fields[FIELD_HEADER_LENGTH].value != expected)
		sfw_report(findings, SFW_HEADER_POINTER, fields[FIELD_HEADER_LENGTH].offset,
			   "header_length is %u, but what it counts has %llu bytes", fields[FIELD_HEADER_LENGTH].value,
			   (unsigned long long)expected);
	if (places->signed_end <= HEADER_SIZE)
		sfw_report(findings, SFW_HEADER_POINTER, fields[FIELD_SIGNATURE_OFFSET].offset,
			   "the signature is at 0x%llx: nothing but the header, or part of it, is signed",
			   (unsigned long long)places->signature);
	check_part("hash table", &fields[FIELD_TABLE_OFFSET], places->table, places->table_size, places, findings);
	check_part("key information", &fields[FIELD_KEY_OFFSET], places->key, places->key_size, places, findings);
	check_image_place(fields, places, findings);
}

/* Devices don't look whether the file goes on behind the image, nor at what is before it. */
static void check_file(const struct ends *file, const struct places *places, signfw_findings *findings)
{
	const uint64_t signature_end = places->signature + places->signature_size;
	const uint64_t end = places->image + places->image_size;
	struct span gap;

	if (file->size < end)
		sfw_check_file_size(file->size, end, findings);
	else if (file->size > end)
		sfw_report(findings, SFW_IMAGES_UNUSED, end, "%llu bytes behind the image belong to nothing",
			   (unsigned long long)(file->size - end));
	if (signature_end < places->image &&
	    sfw_span_at(file->head, signature_end, places->image - signature_end, &gap) && !sfw_span_is_zero(gap))
		sfw_report(findings, SFW_SIGNATURE_PADDING, signature_end,
			   "the padding behind the signature isn't zero");
}

/* Where everything is, by the header; or really, if ST's script counted wrongly. */
static struct places find_places(const struct container *container, const struct ends *file, signfw_findings *findings)
{
	const struct places announced = announced_places(container->fields);
	struct places real;

	if (!find_miscounted(file, &announced, &real)) {
		check_places(container->fields, &announced, findings);
		check_file(file, &announced, findings);
		return announced;
	}
	sfw_report(findings, SFW_KEY_INFO_MISCOUNTED, container->fields[FIELD_KEY_LENGTH].offset,
		   "key_info_length is %llu, but %llu bytes were written; so signature and image are at 0x%llx and "
		   "0x%llx, and devices look for them at 0x%llx and 0x%llx: sign again",
		   (unsigned long long)announced.key_size, (unsigned long long)real.key_size,
		   (unsigned long long)real.signature, (unsigned long long)real.image,
		   (unsigned long long)announced.signature, (unsigned long long)announced.image);
	return real;
}

/* Adds what is at `offset` as if it were a TLV, unless nothing is there, or the file ends before. */
static void add_tlv(struct container *container, uint32_t type, const struct signfw_field *field, struct span head,
		    uint64_t offset, uint64_t size)
{
	struct tlv tlv = {.type = type, .offset = field->offset, .value_offset = offset};

	if (size > 0 && sfw_span_at(head, offset, size, &tlv.value))
		container->tlvs[container->tlv_count++] = tlv;
}

/* Adds a field that elsewhere is a byte; if it has a value that doesn't fit into one, with all of its bytes. */
static void add_byte(struct container *container, uint32_t type, const struct signfw_field *field, struct span head)
{
	add_tlv(container, type, field, head, field->offset, field->value > UINT8_MAX ? 4 : 1);
}

static enum signfw_status add_tlvs(struct container *container, const struct places *places, struct span head)
{
	const struct signfw_field *fields = container->fields;

	container->tlvs = sfw_array_new(6, sizeof(*container->tlvs));
	if (container->tlvs == NULL)
		return SIGNFW_E_MEMORY;
	add_byte(container, SIGNFW_TLV_SIGNTYPE, &fields[FIELD_SIGNATURE_TYPE], head);
	add_tlv(container, SIGNFW_TLV_HASHTABLE, &fields[FIELD_TABLE_LENGTH], head, places->table, places->table_size);
	add_byte(container, SIGNFW_TLV_HASHTYPE, &fields[FIELD_HASH_TYPE], head);
	add_tlv(container, SIGNFW_TLV_PKEYINFO, &fields[FIELD_KEY_LENGTH], head, places->key, places->key_size);
	add_tlv(container, SIGNFW_TLV_IMGSIZE, &fields[FIELD_IMAGE_LENGTH], head, fields[FIELD_IMAGE_LENGTH].offset, 4);
	add_byte(container, SIGNFW_TLV_IMGTYPE, &fields[FIELD_IMAGE_TYPE], head);
	return SIGNFW_OK;
}

static enum signfw_status parse(struct container *container, const struct ends *file, signfw_findings *findings)
{
	static const char *const names[FIELD_COUNT] = {
		[FIELD_MAGIC] = "magic",
		[FIELD_VERSION] = "version",
		[FIELD_HEADER_LENGTH] = "header_length",
		[FIELD_SIGNATURE_LENGTH] = "signature_length",
		[FIELD_SIGNATURE_OFFSET] = "signature_offset",
		[FIELD_SIGNATURE_TYPE] = "signature_type",
		[FIELD_TABLE_LENGTH] = "hash_table_length",
		[FIELD_TABLE_OFFSET] = "hash_table_offset",
		[FIELD_HASH_TYPE] = "hash_type",
		[FIELD_KEY_LENGTH] = "key_info_length",
		[FIELD_KEY_OFFSET] = "key_info_offset",
		[FIELD_IMAGE_LENGTH] = "image_length",
		[FIELD_IMAGE_OFFSET] = "image_offset",
		[FIELD_IMAGE_TYPE] = "image_type",
	};

	if (!sfw_read_header(container, file->head, names, FIELD_COUNT, findings))
		return SIGNFW_OK;
	const struct places places = find_places(container, file, findings);

	container->signature_offset = places.signature;
	container->signature_size = (uint32_t)places.signature_size;
	container->images_offset = places.image;
	container->images_size = places.image_size;
	container->images_end = places.image + places.image_size;
	container->metadata_offset = HEADER_SIZE;
	if (places.signed_end <= HEADER_SIZE ||
	    !sfw_span_at(file->head, HEADER_SIZE, places.signed_end - HEADER_SIZE, &container->metadata))
		container->metadata = (struct span){0};
	if (!sfw_span_at(file->head, places.signature, places.signature_size, &container->signature))
		container->signature = (struct span){0};
	return add_tlvs(container, &places, file->head);
}

/* ---- writing ------------------------------------------------------------------- */

/* The value of the first TLV of a type; empty if there is none. */
static struct span value_of(const struct container *container, uint32_t type)
{
	for (size_t i = 0; i < container->tlv_count; i++)
		if (container->tlvs[i].type == type && !container->tlvs[i].is_platform)
			return container->tlvs[i].value;
	return (struct span){0};
}

/* A TLV of one byte, as a field. */
static uint32_t byte_of(const struct container *container, uint32_t type)
{
	const struct span value = value_of(container, type);

	return value.size == 0 ? 0 : value.data[0];
}

/*
 * As the device wants it; without key information ST's script writes the same.
 * With some of another size than a multiple of 4, there is a gap before the
 * image, which has to be at one.
 */
static void write(const struct container *container, struct surroundings *out)
{
	const struct span table = value_of(container, SIGNFW_TLV_HASHTABLE);
	const struct span key = value_of(container, SIGNFW_TLV_PKEYINFO);
	const uint64_t key_offset = HEADER_SIZE + (uint64_t)table.size;
	const uint64_t key_end = key_offset + key.size;
	const uint64_t end = header_length(table.size, key.size, container->signature_size);
	const uint64_t image = (end + 3) / 4 * 4;
	const uint32_t fields[FIELD_COUNT] = {
		[FIELD_MAGIC] = SFW_LAYOUT_MAGIC,
		[FIELD_VERSION] = SFW_LAYOUT_VERSION,
		[FIELD_HEADER_LENGTH] = (uint32_t)end,
		[FIELD_SIGNATURE_LENGTH] = container->signature_size,
		[FIELD_SIGNATURE_OFFSET] = (uint32_t)(key_end + padding_of(key.size)),
		[FIELD_SIGNATURE_TYPE] = byte_of(container, SIGNFW_TLV_SIGNTYPE),
		[FIELD_TABLE_LENGTH] = (uint32_t)table.size,
		[FIELD_TABLE_OFFSET] = HEADER_SIZE,
		[FIELD_HASH_TYPE] = byte_of(container, SIGNFW_TLV_HASHTYPE),
		[FIELD_KEY_LENGTH] = (uint32_t)key.size,
		[FIELD_KEY_OFFSET] = key.size == 0 ? 0 : (uint32_t)key_offset,
		[FIELD_IMAGE_LENGTH] = (uint32_t)container->images_size,
		[FIELD_IMAGE_OFFSET] = (uint32_t)image,
		[FIELD_IMAGE_TYPE] = byte_of(container, SIGNFW_TLV_IMGTYPE),
	};

	for (size_t i = 0; i < FIELD_COUNT; i++)
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
	.parse = parse,
	.write = write,
};
