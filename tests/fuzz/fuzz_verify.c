/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Any bytes as a container that is verified.  Bit flips alone never get behind
 * a signature, so the input says how to repair it first:
 *
 *     u8 repairs | u24 which bit to flip afterwards | container
 */
#include <string.h>

#include "fuzz.h"
#include "key.h"

#define CONTROL_SIZE 4

/* The first byte of the input. */
enum repairs {
	REPAIR_HEADER = 1,    /* header and sizes that fit the file, and room for a signature by our key */
	REPAIR_TABLE = 2,     /* program headers and hashes as the images have them */
	REPAIR_SIGNATURE = 4, /* a signature by our key */
	USE_ECDSA = 8
};
#define REPAIR_ALL (REPAIR_HEADER | REPAIR_TABLE | REPAIR_SIGNATURE)

/* signfw-container(5) */
#define MAGIC              UINT32_C(0x3543a468)
#define HEADER_SIZE        20
#define TLV_HEADER_SIZE    8
#define ENTRY_SIZE         64
#define ENTRY_DIGEST       32
#define ELF_HEADER_SIZE    52
#define ELF_PHOFF          28
#define ELF_PHNUM          44
#define ELF_PROGRAM_HEADER 32
#define PT_LOAD            1

static struct span view(const struct builder *builder)
{
	struct span bytes = {0};

	CHECK(sfw_builder_view(builder, &bytes));
	return bytes;
}

static void put_u32le(uint8_t *at, uint32_t value)
{
	for (unsigned i = 0; i < 4; i++)
		at[i] = (uint8_t)(value >> 8 * i);
}

/* ---- repairs ------------------------------------------------------------ */

/* The first TLV of a type, the one that counts, if it has this size; else NULL. */
static uint8_t *find_value(struct builder *bytes, const signfw_container *container, uint32_t type, size_t size)
{
	struct signfw_tlv tlv;

	for (size_t i = 0; signfw_container_tlv(container, i, &tlv) == SIGNFW_OK; i++)
		if (tlv.type == type)
			return tlv.size == size ? bytes->data + tlv.offset + TLV_HEADER_SIZE : NULL;
	return NULL;
}

/* The container again, with a header that fits; as it is, if it is too short. */
static void copy_with_header(struct builder *bytes, struct span from, const struct signfw_key *key)
{
	struct span header, tlvs, images;

	if (!sfw_span_at(from, 0, HEADER_SIZE, &header) ||
	    !sfw_span_at(from, HEADER_SIZE, sfw_round_up_8(sfw_u32le(header.data + 8)), &tlvs)) {
		sfw_builder_bytes(bytes, from.data, from.size);
		return;
	}
	const uint32_t signature_size = (uint32_t)key->key.signature_size;
	const uint64_t old_end = HEADER_SIZE + tlvs.size + sfw_round_up_8(sfw_u32le(header.data + 12));
	const uint64_t images_at = old_end < from.size ? old_end : HEADER_SIZE + tlvs.size;

	CHECK(sfw_span_at(from, images_at, from.size - images_at, &images));
	const size_t padding = (size_t)sfw_round_up_8(images.size) - images.size;

	sfw_builder_u32le(bytes, MAGIC);
	sfw_builder_u32le(bytes, 1);
	sfw_builder_bytes(bytes, header.data + 8, 4);
	sfw_builder_u32le(bytes, signature_size);
	sfw_builder_u32le(bytes, (uint32_t)(images.size + padding));
	sfw_builder_bytes(bytes, tlvs.data, tlvs.size);
	sfw_builder_zeros(bytes, (size_t)sfw_round_up_8(signature_size));
	sfw_builder_bytes(bytes, images.data, images.size);
	sfw_builder_zeros(bytes, padding);
}

/* SIGNTYPE of our key; IMGSIZE of the whole images area, if there is one image. */
static void repair_types(struct builder *bytes, const struct signfw_key *key)
{
	signfw_container *container = fuzz_inspect(view(bytes));
	uint8_t *sign_type = find_value(bytes, container, SIGNFW_TLV_SIGNTYPE, 1);
	uint8_t *image_size = find_value(bytes, container, SIGNFW_TLV_IMGSIZE, 4);

	if (sign_type != NULL)
		*sign_type = (uint8_t)key->key.type;
	if (image_size != NULL)
		memcpy(image_size, bytes->data + 16, 4);
	signfw_container_free(container);
}

static void repair_entry(uint8_t *entry, const struct signfw_image *image, const struct signfw_segment *segment,
			 const struct signfw_key *key)
{
	const uint32_t fields[] = {segment->type,      segment->offset,      segment->virtual_address, segment->address,
				   segment->file_size, segment->memory_size, segment->flags,           segment->align};
	const uint64_t offset = segment->offset < image->size ? segment->offset : image->size;
	const uint64_t left = image->size - offset;
	struct span content;

	CHECK(sfw_span_at((struct span){image->data, (size_t)image->size}, offset,
			  segment->file_size < left ? segment->file_size : left, &content));
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		put_u32le(entry + 4 * i, fields[i]);
	CHECK(key->crypto->sha256(content, entry + ENTRY_DIGEST, NULL) == SIGNFW_OK);
}

/* Whether the table has room for all segments, and says the truth about them now. */
static bool repair_table(struct builder *bytes, const struct signfw_key *key)
{
	signfw_container *container = fuzz_inspect(view(bytes));
	struct signfw_image image;
	struct signfw_segment segment;
	size_t count = 0;

	for (size_t i = 0; signfw_container_image(container, i, &image) == SIGNFW_OK; i++)
		count += image.segment_count;
	uint8_t *entry = find_value(bytes, container, SIGNFW_TLV_HASHTABLE, count * ENTRY_SIZE);

	for (size_t i = 0; entry != NULL && signfw_container_image(container, i, &image) == SIGNFW_OK; i++)
		for (size_t j = 0; signfw_container_segment(container, i, j, &segment) == SIGNFW_OK; j++) {
			repair_entry(entry, &image, &segment, key);
			entry += ENTRY_SIZE;
		}
	signfw_container_free(container);
	return entry != NULL;
}

/* Whether there was room for a signature. */
static bool repair_signature(struct builder *bytes, const struct signfw_key *key)
{
	signfw_container *container = fuzz_inspect(view(bytes));
	struct signfw_signature signature = {0};

	const bool room = signfw_container_signature(container, &signature) == SIGNFW_OK && signature.data != NULL &&
			  signature.size == key->key.signature_size;

	if (room) {
		const struct span part = {bytes->data, (size_t)signature.offset};

		CHECK(key->crypto->sign(&key->key, &part, 1, bytes->data + signature.offset, NULL) == SIGNFW_OK);
	}
	signfw_container_free(container);
	return room;
}

/* Whether nothing is left to repair but the structure. */
static bool repair(struct builder *bytes, struct span from, unsigned repairs, const struct signfw_key *key)
{
	bool whole = (repairs & REPAIR_ALL) == REPAIR_ALL;

	if ((repairs & REPAIR_HEADER) != 0) {
		copy_with_header(bytes, from, key);
		repair_types(bytes, key);
	} else {
		sfw_builder_bytes(bytes, from.data, from.size);
	}
	if ((repairs & REPAIR_TABLE) != 0 && !repair_table(bytes, key))
		whole = false;
	if ((repairs & REPAIR_SIGNATURE) != 0 && !repair_signature(bytes, key))
		whole = false;
	return whole;
}

/* ---- what has to hold ---------------------------------------------------- */

static enum signfw_status verify(signfw_container *container, const signfw_key *key, bool strict)
{
	struct signfw_verify_options options = SIGNFW_VERIFY_OPTIONS_INIT;
	struct signfw_error error = SIGNFW_ERROR_INIT;

	options.strict = strict;
	const enum signfw_status status = signfw_container_verify(container, key, &options, &error);

	CHECK(status == SIGNFW_OK || status == SIGNFW_E_CONTAINER || status == SIGNFW_E_ELF ||
	      status == SIGNFW_E_SIGNATURE || status == SIGNFW_E_HASH);
	CHECK(error.status == status);
	CHECK((status == SIGNFW_OK) == !fuzz_has_finding(signfw_container_findings(container), SIGNFW_ERROR));
	return status;
}

static bool is_same_text(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* Both have found the same, and given their segments the same states. */
static void check_same(const signfw_container *a, const signfw_container *b)
{
	const signfw_findings *found = signfw_container_findings(a), *also_found = signfw_container_findings(b);
	struct signfw_finding one, other;
	struct signfw_segment segment, other_segment;

	CHECK(signfw_findings_count(found) == signfw_findings_count(also_found));
	for (size_t i = 0; signfw_findings_get(found, i, &one) == SIGNFW_OK; i++) {
		CHECK(signfw_findings_get(also_found, i, &other) == SIGNFW_OK);
		CHECK(one.id == other.id && one.severity == other.severity && one.offset == other.offset);
		CHECK(is_same_text(one.message, other.message) && is_same_text(one.source, other.source));
	}
	for (size_t i = 0; i < signfw_container_image_count(a); i++)
		for (size_t j = 0; signfw_container_segment(a, i, j, &segment) == SIGNFW_OK; j++) {
			CHECK(signfw_container_segment(b, i, j, &other_segment) == SIGNFW_OK);
			CHECK(segment.check == other_segment.check && segment.sha256 == other_segment.sha256);
		}
}

/* What verified has a good signature and good segments, whatever else was found. */
static void check_good(const signfw_container *container, const signfw_key *key)
{
	struct signfw_signature signature;
	struct signfw_segment segment;

	CHECK(signfw_container_signature(container, &signature) == SIGNFW_OK);
	CHECK(signature.check == SIGNFW_GOOD && signature.type == signfw_key_get_type(key));
	CHECK(signfw_container_image_count(container) > 0);
	for (size_t i = 0; i < signfw_container_image_count(container); i++)
		for (size_t j = 0; signfw_container_segment(container, i, j, &segment) == SIGNFW_OK; j++)
			CHECK(segment.type != PT_LOAD || segment.check == SIGNFW_GOOD);
}

/* Verifies in every way there is; whether it is good. */
static bool check_verify(struct span bytes, const signfw_key *key)
{
	signfw_container *container = fuzz_inspect(bytes), *again = fuzz_inspect(bytes);
	const bool good = verify(container, key, false) == SIGNFW_OK;

	fuzz_check_container(container, bytes);
	if (good)
		check_good(container, key);
	CHECK((verify(again, key, true) == SIGNFW_OK) ==
	      !fuzz_has_finding(signfw_container_findings(container), SIGNFW_WARNING));
	CHECK((verify(again, key, false) == SIGNFW_OK) == good);
	check_same(container, again);
	signfw_container_free(container);
	signfw_container_free(again);
	return good;
}

/* A container whose structure is accepted, and of which everything was repaired, verifies. */
static void check_repaired(struct span bytes, bool good)
{
	signfw_container *container = NULL;

	if (signfw_container_parse(&container, bytes.data, bytes.size, NULL) != SIGNFW_OK)
		return;
	CHECK(good);
	signfw_container_free(container);
}

/* ---- one flipped bit ----------------------------------------------------- */

static enum signfw_status verify_flipped(struct builder *bytes, const signfw_key *key, size_t byte, unsigned bit)
{
	bytes->data[byte] ^= (uint8_t)(1U << bit);
	signfw_container *container = fuzz_inspect(view(bytes));
	const enum signfw_status status = verify(container, key, false);

	signfw_container_free(container);
	bytes->data[byte] ^= (uint8_t)(1U << bit);
	return status;
}

/* Whether a byte of an image belongs to a header that decides what a segment is. */
static bool is_header(const struct signfw_image *image, size_t offset)
{
	const uint8_t *elf = image->data;
	const uint64_t table = sfw_u32le(elf + ELF_PHOFF);
	const uint64_t count = elf[ELF_PHNUM] | (unsigned)elf[ELF_PHNUM + 1] << 8;

	return offset < ELF_HEADER_SIZE || (offset >= table && offset - table < count * ELF_PROGRAM_HEADER);
}

/* Whether no other segment has this address; the table could have an entry for the changed bytes as well. */
static bool is_address_unique(const signfw_container *container, uint32_t address)
{
	struct signfw_segment segment;
	size_t count = 0;

	for (size_t i = 0; i < signfw_container_image_count(container); i++)
		for (size_t j = 0; signfw_container_segment(container, i, j, &segment) == SIGNFW_OK; j++)
			count += segment.address == address;
	return count == 1;
}

/* Whether the byte is one that a device loads, and nothing else. */
static bool is_loaded(const signfw_container *container, size_t byte)
{
	struct signfw_image image;
	struct signfw_segment segment;

	for (size_t i = 0; signfw_container_image(container, i, &image) == SIGNFW_OK; i++) {
		const size_t offset = byte - (size_t)image.offset;

		if (byte < image.offset || offset >= image.size || is_header(&image, offset))
			continue;
		for (size_t j = 0; signfw_container_segment(container, i, j, &segment) == SIGNFW_OK; j++)
			if (segment.type == PT_LOAD && offset >= segment.offset &&
			    offset - segment.offset < segment.file_size &&
			    is_address_unique(container, segment.address))
				return true;
	}
	return false;
}

/* No bit of what is signed, of the signature, or of what is loaded can change. */
static void check_flip(struct builder *bytes, const signfw_key *key, uint32_t flip)
{
	signfw_container *container = fuzz_inspect(view(bytes));
	const size_t byte = flip / 8 % bytes->size;
	struct signfw_signature signature;

	CHECK(signfw_container_signature(container, &signature) == SIGNFW_OK);
	const bool is_signed = byte < signature.offset + signature.size;
	const bool matters = is_signed || is_loaded(container, byte);

	signfw_container_free(container);
	if (matters)
		CHECK(verify_flipped(bytes, key, byte, flip % 8) != SIGNFW_OK);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct reader reader = {.left = {data, size}};
	struct builder bytes = {0};
	uint32_t control;

	if (!sfw_reader_u32le(&reader, &control))
		return 0;
	const signfw_key *key = fuzz_key((control & USE_ECDSA) != 0 ? SIGNFW_KEY_ECDSA : SIGNFW_KEY_RSA);
	const bool whole = repair(&bytes, reader.left, control, key);
	const bool good = check_verify(view(&bytes), key);

	if (whole)
		check_repaired(view(&bytes), good);
	if (good)
		check_flip(&bytes, key, control >> 8);
	sfw_builder_cleanup(&bytes);
	return 0;
}
