/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * core/core.mk makes core_v_str of CFG_TEE_IMPL_VERSION, which is what git describes or
 * "Unknown_4.10", and of the compiler: "4.8.0-12-g0123456 (gcc version 12.2.0 ...) #1 ...".
 */
#define _GNU_SOURCE /* memmem() */
#include "optee_build/build_version.h"

#include <stdio.h>
#include <string.h>

/* What follows the version in core_v_str. */
static const char *const compilers[] = {" (gcc version ", " (clang version ", " (Clang version "};
#define COMPILER_COUNT (sizeof(compilers) / sizeof(compilers[0]))

/* The versions that vendors' trees with a loader of their own have. */
static const struct {
	unsigned int major, minor;
	const char *device;
} vendors[] = {
	{3, 12, "rcar-3.12"},
	{3, 16, "st-3.16"},
	{3, 19, "st-3.19"},
	{4, 0, "st-4.0"},
};

struct number {
	unsigned int major, minor;
	bool known;
};

static bool is_version_character(uint8_t character)
{
	return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'z') ||
	       (character >= 'A' && character <= 'Z') || (character != '\0' && strchr("._-+~", character) != NULL);
}

/* Copies what is in front of a place of a part. */
static bool copy_before(char out[VERSION_SIZE], struct span part, const uint8_t *end)
{
	const uint8_t *begin = end;

	while (begin > part.data && end - begin < VERSION_SIZE - 1 && is_version_character(begin[-1]))
		begin--;
	memcpy(out, begin, (size_t)(end - begin));
	out[end - begin] = '\0';
	return end > begin;
}

static bool find_text(char out[VERSION_SIZE], const struct build_parts *parts)
{
	for (size_t i = 0; i < parts->count; i++)
		for (size_t j = 0; j < COMPILER_COUNT; j++) {
			const struct span part = parts->list[i].bytes;
			const uint8_t *at = memmem(part.data, part.size, compilers[j], strlen(compilers[j]));

			if (parts->list[i].kind != PART_CONFIGURATION && at != NULL && copy_before(out, part, at))
				return true;
		}
	return false;
}

static bool is_digit(char character)
{
	return character >= '0' && character <= '9';
}

/* The number that up to three digits are. */
static unsigned int three_digits(const char *text)
{
	unsigned int number = 0;

	for (size_t i = 0; i < 3 && is_digit(text[i]); i++)
		number = 10 * number + (unsigned int)(text[i] - '0');
	return number;
}

/* The first "4.10" in a text; what git describes without a tag has none. */
static struct number number_in(const char *text)
{
	struct number number = {0};

	for (; *text != '\0' && !number.known; text += strcspn(text, "0123456789")) {
		const size_t size = strspn(text, "0123456789");

		number.known = size > 0 && size <= 2 && text[size] == '.' && is_digit(text[size + 1]);
		if (number.known) {
			number.major = three_digits(text);
			number.minor = three_digits(text + size + 1);
		}
		text += size;
	}
	return number;
}

static struct number number_of(const struct build_switches *switches)
{
	const char *major = sfw_build_switch(switches, "CFG_OPTEE_REVISION_MAJOR");
	const char *minor = sfw_build_switch(switches, "CFG_OPTEE_REVISION_MINOR");

	if (major == NULL || minor == NULL || !is_digit(*major) || !is_digit(*minor))
		return (struct number){0};
	return (struct number){(unsigned int)sfw_build_switch_number(switches, "CFG_OPTEE_REVISION_MAJOR"),
			       (unsigned int)sfw_build_switch_number(switches, "CFG_OPTEE_REVISION_MINOR"), true};
}

/* The vendor's device of this version; NULL: upstream. */
static const char *vendor_of(const struct number *number, const char *text)
{
	for (size_t i = 0; i < sizeof(vendors) / sizeof(vendors[0]); i++)
		if (vendors[i].major == number->major && vendors[i].minor == number->minor)
			return vendors[i].device;
	/* ST's releases say so; the newest that is known is 4.0 */
	return strstr(text, "stm32mp") == NULL ? NULL : "st-4.0";
}

static bool takes_key_from_container(const struct build_switches *switches, bool has_fuses)
{
	const char *value = sfw_build_switch(switches, "CFG_REMOTEPROC_PUB_KEY_VERIFY");

	return value == NULL ? has_fuses : strcmp(value, "y") == 0;
}

/* Of a build that doesn't say what it is: by what its TA has. */
static void assume(struct build_version *out, const struct embedded_ta *ta)
{
	const bool is_old = ta->state == TA_FOUND && !ta->properties.has_keep_crashed;

	snprintf(out->device, sizeof(out->device), "%s", is_old ? "optee-4.4" : "optee");
	out->assumption = is_old ? "the files don't say which version it is; its TA is older than 4.7: taken for 4.4"
				 : "the files don't say which version it is: taken for the newest upstream";
}

void sfw_build_version_find(struct build_version *out, const struct build_parts *parts,
			    const struct build_switches *switches, const struct embedded_ta *ta, bool has_fuses)
{
	struct number number;

	*out = (struct build_version){0};
	number = find_text(out->text, parts) ? number_in(out->text) : (struct number){0};
	if (!number.known)
		number = number_of(switches);
	if (!number.known) {
		assume(out, ta);
		return;
	}
	const char *vendor = vendor_of(&number, out->text);

	if (vendor == NULL)
		snprintf(out->device, sizeof(out->device), "optee-%u.%u", number.major, number.minor);
	else
		snprintf(out->device, sizeof(out->device), "%s%s", vendor,
			 strcmp(vendor, "st-4.0") == 0 && takes_key_from_container(switches, has_fuses) ? "-otp" : "");
}
