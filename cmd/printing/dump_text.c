/* SPDX-License-Identifier: BSD-2-Clause */
#include "printing/dump.h"

#include <stdio.h>
#include <string.h>

#include "base/message.h"

#define BYTES_PER_LINE 32

uint32_t u32le(const uint8_t *bytes)
{
	return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

struct flags_text flags_text(uint32_t flags)
{
	struct flags_text result = {"---"};

	if ((flags & 4) != 0)
		result.text[0] = 'R';
	if ((flags & 2) != 0)
		result.text[1] = 'W';
	if ((flags & 1) != 0)
		result.text[2] = 'X';
	return result;
}

static void print_hex_lines(const uint8_t *bytes, size_t size)
{
	for (size_t i = 0; i < size; i += BYTES_PER_LINE) {
		printf("  ");
		print_hex(stdout, bytes + i, size - i < BYTES_PER_LINE ? size - i : BYTES_PER_LINE);
		putchar('\n');
	}
}

static void print_header(const signfw_container *container)
{
	struct signfw_field field;

	puts("\nHeader");
	for (size_t i = 0; signfw_container_field(container, i, &field) == SIGNFW_OK; i++)
		printf("  0x%08llx  %-18s 0x%08x  %u\n", (unsigned long long)field.offset, field.name, field.value,
		       field.value);
}

static bool is_text(const struct signfw_tlv *tlv)
{
	const uint8_t *bytes = tlv->value;

	for (size_t i = 0; i < tlv->size; i++)
		if (bytes[i] < 0x20 || bytes[i] > 0x7e)
			return false;
	return tlv->size > 0;
}

/* Bytes without a meaning that we know: as text if they are, and the first of them in any case. */
static void print_bytes(const struct signfw_tlv *tlv)
{
	if (is_text(tlv)) {
		putchar('"');
		print_escaped(stdout, tlv->value, tlv->size < BYTES_PER_LINE ? tlv->size : BYTES_PER_LINE);
		printf("%s", tlv->size <= BYTES_PER_LINE ? "\"" : "...\"");
		return;
	}
	if (tlv->size == 4) {
		printf("0x%08x", u32le(tlv->value));
		return;
	}
	print_hex(stdout, tlv->value, tlv->size < BYTES_PER_LINE ? tlv->size : BYTES_PER_LINE);
	printf("%s", tlv->size <= BYTES_PER_LINE ? "" : "...");
}

static const char *image_type_text(uint32_t type)
{
	switch (type) {
	case SIGNFW_IMGTYPE_ELF:
		return "ELF";
	case SIGNFW_IMGTYPE_ENCRYPTED:
		return "encrypted ELF";
	default:
		return "unknown type";
	}
}

static void print_value(const struct signfw_tlv *tlv)
{
	const uint8_t *bytes = tlv->value;

	switch (tlv->type) {
	case SIGNFW_TLV_SIGNTYPE:
		if (tlv->size == 1)
			printf("%u (%s)", bytes[0], signfw_key_type_name((enum signfw_key_type)bytes[0]));
		return;
	case SIGNFW_TLV_HASHTYPE:
		if (tlv->size == 1)
			printf("%u (%s)", bytes[0], bytes[0] == SIGNFW_HASHTYPE_SHA256 ? "SHA-256" : "unknown");
		return;
	case SIGNFW_TLV_ENCTYPE:
		if (tlv->size == 1)
			printf("%u (%s)", bytes[0], bytes[0] == SIGNFW_ENCTYPE_AES_CBC ? "AES-CBC" : "unknown");
		return;
	case SIGNFW_TLV_NUM_IMG:
		for (size_t i = 0; i < tlv->size; i++)
			printf("%s%u", i == 0 ? "" : " ", bytes[i]);
		return;
	case SIGNFW_TLV_IMGTYPE:
		for (size_t i = 0; i < tlv->size; i++)
			printf("%s%u (%s)", i == 0 ? "" : " ", bytes[i], image_type_text(bytes[i]));
		return;
	case SIGNFW_TLV_IMGSIZE:
		for (size_t i = 0; i + 4 <= tlv->size; i += 4)
			printf("%s%u", i == 0 ? "" : " ", u32le(bytes + i));
		return;
	case SIGNFW_TLV_HASHTABLE:
		printf("%zu entries", tlv->size / SIGNFW_HASH_ENTRY_SIZE);
		return;
	case SIGNFW_TLV_ENCTABLE:
		printf("%zu entries", tlv->size / SIGNFW_ENC_ENTRY_SIZE);
		return;
	default:
		print_bytes(tlv);
	}
}

static void print_tlvs(const signfw_container *container)
{
	struct signfw_tlv tlv;

	puts("\nTLVs\n  offset      type        name       length  value");
	for (size_t i = 0; signfw_container_tlv(container, i, &tlv) == SIGNFW_OK; i++) {
		printf("  0x%08llx  0x%08x  %-10s %6zu  ", (unsigned long long)tlv.offset, tlv.type, tlv.name,
		       tlv.size);
		print_value(&tlv);
		putchar('\n');
	}
}

static void print_segment(size_t index, const struct signfw_segment *segment)
{
	const char *type = signfw_segment_type_name(segment->type);
	char number[16];

	snprintf(number, sizeof(number), "0x%08x", segment->type);
	printf("  %3zu  %-12s  0x%08x  0x%08x  0x%08x  0x%08x  0x%08x  %s  0x%x\n", index, type == NULL ? number : type,
	       segment->offset, segment->virtual_address, segment->address, segment->file_size, segment->memory_size,
	       flags_text(segment->flags).text, segment->align);
	printf("       sha256 ");
	if (segment->sha256 == NULL)
		printf("none: not in the signed hash table");
	else
		print_hex(stdout, segment->sha256, SIGNFW_SHA256_SIZE);
	putchar('\n');
	if (segment->iv != NULL) {
		printf("       iv     ");
		print_hex(stdout, segment->iv, SIGNFW_ENC_IV_SIZE);
		putchar('\n');
	}
}

static void print_image(const signfw_container *container, size_t index, const struct signfw_image *image)
{
	struct signfw_segment segment;
	struct signfw_resource_table table;

	printf("\nImage %zu: %s, %llu bytes at 0x%llx, entry 0x%08x\n", index, image_type_text(image->type),
	       (unsigned long long)image->size, (unsigned long long)image->offset, image->entry);
	if (image->segment_count > 0)
		puts("    #  type          offset      virtual     address     file size   memory      flg  align");
	for (size_t i = 0; signfw_container_segment(container, index, i, &segment) == SIGNFW_OK; i++)
		print_segment(i, &segment);
	if (signfw_container_resource_table(container, index, &table) == SIGNFW_OK &&
	    image->type == SIGNFW_IMGTYPE_ENCRYPTED)
		printf("  resource table: address 0x%08x, %u bytes, encrypted\n", table.address, table.size);
	else if (signfw_container_resource_table(container, index, &table) == SIGNFW_OK)
		printf("  resource table: address 0x%08x, %u bytes, %u entries\n", table.address, table.size,
		       table.entry_count);
	else
		puts("  resource table: none");
}

static void print_signature(const signfw_container *container)
{
	struct signfw_signature signature;

	if (signfw_container_signature(container, &signature) != SIGNFW_OK)
		return;
	printf("\nSignature: %s, %zu bytes at 0x%llx (not verified)\n",
	       signfw_key_type_name((enum signfw_key_type)signature.type), signature.size,
	       (unsigned long long)signature.offset);
	if (signature.data != NULL)
		print_hex_lines(signature.data, signature.size);
}

static void print_key_info(const signfw_container *container)
{
	struct signfw_tlv tlv;

	for (size_t i = 0; signfw_container_tlv(container, i, &tlv) == SIGNFW_OK; i++) {
		if (tlv.type != SIGNFW_TLV_PKEYINFO)
			continue;
		printf("\nKey info: %zu bytes\n", tlv.size);
		print_hex_lines(tlv.value, tlv.size);
	}
}

static void print_findings(const signfw_container *container)
{
	static const char *const severities[] = {
		[SIGNFW_INFO] = "info", [SIGNFW_WARNING] = "warning", [SIGNFW_ERROR] = "error"};
	const signfw_findings *findings = signfw_container_findings(container);
	struct signfw_finding finding;

	puts("\nFindings");
	if (signfw_findings_count(findings) == 0)
		puts("  none");
	for (size_t i = 0; signfw_findings_get(findings, i, &finding) == SIGNFW_OK; i++) {
		char place[24] = "-";

		if (finding.offset != SIGNFW_NO_OFFSET)
			snprintf(place, sizeof(place), "0x%08llx", (unsigned long long)finding.offset);
		printf("  %-7s  %-10s  %s: ", severities[finding.severity], place, finding.id);
		if (finding.source != NULL) {
			print_escaped(stdout, finding.source, strlen(finding.source));
			printf(": ");
		}
		print_escaped(stdout, finding.message, strlen(finding.message));
		putchar('\n');
	}
}

void dump_text(const char *file, const signfw_container *container)
{
	const char *layout = signfw_container_layout(container);
	struct signfw_image image;

	print_escaped(stdout, file, strlen(file));
	printf(": %s%s, %llu bytes\n", layout == NULL ? "not a signed container" : "signed container, layout ",
	       layout == NULL ? "" : layout, (unsigned long long)signfw_container_size(container));
	if (layout != NULL) {
		print_header(container);
		print_tlvs(container);
		for (size_t i = 0; signfw_container_image(container, i, &image) == SIGNFW_OK; i++)
			print_image(container, i, &image);
		print_signature(container);
		print_key_info(container);
	}
	print_findings(container);
}
