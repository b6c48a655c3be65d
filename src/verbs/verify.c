/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Verifying: the signature, then every segment against the signed table.  What
 * a device would say to the same container is another question.
 */
#include <string.h>

#include "base/error.h"
#include "base/struct_size.h"
#include "crypto/known_digests.h"
#include "crypto/signature.h"
#include "firmware/decrypt.h"
#include "firmware/firmware_lint.h"
#include "key/encryption_key.h"
#include "key/signing_key.h"
#include "verbs/handle.h"
#include "verbs/hash_table_match.h"
#include "verbs/metadata_lint.h"

/* Checks the signature against what is signed.  SIGNFW_OK, whatever was found, or SIGNFW_E_CRYPTO. */
static enum signfw_status verify_signature(signfw_container *handle, const signfw_key *key, struct signfw_error *err)
{
	const struct container *model = &handle->model;
	const struct span signed_parts[] = {model->header, model->metadata};
	const struct signature_algorithm *wanted = sfw_algorithm_of_sign_type(model->sign_type), *algorithm;
	enum signfw_status status = sfw_key_pair_algorithm(&key->key, &algorithm, err);
	bool valid = false;

	handle->signature_check = SIGNFW_BAD;
	if (status != SIGNFW_OK)
		return status;
	const size_t size = sfw_signature_size(algorithm, signfw_key_bits(key));

	/* the reason was found before */
	if (model->signature.size == 0 || wanted == NULL)
		return SIGNFW_OK;
	if (wanted != algorithm) {
		sfw_report(handle->findings, SFW_SIGNATURE_KEY_TYPE, model->signature_offset,
			   "the signature is of type %s, the key is %s",
			   signfw_key_type_name(sfw_key_kind(wanted->key_kind)->type),
			   signfw_key_type_name(signfw_key_get_type(key)));
		return SIGNFW_OK;
	}
	if (model->signature.size != size) {
		sfw_report(handle->findings, SFW_SIGNATURE_SIZE, model->signature_offset,
			   "the signature has %zu bytes, one by this %u-bit key has %zu: it was made by another key",
			   model->signature.size, signfw_key_bits(key), size);
		return SIGNFW_OK;
	}
	if (sfw_span_is_zero(model->signature)) {
		sfw_report(handle->findings, SFW_SIGNATURE_MISSING, model->signature_offset,
			   "the container isn't signed yet: its signature is all zeros");
		return SIGNFW_OK;
	}
	status = sfw_crypto_verify(&key->key, algorithm, signed_parts, 2, model->signature, &valid, err);
	if (status != SIGNFW_OK)
		return status;
	if (valid)
		handle->signature_check = SIGNFW_GOOD;
	else
		sfw_report(handle->findings, SFW_SIGNATURE_INVALID, model->signature_offset,
			   "the signature isn't valid: made by another key, or header or TLVs were changed");
	return SIGNFW_OK;
}

/* The offset to report for wrong bytes of a segment: theirs, or that of its program header if they are outside. */
static uint64_t place_of(const struct image *image, size_t index)
{
	const uint32_t offset = image->elf.segments[index].offset;

	return image->offset + (offset < image->elf.file.size ? offset : sfw_elf32_header_offset(&image->elf, index));
}

/* Rules of a PT_LOAD segment; the only kind that a device looks at. */
static enum signfw_check judge_load(signfw_container *handle, const struct image *image, size_t index,
				    const uint8_t *digest)
{
	const struct segment *segment = &image->elf.segments[index];
	const uint64_t at = image->offset + sfw_elf32_header_offset(&image->elf, index);
	const unsigned long long bytes_at = place_of(image, index);
	const struct segment_label label = sfw_segment_label(index, segment);
	size_t entry;

	/* the reason was found before */
	if (sfw_elf32_bytes(&image->elf, segment).size < segment->filesz)
		return SIGNFW_BAD;
	switch (sfw_hash_table_cover(&handle->model.table, segment, digest, &entry)) {
	case COVERED:
		return SIGNFW_GOOD;
	case COVERED_LATER:
		sfw_report_shadowed(image, index, &handle->model.table, entry, handle->findings);
		return SIGNFW_GOOD;
	case COVERED_CHANGED:
		sfw_report(handle->findings, SFW_SEGMENT_HASH, bytes_at,
			   "%s: its %u bytes at 0x%llx don't have the signed SHA-256; they were changed after signing",
			   label.text, segment->filesz, bytes_at);
		return SIGNFW_BAD;
	case NOT_COVERED:
		break;
	}
	if (entry < handle->model.table.count) {
		const struct segment signed_one = sfw_hash_table_entry(&handle->model.table, entry).segment;
		const bool only_moved = sfw_segment_is_loaded(&signed_one) && signed_one.filesz == segment->filesz &&
					signed_one.memsz == segment->memsz;

		if (only_moved)
			sfw_report(handle->findings, SFW_SEGMENT_NOT_COVERED, at,
				   "%s: p_offset 0x%x, but hash-table entry %zu says 0x%x", label.text, segment->offset,
				   entry, signed_one.offset);
		else
			sfw_report(
				handle->findings, SFW_SEGMENT_NOT_COVERED, at,
				"%s: p_filesz 0x%x and p_memsz 0x%x, but hash-table entry %zu says type %u, 0x%x and "
				"0x%x",
				label.text, segment->filesz, segment->memsz, entry, signed_one.type, signed_one.filesz,
				signed_one.memsz);
	} else {
		sfw_report(handle->findings, SFW_SEGMENT_NOT_COVERED, at,
			   "%s: the hash table has no entry for this address", label.text);
	}
	return SIGNFW_BAD;
}

/* Rules of any other segment: devices don't look at it, but somebody may have changed it. */
static enum signfw_check judge_other(signfw_container *handle, const struct image *image, size_t index,
				     const uint8_t *digest)
{
	const struct segment *segment = &image->elf.segments[index];
	const struct hash_table *table = &handle->model.table;
	size_t entry;

	/* of a segment that is cut off, signing may have seen less: the file had no padding then */
	if (sfw_elf32_bytes(&image->elf, segment).size < segment->filesz ||
	    !sfw_hash_table_find_same(table, segment, image->first_segment + index, &entry))
		return SIGNFW_UNCHECKED;
	if (memcmp(sfw_hash_table_entry(table, entry).digest, digest, SIGNFW_SHA256_SIZE) == 0)
		return SIGNFW_GOOD;
	sfw_report(handle->findings, SFW_OTHER_HASH, place_of(image, index),
		   "%s: its bytes don't have the signed SHA-256; it isn't loaded, so devices don't care",
		   sfw_segment_label(index, segment).text);
	return SIGNFW_BAD;
}

static enum signfw_status verify_image(signfw_container *handle, size_t index, struct signfw_error *err)
{
	const struct image *image = &handle->images[index];
	uint8_t digest[SIGNFW_SHA256_SIZE];
	enum signfw_status status = SIGNFW_OK;

	sfw_findings_set_source(handle->findings, image->name);
	for (size_t i = 0; i < image->elf.segment_count && status == SIGNFW_OK; i++) {
		const struct segment *segment = &image->elf.segments[i];

		status = sfw_known_digest(handle->digests, DIGEST_SHA256, sfw_elf32_bytes(&image->elf, segment), digest,
					  err);
		if (status == SIGNFW_OK)
			handle->checks[index][i] = sfw_segment_is_loaded(segment)
							   ? judge_load(handle, image, i, digest)
							   : judge_other(handle, image, i, digest);
	}
	sfw_findings_set_source(handle->findings, NULL);
	return status;
}

/* Whether image `index` was encrypted with the key; if it wasn't, that is found. */
static enum signfw_status check_enc_key_of(signfw_container *handle, size_t index, struct span enc_key,
					   struct signfw_error *err)
{
	const struct image *image = &handle->images[index];
	enum signfw_check check = SIGNFW_UNCHECKED;
	const enum signfw_status status =
		sfw_decrypt_check_key(image, &handle->model.table, handle->checks[index], enc_key, &check, err);

	if (check == SIGNFW_GOOD && handle->enc_key_check == SIGNFW_UNCHECKED)
		handle->enc_key_check = SIGNFW_GOOD;
	if (check == SIGNFW_BAD) {
		handle->enc_key_check = SIGNFW_BAD;
		sfw_findings_set_source(handle->findings, image->name);
		sfw_report(
			handle->findings, SFW_ENC_KEY_WRONG, image->offset + image->elf.resource_table.offset,
			"what is decrypted where the resource table is isn't one: it was encrypted with another key");
		sfw_findings_set_source(handle->findings, NULL);
	}
	return status;
}

static enum signfw_status check_enc_key(signfw_container *handle, struct span enc_key, struct signfw_error *err)
{
	enum signfw_status status = SIGNFW_OK;

	if (!handle->model.is_encrypted) {
		sfw_report(handle->findings, SFW_NOT_ENCRYPTED, SIGNFW_NO_OFFSET,
			   "the container isn't encrypted, but was to be decrypted");
		return SIGNFW_OK;
	}
	for (size_t i = 0; i < handle->image_count && status == SIGNFW_OK; i++)
		status = check_enc_key_of(handle, i, enc_key, err);
	if (status == SIGNFW_OK && handle->enc_key_check == SIGNFW_UNCHECKED)
		sfw_report(handle->findings, SFW_ENC_KEY_UNPROVED, SIGNFW_NO_OFFSET,
			   "nothing tells whether the encryption key is the right one: no image has a resource table, "
			   "or a vector table with its entry point");
	return status;
}

static enum signfw_status verify(signfw_container *handle, const signfw_key *key,
				 const struct signfw_verify_options *options, struct signfw_error *err)
{
	const struct span enc_key = {options->enc_key, options->enc_key_size};
	const bool sound = sfw_findings_verdict(handle->findings, NULL) == SIGNFW_OK;
	enum signfw_status status = verify_signature(handle, key, err);

	for (size_t i = 0; i < handle->image_count && status == SIGNFW_OK; i++)
		status = verify_image(handle, i, err);
	if (status == SIGNFW_OK && options->enc_key != NULL)
		status = check_enc_key(handle, enc_key, err);
	if (status != SIGNFW_OK)
		return status;
	if (sound) {
		sfw_table_match_lists(handle);
		sfw_lint_metadata(&handle->model, key, handle->findings);
	}
	return sfw_findings_verdict(handle->findings, err);
}

static const struct options_kind verify_options = {
	.size = SIZE_UNTIL(struct signfw_verify_options, enc_key_size),
	.first_size = SIZE_UNTIL(struct signfw_verify_options, enc_key_size),
	.flags = SIGNFW_VERIFY_STRICT,
};

enum signfw_status signfw_container_verify(signfw_container *container, const signfw_key *key,
					   const struct signfw_verify_options *options, struct signfw_error *err)
{
	struct signfw_verify_options mine = SIGNFW_VERIFY_OPTIONS_INIT;
	enum signfw_status status;

	if (container == NULL || key == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no container, or no key, was given");
	status = sfw_options_import(&mine, &verify_options, options, err);
	if (status != SIGNFW_OK)
		return status;
	if (mine.enc_key == NULL ? mine.enc_key_size > 0 : !sfw_enc_key_has_size(mine.enc_key_size))
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no usable encryption key");
	sfw_findings_truncate(container->findings, container->inspected_findings);
	sfw_findings_set_strict(container->findings, (mine.flags & SIGNFW_VERIFY_STRICT) != 0);
	container->enc_key_check = SIGNFW_UNCHECKED;
	return verify(container, key, &mine, err);
}
