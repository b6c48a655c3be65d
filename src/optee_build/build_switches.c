/* SPDX-License-Identifier: BSD-2-Clause */
#include "optee_build/build_switches.h"

#include <string.h>

/* Those that matter, in the order in which they are shown. */
static const char *const names[] = {
	"PLATFORM",
	"PLATFORM_FLAVOR",
	"CFG_OPTEE_REVISION_MAJOR",
	"CFG_OPTEE_REVISION_MINOR",
	"CFG_OPTEE_REVISION_EXTRA",
	"CFG_ARM64_core",
	"CFG_REMOTEPROC_PTA",
	"CFG_DRIVERS_REMOTEPROC",
	"CFG_STM32MP_REMOTEPROC",
	"CFG_RPROC_PTA",
	"CFG_STM32MP1_REMOTEPROC",
	"CFG_REMOTEPROC_PUB_KEY_VERIFY",
	"CFG_REMOTEPROC_ENC_TESTKEY",
	"CFG_REMOTEPROC_TA_HEAP_SIZE",
	"CFG_IN_TREE_EARLY_TAS",
	"CFG_EARLY_TA",
	"CFG_EARLY_TA_COMPRESS",
	"CFG_EMBED_DTB",
	"CFG_EMBED_DTB_SOURCE_FILE",
	"CFG_RESERVED_VASPACE_SIZE",
	"CFG_STM32_PKA",
	"CFG_WITH_PAGER",
	"CFG_INSECURE",
};
#define NAME_COUNT (sizeof(names) / sizeof(names[0]))

_Static_assert(NAME_COUNT <= SWITCHES_MAX, "all have room");

static struct build_switch *place_of(struct build_switches *switches, const char *name)
{
	for (size_t i = 0; i < switches->count; i++)
		if (switches->list[i].name == name)
			return &switches->list[i];
	switches->list[switches->count].name = name;
	return &switches->list[switches->count++];
}

/* The name that a line sets; NULL if it is none that matters. */
static const char *name_of(struct span line)
{
	const uint8_t *equals = memchr(line.data, '=', line.size);

	for (size_t i = 0; equals != NULL && i < NAME_COUNT; i++)
		if (strlen(names[i]) == (size_t)(equals - line.data) &&
		    memcmp(names[i], line.data, strlen(names[i])) == 0)
			return names[i];
	return NULL;
}

static void read_line(struct build_switches *out, struct span line)
{
	const char *name = name_of(line);

	if (name == NULL)
		return;
	struct build_switch *place = place_of(out, name);
	const char *value = (const char *)line.data + strlen(name) + 1;
	size_t size = line.size - strlen(name) - 1;

	if (size >= SWITCH_VALUE_SIZE)
		size = SWITCH_VALUE_SIZE - 1;
	memcpy(place->value, value, size);
	place->value[size] = '\0';
}

void sfw_build_switches_read(struct build_switches *out, struct span text)
{
	while (text.size > 0) {
		const uint8_t *end = memchr(text.data, '\n', text.size);
		const size_t size = end == NULL ? text.size : (size_t)(end - text.data);

		read_line(out, (struct span){text.data, size});
		text.data += size + (end != NULL);
		text.size -= size + (end != NULL);
	}
}

const char *sfw_build_switch(const struct build_switches *switches, const char *name)
{
	for (size_t i = 0; i < switches->count; i++)
		if (strcmp(switches->list[i].name, name) == 0)
			return switches->list[i].value;
	return NULL;
}

/* Reads a decimal number, and goes on behind it; false if there is none, or it has more than 32 bits. */
static bool read_number(const char **text, uint64_t *out)
{
	bool found = false;

	for (*out = 0; **text >= '0' && **text <= '9' && *out <= UINT32_MAX; (*text)++, found = true)
		*out = *out * 10 + (uint64_t)(**text - '0');
	return found && *out <= UINT32_MAX;
}

uint64_t sfw_build_switch_number(const struct build_switches *switches, const char *name)
{
	const char *text = sfw_build_switch(switches, name);
	uint64_t product = 1, factor;

	if (text == NULL)
		return 0;
	while (*text != '\0') {
		text += strspn(text, " ()");
		if (!read_number(&text, &factor))
			return 0;
		product *= factor;
		text += strspn(text, " ()");
		if (product > UINT32_MAX || (*text != '*' && *text != '\0'))
			return 0;
		text += *text == '*';
	}
	return product;
}
