/* SPDX-License-Identifier: BSD-2-Clause */
/* Signing an ELF file for OP-TEE's PAS: `signfw_pas_sign()`. */
#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/error.h"
#include "base/struct_size.h"
#include "crypto/digest.h"
#include "crypto/signature.h"
#include "format/pas_peripheral.h"
#include "key/key_signature.h"
#include "key/signing_key.h"
#include "pas/pas_metadata.h"
#include "pas/pas_signature.h"
#include "pas/pas_writer.h"
#include "verbs/pas_made.h"

#define DIGEST_SIZE        SIGNFW_SHA384_SIZE
#define SIGNATURE_SIZE     104  /* a DER signature of at most 103 bytes has room, with padding of zeros */
#define CERTIFICATES_SIZE  3360 /* as real files have it; more if they need it */
#define CERTIFICATES_ALIGN 32
#define PADDING            0xff
#define UNUSED             UINT32_C(0xffffffff)
#define HEADERS_FLAGS      UINT32_C(0x07000000)
#define HASHES_FLAGS       UINT32_C(0x02000000)
#define PAGE_SIZE          UINT64_C(0x1000)
#define LAST_ALIGNMENT     UINT64_C(0x100)
#define SIZE_LIMIT         (UINT64_C(1) << 30)

struct signing {
	const struct signfw_pas_sign_options *options;
	const signfw_key *key;
	const struct pas_version *version;
	struct pas_elf elf;
	struct span chain; /* DER certificates */
	size_t certificates_size;
	signfw_findings *findings;
};

static void signing_cleanup(struct signing *signing)
{
	sfw_pas_elf_cleanup(&signing->elf);
}

static bool has_flag(const struct signing *signing, uint64_t flag)
{
	return (signing->options->flags & flag) != 0;
}

/* ---- metadata ----------------------------------------------------------------------- */

static void put_u32(uint8_t *at, uint64_t value)
{
	sfw_put_u32le(at, (uint32_t)value);
}

/* Flags of version 6; pas_field.c explains them in words. */
#define V6_SOC_VERSIONS 0x002
#define V6_SERIALS      0x004
#define V6_ANY_OEM      0x008
#define V6_JTAG_ID      0x400
#define V6_ANY_MODEL    0x800

/* OEM and model are bound by one flag in metadata 0.0, by one each in 1.0. */
static void put_v6_metadata(uint8_t *out, const struct signing *signing)
{
	const struct signfw_pas_sign_options *options = signing->options;
	const bool oem = has_flag(signing, SIGNFW_PAS_SIGN_OEM_ID), model = has_flag(signing, SIGNFW_PAS_SIGN_MODEL_ID);
	uint32_t flags = (oem ? 0 : V6_ANY_OEM) | (has_flag(signing, SIGNFW_PAS_SIGN_JTAG_ID) ? V6_JTAG_ID : 0) |
			 (options->soc_version_count > 0 ? V6_SOC_VERSIONS : 0) |
			 (options->serial_count > 0 ? V6_SERIALS : 0);

	if (oem != model) {
		put_u32(out + PAS_V6_MAJOR, 1);
		flags |= model ? 0 : V6_ANY_MODEL;
	}
	put_u32(out + PAS_V6_SW_ID, options->sw_id);
	put_u32(out + PAS_V6_JTAG_ID, options->jtag_id);
	put_u32(out + PAS_V6_OEM_ID, options->oem_id);
	put_u32(out + PAS_V6_MODEL_ID, options->model_id);
	put_u32(out + PAS_V6_FLAGS, flags);
	put_u32(out + PAS_V6_ANTI_ROLLBACK, options->anti_rollback);
	for (size_t i = 0; i < options->soc_version_count; i++)
		put_u32(out + PAS_V6_SOC_VERSIONS + 4 * i, options->soc_versions[i]);
	for (size_t i = 0; i < options->serial_count; i++)
		put_u32(out + PAS_V6_SERIALS + 4 * i, options->serials[i]);
}

/* Common metadata: software, and the digest of the table. */
static void put_common_metadata(uint8_t *out, const struct signing *signing)
{
	put_u32(out + 8, signing->options->sw_id);
	put_u32(out + 16, 3);
}

/* Pairs of bits: 1 is no, 2 is yes. */
static uint32_t answer(unsigned shift, bool yes)
{
	return (yes ? UINT32_C(2) : UINT32_C(1)) << shift;
}

static void put_v7_metadata(uint8_t *out, const struct signing *signing)
{
	const struct signfw_pas_sign_options *options = signing->options;

	put_u32(out + PAS_V7_MAJOR, 3);
	put_u32(out + PAS_V7_ANTI_ROLLBACK, options->anti_rollback);
	put_u32(out + PAS_V7_JTAG_ID, options->jtag_id);
	put_u32(out + PAS_V7_OEM_ID, options->oem_id);
	put_u32(out + PAS_V7_PRODUCT_ID, options->model_id);
	for (size_t i = 0; i < options->soc_version_count; i++)
		put_u32(out + PAS_V7_SOC_VERSIONS + 4 * i, options->soc_versions[i]);
	for (size_t i = 0; i < options->serial_count; i++)
		put_u32(out + PAS_V7_SERIALS + 8 * i, options->serials[i]);
	put_u32(out + PAS_V7_FLAGS,
		answer(0, options->soc_version_count > 0) | answer(2, false) |
			answer(4, has_flag(signing, SIGNFW_PAS_SIGN_JTAG_ID)) | answer(6, options->serial_count > 0) |
			answer(8, has_flag(signing, SIGNFW_PAS_SIGN_OEM_ID)) |
			answer(10, has_flag(signing, SIGNFW_PAS_SIGN_MODEL_ID)) | answer(12, false) |
			answer(14, false) | answer(16, false) | answer(18, false) | answer(20, false));
}

/* ---- the hash segment ------------------------------------------------------------------ */

static size_t prefix_size(const struct signing *signing, size_t segment_count)
{
	return signing->version->header_size + signing->version->common_size + signing->version->metadata_size +
	       segment_count * DIGEST_SIZE;
}

static size_t hash_segment_size(const struct signing *signing, size_t segment_count)
{
	return prefix_size(signing, segment_count) + SIGNATURE_SIZE + signing->certificates_size;
}

static void put_header(struct builder *out, const struct signing *signing, size_t segment_count)
{
	const struct pas_version *version = signing->version;
	const uint32_t hashes = (uint32_t)(segment_count * DIGEST_SIZE);
	uint32_t words[PAS_HEADER_WORDS_MAX] = {0};

	words[SFW_PAS_VERSION_OFFSET / 4] = version->version;
	if (version->image_size_word != 0) {
		words[version->image_size_word] = hashes + SIGNATURE_SIZE + (uint32_t)signing->certificates_size;
		/* addresses of signature and certificates, which nobody reads */
		words[version->size_word[PAS_OEM_SIGNATURE] - 1] = UNUSED;
		words[version->size_word[PAS_OEM_CERTIFICATES] - 1] = UNUSED;
	}
	words[version->size_word[PAS_COMMON_METADATA]] |= version->common_size;
	words[version->size_word[PAS_OEM_METADATA]] = version->metadata_size;
	words[version->size_word[PAS_HASHES]] = hashes;
	words[version->size_word[PAS_OEM_SIGNATURE]] = SIGNATURE_SIZE;
	words[version->size_word[PAS_OEM_CERTIFICATES]] = (uint32_t)signing->certificates_size;
	for (size_t i = 0; i < version->header_size / 4; i++)
		sfw_builder_u32le(out, words[i]);
}

static void put_metadata(struct builder *out, const struct signing *signing)
{
	uint8_t common[24] = {0};
	uint8_t oem[224] = {0};

	put_common_metadata(common, signing);
	sfw_builder_bytes(out, common, signing->version->common_size);
	if (signing->version->version == 6)
		put_v6_metadata(oem, signing);
	else
		put_v7_metadata(oem, signing);
	sfw_builder_bytes(out, oem, signing->version->metadata_size);
}

/* One digest for each program header; none of the hash segment, and of those without bytes. */
static enum signfw_status put_digests(struct builder *out, const struct pas_writer *writer, size_t hash_index,
				      struct signfw_error *err)
{
	CLEANUP(sfw_builder_cleanup) struct builder headers = {0};
	uint8_t digest[DIGEST_SIZE];
	struct span bytes;

	sfw_pas_writer_put_headers(&headers, writer);
	if (!sfw_builder_view(&headers, &bytes))
		return sfw_fail_memory(err);
	for (size_t i = 0; i < writer->count; i++) {
		if (i > 0)
			bytes = writer->contents[i];
		if (i == hash_index || bytes.size == 0) {
			sfw_builder_zeros(out, DIGEST_SIZE);
			continue;
		}
		const enum signfw_status status = sfw_digest(DIGEST_SHA384, &bytes, 1, digest, err);

		if (status != SIGNFW_OK)
			return status;
		sfw_builder_bytes(out, digest, sizeof(digest));
	}
	return SIGNFW_OK;
}

static void put_padding(struct builder *out, size_t size)
{
	static const uint8_t padding = PADDING;

	for (size_t i = 0; i < size; i++)
		sfw_builder_bytes(out, &padding, 1);
}

static enum signfw_status put_signature(struct builder *out, const struct signing *signing, struct signfw_error *err)
{
	const struct signature_algorithm *algorithm = sfw_algorithm(ALGORITHM_ECDSA_P384_SHA384);
	uint8_t signature[SFW_ECDSA_SIZE_MAX] = {0};
	size_t size;
	struct span prefix;

	_Static_assert(SFW_ECDSA_SIZE_MAX <= SIGNATURE_SIZE, "a signature fits into its slot");
	if (has_flag(signing, SIGNFW_PAS_SIGN_LEAVE_UNSIGNED)) {
		sfw_builder_zeros(out, SIGNATURE_SIZE);
		return SIGNFW_OK;
	}
	if (!sfw_builder_view(out, &prefix))
		return sfw_fail_memory(err);
	const enum signfw_status status =
		sfw_key_sign(signing->key, algorithm, &prefix, 1, has_flag(signing, SIGNFW_PAS_SIGN_DETERMINISTIC),
			     signature, &size, err);

	if (status != SIGNFW_OK)
		return status;
	sfw_builder_bytes(out, signature, size);
	sfw_builder_zeros(out, SIGNATURE_SIZE - size);
	return SIGNFW_OK;
}

static enum signfw_status put_hash_segment(struct builder *out, const struct signing *signing,
					   const struct pas_writer *writer, size_t hash_index, struct signfw_error *err)
{
	put_header(out, signing, writer->count);
	put_metadata(out, signing);
	enum signfw_status status = put_digests(out, writer, hash_index, err);

	if (status == SIGNFW_OK)
		status = put_signature(out, signing, err);
	if (status != SIGNFW_OK)
		return status;
	sfw_builder_bytes(out, signing->chain.data, signing->chain.size);
	put_padding(out, signing->certificates_size - signing->chain.size);
	return SIGNFW_OK;
}

/* ---- the file -------------------------------------------------------------------------- */

static void add_hash_segment(struct pas_writer *writer, const struct signing *signing, uint64_t alignment)
{
	const size_t size = hash_segment_size(signing, writer->capacity);
	const struct pas_segment segment = {
		.type = SFW_PAS_PT_NULL, .flags = HASHES_FLAGS, .filesz = size, .memsz = size, .align = PAGE_SIZE};

	/* its bytes are not there yet, but as many as they will be */
	sfw_pas_writer_add(writer, &segment, (struct span){NULL, size}, alignment);
}

/* Headers, the hash segment first or last as the version has it, and the firmware's segments. */
static bool lay_out(struct pas_writer *writer, const struct signing *signing, size_t *hash_index)
{
	const struct pas_elf *elf = &signing->elf;
	const bool hashes_first = signing->version->version == 6;
	struct pas_segment headers = {.type = SFW_PAS_PT_NULL, .flags = HEADERS_FLAGS};

	if (!sfw_pas_writer_init(writer, elf, elf->count + 2))
		return false;
	headers.filesz = writer->end;
	sfw_pas_writer_copy(writer, &headers, (struct span){0});
	writer->segments[0].offset = 0;
	*hash_index = hashes_first ? 1 : elf->count + 1;
	if (hashes_first)
		add_hash_segment(writer, signing, PAGE_SIZE);
	for (size_t i = 0; i < elf->count; i++) {
		struct pas_segment segment = elf->segments[i];
		struct span content;

		if (has_flag(signing, SIGNFW_PAS_SIGN_RELOCATABLE) && segment.type == SFW_PAS_PT_LOAD)
			segment.flags |= SFW_PAS_RELOCATABLE;
		if (!sfw_span_at(elf->file, segment.offset, segment.filesz, &content))
			return false; /* not reached */
		sfw_pas_writer_copy(writer, &segment, content);
	}
	if (!hashes_first)
		add_hash_segment(writer, signing, LAST_ALIGNMENT);
	return true;
}

static enum signfw_status build(struct builder *out, const struct signing *signing, struct signfw_error *err)
{
	CLEANUP(sfw_pas_writer_cleanup) struct pas_writer writer = {0};
	CLEANUP(sfw_builder_cleanup) struct builder hashes = {0};
	size_t hash_index = 0;

	if (!lay_out(&writer, signing, &hash_index))
		return sfw_fail_memory(err);
	const enum signfw_status status = put_hash_segment(&hashes, signing, &writer, hash_index, err);

	if (status != SIGNFW_OK)
		return status;
	if (!sfw_builder_view(&hashes, &writer.contents[hash_index]))
		return sfw_fail_memory(err);
	sfw_pas_writer_put_headers(out, &writer);
	sfw_pas_writer_put_contents(out, &writer);
	return SIGNFW_OK;
}

/* ---- what comes in ----------------------------------------------------------------------- */

/* Checks that the segments can be signed; whatever is wrong becomes a finding. */
static enum signfw_status judge_elf(const struct signing *signing, struct signfw_error *err)
{
	const struct pas_elf *elf = &signing->elf;
	uint64_t size = 0;
	bool relocatable = has_flag(signing, SIGNFW_PAS_SIGN_RELOCATABLE), loaded = false;
	struct span content;

	if (elf->is_64)
		sfw_report(signing->findings, SFW_ELF_CLASS, 4, "the ELF file is 64-bit; Linux loads ELF32 only");
	for (size_t i = 0; i < elf->count; i++) {
		const struct pas_segment *segment = &elf->segments[i];
		const uint64_t at = sfw_pas_segment_header_offset(elf, i);

		size += segment->filesz;
		loaded = loaded || sfw_pas_is_loaded(segment);
		relocatable =
			relocatable || (sfw_pas_is_loaded(segment) && (segment->flags & SFW_PAS_RELOCATABLE) != 0);
		if (!sfw_span_at(elf->file, segment->offset, segment->filesz, &content))
			sfw_report(signing->findings, SFW_SEGMENT_OUTSIDE, at,
				   "segment %zu, %llu bytes at 0x%llx, leaves the file of %zu bytes", i,
				   (unsigned long long)segment->filesz, (unsigned long long)segment->offset,
				   elf->file.size);
		if (sfw_pas_type(segment->flags) == PAS_TYPE_HASH)
			sfw_report(signing->findings, SFW_SEVERAL_HASH_SEGMENTS, at,
				   "segment %zu is a hash segment: the file is a container already", i);
	}
	if (loaded && !relocatable)
		sfw_report(signing->findings, SFW_NOT_RELOCATABLE, elf->headers_offset,
			   "no segment is relocatable (bit 27 of p_flags), so OP-TEE's PAS won't start it");
	const enum signfw_status status = sfw_findings_verdict(signing->findings, err);

	if (status == SIGNFW_OK && size > SIZE_LIMIT)
		return sfw_fail(err, SIGNFW_E_UNSUPPORTED, "the segments have 0x%llx bytes, more than this tool signs",
				(unsigned long long)size);
	return status;
}

static enum signfw_status check_options(struct signing *signing, struct signfw_error *err)
{
	const struct signfw_pas_sign_options *options = signing->options;
	const uint64_t numbers[] = {options->sw_id, options->oem_id, options->model_id, options->jtag_id,
				    options->anti_rollback};
	const char *layout = options->layout == NULL ? "qcom-v6" : options->layout;

	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		if (numbers[i] > UINT32_MAX)
			return sfw_fail(err, SIGNFW_E_ARGUMENT, "0x%llx isn't a number of 32 bits",
					(unsigned long long)numbers[i]);
	if (options->soc_version_count > PAS_SOC_VERSIONS_MAX || options->serial_count > PAS_SERIALS_MAX)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "metadata have room for %u SoC versions and %u serial numbers",
				PAS_SOC_VERSIONS_MAX, PAS_SERIALS_MAX);
	if (options->certificates == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no certificates were given");
	for (size_t i = 0; sfw_pas_version_at(i) != NULL; i++)
		if (strcmp(sfw_pas_version_at(i)->layout, layout) == 0)
			signing->version = sfw_pas_version_at(i);
	if (signing->version == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "there is no layout \"%.40s\" of Qualcomm's PAS", layout);
	if (signing->version->version == 8)
		return sfw_fail(err, SIGNFW_E_UNSUPPORTED, "layout %s isn't published, and only read", layout);
	if (signing->version->version < 6)
		return sfw_fail(
			err, SIGNFW_E_UNSUPPORTED,
			"layout %s is for devices whose verifier isn't known; only qcom-v6 and qcom-v7 are signed",
			layout);
	return SIGNFW_OK;
}

/* Checks that the certificates are the key's: leaf first, linked by their keys. */
static enum signfw_status check_chain(struct signing *signing, struct signfw_error *err)
{
	CLEANUP(sfw_pas_chain_cleanup) struct pas_chain chain = {0};
	CLEANUP(sfw_key_pair_free) struct key_pair leaf = {0};
	size_t broken = 0;
	enum signfw_status status = sfw_pas_chain_parse(&chain, signing->chain, 0, "the chain", signing->findings);

	if (status == SIGNFW_OK)
		status = sfw_certificate_key(&chain.certificates[0], &leaf, err);
	if (status != SIGNFW_OK)
		return status == SIGNFW_E_MEMORY ? sfw_fail_memory(err) : status;
	const struct signfw_key_parts *one = &leaf.public_key.parts, *other = &signing->key->key.public_key.parts;

	if (one->spki_size != other->spki_size || memcmp(one->spki, other->spki, one->spki_size) != 0)
		return sfw_fail(err, SIGNFW_E_KEY,
				"the first certificate of the chain isn't that of the key: leaf first, root last");
	if (!sfw_pas_chain_links(&chain, 0, &broken))
		return sfw_fail(err, SIGNFW_E_KEY,
				"certificate %zu of the chain isn't signed by the key of the next one", broken);
	return SIGNFW_OK;
}

static enum signfw_status check_key(const struct signing *signing, struct signfw_error *err)
{
	if (signing->key->key.kind != KEY_EC_P384)
		return sfw_fail(err, SIGNFW_E_KEY, "OP-TEE's PAS takes signatures by EC keys on P-384 only");
	if (!signfw_key_is_private(signing->key) && !has_flag(signing, SIGNFW_PAS_SIGN_LEAVE_UNSIGNED))
		return sfw_fail(err, SIGNFW_E_KEY, "a public key; signing needs the private key");
	return SIGNFW_OK;
}

/* ---- all together -------------------------------------------------------------------------- */

static enum signfw_status sign(struct builder *out, struct signing *signing, struct span file, struct signfw_error *err)
{
	struct span container;
	enum signfw_status status = sfw_pas_elf_parse(&signing->elf, file, 1, signing->findings);

	if (status != SIGNFW_OK)
		return sfw_fail_memory(err);
	status = judge_elf(signing, err);
	if (status == SIGNFW_OK)
		status = check_chain(signing, err);
	if (status == SIGNFW_OK)
		status = build(out, signing, err);
	if (status == SIGNFW_OK && !sfw_builder_view(out, &container))
		status = sfw_fail_memory(err);
	if (status != SIGNFW_OK)
		return status;
	return sfw_pas_check_made(container, has_flag(signing, SIGNFW_PAS_SIGN_LEAVE_UNSIGNED), signing->findings, err);
}

/* Signs into a list of findings that is there. */
static enum signfw_status sign_with(struct builder *out, struct span file, const signfw_key *key,
				    const struct signfw_pas_sign_options *options, struct signfw_error *err)
{
	signfw_findings *findings = options->findings;
	CLEANUP(signing_cleanup) struct signing signing = {.options = options, .key = key, .findings = findings};
	CLEANUP(sfw_bytes_cleanup) uint8_t *chain = NULL;
	enum signfw_status status = check_options(&signing, err);

	sfw_findings_judge_signing(findings, has_flag(&signing, SIGNFW_PAS_SIGN_FORCE));
	if (status == SIGNFW_OK)
		status = check_key(&signing, err);
	if (status == SIGNFW_OK)
		status = sfw_certificate_read_file(&chain, &signing.chain.size,
						   (struct span){options->certificates, options->certificates_size},
						   err);
	if (status != SIGNFW_OK)
		return status;
	signing.chain.data = chain;
	const size_t size = (signing.chain.size + CERTIFICATES_ALIGN - 1) / CERTIFICATES_ALIGN * CERTIFICATES_ALIGN;

	signing.certificates_size = size > CERTIFICATES_SIZE ? size : CERTIFICATES_SIZE;
	return sign(out, &signing, file, err);
}

static const struct options_kind sign_options = {
	.size = SIZE_UNTIL(struct signfw_pas_sign_options, anti_rollback),
	.first_size = SIZE_UNTIL(struct signfw_pas_sign_options, anti_rollback),
	.flags = SIGNFW_PAS_SIGN_FORCE | SIGNFW_PAS_SIGN_DETERMINISTIC | SIGNFW_PAS_SIGN_RELOCATABLE |
		 SIGNFW_PAS_SIGN_OEM_ID | SIGNFW_PAS_SIGN_MODEL_ID | SIGNFW_PAS_SIGN_JTAG_ID |
		 SIGNFW_PAS_SIGN_LEAVE_UNSIGNED,
};

enum signfw_status signfw_pas_sign(uint8_t **out, size_t *out_size, const struct signfw_input *elf,
				   const signfw_key *key, const struct signfw_pas_sign_options *options,
				   struct signfw_error *err)
{
	struct signfw_pas_sign_options mine = SIGNFW_PAS_SIGN_OPTIONS_INIT;
	CLEANUP(sfw_findings_cleanup) signfw_findings *own = NULL;
	CLEANUP(sfw_builder_cleanup) struct builder builder = {0};

	if (out == NULL || out_size == NULL || elf == NULL || (elf->data == NULL && elf->size > 0) || key == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT,
				"no ELF file, no key, or no place for the container, was given");
	enum signfw_status status = sfw_options_import(&mine, &sign_options, options, err);

	if (status != SIGNFW_OK)
		return status;
	mine.findings = sfw_findings_of_caller(mine.findings, &own);
	if (mine.findings == NULL)
		return sfw_fail_memory(err);
	status = sign_with(&builder, (struct span){elf->data, elf->size}, key, &mine, err);
	if (status != SIGNFW_OK)
		return status;
	*out = builder.data;
	*out_size = builder.size;
	builder = (struct builder){0};
	return SIGNFW_OK;
}
