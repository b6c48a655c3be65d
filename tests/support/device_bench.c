/* SPDX-License-Identifier: BSD-2-Clause */
#include "device_bench.h"

#include <stdlib.h>
#include <string.h>

#include "crypto/cipher.h"
#include "crypto/digest.h"
#include "crypto/signature.h"
#include "key/signing_key.h"

const char *const version_names[VERSION_COUNT] = {"optee-4.1", "optee-4.2",  "optee-4.4",
						  "optee-4.8", "optee-4.10", "st-4.0"};

const uint8_t bench_aes_key[SIGNFW_ENC_KEY_SIZE] = {1, 2, 3, 4};
static const uint8_t encryption_iv[SIGNFW_ENC_IV_SIZE] = {5, 6, 7};

/* Hash table entry: program header, SHA-256. */
#define ENTRY_DIGEST sizeof(Elf32_Phdr)

static uint16_t phnum_of(const struct test_file *image)
{
	return (uint16_t)get_u32(image->data + ELF_HEADER(e_phnum));
}

static void pad(struct test_file *image)
{
	const size_t size = (image->size + 7) / 8 * 8;

	image->data = realloc(image->data, size);
	assert_non_null(image->data);
	memset(image->data + image->size, 0, size - image->size);
	image->size = size;
}

/* Appends the entries of an image; returns how many there are then. */
static size_t append_entries(struct bench *bench, size_t count, const struct test_file *image)
{
	const size_t more = phnum_of(image);

	bench->table = realloc(bench->table, (count + more) * SIGNFW_HASH_ENTRY_SIZE);
	assert_non_null(bench->table);
	for (size_t i = 0; i < more; i++) {
		const uint8_t *header = image->data + ELF_SEGMENT(i, p_type);
		uint8_t *entry = bench->table + (count + i) * SIGNFW_HASH_ENTRY_SIZE;
		const struct span bytes = {image->data + get_u32(header + offsetof(Elf32_Phdr, p_offset)),
					   get_u32(header + offsetof(Elf32_Phdr, p_filesz))};

		memcpy(entry, header, sizeof(Elf32_Phdr));
		assert_int_equal(sfw_sha256(bytes, entry + ENTRY_DIGEST, NULL), SIGNFW_OK);
	}
	return count + more;
}

signfw_key *bench_key(const char *path)
{
	static struct {
		const char *path;
		signfw_key *key;
	} keys[4];
	size_t i = 0;

	while (keys[i].path != NULL && strcmp(keys[i].path, path) != 0)
		assert_true(++i < sizeof(keys) / sizeof(keys[0]));
	if (keys[i].path == NULL) {
		keys[i].key = load_key(path);
		keys[i].path = path;
	}
	return keys[i].key;
}

void bench_open(struct bench *bench, const struct test_file *images, size_t count)
{
	size_t entries = 0;

	*bench = (struct bench){.image_count = count, .heap_size = 1 << 20};
	bench->key = bench_key("vectors/keys/rsa2048.pem");
	for (size_t i = 0; i < count; i++) {
		bench->images[i] = images[i];
		pad(&bench->images[i]);
		put_u32(bench->sizes + 4 * i, (uint32_t)bench->images[i].size);
		entries = append_entries(bench, entries, &bench->images[i]);
	}
	const struct test_tlv tlvs[BENCH_MORE] = {
		[BENCH_SIGNTYPE] = {SIGNFW_TLV_SIGNTYPE, "\1", 1},
		[BENCH_HASHTYPE] = {SIGNFW_TLV_HASHTYPE, "\1", 1},
		[BENCH_NUM_IMG] = {SIGNFW_TLV_NUM_IMG, count == 1 ? "\1" : "\2", 1},
		[BENCH_IMGTYPE] = {SIGNFW_TLV_IMGTYPE, "\1\1", (uint32_t)count},
		[BENCH_IMGSIZE] = {SIGNFW_TLV_IMGSIZE, bench->sizes, (uint32_t)(4 * count)},
		[BENCH_HASHTABLE] = {SIGNFW_TLV_HASHTABLE, bench->table, (uint32_t)(entries * SIGNFW_HASH_ENTRY_SIZE)},
	};

	memcpy(bench->tlvs, tlvs, sizeof(tlvs));
	bench->tlv_count = BENCH_MORE;
}

struct test_file bench_elf(void)
{
	static const struct elf_segment segments[] = {
		{PT_LOAD, 0x10000000, 64, 64},
		{PT_LOAD, 0x20000000, 16, 32},
	};
	/* version 1, one entry */
	static const uint8_t table[24] = {1, 0, 0, 0, 1};
	static const struct elf_section sections[] = {
		{".text", 0x10000000, NULL, 8},
		{".resource_table", 0x20000000, table, sizeof(table)},
	};

	return elf_build(segments, 2, sections, 2);
}

void bench_open_good(struct bench *bench)
{
	const struct test_file image = bench_elf();

	bench_open(bench, &image, 1);
}

/* Two images of one segment each, the first with a resource table. */
void bench_open_two(struct bench *bench)
{
	static const struct elf_segment first[] = {{PT_LOAD, 0x10000000, 64, 64}};
	static const struct elf_segment second[] = {{PT_LOAD, 0x20000000, 24, 24}};
	static const uint8_t table[16] = {1};
	static const struct elf_section sections[] = {{".resource_table", 0x30000000, table, sizeof(table)}};
	const struct test_file images[] = {elf_build(first, 1, sections, 1), elf_build(second, 1, NULL, 0)};

	bench_open(bench, images, 2);
}

static void encrypt_segment(struct bench *bench, size_t index, uint8_t *entry)
{
	uint8_t *image = bench->images[0].data;
	const uint32_t offset = get_u32(image + ELF_SEGMENT(index, p_offset));
	const uint32_t size = get_u32(image + ELF_SEGMENT(index, p_filesz)) / 16 * 16;
	const struct span bytes = {image + offset, get_u32(image + ELF_SEGMENT(index, p_filesz))};

	assert_int_equal(sfw_crypto_encrypt((struct span){bench_aes_key, sizeof(bench_aes_key)}, encryption_iv,
					    (struct span){image + offset, size}, image + offset, NULL),
			 SIGNFW_OK);
	memcpy(entry, image + ELF_SEGMENT(index, p_type), sizeof(Elf32_Phdr));
	assert_int_equal(sfw_sha256(bytes, entry + 32, NULL), SIGNFW_OK);
	memcpy(entry + 64, encryption_iv, sizeof(encryption_iv));
}

void bench_open_encrypted(struct bench *bench, uint8_t table[BENCH_ENC_TABLE_SIZE], const struct test_file *image)
{
	bench_open(bench, image, 1);
	for (size_t i = 0; i < 2; i++)
		encrypt_segment(bench, i, table + i * SIGNFW_ENC_ENTRY_SIZE);
	bench->tlvs[BENCH_HASHTABLE] = (struct test_tlv){SIGNFW_TLV_ENCTABLE, table, BENCH_ENC_TABLE_SIZE};
	bench->tlvs[BENCH_IMGTYPE].value = "\2";
	bench_add_tlv(bench, SIGNFW_TLV_ENCTYPE, "\1", 1);
	bench->enc_key = bench_aes_key;
}

void bench_close(struct bench *bench)
{
	for (size_t i = 0; i < bench->image_count; i++)
		free(bench->images[i].data);
	free(bench->table);
	free(bench->container.data);
	signfw_device_free(bench->device);
}

void bench_build(struct bench *bench)
{
	const uint32_t signature_size =
		(uint32_t)sfw_signature_size(sfw_algorithm_of_key(bench->key->key.kind), bench->key->key.bits);
	uint32_t size = 0;

	for (size_t i = 0; i < bench->image_count; i++)
		size += (uint32_t)bench->images[i].size;
	bench->container = container_build(bench->tlvs, bench->tlv_count, signature_size, size);
	bench->signature_at = container_tlv_at(bench->tlvs, bench->tlv_count);
	size_t at = bench->signature_at + signature_size;

	for (size_t i = 0; i < bench->image_count; i++) {
		memcpy(bench->container.data + at, bench->images[i].data, bench->images[i].size);
		bench->image_at[i] = at;
		at += bench->images[i].size;
	}
}

void bench_sign(struct bench *bench)
{
	const struct span part = {bench->container.data, bench->signature_at};

	size_t size;

	assert_int_equal(sfw_crypto_sign(&bench->key->key, sfw_algorithm_of_key(bench->key->key.kind), &part, 1, false,
					 bench->container.data + bench->signature_at, &size, NULL),
			 SIGNFW_OK);
}

void bench_open_to_page(struct bench *bench, const struct test_file *image)
{
	bench_open(bench, image, 1);
	bench_build(bench);
	struct test_file *padded = &bench->images[0];
	const size_t missing = (2 * 4096 - 4 - bench->container.size % 4096) % 4096;

	free(bench->container.data);
	bench->container = (struct test_file){0};
	padded->data = realloc(padded->data, padded->size + missing);
	assert_non_null(padded->data);
	memset(padded->data + padded->size, 0, missing);
	padded->size += missing;
	put_u32(bench->sizes, (uint32_t)padded->size);
}

void bench_build_and_sign(struct bench *bench)
{
	bench_build(bench);
	bench_sign(bench);
}

/* A good container, its image to be spoiled. */
void bench_open_signed(struct bench *bench)
{
	bench_open_good(bench);
	bench_build_and_sign(bench);
}

size_t bench_value_at(const struct bench *bench, size_t tlv)
{
	return container_tlv_at(bench->tlvs, tlv) + 8;
}

uint8_t *bench_image(struct bench *bench, size_t image)
{
	return bench->container.data + bench->image_at[image];
}

size_t bench_section_at(const struct bench *bench, size_t image, size_t index, size_t field)
{
	const uint8_t *elf = bench->images[image].data;

	return get_u32(elf + ELF_HEADER(e_shoff)) + index * sizeof(Elf32_Shdr) + field;
}

void bench_add_tlv(struct bench *bench, uint32_t type, const void *value, uint32_t size)
{
	bench->tlvs[bench->tlv_count++] = (struct test_tlv){type, value, size};
}

/* Where the value of the last TLV is. */
uint64_t bench_last_value_at(const struct bench *bench)
{
	return bench_value_at(bench, bench->tlv_count - 1);
}

void bench_load(struct bench *bench, const char *version)
{
	struct signfw_device_options options = SIGNFW_DEVICE_OPTIONS_INIT;

	signfw_device_free(bench->device);
	bench->device = NULL;
	options.version = version;
	options.key = bench->key;
	options.heap_size = bench->heap_size;
	options.bits = bench->bits;
	options.memory = bench->memory;
	options.enc_key = bench->enc_key;
	assert_int_equal(signfw_device_new(&bench->device, &options, NULL), SIGNFW_OK);
	/* of the very size, so that reading behind the end is noticed */
	uint8_t *buffer = malloc(bench->container.size);

	assert_non_null(buffer);
	memcpy(buffer, bench->container.data, bench->container.size);
	assert_int_equal(signfw_device_invoke(bench->device, SIGNFW_COMMAND_LOAD, buffer, bench->container.size,
					      &bench->answer, NULL),
			 SIGNFW_OK);
	free(buffer);
}

void expect_load_by(struct bench *bench, const char *version, uint32_t result, const char *rule, uint64_t offset)
{
	const struct signfw_answer *answer = &bench->answer;

	bench_load(bench, version);
	if (answer->result != result || strcmp(answer->rule, rule) != 0 || answer->offset != offset)
		fail_msg("%s answers 0x%08x [%s, offset 0x%llx] (%s), expected 0x%08x [%s, offset 0x%llx]", version,
			 answer->result, answer->rule, (unsigned long long)answer->offset, answer->reason, result, rule,
			 (unsigned long long)offset);
}

void expect_load(struct bench *bench, enum bench_versions versions, uint32_t result, const char *rule, uint64_t offset)
{
	for (size_t i = 0; i < VERSION_COUNT; i++)
		if (((unsigned)versions >> i & 1) != 0)
			expect_load_by(bench, version_names[i], result, rule, offset);
}

void expect_loaded(struct bench *bench, enum bench_versions versions)
{
	expect_load(bench, versions, SIGNFW_TEE_SUCCESS, "loaded", SIGNFW_NO_OFFSET);
}

/* The offset is one in the first image. */
void expect_refused(struct bench *bench, enum bench_versions versions, uint32_t result, const char *rule,
		    uint64_t offset)
{
	expect_load(bench, versions, result, rule, bench->image_at[0] + offset);
}

signfw_memory *memory_of_board(const char *board)
{
	signfw_memory *memory = NULL;

	assert_int_equal(signfw_memory_from_board(&memory, board, NULL), SIGNFW_OK);
	return memory;
}
