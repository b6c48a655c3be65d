/* SPDX-License-Identifier: BSD-2-Clause */
#include "printing/dump.h"

#include <stdio.h>
#include <string.h>

#include "base/message.h"
#include "printing/report.h"
#include "printing/resource_table_report.h"
#include "printing/text.h"
#include "signfw/container.h"
#include "signfw/key.h"

/* Of bytes without a meaning that we know, so many are shown beside the others. */
#define PREVIEW_SIZE 32

/* --- the tree ------------------------------------------------------------------ */

/* The little-endian number in the first four of the bytes. */
static uint32_t u32le(const void *data)
{
	const uint8_t *bytes = data;

	return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

static void add_header(struct node *report, const signfw_container *container)
{
	struct node *header = add_object(report, "header");
	struct signfw_field field;

	for (size_t i = 0; signfw_container_field(container, i, &field) == SIGNFW_OK; i++) {
		struct node *value = strcmp(field.name, "magic") == 0 ? add_code(header, field.name, field.value)
								      : add_size(header, field.name, field.value);

		value->offset = field.offset;
	}
}

static void add_image_type(struct node *parent, const char *name, uint32_t type)
{
	const char *type_name = NULL;

	if (type == SIGNFW_IMGTYPE_ELF)
		type_name = "ELF";
	else if (type == SIGNFW_IMGTYPE_ENCRYPTED)
		type_name = "encrypted ELF";
	add_named(parent, name, type, type_name);
}

static void add_image_types(struct node *tlv, const uint8_t *types, size_t count)
{
	struct node *list = add_list(tlv, "value");

	for (size_t i = 0; i < count; i++)
		add_image_type(list, NULL, types[i]);
}

static void add_image_sizes(struct node *tlv, const uint8_t *sizes, size_t size)
{
	struct node *list = add_list(tlv, "value");

	for (size_t i = 0; i + 4 <= size; i += 4)
		add_size(list, NULL, u32le(sizes + i));
}

/* A byte that stands for something, if it is one that is known. */
static bool add_byte(struct node *parent, const struct signfw_tlv *tlv, uint8_t known, const char *name)
{
	const uint8_t *bytes = tlv->value;
	const bool is_known = tlv->size == 1 && bytes[0] == known;

	if (is_known)
		add_named(parent, "value", known, name);
	return is_known;
}

static bool add_key_type(struct node *parent, const struct signfw_tlv *tlv)
{
	const uint8_t *bytes = tlv->value;

	if (tlv->size == 1)
		add_named(parent, "value", bytes[0], signfw_key_type_name((enum signfw_key_type)bytes[0]));
	return tlv->size == 1;
}

static bool add_number(struct node *parent, const struct signfw_tlv *tlv)
{
	const uint8_t *bytes = tlv->value;

	if (tlv->size == 1)
		add_size(parent, "value", bytes[0]);
	return tlv->size == 1;
}

/* Bytes, and the number of entries if they are a table. */
static void add_value_bytes(struct node *parent, const struct signfw_tlv *tlv, size_t entry_size)
{
	struct node *value = add_bytes(parent, "value", "", tlv->size == 0 ? "" : tlv->value, tlv->size);

	if (entry_size > 0)
		value->number = tlv->size / entry_size;
}

static void add_tlv_value(struct node *parent, const struct signfw_tlv *tlv)
{
	size_t entry_size = 0;
	bool is_added = false;

	switch (tlv->form) {
	case SIGNFW_FORM_KEY_TYPE:
		is_added = add_key_type(parent, tlv);
		break;
	case SIGNFW_FORM_HASH_TYPE:
		is_added = add_byte(parent, tlv, SIGNFW_HASHTYPE_SHA256, "SHA-256");
		break;
	case SIGNFW_FORM_ENCRYPTION_TYPE:
		is_added = add_byte(parent, tlv, SIGNFW_ENCTYPE_AES_CBC, "AES-CBC");
		break;
	case SIGNFW_FORM_NUMBER:
		is_added = add_number(parent, tlv);
		break;
	case SIGNFW_FORM_IMAGE_TYPES:
		add_image_types(parent, tlv->value, tlv->size);
		return;
	case SIGNFW_FORM_SIZES:
		add_image_sizes(parent, tlv->value, tlv->size);
		return;
	case SIGNFW_FORM_HASH_TABLE:
		entry_size = SIGNFW_HASH_ENTRY_SIZE;
		break;
	case SIGNFW_FORM_ENCRYPTION_TABLE:
		entry_size = SIGNFW_ENC_ENTRY_SIZE;
		break;
	case SIGNFW_FORM_BYTES:
	case SIGNFW_FORM_KEY_INFO:
		break;
	}
	if (!is_added)
		add_value_bytes(parent, tlv, entry_size);
}

static void add_tlvs(struct node *report, const signfw_container *container)
{
	struct node *list = add_list(report, "tlvs");
	struct signfw_tlv tlv;

	for (size_t i = 0; signfw_container_tlv(container, i, &tlv) == SIGNFW_OK; i++) {
		struct node *entry = add_object(list, NULL);

		add_size(entry, "offset", tlv.offset);
		add_code(entry, "type", tlv.type);
		add_text(entry, "name", tlv.name);
		add_size(entry, "length", tlv.size);
		add_tlv_value(entry, &tlv);
	}
}

void add_permissions(struct node *segment, uint32_t flags)
{
	const char text[] = {(flags & 4) != 0 ? 'R' : '-', (flags & 2) != 0 ? 'W' : '-', (flags & 1) != 0 ? 'X' : '-',
			     '\0'};

	add_text(segment, "flags", text);
}

/* The fields of a program header, in their order. */
static void add_program_header(struct node *entry, const struct signfw_segment *header)
{
	add_named(entry, "type", header->type, signfw_segment_type_name(header->type));
	add_size(entry, "offset", header->offset);
	add_code(entry, "virtual_address", header->virtual_address);
	add_code(entry, "address", header->address);
	add_size(entry, "file_size", header->file_size);
	add_size(entry, "memory_size", header->memory_size);
	add_permissions(entry, header->flags);
	add_size(entry, "align", header->align);
}

/* The fields that aren't what the hash table has, if there are some. */
static void add_differences(struct node *segment, uint32_t differs)
{
	static const struct {
		uint32_t flag;
		const char *name;
	} fields[] = {
		{SIGNFW_DIFFERS_TYPE, "type"},
		{SIGNFW_DIFFERS_OFFSET, "offset"},
		{SIGNFW_DIFFERS_VIRTUAL_ADDRESS, "virtual_address"},
		{SIGNFW_DIFFERS_ADDRESS, "address"},
		{SIGNFW_DIFFERS_FILE_SIZE, "file_size"},
		{SIGNFW_DIFFERS_MEMORY_SIZE, "memory_size"},
		{SIGNFW_DIFFERS_FLAGS, "flags"},
		{SIGNFW_DIFFERS_ALIGN, "align"},
	};

	if (differs == 0)
		return;
	struct node *list = add_list(segment, "differs");

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		if ((differs & fields[i].flag) != 0)
			add_text(list, NULL, fields[i].name);
}

static void add_segments(struct node *image, const signfw_container *container, size_t index)
{
	struct node *list = add_list(image, "segments");
	struct signfw_segment segment;

	for (size_t i = 0; signfw_container_segment(container, index, i, &segment) == SIGNFW_OK; i++) {
		struct node *entry = add_object(list, NULL);

		add_program_header(entry, &segment);
		add_bytes(entry, "sha256", "", segment.sha256, SIGNFW_SHA256_SIZE);
		if (segment.iv != NULL)
			add_bytes(entry, "iv", "", segment.iv, SIGNFW_ENC_IV_SIZE);
		add_size_if(entry, "hash_entry", segment.hash_entry != SIGNFW_NO_INDEX, segment.hash_entry);
		add_differences(entry, segment.differs);
	}
}

/* The segment that devices use an entry for. */
static void add_use(struct node *object, const struct signfw_hash_entry *entry)
{
	add_size_if(object, "image", entry->image != SIGNFW_NO_INDEX, entry->image);
	add_size_if(object, "segment", entry->segment != SIGNFW_NO_INDEX, entry->segment);
}

static void add_hash_table(struct node *report, const signfw_container *container)
{
	struct node *list = add_list(report, "hash_table");
	struct signfw_hash_entry entry;

	for (size_t i = 0; signfw_container_hash_entry(container, i, &entry) == SIGNFW_OK; i++) {
		const struct signfw_segment header = {
			.type = entry.type,
			.offset = entry.offset,
			.virtual_address = entry.virtual_address,
			.address = entry.address,
			.file_size = entry.file_size,
			.memory_size = entry.memory_size,
			.flags = entry.flags,
			.align = entry.align,
		};
		struct node *object = add_object(list, NULL);

		add_program_header(object, &header);
		add_bytes(object, "sha256", "", entry.sha256, SIGNFW_SHA256_SIZE);
		add_use(object, &entry);
	}
}

/* The initialisation vectors of encrypted segments; entries of other types stand for segments that aren't loaded. */
static void add_encryption_table(struct node *report, const signfw_container *container)
{
	struct node *list = add_list(report, "encryption_table");
	struct signfw_hash_entry entry;

	for (size_t i = 0; signfw_container_hash_entry(container, i, &entry) == SIGNFW_OK; i++) {
		if (entry.iv == NULL || entry.type != SIGNFW_SEGMENT_LOAD)
			continue;
		struct node *object = add_object(list, NULL);

		add_use(object, &entry);
		add_bytes(object, "iv", "", entry.iv, SIGNFW_ENC_IV_SIZE);
	}
}

static void add_resource_table(struct node *image, const signfw_container *container, size_t index, bool is_encrypted)
{
	struct signfw_resource_table table;

	if (signfw_container_resource_table(container, index, &table) != SIGNFW_OK) {
		add_null(image, "resource_table");
		return;
	}
	struct node *object = add_object(image, "resource_table");

	add_code(object, "address", table.address);
	add_size(object, "size", table.size);
	add_size(object, "offset", table.offset);
	add_size_if(object, "entries", !is_encrypted, table.entry_count);
	if (table.data != NULL)
		add_table_contents(object, table.data, table.size, NULL);
}

static void add_images(struct node *report, const signfw_container *container)
{
	struct node *list = add_list(report, "images");
	struct signfw_image image;

	for (size_t i = 0; signfw_container_image(container, i, &image) == SIGNFW_OK; i++) {
		struct node *entry = add_object(list, NULL);

		add_size(entry, "offset", image.offset);
		add_size(entry, "size", image.size);
		add_image_type(entry, "type", image.type);
		add_code(entry, "entry", image.entry);
		add_segments(entry, container, i);
		add_resource_table(entry, container, i, image.type == SIGNFW_IMGTYPE_ENCRYPTED);
	}
}

static void add_signature(struct node *report, const signfw_container *container)
{
	struct signfw_signature signature;

	if (signfw_container_signature(container, &signature) != SIGNFW_OK) {
		add_null(report, "signature");
		return;
	}
	struct node *object = add_object(report, "signature");

	add_named(object, "type", signature.type, signfw_key_type_name((enum signfw_key_type)signature.type));
	add_size(object, "offset", signature.offset);
	add_size(object, "length", signature.size);
	add_bytes(object, "value", "", signature.data, signature.size);
}

struct node *dump_report(const char *file, const signfw_container *container)
{
	struct node *report =
		report_new("dump", file, signfw_container_layout(container), signfw_container_findings(container));

	add_size(report, "size", signfw_container_size(container));
	add_header(report, container);
	add_tlvs(report, container);
	add_hash_table(report, container);
	add_encryption_table(report, container);
	add_images(report, container);
	add_signature(report, container);
	return report;
}

/* --- as text -------------------------------------------------------------------- */

static void print_header(const struct node *header)
{
	puts("\nHeader");
	for (const struct node *field = header->first_child; field != NULL; field = field->next)
		printf("  0x%08llx  %-18s 0x%08llx  %llu\n", (unsigned long long)field->offset, field->name,
		       (unsigned long long)field->number, (unsigned long long)field->number);
}

static bool is_printable(const struct node *bytes)
{
	for (size_t i = 0; i < bytes->size; i++)
		if (bytes->data[i] < 0x20 || bytes->data[i] > 0x7e)
			return false;
	return bytes->size > 0;
}

/* As text if they are, and the first of them in any case. */
static void print_preview(const struct node *bytes)
{
	const size_t size = bytes->size < PREVIEW_SIZE ? bytes->size : PREVIEW_SIZE;
	const char *const dots = bytes->size > PREVIEW_SIZE ? "..." : "";

	if (bytes->number > 0) {
		printf("%llu entries", (unsigned long long)bytes->number);
	} else if (is_printable(bytes)) {
		putchar('"');
		print_escaped(stdout, bytes->data, size);
		printf("%s\"", dots);
	} else if (size == 4) {
		printf("0x%08x", u32le(bytes->data));
	} else {
		print_hex(stdout, bytes->data, size);
		fputs(dots, stdout);
	}
}

static int print_tlv_value(const struct node *value)
{
	if (value->kind == NODE_BYTES)
		print_preview(value);
	else if (value->kind == NODE_NAMED)
		printf("%llu (%s)", (unsigned long long)value->number, value->data);
	else if (value->kind != NODE_LIST)
		print_value(value);
	for (const struct node *element = value->first_child; element != NULL; element = element->next) {
		print_tlv_value(element);
		fputs(element->next == NULL ? "" : " ", stdout);
	}
	return 0; /* it is the last column */
}

static void print_tlvs(const struct node *tlvs)
{
	static const struct column columns[] = {
		{"offset", "offset", -10, print_hex8},  {"type", "type", -10, print_value},
		{"name", "name", -10, print_value},     {"length", "length", 6, print_value},
		{"value", "value", 0, print_tlv_value}, {0}};

	puts("\nTLVs");
	print_table(columns, tlvs);
}

static int print_alignment(const struct node *value)
{
	return printf("0x%llx", (unsigned long long)value->number);
}

static const struct column program_header[] = {{"#", NULL, 3, print_value},
					       {"type", "type", -12, print_value},
					       {"offset", "offset", -10, print_hex8},
					       {"virtual", "virtual_address", -10, print_value},
					       {"address", "address", -10, print_value},
					       {"file size", "file_size", -10, print_hex8},
					       {"memory", "memory_size", -10, print_hex8},
					       {"flg", "flags", -3, print_value},
					       {"align", "align", 0, print_alignment},
					       {0}};

static void print_labelled(const char *label, const struct node *bytes)
{
	printf("       %-6s ", label);
	print_value(bytes);
	putchar('\n');
}

/* What an entry of the hash table has in place of a field. */
static void print_signed_field(const char *name, const struct node *entry)
{
	for (const struct column *column = program_header; column->title != NULL; column++)
		if (column->name != NULL && strcmp(column->name, name) == 0) {
			printf(" %s ", name);
			column->print(node_child(entry, name));
		}
}

/* What devices compare with, or why they don't, and what is something else than it was when it was signed. */
static void print_hash(const struct node *segment, const struct node *hash_table)
{
	const struct node *sha256 = node_child(segment, "sha256"), *differs = node_child(segment, "differs");
	const bool is_loaded = node_number(segment, "type") == SIGNFW_SEGMENT_LOAD;
	const struct node *entry = hash_table->first_child;

	if (sha256->kind != NODE_NULL)
		print_labelled("sha256", sha256);
	else if (node_child(segment, "hash_entry")->kind != NODE_NULL)
		printf("       sha256 none: devices find hash-table entry %llu, and refuse the segment\n",
		       node_number(segment, "hash_entry"));
	else
		printf("       sha256 none: %s\n", is_loaded
							   ? "not in the signed hash table; devices refuse the segment"
							   : "not in the signed hash table");
	if (differs == NULL)
		return;
	for (unsigned long long i = node_number(segment, "hash_entry"); i > 0; i--)
		entry = entry->next;
	printf("       hash-table entry %llu has", node_number(segment, "hash_entry"));
	for (const struct node *name = differs->first_child; name != NULL; name = name->next)
		print_signed_field(name->data, entry);
	putchar('\n');
}

static void print_segments(const struct node *segments, const struct node *hash_table)
{
	size_t index = 0;

	if (segments->first_child != NULL)
		print_titles(program_header);
	for (const struct node *segment = segments->first_child; segment != NULL; segment = segment->next) {
		const struct node *iv = node_child(segment, "iv");

		print_row(program_header, segment, index++);
		print_hash(segment, hash_table);
		if (iv != NULL)
			print_labelled("iv", iv);
	}
}

/* The segment that devices use an entry for, if it is of those that are loaded. */
static void print_use(const struct node *entry)
{
	if (node_child(entry, "image")->kind != NODE_NULL)
		printf("       for    image %llu, segment %llu\n", node_number(entry, "image"),
		       node_number(entry, "segment"));
	else if (node_number(entry, "type") == SIGNFW_SEGMENT_LOAD)
		puts("       for    nothing: devices load no segment by it");
}

static void print_hash_table(const struct node *hash_table, const struct node *encryption_table)
{
	const struct node *encrypted = encryption_table->first_child;
	size_t index = 0;

	if (hash_table->first_child == NULL)
		return;
	puts("\nHash table: program headers and digests that the signature covers");
	print_titles(program_header);
	for (const struct node *entry = hash_table->first_child; entry != NULL; entry = entry->next) {
		print_row(program_header, entry, index++);
		print_labelled("sha256", node_child(entry, "sha256"));
		if (encrypted != NULL && node_number(entry, "type") == SIGNFW_SEGMENT_LOAD) {
			print_labelled("iv", node_child(encrypted, "iv"));
			encrypted = encrypted->next;
		}
		print_use(entry);
	}
}

static void print_resource_table(const struct node *table)
{
	if (table->kind == NODE_NULL) {
		puts("  resource table: none");
		return;
	}
	fputs("  resource table: address ", stdout);
	print_value(node_child(table, "address"));
	printf(", %llu bytes, ", node_number(table, "size"));
	if (node_child(table, "entries")->kind == NODE_NULL)
		puts("encrypted");
	else
		printf("%llu entries\n", node_number(table, "entries"));
	if (node_child(table, "contents") != NULL)
		print_table_contents(node_child(table, "contents"));
}

static void print_images(const struct node *images, const struct node *hash_table)
{
	size_t index = 0;

	for (const struct node *image = images->first_child; image != NULL; image = image->next) {
		printf("\nImage %zu: ", index++);
		print_value(node_child(image, "type"));
		printf(", %llu bytes at 0x%llx, entry ", node_number(image, "size"), node_number(image, "offset"));
		print_value(node_child(image, "entry"));
		putchar('\n');
		print_segments(node_child(image, "segments"), hash_table);
		print_resource_table(node_child(image, "resource_table"));
	}
}

static void print_signature(const struct node *signature)
{
	if (signature->kind == NODE_NULL)
		return;
	printf("\nSignature: %s, %llu bytes at 0x%llx (not verified)\n", node_child(signature, "type")->data,
	       node_number(signature, "length"), node_number(signature, "offset"));
	print_hex_lines(node_child(signature, "value"));
}

static void print_key_info(const struct node *tlvs)
{
	for (const struct node *tlv = tlvs->first_child; tlv != NULL; tlv = tlv->next) {
		if (node_number(tlv, "type") != SIGNFW_TLV_PKEYINFO)
			continue;
		printf("\nKey info: %llu bytes\n", node_number(tlv, "length"));
		print_hex_lines(node_child(tlv, "value"));
	}
}

void dump_text(const struct node *report, const void *context)
{
	const struct node *layout = node_child(report, "layout"), *tlvs = node_child(report, "tlvs");
	const bool is_container = layout->kind != NODE_NULL;

	(void)context;
	print_value(node_child(report, "file"));
	printf(": %s%s, %llu bytes\n", is_container ? "signed container, layout " : "not a signed container",
	       layout->data, node_number(report, "size"));
	if (is_container) {
		print_header(node_child(report, "header"));
		print_tlvs(tlvs);
		print_hash_table(node_child(report, "hash_table"), node_child(report, "encryption_table"));
		print_images(node_child(report, "images"), node_child(report, "hash_table"));
		print_signature(node_child(report, "signature"));
		print_key_info(tlvs);
	}
	print_findings(node_child(report, "findings"));
}
