/* SPDX-License-Identifier: BSD-2-Clause */
/* Any bytes as a resource table, an ELF file for Linux's own loader, and Linux's device tree. */
#include <string.h>

#include "fuzz.h"
#include "signfw/linux.h"
#include "signfw/resource_table.h"

#define ENTRIES 64 /* that are looked at */

static void check_text(const char *text)
{
	for (; *text != '\0'; text++)
		CHECK(*text >= ' ' && *text <= '~');
}

static void check_entries(const uint8_t *data, size_t size)
{
	struct signfw_resource_header header;

	signfw_resource_table_header(data, size, &header);
	for (size_t i = 0; i < ENTRIES && i < header.entry_count; i++) {
		struct signfw_resource entry;
		struct signfw_vring ring;

		if (signfw_resource_get(data, size, i, &entry, NULL) != SIGNFW_OK)
			continue;
		CHECK((uint64_t)entry.offset + 4 <= size);
		for (size_t j = 0; j < entry.vring_count; j++)
			CHECK(signfw_resource_vring(data, size, &entry, j, &ring) == SIGNFW_OK);
		CHECK(signfw_resource_vring(data, size, &entry, entry.vring_count, &ring) == SIGNFW_E_ARGUMENT);
	}
}

static void check_outcome(const signfw_linux *kernel, const struct signfw_linux_boot *outcome)
{
	const char *line = NULL;
	size_t lines = 0;

	CHECK((outcome->error != 0) == (outcome->verdict == SIGNFW_LINUX_REFUSED));
	CHECK((outcome->reason[0] != '\0') ==
	      (outcome->verdict == SIGNFW_LINUX_UNSAFE || outcome->verdict == SIGNFW_LINUX_UNSAFE_ON_STOP));
	check_text(outcome->reason);
	for (; signfw_linux_log(kernel, lines) != NULL; lines++) {
		line = signfw_linux_log(kernel, lines);
		check_text(line);
	}
	CHECK(lines > 0);
	if (outcome->verdict < SIGNFW_LINUX_REFUSED)
		CHECK(strstr(line, "is now up") != NULL);
	if (outcome->verdict == SIGNFW_LINUX_REFUSED)
		CHECK(strncmp(line, "err: Boot failed: -", 19) == 0);
}

/* Boots by a kernel, with the input as table and as file. */
static void boot(const struct signfw_linux_options *options, const uint8_t *data, size_t size)
{
	struct signfw_linux_boot outcome;
	signfw_linux *kernel = NULL;
	enum signfw_status status = signfw_linux_new(&kernel, options, NULL);

	CHECK(status == SIGNFW_OK || (options->devicetree != NULL && status == SIGNFW_E_DEVICETREE));
	if (status != SIGNFW_OK)
		return;
	status = signfw_linux_boot_table(kernel, data, size, 0x10040000, size, &outcome, NULL);
	CHECK(status == SIGNFW_OK || status == SIGNFW_E_UNSUPPORTED);
	if (status == SIGNFW_OK)
		check_outcome(kernel, &outcome);
	status = signfw_linux_boot_elf(kernel, data, size, &outcome, NULL);
	CHECK(status == SIGNFW_OK || status == SIGNFW_E_UNSUPPORTED);
	if (status == SIGNFW_OK)
		check_outcome(kernel, &outcome);
	signfw_linux_free(kernel);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct signfw_linux_options options = SIGNFW_LINUX_OPTIONS_INIT;

	if (size == 0)
		return 0;
	check_entries(data, size);
	for (size_t i = 0; signfw_linux_name(i, NULL) != NULL; i++) {
		options.version = signfw_linux_name(i, NULL);
		boot(&options, data, size);
	}
	options = (struct signfw_linux_options)SIGNFW_LINUX_OPTIONS_INIT;
	options.devicetree = data;
	options.devicetree_size = size;
	boot(&options, data, size);
	return 0;
}
