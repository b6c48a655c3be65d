/* SPDX-License-Identifier: BSD-2-Clause */
/* Signing: ELF images -> container. */
#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/error.h"
#include "container/layout.h"
#include "firmware/encrypt.h"
#include "firmware/hash_table_build.h"
#include "key/encryption_key.h"
#include "key/signing_key.h"
#include "verbs/handle.h"
#include "verbs/metadata_lint.h"
#include "verbs/sign_options.h"

DEFINE_CLEANUP(container_cleanup, signfw_container, signfw_container_free)
DEFINE_CLEANUP(findings_cleanup, signfw_findings, signfw_findings_free)

/* Everything that one signature is made of. */
struct job {
	const struct signfw_input *inputs;
	size_t input_count;
	const signfw_key *key;
	struct signfw_sign_options options;
	const struct layout *layout;
	const struct tlv_order *order;
	const struct signature_algorithm *algorithm;
	signfw_findings *findings;
	uint8_t *ivs;             /* owned; of the PT_LOAD segments of all images, once they are encrypted; or NULL */
	signfw_container *handle; /* grows into the result */
};

static void job_cleanup(struct job *job)
{
	free(job->ivs);
}

static enum signfw_status check_platform_tlvs(const struct layout *layout, const struct signfw_sign_options *options,
					      struct signfw_error *err)
{
	for (size_t i = 0; i < options->platform_tlv_count; i++) {
		const struct signfw_platform_tlv *tlv = &options->platform_tlvs[i];

		if (layout->platform_last == 0)
			return sfw_fail(err, SIGNFW_E_ARGUMENT, "layout %s has no platform TLVs", layout->name);
		if (tlv->type < layout->platform_first || tlv->type > layout->platform_last)
			return sfw_fail(err, SIGNFW_E_ARGUMENT,
					"platform TLV 0x%x is out of range, expected 0x%x to 0x%x", tlv->type,
					layout->platform_first, layout->platform_last);
		if ((tlv->value == NULL && tlv->size > 0) || tlv->size > UINT32_MAX)
			return sfw_fail(err, SIGNFW_E_ARGUMENT, "platform TLV 0x%x has no usable value", tlv->type);
		for (size_t j = 0; j < i; j++)
			if (options->platform_tlvs[j].type == tlv->type)
				return sfw_fail(err, SIGNFW_E_ARGUMENT, "platform TLV 0x%x is given twice", tlv->type);
	}
	return SIGNFW_OK;
}

/* The layout, and the order in which it is to be written. */
static enum signfw_status choose_layout(struct job *job, struct signfw_error *err)
{
	const char *usual = job->options.enc_key == NULL ? SFW_DEFAULT_LAYOUT : SFW_ENCRYPTED_LAYOUT;
	const char *name = job->options.layout == NULL ? usual : job->options.layout;
	const char *order = job->options.tlv_order;

	job->layout = sfw_layout_by_name(name);
	if (job->layout == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "layout \"%.32s\" isn't known, expected " SFW_LAYOUT_NAMES,
				name);
	job->order = job->layout->orders;
	while (order != NULL && job->order->name != NULL && strcmp(job->order->name, order) != 0)
		job->order++;
	if (job->order->name == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "layout %s has no TLV order \"%.32s\"", job->layout->name,
				order);
	return SIGNFW_OK;
}

/* Whether what is to be encrypted can be, and into this layout. */
static enum signfw_status check_encryption(const struct job *job, struct signfw_error *err)
{
	const struct signfw_sign_options *options = &job->options;
	const uint32_t *type = job->order->types;

	if (options->enc_key == NULL && options->enc_key_size == 0 && (options->flags & SIGNFW_SIGN_PAD_SEGMENTS) == 0)
		return SIGNFW_OK;
	if (options->enc_key == NULL || !sfw_enc_key_has_size(options->enc_key_size))
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no usable encryption key");
	if ((options->flags & SIGNFW_SIGN_DETERMINISTIC) != 0)
		return sfw_fail(err, SIGNFW_E_ARGUMENT,
				"what is encrypted is different each time, and so is its signature");
	while (*type != 0 && *type != SIGNFW_TLV_ENCTABLE)
		type++;
	if (*type == 0)
		return sfw_fail(err, SIGNFW_E_ARGUMENT,
				"layout %s in TLV order %s can't be encrypted; %s in order st can", job->layout->name,
				job->order->name, SFW_ENCRYPTED_LAYOUT);
	return SIGNFW_OK;
}

static enum signfw_status check_arguments(struct job *job, struct signfw_error *err)
{
	const struct signfw_sign_options *options = &job->options;

	if (job->inputs == NULL || job->input_count < 1 || job->input_count > SIGNFW_MAX_IMAGES)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "%zu images, expected 1 to %d", job->input_count,
				SIGNFW_MAX_IMAGES);
	for (size_t i = 0; i < job->input_count; i++)
		if (job->inputs[i].data == NULL && job->inputs[i].size > 0)
			return sfw_fail(err, SIGNFW_E_ARGUMENT, "image %zu has no data", i);
	enum signfw_status status = sfw_sign_options_check_key(options, job->key, err);

	if (status == SIGNFW_OK)
		status = sfw_sign_options_check_key_info(options, err);
	if (status != SIGNFW_OK)
		return status;
	if (options->platform_tlvs == NULL && options->platform_tlv_count > 0)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no platform TLVs");
	status = sfw_key_pair_algorithm(&job->key->key, &job->algorithm, err);
	if (status == SIGNFW_OK)
		status = choose_layout(job, err);
	if (status == SIGNFW_OK)
		status = choose_layout(job, err);
	if (status == SIGNFW_OK)
		status = check_encryption(job, err);
	return status == SIGNFW_OK ? check_platform_tlvs(job->layout, options, err) : status;
}

/* Whether stripping was asked for, and nothing was found yet that makes it pointless. */
static bool is_to_be_stripped(const struct job *job)
{
	return (job->options.flags & SIGNFW_SIGN_STRIP) != 0 && sfw_findings_verdict(job->findings, NULL) == SIGNFW_OK;
}

/* Reads and judges the images, each by itself and all together. */
static enum signfw_status read_images(struct job *job, struct signfw_error *err)
{
	signfw_container *handle = job->handle;
	size_t segment_count = 0;

	handle->images = sfw_array_new(job->input_count, sizeof(*handle->images));
	if (handle->images == NULL)
		return sfw_fail_memory(err);
	for (size_t i = 0; i < job->input_count; i++) {
		const struct span file = {job->inputs[i].data, job->inputs[i].size};

		handle->images[i].name = job->inputs[i].name;
		handle->images[i].first_segment = segment_count;
		handle->image_count = i + 1;
		if (sfw_firmware_parse(&handle->images[i], file, job->findings) != SIGNFW_OK ||
		    (is_to_be_stripped(job) && sfw_firmware_strip(&handle->images[i], job->findings) != SIGNFW_OK))
			return sfw_fail_memory(err);
		if ((job->options.flags & SIGNFW_SIGN_PAD_SEGMENTS) != 0)
			sfw_encrypt_pad(&handle->images[i].elf);
		segment_count += handle->images[i].elf.segment_count;
	}
	sfw_lint_images(handle->images, job->input_count, job->findings);
	sfw_lint_together(handle->images, job->input_count, job->findings);
	if (job->options.enc_key != NULL)
		sfw_encrypt_lint(handle->images, job->input_count, job->findings);
	/* go on after errors that are about a device, so that all of them are found in one run */
	return SIGNFW_OK;
}

/*
 * Encrypts the images: what is hashed and signed from here on is what is
 * written.  Not if an error was found: it will end the job, but there may be more to find.
 */
static enum signfw_status encrypt_images(struct job *job, struct signfw_error *err)
{
	const struct span enc_key = {job->options.enc_key, job->options.enc_key_size};
	struct firmware *images = job->handle->images;
	size_t load_count = 0, done = 0;

	if (job->options.enc_key == NULL || sfw_findings_verdict(job->findings, NULL) != SIGNFW_OK)
		return SIGNFW_OK;
	for (size_t i = 0; i < job->input_count; i++)
		load_count += sfw_elf32_load_count(&images[i].elf);
	enum signfw_status status = sfw_encrypt_make_ivs(&job->ivs, load_count, err);

	for (size_t i = 0; i < job->input_count && status == SIGNFW_OK; i++) {
		status = sfw_encrypt_image(&images[i], enc_key, job->ivs + done * SIGNFW_ENC_IV_SIZE, err);
		done += sfw_elf32_load_count(&images[i].elf);
	}
	return status;
}

static enum signfw_status make_table(struct job *job, struct builder *table, struct signfw_error *err)
{
	const struct table_plan plan = {
		.images = job->handle->images,
		.image_count = job->input_count,
		.loads_only = (job->options.flags & SIGNFW_SIGN_TABLE_LOADS_ONLY) != 0,
		.ivs = job->ivs,
	};
	const enum signfw_status status = sfw_make_table(table, &plan, err);
	struct hashtable readable;
	struct span bytes;

	if (status != SIGNFW_OK || !sfw_builder_view(table, &bytes))
		return status;
	if (bytes.size == 0 && sfw_findings_verdict(job->findings, NULL) == SIGNFW_OK)
		sfw_report(job->findings, SFW_HASHTABLE_INVALID, SIGNFW_NO_OFFSET,
			   "the hash table would be empty: no segment is PT_LOAD");
	sfw_hashtable_open(&readable, bytes, 0, job->ivs != NULL, job->findings);
	readable.looks_at_offset = job->layout->looks_at_offset;
	sfw_lint_lookups(job->handle->images, job->input_count, &readable, job->findings);
	return SIGNFW_OK;
}

/* At most so many TLVs are written beside those of the platform. */
#define COMPUTED_TLVS_MAX 8

/* The values of the TLVs that are computed. */
struct values {
	uint8_t sign_type, encryption_type, hash_type, image_count;
	uint8_t image_types[SIGNFW_MAX_IMAGES];
	struct builder image_sizes;
};

static void values_cleanup(struct values *values)
{
	sfw_builder_cleanup(&values->image_sizes);
}

/* The value of a TLV of this type; false if there is to be none. */
static bool value_of(const struct job *job, const struct values *values, struct span table, uint32_t type,
		     struct span *out)
{
	switch (type) {
	case SIGNFW_TLV_SIGNTYPE:
		*out = (struct span){&values->sign_type, 1};
		return true;
	case SIGNFW_TLV_HASHTYPE:
		*out = (struct span){&values->hash_type, 1};
		return true;
	case SIGNFW_TLV_NUM_IMG:
		*out = (struct span){&values->image_count, 1};
		return true;
	case SIGNFW_TLV_IMGTYPE:
		*out = (struct span){values->image_types, job->input_count};
		return true;
	case SIGNFW_TLV_IMGSIZE:
		return sfw_builder_view(&values->image_sizes, out);
	case SIGNFW_TLV_ENCTYPE:
		*out = (struct span){&values->encryption_type, 1};
		return job->options.enc_key != NULL;
	case SIGNFW_TLV_HASHTABLE:
		*out = table;
		return job->options.enc_key == NULL;
	case SIGNFW_TLV_ENCTABLE:
		*out = table;
		return job->options.enc_key != NULL;
	case SIGNFW_TLV_PKEYINFO:
		*out = (struct span){job->options.key_info, job->options.key_info_size};
		return job->options.key_info != NULL;
	default:
		return false;
	}
}

/* Whether the container stays within the 32 bits of its lengths; what was written of a larger one is void. */
static void check_size(const struct job *job, uint64_t size)
{
	if (size > UINT32_MAX)
		sfw_report(job->findings, SFW_LENGTH_OVERFLOW, SIGNFW_NO_OFFSET,
			   "the container would have %llu bytes, the format ends at 4 GiB", (unsigned long long)size);
}

static void add_tlv(uint32_t type, struct span value, bool is_platform, struct container *container)
{
	container->tlvs[container->tlv_count++] =
		(struct tlv){.type = type, .offset = SIGNFW_NO_OFFSET, .value = value, .is_platform = is_platform};
}

static void add_tlvs(const struct job *job, const struct values *values, struct span table, struct container *container)
{
	struct span value;

	for (const uint32_t *type = job->order->types; *type != 0; type++)
		if (value_of(job, values, table, *type, &value))
			add_tlv(*type, value, false, container);
	for (size_t i = 0; i < job->options.platform_tlv_count; i++) {
		const struct signfw_platform_tlv *tlv = &job->options.platform_tlvs[i];

		add_tlv(tlv->type, (struct span){tlv->value, tlv->size}, true, container);
	}
	sfw_check_optional_tlvs(container, job->findings);
	sfw_check_limits(container, job->input_count, job->findings);
}

static uint64_t padded(uint64_t size, size_t alignment)
{
	return (size + alignment - 1) / alignment * alignment;
}

/* All but the images. */
static enum signfw_status write_surroundings(struct job *job, struct span table, struct surroundings *out,
					     struct signfw_error *err)
{
	CLEANUP(sfw_container_cleanup)
	struct container container = {
		.layout = job->layout,
		.signature_offset = SIGNFW_NO_OFFSET,
		.signature_size = (uint32_t)sfw_signature_size(job->algorithm, signfw_key_bits(job->key)),
		.tlvs = sfw_array_new(COMPUTED_TLVS_MAX + job->options.platform_tlv_count, sizeof(struct tlv)),
	};
	CLEANUP(values_cleanup)
	struct values values = {
		.sign_type = (uint8_t)job->algorithm->sign_type,
		.encryption_type = SIGNFW_ENCTYPE_AES_CBC,
		.hash_type = SIGNFW_HASHTYPE_SHA256,
		.image_count = (uint8_t)job->input_count,
	};
	struct span head, tail;

	memset(values.image_types, job->options.enc_key == NULL ? SIGNFW_IMGTYPE_ELF : SIGNFW_IMGTYPE_ENCRYPTED,
	       job->input_count);
	for (size_t i = 0; i < job->input_count; i++) {
		const uint64_t size = padded(job->handle->images[i].elf.file.size, job->layout->image_alignment);

		container.images_size += size;
		sfw_builder_u32le(&values.image_sizes, (uint32_t)size);
	}
	if (container.tlvs == NULL || values.image_sizes.failed)
		return sfw_fail_memory(err);
	add_tlvs(job, &values, table, &container);
	sfw_container_write(&container, out);
	if (!sfw_builder_view(&out->head, &head) || !sfw_builder_view(&out->tail, &tail))
		return sfw_fail_memory(err);
	check_size(job, head.size + container.images_size + tail.size);
	return sfw_findings_verdict(job->findings, err);
}

/* The container of these images, not signed yet. */
static enum signfw_status assemble(struct job *job, struct surroundings *written, struct signfw_error *err)
{
	signfw_container *handle = job->handle;
	struct span images[SIGNFW_MAX_IMAGES];
	enum signfw_status status;

	for (size_t i = 0; i < job->input_count; i++)
		images[i] = handle->images[i].elf.file;
	status = sfw_handle_assemble(handle, job->layout, written, images, job->input_count,
				     job->layout->image_alignment, err);
	if (status != SIGNFW_OK)
		return status;
	for (size_t i = 0; i < job->input_count; i++)
		handle->images[i].offset = handle->model.images[i].offset;
	return sfw_handle_make_checks(handle) == SIGNFW_OK ? SIGNFW_OK : sfw_fail_memory(err);
}

static enum signfw_status build(struct job *job, struct signfw_error *err)
{
	CLEANUP(sfw_builder_cleanup) struct builder table = {0};
	CLEANUP(sfw_surroundings_cleanup) struct surroundings written = {0};
	struct span table_bytes = {0};
	enum signfw_status status = read_images(job, err);

	if (status == SIGNFW_OK)
		status = encrypt_images(job, err);
	if (status == SIGNFW_OK)
		status = make_table(job, &table, err);
	if (status != SIGNFW_OK || !sfw_builder_view(&table, &table_bytes))
		return status;
	status = write_surroundings(job, table_bytes, &written, err);
	if (status == SIGNFW_OK)
		status = assemble(job, &written, err);
	if (status != SIGNFW_OK)
		return status;
	sfw_lint_metadata(&job->handle->model, job->key, job->findings);
	status = sfw_findings_verdict(job->findings, err);
	if (status == SIGNFW_OK && (job->options.flags & SIGNFW_SIGN_LEAVE_UNSIGNED) == 0)
		status = sfw_handle_sign(job->handle, job->key, (job->options.flags & SIGNFW_SIGN_DETERMINISTIC) != 0,
					 err);
	return status;
}

enum signfw_status signfw_build(signfw_container **out, const struct signfw_input *inputs, size_t input_count,
				const signfw_key *key, const struct signfw_sign_options *options,
				struct signfw_error *err)
{
	CLEANUP(container_cleanup) signfw_container *handle = NULL;
	CLEANUP(findings_cleanup) signfw_findings *own_findings = NULL;
	CLEANUP(job_cleanup)
	struct job job = {
		.inputs = inputs, .input_count = input_count, .key = key, .options = SIGNFW_SIGN_OPTIONS_INIT};
	enum signfw_status status;

	if (out == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no place for the container was given");
	status = sfw_sign_options_import(&job.options, options, err);
	if (status == SIGNFW_OK)
		status = check_arguments(&job, err);
	if (status != SIGNFW_OK)
		return status;
	handle = sfw_handle_new();
	own_findings = job.options.findings == NULL ? sfw_findings_new() : NULL;
	job.handle = handle;
	job.findings = job.options.findings == NULL ? own_findings : job.options.findings;
	if (job.handle == NULL || job.findings == NULL)
		return sfw_fail_memory(err);
	sfw_findings_begin_signing(job.findings, &job.options);
	status = build(&job, err);
	if (status != SIGNFW_OK)
		return status;
	*out = handle;
	handle = NULL;
	return SIGNFW_OK;
}

enum signfw_status signfw_sign(uint8_t **out, size_t *out_size, const struct signfw_input *inputs, size_t input_count,
			       const signfw_key *key, const struct signfw_sign_options *options,
			       struct signfw_error *err)
{
	CLEANUP(container_cleanup) signfw_container *handle = NULL;
	enum signfw_status status;

	if (out == NULL || out_size == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no place for the container was given");
	status = signfw_build(&handle, inputs, input_count, key, options, err);
	if (status != SIGNFW_OK)
		return status;
	uint8_t *bytes = malloc((size_t)handle->size);
	size_t size = 0;

	if (bytes == NULL)
		return sfw_fail_memory(err);
	for (size_t i = 0; i < handle->chunk_count; i++) {
		const struct span chunk = handle->chunks[i];

		memcpy(bytes + size, chunk.data, chunk.size);
		size += chunk.size;
	}
	*out = bytes;
	*out_size = size;
	return SIGNFW_OK;
}

void signfw_free(void *memory)
{
	free(memory);
}
