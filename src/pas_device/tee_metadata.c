/* SPDX-License-Identifier: BSD-2-Clause */
#include "pas_device/tee_metadata.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "format/pas_format.h"
#include "signfw/device.h"

#define IDENT_SIZE 16
#define CLASS_AT   4
#define DIGEST     48

/* Offsets of the fields that are read, in a class of ELF files. */
struct elf_class {
	uint8_t ident, header_size, segment_size;
	uint8_t entry, phoff, ehsize, phentsize, phnum;
	uint8_t p_flags, p_paddr, p_filesz, p_memsz;
};

static const struct elf_class classes[] = {
	{1, 52, 32, 24, 28, 40, 42, 44, 24, 12, 16, 20},
	{2, 64, 56, 24, 32, 52, 54, 56, 4, 24, 32, 40},
};

/* Offsets in the header of version 6. */
enum mbn_field {
	MBN_QTI_SIGNATURE = 0x08,
	MBN_QTI_CERTIFICATES = 0x0c,
	MBN_HASHES = 0x14,
	MBN_OEM_SIGNATURE = 0x1c,
	MBN_OEM_CERTIFICATES = 0x24,
	MBN_QTI_METADATA = 0x28,
	MBN_OEM_METADATA = 0x2c
};

uint32_t sfw_tee_refuse(struct tee_reply *reply, uint32_t code, const char *rule, const char *format, ...)
{
	char text[sizeof(reply->reason->text)];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	sfw_pas_because(reply->reason, rule, "%s", text);
	return code;
}

static uint32_t refuse_format(struct tee_reply *reply, const char *rule, const char *why)
{
	return sfw_tee_refuse(reply, SIGNFW_TEE_BAD_FORMAT, rule, "%s; OP-TEE logs nothing about it", why);
}

static uint64_t word_at(const struct elf_class *class, const uint8_t *bytes)
{
	return class->ident == 2 ? sfw_u64le(bytes) : sfw_u32le(bytes);
}

/* The class of an ELF file with a whole header; NULL if it isn't one. */
static const struct elf_class *class_of(struct span blob)
{
	static const uint8_t magic[] = {0x7f, 'E', 'L', 'F'};

	if (blob.size < IDENT_SIZE || memcmp(blob.data, magic, sizeof(magic)) != 0)
		return NULL;
	for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++)
		if (blob.data[CLASS_AT] == classes[i].ident)
			return blob.size < classes[i].header_size ? NULL : &classes[i];
	return NULL;
}

/* ---- INIT_IMAGE -------------------------------------------------------------------- */

/* The size of the hash segment, by the first program header of its type, which may be number 0. */
static bool find_size(const struct elf_class *class, struct span table, uint64_t *size)
{
	for (size_t at = 0; at < table.size; at += class->segment_size) {
		const uint32_t flags = sfw_u32le(table.data + at + class->p_flags);

		*size = word_at(class, table.data + at + class->p_filesz);
		if ((flags & SFW_PAS_TYPE_MASK) >> SFW_PAS_TYPE_SHIFT == PAS_TYPE_HASH)
			return true;
	}
	return false;
}

/* The hash segment lies behind the program headers, wherever it was in the file. */
static uint32_t locate(struct span blob, struct span *segment, struct tee_reply *reply)
{
	const struct elf_class *class = class_of(blob);
	struct span table;
	uint64_t size = 0;

	if (class == NULL)
		return refuse_format(reply, "elf", "the headers aren't those of an ELF file of class 1 or 2");
	const uint16_t phnum = sfw_u16le(blob.data + class->phnum);

	if (phnum < 2 || word_at(class, blob.data + class->phoff) != class->header_size ||
	    sfw_u16le(blob.data + class->phentsize) != class->segment_size)
		return refuse_format(reply, "elf",
				     "the program headers aren't two or more, right behind the ELF header");
	if (!sfw_span_at(blob, class->header_size, (uint64_t) class->segment_size * phnum, &table))
		return refuse_format(reply, "elf", "the program headers aren't all there");
	if (!find_size(class, table, &size))
		return refuse_format(reply, "hash-segment", "no program header is a hash segment");
	if (size == 0 || !sfw_span_at(blob, class->header_size + table.size, size, segment))
		return refuse_format(reply, "hash-segment",
				     "the hash segment is empty, or not all behind the program headers");
	return SIGNFW_TEE_SUCCESS;
}

static uint32_t check_version(struct span segment, enum tee_pas pas, struct tee_reply *reply)
{
	const uint32_t code = pas == TEE_PAS_HASHES ? SIGNFW_TEE_NOT_SUPPORTED : SIGNFW_TEE_BAD_FORMAT;
	const size_t least = pas == TEE_PAS_HASHES ? SFW_PAS_VERSION_OFFSET + 4 : SFW_PAS_V6_HEADER_SIZE;

	if (segment.size < least)
		return refuse_format(reply, "hash-segment", "the hash segment is shorter than its header");
	const uint32_t version = sfw_u32le(segment.data + SFW_PAS_VERSION_OFFSET);

	if (version != 6) {
		sfw_pas_log(&reply->log, "PAS auth: unsupported MBN version %#x", version);
		return sfw_tee_refuse(reply, code, "version", "the hash segment has version %u; OP-TEE knows 6 only",
				      version);
	}
	if (segment.size < SFW_PAS_V6_HEADER_SIZE)
		return refuse_format(reply, "hash-segment", "the hash segment is shorter than its header");
	return SIGNFW_TEE_SUCCESS;
}

static bool take(struct reader *reader, const struct tee_mbn *mbn, enum mbn_field size_field, struct span *out)
{
	return sfw_reader_bytes(reader, sfw_u32le(mbn->segment.data + size_field), out);
}

/* With signatures, it looks for the selected root in the metadata before anything else. */
static uint32_t check_metadata_size(const struct tee_mbn *mbn, struct tee_reply *reply)
{
	struct reader reader = {mbn->segment, 0};
	struct span header, qti, oem;

	if (!sfw_reader_bytes(&reader, SFW_PAS_V6_HEADER_SIZE, &header) ||
	    !take(&reader, mbn, MBN_QTI_METADATA, &qti) || !take(&reader, mbn, MBN_OEM_METADATA, &oem))
		return refuse_format(reply, "regions", "metadata leave the hash segment");
	if (oem.size > 0 && oem.size < SFW_PAS_V6_META_SIZE)
		return refuse_format(reply, "metadata-size", "OEM metadata are shorter than 120 bytes");
	return SIGNFW_TEE_SUCCESS;
}

static uint32_t read_regions(struct tee_mbn *mbn, struct tee_reply *reply)
{
	const uint8_t *header = mbn->segment.data;
	const uint32_t hashes = sfw_u32le(header + MBN_HASHES);
	const uint64_t signed_size = (uint64_t)SFW_PAS_V6_HEADER_SIZE + sfw_u32le(header + MBN_QTI_METADATA) +
				     sfw_u32le(header + MBN_OEM_METADATA) + hashes;
	struct reader reader = {mbn->segment, 0};
	struct span skipped, marker;

	if (hashes == 0 || hashes % DIGEST != 0)
		return refuse_format(reply, "hash-table", "the hash table isn't a number of SHA-384");
	if (!sfw_span_at(mbn->segment, 0, signed_size, &mbn->signed_region) ||
	    !sfw_reader_bytes(&reader, SFW_PAS_V6_HEADER_SIZE, &skipped) ||
	    !take(&reader, mbn, MBN_QTI_METADATA, &mbn->qti_metadata) ||
	    !take(&reader, mbn, MBN_OEM_METADATA, &mbn->oem_metadata) ||
	    !take(&reader, mbn, MBN_HASHES, &mbn->hash_table) ||
	    !take(&reader, mbn, MBN_QTI_SIGNATURE, &mbn->qti_signature) ||
	    !take(&reader, mbn, MBN_QTI_CERTIFICATES, &mbn->qti_certificates) ||
	    !take(&reader, mbn, MBN_OEM_SIGNATURE, &mbn->oem_signature) ||
	    !take(&reader, mbn, MBN_OEM_CERTIFICATES, &mbn->oem_certificates))
		return refuse_format(reply, "regions", "a region leaves the hash segment");
	mbn->encrypted = sfw_reader_bytes(&reader, 4, &marker) && sfw_u32le(marker.data) == SFW_PAS_UIE_MAGIC;
	return SIGNFW_TEE_SUCCESS;
}

uint32_t sfw_tee_metadata_parse(struct tee_mbn *out, struct span blob, enum tee_pas pas, struct tee_reply *reply)
{
	uint32_t result;

	*out = (struct tee_mbn){0};
	result = locate(blob, &out->segment, reply);
	if (result == SIGNFW_TEE_SUCCESS)
		result = check_version(out->segment, pas, reply);
	if (result == SIGNFW_TEE_SUCCESS && pas == TEE_PAS_SIGNATURES)
		result = check_metadata_size(out, reply);
	if (result == SIGNFW_TEE_SUCCESS)
		result = read_regions(out, reply);
	return result;
}

/* ---- AUTH_AND_RESET ------------------------------------------------------------------ */

/* The first version takes headers that are larger than they have to be. */
static bool has_size(uint64_t size, uint64_t expected, enum tee_pas pas)
{
	return pas == TEE_PAS_HASHES ? size >= expected : size == expected;
}

struct tee_elf sfw_tee_elf_read(struct span blob)
{
	const struct elf_class *class = class_of(blob);

	/* not reached: INIT_IMAGE has read the header */
	if (class == NULL)
		return (struct tee_elf){.blob = blob};
	return (struct tee_elf){
		.blob = blob,
		.is_64 = class->ident == 2,
		.header_size = sfw_u16le(blob.data + class->ehsize),
		.phoff = word_at(class, blob.data + class->phoff),
		.segment_size = sfw_u16le(blob.data + class->phentsize),
		.count = sfw_u16le(blob.data + class->phnum),
		.entry = word_at(class, blob.data + class->entry),
	};
}

/* INIT_IMAGE has checked where the program headers are. */
uint32_t sfw_tee_elf_check(const struct tee_elf *elf, enum tee_pas pas, struct tee_reply *reply)
{
	const struct elf_class *class = class_of(elf->blob);

	if (class != NULL && has_size(elf->header_size, class->header_size, pas))
		return SIGNFW_TEE_SUCCESS;
	return refuse_format(reply, "elf-sizes", "e_ehsize isn't the size of the ELF header");
}

struct tee_segment sfw_tee_elf_segment(const struct tee_elf *elf, uint64_t index)
{
	const struct elf_class *class = &classes[elf->is_64 ? 1 : 0];
	const uint8_t *bytes = elf->blob.data + elf->phoff + index * elf->segment_size;

	return (struct tee_segment){
		.type = sfw_u32le(bytes),
		.flags = sfw_u32le(bytes + class->p_flags),
		.paddr = word_at(class, bytes + class->p_paddr),
		.filesz = word_at(class, bytes + class->p_filesz),
		.memsz = word_at(class, bytes + class->p_memsz),
	};
}
