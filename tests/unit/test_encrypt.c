/* SPDX-License-Identifier: BSD-2-Clause */
/* Encryption of an image: which can be, what changes, and back. */
#include "firmware/encrypt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "elf_builder.h"
#include "faults.h"
#include "signfw/key.h"

static const uint8_t key_bytes[SIGNFW_ENC_KEY_SIZE] = {1, 2, 3};

struct bench {
	struct test_file file;
	struct image image;
	signfw_findings *findings;
	struct span enc_key;
};

static void open(struct bench *bench, struct test_file file)
{
	*bench = (struct bench){.file = file, .findings = new_findings(), .image = {.offset = 1000}};
	bench->enc_key = (struct span){key_bytes, sizeof(key_bytes)};
	sfw_findings_judge_signing(bench->findings, true);
	assert_int_equal(sfw_image_parse(&bench->image, (struct span){file.data, file.size}, bench->findings),
			 SIGNFW_OK);
	expect_ids(bench->findings, "");
}

static void done(struct bench *bench)
{
	sfw_image_cleanup(&bench->image);
	signfw_findings_free(bench->findings);
	free(bench->file.data);
}

/* ---- padding ------------------------------------------------------------ */

/* A PT_LOAD of 20 bytes in the file, with memory behind it, and `gap` zeros that nothing else has. */
static struct test_file with_gap(uint32_t memory_size, uint32_t gap)
{
	const struct elf_segment segments[] = {{PT_NOTE, 0, 4, 4}, {PT_LOAD, 0x10000000, 20, memory_size}};
	const struct elf_section section = {".gap", 0, NULL, gap};
	struct test_file file = elf_build(segments, 2, &section, 1);

	put_u32(file.data + ELF_SECTION(file, 1, sh_type), SHT_NOBITS);
	return file;
}

/* The PT_LOAD of such a file is padded to `size`; if that is 20, not padded because of the reason. */
static void expect_padded(struct test_file file, uint32_t size, const char *reason)
{
	struct bench bench;
	char message[240];

	open(&bench, file);
	sfw_encrypt_pad(&bench.image.elf);
	assert_int_equal(bench.image.elf.segments[0].filesz, 4);
	assert_int_equal(bench.image.elf.segments[1].filesz, size);
	sfw_encrypt_lint(&bench.image, 1, bench.findings);
	if (size == 20) {
		snprintf(message, sizeof(message),
			 "segment 1 (LOAD, 0x10000000) has 20 bytes, encryption takes a multiple of 16: end its last "
			 "section with '. = ALIGN(16);' in the linker script; it can't be padded, since %s",
			 reason);
		assert_string_equal(
			expect_only(bench.findings, "encrypt-unaligned", SIGNFW_ERROR, 1000 + ELF_SEGMENT(1, p_type))
				.message,
			message);
	} else {
		expect_ids(bench.findings, "");
	}
	done(&bench);
}

static void segments_are_padded_where_there_is_room(void **state)
{
	(void)state;
	expect_padded(with_gap(32, 12), 32, NULL);
	expect_padded(with_gap(1000, 16), 32, NULL);
}

static void segments_are_not_padded_beyond_their_memory(void **state)
{
	(void)state;
	expect_padded(with_gap(31, 12), 20, "its memory ends there, too");
	expect_padded(with_gap(20, 12), 20, "its memory ends there, too");
	expect_padded(with_gap(0, 12), 20, "its memory ends there, too");
}

static void segments_are_not_padded_over_other_bytes(void **state)
{
	struct test_file file = with_gap(32, 12);
	const uint32_t end = get_u32(file.data + ELF_SEGMENT(1, p_offset)) + 20;

	(void)state;
	file.data[end + 11] = 1;
	expect_padded(file, 20, "the file goes on with other bytes");

	/* of the section names, the first byte is zero */
	expect_padded(with_gap(32, 8), 20, "the file goes on with other bytes");

	file = with_gap(32, 12);
	put_u32(file.data + ELF_SECTION(file, 1, sh_type), SHT_PROGBITS);
	expect_padded(file, 20, "the file goes on with other bytes");

	file = with_gap(32, 12);
	put_u32(file.data + ELF_SEGMENT(0, p_offset), end + 8);
	expect_padded(file, 20, "the file goes on with other bytes");
}

/* Moves the PT_LOAD to the end of the file, and grows the file by `size` bytes behind it. */
static uint32_t move_to_end(struct test_file *file, size_t size)
{
	const uint32_t end = (uint32_t)file->size + 20;

	file->data = realloc(file->data, end + size);
	assert_non_null(file->data);
	memset(file->data + file->size, 0, 20 + size);
	put_u32(file->data + ELF_SEGMENT(1, p_offset), (uint32_t)file->size);
	file->size = end + size;
	return end;
}

/* Those of section 0 are all zero. */
static void segments_are_not_padded_over_headers(void **state)
{
	struct test_file file = with_gap(32, 12);
	const uint32_t size = 3 * sizeof(Elf32_Shdr);
	const uint32_t end = move_to_end(&file, size);

	(void)state;
	memcpy(file.data + end, file.data + get_u32(file.data + ELF_HEADER(e_shoff)), size);
	put_u32(file.data + ELF_HEADER(e_shoff), end);
	expect_padded(file, 20, "the file goes on with other bytes");
}

/* The last 7 bytes of e_ident are zero. */
static void segments_are_not_padded_over_the_elf_header(void **state)
{
	struct test_file file = with_gap(32, 12);
	struct bench bench;

	(void)state;
	put_u32(file.data + ELF_SEGMENT(1, p_offset), 0);
	put_u32(file.data + ELF_SEGMENT(1, p_filesz), 9);
	open(&bench, file);
	sfw_encrypt_pad(&bench.image.elf);
	assert_int_equal(bench.image.elf.segments[1].filesz, 9);
	done(&bench);
}

static void segments_are_not_padded_beyond_the_file(void **state)
{
	struct test_file file = with_gap(32, 12);

	(void)state;
	move_to_end(&file, 11);
	expect_padded(file, 20, "the file ends there");
	file = with_gap(32, 12);
	move_to_end(&file, 12);
	expect_padded(file, 32, NULL);
}

static void each_segment_is_padded(void **state)
{
	static const struct elf_segment load = {PT_LOAD, 0x10000000, 20, 32};
	const struct elf_section section = {".gap", 0, NULL, 12};
	struct test_file file = elf_build(&load, 1, &section, 1);
	struct bench bench;

	(void)state;
	put_u32(file.data + ELF_SECTION(file, 1, sh_type), SHT_NOBITS);
	open(&bench, file);
	sfw_encrypt_pad(&bench.image.elf);
	assert_int_equal(bench.image.elf.segments[0].filesz, 32);
	done(&bench);
}

static void whole_blocks_stay(void **state)
{
	struct bench bench;

	(void)state;
	open(&bench, elf_good());
	sfw_encrypt_pad(&bench.image.elf);
	assert_int_equal(bench.image.elf.segments[0].filesz, 64);
	assert_int_equal(bench.image.elf.segments[1].filesz, 16);
	sfw_encrypt_lint(&bench.image, 1, bench.findings);
	expect_ids(bench.findings, "");
	done(&bench);
}

/* ---- what can't be encrypted -------------------------------------------- */

static void expect_refused(struct test_file file, const char *id, size_t segment, const char *message)
{
	struct bench bench;

	open(&bench, file);
	sfw_encrypt_lint(&bench.image, 1, bench.findings);

	const struct signfw_finding finding =
		expect_only(bench.findings, id, SIGNFW_ERROR, 1000 + ELF_SEGMENT(segment, p_type));

	assert_false(finding.forcible);
	assert_string_equal(finding.message, message);
	done(&bench);
}

static void segments_have_whole_blocks(void **state)
{
	(void)state;
	expect_refused(with_gap(32, 12), "encrypt-unaligned", 1,
		       "segment 1 (LOAD, 0x10000000) has 20 bytes, encryption takes a multiple of 16: end its last "
		       "section with '. = ALIGN(16);' in the linker script, or pad segments");
}

/* Segment 0 is moved to 16 bytes that aren't its own. */
static void expect_headers(struct test_file file, uint32_t offset, const char *what)
{
	char message[240];

	put_u32(file.data + ELF_SEGMENT(0, p_offset), offset);
	put_u32(file.data + ELF_SEGMENT(0, p_filesz), 16);
	snprintf(message, sizeof(message),
		 "segment 0 (LOAD, 0x10000000) contains %s, which devices couldn't read any more: link with --nmagic, "
		 "or with PHDRS that don't have FILEHDR and PHDRS in a PT_LOAD",
		 what);
	expect_refused(file, "encrypt-headers", 0, message);
}

static void headers_stay_readable(void **state)
{
	static const struct elf_segment load = {PT_LOAD, 0x10000000, 32, 32};
	static const struct elf_section section = {".a.long.name", 0, NULL, 4};
	struct test_file file;

	(void)state;
	expect_headers(elf_good(), 0, "the ELF header");
	expect_headers(elf_good(), 51, "the ELF header");
	expect_headers(elf_good(), 52 + 63, "program headers");
	file = elf_good();
	expect_headers(file, get_u32(file.data + ELF_HEADER(e_shoff)), "section headers");
	file = elf_build(&load, 1, &section, 1);
	expect_headers(file, get_u32(file.data + ELF_SECTION(file, 2, sh_offset)), "section names");
}

static void bytes_are_encrypted_once(void **state)
{
	struct test_file file = elf_good();
	const uint32_t first = get_u32(file.data + ELF_SEGMENT(0, p_offset));

	(void)state;
	put_u32(file.data + ELF_SEGMENT(1, p_offset), first + 63);
	expect_refused(file, "encrypt-overlap", 1,
		       "segment 1 (LOAD, 0x20000000) has bytes of the file in common with segment 0 (LOAD, "
		       "0x10000000), and they can't be encrypted for both: give each its own in the linker script");
}

/* Neither what isn't loaded nor what has no bytes is in the way. */
static void other_segments_may_overlap(void **state)
{
	static const struct elf_segment segments[] = {
		{PT_ARM_EXIDX, 0x10000000, 8, 8}, {PT_LOAD, 0x10000000, 64, 64}, {PT_LOAD, 0x20000000, 0, 32}};
	struct test_file file = elf_build(segments, 3, NULL, 0);
	struct bench bench;

	(void)state;
	put_u32(file.data + ELF_SEGMENT(0, p_offset), get_u32(file.data + ELF_SEGMENT(1, p_offset)) + 4);
	put_u32(file.data + ELF_SEGMENT(2, p_offset), get_u32(file.data + ELF_SEGMENT(1, p_offset)) + 4);
	open(&bench, file);
	sfw_encrypt_lint(&bench.image, 1, bench.findings);
	expect_ids(bench.findings, "");
	put_u32(file.data + ELF_SEGMENT(2, p_offset), 20);
	bench.image.elf.segments[2].offset = 20;
	sfw_encrypt_lint(&bench.image, 1, bench.findings);
	expect_ids(bench.findings, "");
	done(&bench);
}

/* ---- encryption --------------------------------------------------------- */

static enum signfw_status make_ivs(uint8_t **out, size_t count, struct signfw_error *err)
{
	return sfw_encrypt_make_ivs(out, count, err);
}

static void no_iv_is_used_twice(void **state)
{
	uint8_t *ivs = NULL;

	(void)state;
	assert_int_equal(make_ivs(&ivs, 50, NULL), SIGNFW_OK);
	for (size_t i = 1; i < 50; i++)
		assert_memory_not_equal(ivs, ivs + i * 16, 16);
	free(ivs);
	assert_int_equal(make_ivs(&ivs, 0, NULL), SIGNFW_OK);
	free(ivs);
}

/* Two vectors are the same. */
static void repeat(uint8_t *out, size_t size)
{
	for (size_t i = 0; i < size; i++)
		out[i] = (uint8_t)(i / 16 == 2 ? 0 : i / 16);
}

static void a_repeated_iv_is_an_error(void **state)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	uint8_t *ivs = NULL;

	(void)state;
	random_source = repeat;
	assert_int_equal(sfw_encrypt_make_ivs(&ivs, 2, &error), SIGNFW_OK);
	free(ivs);
	ivs = NULL;
	assert_int_equal(sfw_encrypt_make_ivs(&ivs, 3, &error), SIGNFW_E_CRYPTO);
	random_source = NULL;
	assert_string_equal(error.message, "random bytes repeat themselves; nothing was encrypted");
	assert_null(ivs);
}

static void without_random_bytes_there_is_no_iv(void **state)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	uint8_t *ivs = NULL;

	(void)state;
	openssl_fault = (struct fault){.countdown = 1};
	assert_int_equal(make_ivs(&ivs, 3, &error), SIGNFW_E_CRYPTO);
	assert_string_equal(error.message, "cannot get random bytes");
	memory_fault.countdown = 1;
	assert_int_equal(make_ivs(&ivs, 3, &error), SIGNFW_E_MEMORY);
	assert_null(ivs);
}

static const uint8_t two_ivs[2 * 16] = {1, 2, [16] = 3};

/* Both segments of a good file change; nothing else, and not the caller's bytes. */
static void segments_are_encrypted_in_a_copy(void **state)
{
	const struct test_file before = elf_good();
	struct bench bench;
	uint8_t plain[64];

	(void)state;
	open(&bench, elf_good());
	assert_int_equal(sfw_elf32_load_count(&bench.image.elf), 2);
	assert_int_equal(sfw_encrypt_image(&bench.image, bench.enc_key, two_ivs, NULL), SIGNFW_OK);
	assert_memory_equal(bench.file.data, before.data, before.size);
	assert_ptr_equal(bench.image.elf.file.data, bench.image.own.data);
	assert_int_equal(bench.image.elf.file.size, before.size);
	assert_true(sfw_elf32_name_is(bench.image.elf.names, 1, ".shstrtab"));
	assert_true((size_t)(bench.image.elf.names.data - bench.image.own.data) <= before.size);

	for (size_t i = 0; i < 2; i++) {
		const struct segment *segment = &bench.image.elf.segments[i];
		const struct span encrypted = sfw_elf32_bytes(&bench.image.elf, segment);

		assert_memory_not_equal(encrypted.data, before.data + segment->offset, encrypted.size);
		assert_int_equal(sfw_crypto_decrypt(bench.enc_key, two_ivs + 16 * i, encrypted, plain, NULL),
				 SIGNFW_OK);
		assert_memory_equal(plain, before.data + segment->offset, encrypted.size);
		memcpy(bench.image.own.data + segment->offset, plain, encrypted.size);
	}
	assert_memory_equal(bench.image.own.data, before.data, before.size);
	free(before.data);
	done(&bench);
}

/* A PT_LOAD without bytes may say that they are outside the file. */
static void segments_without_bytes_have_an_iv_all_the_same(void **state)
{
	static const struct elf_segment segments[] = {
		{PT_LOAD, 0x10000000, 0, 64}, {PT_ARM_EXIDX, 0x20000000, 8, 8}, {PT_LOAD, 0x20000000, 16, 16}};
	struct test_file file = elf_build(segments, 3, NULL, 0);
	struct bench bench;
	uint8_t plain[16];

	(void)state;
	put_u32(file.data + ELF_SEGMENT(0, p_offset), (uint32_t)file.size);
	open(&bench, file);
	assert_int_equal(sfw_elf32_load_count(&bench.image.elf), 2);
	assert_int_equal(sfw_encrypt_image(&bench.image, bench.enc_key, two_ivs, NULL), SIGNFW_OK);

	const struct span encrypted = sfw_elf32_bytes(&bench.image.elf, &bench.image.elf.segments[2]);

	assert_int_equal(sfw_crypto_decrypt(bench.enc_key, two_ivs + 16, encrypted, plain, NULL), SIGNFW_OK);
	assert_memory_equal(plain, file.data + bench.image.elf.segments[2].offset, 16);
	done(&bench);
}

/* A device reads p_filesz from the image, and compares it with the table. */
static void padding_is_in_the_program_header(void **state)
{
	const struct test_file file = with_gap(32, 12);
	struct bench bench;
	uint8_t plain[32];

	(void)state;
	open(&bench, file);
	sfw_encrypt_pad(&bench.image.elf);
	assert_int_equal(sfw_encrypt_image(&bench.image, bench.enc_key, two_ivs, NULL), SIGNFW_OK);
	assert_int_equal(get_u32(file.data + ELF_SEGMENT(1, p_filesz)), 20);
	assert_int_equal(get_u32(bench.image.own.data + ELF_SEGMENT(1, p_filesz)), 32);
	put_u32(bench.image.own.data + ELF_SEGMENT(1, p_filesz), 20);

	const struct span encrypted = sfw_elf32_bytes(&bench.image.elf, &bench.image.elf.segments[1]);

	assert_int_equal(encrypted.size, 32);
	assert_int_equal(sfw_crypto_decrypt(bench.enc_key, two_ivs, encrypted, plain, NULL), SIGNFW_OK);
	memcpy(bench.image.own.data + bench.image.elf.segments[1].offset, plain, 32);
	assert_memory_equal(bench.image.own.data, file.data, file.size);
	done(&bench);
}

static void what_cannot_be_encrypted_is_an_error(void **state)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	struct bench bench;

	(void)state;
	open(&bench, elf_good());
	memory_fault.countdown = 1;
	assert_int_equal(sfw_encrypt_image(&bench.image, bench.enc_key, two_ivs, &error), SIGNFW_E_MEMORY);
	openssl_fault = (struct fault){.countdown = 1};
	assert_int_equal(sfw_encrypt_image(&bench.image, bench.enc_key, two_ivs, &error), SIGNFW_E_CRYPTO);
	assert_string_equal(error.message, "cannot encrypt");
	done(&bench);
}

/* Stripping made a copy already. */
static void own_bytes_are_encrypted_in_their_place(void **state)
{
	struct bench bench;

	(void)state;
	open(&bench, elf_good());
	assert_int_equal(sfw_image_strip(&bench.image, bench.findings), SIGNFW_OK);
	expect_ids(bench.findings, "");

	const uint8_t *own = bench.image.own.data;

	assert_int_equal(sfw_encrypt_image(&bench.image, bench.enc_key, two_ivs, NULL), SIGNFW_OK);
	assert_ptr_equal(bench.image.own.data, own);
	assert_ptr_equal(bench.image.elf.file.data, own);
	done(&bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(segments_are_padded_where_there_is_room),
		cmocka_unit_test(segments_are_not_padded_beyond_their_memory),
		cmocka_unit_test(segments_are_not_padded_over_other_bytes),
		cmocka_unit_test(segments_are_not_padded_over_headers),
		cmocka_unit_test(segments_are_not_padded_over_the_elf_header),
		cmocka_unit_test(segments_are_not_padded_beyond_the_file),
		cmocka_unit_test(each_segment_is_padded),
		cmocka_unit_test(whole_blocks_stay),
		cmocka_unit_test(segments_have_whole_blocks),
		cmocka_unit_test(headers_stay_readable),
		cmocka_unit_test(bytes_are_encrypted_once),
		cmocka_unit_test(other_segments_may_overlap),
		cmocka_unit_test(no_iv_is_used_twice),
		cmocka_unit_test(a_repeated_iv_is_an_error),
		cmocka_unit_test(without_random_bytes_there_is_no_iv),
		cmocka_unit_test(segments_are_encrypted_in_a_copy),
		cmocka_unit_test(segments_without_bytes_have_an_iv_all_the_same),
		cmocka_unit_test(padding_is_in_the_program_header),
		cmocka_unit_test(what_cannot_be_encrypted_is_an_error),
		cmocka_unit_test(own_bytes_are_encrypted_in_their_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
