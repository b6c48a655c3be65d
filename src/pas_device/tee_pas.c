/* SPDX-License-Identifier: BSD-2-Clause */
#include "pas_device/tee_pas.h"

#include <string.h>

#include "base/cleanup.h"
#include "base/error.h"
#include "crypto/digest.h"
#include "format/pas_format.h"
#include "format/pas_peripheral.h"
#include "pas_device/tee_binding.h"
#include "pas_device/tee_certificates.h"

/* The digests are SHA-384, unless a fuse says otherwise. */
#define DIGEST_SIZE 48
#define PAGE_SIZE   UINT64_C(0x1000)

/* Words of the header that are zero in what the OEM signs: sizes of QTI's signature and certificates. */
#define QTI_SIZES_AT   8
#define QTI_SIZES_SIZE 8

/* ---- INIT_IMAGE -------------------------------------------------------------------- */

static uint32_t check_signers(struct tee_pas_state *tee)
{
	const struct tee_mbn *mbn = &tee->mbn;

	if (mbn->encrypted) {
		sfw_pas_log(&tee->reply.log, "PAS auth: UIE image encryption not supported");
		return sfw_tee_refuse(&tee->reply, SIGNFW_TEE_NOT_SUPPORTED, "encrypted",
				      "the segments are encrypted (UIE), which OP-TEE doesn't support");
	}
	if (mbn->qti_signature.size > 0 || mbn->qti_certificates.size > 0) {
		sfw_pas_log(&tee->reply.log, "PAS auth: QTI-countersigned images are not supported");
		return sfw_tee_refuse(&tee->reply, SIGNFW_TEE_NOT_SUPPORTED, "qti-signature",
				      "the container is signed by Qualcomm, too, which OP-TEE doesn't support");
	}
	if (mbn->oem_signature.size == 0 || mbn->oem_certificates.size == 0) {
		sfw_pas_log(&tee->reply.log, "PAS auth: metadata is not OEM-signed");
		return sfw_tee_refuse(&tee->reply, SIGNFW_TEE_SECURITY, "unsigned",
				      "there is no OEM signature, or no certificates for it");
	}
	return SIGNFW_TEE_SUCCESS;
}

static enum signfw_status check_root(struct tee_pas_state *tee, struct span root, uint32_t *result,
				     struct signfw_error *err)
{
	uint8_t digest[DIGEST_SIZE];
	const enum signfw_status status = sfw_digest(DIGEST_SHA384, &root, 1, digest, err);

	if (status != SIGNFW_OK || tee->device->root_hash == NULL ||
	    memcmp(digest, tee->device->root_hash, sizeof(digest)) == 0)
		return status;
	sfw_pas_log(&tee->reply.log, "PAS auth: root-of-trust mismatch");
	*result = sfw_tee_refuse(&tee->reply, SIGNFW_TEE_SECURITY, "root",
				 "the SHA-384 of the root isn't the one in the device's fuses");
	return SIGNFW_OK;
}

/* The signed region as the OEM sees it. */
static void put_signed(struct builder *out, const struct tee_mbn *mbn)
{
	const struct span region = mbn->signed_region;
	const size_t metadata = SFW_PAS_V6_HEADER_SIZE + mbn->qti_metadata.size;

	sfw_builder_bytes(out, region.data, QTI_SIZES_AT);
	sfw_builder_zeros(out, QTI_SIZES_SIZE);
	sfw_builder_bytes(out, region.data + QTI_SIZES_AT + QTI_SIZES_SIZE,
			  SFW_PAS_V6_HEADER_SIZE - QTI_SIZES_AT - QTI_SIZES_SIZE);
	sfw_builder_zeros(out, mbn->qti_metadata.size);
	sfw_builder_bytes(out, region.data + metadata, region.size - metadata);
}

static enum signfw_status check_signature(struct tee_pas_state *tee, const struct tee_chain *chain, uint32_t *result,
					  struct signfw_error *err)
{
	CLEANUP(sfw_builder_cleanup) struct builder builder = {0};
	enum signfw_status status = SIGNFW_OK;
	struct span message;

	put_signed(&builder, &tee->mbn);
	if (!sfw_builder_view(&builder, &message))
		return sfw_fail_memory(err);
	*result = sfw_tee_signature_verify(chain, message, tee->mbn.oem_signature, &tee->reply, &status, err);
	return status;
}

static enum signfw_status authenticate(struct tee_pas_state *tee, uint32_t *result, struct signfw_error *err)
{
	CLEANUP(sfw_tee_chain_cleanup) struct tee_chain chain = {0};
	const bool enforce_eku = (tee->device->flags & SIGNFW_PAS_DEVICE_ENFORCE_EKU) != 0;
	enum signfw_status status = SIGNFW_OK;

	*result = sfw_tee_chain_verify(&chain, tee->mbn.oem_certificates, enforce_eku, &tee->reply);
	if (*result == SIGNFW_TEE_SUCCESS)
		status = check_root(tee, chain.root, result, err);
	if (status == SIGNFW_OK && *result == SIGNFW_TEE_SUCCESS)
		*result = sfw_tee_binding_check(tee->mbn.oem_metadata, tee->pas_id, tee->device, &tee->reply);
	if (status == SIGNFW_OK && *result == SIGNFW_TEE_SUCCESS)
		*result = sfw_tee_chain_algorithm(&chain, &tee->reply);
	if (status == SIGNFW_OK && *result == SIGNFW_TEE_SUCCESS)
		status = check_signature(tee, &chain, result, err);
	return status;
}

/* Digest 0: that of the headers, as long as they say that they are. */
static enum signfw_status check_headers(struct tee_pas_state *tee, const char *line, uint32_t *result,
					struct signfw_error *err)
{
	const struct tee_elf elf = sfw_tee_elf_read(tee->blob);
	uint8_t digest[DIGEST_SIZE];
	struct span headers;

	if (!sfw_span_at(tee->blob, 0, elf.header_size + elf.segment_size * elf.count, &headers)) {
		*result = sfw_tee_refuse(&tee->reply, SIGNFW_TEE_BAD_FORMAT, "elf",
					 "the headers are larger than what Linux handed over");
		return SIGNFW_OK;
	}
	const enum signfw_status status = sfw_digest(DIGEST_SHA384, &headers, 1, digest, err);

	if (status != SIGNFW_OK || memcmp(digest, tee->mbn.hash_table.data, sizeof(digest)) == 0)
		return status;
	if (line != NULL)
		sfw_pas_log(&tee->reply.log, "%s", line);
	*result = sfw_tee_refuse(&tee->reply, SIGNFW_TEE_SECURITY, "header-digest",
				 "digest 0 isn't that of the ELF header and the program headers: they were changed%s",
				 line == NULL ? "; OP-TEE logs nothing about it" : "");
	return SIGNFW_OK;
}

enum signfw_status sfw_tee_init_image(struct tee_pas_state *tee, struct span blob, uint32_t *result,
				      struct signfw_error *err)
{
	enum signfw_status status = SIGNFW_OK;

	tee->blob = blob;
	if (sfw_pas_peripheral(tee->pas_id) == NULL) {
		*result = sfw_tee_refuse(&tee->reply, SIGNFW_TEE_NOT_SUPPORTED, "pas-id",
					 "OP-TEE starts no peripheral with PAS id %u", tee->pas_id);
		return SIGNFW_OK;
	}
	*result = sfw_tee_metadata_parse(&tee->mbn, blob, tee->pas, &tee->reply);
	if (*result != SIGNFW_TEE_SUCCESS || tee->pas != TEE_PAS_SIGNATURES || !tee->fused)
		return SIGNFW_OK;
	*result = check_signers(tee);
	if (*result == SIGNFW_TEE_SUCCESS)
		status = authenticate(tee, result, err);
	if (status == SIGNFW_OK && *result == SIGNFW_TEE_SUCCESS)
		status = check_headers(tee, NULL, result, err);
	return status;
}

/* ---- MEM_SETUP ---------------------------------------------------------------------- */

uint32_t sfw_tee_mem_setup(struct tee_pas_state *tee, uint64_t size)
{
	tee->has_memory = true;
	tee->memory_size = (uint32_t)size;
	return SIGNFW_TEE_SUCCESS;
}

/* ---- AUTH_AND_RESET ----------------------------------------------------------------- */

static bool is_hashed(const struct tee_segment *segment)
{
	const unsigned type = (segment->flags & SFW_PAS_TYPE_MASK) >> SFW_PAS_TYPE_SHIFT;
	const unsigned access = (segment->flags & SFW_PAS_ACCESS_MASK) >> SFW_PAS_ACCESS_SHIFT;

	return segment->type == SFW_PAS_PT_LOAD && (segment->flags & SFW_PAS_PAGED) == 0 && type != PAS_TYPE_HASH &&
	       access != PAS_ACCESS_NOT_USED && access != PAS_ACCESS_SHARED;
}

static uint32_t refuse_silently(struct tee_pas_state *tee, uint32_t code, const char *rule, const char *why)
{
	return sfw_tee_refuse(&tee->reply, code, rule, "%s; OP-TEE logs nothing about it", why);
}

/* The memory of all segments that are hashed, by pages. */
static uint32_t find_range(struct tee_pas_state *tee, const struct tee_elf *elf, uint64_t *start, uint64_t *end)
{
	*start = UINT64_MAX;
	*end = 0;
	for (uint64_t i = 0; i < elf->count; i++) {
		const struct tee_segment segment = sfw_tee_elf_segment(elf, i);

		if (!is_hashed(&segment))
			continue;
		if (segment.memsz > UINT64_MAX - segment.paddr)
			return refuse_silently(tee, SIGNFW_TEE_BAD_FORMAT, "image-range",
					       "a segment leaves the address space");
		*start = segment.paddr < *start ? segment.paddr : *start;
		*end = segment.paddr + segment.memsz > *end ? segment.paddr + segment.memsz : *end;
	}
	if (*start == UINT64_MAX || *end > UINT64_MAX - PAGE_SIZE)
		return refuse_silently(tee, SIGNFW_TEE_BAD_FORMAT, "image-range",
				       "no segment is one that OP-TEE hashes");
	*start -= *start % PAGE_SIZE;
	*end = (*end + PAGE_SIZE - 1) / PAGE_SIZE * PAGE_SIZE;
	return SIGNFW_TEE_SUCCESS;
}

static uint32_t check_range(struct tee_pas_state *tee, const struct tee_elf *elf, uint64_t *start)
{
	uint64_t end;
	const uint32_t result = find_range(tee, elf, start, &end);

	if (result != SIGNFW_TEE_SUCCESS)
		return result;
	if (elf->entry < *start || elf->entry > end) {
		sfw_pas_log(&tee->reply.log, "PAS auth: entry point outside image");
		return sfw_tee_refuse(&tee->reply, SIGNFW_TEE_BAD_FORMAT, "entry",
				      "the entry point 0x%llx is outside of what is hashed, 0x%llx to 0x%llx",
				      (unsigned long long)elf->entry, (unsigned long long)*start,
				      (unsigned long long)end);
	}
	if (end - *start > tee->memory_size) {
		sfw_pas_log(&tee->reply.log, "PAS auth: image larger than carveout");
		return sfw_tee_refuse(
			&tee->reply, SIGNFW_TEE_BAD_FORMAT, "image-size",
			"OP-TEE counts 0x%llx bytes, Linux said 0x%x: Linux leaves out segments without memory, "
			"OP-TEE doesn't",
			(unsigned long long)(end - *start), tee->memory_size);
	}
	return SIGNFW_TEE_SUCCESS;
}

static enum signfw_status check_segment(struct tee_pas_state *tee, const struct tee_segment *segment, uint64_t index,
					uint64_t offset, struct pas_carveout *carveout, uint32_t *result,
					struct signfw_error *err)
{
	uint8_t digest[DIGEST_SIZE];
	enum signfw_status status;

	if (segment->memsz < segment->filesz || offset > tee->memory_size ||
	    segment->memsz > tee->memory_size - offset) {
		*result = refuse_silently(tee, SIGNFW_TEE_BAD_FORMAT, "segment-range",
					  "a segment has a larger p_filesz than p_memsz, or leaves the memory");
		return SIGNFW_OK;
	}
	status = sfw_pas_carveout_write(carveout, offset + segment->filesz, segment->memsz - segment->filesz, NULL);
	if (status != SIGNFW_OK)
		return sfw_fail_memory(err);
	status = sfw_pas_carveout_digest(carveout, offset, segment->filesz, sizeof(digest), digest, err);
	if (status != SIGNFW_OK ||
	    memcmp(digest, tee->mbn.hash_table.data + index * sizeof(digest), sizeof(digest)) == 0)
		return status;
	sfw_pas_log(&tee->reply.log, "PAS auth: segment %llu hash mismatch", (unsigned long long)index);
	*result = sfw_tee_refuse(&tee->reply, SIGNFW_TEE_SECURITY, "segment-digest",
				 "what is in memory of segment %llu doesn't have its digest of the hash table",
				 (unsigned long long)index);
	return SIGNFW_OK;
}

static enum signfw_status check_segments(struct tee_pas_state *tee, const struct tee_elf *elf, uint64_t start,
					 struct pas_carveout *carveout, uint32_t *result, struct signfw_error *err)
{
	enum signfw_status status = SIGNFW_OK;
	bool hashed = false;

	for (uint64_t i = 0; i < elf->count && status == SIGNFW_OK && *result == SIGNFW_TEE_SUCCESS; i++) {
		const struct tee_segment segment = sfw_tee_elf_segment(elf, i);

		if (!is_hashed(&segment) || segment.filesz == 0)
			continue;
		status = check_segment(tee, &segment, i, segment.paddr - start, carveout, result, err);
		hashed = true;
	}
	if (status == SIGNFW_OK && !hashed) {
		sfw_pas_log(&tee->reply.log, "PAS auth: no loadable segments were hashed");
		*result = sfw_tee_refuse(&tee->reply, SIGNFW_TEE_SECURITY, "nothing-hashed",
					 "no segment has bytes that OP-TEE hashes");
	}
	return status;
}

enum signfw_status sfw_tee_auth_and_reset(struct tee_pas_state *tee, struct pas_carveout *carveout, uint32_t *result,
					  struct signfw_error *err)
{
	uint64_t start = 0;

	if (!tee->has_memory || tee->memory_size == 0) {
		sfw_pas_log(&tee->reply.log, "PAS auth: no MEM_SETUP for pas_id=%#x", tee->pas_id);
		*result = sfw_tee_refuse(&tee->reply, SIGNFW_TEE_BAD_STATE, "no-mem-setup",
					 "no segment is relocatable (bit 27 of p_flags), so Linux sends no MEM_SETUP, "
					 "without which OP-TEE starts nothing");
		return SIGNFW_OK;
	}
	const struct tee_elf elf = sfw_tee_elf_read(tee->blob);

	*result = sfw_tee_elf_check(&elf, tee->pas, &tee->reply);
	if (*result != SIGNFW_TEE_SUCCESS)
		return SIGNFW_OK;
	if (tee->mbn.hash_table.size / DIGEST_SIZE != elf.count) {
		*result = refuse_silently(tee, SIGNFW_TEE_SECURITY, "digest-count",
					  "there isn't one SHA-384 for each program header");
		return SIGNFW_OK;
	}
	enum signfw_status status = check_headers(tee, "PAS auth: ELF header hash mismatch", result, err);

	if (status != SIGNFW_OK || *result != SIGNFW_TEE_SUCCESS)
		return status;
	*result = check_range(tee, &elf, &start);
	return *result == SIGNFW_TEE_SUCCESS ? check_segments(tee, &elf, start, carveout, result, err) : SIGNFW_OK;
}
