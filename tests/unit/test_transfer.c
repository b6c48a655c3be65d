/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>
#include <string.h>

#include "crypto/cipher.h"
#include "crypto/digest.h"
#include "device_bench.h"

static void changed_bytes_are_refused_and_cleared(void **state)
{
	struct signfw_transfer transfer;
	struct bench bench;

	(void)state;
	bench_open_signed(&bench);
	const uint32_t first = get_u32(bench_image(&bench, 0) + ELF_SEGMENT(0, p_offset));
	const uint32_t second = get_u32(bench_image(&bench, 0) + ELF_SEGMENT(1, p_offset));

	bench_image(&bench, 0)[second + 15] ^= 1;
	expect_refused(&bench, ST_4_0, SIGNFW_TEE_SECURITY, "segment-hash", second);
	expect_ids(signfw_device_findings(bench.device), "");
	expect_refused(&bench, UPSTREAM, SIGNFW_TEE_SECURITY, "segment-hash", second);
	assert_string_equal(expect_only(signfw_device_findings(bench.device), "device-partly-loaded", SIGNFW_WARNING,
					bench.answer.offset)
				    .message,
			    "the firmware is refused, but 1 segment of it is in memory already, and stays there");
	assert_int_equal(signfw_device_transfer_count(bench.device), 2);
	assert_int_equal(signfw_device_transfer(bench.device, 0, &transfer), SIGNFW_OK);
	assert_false(transfer.zero);
	assert_int_equal(signfw_device_transfer(bench.device, 1, &transfer), SIGNFW_OK);
	assert_true(transfer.zero);
	bench_image(&bench, 0)[first] ^= 1;
	expect_refused(&bench, ALL_VERSIONS, SIGNFW_TEE_SECURITY, "segment-hash", first);
	expect_ids(signfw_device_findings(bench.device), "");
	bench_close(&bench);
}

static void expect_transfer(const struct bench *bench, size_t index, const struct signfw_transfer *expected)
{
	struct signfw_transfer transfer;

	assert_int_equal(signfw_device_transfer(bench->device, index, &transfer), SIGNFW_OK);
	assert_int_equal(transfer.image, expected->image);
	assert_int_equal(transfer.segment, expected->segment);
	assert_int_equal(transfer.zero, expected->zero);
	assert_int_equal(transfer.device_address, expected->device_address);
	assert_int_equal(transfer.physical_address, expected->device_address);
	assert_int_equal(transfer.size, expected->size);
	assert_null(transfer.region);
}

static void sizes_in_file_and_memory_say_what_is_written(void **state)
{
	static const struct elf_segment segments[] = {
		{PT_LOAD, 0x10000000, 64, 64},    {PT_LOAD, 0x20000000, 16, 32}, {PT_LOAD, 0x30000000, 0, 8},
		{PT_LOAD, 0x40000000, 0, 0},      {PT_LOAD, 0x50000000, 16, 8},  {PT_LOAD, 0xfffffff0, 8, 8},
		{PT_ARM_EXIDX, 0x60000000, 8, 8},
	};
	static const struct signfw_transfer expected[] = {
		{0, 0, false, 0x10000000, 0, 64, NULL}, {0, 1, false, 0x20000000, 0, 16, NULL},
		{0, 1, true, 0x20000010, 0, 16, NULL},  {0, 2, true, 0x30000000, 0, 8, NULL},
		{0, 4, false, 0x50000000, 0, 16, NULL}, {0, 5, false, 0xfffffff0, 0, 8, NULL},
	};
	const struct test_file image = elf_build(segments, 7, NULL, 0);
	struct signfw_transfer transfer;
	struct bench bench;

	(void)state;
	bench_open(&bench, &image, 1);
	bench_build_and_sign(&bench);
	expect_loaded(&bench, ALL_VERSIONS);
	assert_int_equal(signfw_device_transfer_count(bench.device), 6);
	for (size_t i = 0; i < 6; i++)
		expect_transfer(&bench, i, &expected[i]);
	assert_int_equal(signfw_device_transfer(bench.device, 6, &transfer), SIGNFW_E_ARGUMENT);
	bench_close(&bench);
}

/* Two neighbours, the second with other physical addresses, and one at the end of the address space. */
static const struct signfw_region regions[] = {
	{"tcm", 0x10000000, 0x10000000, 0x1000, SIGNFW_REACH_UNKNOWN},
	{"ram", 0x10001000, 0x38000000, 0x1000, SIGNFW_REACH_YES},
	{"end", 0xffffff00, 0xc0000000, 0x100, SIGNFW_REACH_NO},
};

/* A bench for an image with one PT_LOAD, on a device with these regions. */
static void open_one(struct bench *bench, uint32_t address, uint32_t filesz, uint32_t memsz)
{
	const struct elf_segment segment = {PT_LOAD, address, filesz, memsz};
	const struct test_file image = elf_build(&segment, 1, NULL, 0);
	signfw_memory *memory = NULL;

	bench_open(bench, &image, 1);
	assert_int_equal(signfw_memory_from_regions(&memory, regions, 3, NULL), SIGNFW_OK);
	bench->memory = memory;
	bench_build_and_sign(bench);
}

static void close_one(struct bench *bench)
{
	signfw_memory *memory = (signfw_memory *)(uintptr_t)bench->memory;

	bench_close(bench);
	signfw_memory_free(memory);
}

static void expect_transfer_to_region(const struct bench *bench, size_t index, bool zero, uint32_t device_address,
				      uint64_t physical_address, uint32_t size, const char *region)
{
	struct signfw_transfer transfer;

	assert_int_equal(signfw_device_transfer(bench->device, index, &transfer), SIGNFW_OK);
	assert_int_equal(transfer.zero, zero);
	assert_int_equal(transfer.device_address, device_address);
	assert_int_equal(transfer.physical_address, physical_address);
	assert_int_equal(transfer.size, size);
	assert_string_equal(transfer.region, region);
}

static void segments_go_where_their_region_is(void **state)
{
	struct bench bench;

	(void)state;
	open_one(&bench, 0x10001010, 0x20, 0x50);
	expect_load(&bench, ALL_VERSIONS, SIGNFW_TEE_SUCCESS, "loaded", SIGNFW_NO_OFFSET);
	assert_int_equal(signfw_device_transfer_count(bench.device), 2);
	expect_transfer_to_region(&bench, 0, false, 0x10001010, 0x38000010, 0x20, "ram");
	expect_transfer_to_region(&bench, 1, true, 0x10001030, 0x38000030, 0x30, "ram");
	close_one(&bench);
}

/* The driver of ST's 4.0 has another result for it. */
static void expect_nowhere(struct bench *bench, size_t header)
{
	expect_load(bench, ST_4_0, SIGNFW_TEE_GENERIC, "memory", bench->image_at[0] + header);
	expect_load(bench, UPSTREAM, SIGNFW_TEE_ACCESS_DENIED, "memory", bench->image_at[0] + header);
}

/* Whether what is copied, and what is zeroed, is in one region each. */
static void a_transfer_is_in_one_region(void **state)
{
	static const struct {
		uint32_t address, filesz, memsz, result;
		size_t transfers;
	} rows[] = {
		{0x10000000, 0x1000, 0x1000, SIGNFW_TEE_SUCCESS, 1},
		{0x10000ff0, 0x10, 0x10, SIGNFW_TEE_SUCCESS, 1},
		/* the neighbour begins where it ends, but they aren't one */
		{0x10000ff0, 0x11, 0x11, SIGNFW_TEE_ACCESS_DENIED, 0},
		{0x10000000, 0x1001, 0x1001, SIGNFW_TEE_ACCESS_DENIED, 0},
		{0x0fffffff, 2, 2, SIGNFW_TEE_ACCESS_DENIED, 0},
		{0x38000000, 0x10, 0x10, SIGNFW_TEE_ACCESS_DENIED, 0},
		/* zeros are looked up by themselves */
		{0x10000ff0, 0x10, 0x20, SIGNFW_TEE_SUCCESS, 2},
		{0x10001ff0, 0x10, 0x11, SIGNFW_TEE_ACCESS_DENIED, 1},
		{0x10000ff8, 0x4, 0x10, SIGNFW_TEE_ACCESS_DENIED, 1},
		{0x10001000, 0, 0x1000, SIGNFW_TEE_SUCCESS, 1},
		{0x10001000, 0, 0x1001, SIGNFW_TEE_ACCESS_DENIED, 0},
		/* nothing to write needs no place */
		{0xdead0000, 0, 0, SIGNFW_TEE_SUCCESS, 0},
		/* bytes in the file are copied even if there is less memory */
		{0x10000ff0, 0x10, 8, SIGNFW_TEE_SUCCESS, 1},
		{0x10000ff8, 0x10, 8, SIGNFW_TEE_ACCESS_DENIED, 0},
		{0xffffff00, 0x100, 0x100, SIGNFW_TEE_SUCCESS, 1},
		{0xffffff01, 0x100, 0x100, SIGNFW_TEE_ACCESS_DENIED, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct bench bench;

		open_one(&bench, rows[i].address, rows[i].filesz, rows[i].memsz);
		if (rows[i].result == SIGNFW_TEE_SUCCESS)
			expect_load(&bench, ALL_VERSIONS, SIGNFW_TEE_SUCCESS, "loaded", SIGNFW_NO_OFFSET);
		else
			expect_nowhere(&bench, ELF_SEGMENT(0, p_type));
		assert_int_equal(signfw_device_transfer_count(bench.device), rows[i].transfers);
		close_one(&bench);
	}
}

/* Before it is copied and hashed: what has no place isn't read. */
static void the_place_is_looked_up_before_the_bytes_are_hashed(void **state)
{
	struct bench bench;

	(void)state;
	open_one(&bench, 0x20000000, 16, 16);
	bench.container.data[bench.image_at[0] + ELF_SEGMENT(1, p_type)] ^= 1;
	expect_nowhere(&bench, ELF_SEGMENT(0, p_type));
	assert_string_equal(bench.answer.reason,
			    "image 0, segment 0: 0x10 bytes at address 0x20000000 aren't inside one memory region");
	close_one(&bench);
}

static void expect_plaintext(const struct bench *bench, const struct test_file *image)
{
	for (size_t i = 0; i < 2; i++) {
		uint8_t expected[SIGNFW_SHA256_SIZE], found[SIGNFW_SHA256_SIZE];
		const struct span bytes = {image->data + get_u32(image->data + ELF_SEGMENT(i, p_offset)),
					   get_u32(image->data + ELF_SEGMENT(i, p_filesz))};

		assert_int_equal(sfw_sha256(bytes, expected, NULL), SIGNFW_OK);
		assert_int_equal(signfw_device_transfer_sha256(bench->device, i, found), SIGNFW_OK);
		assert_memory_equal(found, expected, sizeof(found));
	}
	/* the zeros behind the second segment */
	assert_int_equal(signfw_device_transfer_sha256(bench->device, 2, (uint8_t[SIGNFW_SHA256_SIZE]){0}),
			 SIGNFW_E_ARGUMENT);
}

static void encrypted_segments_are_decrypted(void **state)
{
	static const uint8_t zeros[SIGNFW_ENC_KEY_SIZE];
	const struct test_file image = bench_elf(), plain = bench_elf();
	uint8_t table[BENCH_ENC_TABLE_SIZE];
	struct signfw_transfer transfer;
	struct bench bench;

	(void)state;
	bench_open_encrypted(&bench, table, &image);
	bench_build_and_sign(&bench);
	expect_loaded(&bench, ST_4_0);
	assert_string_equal(bench.answer.reason, "loaded");
	expect_plaintext(&bench, &plain);
	expect_load(&bench, UPSTREAM, SIGNFW_TEE_NO_DATA, "tlv-missing", BENCH_TLV_AREA);

	bench.enc_key = zeros;
	expect_load(&bench, ST_4_0, SIGNFW_TEE_SECURITY, "encryption-key", bench.image_at[0] + ELF_SEGMENT(0, p_type));
	assert_int_equal(signfw_device_transfer(bench.device, 0, &transfer), SIGNFW_OK);
	assert_true(transfer.zero);
	/* the digest is of what is encrypted: a changed byte is found before */
	const uint32_t at = get_u32(plain.data + ELF_SEGMENT(0, p_offset));

	bench.container.data[bench.image_at[0] + at] ^= 1;
	expect_load(&bench, ST_4_0, SIGNFW_TEE_SECURITY, "segment-hash", bench.image_at[0] + at);
	bench_close(&bench);
	free(plain.data);
}

static void only_whole_blocks_can_be_decrypted(void **state)
{
	static const struct elf_segment segments[] = {{PT_LOAD, 0x10000000, 33, 33}, {PT_LOAD, 0x20000000, 16, 16}};
	const struct test_file image = elf_build(segments, 2, NULL, 0);
	uint8_t table[BENCH_ENC_TABLE_SIZE];
	struct bench bench;

	(void)state;
	bench_open_encrypted(&bench, table, &image);
	bench_build_and_sign(&bench);
	expect_load(&bench, ST_4_0, SIGNFW_TEE_BAD_STATE, "decryption", bench.image_at[0] + ELF_SEGMENT(0, p_type));
	bench_close(&bench);
}

/* Thousands of program headers for the same bytes: a device hashes them all, for as long as that takes. */
static void segments_may_not_share_their_bytes_too_often(void **state)
{
	static const struct elf_segment segment = {PT_LOAD, 0x10000000, 65536, 65536};
	const uint16_t count = 4097;
	const struct elf_section headers = {".headers", 0, NULL, count * sizeof(Elf32_Phdr)};
	struct test_file image = elf_build(&segment, 1, &headers, 1);
	const uint32_t headers_at = get_u32(image.data + ELF_SECTION(image, 1, sh_offset));
	struct bench bench;

	(void)state;
	bench_open(&bench, &image, 1);
	bench_build_and_sign(&bench);
	for (size_t i = 0; i < count; i++)
		memcpy(bench_image(&bench, 0) + headers_at + i * sizeof(Elf32_Phdr),
		       bench_image(&bench, 0) + ELF_SEGMENT(0, p_type), sizeof(Elf32_Phdr));
	put_u32(bench_image(&bench, 0) + ELF_HEADER(e_phoff), headers_at);
	/* so much is hashed, */
	put_u16(bench_image(&bench, 0) + ELF_HEADER(e_phnum), count - 1);
	expect_loaded(&bench, OPTEE_4_10);
	/* but not more */
	put_u16(bench_image(&bench, 0) + ELF_HEADER(e_phnum), count);
	const struct signfw_answer before = bench.answer;
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_device *device = NULL;

	assert_int_equal(signfw_device_new(&device, NULL, NULL), SIGNFW_OK);
	assert_int_equal(signfw_device_invoke(device, SIGNFW_COMMAND_LOAD, bench.container.data, bench.container.size,
					      &bench.answer, &error),
			 SIGNFW_E_UNSUPPORTED);
	assert_string_equal(error.message, "the segments share the same bytes of the file so often that hashing them "
					   "would take too long");
	assert_int_equal(error.offset, bench.image_at[0] + get_u32(bench_image(&bench, 0) + ELF_SEGMENT(0, p_offset)));
	assert_memory_equal(&bench.answer, &before, sizeof(before));
	signfw_device_free(device);
	bench_close(&bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(changed_bytes_are_refused_and_cleared),
		cmocka_unit_test(sizes_in_file_and_memory_say_what_is_written),
		cmocka_unit_test(segments_go_where_their_region_is),
		cmocka_unit_test(a_transfer_is_in_one_region),
		cmocka_unit_test(the_place_is_looked_up_before_the_bytes_are_hashed),
		cmocka_unit_test(encrypted_segments_are_decrypted),
		cmocka_unit_test(only_whole_blocks_can_be_decrypted),
		cmocka_unit_test(segments_may_not_share_their_bytes_too_often),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
