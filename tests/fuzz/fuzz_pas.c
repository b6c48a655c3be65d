/* SPDX-License-Identifier: BSD-2-Clause */
/* Any bytes as a PAS container, looked into and verified: what is handed out is in the file, and verdicts are the same again. */
#include <string.h>

#include "pas_input.h"

/* ---- what is handed out ------------------------------------------------------ */

static bool is_in(const struct pas_input *input, const void *data, uint64_t size)
{
	const uint8_t *bytes = data;
	struct span inside;

	for (size_t i = 0; i <= input->part_count; i++) {
		const struct span file = i == input->part_count
						 ? (struct span){input->file.data, input->file.size}
						 : (struct span){input->parts[i].data, input->parts[i].size};

		if (file.data != NULL && bytes >= file.data && bytes <= file.data + file.size &&
		    sfw_span_at(file, (uint64_t)(bytes - file.data), size, &inside))
			return true;
	}
	return size == 0;
}

static void check_segments(const signfw_pas *pas, const struct pas_input *input)
{
	const struct signfw_pas_header *header = signfw_pas_get_header(pas);
	struct signfw_pas_segment segment;
	size_t count = 0;

	for (; signfw_pas_segment(pas, count, &segment) == SIGNFW_OK; count++) {
		CHECK(segment.data == NULL || is_in(input, segment.data, segment.file_size));
		CHECK(segment.digest == NULL || is_in(input, segment.digest, header->digest_size));
	}
	CHECK(count == header->segment_count);
	CHECK(header->layout == NULL || (header->hash_segment > 0 && header->hash_segment < count));
	CHECK(header->layout == NULL || signfw_pas_recognise(input->file.data, input->file.size));
}

static void check_pieces(const signfw_pas *pas, const struct pas_input *input)
{
	struct signfw_pas_region region;
	struct signfw_pas_certificate certificate;
	struct signfw_pas_field field, found;
	struct signfw_unprotected range;
	uint64_t end = 0;

	for (size_t i = 0; signfw_pas_region(pas, i, &region) == SIGNFW_OK; i++)
		CHECK(region.size > 0 && is_in(input, region.data, region.size));
	for (size_t i = 0; signfw_pas_certificate(pas, i, &certificate) == SIGNFW_OK; i++) {
		CHECK(certificate.size > 0 && is_in(input, certificate.data, certificate.size));
		CHECK((certificate.subject == NULL) == (certificate.key == NULL));
	}
	for (size_t i = 0; signfw_pas_field(pas, i, &field) == SIGNFW_OK; i++) {
		CHECK(field.count > 0 && field.count <= sizeof(field.values) / sizeof(field.values[0]));
		CHECK(field.width > 0 && field.width <= 8);
		CHECK(signfw_pas_find_field(pas, field.name, &found));
	}
	for (size_t i = 0; signfw_pas_unprotected(pas, i, &range) == SIGNFW_OK; i++) {
		CHECK(range.size > 0 && range.offset >= end && range.offset + range.size <= input->file.size);
		end = range.offset + range.size;
	}
}

/* What is signed is a beginning of the hash segment, with or without what is another's. */
static void check_signed_bytes(const signfw_pas *pas)
{
	static const char *const signers[] = {"oem", "qti"};
	const struct signfw_pas_header *header = signfw_pas_get_header(pas);

	for (size_t i = 0; i < 2; i++) {
		uint8_t *bytes = NULL;
		size_t size = 0;
		const enum signfw_status status = signfw_pas_signed_bytes(&bytes, &size, pas, signers[i], NULL);

		CHECK((status == SIGNFW_OK) == (header->layout != NULL));
		CHECK(status != SIGNFW_OK || (size > 0 && size <= header->hash_segment_size));
		signfw_free(bytes);
	}
}

/* ---- verdicts ------------------------------------------------------------------ */

static enum signfw_status verify(signfw_pas *pas, uint64_t flags)
{
	struct signfw_pas_verify_options options = SIGNFW_PAS_VERIFY_OPTIONS_INIT;
	struct signfw_error error = SIGNFW_ERROR_INIT;

	options.flags = flags;
	const enum signfw_status status = signfw_pas_verify(pas, &options, &error);

	CHECK(status == SIGNFW_OK || status == SIGNFW_E_CONTAINER || status == SIGNFW_E_ELF ||
	      status == SIGNFW_E_HASH || status == SIGNFW_E_SIGNATURE);
	CHECK(error.status == status);
	CHECK((status == SIGNFW_OK) == !fuzz_has_finding(signfw_pas_findings(pas), SIGNFW_ERROR));
	return status;
}

static void check_good(const signfw_pas *pas)
{
	const struct signfw_pas_result *result = signfw_pas_get_result(pas);

	CHECK(result->digests == SIGNFW_PAS_OK && result->chain == SIGNFW_PAS_OK && result->has_root);
	CHECK(result->signatures[0].state == SIGNFW_PAS_OK || result->signatures[1].state == SIGNFW_PAS_OK);
	for (size_t i = 0; i < 2; i++)
		CHECK(result->signatures[i].state != SIGNFW_PAS_BAD &&
		      (result->signatures[i].state != SIGNFW_PAS_OK || result->signatures[i].scheme != NULL));
}

/* Its root is trusted by either hash, and by no other. */
static void check_anchors(signfw_pas *pas)
{
	const struct signfw_pas_result result = *signfw_pas_get_result(pas);
	struct signfw_pas_verify_options options = SIGNFW_PAS_VERIFY_OPTIONS_INIT;
	uint8_t other[SIGNFW_SHA384_SIZE];

	memcpy(other, result.root_sha384, sizeof(other));
	other[0] ^= 1;
	options.root_hash = result.root_sha256;
	options.root_hash_size = sizeof(result.root_sha256);
	CHECK(signfw_pas_verify(pas, &options, NULL) == SIGNFW_OK);
	options.root_hash = result.root_sha384;
	options.root_hash_size = sizeof(result.root_sha384);
	CHECK(signfw_pas_verify(pas, &options, NULL) == SIGNFW_OK);
	options.root_hash = other;
	CHECK(signfw_pas_verify(pas, &options, NULL) == SIGNFW_E_SIGNATURE);
}

const size_t fuzz_control_size = 0;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pas_input input;

	pas_input_read(&input, (struct span){data, size});
	signfw_pas *pas = pas_input_inspect(&input);
	const size_t found = signfw_findings_count(signfw_pas_findings(pas));

	check_segments(pas, &input);
	check_pieces(pas, &input);
	check_signed_bytes(pas);
	fuzz_check_findings(signfw_pas_findings(pas), input.size);
	const bool digests = verify(pas, SIGNFW_PAS_VERIFY_DIGESTS_ONLY) == SIGNFW_OK;
	const bool good = verify(pas, SIGNFW_PAS_VERIFY_ANY_ROOT) == SIGNFW_OK;
	signfw_digests *known = fuzz_digests((struct span){input.file.data, input.file.size});
	const size_t found_in_all = signfw_findings_count(signfw_pas_findings(pas));
	const bool warned = fuzz_has_finding(signfw_pas_findings(pas), SIGNFW_WARNING);

	fuzz_check_findings(signfw_pas_findings(pas), input.size);
	CHECK(found_in_all >= found && (!good || digests));
	signfw_pas_set_digests(pas, known);
	CHECK((verify(pas, SIGNFW_PAS_VERIFY_ANY_ROOT | SIGNFW_PAS_VERIFY_STRICT) == SIGNFW_OK) == (good && !warned));
	CHECK((verify(pas, SIGNFW_PAS_VERIFY_ANY_ROOT) == SIGNFW_OK) == good);
	CHECK(signfw_findings_count(signfw_pas_findings(pas)) == found_in_all);
	if (good) {
		check_good(pas);
		check_anchors(pas);
	}
	signfw_pas_free(pas);
	signfw_digests_free(known);
	return 0;
}
