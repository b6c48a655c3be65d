/* SPDX-License-Identifier: BSD-2-Clause */
#include "verbs/build.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "firmware/encrypt.h"
#include "firmware/firmware_lint.h"
#include "firmware/hash_table_build.h"
#include "verbs/assemble.h"
#include "verbs/hash_table_match.h"
#include "verbs/metadata_lint.h"
#include "verbs/stitch.h"

struct build {
	const struct signing_job *job;
	struct container *model;
	const struct signfw_input *inputs;
	size_t input_count;
	const struct hash_table *signed_table;
	bool loads_only;          /* the hash table has nothing but PT_LOAD segments */
	uint8_t *ivs;             /* owned; of the PT_LOAD segments of all images, once they are encrypted; or NULL */
	signfw_container *handle; /* grows into the result */
};

static void build_cleanup(struct build *build)
{
	free(build->ivs);
}

static signfw_findings *findings_of(const struct build *build)
{
	return build->job->options.findings;
}

static bool is_plan(const struct build *build)
{
	return (build->job->options.flags & SIGNFW_SIGN_PLAN) != 0;
}

static bool is_sound(const struct build *build)
{
	return sfw_findings_verdict(findings_of(build), NULL) == SIGNFW_OK;
}

/* ---- images ---------------------------------------------------------------------- */

/* Reads an image; stripping comes before anything that it would make pointless is found. */
static enum signfw_status read_image(const struct build *build, size_t index, size_t first_segment)
{
	const struct signfw_sign_options *options = &build->job->options;
	struct image *image = &build->handle->images[index];
	const struct span file = {build->inputs[index].data, build->inputs[index].size};

	image->name = build->inputs[index].name;
	image->first_segment = first_segment;
	if (sfw_image_parse(image, file, options->findings) != SIGNFW_OK)
		return SIGNFW_E_MEMORY;
	if ((options->flags & SIGNFW_SIGN_STRIP) != 0 && is_sound(build) &&
	    sfw_image_strip(image, options->findings) != SIGNFW_OK)
		return SIGNFW_E_MEMORY;
	if ((options->flags & SIGNFW_SIGN_PAD_SEGMENTS) != 0)
		sfw_encrypt_pad(&image->elf);
	return SIGNFW_OK;
}

/* Reads and judges the images, each by itself and all together. */
static enum signfw_status read_images(const struct build *build, struct signfw_error *err)
{
	signfw_container *handle = build->handle;
	size_t segment_count = 0;

	handle->images = sfw_array_new(build->input_count, sizeof(*handle->images));
	if (handle->images == NULL)
		return sfw_fail_memory(err);
	for (size_t i = 0; i < build->input_count; i++) {
		handle->image_count = i + 1;
		if (read_image(build, i, segment_count) != SIGNFW_OK)
			return sfw_fail_memory(err);
		segment_count += handle->images[i].elf.segment_count;
	}
	sfw_lint_images(handle->images, build->input_count, findings_of(build));
	sfw_lint_together(handle->images, build->input_count, findings_of(build));
	if (build->model->is_encrypted)
		sfw_encrypt_lint(handle->images, build->input_count, findings_of(build));
	/* go on after errors that are about a device, so that all of them are found in one run */
	return SIGNFW_OK;
}

/*
 * Encrypts the images: what is hashed and signed from here on is what is
 * written.  Not if an error was found: it will end the job, but there may be more to find.
 */
static enum signfw_status encrypt_images(struct build *build, struct signfw_error *err)
{
	const struct span enc_key = {build->job->options.enc_key, build->job->options.enc_key_size};
	struct image *images = build->handle->images;
	size_t load_count = 0, done = 0;

	if (!build->model->is_encrypted || !is_sound(build))
		return SIGNFW_OK;
	for (size_t i = 0; i < build->input_count; i++)
		load_count += sfw_elf32_load_count(&images[i].elf);
	enum signfw_status status = sfw_encrypt_make_ivs(&build->ivs, load_count, err);

	for (size_t i = 0; i < build->input_count && status == SIGNFW_OK && !is_plan(build); i++) {
		status = sfw_encrypt_image(&images[i], enc_key, build->ivs + done * SIGNFW_ENC_IV_SIZE, err);
		done += sfw_elf32_load_count(&images[i].elf);
	}
	return status;
}

/* ---- what the container says of them ------------------------------------------------- */

static enum signfw_status add_table(const struct build *build, struct builder *table, struct signfw_error *err)
{
	const struct table_plan plan = {
		.images = build->handle->images,
		.image_count = build->input_count,
		.loads_only = build->loads_only,
		.ivs = build->ivs,
		.has_no_digests = is_plan(build),
		.digests = build->job->options.digests,
	};
	const enum signfw_status status = sfw_hash_table_build(table, &plan, err);
	struct container *model = build->model;
	struct span bytes;

	if (status != SIGNFW_OK || !sfw_builder_view(table, &bytes))
		return status;
	if (bytes.size == 0 && is_sound(build))
		sfw_report(findings_of(build), SFW_HASHTABLE_INVALID, SIGNFW_NO_OFFSET,
			   "the hash table would be empty: no segment is PT_LOAD");
	sfw_hash_table_open(&model->table, bytes, 0, build->ivs != NULL, findings_of(build));
	model->table.looks_at_offset = model->layout->looks_at_offset;
	sfw_lint_lookups(build->handle->images, build->input_count, &model->table, findings_of(build));
	return SIGNFW_OK;
}

static enum signfw_status add_images(const struct build *build, struct signfw_error *err)
{
	struct container *model = build->model;
	const uint64_t alignment = model->layout->image_alignment;

	model->images = sfw_array_new(build->input_count, sizeof(*model->images));
	if (model->images == NULL)
		return sfw_fail_memory(err);
	model->image_count = build->input_count;
	for (size_t i = 0; i < model->image_count; i++) {
		const uint64_t size = build->handle->images[i].elf.file.size;

		model->images[i].size = (size + alignment - 1) / alignment * alignment;
		model->images[i].type = model->is_encrypted ? SIGNFW_IMGTYPE_ENCRYPTED : SIGNFW_IMGTYPE_ELF;
		model->images_size += model->images[i].size;
	}
	return SIGNFW_OK;
}

/* ---- the container --------------------------------------------------------------- */

/* The container of these images, not signed yet. */
static enum signfw_status assemble(const struct build *build, struct signfw_error *err)
{
	CLEANUP(sfw_surroundings_cleanup) struct surroundings written = {0};
	const struct layout *layout = build->model->layout;
	signfw_container *handle = build->handle;
	struct span images[SIGNFW_MAX_IMAGES];
	enum signfw_status status;

	for (size_t i = 0; i < build->input_count; i++)
		images[i] = handle->images[i].elf.file;
	sfw_check_optional_values(build->model, findings_of(build));
	status = sfw_assemble_surroundings(&written, build->model, findings_of(build), err);
	if (status == SIGNFW_OK)
		status = sfw_assemble(handle, layout, &written, images, build->input_count, layout->image_alignment,
				      err);
	if (status != SIGNFW_OK)
		return status;
	for (size_t i = 0; i < build->input_count; i++)
		handle->images[i].offset = handle->model.images[i].offset;
	if (sfw_handle_make_checks(handle) != SIGNFW_OK || sfw_table_match_uses(handle) != SIGNFW_OK)
		return sfw_fail_memory(err);
	return SIGNFW_OK;
}

/* Images that were signed before are what they were then: what was changed since must not be signed. */
static void compare_table(const struct build *build)
{
	const struct span made = build->handle->model.table.bytes, known = build->signed_table->bytes;

	if (!sfw_spans_equal(made, known))
		sfw_report(findings_of(build), SFW_TABLE_DIFFERS, SIGNFW_NO_OFFSET,
			   "the images don't lead to the hash table that was signed: they were changed, or it was made "
			   "by another tool");
}

static enum signfw_status run(struct build *build, struct signfw_error *err)
{
	CLEANUP(sfw_builder_cleanup) struct builder table = {0};
	const struct signing_job *job = build->job;
	enum signfw_status status = read_images(build, err);

	if (status == SIGNFW_OK)
		status = encrypt_images(build, err);
	if (status == SIGNFW_OK)
		status = add_table(build, &table, err);
	if (status == SIGNFW_OK)
		status = add_images(build, err);
	if (status == SIGNFW_OK)
		status = assemble(build, err);
	if (status != SIGNFW_OK)
		return status;
	sfw_lint_metadata(&build->handle->model, job->key, findings_of(build));
	if (build->signed_table != NULL)
		compare_table(build);
	return sfw_handle_sign(build->handle, job, err);
}

enum signfw_status sfw_build(signfw_container **out, const struct signing_job *job, struct container *model,
			     const struct signfw_input *inputs, size_t input_count,
			     const struct hash_table *signed_table, struct signfw_error *err)
{
	CLEANUP(sfw_handle_cleanup) signfw_container *handle = sfw_handle_new();
	CLEANUP(build_cleanup)
	struct build build = {.job = job,
			      .model = model,
			      .inputs = inputs,
			      .input_count = input_count,
			      .signed_table = signed_table,
			      .loads_only = signed_table == NULL
						    ? (job->options.flags & SIGNFW_SIGN_TABLE_LOADS_ONLY) != 0
						    : sfw_hash_table_loads_only(signed_table),
			      .handle = handle};

	if (handle == NULL)
		return sfw_fail_memory(err);
	const enum signfw_status status = run(&build, err);

	if (status != SIGNFW_OK)
		return status;
	*out = handle;
	handle = NULL;
	return SIGNFW_OK;
}
