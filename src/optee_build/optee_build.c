/* SPDX-License-Identifier: BSD-2-Clause */
/* Examines a build of OP-TEE: what it will do with firmware, and what makes it unable to load any. */
#define _GNU_SOURCE /* memmem() */
#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/error.h"
#include "base/findings.h"
#include "optee_build/build_part.h"
#include "optee_build/build_switches.h"
#include "optee_build/build_version.h"
#include "optee_build/embedded_ta.h"
#include "signfw/device.h"
#include "signfw/optee.h"

#define TREES_MAX       8
#define ASSUMPTIONS_MAX 8

/* Header of a device tree: magic, size of the whole, ..., version; big-endian. */
#define TREE_HEADER_SIZE    40
#define TREE_VERSION_OFFSET 20

/* What OP-TEE's drivers match. */
static const char *const compatibles[] = {"st,stm32mp1-m4-tee", "st,stm32mp2-m33-tee"};

/* A device tree in a part. */
struct tree {
	size_t part;
	struct span bytes;
};

struct signfw_optee_build {
	struct build_parts parts;
	struct build_switches switches;
	struct embedded_ta ta;
	struct build_version version;
	struct tree trees[TREES_MAX];
	size_t tree_count;
	const struct tree *tree; /* the one that has the remote processor; NULL: none */
	bool has_pta, has_driver, has_fuses;
	const char *assumptions[ASSUMPTIONS_MAX];
	size_t assumption_count;
	signfw_findings *findings;
	bool loads;
};

DEFINE_CLEANUP(build_cleanup, signfw_optee_build, signfw_optee_build_free)
DEFINE_CLEANUP(optee_cleanup, signfw_optee, signfw_optee_free)

static void assume(signfw_optee_build *build, const char *text)
{
	if (text != NULL && build->assumption_count < ASSUMPTIONS_MAX)
		build->assumptions[build->assumption_count++] = text;
}

static bool is_code(const struct build_part *part)
{
	return part->kind != PART_CONFIGURATION && part->kind != PART_TREE && part->kind != PART_PACKAGE;
}

/* ---- device trees ---------------------------------------------------------------- */

static uint32_t u32be(const uint8_t *bytes)
{
	return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* The device tree that begins with this magic number; false if there is none. */
static bool tree_at(struct span part, size_t offset, struct span *out)
{
	struct span header;

	if (!sfw_span_at(part, offset, TREE_HEADER_SIZE, &header))
		return false;
	const uint32_t version = u32be(header.data + TREE_VERSION_OFFSET);

	return (version == 16 || version == 17) && u32be(header.data + 4) >= TREE_HEADER_SIZE &&
	       sfw_span_at(part, offset, u32be(header.data + 4), out);
}

static void find_trees(signfw_optee_build *build, size_t index)
{
	static const uint8_t magic[] = {0xd0, 0x0d, 0xfe, 0xed};
	const struct span part = build->parts.list[index].bytes;
	size_t from = 0;
	const uint8_t *at;

	while (build->tree_count < TREES_MAX &&
	       (at = memmem(part.data + from, part.size - from, magic, sizeof(magic))) != NULL) {
		struct tree *tree = &build->trees[build->tree_count];

		from = (size_t)(at - part.data) + sizeof(magic);
		if (!tree_at(part, (size_t)(at - part.data), &tree->bytes))
			continue;
		tree->part = index;
		from = (size_t)(at - part.data) + tree->bytes.size;
		build->tree_count++;
	}
}

/* Whether a driver would take a node of a tree; `err` says why not. */
static bool is_usable(const struct tree *tree, struct signfw_error *err)
{
	signfw_memory *memory = NULL;
	const enum signfw_status status =
		signfw_memory_from_devicetree(&memory, tree->bytes.data, tree->bytes.size, NULL, err);

	signfw_memory_free(memory);
	return status == SIGNFW_OK;
}

static void judge_trees(signfw_optee_build *build)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;

	for (size_t i = 0; i < build->tree_count && build->tree == NULL; i++)
		if (is_usable(&build->trees[i], &error))
			build->tree = &build->trees[i];
	if (build->tree != NULL)
		return;
	if (build->tree_count == 0)
		assume(build, "no device tree is in the files: regions aren't checked, unless they are given");
	else
		sfw_report(build->findings, SFW_BUILD_NO_PROCESSOR, SIGNFW_NO_OFFSET, "the build's device tree: %s",
			   error.message);
}

/* ---- code ------------------------------------------------------------------------ */

/* Whether a place of a part is in one of the trees. */
static bool is_in_tree(const signfw_optee_build *build, const uint8_t *at)
{
	for (size_t i = 0; i < build->tree_count; i++) {
		const struct span tree = build->trees[i].bytes;

		if (at >= tree.data && at < tree.data + tree.size)
			return true;
	}
	return false;
}

/* Whether a string is in the code of a part, and not only in a device tree. */
static bool part_has(const signfw_optee_build *build, const struct build_part *part, const char *text)
{
	const size_t size = strlen(text) + 1;
	size_t from = 0;
	const uint8_t *at;

	while ((at = memmem(part->bytes.data + from, part->bytes.size - from, text, size)) != NULL) {
		if (!is_in_tree(build, at))
			return true;
		from = (size_t)(at - part->bytes.data) + size;
	}
	return false;
}

static void find_driver(signfw_optee_build *build)
{
	for (size_t i = 0; i < build->parts.count; i++)
		for (size_t j = 0; j < sizeof(compatibles) / sizeof(compatibles[0]); j++)
			if (is_code(&build->parts.list[i]) && part_has(build, &build->parts.list[i], compatibles[j]))
				build->has_driver = true;
}

static enum signfw_status find_traces(signfw_optee_build *build, const struct signfw_input *files, size_t count,
				      struct signfw_error *err)
{
	CLEANUP(optee_cleanup) signfw_optee *optee = NULL;
	const enum signfw_status status = signfw_optee_inspect(&optee, files, count, NULL, err);
	bool has_template = false, has_name = false;
	struct signfw_trace trace;

	if (status != SIGNFW_OK)
		return status;
	for (size_t i = 0; signfw_optee_trace(optee, i, &trace) == SIGNFW_OK; i++) {
		build->has_pta |= trace.kind == SIGNFW_TRACE_PTA;
		has_template |= trace.kind == SIGNFW_TRACE_FUSED_KEY;
		has_name |= trace.kind == SIGNFW_TRACE_FUSE;
	}
	build->has_fuses = has_template && has_name;
	return SIGNFW_OK;
}

/* ---- what is missing -------------------------------------------------------------- */

static bool is_recognised(const signfw_optee_build *build)
{
	return build->version.text[0] != '\0' || build->has_pta || build->has_driver || build->ta.state != TA_ABSENT ||
	       build->parts.has_arch || build->switches.count > 0;
}

/* Whether code is in the files, and not merely what is about it. */
static bool has_code(const signfw_optee_build *build)
{
	for (size_t i = 0; i < build->parts.count; i++)
		if (is_code(&build->parts.list[i]) && build->parts.list[i].kind != PART_HEADER)
			return true;
	return false;
}

/* Reports the parts that a header lists and that aren't there; returns whether there are any. */
static bool report_unlisted(signfw_optee_build *build)
{
	bool missing = false;

	for (size_t i = 0; i < build->parts.listed_count; i++) {
		const struct listed_part *listed = &build->parts.listed[i];
		const enum part_kind kind = listed->id == 0 ? PART_PAGER : PART_PAGEABLE;

		if (sfw_build_parts_have(&build->parts, kind) || sfw_build_parts_have(&build->parts, PART_ELF))
			continue;
		missing = true;
		sfw_report(build->findings, SFW_BUILD_PART_MISSING, SIGNFW_NO_OFFSET,
			   "the header lists a part %s of 0x%x bytes, and none of the files is it",
			   sfw_part_kind_name(kind), (unsigned int)listed->size);
	}
	return missing;
}

static bool is_incomplete(signfw_optee_build *build)
{
	bool incomplete = report_unlisted(build);

	if (!has_code(build)) {
		sfw_report(build->findings, SFW_BUILD_PART_MISSING, SIGNFW_NO_OFFSET,
			   "there is no code in the files: tee.elf, tee.bin, tee-raw.bin, or pager and pageable part");
		return true;
	}
	if (!build->has_pta && build->version.text[0] == '\0') {
		incomplete = true;
		sfw_report(build->findings, SFW_BUILD_PART_MISSING, SIGNFW_NO_OFFSET,
			   "the code that prints OP-TEE's version is in none of the files: a part is missing, as "
			   "tee-pager_v2.bin beside tee-pageable_v2.bin");
	}
	if (build->ta.state == TA_MISSING) {
		incomplete = true;
		sfw_report(build->findings, SFW_BUILD_PART_MISSING, SIGNFW_NO_OFFSET,
			   "OP-TEE's list of embedded TAs has the remoteproc TA, and its bytes are in none of the "
			   "files: a part is missing, as tee-pageable_v2.bin beside tee-pager_v2.bin, or compressed");
	}
	return incomplete;
}

static bool is_off(const signfw_optee_build *build, const char *name)
{
	const char *value = sfw_build_switch(&build->switches, name);

	return value != NULL && strcmp(value, "y") != 0;
}

static void judge_loader(signfw_optee_build *build)
{
	const bool has_rules = strncmp(build->version.device, "optee", 5) == 0;

	if (!build->has_pta)
		sfw_report(build->findings, SFW_BUILD_NO_LOADER, SIGNFW_NO_OFFSET,
			   "the remoteproc pseudo TA isn't in there%s: OP-TEE can't load firmware",
			   is_off(build, "CFG_REMOTEPROC_PTA") ? ", CFG_REMOTEPROC_PTA is off" : "");
	else if (has_rules && !build->has_driver)
		sfw_report(build->findings, SFW_BUILD_NO_LOADER, SIGNFW_NO_OFFSET,
			   "no driver of remote processors is in there%s: every session is refused",
			   is_off(build, "CFG_STM32MP_REMOTEPROC") ? ", CFG_STM32MP_REMOTEPROC is off" : "");
	if (build->ta.state == TA_ABSENT)
		sfw_report(build->findings, SFW_BUILD_TA_MISSING, SIGNFW_NO_OFFSET,
			   "the remoteproc TA isn't embedded (CFG_IN_TREE_EARLY_TAS): sessions are refused, unless "
			   "tee-supplicant has a file of it");
}

static void judge(signfw_optee_build *build)
{
	if (!is_recognised(build))
		return;
	if (!is_incomplete(build))
		judge_loader(build);
	judge_trees(build);
}

/* ---- what it will do --------------------------------------------------------------- */

/* The model knows releases up to one; newer ones are taken for that. */
static void check_device(signfw_optee_build *build)
{
	struct signfw_device_options options = SIGNFW_DEVICE_OPTIONS_INIT;
	signfw_device *device = NULL;

	assume(build, build->version.assumption);
	options.version = build->version.device;
	if (signfw_device_new(&device, &options, NULL) != SIGNFW_OK) {
		strcpy(build->version.device, "optee");
		assume(build, "this version isn't known here: taken for the newest upstream");
	}
	signfw_device_free(device);
}

static uint64_t heap_of(const signfw_optee_build *build)
{
	return build->ta.properties.heap_size != 0
		       ? build->ta.properties.heap_size
		       : sfw_build_switch_number(&build->switches, "CFG_REMOTEPROC_TA_HEAP_SIZE");
}

static uint64_t bits_of(const signfw_optee_build *build)
{
	const char *is_64_bit = sfw_build_switch(&build->switches, "CFG_ARM64_core");

	if (build->ta.state == TA_FOUND)
		return build->ta.properties.is_64_bit ? 64 : 32;
	if (build->parts.has_arch)
		return build->parts.is_64_bit ? 64 : 32;
	return is_64_bit == NULL ? 0 : strcmp(is_64_bit, "y") == 0 ? 64 : 32;
}

static void read_switches(signfw_optee_build *build)
{
	for (size_t i = 0; i < build->parts.count; i++)
		if (build->parts.list[i].kind == PART_CONFIGURATION)
			sfw_build_switches_read(&build->switches, build->parts.list[i].bytes);
}

static enum signfw_status examine(signfw_optee_build *build, const struct signfw_input *files, size_t count,
				  struct signfw_error *err)
{
	for (size_t i = 0; i < count; i++)
		sfw_build_parts_add(&build->parts, (struct span){files[i].data, files[i].size}, i);
	sfw_build_parts_match(&build->parts);
	read_switches(build);
	for (size_t i = 0; i < build->parts.count; i++)
		if (build->parts.list[i].kind != PART_PACKAGE && build->parts.list[i].kind != PART_CONFIGURATION)
			find_trees(build, i);
	enum signfw_status status = sfw_embedded_ta_find(&build->ta, &build->parts, err);

	if (status == SIGNFW_OK)
		status = find_traces(build, files, count, err);
	if (status != SIGNFW_OK)
		return status;
	find_driver(build);
	sfw_build_version_find(&build->version, &build->parts, &build->switches, &build->ta, build->has_fuses);
	check_device(build);
	judge(build);
	if (heap_of(build) == 0)
		assume(build, "the size of the TA's heap isn't in the files: 4096 bytes");
	return SIGNFW_OK;
}

/* ---- public ------------------------------------------------------------------------ */

enum signfw_status signfw_optee_build_examine(signfw_optee_build **out, const struct signfw_input *files,
					      size_t file_count, struct signfw_error *err)
{
	CLEANUP(build_cleanup) signfw_optee_build *build = NULL;

	if (out == NULL || files == NULL || file_count == 0)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no files, or no place for what is in them");
	for (size_t i = 0; i < file_count; i++)
		if (files[i].data == NULL && files[i].size > 0)
			return sfw_fail(err, SIGNFW_E_ARGUMENT, "file %zu has no data", i);
	build = calloc(1, sizeof(*build));
	if (build == NULL || (build->findings = sfw_findings_new()) == NULL)
		return sfw_fail_memory(err);
	const enum signfw_status status = examine(build, files, file_count, err);

	if (status != SIGNFW_OK)
		return status;
	const enum signfw_status verdict = sfw_findings_verdict(build->findings, err);

	if (verdict == SIGNFW_E_MEMORY)
		return verdict;
	build->loads = verdict == SIGNFW_OK && is_recognised(build);
	*out = build;
	build = NULL;
	return SIGNFW_OK;
}

void signfw_optee_build_free(signfw_optee_build *build)
{
	if (build == NULL)
		return;
	sfw_embedded_ta_release(&build->ta);
	signfw_findings_free(build->findings);
	free(build);
}

void signfw_optee_build_get_facts(const signfw_optee_build *build, struct signfw_optee_build_facts *out)
{
	*out = (struct signfw_optee_build_facts){
		.version = build->version.text[0] == '\0' ? NULL : build->version.text,
		.device = build->version.device,
		.bits = bits_of(build),
		.heap_size = heap_of(build),
		.ta = build->ta.elf.data,
		.ta_size = build->ta.elf.size,
		.ta_stored_size = build->ta.stored_size,
		.devicetree = build->tree == NULL ? NULL : build->tree->bytes.data,
		.devicetree_size = build->tree == NULL ? 0 : build->tree->bytes.size,
		.has_pseudo_ta = build->has_pta,
		.has_driver = build->has_driver,
		.looks_at_fuses = build->has_fuses,
		.loads = build->loads,
		.recognised = is_recognised(build),
	};
}

enum signfw_status signfw_optee_build_part(const signfw_optee_build *build, size_t index,
					   struct signfw_optee_build_part *out)
{
	if (out == NULL || index >= build->parts.count)
		return SIGNFW_E_ARGUMENT;
	const struct build_part *part = &build->parts.list[index];

	*out = (struct signfw_optee_build_part){part->file, part->offset, part->bytes.size,
						sfw_part_kind_name(part->kind)};
	return SIGNFW_OK;
}

const char *signfw_optee_build_switch(const signfw_optee_build *build, size_t index, const char **value)
{
	if (index >= build->switches.count)
		return NULL;
	*value = build->switches.list[index].value;
	return build->switches.list[index].name;
}

const char *signfw_optee_build_assumption(const signfw_optee_build *build, size_t index)
{
	return index < build->assumption_count ? build->assumptions[index] : NULL;
}

const signfw_findings *signfw_optee_build_findings(const signfw_optee_build *build)
{
	return build->findings;
}
