/* SPDX-License-Identifier: BSD-2-Clause */
#include "containers/platform_tlvs.h"

#include <stdlib.h>
#include <string.h>

#include "arguments/nearest.h"
#include "arguments/number.h"
#include "base/message.h"
#include "base/out_of_memory.h"
#include "signfw/container.h"

#define NUMBER_SIZE        4
#define HEXADECIMAL_DIGITS 8 /* of such a number */

#define BOOT_ADDRESS_AUTO "auto"

static bool is_hexadecimal(const char *text)
{
	return strncmp(text, "0x", 2) == 0;
}

static bool check_value(struct call *call, const struct option_row *row, char *argument, void *field)
{
	uint64_t number;

	(void)field;
	return !is_hexadecimal(argument) || parse_number(argument, UINT32_MAX, &number) ||
	       call_misused(call, "--%s: '%s' isn't a 32-bit number; for other bytes there is --plat-tlv-file",
			    row->name, argument);
}

static bool check_boot_address(struct call *call, const struct option_row *row, char *argument, void *field)
{
	uint64_t number;

	(void)field;
	return strcmp(argument, BOOT_ADDRESS_AUTO) == 0 || parse_number(argument, UINT32_MAX, &number) ||
	       call_misused(call, "--%s: '%s' is neither auto nor a 32-bit address", row->name, argument);
}

const char *tlv_names(size_t index, const char **description)
{
	(void)description; /* there is none */
	return signfw_tlv_kind(index, NULL);
}

/* The same of those for the platform. */
static const char *platform_names(size_t index, const char **description)
{
	const char *name;
	bool is_platform;

	(void)description;
	for (size_t i = 0; (name = signfw_tlv_kind(i, &is_platform)) != NULL; i++)
		if (is_platform && index-- == 0)
			return name;
	return NULL;
}

/* The struct of their group is the list itself. */
const struct option_row platform_tlv_rows[] = {
	{"plat-tlv", 0, "ID VALUE", OPTION_LIST, 0, .parse = check_value, .names = platform_names,
	 .help = "a platform TLV; ID is a number or a name of the layout, such as "
		 "BOOTADDR; VALUE is a 32-bit number if it begins with 0x, or if it is decimal and the TLV has a name, "
		 "else text"},
	{"plat-tlv-file", 0, "ID FILE", OPTION_LIST, 0, .file = FILE_READ, .names = platform_names,
	 .help = "a platform TLV with the file's bytes"},
	{0},
};

static const struct choice boot_addresses[] = {{BOOT_ADDRESS_AUTO, 1}, {0}};

const struct option_row boot_address_rows[] = {
	{"bootaddr", 0, "auto|ADDR", OPTION_LIST, 0, .parse = check_boot_address, .most = 1, .choices = boot_addresses,
	 .help = "the BOOTADDR TLV of st-4.0: an address, or that of the only vector table in the images"},
	{0},
};

static bool is_boot_address(const struct argument *argument)
{
	return argument->row == &boot_address_rows[0];
}

static bool is_file(const struct argument *argument)
{
	return argument->row == &platform_tlv_rows[1];
}

/* The boot address has another name in layouts that know of two. */
static bool find_type(const char *layout, const struct argument *argument, uint32_t *out)
{
	uint64_t number;

	if (is_boot_address(argument))
		return signfw_tlv_type(layout, "BOOTADDR", out, NULL) == SIGNFW_OK ||
		       signfw_tlv_type(layout, "NSBOOTADDR", out, NULL) == SIGNFW_OK;
	if (!parse_number(argument->first, UINT32_MAX, &number))
		return signfw_tlv_type(layout, argument->first, out, NULL) == SIGNFW_OK;
	*out = (uint32_t)number;
	return true;
}

const char *platform_tlvs_layout(const struct arguments *given)
{
	const char *layout;
	uint32_t type;

	for (size_t i = 0; (layout = signfw_layout_name(i, NULL)) != NULL; i++) {
		size_t known = 0;

		while (known < given->count && find_type(layout, &given->list[known], &type))
			known++;
		if (known == given->count)
			return layout;
	}
	return NULL;
}

/* Says which layout has the name, since many don't give one. */
static bool fail_unknown(struct call *call, const struct argument *argument, const char *layout)
{
	const char *name = is_boot_address(argument) ? "BOOTADDR" : argument->first;
	const char *other;
	uint32_t type;

	for (size_t i = 0; (other = signfw_layout_name(i, NULL)) != NULL; i++)
		if (signfw_tlv_type(other, name, &type, NULL) == SIGNFW_OK)
			return call_misused(call, "--%s: layout %s has no '%s', --layout %s has", argument->row->name,
					    layout, name, other);
	return call_misused(call, "--%s: '%s' is neither a number nor the name of a TLV%s", argument->row->name, name,
			    nearest_of_names(name, platform_names, NULL).text);
}

static void put_number(struct file *out, uint32_t number)
{
	for (size_t i = 0; i < NUMBER_SIZE; i++)
		out->data[i] = (uint8_t)(number >> (8 * i));
	out->size = NUMBER_SIZE;
}

/* Returns true if devices take a number: the layout has a name for such TLVs. */
static bool has_name(const char *layout, uint32_t type)
{
	const char *name;
	uint32_t named;

	for (size_t i = 0; (name = platform_names(i, NULL)) != NULL; i++)
		if (signfw_tlv_type(layout, name, &named, NULL) == SIGNFW_OK && named == type)
			return true;
	return false;
}

/* Returns true if the value is a decimal number, as ST's script takes it, and not an address without its 0x. */
static bool is_decimal(const struct argument *argument, const char *layout, uint32_t type)
{
	const size_t digits = argument->second == NULL ? 0 : strlen(argument->second);

	return (digits == 1 || digits > HEXADECIMAL_DIGITS) && !is_file(argument) && has_name(layout, type);
}

/* The value: a file, the 4 bytes of a number, or text. */
static bool read_value(const struct argument *argument, bool is_number, struct call *call, struct file *out)
{
	const char *text = argument->second == NULL ? argument->first : argument->second;
	const size_t length = strlen(text);
	uint64_t number = 0;

	if (is_file(argument))
		return file_read_raw(text, call->max_size, out) || call_ends(call, EXIT_UNABLE);
	out->data = memory_or_exit(malloc(length + NUMBER_SIZE));
	out->size = length;
	memcpy(out->data, text, length);
	if ((is_number || is_hexadecimal(text)) && parse_number(text, UINT32_MAX, &number))
		put_number(out, (uint32_t)number);
	return true;
}

static void warn_of_text(const struct argument *argument, const struct call *call)
{
	const char *text = argument->second;
	uint64_t number;

	if (!call->quiet && text != NULL && !is_file(argument) && !is_hexadecimal(text) &&
	    parse_number(text, UINT64_MAX, &number))
		message(NULL, "warning: --plat-tlv %s: '%s' is stored as text; a number begins with 0x",
			argument->first, text);
}

bool platform_tlvs_read(const struct arguments *given, const char *layout, struct call *call, struct platform_tlvs *out)
{
	out->list = memory_or_exit(calloc(given->count + 1, sizeof(*out->list)));
	out->values = memory_or_exit(calloc(given->count + 1, sizeof(*out->values)));
	out->searched = given->count;
	for (; out->count < given->count; out->count++) {
		const struct argument *argument = &given->list[out->count];
		struct signfw_platform_tlv *tlv = &out->list[out->count];
		struct file *value = &out->values[out->count];

		if (!find_type(layout, argument, &tlv->type))
			return fail_unknown(call, argument, layout);
		const bool is_number = is_boot_address(argument) || is_decimal(argument, layout, tlv->type);

		if (!read_value(argument, is_number, call, value))
			return false;
		if (!is_number)
			warn_of_text(argument, call);
		if (is_boot_address(argument) && strcmp(argument->first, BOOT_ADDRESS_AUTO) == 0)
			out->searched = out->count;
		tlv->value = value->data;
		tlv->size = value->size;
	}
	return true;
}

void platform_tlvs_found(struct platform_tlvs *tlvs, uint32_t number)
{
	struct file *value = &tlvs->values[tlvs->searched];

	put_number(value, number);
	tlvs->list[tlvs->searched].size = value->size;
}

void platform_tlvs_release(struct platform_tlvs *tlvs)
{
	for (size_t i = 0; i < tlvs->count; i++)
		file_free(&tlvs->values[i]);
	free(tlvs->values);
	free(tlvs->list);
}
