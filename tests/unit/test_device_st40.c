/* SPDX-License-Identifier: BSD-2-Clause */
/* What ST's 4.0 does differently: HASHTYPE, platform TLVs, encryption, keys in fuses, booting. */
#include <stdlib.h>
#include <string.h>

#include "device_bench.h"
#include "key/signing_key.h"

#define TLV_AREA CONTAINER_HEADER
#define LOADED   SIGNFW_TEE_SUCCESS, "loaded", SIGNFW_NO_OFFSET

static const uint8_t aes_key[SIGNFW_ENC_KEY_SIZE] = {1, 2, 3, 4};
static const uint8_t iv[SIGNFW_ENC_IV_SIZE] = {5, 6, 7};

static void add_tlv(struct bench *bench, uint32_t type, const void *value, uint32_t size)
{
	bench->tlvs[bench->tlv_count++] = (struct test_tlv){type, value, size};
}

/* Where the value of the last TLV is. */
static uint64_t last_value_at(const struct bench *bench)
{
	return bench_value_at(bench, bench->tlv_count - 1);
}

/* ---- metadata ------------------------------------------------------------------------ */

static void hashtype_is_looked_at(void **state)
{
	static const struct {
		struct test_tlv tlv;
		uint32_t result;
		const char *rule;
		bool is_missing;
	} rows[] = {
		{{SIGNFW_TLV_HASHTYPE, NULL, 0}, SIGNFW_TEE_NO_DATA, "tlv-missing", true},
		{{0x77, "\1", 1}, SIGNFW_TEE_NO_DATA, "tlv-missing", true},
		{{SIGNFW_TLV_HASHTYPE, "\1\1", 2}, SIGNFW_TEE_BAD_PARAMETERS, "tlv-size", false},
		{{SIGNFW_TLV_HASHTYPE, "\2", 1}, SIGNFW_TEE_NOT_SUPPORTED, "hash-type", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct bench bench;

		bench_open_good(&bench);
		bench.tlvs[BENCH_HASHTYPE] = rows[i].tlv;
		bench_build_and_sign(&bench);
		expect_load(&bench, ST_4_0, rows[i].result, rows[i].rule,
			    rows[i].is_missing ? TLV_AREA : bench_value_at(&bench, BENCH_HASHTYPE));
		bench_close(&bench);
	}
}

static void platform_tlvs_go_to_the_driver(void **state)
{
	static const struct {
		struct test_tlv tlv;
		uint32_t result;
		const char *rule;
	} rows[] = {
		{{SIGNFW_TLV_BOOTADDR, "\0\0\0\x80", 4}, SIGNFW_TEE_SUCCESS, "loaded"},
		{{SIGNFW_TLV_BOOTADDR, "\0\0\0\x80", 3}, SIGNFW_TEE_CORRUPT_OBJECT, "tlv-size"},
		{{SIGNFW_TLV_BOOTADDR, NULL, 0}, SIGNFW_TEE_CORRUPT_OBJECT, "tlv-size"},
		{{SIGNFW_TLV_BOOTSEC, "\1\0\0\0", 4}, SIGNFW_TEE_SUCCESS, "loaded"},
		{{SIGNFW_TLV_BOOTSEC, "yes", 3}, SIGNFW_TEE_CORRUPT_OBJECT, "tlv-size"},
		{{SIGNFW_TLV_PLATFORM_FIRST, "\1\0\0\0", 4}, SIGNFW_TEE_NOT_IMPLEMENTED, "platform-tlv"},
		{{0x10003, "\1\0\0\0", 4}, SIGNFW_TEE_NOT_IMPLEMENTED, "platform-tlv"},
		{{SIGNFW_TLV_PLATFORM_LAST, NULL, 0}, SIGNFW_TEE_NOT_IMPLEMENTED, "platform-tlv"},
		{{SIGNFW_TLV_PLATFORM_LAST + 1, NULL, 0}, SIGNFW_TEE_SUCCESS, "loaded"},
		{{0xffff, "\1", 1}, SIGNFW_TEE_SUCCESS, "loaded"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const bool loads = rows[i].result == SIGNFW_TEE_SUCCESS;
		struct bench bench;

		bench_open_good(&bench);
		add_tlv(&bench, rows[i].tlv.type, rows[i].tlv.value, rows[i].tlv.size);
		bench_build_and_sign(&bench);
		expect_load(&bench, ST_4_0, rows[i].result, rows[i].rule,
			    loads ? SIGNFW_NO_OFFSET : last_value_at(&bench));
		expect_ids(signfw_device_findings(bench.device), "");
		expect_load(&bench, UPSTREAM, LOADED);
		/* nobody looks at what isn't signed */
		bench.container.data[bench.signature_at] ^= 1;
		expect_load(&bench, ST_4_0, SIGNFW_TEE_SIGNATURE_INVALID, "signature", bench.signature_at);
		bench_close(&bench);
	}
}

static void what_is_set_is_not_set_again(void **state)
{
	static const struct {
		uint32_t type;
		const char *first, *second, *rule; /* NULL: accepted */
	} rows[] = {
		{SIGNFW_TLV_BOOTADDR, "\0\0\0\x80", "\0\0\0\x80", "boot-address"},
		{SIGNFW_TLV_BOOTADDR, "\0\0\0\x80", "\0\0\0\0", "boot-address"},
		/* no address is none */
		{SIGNFW_TLV_BOOTADDR, "\0\0\0\0", "\0\0\0\x80", NULL},
		{SIGNFW_TLV_BOOTSEC, "\1\0\0\0", "\1\0\0\0", "boot-secure"},
		{SIGNFW_TLV_BOOTSEC, "\0\0\0\0", "\1\0\0\0", "boot-secure"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct bench bench;

		bench_open_good(&bench);
		add_tlv(&bench, rows[i].type, rows[i].first, 4);
		add_tlv(&bench, rows[i].type, rows[i].second, 4);
		bench_build_and_sign(&bench);
		if (rows[i].rule == NULL) {
			expect_load(&bench, ST_4_0, LOADED);
		} else {
			expect_load(&bench, ST_4_0, SIGNFW_TEE_GENERIC, rows[i].rule, last_value_at(&bench));
			expect_finding(signfw_device_findings(bench.device), "device-boot-kept");
		}
		bench_close(&bench);
	}
}

static void bootsec_says_yes_whatever_it_says(void **state)
{
	struct bench bench;

	(void)state;
	bench_open_good(&bench);
	add_tlv(&bench, SIGNFW_TLV_BOOTSEC, "\0\0\0\0", 4);
	bench_build_and_sign(&bench);
	expect_load(&bench, ST_4_0, LOADED);
	expect_only(signfw_device_findings(bench.device), "device-bootsec-ignored", SIGNFW_WARNING,
		    last_value_at(&bench));
	bench_close(&bench);
}

/* It counts in 16 bits: 8 bytes into a value of 0x10008 it takes the rest for TLVs. */
static void a_long_tlv_leads_the_platform_walk_astray(void **state)
{
	uint8_t *value = calloc(1, 0x10008);
	struct bench bench;

	(void)state;
	assert_non_null(value);
	put_u32(value + 8, 0x10009);
	bench_open_good(&bench);
	add_tlv(&bench, 0x77, value, 0x10008);
	bench_build_and_sign(&bench);
	expect_load(&bench, ST_4_0, SIGNFW_TEE_NOT_IMPLEMENTED, "platform-tlv", last_value_at(&bench) + 16);
	expect_load(&bench, UPSTREAM, LOADED);
	bench_close(&bench);
	free(value);
}

/* The last TLV of the area ends with it; its value would be behind the copy. */
static void a_platform_tlv_without_its_value(void **state)
{
	struct bench bench;

	(void)state;
	bench_open_good(&bench);
	add_tlv(&bench, SIGNFW_TLV_BOOTADDR, "\0\0\0\x80", 4);
	bench_build(&bench);
	/* the signature follows the header of the TLV: it is the address */
	put_u32(bench.container.data + CONTAINER_TLV_LENGTH, (uint32_t)(last_value_at(&bench) - TLV_AREA));
	put_u32(bench.container.data + CONTAINER_SIGNATURE_LENGTH, 264);
	bench_load(&bench, "st-4.0");
	assert_int_equal(bench.answer.result, SIGNFW_TEE_SIGNATURE_INVALID);
	signfw_key_free(bench.key);
	bench.key = NULL;
	bench_load(&bench, "st-4.0");
	assert_int_equal(bench.answer.result, SIGNFW_TEE_SUCCESS);
	bench.key = load_key("vectors/keys/rsa2048.pem");
	bench_close(&bench);
}

/* ---- 64 bits ----------------------------------------------------------------------------- */

static signfw_memory *board_memory(const char *board)
{
	signfw_memory *memory = NULL;

	assert_int_equal(signfw_memory_from_board(&memory, board, NULL), SIGNFW_OK);
	return memory;
}

/* What hangs a 32-bit TA, because its pointers wrap, is only a TLV that leaves the area. */
static void a_search_ends_with_64_bits(void **state)
{
	signfw_memory *memory = board_memory("imx8mp");
	struct bench bench;

	(void)state;
	bench_open_good(&bench);
	add_tlv(&bench, 0x77, NULL, 0);
	bench_build(&bench);
	put_u32(bench.container.data + last_value_at(&bench) - 4, 0xfffffff1);
	bench_sign(&bench);
	expect_load(&bench, UNTIL_4_7, SIGNFW_TEE_TARGET_DEAD, "tlv-search", last_value_at(&bench) - 8);
	bench.memory = memory;
	expect_load_by(&bench, "optee-4.4", SIGNFW_TEE_ACCESS_DENIED, "memory",
		       bench.image_at[0] + ELF_SEGMENT(0, p_type));
	bench_close(&bench);
	signfw_memory_free(memory);
}

/* And a length that rounds to 0 leads behind the copy, instead of nowhere. */
static void a_length_that_rounds_to_0_crashes_64_bits(void **state)
{
	signfw_memory *memory = board_memory("imx8mp");
	struct bench bench;

	(void)state;
	bench_open_good(&bench);
	bench_build(&bench);
	put_u32(bench.container.data + CONTAINER_TLV_LENGTH, 0xfffffff9);
	put_u32(bench.container.data + CONTAINER_SIGNATURE_LENGTH, 8);
	put_u32(bench.container.data + CONTAINER_IMAGES_LENGTH, (uint32_t)bench.container.size - CONTAINER_HEADER - 8);
	put_u32(bench.container.data + TLV_AREA, 0x77);
	expect_load(&bench, OPTEE_4_4 | OPTEE_4_10, SIGNFW_TEE_BAD_PARAMETERS, "tlv-missing", TLV_AREA);
	bench.memory = memory;
	for (size_t i = 0; i < 2; i++) {
		bench_load(&bench, i == 0 ? "optee-4.4" : "optee-4.10");
		assert_int_equal(bench.answer.result, SIGNFW_TEE_TARGET_DEAD);
		assert_string_equal(bench.answer.rule, "tlv-search");
		expect_finding(signfw_device_findings(bench.device), "device-crash");
	}
	bench_close(&bench);
	signfw_memory_free(memory);
}

/* ---- encryption ---------------------------------------------------------------------------- */

static void encrypt_segment(struct bench *bench, size_t index, uint8_t *entry)
{
	uint8_t *image = bench->images[0].data;
	const uint32_t offset = get_u32(image + ELF_SEGMENT(index, p_offset));
	const uint32_t size = get_u32(image + ELF_SEGMENT(index, p_filesz)) / 16 * 16;
	const struct span bytes = {image + offset, get_u32(image + ELF_SEGMENT(index, p_filesz))};

	assert_int_equal(sfw_crypto_encrypt((struct span){aes_key, sizeof(aes_key)}, iv,
					    (struct span){image + offset, size}, image + offset, NULL),
			 SIGNFW_OK);
	memcpy(entry, image + ELF_SEGMENT(index, p_type), sizeof(Elf32_Phdr));
	assert_int_equal(sfw_sha256(bytes, entry + 32, NULL), SIGNFW_OK);
	memcpy(entry + 64, iv, sizeof(iv));
}

/* The good image of two segments, or one that the caller made, encrypted; `table` is of this size. */
#define TABLE_SIZE ((size_t)2 * SIGNFW_ENC_ENTRY_SIZE)
static void open_encrypted(struct bench *bench, uint8_t table[TABLE_SIZE], const struct test_file *image)
{
	bench_open(bench, image, 1);
	for (size_t i = 0; i < 2; i++)
		encrypt_segment(bench, i, table + i * SIGNFW_ENC_ENTRY_SIZE);
	bench->tlvs[BENCH_HASHTABLE] = (struct test_tlv){SIGNFW_TLV_ENCTABLE, table, TABLE_SIZE};
	bench->tlvs[BENCH_IMGTYPE].value = "\2";
	add_tlv(bench, SIGNFW_TLV_ENCTYPE, "\1", 1);
	bench->enc_key = aes_key;
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
	uint8_t table[TABLE_SIZE];
	struct signfw_transfer transfer;
	struct bench bench;

	(void)state;
	open_encrypted(&bench, table, &image);
	bench_build_and_sign(&bench);
	expect_load(&bench, ST_4_0, LOADED);
	assert_string_equal(bench.answer.reason, "loaded");
	expect_plaintext(&bench, &plain);
	expect_load(&bench, UPSTREAM, SIGNFW_TEE_NO_DATA, "tlv-missing", TLV_AREA);

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
	uint8_t table[TABLE_SIZE];
	struct bench bench;

	(void)state;
	open_encrypted(&bench, table, &image);
	bench_build_and_sign(&bench);
	expect_load(&bench, ST_4_0, SIGNFW_TEE_BAD_STATE, "decryption", bench.image_at[0] + ELF_SEGMENT(0, p_type));
	bench_close(&bench);
}

static void tlvs_of_encryption_are_checked(void **state)
{
	static const struct {
		size_t tlv; /* the one to be replaced */
		struct test_tlv with;
		uint32_t result;
		const char *rule;
		bool is_missing;
	} rows[] = {
		{BENCH_MORE, {SIGNFW_TLV_ENCTYPE, "\1\1", 2}, SIGNFW_TEE_BAD_PARAMETERS, "tlv-size", false},
		{BENCH_MORE, {SIGNFW_TLV_ENCTYPE, "\2", 1}, SIGNFW_TEE_NOT_SUPPORTED, "encryption-type", false},
		/* an empty one is none */
		{BENCH_MORE, {SIGNFW_TLV_ENCTYPE, NULL, 0}, SIGNFW_TEE_NO_DATA, "tlv-missing", true},
		{BENCH_HASHTABLE, {SIGNFW_TLV_HASHTABLE, iv, 16}, SIGNFW_TEE_NO_DATA, "tlv-missing", true},
		{BENCH_HASHTABLE, {SIGNFW_TLV_ENCTABLE, iv, 16}, SIGNFW_TEE_BAD_PARAMETERS, "tlv-size", false},
		{BENCH_IMGTYPE, {SIGNFW_TLV_IMGTYPE, "\1", 1}, SIGNFW_TEE_BAD_FORMAT, "image-type", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct test_file image = bench_elf();
		uint8_t table[TABLE_SIZE];
		struct bench bench;

		open_encrypted(&bench, table, &image);
		bench.tlvs[rows[i].tlv] = rows[i].with;
		bench_build_and_sign(&bench);
		expect_load(&bench, ST_4_0, rows[i].result, rows[i].rule,
			    rows[i].is_missing ? TLV_AREA : bench_value_at(&bench, rows[i].tlv));
		bench_close(&bench);
	}
	struct bench bench;

	bench_open_good(&bench);
	bench.tlvs[BENCH_IMGTYPE].value = "\2";
	bench_build_and_sign(&bench);
	expect_load(&bench, ALL_VERSIONS, SIGNFW_TEE_BAD_FORMAT, "image-type", bench_value_at(&bench, BENCH_IMGTYPE));
	bench_close(&bench);
}

/* The entries of zeros that the signing script leaves in the table have an address: 0. */
static void zeros_in_the_table_hide_a_segment_at_0(void **state)
{
	static const struct elf_segment segments[] = {{PT_LOAD, 0x10000000, 32, 32}, {PT_LOAD, 0, 16, 16}};
	const struct test_file image = elf_build(segments, 2, NULL, 0);
	uint8_t table[TABLE_SIZE + SIGNFW_ENC_ENTRY_SIZE];
	struct bench bench;

	(void)state;
	open_encrypted(&bench, table, &image);
	bench_build_and_sign(&bench);
	expect_load(&bench, ST_4_0, LOADED);
	free(bench.container.data);
	memmove(table + (size_t)2 * SIGNFW_ENC_ENTRY_SIZE, table + SIGNFW_ENC_ENTRY_SIZE, SIGNFW_ENC_ENTRY_SIZE);
	memset(table + SIGNFW_ENC_ENTRY_SIZE, 0, SIGNFW_ENC_ENTRY_SIZE);
	bench.tlvs[BENCH_HASHTABLE].size = sizeof(table);
	bench_build_and_sign(&bench);
	expect_load(&bench, ST_4_0, SIGNFW_TEE_BAD_PARAMETERS, "hash-entry",
		    bench.image_at[0] + ELF_SEGMENT(1, p_type));
	bench_close(&bench);
}

/* What is in the file is encrypted, so that only its place is checked. */
static void an_encrypted_resource_table_is_not_looked_at(void **state)
{
	static const struct elf_segment segments[] = {{PT_LOAD, 0x10000000, 32, 32}, {PT_LOAD, 0x20000000, 16, 16}};
	static const uint8_t garbage[16] = {7, 7, 7};
	static const struct elf_section section = {".resource_table", 0x20000000, garbage, sizeof(garbage)};
	struct test_file image = elf_build(segments, 2, &section, 1);
	uint8_t table[TABLE_SIZE];
	struct bench bench;

	(void)state;
	open_encrypted(&bench, table, &image);
	bench_build_and_sign(&bench);
	expect_load(&bench, ST_4_0, LOADED);
	bench_close(&bench);
	image = elf_build(segments, 2, &section, 1);
	bench_open(&bench, &image, 1);
	bench_build_and_sign(&bench);
	bench_load(&bench, "st-4.0");
	assert_int_equal(bench.answer.result, SIGNFW_TEE_BAD_FORMAT);
	assert_string_equal(bench.answer.rule, "resource-table");
	bench_close(&bench);
}

/* ---- keys in fuses ----------------------------------------------------------------------------- */

/* A container by the key, with this key information. */
static void open_fused(struct bench *bench, const char *key, const struct test_file *info)
{
	bench_open_good(bench);
	signfw_key_free(bench->key);
	bench->key = load_key(key);
	if (signfw_key_get_type(bench->key) == SIGNFW_KEY_ECDSA)
		bench->tlvs[BENCH_SIGNTYPE].value = "\2";
	add_tlv(bench, SIGNFW_TLV_PKEYINFO, info->data, (uint32_t)info->size);
	bench_build_and_sign(bench);
}

static const struct {
	const char *key, *info;
	size_t ignored, checked; /* a byte of the information that may be anything, and one that may not */
} fused_keys[] = {
	/* the zero in front of the modulus; the algorithm */
	{"vectors/keys/rsa2048.pem", "vectors/keys/rsa2048.spki.der", 32, 12},
	/* all but the first byte */
	{"vectors/keys/ec256.pem", "vectors/keys/ec256.spki.der", 20, 0},
};

static void the_key_is_that_of_the_container(void **state)
{
	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct test_file info = load_file(fused_keys[i].info);
		struct bench bench;

		open_fused(&bench, fused_keys[i].key, &info);
		expect_load_by(&bench, "st-4.0-otp", LOADED);
		/* another signature, of the right length */
		bench.container.data[bench.signature_at + 40] ^= 1;
		expect_load_by(&bench, "st-4.0-otp", SIGNFW_TEE_SIGNATURE_INVALID, "signature", bench.signature_at);
		bench_close(&bench);

		info.data[fused_keys[i].ignored] ^= 1;
		open_fused(&bench, fused_keys[i].key, &info);
		expect_load_by(&bench, "st-4.0-otp", LOADED);
		bench_close(&bench);

		info.data[fused_keys[i].checked] ^= 1;
		open_fused(&bench, fused_keys[i].key, &info);
		expect_load_by(&bench, "st-4.0-otp", SIGNFW_TEE_BAD_FORMAT, "key-info", last_value_at(&bench));
		bench_close(&bench);

		info.data[fused_keys[i].checked] ^= 1;
		info.size--;
		open_fused(&bench, fused_keys[i].key, &info);
		expect_load_by(&bench, "st-4.0-otp", SIGNFW_TEE_BAD_FORMAT, "key-info", last_value_at(&bench));
		bench_close(&bench);
		free(info.data);
	}
}

static void the_key_has_to_be_the_fused_one(void **state)
{
	(void)state;
	for (size_t i = 0; i < 2; i++) {
		static const char *const others[] = {"vectors/keys/rsa4096.pem", "vectors/keys/rsa2048.pem",
						     "vectors/keys/ec256.pem"};
		const struct test_file info = load_file(fused_keys[i].info);
		struct bench bench;

		open_fused(&bench, fused_keys[i].key, &info);
		for (size_t j = 0; j < 3; j++) {
			if (strcmp(others[j], fused_keys[i].key) == 0)
				continue;
			signfw_key_free(bench.key);
			bench.key = load_key(others[j]);
			expect_load_by(&bench, "st-4.0-otp", SIGNFW_TEE_SECURITY, "key-fuses", last_value_at(&bench));
		}
		/* when nobody says what is fused, the key is the right one, and its signature is still checked */
		signfw_key_free(bench.key);
		bench.key = NULL;
		expect_load_by(&bench, "st-4.0-otp", LOADED);
		bench.container.data[bench.signature_at + 40] ^= 1;
		expect_load_by(&bench, "st-4.0-otp", SIGNFW_TEE_SIGNATURE_INVALID, "signature", bench.signature_at);
		bench_close(&bench);
		free(info.data);
	}
}

/* A point that isn't on the curve. */
static void what_is_no_key_verifies_nothing(void **state)
{
	struct test_file info = load_file("vectors/keys/ec256.spki.der");
	struct bench bench;

	(void)state;
	info.data[info.size - 1] ^= 1;
	open_fused(&bench, "vectors/keys/ec256.pem", &info);
	signfw_key_free(bench.key);
	bench.key = NULL;
	expect_load_by(&bench, "st-4.0-otp", SIGNFW_TEE_SIGNATURE_INVALID, "signature", bench.signature_at);
	bench_close(&bench);
	free(info.data);
}

/* ---- booting ------------------------------------------------------------------------------------- */

static void expect_start(const uint8_t address[4], uint32_t result, const char *finding)
{
	static const struct elf_segment segment = {PT_LOAD, 0x80100000, 16, 16};
	const struct test_file image = elf_build(&segment, 1, NULL, 0);
	signfw_memory *memory = board_memory("stm32mp257-ev1");
	struct signfw_answer answer;
	struct bench bench;

	bench_open(&bench, &image, 1);
	add_tlv(&bench, SIGNFW_TLV_BOOTADDR, address, 4);
	bench_build_and_sign(&bench);
	bench.memory = memory;
	expect_load(&bench, ST_4_0, LOADED);
	assert_int_equal(signfw_device_invoke(bench.device, SIGNFW_COMMAND_START, NULL, 0, &answer, NULL), SIGNFW_OK);
	assert_int_equal(answer.result, result);
	assert_string_equal(answer.rule, result == SIGNFW_TEE_SUCCESS ? "started" : "boot-address");
	expect_ids(signfw_device_findings(bench.device), finding);
	bench_close(&bench);
	signfw_memory_free(memory);
}

static void the_boot_address_is_in_memory(void **state)
{
	(void)state;
	expect_start((const uint8_t *)"\0\0\x10\x80", SIGNFW_TEE_SUCCESS, "");
	/* another address of the same place */
	expect_start((const uint8_t *)"\0\0\x10\0", SIGNFW_TEE_SUCCESS, "");
	expect_start((const uint8_t *)"\x40\0\x10\x80", SIGNFW_TEE_SUCCESS, "device-boot-rounded");
	expect_start((const uint8_t *)"\x80\0\x10\x80", SIGNFW_TEE_SUCCESS, "");
	expect_start((const uint8_t *)"\0\0\0\0", SIGNFW_TEE_GENERIC, "");
	/* in a dma-range, but not in a region; and the other way round */
	expect_start((const uint8_t *)"\0\0\0\x20", SIGNFW_TEE_GENERIC, "");
	expect_start((const uint8_t *)"\0\0\0\xf8", SIGNFW_TEE_ACCESS_DENIED, "");
	/* 8 bytes have to be there */
	expect_start((const uint8_t *)"\xfc\xff\x2f\x81", SIGNFW_TEE_GENERIC, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hashtype_is_looked_at),
		cmocka_unit_test(platform_tlvs_go_to_the_driver),
		cmocka_unit_test(what_is_set_is_not_set_again),
		cmocka_unit_test(bootsec_says_yes_whatever_it_says),
		cmocka_unit_test(a_long_tlv_leads_the_platform_walk_astray),
		cmocka_unit_test(a_platform_tlv_without_its_value),
		cmocka_unit_test(a_search_ends_with_64_bits),
		cmocka_unit_test(a_length_that_rounds_to_0_crashes_64_bits),
		cmocka_unit_test(encrypted_segments_are_decrypted),
		cmocka_unit_test(only_whole_blocks_can_be_decrypted),
		cmocka_unit_test(tlvs_of_encryption_are_checked),
		cmocka_unit_test(zeros_in_the_table_hide_a_segment_at_0),
		cmocka_unit_test(an_encrypted_resource_table_is_not_looked_at),
		cmocka_unit_test(the_key_is_that_of_the_container),
		cmocka_unit_test(the_key_has_to_be_the_fused_one),
		cmocka_unit_test(what_is_no_key_verifies_nothing),
		cmocka_unit_test(the_boot_address_is_in_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
