/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Any bytes as a container that is verified.  Bit flips alone never get behind
 * a signature, so the input says how to repair it first (repair.h):
 *
 *     u8 repairs | u24 which bit to flip afterwards | container
 */
#include <string.h>

#include "fuzz.h"
#include "repair.h"
#include "signfw/container.h"

/* In the first byte of the input, besides the repairs. */
#define USE_ECDSA 8

/* signfw-container(5) */
#define ELF_HEADER_SIZE    52
#define ELF_PHOFF          28
#define ELF_PHNUM          44
#define ELF_PROGRAM_HEADER 32
#define PT_LOAD            1

/* ---- what has to hold ---------------------------------------------------- */

static enum signfw_status verify(signfw_container *container, const signfw_key *key, bool strict)
{
	struct signfw_verify_options options = SIGNFW_VERIFY_OPTIONS_INIT;
	struct signfw_error error = SIGNFW_ERROR_INIT;

	options.flags = strict ? SIGNFW_VERIFY_STRICT : 0;
	const enum signfw_status status = signfw_container_verify(container, key, &options, &error);

	CHECK(status == SIGNFW_OK || status == SIGNFW_E_CONTAINER || status == SIGNFW_E_ELF ||
	      status == SIGNFW_E_SIGNATURE || status == SIGNFW_E_HASH);
	CHECK(error.status == status);
	CHECK((status == SIGNFW_OK) == !fuzz_has_finding(signfw_container_findings(container), SIGNFW_ERROR));
	return status;
}

static bool is_same_text(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* Both have found the same, and given their segments the same states. */
static void check_same(const signfw_container *a, const signfw_container *b)
{
	const signfw_findings *found = signfw_container_findings(a), *also_found = signfw_container_findings(b);
	struct signfw_finding one, other;
	struct signfw_segment segment, other_segment;

	CHECK(signfw_findings_count(found) == signfw_findings_count(also_found));
	for (size_t i = 0; signfw_findings_get(found, i, &one) == SIGNFW_OK; i++) {
		CHECK(signfw_findings_get(also_found, i, &other) == SIGNFW_OK);
		CHECK(one.id == other.id && one.severity == other.severity && one.offset == other.offset);
		CHECK(is_same_text(one.message, other.message) && is_same_text(one.source, other.source));
	}
	for (size_t i = 0; i < signfw_container_image_count(a); i++)
		for (size_t j = 0; signfw_container_segment(a, i, j, &segment) == SIGNFW_OK; j++) {
			CHECK(signfw_container_segment(b, i, j, &other_segment) == SIGNFW_OK);
			CHECK(segment.check == other_segment.check && segment.sha256 == other_segment.sha256);
		}
}

/* What verified has a good signature and good segments, whatever else was found. */
static void check_good(const signfw_container *container, const signfw_key *key)
{
	struct signfw_signature signature;
	struct signfw_segment segment;

	CHECK(signfw_container_signature(container, &signature) == SIGNFW_OK);
	CHECK(signature.check == SIGNFW_GOOD && signature.type == signfw_key_get_type(key));
	CHECK(signfw_container_image_count(container) > 0);
	for (size_t i = 0; i < signfw_container_image_count(container); i++)
		for (size_t j = 0; signfw_container_segment(container, i, j, &segment) == SIGNFW_OK; j++)
			CHECK(segment.type != PT_LOAD || segment.check == SIGNFW_GOOD);
}

/* A key that nothing is encrypted with makes no other difference, and decrypts all of an image or nothing. */
static void check_decrypted(signfw_container *container, const signfw_key *key)
{
	static const uint8_t enc_key[SIGNFW_ENC_KEY_SIZE] = {1};
	struct signfw_verify_options options = SIGNFW_VERIFY_OPTIONS_INIT;
	struct signfw_image image;
	uint8_t *plain;
	size_t size;

	options.enc_key = enc_key;
	options.enc_key_size = sizeof(enc_key);
	const enum signfw_status status = signfw_container_verify(container, key, &options, NULL);

	CHECK(status == SIGNFW_OK || status == SIGNFW_E_ENCRYPTION);
	for (size_t i = 0; signfw_container_image(container, i, &image) == SIGNFW_OK; i++) {
		const enum signfw_status decrypted =
			signfw_container_decrypt(&plain, &size, container, i, enc_key, sizeof(enc_key), NULL);

		CHECK(decrypted == SIGNFW_OK || decrypted == SIGNFW_E_ENCRYPTION || decrypted == SIGNFW_E_CONTAINER);
		if (decrypted == SIGNFW_OK) {
			CHECK(size == image.size);
			signfw_free(plain);
		}
	}
}

/* Verifies in every way there is, once with digests that were known before; whether it is good. */
static bool check_verify(struct span bytes, const signfw_key *key)
{
	signfw_container *container = fuzz_inspect(bytes), *again = fuzz_inspect(bytes);
	signfw_digests *digests = fuzz_digests(bytes);
	const bool good = verify(container, key, false) == SIGNFW_OK;

	signfw_container_set_digests(again, digests);
	fuzz_check_container(container, bytes);
	if (good)
		check_good(container, key);
	CHECK((verify(again, key, true) == SIGNFW_OK) ==
	      !fuzz_has_finding(signfw_container_findings(container), SIGNFW_WARNING));
	CHECK((verify(again, key, false) == SIGNFW_OK) == good);
	check_same(container, again);
	if (good)
		check_decrypted(again, key);
	signfw_container_free(container);
	signfw_container_free(again);
	signfw_digests_free(digests);
	return good;
}

/* A container whose structure is accepted, and of which everything was repaired, verifies. */
static void check_repaired(struct span bytes, bool good)
{
	signfw_container *container = NULL;

	if (signfw_container_parse(&container, bytes.data, bytes.size, NULL) != SIGNFW_OK)
		return;
	CHECK(good);
	signfw_container_free(container);
}

/* ---- one flipped bit ----------------------------------------------------- */

static enum signfw_status verify_flipped(struct builder *bytes, const signfw_key *key, size_t byte, unsigned bit)
{
	bytes->data[byte] ^= (uint8_t)(1U << bit);
	signfw_container *container = fuzz_inspect(fuzz_view(bytes));
	const enum signfw_status status = verify(container, key, false);

	signfw_container_free(container);
	bytes->data[byte] ^= (uint8_t)(1U << bit);
	return status;
}

/* Whether a byte of an image belongs to a header that decides what a segment is. */
static bool is_header(const struct signfw_image *image, size_t offset)
{
	const uint8_t *elf = image->data;
	const uint64_t table = sfw_u32le(elf + ELF_PHOFF);
	const uint64_t count = elf[ELF_PHNUM] | (unsigned)elf[ELF_PHNUM + 1] << 8;

	return offset < ELF_HEADER_SIZE || (offset >= table && offset - table < count * ELF_PROGRAM_HEADER);
}

/* Whether no other segment has this address; the table could have an entry for the changed bytes as well. */
static bool is_address_unique(const signfw_container *container, uint32_t address)
{
	struct signfw_segment segment;
	size_t count = 0;

	for (size_t i = 0; i < signfw_container_image_count(container); i++)
		for (size_t j = 0; signfw_container_segment(container, i, j, &segment) == SIGNFW_OK; j++)
			count += segment.address == address;
	return count == 1;
}

/* Whether the byte is one that a device loads, and nothing else. */
static bool is_loaded(const signfw_container *container, size_t byte)
{
	struct signfw_image image;
	struct signfw_segment segment;

	for (size_t i = 0; signfw_container_image(container, i, &image) == SIGNFW_OK; i++) {
		const size_t offset = byte - (size_t)image.offset;

		if (byte < image.offset || offset >= image.size || is_header(&image, offset))
			continue;
		for (size_t j = 0; signfw_container_segment(container, i, j, &segment) == SIGNFW_OK; j++)
			if (segment.type == PT_LOAD && offset >= segment.offset &&
			    offset - segment.offset < segment.file_size &&
			    is_address_unique(container, segment.address))
				return true;
	}
	return false;
}

/* No bit of what is signed, of the signature, or of what is loaded can change. */
static void check_flip(struct builder *bytes, const signfw_key *key, uint32_t flip)
{
	signfw_container *container = fuzz_inspect(fuzz_view(bytes));
	const size_t byte = flip / 8 % bytes->size;
	struct signfw_signature signature;

	CHECK(signfw_container_signature(container, &signature) == SIGNFW_OK);
	const bool is_signed = byte < signature.offset + signature.size;
	const bool matters = is_signed || is_loaded(container, byte);

	signfw_container_free(container);
	if (matters)
		CHECK(verify_flipped(bytes, key, byte, flip % 8) != SIGNFW_OK);
}

const size_t fuzz_control_size = 4;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct reader reader = {.left = {data, size}};
	struct builder bytes = {0};
	uint32_t control;

	if (!sfw_reader_u32le(&reader, &control))
		return 0;
	const signfw_key *key = fuzz_key((control & USE_ECDSA) != 0 ? SIGNFW_KEY_ECDSA : SIGNFW_KEY_RSA);
	const bool whole = fuzz_repair(&bytes, reader.left, control, key);
	const bool good = check_verify(fuzz_view(&bytes), key);

	if (whole)
		check_repaired(fuzz_view(&bytes), good);
	if (good)
		check_flip(&bytes, key, control >> 8);
	sfw_builder_cleanup(&bytes);
	return 0;
}
