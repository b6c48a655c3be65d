/* SPDX-License-Identifier: BSD-2-Clause */
/* Converting: the images of a container, in another layout. */
#include <string.h>

#include "base/cleanup.h"
#include "base/error.h"
#include "container/layout.h"
#include "verbs/handle.h"
#include "verbs/sign_options.h"

DEFINE_CLEANUP(container_cleanup, signfw_container, signfw_container_free)
DEFINE_CLEANUP(findings_cleanup, signfw_findings, signfw_findings_free)

/* More platform TLVs than this aren't mapped. */
#define PLATFORM_MAX 64

/* The platform TLVs of the new container. */
struct platform {
	struct signfw_platform_tlv tlvs[PLATFORM_MAX];
	size_t count;
};

/* The platform TLV that a layout has under a name; NULL if the container has none. */
static const struct tlv *find_named(const signfw_container *from, const char *name)
{
	for (size_t i = 0; i < from->model.tlv_count; i++) {
		const struct tlv *tlv = &from->model.tlvs[i];

		if (tlv->is_platform && strcmp(sfw_tlv_name(from->model.layout, tlv), name) == 0)
			return tlv;
	}
	return NULL;
}

static void add(struct platform *platform, uint32_t type, struct span value)
{
	platform->tlvs[platform->count++] = (struct signfw_platform_tlv){type, value.data, value.size};
}

/* Number of platform TLVs. */
static size_t count_platform(const signfw_container *from)
{
	size_t count = 0;

	for (size_t i = 0; i < from->model.tlv_count; i++)
		count += from->model.tlvs[i].is_platform;
	return count;
}

/* Both layouts number them alike; false if there are too many, or doubles. */
static bool keep(struct platform *out, const signfw_container *from)
{
	for (size_t i = 0; i < from->model.tlv_count; i++) {
		const struct tlv *tlv = &from->model.tlvs[i];

		for (size_t j = 0; tlv->is_platform && j < out->count; j++)
			if (out->tlvs[j].type == tlv->type)
				return false;
		if (tlv->is_platform && out->count == PLATFORM_MAX)
			return false;
		if (tlv->is_platform)
			add(out, tlv->type, tlv->value);
	}
	return true;
}

/* From st-4.0 to st-3.19: BOOTSEC says which boot address it is. */
static bool split_address(struct platform *out, const signfw_container *from)
{
	const struct tlv *address = find_named(from, "BOOTADDR");
	const bool secure = find_named(from, "BOOTSEC") != NULL;

	if (address == NULL || count_platform(from) != 1 + (size_t)secure)
		return false;
	add(out, secure ? SIGNFW_TLV_SBOOTADDR : SIGNFW_TLV_NSBOOTADDR, address->value);
	return true;
}

/* From st-3.19 to st-4.0, which has room for one boot address. */
static bool join_address(struct platform *out, const signfw_container *from)
{
	static const uint8_t one[4] = {1};
	const struct tlv *secure = find_named(from, "SBOOTADDR"), *nonsecure = find_named(from, "NSBOOTADDR");

	if ((secure == NULL) == (nonsecure == NULL) || count_platform(from) != 1)
		return false;
	add(out, SIGNFW_TLV_BOOTADDR, secure == NULL ? nonsecure->value : secure->value);
	if (secure != NULL)
		add(out, SIGNFW_TLV_BOOTSEC, (struct span){one, sizeof(one)});
	return true;
}

/* The platform TLVs of a container in another layout, as far as that is clear; false if it isn't. */
static bool map_platform(struct platform *out, const signfw_container *from, const struct layout *to)
{
	const struct layout *layout = from->model.layout;

	if (count_platform(from) == 0 || to->platform_last == 0)
		return true;
	if (layout->platform_first == to->platform_first)
		return keep(out, from);
	if (layout == &sfw_layout_st40 && to == &sfw_layout_st319)
		return split_address(out, from);
	return layout == &sfw_layout_st319 && to == &sfw_layout_st40 && join_address(out, from);
}

/* The images are what they were: converting must not sign what was changed since. */
static enum signfw_status compare_tables(const signfw_container *made, const signfw_container *from,
					 signfw_findings *findings, struct signfw_error *err)
{
	const struct span a = made->table.bytes, b = from->table.bytes;

	if (a.size != b.size || memcmp(a.data, b.data, a.size) != 0)
		sfw_report(
			findings, SFW_TABLE_DIFFERS, SIGNFW_NO_OFFSET,
			"the images don't lead to the hash table that was signed: they were changed, or it was made by "
			"another tool");
	return sfw_findings_verdict(findings, err);
}

static enum signfw_status convert(signfw_container **out, const signfw_container *from, const struct layout *to,
				  const signfw_key *key, const struct signfw_sign_options *options,
				  struct signfw_error *err)
{
	struct signfw_sign_options mine = *options;
	CLEANUP(container_cleanup) signfw_container *handle = NULL;
	struct signfw_input inputs[SIGNFW_MAX_IMAGES];
	struct platform platform = {.count = 0};

	if (from->model.encrypted)
		sfw_report(options->findings, SFW_LAYOUT_LIMIT, SIGNFW_NO_OFFSET,
			   "the images are encrypted, which is bound to layout %s; extract and sign them instead",
			   from->model.layout->name);
	else if (options->platform_tlv_count == 0 && !map_platform(&platform, from, to))
		sfw_report(options->findings, SFW_PLATFORM_UNCLEAR, SIGNFW_NO_OFFSET,
			   "it isn't clear what the platform TLVs of layout %s are in layout %s: they have to be given",
			   from->model.layout->name, to->name);
	enum signfw_status status = sfw_findings_verdict(options->findings, err);

	if (status != SIGNFW_OK)
		return status;
	for (size_t i = 0; i < from->image_count; i++)
		inputs[i] = (struct signfw_input){from->images[i].elf.file.data, from->images[i].elf.file.size,
						  from->images[i].name};
	if (options->platform_tlv_count == 0) {
		mine.platform_tlvs = platform.tlvs;
		mine.platform_tlv_count = platform.count;
	}
	mine.flags &= ~SIGNFW_SIGN_TABLE_LOADS_ONLY;
	if (sfw_hashtable_loads_only(&from->table))
		mine.flags |= SIGNFW_SIGN_TABLE_LOADS_ONLY;
	status = signfw_build(&handle, inputs, from->image_count, key, &mine, err);
	if (status == SIGNFW_OK)
		status = compare_tables(handle, from, options->findings, err);
	if (status != SIGNFW_OK)
		return status;
	if (to->platform_last == 0 && count_platform(from) > 0)
		sfw_report(options->findings, SFW_PLATFORM_DROPPED, SIGNFW_NO_OFFSET,
			   "layout %s has no platform TLVs: those of the container were left out", to->name);
	*out = handle;
	handle = NULL;
	return SIGNFW_OK;
}

enum signfw_status signfw_convert(signfw_container **out, const signfw_container *container, const signfw_key *key,
				  const struct signfw_sign_options *options, struct signfw_error *err)
{
	struct signfw_sign_options mine = SIGNFW_SIGN_OPTIONS_INIT;
	enum signfw_status status;

	if (out == NULL || container == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no container, or no place for the new one");
	status = sfw_sign_options_import(&mine, options, err);
	if (status != SIGNFW_OK)
		return status;
	const struct layout *to = sfw_layout_by_name(mine.layout == NULL ? SFW_DEFAULT_LAYOUT : mine.layout);

	if (to == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "layout \"%.32s\" isn't known, expected " SFW_LAYOUT_NAMES,
				mine.layout);
	if ((mine.flags & SIGNFW_SIGN_STRIP) != 0)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "images that are converted can't be stripped");
	status = sfw_findings_verdict(container->findings, err);
	if (status != SIGNFW_OK)
		return status;
	CLEANUP(findings_cleanup) signfw_findings *own = mine.findings == NULL ? sfw_findings_new() : NULL;

	if (mine.findings == NULL)
		mine.findings = own;
	if (mine.findings == NULL)
		return sfw_fail_memory(err);
	sfw_findings_begin_signing(mine.findings, &mine);
	return convert(out, container, to, key, &mine, err);
}
