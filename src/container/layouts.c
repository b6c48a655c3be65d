/* SPDX-License-Identifier: BSD-2-Clause */
#include "container/layouts.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "container/layout_optee.h"
#include "container/layout_st316.h"
#include "container/layout_st319.h"
#include "container/layout_st40.h"

/* The first is the default, and where a file fits several equally well, it is taken for the first of them. */
static const struct layout *const layouts[] = {
	&sfw_layout_optee,
	&sfw_layout_st40,
	&sfw_layout_st319,
	&sfw_layout_st316,
};

#define LAYOUT_COUNT (sizeof(layouts) / sizeof(layouts[0]))

/* ---- which there are ------------------------------------------------------------- */

const struct layout *sfw_layout_by_name(const char *name)
{
	for (size_t i = 0; i < LAYOUT_COUNT; i++)
		if (strcmp(layouts[i]->name, name) == 0)
			return layouts[i];
	return NULL;
}

const struct layout *sfw_layout_default(void)
{
	return layouts[0];
}

const struct layout *sfw_layout_of_encrypted(void)
{
	size_t i = 0;

	while (i + 1 < LAYOUT_COUNT && !sfw_order_has(layouts[i]->orders[0].types, SIGNFW_TLV_ENCTABLE))
		i++;
	return layouts[i];
}

struct layout_names sfw_layout_names(void)
{
	struct layout_names names = {""};
	size_t size = 0;

	for (size_t i = 0; i < LAYOUT_COUNT; i++) {
		const char *separator = i + 1 < LAYOUT_COUNT ? ", " : " or ";
		const int added = snprintf(names.text + size, sizeof(names.text) - size, "%s%s",
					   i == 0 ? "" : separator, layouts[i]->name);

		if (added > 0 && (size_t)added < sizeof(names.text) - size)
			size += (size_t)added;
	}
	return names;
}

const char *signfw_layout_name(size_t index, const char **description)
{
	if (index >= LAYOUT_COUNT)
		return NULL;
	if (description != NULL)
		*description = layouts[index]->description;
	return layouts[index]->name;
}

enum signfw_status signfw_tlv_type(const char *layout, const char *name, uint32_t *out, struct signfw_error *err)
{
	const struct layout *found = layout == NULL ? NULL : sfw_layout_by_name(layout);

	if (found == NULL || name == NULL || out == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no such layout, or no name");
	const struct tlv_kind *kind = sfw_layout_tlv_kind(found, name);

	if (kind == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "layout %s has no TLV \"%.32s\"", layout, name);
	*out = kind->type;
	return SIGNFW_OK;
}

/* ---- reading --------------------------------------------------------------------- */

/* Says what the file is instead, where that is easy to tell. */
static void report_not_a_container(struct span head, signfw_findings *findings)
{
	static const struct {
		const char *begins;
		size_t size;
		const char *what;
	} known[] = {
		{"\177ELF", 4, "an ELF file that isn't signed"},
		{"-----BEGIN ", 11, "a PEM file"},
		{"\x1f\x8b", 2, "a gzip file"},
		{"HSTO", 4, "a Trusted Application of OP-TEE (.ta)"},
		{"STM2", 4, "an image with an STM32 header, as the boot ROM loads it"},
		{"\1\0\x64\xaa", 4, "a FIP, a package of boot firmware"},
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (sfw_span_begins(head, known[i].begins, known[i].size)) {
			sfw_report(findings, SFW_NOT_A_CONTAINER, 0, "not a signed container but %s", known[i].what);
			return;
		}
	if (head.size < 4)
		sfw_report(findings, SFW_NOT_A_CONTAINER, 0, "not a signed container: the file has %zu bytes",
			   head.size);
	else
		sfw_report(findings, SFW_NOT_A_CONTAINER, 0,
			   "not a signed container: it begins with %02x %02x %02x %02x, expected 68 a4 43 35",
			   head.data[0], head.data[1], head.data[2], head.data[3]);
}

/* The layout that the file fits best, or NULL; if another one is as good, that is found. */
static const struct layout *recognise(const struct ends *file, signfw_findings *findings)
{
	const struct layout *best = NULL, *other = NULL;
	enum fit best_fit = FIT_NOT;

	for (size_t i = 0; i < LAYOUT_COUNT; i++) {
		const enum fit fit = layouts[i]->recognise(file);

		if (fit > best_fit) {
			best = layouts[i];
			best_fit = fit;
		} else if (fit == FIT_WHOLLY) {
			other = layouts[i];
		}
	}
	if (other != NULL)
		sfw_report(findings, SFW_LAYOUT_AMBIGUOUS, 0, "the file fits layout %s, but layout %s as well",
			   best->name, other->name);
	return best;
}

enum signfw_status sfw_container_parse(struct container *out, const struct layout *layout, const struct ends *file,
				       signfw_findings *findings)
{
	struct container container = {.file_size = file->size};

	container.layout = layout == NULL ? recognise(file, findings) : layout;
	if (container.layout == NULL) {
		report_not_a_container(file->head, findings);
		*out = container;
		return SIGNFW_OK;
	}
	enum signfw_status status = container.layout->read(&container, file, findings);

	/* of half the TLVs it would be found that the other half is missing */
	if (status == SIGNFW_OK && container.metadata.size > 0)
		status = container.layout->understand(&container, findings);
	container.table.looks_at_offset = container.layout->looks_at_offset;
	if (status == SIGNFW_OK)
		*out = container;
	else
		sfw_container_cleanup(&container);
	return status;
}

/* ---- writing --------------------------------------------------------------------- */

static void check_image_count(const struct container *container, signfw_findings *findings)
{
	const struct layout *layout = container->layout;

	if (container->image_count > layout->images_max)
		sfw_report(findings, SFW_LAYOUT_LIMIT, SIGNFW_NO_OFFSET, "%zu images, but layout %s has room for %zu",
			   container->image_count, layout->name, layout->images_max);
}

/* Whether the container stays within the 32 bits of its lengths. */
static void check_size(const struct container *container, const struct surroundings *written, signfw_findings *findings)
{
	const uint64_t alignment = container->layout->image_alignment;
	const uint64_t images_size = (container->images_size + alignment - 1) / alignment * alignment;
	const uint64_t size = written->head.size + images_size + written->tail.size;

	if (size > UINT32_MAX)
		sfw_report(findings, SFW_LENGTH_OVERFLOW, SIGNFW_NO_OFFSET,
			   "the container would have %llu bytes, the format ends at 4 GiB", (unsigned long long)size);
}

void sfw_container_write(const struct container *container, struct surroundings *out, signfw_findings *findings)
{
	check_image_count(container, findings);
	sfw_check_signature_size(container, findings);
	container->layout->write(container, out, findings);
	check_size(container, out, findings);
}

void sfw_surroundings_cleanup(struct surroundings *surroundings)
{
	sfw_builder_cleanup(&surroundings->head);
	sfw_builder_cleanup(&surroundings->tail);
}
