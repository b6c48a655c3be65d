/* SPDX-License-Identifier: BSD-2-Clause */
#include "corpus/corpus_draft.h"

#include <stdlib.h>
#include <string.h>

#include "base/out_of_memory.h"
#include "signfw/container.h"
#include "signfw/key.h"

/* ---- numbers ------------------------------------------------------------------- */

static void put(uint8_t *at, unsigned width, uint32_t value)
{
	for (unsigned i = 0; i < width; i++)
		at[i] = (uint8_t)(value >> 8 * i);
}

/* ---- good containers -------------------------------------------------------------- */

/* What a good container is made of. */
struct recipe {
	const char *layout;
	unsigned image_count;
	bool lacks_table, lacks_key_info, has_boot_address;
	uint32_t platform_type; /* of one TLV more; 0: none */
	uint32_t platform_size, platform_value;
	unsigned segments;
	size_t zeros_as_key_info; /* so many, instead of the key */
};

static const uint8_t zeros[4096];

static const struct recipe recipes[BASE_COUNT] = {
	[BASE_PLAIN] = {.layout = "optee", .image_count = 1},
	[BASE_TWO] = {.layout = "optee", .image_count = 2},
	[BASE_NO_TABLE] = {.layout = "optee", .image_count = 1, .lacks_table = true},
	[BASE_NO_KEY_INFO] = {.layout = "optee", .image_count = 1, .lacks_key_info = true},
	[BASE_PLATFORM] = {.layout = "optee",
			   .image_count = 1,
			   .platform_type = PLATFORM_TYPE,
			   .platform_size = 1,
			   .platform_value = 1},
	[BASE_MANY] = {.layout = "optee", .image_count = 1, .segments = SEGMENT_ROOM},
	[BASE_LARGE] = {.layout = "optee",
			.image_count = 1,
			.platform_type = PLATFORM_TYPE,
			.platform_size = sizeof(zeros)},
	[BASE_LARGE_KEY] = {.layout = "optee", .image_count = 1, .zeros_as_key_info = 1800},
	[BASE_ST40] = {.layout = "st-4.0", .image_count = 1},
	[BASE_BOOT] = {.layout = "st-4.0",
		       .image_count = 1,
		       .has_boot_address = true,
		       .platform_type = SIGNFW_TLV_BOOTSEC,
		       .platform_size = 4,
		       .platform_value = 1},
	[BASE_ENCRYPTED] = {.layout = "st-4.0",
			    .image_count = 1,
			    .platform_type = PLATFORM_TYPE,
			    .platform_size = 1,
			    .platform_value = SIGNFW_ENCTYPE_AES_CBC},
	[BASE_ST319] = {.layout = "st-3.19", .image_count = 1, .has_boot_address = true, .lacks_key_info = true},
	[BASE_ST316] = {.layout = "st-3.16", .image_count = 1, .lacks_key_info = true},
};

/* Where the parts of a container are, by the library's reader. */
static void find_parts(struct draft *draft, const signfw_container *container)
{
	struct signfw_tlv tlv;
	struct signfw_image image;
	struct signfw_signature signature = {0};
	const void *piece;

	for (size_t i = 0; i < DRAFT_TLVS_MAX && signfw_container_tlv(container, i, &tlv) == SIGNFW_OK; i++)
		draft->tlvs[draft->tlv_count++] = (struct tlv_place){
			tlv.type, (size_t)tlv.offset, (size_t)((const uint8_t *)tlv.value - draft->bytes)};
	for (size_t i = 0; i < DRAFT_IMAGES && signfw_container_image(container, i, &image) == SIGNFW_OK; i++)
		draft->images[i] = (struct extent){(size_t)image.offset, (size_t)image.size};
	if (signfw_container_signature(container, &signature) == SIGNFW_OK)
		draft->signature = (struct extent){(size_t)signature.offset, signature.size};
	for (size_t i = 0; i < DRAFT_COVERED; i++) {
		size_t size;

		if (signfw_container_signed(container, i, &piece, &size) != SIGNFW_OK)
			return;
		draft->covered[i] = (struct extent){(size_t)((const uint8_t *)piece - draft->bytes), size};
	}
}

/* Takes over the bytes of a container that was built. */
static enum signfw_status take_bytes(struct draft *draft, const signfw_container *built, struct signfw_error *error)
{
	signfw_container *container = NULL;
	const void *data;
	size_t size;

	draft->bytes = memory_or_exit(malloc((size_t)signfw_container_size(built)));
	for (size_t i = 0; signfw_container_chunk(built, i, &data, &size) == SIGNFW_OK; i++) {
		memcpy(draft->bytes + draft->size, data, size);
		draft->size += size;
	}
	const enum signfw_status status = signfw_container_inspect(&container, draft->bytes, draft->size, error);

	if (status == SIGNFW_OK)
		find_parts(draft, container);
	signfw_container_free(container);
	return status;
}

/* The images of a container; the built-in one is written to `room`. */
static void choose_images(const struct recipe *recipe, const struct firmware *firmware, uint32_t address,
			  uint8_t room[DRAFT_IMAGES][FIRMWARE_SIZE], struct signfw_input inputs[DRAFT_IMAGES])
{
	inputs[0] = (struct signfw_input){firmware->bytes, firmware->size, NULL};
	for (unsigned i = 0; firmware->is_built_in && i < recipe->image_count; i++) {
		firmware_write(room[i], address + i * FIRMWARE_MEMORY, i == 0 && !recipe->lacks_table,
			       recipe->segments == 0 ? SEGMENT_COUNT : recipe->segments);
		inputs[i] = (struct signfw_input){room[i], FIRMWARE_SIZE, NULL};
	}
}

static enum signfw_status build(struct draft *out, const struct recipe *recipe, const struct firmware *firmware,
				const struct landmarks *landmarks, const signfw_key *key, struct signfw_error *error)
{
	const struct signfw_key_parts *parts = signfw_key_get_parts(key);
	const bool is_319 = strcmp(recipe->layout, "st-3.19") == 0;
	uint8_t values[2][4];
	const struct signfw_platform_tlv tlvs[] = {
		{is_319 ? SIGNFW_TLV_NSBOOTADDR : SIGNFW_TLV_BOOTADDR, values[0], 4},
		{recipe->platform_type, recipe->platform_size <= sizeof(values[1]) ? values[1] : zeros,
		 recipe->platform_size},
	};
	struct signfw_sign_options how = SIGNFW_SIGN_OPTIONS_INIT;
	uint8_t images[DRAFT_IMAGES][FIRMWARE_SIZE];
	struct signfw_input inputs[DRAFT_IMAGES];
	signfw_container *container = NULL;

	put(values[0], 4, landmarks->code);
	put(values[1], 4, recipe->platform_value);
	choose_images(recipe, firmware, landmarks->code, images, inputs);
	how.flags = SIGNFW_SIGN_FORCE | SIGNFW_SIGN_LEAVE_UNSIGNED;
	how.layout = recipe->layout;
	how.platform_tlvs = recipe->has_boot_address ? tlvs : tlvs + 1;
	how.platform_tlv_count = (recipe->has_boot_address ? 1U : 0U) + (recipe->platform_type != 0 ? 1U : 0U);
	if (recipe->zeros_as_key_info > 0) {
		how.key_info = zeros;
		how.key_info_size = recipe->zeros_as_key_info;
	} else if (!recipe->lacks_key_info) {
		how.key_info = parts->spki;
		how.key_info_size = parts->spki_size;
	}
	enum signfw_status status = signfw_build(&container, inputs, recipe->image_count, key, &how, error);

	if (status == SIGNFW_OK)
		status = take_bytes(out, container, error);
	signfw_container_free(container);
	return status;
}

/* The TLV that was of this type; the first if there is none, which is not the case. */
static const struct tlv_place *find_tlv(const struct draft *draft, uint32_t type)
{
	size_t i = 0;

	while (i + 1 < draft->tlv_count && draft->tlvs[i].type != type)
		i++;
	return &draft->tlvs[i];
}

static void change_type(struct draft *draft, uint32_t type, uint32_t to)
{
	struct tlv_place *tlv = &draft->tlvs[find_tlv(draft, type) - draft->tlvs];

	tlv->type = to;
	put(draft->bytes + tlv->header, 4, to);
}

/*
 * Makes the table one of encrypted segments, as ST's script writes it: those of
 * PT_LOAD, and zeros.  Four entries of the one are as long as five of the other.
 */
static void encrypt(struct draft *draft)
{
	uint8_t *table = draft->bytes + find_tlv(draft, SIGNFW_TLV_HASHTABLE)->value;
	uint8_t old[SEGMENT_COUNT * SIGNFW_HASH_ENTRY_SIZE];

	memcpy(old, table, sizeof(old));
	memset(table, 0, sizeof(old));
	for (size_t i = SEGMENT_CODE; i <= SEGMENT_ZERO; i++) {
		memcpy(table, old + i * SIGNFW_HASH_ENTRY_SIZE, SIGNFW_HASH_ENTRY_SIZE);
		table += SIGNFW_ENC_ENTRY_SIZE;
	}
	change_type(draft, SIGNFW_TLV_HASHTABLE, SIGNFW_TLV_ENCTABLE);
	change_type(draft, PLATFORM_TYPE, SIGNFW_TLV_ENCTYPE);
	draft->bytes[find_tlv(draft, SIGNFW_TLV_IMGTYPE)->value] = SIGNFW_IMGTYPE_ENCRYPTED;
}

bool draft_can_be(enum base base, const struct firmware *firmware)
{
	return firmware->is_built_in || (recipes[base].image_count == 1 && !recipes[base].lacks_table &&
					 recipes[base].segments == 0 && base != BASE_ENCRYPTED);
}

enum signfw_status draft_make(struct draft *out, enum base base, const struct firmware *firmware,
			      const struct landmarks *landmarks, const signfw_key *key, struct signfw_error *error)
{
	*out = (struct draft){.layout = recipes[base].layout};
	const enum signfw_status status = build(out, &recipes[base], firmware, landmarks, key, error);

	if (status == SIGNFW_OK && base == BASE_ENCRYPTED)
		encrypt(out);
	return status == SIGNFW_OK ? draft_sign(out, key, error) : status;
}

struct draft draft_copy(const struct draft *from)
{
	struct draft copy = *from;

	copy.bytes = memory_or_exit(malloc(from->size));
	memcpy(copy.bytes, from->bytes, from->size);
	return copy;
}

void draft_release(struct draft *draft)
{
	free(draft->bytes);
}

/* ---- changes -------------------------------------------------------------------------- */

static size_t offset_of(const struct draft *draft, const struct edit *edit)
{
	const struct tlv_place *tlv = find_tlv(draft, edit->which);

	switch (edit->place) {
	case PLACE_SIGNATURE:
		return draft->signature.at + edit->at;
	case PLACE_IMAGE:
		return draft->images[edit->which].at + edit->at;
	case PLACE_SIGNED:
		return draft->covered[edit->which].at + edit->at;
	case PLACE_TLV_TYPE:
		return tlv->header;
	case PLACE_TLV_SIZE:
		/* a header has a type and a size, both of the same width */
		return tlv->header + edit->width;
	case PLACE_TLV_VALUE:
		return tlv->value + edit->at;
	case PLACE_NONE:
	case PLACE_FILE:
		break;
	}
	return edit->at;
}

static uint32_t value_of(const struct edit *edit, const struct landmarks *landmarks)
{
	return edit->value + (edit->from == FROM_CODE      ? landmarks->code
			      : edit->from == FROM_END     ? landmarks->end
			      : edit->from == FROM_OUTSIDE ? landmarks->outside
							   : 0);
}

void draft_edit(struct draft *draft, const struct landmarks *landmarks, const struct edit *edit)
{
	const size_t offset = offset_of(draft, edit);
	const uint32_t value = value_of(edit, landmarks);

	if (offset > draft->size || edit->width > draft->size - offset)
		return; /* not reached: places are inside good containers */
	uint8_t *at = draft->bytes + offset;

	switch (edit->change) {
	case CHANGE_SET:
		put(at, edit->width, value);
		break;
	case CHANGE_ADD:
		put(at, edit->width, number_at(at, edit->width) + value);
		break;
	case CHANGE_FLIP:
		put(at, edit->width, number_at(at, edit->width) ^ value);
		break;
	case CHANGE_COPY:
		memmove(at, at - edit->at + value, edit->width);
		break;
	}
}

bool draft_says_the_same(const struct draft *one, const struct draft *other)
{
	for (size_t i = 0; i < DRAFT_COVERED; i++) {
		const struct extent part = one->covered[i];

		if (memcmp(one->bytes + part.at, other->bytes + part.at, part.size) != 0)
			return false;
	}
	return true;
}

enum signfw_status draft_sign(struct draft *draft, const signfw_key *key, struct signfw_error *error)
{
	const struct extent *parts = draft->covered;
	uint8_t *whole = memory_or_exit(malloc(parts[0].size + parts[1].size + 1));
	uint8_t *signature = NULL;
	size_t size = 0;

	memcpy(whole, draft->bytes + parts[0].at, parts[0].size);
	memcpy(whole + parts[0].size, draft->bytes + parts[1].at, parts[1].size);
	const enum signfw_status status =
		signfw_key_sign(&signature, &size, key, whole, parts[0].size + parts[1].size, error);

	if (status == SIGNFW_OK && size <= draft->signature.size)
		memcpy(draft->bytes + draft->signature.at, signature, size);
	signfw_free(signature);
	free(whole);
	return status;
}
