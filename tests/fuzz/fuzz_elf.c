/* SPDX-License-Identifier: BSD-2-Clause */
/* Any bytes as a firmware image: read, and signed with and without force. */
#include "elf/elf32.h"

#include <string.h>

#include "fuzz.h"
#include "signfw/container.h"
#include "signfw/elf.h"

#define PROGRAM_HEADER_SIZE 32

static void check_elf32(struct span file)
{
	signfw_findings *findings = sfw_findings_new();
	struct elf32 elf;
	struct span bytes;

	CHECK(findings != NULL);
	CHECK(sfw_elf32_parse(&elf, file, 0, findings) == SIGNFW_OK);
	fuzz_check_findings(findings, file.size);
	CHECK(elf.file.data == file.data && elf.file.size == file.size);
	CHECK(elf.segment_count <= SFW_SEGMENTS_MAX);
	for (size_t i = 0; i < elf.segment_count; i++) {
		const struct segment *segment = &elf.segments[i];
		const struct span found = sfw_elf32_bytes(&elf, segment);

		CHECK(sfw_span_at(file, sfw_elf32_header_offset(&elf, i), PROGRAM_HEADER_SIZE, &bytes));
		CHECK(sfw_u32le(bytes.data) == segment->type && sfw_u32le(bytes.data + 28) == segment->align);
		CHECK(found.size <= segment->filesz);
		CHECK(found.size == 0 ||
		      (sfw_span_at(file, segment->offset, found.size, &bytes) && bytes.data == found.data));
		CHECK(found.size == segment->filesz || segment->offset + (uint64_t)segment->filesz > file.size);
		CHECK(strlen(sfw_segment_label(i, segment).text) < sizeof(struct segment_label) - 1);
	}
	if (!fuzz_has_finding(findings, SIGNFW_ERROR)) {
		CHECK(elf.segment_count > 0);
		for (size_t i = 0; i < elf.segment_count; i++)
			CHECK(elf.segments[i].type != SFW_SEGMENT_LOAD ||
			      sfw_elf32_bytes(&elf, &elf.segments[i]).size == elf.segments[i].filesz);
	}
	if (elf.resource_table.found)
		CHECK(elf.resource_table.header_offset < file.size);
	sfw_elf32_cleanup(&elf);
	signfw_findings_free(findings);
}

/* An address is found, or an error. */
static void check_boot_address(struct span file)
{
	signfw_findings *findings = sfw_findings_new();
	uint32_t address = 1;

	CHECK(findings != NULL);
	const enum signfw_status status = signfw_elf_boot_address(&address, file.data, file.size, findings, NULL);

	fuzz_check_findings(findings, file.size);
	CHECK(status == SIGNFW_OK || status == SIGNFW_E_ELF);
	CHECK((status == SIGNFW_OK) == !fuzz_has_finding(findings, SIGNFW_ERROR));
	CHECK(status == SIGNFW_OK ? address % 128 == 0 : address == 1);
	signfw_findings_free(findings);
}

/* One attempt to sign. */
struct attempt {
	enum signfw_status status;
	uint8_t *bytes;
	size_t size;
	signfw_findings *findings;
};

static struct attempt sign(struct span file, struct signfw_sign_options options)
{
	const struct signfw_input input = {file.data, file.size, NULL};
	struct signfw_error error = SIGNFW_ERROR_INIT;
	struct attempt attempt = {0};

	CHECK(signfw_findings_new(&attempt.findings, NULL) == SIGNFW_OK);
	options.findings = attempt.findings;
	attempt.status =
		signfw_sign(&attempt.bytes, &attempt.size, &input, 1, fuzz_key(SIGNFW_KEY_RSA), &options, &error);
	/* an image that is stripped may become larger, if there is nothing to strip */
	fuzz_check_findings(attempt.findings, (options.flags & SIGNFW_SIGN_STRIP) != 0 ? UINT32_MAX : file.size);
	CHECK(attempt.status == SIGNFW_OK || attempt.status == SIGNFW_E_ELF);
	CHECK(error.status == attempt.status);
	CHECK((attempt.status == SIGNFW_OK) == !fuzz_has_finding(attempt.findings, SIGNFW_ERROR));
	CHECK((attempt.status == SIGNFW_OK) == (attempt.bytes != NULL));
	return attempt;
}

static void attempt_cleanup(struct attempt *attempt)
{
	signfw_free(attempt->bytes);
	signfw_findings_free(attempt->findings);
}

/* Whether `force` overrules the finding of this id. */
static bool is_forcible(const signfw_findings *plain, const char *id)
{
	struct signfw_finding finding;

	for (size_t i = 0; signfw_findings_get(plain, i, &finding) == SIGNFW_OK; i++)
		if (finding.forcible && finding.id == id)
			return true;
	return false;
}

/* Whether `force` overrules every error. */
static bool all_forcible(const signfw_findings *plain)
{
	struct signfw_finding finding;

	for (size_t i = 0; signfw_findings_get(plain, i, &finding) == SIGNFW_OK; i++)
		if (finding.severity == SIGNFW_ERROR && !finding.forcible)
			return false;
	return true;
}

static bool is_full(const signfw_findings *findings)
{
	struct signfw_finding finding;

	for (size_t i = 0; signfw_findings_get(findings, i, &finding) == SIGNFW_OK; i++)
		if (strcmp(finding.id, "findings-limit") == 0)
			return true;
	return false;
}

/*
 * Who reads a container finds no error in it but those that were overruled.
 * Padding may bring a table back into the file that was outside, and what is
 * wrong with it into view.
 */
static void check_errors(const signfw_findings *found, const signfw_findings *plain, struct span file)
{
	struct signfw_finding finding;

	if (is_full(plain) || (file.size % 8 != 0 && fuzz_has_finding(plain, SIGNFW_ERROR)))
		return;
	for (size_t i = 0; signfw_findings_get(found, i, &finding) == SIGNFW_OK; i++)
		CHECK(finding.severity != SIGNFW_ERROR || is_forcible(plain, finding.id));
}

/* The image comes back as it was, padded. */
static void check_image(const signfw_container *container, struct span file)
{
	struct signfw_image image;

	CHECK(signfw_container_image_count(container) == 1);
	CHECK(signfw_container_image(container, 0, &image) == SIGNFW_OK);
	CHECK(image.size == sfw_round_up_8(file.size));
	CHECK(image.elf_size <= image.size && image.elf_size + 8 > image.size);
	CHECK(memcmp(image.data, file.data, file.size) == 0);
	CHECK(sfw_span_is_zero(
		(struct span){(const uint8_t *)image.data + file.size, (size_t)(image.size - file.size)}));
}

/*
 * Every segment verifies, and those that devices accept have a digest; of one
 * that isn't loaded and leaves the file, padding may have become a part.
 */
static void check_segments(const signfw_container *container, struct span file)
{
	struct signfw_segment segment;

	for (size_t i = 0; signfw_container_segment(container, 0, i, &segment) == SIGNFW_OK; i++) {
		CHECK(segment.hash_entry != SIGNFW_NO_INDEX);
		CHECK(segment.sha256 != NULL || (segment.type == SFW_SEGMENT_LOAD && segment.differs != 0));
		CHECK(segment.check == SIGNFW_GOOD ||
		      (segment.type != SFW_SEGMENT_LOAD && segment.offset + (uint64_t)segment.file_size > file.size));
	}
}

/* What was signed verifies. */
static void check_signed(const struct attempt *attempt, const signfw_findings *plain, struct span file)
{
	const struct span bytes = {attempt->bytes, attempt->size};
	signfw_container *container = fuzz_inspect(bytes);
	struct signfw_signature signature;

	const enum signfw_status status = signfw_container_verify(container, fuzz_key(SIGNFW_KEY_RSA), NULL, NULL);

	CHECK(status == SIGNFW_OK || (status == SIGNFW_E_ELF && signfw_findings_count(plain) > 0));
	fuzz_check_container(container, bytes);
	check_errors(signfw_container_findings(container), plain, file);
	check_image(container, file);
	CHECK(signfw_container_signature(container, &signature) == SIGNFW_OK);
	CHECK(signature.check == SIGNFW_GOOD);
	check_segments(container, file);
	signfw_container_free(container);
}

/* Without force: accepted by everybody. */
static void check_accepted(const struct attempt *attempt)
{
	signfw_container *container = NULL;

	CHECK(signfw_container_parse(&container, attempt->bytes, attempt->size, NULL) == SIGNFW_OK);
	CHECK(signfw_container_verify(container, fuzz_key(SIGNFW_KEY_RSA), NULL, NULL) == SIGNFW_OK);
	signfw_container_free(container);
}

const size_t fuzz_control_size = 0;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct span file = {data, size};

	check_elf32(file);
	check_boot_address(file);
	struct signfw_sign_options options = SIGNFW_SIGN_OPTIONS_INIT;
	struct attempt plain = sign(file, options);

	options.flags |= SIGNFW_SIGN_FORCE;
	struct attempt forced = sign(file, options);

	options = (struct signfw_sign_options)SIGNFW_SIGN_OPTIONS_INIT;
	options.flags |= SIGNFW_SIGN_STRIP;
	options.flags |= SIGNFW_SIGN_TABLE_LOADS_ONLY;
	struct attempt stripped = sign(file, options);

	/* force overrules nothing but what it says, and changes no byte */
	if (!is_full(plain.findings))
		CHECK((forced.status == SIGNFW_OK) == all_forcible(plain.findings));
	if (plain.status == SIGNFW_OK) {
		CHECK(forced.size == plain.size && memcmp(forced.bytes, plain.bytes, plain.size) == 0);
		check_accepted(&plain);
	}
	if (forced.status == SIGNFW_OK)
		check_signed(&forced, plain.findings, file);
	if (stripped.status == SIGNFW_OK)
		check_accepted(&stripped);
	attempt_cleanup(&stripped);
	attempt_cleanup(&plain);
	attempt_cleanup(&forced);
	return 0;
}
