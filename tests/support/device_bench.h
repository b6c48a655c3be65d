/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A good signed container, taken to pieces: a test spoils one of them, has the
 * rest made and signed, and asks devices of all versions what they answer.
 *
 *     bench_open()     good TLVs for the images
 *       ...            spoil a TLV or an image
 *     bench_build()    the container
 *       ...            spoil bytes that are signed
 *     bench_sign()
 *       ...            spoil bytes that aren't
 *     expect_load()
 *     bench_close()
 */
#ifndef TEST_DEVICE_BENCH_H
#define TEST_DEVICE_BENCH_H

#include "container_builder.h"
#include "elf_builder.h"
#include "signfw/container.h"
#include "signfw/device.h"
#include "signfw/key.h"

/* Where the TLV area begins. */
#define BENCH_TLV_AREA CONTAINER_HEADER

/* The TLVs of a good container, in this order. */
enum bench_tlv {
	BENCH_SIGNTYPE,
	BENCH_HASHTYPE,
	BENCH_NUM_IMG,
	BENCH_IMGTYPE,
	BENCH_IMGSIZE,
	BENCH_HASHTABLE,
	BENCH_MORE /* and behind them, those of a test */
};
#define BENCH_TLVS   9
#define BENCH_IMAGES 2

/* Sets of versions. */
enum bench_versions {
	OPTEE_4_1 = 1,
	OPTEE_4_2 = 2,
	OPTEE_4_4 = 4,
	OPTEE_4_8 = 8,
	OPTEE_4_10 = 16,
	ST_4_0 = 32, /* reads TLVs as upstream up to 4.7, and images as upstream up to 4.9 */
	UNTIL_4_7 = OPTEE_4_1 | OPTEE_4_2 | OPTEE_4_4 | ST_4_0,
	UNTIL_4_9 = UNTIL_4_7 | OPTEE_4_8,
	SINCE_4_8 = OPTEE_4_8 | OPTEE_4_10,
	UPSTREAM = OPTEE_4_1 | OPTEE_4_2 | OPTEE_4_4 | SINCE_4_8,
	ALL_VERSIONS = UPSTREAM | ST_4_0
};
#define VERSION_COUNT 6
extern const char *const version_names[VERSION_COUNT]; /* of 1, 2, 4, ... */

struct bench {
	struct test_file images[BENCH_IMAGES]; /* owned; padded to a multiple of 8 */
	size_t image_count;
	uint8_t *table; /* owned: the hash table, of all segments; HASHTABLE has it */
	uint8_t sizes[4 * BENCH_IMAGES];
	struct test_tlv tlvs[BENCH_TLVS];
	size_t tlv_count;
	signfw_key *key;             /* of bench_key() */
	uint64_t heap_size;          /* of the devices; ample */
	uint64_t bits;               /* of the devices; 0: by their memory */
	const signfw_memory *memory; /* of the devices, or NULL */
	const uint8_t *enc_key;      /* of the devices, or NULL */
	/* of bench_build() */
	struct test_file container; /* owned */
	size_t signature_at, image_at[BENCH_IMAGES];
	/* of bench_load() */
	signfw_device *device;
	struct signfw_answer answer;
};

/* Good TLVs for good images, which the bench takes over. */
void bench_open(struct bench *bench, const struct test_file *images, size_t count);

/* Of one image that has two PT_LOAD segments and a resource table: bench_elf(). */
void bench_open_good(struct bench *bench);
struct test_file bench_elf(void);

/* Sections of bench_elf(). */
enum {
	BENCH_TEXT = 1,
	BENCH_RESOURCE_TABLE,
	BENCH_NAMES,
	BENCH_SECTIONS
};

/* The good one, built and signed, its image to be spoiled. */
void bench_open_signed(struct bench *bench);

/* Of one image, with so many zeros behind it that the container ends 4 bytes before its page of memory does. */
void bench_open_to_page(struct bench *bench, const struct test_file *image);

/* Two images of one segment each, the first with a resource table. */
void bench_open_two(struct bench *bench);

/* The good image of two segments, or one that the caller made, encrypted; `table` is of this size. */
#define BENCH_ENC_TABLE_SIZE ((size_t)2 * SIGNFW_ENC_ENTRY_SIZE)
extern const uint8_t bench_aes_key[SIGNFW_ENC_KEY_SIZE];
void bench_open_encrypted(struct bench *bench, uint8_t table[BENCH_ENC_TABLE_SIZE], const struct test_file *image);

/* A key of the test data, loaded once for all benches of a program: that takes longer than a test. */
signfw_key *bench_key(const char *path);

/* Appends a TLV. */
void bench_add_tlv(struct bench *bench, uint32_t type, const void *value, uint32_t size);
void bench_close(struct bench *bench);

/* The container, its signature zero. */
void bench_build(struct bench *bench);
void bench_sign(struct bench *bench);
void bench_build_and_sign(struct bench *bench);

/* Offset in the container of a TLV's value. */
size_t bench_value_at(const struct bench *bench, size_t tlv);
uint64_t bench_last_value_at(const struct bench *bench);

/* An image in the container, and the offset in it of a section header's field. */
uint8_t *bench_image(struct bench *bench, size_t image);
size_t bench_section_at(const struct bench *bench, size_t image, size_t index, size_t field);

/* LOAD on a new device, which replaces the one before. */
void bench_load(struct bench *bench, const char *version);

/* Fails the test unless this version, or all of these, answer so. */
void expect_load_by(struct bench *bench, const char *version, uint32_t result, const char *rule, uint64_t offset);
void expect_load(struct bench *bench, enum bench_versions versions, uint32_t result, const char *rule, uint64_t offset);

void expect_loaded(struct bench *bench, enum bench_versions versions);

/* The offset is one in the first image. */
void expect_refused(struct bench *bench, enum bench_versions versions, uint32_t result, const char *rule,
		    uint64_t offset);

/* Owned by the caller. */
signfw_memory *memory_of_board(const char *board);

#endif
