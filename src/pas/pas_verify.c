/* SPDX-License-Identifier: BSD-2-Clause */
/* Verifying a PAS container: digests, signatures, certificates, and whether the root is the one that is trusted. */
#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/error.h"
#include "base/struct_size.h"
#include "crypto/known_digests.h"
#include "format/container_format.h"
#include "pas/known_root.h"
#include "pas/pas_image.h"
#include "pas/pas_metadata.h"
#include "pas/pas_signature.h"

/* ---- digests ------------------------------------------------------------------- */

static enum digest_algorithm algorithm_of(const struct signfw_pas *pas)
{
	return pas->hash.digest_size == SIGNFW_SHA384_SIZE ? DIGEST_SHA384 : DIGEST_SHA256;
}

/* Finds the bytes that digest `index` covers; false if there are none, or not all. */
static bool covered_by(const struct signfw_pas *pas, size_t index, struct span *out)
{
	if (index > 0)
		return sfw_pas_content(pas, index, out) && out->size > 0;
	return sfw_span_at(pas->elf.file, 0, sfw_pas_segment_header_offset(&pas->elf, pas->elf.count), out);
}

static void report_mismatch(struct signfw_pas *pas, size_t index)
{
	const uint64_t table = sfw_hash_segment_region_offset(&pas->hash, PAS_HASHES);

	if (index == 0)
		sfw_report(pas->findings, SFW_HASH_MISMATCH, 0,
			   "the ELF header and the program headers don't have digest 0 of the hash table");
	else if (index == pas->hash_index)
		sfw_report(pas->findings, SFW_HASH_MISMATCH, table + index * pas->hash.digest_size,
			   "digest %zu, in the hash segment's own place, isn't zero", index);
	else
		sfw_report(pas->findings, SFW_HASH_MISMATCH,
			   pas->parts[index].data == NULL ? pas->elf.segments[index].offset
							  : sfw_pas_segment_header_offset(&pas->elf, index),
			   "the bytes of segment %zu don't have their digest of the hash table", index);
}

/* A segment without bytes has no digest, or that of no bytes, or one of something that nobody knows. */
static void judge_empty(struct signfw_pas *pas, size_t index, bool is_zero)
{
	const uint64_t table = sfw_hash_segment_region_offset(&pas->hash, PAS_HASHES);

	if (!is_zero)
		sfw_report(pas->findings, SFW_DIGEST_OF_NOTHING, table + index * pas->hash.digest_size,
			   "segment %zu has no bytes, but a digest", index);
}

static enum signfw_status check_digest(struct signfw_pas *pas, size_t index, struct signfw_error *err)
{
	const struct span expected = {sfw_hash_segment_digest(&pas->hash, index), pas->hash.digest_size};
	uint8_t digest[SIGNFW_SHA384_SIZE];
	struct span bytes;

	if (index != pas->hash_index && index > 0 && pas->elf.segments[index].filesz == 0) {
		judge_empty(pas, index, sfw_span_is_zero(expected));
		return SIGNFW_OK;
	}
	if (index == pas->hash_index) {
		pas->checks[index] = sfw_span_is_zero(expected) ? SIGNFW_GOOD : SIGNFW_BAD;
	} else {
		if (!covered_by(pas, index, &bytes))
			return SIGNFW_OK; /* found before */
		const enum signfw_status status = sfw_known_digest(pas->digests, algorithm_of(pas), bytes, digest, err);

		if (status != SIGNFW_OK)
			return status;
		pas->checks[index] = memcmp(digest, expected.data, expected.size) == 0 ? SIGNFW_GOOD : SIGNFW_BAD;
	}
	if (pas->checks[index] == SIGNFW_BAD)
		report_mismatch(pas, index);
	return SIGNFW_OK;
}

/* Returns true if the work of hashing is bounded by the size of the input: hostile segments may share bytes. */
static bool is_bounded(const struct signfw_pas *pas)
{
	uint64_t size = pas->elf.file.size, hashed = 0;
	struct span content;

	for (size_t i = 1; i < pas->elf.count; i++) {
		size += pas->parts[i].size;
		hashed += sfw_pas_content(pas, i, &content) ? content.size : 0;
	}
	return hashed <= SFW_HASHED_MIN || hashed / SFW_HASHED_FACTOR <= size;
}

/* A wrong digest outweighs one that couldn't be compared. */
static enum signfw_pas_state digests_state(const struct signfw_pas *pas)
{
	enum signfw_pas_state state = SIGNFW_PAS_OK;

	for (size_t i = 0; i < pas->elf.count; i++) {
		if (pas->checks[i] == SIGNFW_BAD)
			return SIGNFW_PAS_BAD;
		if (pas->checks[i] == SIGNFW_UNCHECKED && pas->elf.segments[i].filesz > 0)
			state = SIGNFW_PAS_INCOMPLETE;
	}
	return state;
}

static enum signfw_status check_digests(struct signfw_pas *pas, struct signfw_error *err)
{
	enum signfw_status status = SIGNFW_OK;

	pas->result.digests = SIGNFW_PAS_BAD;
	if (pas->hash.digest_size == 0)
		return SIGNFW_OK; /* found before */
	if (!is_bounded(pas)) {
		sfw_report(pas->findings, SFW_ELF_SEGMENTS_ALIAS, pas->elf.headers_offset,
			   "%zu segments share the same bytes so often that hashing them would take too long",
			   pas->elf.count);
		return SIGNFW_OK;
	}
	for (size_t i = 0; i < pas->elf.count && status == SIGNFW_OK; i++)
		status = check_digest(pas, i, err);
	pas->result.digests = digests_state(pas);
	return status;
}

/* ---- signatures and certificates ------------------------------------------------- */

/* The root that a container with several names in its metadata. */
static size_t selected_root(const struct signfw_pas *pas, enum pas_signer signer)
{
	struct pas_field field;

	if (pas->chains[signer].root_count < 2 ||
	    !sfw_pas_metadata_find(&pas->hash, sfw_pas_metadata_region(signer), "root_index", &field))
		return 0;
	return (size_t)field.values[0];
}

static void check_chain(struct signfw_pas *pas, enum pas_signer signer)
{
	const struct pas_chain *chain = &pas->chains[signer];
	const size_t selected = selected_root(pas, signer);
	const enum pas_region region = sfw_pas_certificates_region(signer);
	const uint64_t at = sfw_hash_segment_region_offset(&pas->hash, region);
	size_t broken = 0;

	if (pas->hash.regions[region].size == 0)
		return;
	if (selected < chain->root_count && sfw_pas_chain_links(chain, selected, &broken)) {
		if (pas->result.chain == SIGNFW_PAS_UNCHECKED)
			pas->result.chain = SIGNFW_PAS_OK;
		return;
	}
	pas->result.chain = SIGNFW_PAS_BAD;
	if (chain->count == 0)
		sfw_report(pas->findings, SFW_CHAIN_INVALID, at, "%s have no certificate that can be read",
			   sfw_pas_region_name(region));
	else if (selected >= chain->root_count)
		sfw_report(pas->findings, SFW_CHAIN_INVALID, at, "metadata select root %zu of %zu in %s", selected,
			   chain->root_count, sfw_pas_region_name(region));
	else
		sfw_report(pas->findings, SFW_CHAIN_INVALID,
			   at + (uint64_t)(chain->ders[broken].data - pas->hash.regions[region].data),
			   "certificate %zu of %s isn't signed by the key of the next one", broken,
			   sfw_pas_region_name(region));
}

/* The root of who answers for the container: of the OEM, or of QTI if only QTI has signed. */
static enum pas_signer answering_signer(const struct signfw_pas *pas)
{
	return pas->chains[PAS_OEM].count > 0 ? PAS_OEM : PAS_QTI;
}

static enum signfw_status find_root(struct signfw_pas *pas, struct signfw_error *err)
{
	const struct pas_chain *chain = &pas->chains[answering_signer(pas)];
	struct signfw_pas_result *result = &pas->result;
	const struct span roots = sfw_pas_chain_roots(chain);
	uint8_t root_sha256[SIGNFW_SHA256_SIZE];

	if (chain->count == 0)
		return SIGNFW_OK;
	enum signfw_status status = sfw_sha256(roots, result->root_sha256, err);

	if (status == SIGNFW_OK)
		status = sfw_digest(DIGEST_SHA384, &roots, 1, result->root_sha384, err);
	if (status == SIGNFW_OK)
		status = sfw_sha256(chain->ders[chain->count - 1], root_sha256, err);
	if (status != SIGNFW_OK)
		return status;
	const struct known_root *known = sfw_pas_known_root(root_sha256);

	result->has_root = true;
	result->root_count = chain->root_count;
	result->root_known = known == NULL ? NULL : known->name;
	if (known != NULL && known->published)
		sfw_report(pas->findings, SFW_KNOWN_KEY, SIGNFW_NO_OFFSET, "the root is %s", known->name);
	return SIGNFW_OK;
}

/* ---- the root that is trusted ------------------------------------------------------ */

static bool is_root(const struct signfw_pas *pas, struct span der)
{
	const enum pas_signer signer = answering_signer(pas);
	const struct pas_chain *chain = &pas->chains[signer];
	const size_t selected = selected_root(pas, signer);

	if (selected >= chain->root_count)
		return false;
	return sfw_spans_equal(chain->ders[chain->count - chain->root_count + selected], der);
}

static bool has_hash(const struct signfw_pas_result *result, struct span hash)
{
	return hash.size == SIGNFW_SHA384_SIZE ? memcmp(result->root_sha384, hash.data, hash.size) == 0
					       : memcmp(result->root_sha256, hash.data, hash.size) == 0;
}

/* People look for its digest in fuses and lists; a few bytes say which it is. */
static void report_root(struct signfw_pas *pas)
{
	const uint8_t *hash = pas->result.root_sha384;

	sfw_report(pas->findings, SFW_ROOT_MISMATCH,
		   sfw_hash_segment_region_offset(&pas->hash, sfw_pas_certificates_region(answering_signer(pas))),
		   "the root in the container, SHA-384 %02x%02x%02x%02x%02x%02x..., isn't the one that is trusted",
		   hash[0], hash[1], hash[2], hash[3], hash[4], hash[5]);
}

static enum signfw_status check_root(struct signfw_pas *pas, const struct signfw_pas_verify_options *options,
				     struct signfw_error *err)
{
	CLEANUP(sfw_bytes_cleanup) uint8_t *der = NULL;
	size_t size = 0;
	bool trusted = pas->result.has_root;

	if (options->root == NULL && options->root_hash == NULL)
		return SIGNFW_OK;
	if (options->root != NULL) {
		const enum signfw_status status =
			sfw_certificate_read_file(&der, &size, (struct span){options->root, options->root_size}, err);

		if (status != SIGNFW_OK)
			return status;
		trusted = trusted && is_root(pas, (struct span){der, size});
	}
	if (options->root_hash != NULL)
		trusted = trusted && has_hash(&pas->result, (struct span){options->root_hash, options->root_hash_size});
	pas->result.root_trusted = trusted ? SIGNFW_GOOD : SIGNFW_BAD;
	if (!trusted && pas->result.has_root)
		report_root(pas);
	return SIGNFW_OK;
}

static enum signfw_status check_signatures(struct signfw_pas *pas, const struct signfw_pas_verify_options *options,
					   struct signfw_error *err)
{
	const bool verify = (options->flags & SIGNFW_PAS_VERIFY_DIGESTS_ONLY) == 0;
	enum signfw_status status = SIGNFW_OK;
	bool is_signed = false;

	for (enum pas_signer signer = 0; signer < PAS_SIGNER_COUNT && status == SIGNFW_OK; signer++) {
		struct signfw_pas_signature *signature = &pas->result.signatures[signer];

		status = sfw_pas_signature_check(pas, signer, verify, signature, err);
		is_signed = is_signed || (signature->state != SIGNFW_PAS_ABSENT && signature->state != SIGNFW_PAS_STUB);
		if (verify && status == SIGNFW_OK)
			check_chain(pas, signer);
	}
	if (!verify || status != SIGNFW_OK)
		return status;
	if (!is_signed)
		sfw_report(pas->findings, SFW_SIGNATURE_MISSING, pas->hash.offset,
			   "the container isn't signed: there is no signature, or a stub");
	return check_root(pas, options, err);
}

/* ---- all together ------------------------------------------------------------------ */

static enum signfw_status verify(struct signfw_pas *pas, const struct signfw_pas_verify_options *options,
				 struct signfw_error *err)
{
	enum signfw_status status = SIGNFW_OK;

	if (pas->is_usable) {
		status = check_digests(pas, err);
		if (status == SIGNFW_OK)
			status = find_root(pas, err);
		if (status == SIGNFW_OK)
			status = check_signatures(pas, options, err);
	}
	return status == SIGNFW_OK ? sfw_findings_verdict(pas->findings, err) : status;
}

static enum signfw_status check_options(const struct signfw_pas_verify_options *options, struct signfw_error *err)
{
	const uint64_t without_root = SIGNFW_PAS_VERIFY_ANY_ROOT | SIGNFW_PAS_VERIFY_DIGESTS_ONLY;

	if (options->root == NULL && options->root_hash == NULL && (options->flags & without_root) == 0)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "nothing says which root is trusted");
	if (options->root_hash != NULL && options->root_hash_size != SIGNFW_SHA384_SIZE &&
	    options->root_hash_size != SIGNFW_SHA256_SIZE)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "a hash of %zu bytes is neither SHA-384 nor SHA-256",
				options->root_hash_size);
	return SIGNFW_OK;
}

static const struct options_kind verify_options = {
	.size = SIZE_UNTIL(struct signfw_pas_verify_options, root_hash_size),
	.first_size = SIZE_UNTIL(struct signfw_pas_verify_options, root_hash_size),
	.flags = SIGNFW_PAS_VERIFY_ANY_ROOT | SIGNFW_PAS_VERIFY_DIGESTS_ONLY | SIGNFW_PAS_VERIFY_STRICT,
};

enum signfw_status signfw_pas_verify(signfw_pas *pas, const struct signfw_pas_verify_options *options,
				     struct signfw_error *err)
{
	struct signfw_pas_verify_options mine = SIGNFW_PAS_VERIFY_OPTIONS_INIT;
	enum signfw_status status;

	if (pas == NULL || options == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no container, or no options, were given");
	status = sfw_options_import(&mine, &verify_options, options, err);
	if (status == SIGNFW_OK)
		status = check_options(&mine, err);
	if (status != SIGNFW_OK)
		return status;
	sfw_findings_truncate(pas->findings, pas->inspected_findings);
	sfw_findings_set_strict(pas->findings, (mine.flags & SIGNFW_PAS_VERIFY_STRICT) != 0);
	memset(pas->checks, 0, pas->elf.count * sizeof(*pas->checks));
	pas->result = (struct signfw_pas_result){0};
	return verify(pas, &mine, err);
}

void signfw_pas_set_digests(signfw_pas *pas, const signfw_digests *digests)
{
	pas->digests = digests;
}
