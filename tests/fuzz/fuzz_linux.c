/* SPDX-License-Identifier: BSD-2-Clause */
/* Any bytes as a resource table, an ELF file for Linux's own loader, and Linux's device tree. */
#include <string.h>

#include "fuzz.h"
#include "signfw/linux.h"
#include "signfw/resource_table.h"
#include "signfw/sequence.h"

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

/* ---- a device tree ---- */

/* A table with rings at fixed addresses, a trace buffer and a carveout. */
static const uint32_t table[] = {
	1,          3,          0,     0,      28,     96,         144,                          /* header, offsets */
	3,          7,          0,     1,      0,      0,          0x00000200,                   /* vdev */
	0x10040000, 16,         16,    0,      0,      0x10041000, 16,         16,   1, 0,       /* its rings */
	2,          0x10020100, 0x100, 0,      0x6c67, 0,          0,          0,    0, 0, 0, 0, /* trace */
	0,          0x10000000, 0,     0x1000, 0,      0,          0x7561636d, 0x6d, 0, 0, 0, 0, 0, 0, /* carveout */
};

static void check_findings(const signfw_findings *findings, bool has_error)
{
	struct signfw_finding finding;
	bool found = false;

	for (size_t i = 0; signfw_findings_get(findings, i, &finding) == SIGNFW_OK; i++) {
		check_text(finding.message);
		found |= finding.severity == SIGNFW_ERROR;
	}
	CHECK(found == has_error);
}

/* All that Linux uses of memory has an answer, and a reason unless that is yes. */
static void check_uses(const signfw_linux *kernel, const signfw_memory *memory)
{
	uint8_t bytes[sizeof(table)];
	struct signfw_linux_use use;
	size_t i = 0;

	/* little-endian, wherever this runs */
	for (size_t k = 0; k < sizeof(bytes); k++)
		bytes[k] = (uint8_t)(table[k / 4] >> 8 * (k % 4));
	for (; signfw_linux_use(kernel, memory, bytes, sizeof(bytes), 0x10020000, i, &use) == SIGNFW_OK; i++) {
		CHECK(use.reach == SIGNFW_REACH_YES || use.reach == SIGNFW_REACH_NO ||
		      use.reach == SIGNFW_REACH_UNKNOWN);
		CHECK((use.reason[0] == '\0') == (use.reach == SIGNFW_REACH_YES));
		check_text(use.reason);
	}
	CHECK(i == 6);
}

/* The processor has a generation, and what is wrong with its node is said in lines. */
static void check_tree(const signfw_linux *kernel)
{
	struct signfw_linux_processor processor;
	signfw_findings *findings = NULL;
	signfw_memory *memory = NULL;

	CHECK(signfw_linux_processor(kernel, &processor) == SIGNFW_OK);
	check_text(processor.path);
	check_text(processor.compatible);
	/* of a long path only the end is shown */
	CHECK(processor.path[0] == '/' || strncmp(processor.path, ".../", 4) == 0);
	CHECK(processor.compatible[0] != '\0' && processor.binding[0] != '\0');
	CHECK(signfw_memory_from_board(&memory, "stm32mp157-dk", NULL) == SIGNFW_OK);
	for (size_t i = 0; i == 0 || signfw_binding_name(i - 1, NULL) != NULL; i++) {
		CHECK(signfw_findings_new(&findings, NULL) == SIGNFW_OK);
		const char *driver = i == 0 ? NULL : signfw_binding_name(i - 1, NULL);
		const enum signfw_status status = signfw_linux_check_devicetree(kernel, driver, findings, NULL);

		CHECK(status == SIGNFW_OK || status == SIGNFW_E_ELF);
		check_findings(findings, status == SIGNFW_E_ELF);
		signfw_findings_free(findings);
	}
	check_uses(kernel, NULL);
	check_uses(kernel, memory);
	signfw_memory_free(memory);
}

/* ---- all of it ---- */

/* Boots by a kernel, with the input as table and as file. */
static void boot(const struct signfw_linux_options *options, const uint8_t *data, size_t size)
{
	struct signfw_linux_boot outcome;
	signfw_linux *kernel = NULL;
	enum signfw_status status = signfw_linux_new(&kernel, options, NULL);

	CHECK(status == SIGNFW_OK || (options->devicetree != NULL && status == SIGNFW_E_DEVICETREE));
	if (status != SIGNFW_OK)
		return;
	if (options->devicetree != NULL)
		check_tree(kernel);
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

const size_t fuzz_control_size = 0;

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
