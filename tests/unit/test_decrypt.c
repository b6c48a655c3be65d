/* SPDX-License-Identifier: BSD-2-Clause */
/* Decryption of parts, and what tells the right key from another one. */
#include "firmware/decrypt.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "elf_builder.h"
#include "faults.h"
#include "firmware/encrypt.h"
#include "firmware/hash_table_build.h"
#include "signfw/key.h"

static const uint8_t right_key[SIGNFW_ENC_KEY_SIZE] = {1, 2, 3}, wrong_key[SIGNFW_ENC_KEY_SIZE] = {1, 2, 4};
static const uint8_t ivs[3 * SIGNFW_ENC_IV_SIZE] = {1, 2, [16] = 3, [32] = 4};

/* An image that was encrypted with the right key, its table, and what verifying found. */
struct bench {
	struct test_file file;
	struct image image;
	struct builder table_bytes;
	struct hash_table table;
	enum signfw_check checks[3];
	signfw_findings *findings;
};

static struct span enc_key_of(const uint8_t *key)
{
	return (struct span){key, SIGNFW_ENC_KEY_SIZE};
}

static void open(struct bench *bench, struct test_file file)
{
	const struct span enc_key = enc_key_of(right_key);
	const struct table_plan plan = {&bench->image, 1, false, ivs, false, NULL};

	*bench = (struct bench){.file = file, .findings = new_findings()};
	assert_int_equal(sfw_image_parse(&bench->image, (struct span){file.data, file.size}, bench->findings),
			 SIGNFW_OK);
	assert_int_equal(sfw_encrypt_image(&bench->image, enc_key, ivs, NULL), SIGNFW_OK);
	assert_int_equal(sfw_hash_table_build(&bench->table_bytes, &plan, NULL), SIGNFW_OK);
	sfw_hash_table_open(&bench->table, (struct span){bench->table_bytes.data, bench->table_bytes.size}, 0, true,
			    bench->findings);
	expect_ids(bench->findings, "");
	for (size_t i = 0; i < 3; i++)
		bench->checks[i] = SIGNFW_GOOD;
}

static void done(struct bench *bench)
{
	sfw_image_cleanup(&bench->image);
	sfw_builder_cleanup(&bench->table_bytes);
	signfw_findings_free(bench->findings);
	free(bench->file.data);
}

static enum signfw_check check_key(const struct bench *bench, const uint8_t *key)
{
	const struct span enc_key = enc_key_of(key);
	enum signfw_check check = (enum signfw_check)77;

	assert_int_equal(sfw_decrypt_check_key(&bench->image, &bench->table, bench->checks, enc_key, &check, NULL),
			 SIGNFW_OK);
	return check;
}

/* A page that can't be read is behind one block. */
static void no_more_than_the_blocks_of_a_part_is_read(void **state)
{
	const struct test_file before = elf_good();
	struct bench bench;
	const size_t page = (size_t)sysconf(_SC_PAGESIZE);
	uint8_t *pages = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	uint8_t part[16], *block = pages + page - sizeof(part);

	(void)state;
	open(&bench, elf_good());

	const struct segment *segment = &bench.image.elf.segments[0];

	assert_ptr_not_equal(pages, MAP_FAILED);
	assert_int_equal(mprotect(pages + page, page, PROT_NONE), 0);
	memcpy(block, sfw_elf32_bytes(&bench.image.elf, segment).data, sizeof(part));
	assert_int_equal(sfw_decrypt_part(enc_key_of(right_key), ivs, (struct span){block, sizeof(part)}, 0, part,
					  sizeof(part), NULL),
			 SIGNFW_OK);
	assert_memory_equal(part, before.data + segment->offset, sizeof(part));
	munmap(pages, 2 * page);
	free(before.data);
	done(&bench);
}

static void every_part_can_be_decrypted_by_itself(void **state)
{
	const struct test_file before = elf_good();
	struct bench bench;
	uint8_t part[16];

	(void)state;
	open(&bench, elf_good());

	const struct span enc_key = enc_key_of(right_key);
	const struct segment *segment = &bench.image.elf.segments[0];
	const struct span encrypted = sfw_elf32_bytes(&bench.image.elf, segment);

	for (size_t size = 1; size <= 16; size++)
		for (size_t offset = 0; offset + size <= encrypted.size; offset++) {
			assert_int_equal(sfw_decrypt_part(enc_key, ivs, encrypted, offset, part, size, NULL),
					 SIGNFW_OK);
			assert_memory_equal(part, before.data + segment->offset + offset, size);
		}
	openssl_fault = (struct fault){.countdown = 1};
	part[0] = 77;
	assert_int_equal(sfw_decrypt_part(enc_key, ivs, encrypted, 0, part, 16, NULL), SIGNFW_E_CRYPTO);
	assert_int_equal(part[0], 77);
	free(before.data);
	done(&bench);
}

static void an_image_is_decrypted_as_a_whole(void **state)
{
	static const struct elf_segment segments[] = {{PT_LOAD, 0x10000000, 64, 64},
						      {PT_NOTE, 0, 8, 8},
						      {PT_LOAD, 0x20000000, 0, 32},
						      {PT_LOAD, 0x30000000, 16, 16}};
	const struct span enc_key = enc_key_of(right_key);
	struct signfw_error error = SIGNFW_ERROR_INIT;
	struct bench bench;
	uint8_t *bytes;

	(void)state;
	open(&bench, elf_build(segments, 4, NULL, 0));
	bytes = malloc(bench.file.size);
	assert_non_null(bytes);
	memcpy(bytes, bench.image.elf.file.data, bench.file.size);
	assert_memory_not_equal(bytes, bench.file.data, bench.file.size);
	assert_int_equal(sfw_decrypt_image(bytes, &bench.image, &bench.table, enc_key, NULL), SIGNFW_OK);
	assert_memory_equal(bytes, bench.file.data, bench.file.size);

	openssl_fault = (struct fault){.countdown = 1};
	assert_int_equal(sfw_decrypt_image(bytes, &bench.image, &bench.table, enc_key, NULL), SIGNFW_E_CRYPTO);
	/* not whole blocks; not in the table; not in the file */
	for (size_t i = 0; i < 3; i++) {
		struct segment *segment = &bench.image.elf.segments[0];
		const struct segment before = *segment;

		segment->filesz = i == 0 ? 63 : i == 1 ? 48 : 64;
		segment->offset = i == 2 ? (uint32_t)bench.file.size - 48 : segment->offset;
		if (i == 0)
			put_u32(bench.table_bytes.data + 16, 63);
		assert_int_equal(sfw_decrypt_image(bytes, &bench.image, &bench.table, enc_key, &error),
				 SIGNFW_E_CONTAINER);
		assert_string_equal(error.message, "segment 0 (LOAD, 0x10000000) can't be decrypted: it isn't in the "
						   "hash table, or not whole blocks");
		assert_int_equal(error.offset, ELF_SEGMENT(0, p_type));
		put_u32(bench.table_bytes.data + 16, 64);
		*segment = before;
	}
	free(bytes);
	done(&bench);
}

/* ---- the right key ------------------------------------------------------ */

static const uint8_t resource_table[32] = {1, 0, 0, 0, 4};

/* An image whose last segment is a resource table, of `size` bytes as its section says. */
static struct test_file with_resource_table(const uint8_t *bytes, uint32_t size)
{
	static const struct elf_segment segments[] = {
		{PT_NOTE, 0, 8, 8}, {PT_LOAD, 0x10000000, 32, 32}, {PT_LOAD, 0x20000000, 48, 48}};
	const struct elf_section section = {".resource_table", 0x20000008, NULL, size};
	struct test_file file = elf_build(segments, 3, &section, 1);
	const uint32_t at = get_u32(file.data + ELF_SEGMENT(2, p_offset)) + 8;

	put_u32(file.data + ELF_SECTION(file, 1, sh_offset), at);
	memcpy(file.data + at, bytes, 32);
	return file;
}

static void a_resource_table_tells(void **state)
{
	struct bench bench;

	(void)state;
	open(&bench, with_resource_table(resource_table, 32));
	assert_int_equal(check_key(&bench, right_key), SIGNFW_GOOD);
	assert_int_equal(check_key(&bench, wrong_key), SIGNFW_BAD);
	done(&bench);
}

static void a_resource_table_at_the_beginning_of_the_first_segment_tells(void **state)
{
	static const struct elf_segment segment = {PT_LOAD, 0x10000000, 32, 32};
	const struct elf_section section = {".resource_table", 0x10000000, NULL, 32};
	struct test_file file = elf_build(&segment, 1, &section, 1);
	const uint32_t at = get_u32(file.data + ELF_SEGMENT(0, p_offset));
	struct bench bench;

	(void)state;
	put_u32(file.data + ELF_SECTION(file, 1, sh_offset), at);
	memcpy(file.data + at, resource_table, 32);
	open(&bench, file);
	assert_int_equal(check_key(&bench, right_key), SIGNFW_GOOD);
	assert_int_equal(check_key(&bench, wrong_key), SIGNFW_BAD);
	done(&bench);
}

static void what_is_no_resource_table_was_decrypted_by_another_key(void **state)
{
	struct bench bench;

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		uint8_t bytes[32];

		memcpy(bytes, resource_table, sizeof(bytes));
		/* version, number of entries, reserved */
		bytes[4 * i] ^= 1;
		open(&bench, with_resource_table(bytes, 32));
		assert_int_equal(check_key(&bench, right_key), SIGNFW_BAD);
		done(&bench);
	}
}

/* Nothing can be told: by a table that isn't encrypted, is cut off, or was changed. */
static void a_resource_table_has_to_be_there(void **state)
{
	struct bench bench;
	struct test_file file;

	(void)state;
	open(&bench, with_resource_table(resource_table, 15));
	assert_int_equal(check_key(&bench, wrong_key), SIGNFW_UNCHECKED);
	done(&bench);

	open(&bench, with_resource_table(resource_table, 32));
	bench.checks[2] = SIGNFW_BAD;
	assert_int_equal(check_key(&bench, wrong_key), SIGNFW_UNCHECKED);
	done(&bench);

	file = with_resource_table(resource_table, 32);
	put_u32(file.data + ELF_SECTION(file, 1, sh_offset), get_u32(file.data + ELF_SEGMENT(2, p_offset)) + 40);
	open(&bench, file);
	assert_int_equal(check_key(&bench, wrong_key), SIGNFW_UNCHECKED);
	done(&bench);

	/* in the segment that isn't loaded, and before all of them */
	for (uint32_t offset = 0; offset < ELF_SEGMENT(3, p_type) + 8; offset += ELF_SEGMENT(3, p_type)) {
		file = with_resource_table(resource_table, 32);
		put_u32(file.data + ELF_SECTION(file, 1, sh_offset), offset);
		open(&bench, file);
		assert_int_equal(check_key(&bench, wrong_key), SIGNFW_UNCHECKED);
		done(&bench);
	}

	open(&bench, with_resource_table(resource_table, 32));
	bench.table.count = 0;
	assert_int_equal(check_key(&bench, wrong_key), SIGNFW_UNCHECKED);
	done(&bench);

	/* no whole blocks: the device would refuse it */
	open(&bench, with_resource_table(resource_table, 32));
	bench.image.elf.segments[2].filesz = 44;
	put_u32(bench.table_bytes.data + SIGNFW_ENC_ENTRY_SIZE + 16, 44);
	assert_int_equal(check_key(&bench, wrong_key), SIGNFW_UNCHECKED);
	done(&bench);
}

/* An image with a vector table, whose entry point is `entry`. */
static struct test_file with_vectors(uint32_t entry)
{
	struct test_file file = elf_good();

	put_u32(file.data + get_u32(file.data + ELF_SEGMENT(1, p_offset)) + 4, 0x10000041);
	put_u32(file.data + ELF_HEADER(e_entry), entry);
	return file;
}

static void a_vector_table_proves_the_right_key_only(void **state)
{
	static const uint32_t entries[] = {0x10000041, 0x10000040};
	struct bench bench;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		open(&bench, with_vectors(entries[i]));
		assert_int_equal(check_key(&bench, right_key), SIGNFW_GOOD);
		assert_int_equal(check_key(&bench, wrong_key), SIGNFW_UNCHECKED);
		done(&bench);
	}
	open(&bench, with_vectors(0x10000042));
	assert_int_equal(check_key(&bench, right_key), SIGNFW_UNCHECKED);
	done(&bench);
}

/* Zeros may be anywhere. */
static void entry_point_0_proves_nothing(void **state)
{
	struct test_file file = with_vectors(0);
	struct bench bench;

	(void)state;
	put_u32(file.data + get_u32(file.data + ELF_SEGMENT(1, p_offset)) + 4, 0);
	open(&bench, file);
	assert_int_equal(check_key(&bench, right_key), SIGNFW_UNCHECKED);
	done(&bench);
}

static void what_cannot_be_decrypted_is_an_error(void **state)
{
	const struct span enc_key = enc_key_of(right_key);
	enum signfw_check check = (enum signfw_check)77;
	struct bench bench;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		open(&bench, i == 0 ? with_resource_table(resource_table, 32) : with_vectors(0x10000041));
		openssl_fault = (struct fault){.countdown = 1};
		assert_int_equal(sfw_decrypt_check_key(&bench.image, &bench.table, bench.checks, enc_key, &check, NULL),
				 SIGNFW_E_CRYPTO);
		assert_int_equal(check, 77);
		done(&bench);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_more_than_the_blocks_of_a_part_is_read),
		cmocka_unit_test(every_part_can_be_decrypted_by_itself),
		cmocka_unit_test(an_image_is_decrypted_as_a_whole),
		cmocka_unit_test(a_resource_table_tells),
		cmocka_unit_test(a_resource_table_at_the_beginning_of_the_first_segment_tells),
		cmocka_unit_test(what_is_no_resource_table_was_decrypted_by_another_key),
		cmocka_unit_test(a_resource_table_has_to_be_there),
		cmocka_unit_test(a_vector_table_proves_the_right_key_only),
		cmocka_unit_test(entry_point_0_proves_nothing),
		cmocka_unit_test(what_cannot_be_decrypted_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
