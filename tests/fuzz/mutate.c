/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * How libFuzzer changes inputs that have a structure.  A changed byte of a
 * container mostly leaves one with lengths that don't fit, or a hash that is
 * wrong, and what is behind those checks is hardly ever reached.  So TLVs are
 * changed, added and dropped as such, and images by their headers; lengths,
 * counts, hashes and, now and then, the signature are made right again.  One
 * change in four is libFuzzer's own, of any byte.
 *
 * Linked where libFuzzer is; replay.c changes nothing.
 */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "mutate_pas.h"
#include "repair.h"
#include "signfw/container.h"

/* libFuzzer's; these names are its own. */
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t size_max);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t size_max, unsigned seed);
size_t LLVMFuzzerCustomCrossOver(const uint8_t *one, size_t one_size, const uint8_t *other, size_t other_size,
				 uint8_t *out, size_t out_max, unsigned seed);

/* signfw-container(5) */
#define MAGIC       UINT32_C(0x3543a468)
#define HEADER_SIZE 20
#define TLV_HEADER  8
#define ENTRY_SIZE  64

#define TLVS_MAX  32
#define VALUE_MAX 4096

struct tlv_part {
	uint32_t type;
	struct span value;
	uint32_t surplus; /* what its length says too much, modulo 2^32 */
};

/* A container of layout optee or st-4.0, in parts. */
struct parts {
	uint32_t version;
	struct tlv_part tlvs[TLVS_MAX];
	size_t tlv_count;
	struct span signature, images;
};

/* What is behind the control bytes of the target. */
static size_t control_size(size_t size)
{
	return size < fuzz_control_size ? size : fuzz_control_size;
}

static bool read_tlvs(struct parts *parts, struct reader area)
{
	uint32_t type, size;
	struct span value, padding;

	while (area.left.size > 0) {
		if (parts->tlv_count == TLVS_MAX || !sfw_reader_u32le(&area, &type) ||
		    !sfw_reader_u32le(&area, &size) || !sfw_reader_bytes(&area, size, &value))
			return false;
		parts->tlvs[parts->tlv_count++] = (struct tlv_part){type, value, 0};
		if (!sfw_reader_bytes(&area, -size % 8, &padding))
			return area.left.size < 8;
	}
	return true;
}

/* False if it isn't one, or its TLVs don't fit; images are what is left of the file. */
static bool read_parts(struct parts *out, struct span file)
{
	struct reader reader = {.left = file}, area = {0};
	uint32_t magic, tlv_size, signature_size, images_size;

	*out = (struct parts){0};
	if (!sfw_reader_u32le(&reader, &magic) || magic != MAGIC || !sfw_reader_u32le(&reader, &out->version) ||
	    !sfw_reader_u32le(&reader, &tlv_size) || !sfw_reader_u32le(&reader, &signature_size) ||
	    !sfw_reader_u32le(&reader, &images_size) ||
	    !sfw_reader_bytes(&reader, sfw_round_up_8(tlv_size), &area.left) ||
	    !sfw_reader_bytes(&reader, sfw_round_up_8(signature_size), &out->signature))
		return false;
	out->images = reader.left;
	return read_tlvs(out, area);
}

static void write_parts(struct builder *out, const struct parts *parts)
{
	struct builder tlvs = {0};

	for (size_t i = 0; i < parts->tlv_count; i++) {
		const struct tlv_part *tlv = &parts->tlvs[i];

		sfw_builder_u32le(&tlvs, tlv->type);
		sfw_builder_u32le(&tlvs, (uint32_t)tlv->value.size + tlv->surplus);
		sfw_builder_bytes(&tlvs, tlv->value.data, tlv->value.size);
		sfw_builder_zeros(&tlvs, -tlv->value.size % 8);
	}
	sfw_builder_u32le(out, MAGIC);
	sfw_builder_u32le(out, parts->version);
	sfw_builder_u32le(out, (uint32_t)tlvs.size);
	sfw_builder_u32le(out, (uint32_t)parts->signature.size);
	sfw_builder_u32le(out, (uint32_t)sfw_round_up_8(parts->images.size));
	sfw_builder_bytes(out, tlvs.data, tlvs.size);
	sfw_builder_bytes(out, parts->signature.data, parts->signature.size);
	sfw_builder_bytes(out, parts->images.data, parts->images.size);
	sfw_builder_zeros(out, -parts->images.size % 8);
	sfw_builder_cleanup(&tlvs);
}

/* ---- counts ---------------------------------------------------------------- */

static struct tlv_part *find_tlv(struct parts *parts, uint32_t type)
{
	for (size_t i = 0; i < parts->tlv_count; i++)
		if (parts->tlvs[i].type == type)
			return &parts->tlvs[i];
	return NULL;
}

/* Gives a TLV another size, with zeros behind its bytes; `room` has that many. */
static void resize_tlv(struct parts *parts, uint32_t type, size_t size, uint8_t *room)
{
	struct tlv_part *tlv = find_tlv(parts, type);

	if (tlv == NULL || tlv->value.size == size || size > VALUE_MAX)
		return;
	memset(room, 0, size);
	if (tlv->value.size > 0)
		memcpy(room, tlv->value.data, tlv->value.size < size ? tlv->value.size : size);
	tlv->value = (struct span){room, size};
}

/* Room for the TLVs whose sizes are counts of something else. */
struct counted {
	uint8_t types[VALUE_MAX], sizes[VALUE_MAX], table[VALUE_MAX];
};

/* As many types and sizes as images, and as many entries as the first image has program headers. */
static void fit_counts(struct parts *parts, struct counted *room)
{
	const struct tlv_part *count = find_tlv(parts, SIGNFW_TLV_NUM_IMG);
	const size_t images = count == NULL || count->value.size == 0 ? 1 : count->value.data[0];

	resize_tlv(parts, SIGNFW_TLV_IMGTYPE, images, room->types);
	resize_tlv(parts, SIGNFW_TLV_IMGSIZE, 4 * images, room->sizes);
	if (images == 1 && fuzz_is_elf(parts->images))
		resize_tlv(parts, SIGNFW_TLV_HASHTABLE, ENTRY_SIZE * (size_t)sfw_u16le(parts->images.data + 44),
			   room->table);
}

/* ---- changes --------------------------------------------------------------- */

/* What is changed needs bytes of its own. */
struct change {
	struct dice dice;
	uint8_t *room; /* of `room_size` bytes */
	size_t room_size;
};

static void change_value(struct span *value, struct change *change)
{
	const size_t size = value->size < change->room_size / 2 ? value->size : change->room_size / 2;

	if (size > 0)
		memcpy(change->room, value->data, size);
	*value = (struct span){change->room, LLVMFuzzerMutate(change->room, size, change->room_size)};
}

/* Any bytes, but as many: most values of another size are refused for that. */
static void change_bytes(struct span *value, struct change *change)
{
	const struct span old = *value;

	change_value(value, change);
	if (old.size > change->room_size / 2)
		return;
	if (value->size < old.size)
		memcpy(change->room + value->size, old.data + value->size, old.size - value->size);
	value->size = old.size;
}

static void change_images(struct span *images, struct change *change)
{
	if (!fuzz_is_elf(*images) || images->size > change->room_size || fuzz_throw(&change->dice, 4) == 0) {
		change_value(images, change);
		return;
	}
	memcpy(change->room, images->data, images->size);
	images->data = change->room;
	for (uint32_t i = fuzz_throw(&change->dice, 4) + 1; i > 0; i--)
		fuzz_mutate_elf(change->room, images->size, &change->dice);
}

/* One that is known, one next to those, or one of a platform. */
static uint32_t choose_type(struct dice *dice)
{
	static const uint32_t first[] = {SIGNFW_TLV_SIGNTYPE, SIGNFW_TLV_SIGNTYPE, SIGNFW_TLV_HASHTABLE,
					 SIGNFW_TLV_PLATFORM_FIRST, SIGNFW_TLV_PLATFORM_LAST - 7};

	return first[fuzz_throw(dice, sizeof(first) / sizeof(first[0]))] + fuzz_throw(dice, 8);
}

/* Makes the length of a TLV say something else. */
static void change_length(struct tlv_part *tlv, struct dice *dice)
{
	const uint32_t size = (uint32_t)tlv->value.size;
	uint8_t length[4];

	for (size_t i = 0; i < sizeof(length); i++)
		length[i] = (uint8_t)(size >> 8 * i);
	fuzz_mutate_number(length, sizeof(length), 0, sizeof(length), dice);
	tlv->surplus = sfw_u32le(length) - size;
}

static void insert_tlv(struct parts *parts, size_t at, struct tlv_part tlv)
{
	if (parts->tlv_count == TLVS_MAX)
		return;
	memmove(&parts->tlvs[at + 1], &parts->tlvs[at], (parts->tlv_count - at) * sizeof(tlv));
	parts->tlvs[at] = tlv;
	parts->tlv_count++;
}

static void remove_tlv(struct parts *parts, size_t at)
{
	parts->tlv_count--;
	memmove(&parts->tlvs[at], &parts->tlvs[at + 1], (parts->tlv_count - at) * sizeof(parts->tlvs[0]));
}

static void change_tlvs(struct parts *parts, struct change *change)
{
	struct dice *dice = &change->dice;
	const size_t at = parts->tlv_count == 0 ? 0 : fuzz_throw(dice, (uint32_t)parts->tlv_count);
	const uint32_t how = parts->tlv_count == 0 ? 0 : fuzz_throw(dice, 9);
	struct tlv_part *tlv = &parts->tlvs[at], moved = *tlv;

	switch (how) {
	case 0:
		moved = (struct tlv_part){.type = choose_type(dice)};
		change_value(&moved.value, change);
		insert_tlv(parts, at, moved);
		break;
	case 1:
		insert_tlv(parts, at, moved);
		break;
	case 2:
		remove_tlv(parts, at);
		break;
	case 3:
		remove_tlv(parts, at);
		insert_tlv(parts, fuzz_throw(dice, (uint32_t)parts->tlv_count + 1), moved);
		break;
	case 4:
		tlv->type = choose_type(dice);
		break;
	case 5:
		change_value(&tlv->value, change);
		break;
	case 6:
		change_length(tlv, dice);
		break;
	default:
		change_bytes(&tlv->value, change);
	}
}

static void double_bytes(struct span *bytes, struct change *change)
{
	const size_t size = bytes->size;

	if (size == 0 || size > change->room_size / 2)
		return;
	memcpy(change->room, bytes->data, size);
	memcpy(change->room + size, bytes->data, size);
	*bytes = (struct span){change->room, 2 * size};
	change->room += 2 * size;
	change->room_size -= 2 * size;
}

/* All images once more, and all that is said of them. */
static void double_images(struct parts *parts, struct change *change)
{
	static const uint32_t types[] = {SIGNFW_TLV_IMGTYPE, SIGNFW_TLV_IMGSIZE, SIGNFW_TLV_HASHTABLE};
	struct tlv_part *count = find_tlv(parts, SIGNFW_TLV_NUM_IMG);

	if (count == NULL || count->value.size != 1 || change->room_size == 0)
		return;
	*change->room = (uint8_t)(2 * count->value.data[0]);
	count->value.data = change->room++;
	change->room_size--;
	double_bytes(&parts->images, change);
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		struct tlv_part *tlv = find_tlv(parts, types[i]);

		if (tlv != NULL)
			double_bytes(&tlv->value, change);
	}
}

/* ---- libFuzzer's hooks ------------------------------------------------------- */

/* Writes a container behind the control bytes, whole again mostly; 0 if there is no room for it. */
static size_t finish(const struct parts *parts, uint8_t *out, size_t out_max, struct dice *dice)
{
	const struct signfw_key *key = fuzz_key(fuzz_throw(dice, 2) == 0 ? SIGNFW_KEY_RSA : SIGNFW_KEY_ECDSA);
	/* signing takes longer than all the rest, and half of the targets sign by themselves */
	const unsigned repairs = fuzz_throw(dice, 8) == 0 ? 0 : fuzz_throw(dice, 32) == 0 ? REPAIR_ALL : REPAIR_TABLE;
	struct builder written = {0}, repaired = {0};
	size_t size = 0;

	write_parts(&written, parts);
	if (fuzz_view(&written).size <= out_max) {
		fuzz_repair(&repaired, fuzz_view(&written), repairs, key);
		if (fuzz_view(&repaired).size <= out_max) {
			size = repaired.size;
			memcpy(out, repaired.data, size);
		}
	}
	sfw_builder_cleanup(&written);
	sfw_builder_cleanup(&repaired);
	return size;
}

static size_t mutate_container(uint8_t *data, size_t size, size_t size_max, struct dice dice)
{
	static uint8_t room[1 << 16];
	static struct counted counted;
	struct change change = {dice, room, sizeof(room)};
	struct parts parts;

	if (!read_parts(&parts, (struct span){data, size}))
		return 0;
	const uint32_t what = fuzz_throw(&change.dice, 16);

	if (what < 7)
		change_tlvs(&parts, &change);
	else if (what < 8)
		double_images(&parts, &change);
	else if (what < 15)
		change_images(&parts.images, &change);
	else
		change_value(&parts.signature, &change);
	if (fuzz_throw(&change.dice, 4) != 0)
		fit_counts(&parts, &counted);
	return finish(&parts, data, size_max, &change.dice);
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t size_max, unsigned seed)
{
	const size_t control = control_size(size);
	struct dice dice = {seed * 2U + 1U};
	size_t changed = 0;

	if (fuzz_throw(&dice, 4) == 0 || size == control)
		return LLVMFuzzerMutate(data, size, size_max);
	if (fuzz_mutate_pas(data + control, size - control, &dice))
		return size;
	if (fuzz_is_elf((struct span){data + control, size - control})) {
		fuzz_mutate_elf(data + control, size - control, &dice);
		return size;
	}
	changed = mutate_container(data + control, size - control, size_max - control, dice);
	return changed == 0 ? LLVMFuzzerMutate(data, size, size_max) : control + changed;
}

/* The TLVs of either, and the images of the other one. */
size_t LLVMFuzzerCustomCrossOver(const uint8_t *one, size_t one_size, const uint8_t *other, size_t other_size,
				 uint8_t *out, size_t out_max, unsigned seed)
{
	const size_t control = control_size(one_size), other_control = control_size(other_size);
	struct dice dice = {seed * 2U + 1U};
	struct parts parts, others;

	if (!read_parts(&parts, (struct span){one + control, one_size - control}) ||
	    !read_parts(&others, (struct span){other + other_control, other_size - other_control}) || control > out_max)
		return 0;
	for (size_t i = 0; i < parts.tlv_count && i < others.tlv_count; i++)
		if (fuzz_throw(&dice, 2) == 0)
			parts.tlvs[i] = others.tlvs[i];
	if (fuzz_throw(&dice, 2) == 0)
		parts.images = others.images;
	const size_t size = finish(&parts, out + control, out_max - control, &dice);

	if (size == 0)
		return 0;
	memcpy(out, one, control);
	return control + size;
}
