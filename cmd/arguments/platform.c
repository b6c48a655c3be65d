/* SPDX-License-Identifier: BSD-2-Clause */
#include "arguments/platform.h"

#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "signfw/container.h"

/* As many as there are ids, and one more: the library says what is wrong with that one. */
#define PLATFORM_MAX 0x10001

void platform_release(struct platform *platform)
{
	for (size_t i = 0; i < platform->count; i++)
		file_free(&platform->sources[i].bytes);
	free(platform->tlvs);
	free(platform->sources);
	*platform = (struct platform){0};
}

/* Room for one more. */
static bool grow(struct platform *platform)
{
	const size_t count = platform->count + 1;
	struct signfw_platform_tlv *tlvs = realloc(platform->tlvs, count * sizeof(*tlvs));

	if (tlvs != NULL)
		platform->tlvs = tlvs;
	struct platform_source *sources = realloc(platform->sources, count * sizeof(*sources));

	if (sources != NULL)
		platform->sources = sources;
	return tlvs != NULL && sources != NULL;
}

/* Adds a source, for which there is room; its bytes are taken over. */
static void add(struct platform *platform, const struct platform_source *source)
{
	platform->sources[platform->count] = *source;
	platform->tlvs[platform->count++] =
		(struct signfw_platform_tlv){.value = source->bytes.data, .size = source->bytes.size};
}

static bool is_hexadecimal(const char *text)
{
	return strncmp(text, "0x", 2) == 0;
}

static void put_number(uint8_t bytes[4], uint32_t number)
{
	for (size_t i = 0; i < 4; i++)
		bytes[i] = (uint8_t)(number >> (8 * i));
}

/* The value of --plat-tlv: the 4 bytes of a number, or text. */
static bool make_value(const char *text, struct file *out)
{
	const size_t length = strlen(text);
	uint64_t number;

	out->data = malloc(length < 4 ? 4 : length);
	if (out->data == NULL)
		return false;
	if (is_hexadecimal(text) && parse_number(text, UINT32_MAX, &number)) {
		put_number(out->data, (uint32_t)number);
		out->size = 4;
	} else {
		memcpy(out->data, text, length);
		out->size = length;
	}
	return true;
}

int platform_take_option(struct platform *platform, struct call *call, int id, const char *tlv_id)
{
	const bool from_file = id == OPT_PLAT_TLV_FILE;
	const char *name = from_file ? "--plat-tlv-file" : "--plat-tlv";
	const char *argument = options_second(call, name);
	uint64_t value;

	if (argument == NULL)
		return EXIT_USAGE;
	if (!from_file && is_hexadecimal(argument) && !parse_number(argument, UINT32_MAX, &value))
		return usage_error(call, "%s: '%s' isn't a 32-bit number; for other bytes there is --plat-tlv-file",
				   name, argument);
	if (platform->count == PLATFORM_MAX)
		return usage_error(call, "%s: too many", name);
	struct platform_source source = {
		.option = name,
		.id = tlv_id,
		.file = from_file ? argument : NULL,
		.text = from_file ? NULL : argument,
	};

	if (!grow(platform) || (!from_file && !make_value(argument, &source.bytes))) {
		message(NULL, "out of memory");
		return EXIT_UNABLE;
	}
	if (from_file && !file_read_raw(argument, call->max_size, &source.bytes))
		return EXIT_UNABLE;
	add(platform, &source);
	return EXIT_DONE;
}

int platform_add_number(struct platform *platform, const char *option, const char *tlv_id, const char *other_id,
			uint32_t number)
{
	struct platform_source source = {.option = option, .id = tlv_id, .other_id = other_id, .bytes = {malloc(4), 4}};

	if (!grow(platform) || source.bytes.data == NULL) {
		file_free(&source.bytes);
		message(NULL, "out of memory");
		return EXIT_UNABLE;
	}
	put_number(source.bytes.data, number);
	add(platform, &source);
	return EXIT_DONE;
}

void platform_set_number(const struct platform *platform, const char *option, uint32_t number)
{
	for (size_t i = 0; i < platform->count; i++)
		if (strcmp(platform->sources[i].option, option) == 0)
			put_number(platform->sources[i].bytes.data, number);
}

/* Says which layout has the name, since many don't give one. */
static int unknown_id(const struct platform_source *source, const struct call *call, const char *layout)
{
	const char *other;
	uint32_t type;

	for (size_t i = 0; (other = signfw_layout_name(i, NULL)) != NULL; i++)
		if (signfw_tlv_type(other, source->id, &type, NULL) == SIGNFW_OK)
			return usage_error(call, "%s: layout %s has no '%s', --layout %s has", source->option, layout,
					   source->id, other);
	return usage_error(call, "%s: '%s' is neither a number nor the name of a TLV", source->option, source->id);
}

static bool find_type(const char *layout, const struct platform_source *source, uint32_t *out)
{
	return signfw_tlv_type(layout, source->id, out, NULL) == SIGNFW_OK ||
	       (source->other_id != NULL && signfw_tlv_type(layout, source->other_id, out, NULL) == SIGNFW_OK);
}

static bool has_all(const char *layout, const struct platform *platform)
{
	uint64_t number;
	uint32_t type;

	for (size_t i = 0; i < platform->count; i++)
		if (!parse_number(platform->sources[i].id, UINT32_MAX, &number) &&
		    !find_type(layout, &platform->sources[i], &type))
			return false;
	return true;
}

const char *platform_layout(const struct platform *platform)
{
	const char *layout;

	for (size_t i = 0; (layout = signfw_layout_name(i, NULL)) != NULL; i++)
		if (has_all(layout, platform))
			return layout;
	return NULL;
}

int platform_resolve(struct platform *platform, const struct call *call, const char *layout)
{
	for (size_t i = 0; i < platform->count; i++) {
		const struct platform_source *source = &platform->sources[i];
		uint32_t *type = &platform->tlvs[i].type;
		uint64_t number;

		if (parse_number(source->id, UINT32_MAX, &number))
			*type = (uint32_t)number;
		else if (!find_type(layout, source, type))
			return unknown_id(source, call, layout);
	}
	return EXIT_DONE;
}

void platform_warn(const struct platform *platform)
{
	uint64_t number;

	for (size_t i = 0; i < platform->count; i++) {
		const struct platform_source *source = &platform->sources[i];

		if (source->text != NULL && !is_hexadecimal(source->text) &&
		    parse_number(source->text, UINT64_MAX, &number))
			message(NULL, "warning: --plat-tlv %s: '%s' is stored as text; a number begins with 0x",
				source->id, source->text);
	}
}
