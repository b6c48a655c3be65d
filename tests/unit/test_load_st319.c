/* SPDX-License-Identifier: BSD-2-Clause */
/* LOAD of ST's 3.19 beta: its container, whose TLVs are behind the images, and what it does with it. */
#include <stdlib.h>
#include <string.h>

#include "crypto/signature.h"
#include "device_bench.h"
#include "key/signing_key.h"

#define DEVICE "st-3.19"
#define LOADED SIGNFW_TEE_SUCCESS, "loaded", SIGNFW_NO_OFFSET

/* The fields of the header. */
enum {
	H_VERSION = 4,
	H_SIGNATURE_LENGTH = 8,
	H_IMAGES_LENGTH = 12,
	H_TLV_LENGTH = 16,
	H_PLATFORM_LENGTH = 20,
	HEADER_SIZE = 24
};

#define SBOOTADDR  0x21
#define NSBOOTADDR 0x22

/* Of platform TLVs, at most. */
#define PLATFORM_MAX 2

/* A container in pieces: `bench` has the TLVs of the first chunk. */
struct maker {
	struct bench bench;
	struct test_tlv platform[PLATFORM_MAX];
	size_t platform_count;
	size_t trailer_at, platform_at;
};

static size_t record_size(const struct test_tlv *tlv)
{
	return (4 + (size_t)tlv->size + 7) / 8 * 8;
}

static size_t chunk_size(const struct test_tlv *tlvs, size_t count)
{
	size_t size = 8;

	for (size_t i = 0; i < count; i++)
		size += record_size(&tlvs[i]);
	return size;
}

static void put_chunk(uint8_t *at, uint32_t magic, const struct test_tlv *tlvs, size_t count)
{
	put_u32(at, magic);
	put_u32(at + 4, (uint32_t)chunk_size(tlvs, count) - 8);
	at += 8;
	for (size_t i = 0; i < count; i++) {
		put_u16(at, (uint16_t)tlvs[i].type);
		put_u16(at + 2, (uint16_t)tlvs[i].size);
		if (tlvs[i].size > 0)
			memcpy(at + 4, tlvs[i].value, tlvs[i].size);
		at += record_size(&tlvs[i]);
	}
}

/* Where TLV `index` of the first chunk has its value. */
static uint64_t value_at(const struct maker *maker, size_t index)
{
	size_t at = maker->trailer_at + 8;

	for (size_t i = 0; i < index; i++)
		at += record_size(&maker->bench.tlvs[i]);
	return at + 4;
}

static void sign(struct maker *maker)
{
	struct bench *bench = &maker->bench;
	uint8_t *data = bench->container.data;
	const struct span parts[] = {{data, HEADER_SIZE},
				     {data + maker->trailer_at, bench->container.size - maker->trailer_at}};
	size_t size;

	assert_int_equal(sfw_crypto_sign(&bench->key->key, sfw_algorithm_of_key(bench->key->key.kind), parts, 2, false,
					 data + HEADER_SIZE, &size, NULL),
			 SIGNFW_OK);
}

static void build(struct maker *maker)
{
	struct bench *bench = &maker->bench;
	const size_t signature_size =
		sfw_signature_size(sfw_algorithm_of_key(bench->key->key.kind), bench->key->key.bits);
	const size_t tlv_size = chunk_size(bench->tlvs, bench->tlv_count);
	const size_t platform_size =
		maker->platform_count == 0 ? 0 : chunk_size(maker->platform, maker->platform_count);
	size_t images = 0;

	for (size_t i = 0; i < bench->image_count; i++) {
		bench->image_at[i] = HEADER_SIZE + signature_size + images;
		images += bench->images[i].size;
	}
	maker->trailer_at = HEADER_SIZE + signature_size + images;
	maker->platform_at = maker->trailer_at + tlv_size;
	bench->container.size = maker->platform_at + platform_size;
	bench->container.data = calloc(1, bench->container.size);
	assert_non_null(bench->container.data);
	uint8_t *data = bench->container.data;

	put_u32(data, 0x3543a468);
	put_u32(data + H_VERSION, 1);
	put_u32(data + H_SIGNATURE_LENGTH, (uint32_t)signature_size);
	put_u32(data + H_IMAGES_LENGTH, (uint32_t)images);
	put_u32(data + H_TLV_LENGTH, (uint32_t)tlv_size);
	put_u32(data + H_PLATFORM_LENGTH, (uint32_t)platform_size);
	for (size_t i = 0; i < bench->image_count; i++)
		memcpy(data + bench->image_at[i], bench->images[i].data, bench->images[i].size);
	put_chunk(data + maker->trailer_at, 0x6907, bench->tlvs, bench->tlv_count);
	if (platform_size > 0)
		put_chunk(data + maker->platform_at, 0x6908, maker->platform, maker->platform_count);
	sign(maker);
}

/* Good TLVs for good images, with a boot address. */
static void open_images(struct maker *maker, const struct test_file *images, size_t count)
{
	*maker = (struct maker){.platform = {{NSBOOTADDR, "\0\0\0\x10", 4}}, .platform_count = 1};
	bench_open(&maker->bench, images, count);
}

static void open_good(struct maker *maker)
{
	const struct test_file image = bench_elf();

	open_images(maker, &image, 1);
}

static void a_good_container_is_loaded(void **state)
{
	struct maker maker;

	(void)state;
	open_good(&maker);
	build(&maker);
	expect_load_by(&maker.bench, DEVICE, LOADED);
	expect_ids(signfw_device_findings(maker.bench.device), "");
	assert_int_equal(signfw_device_transfer_count(maker.bench.device), 3);
	bench_close(&maker.bench);
}

/* ---- header and trailer ------------------------------------------------------------ */

static void a_bad_header_is_refused(void **state)
{
	static const struct {
		size_t field;
		uint32_t value;
		const char *rule;
		uint64_t offset;
	} rows[] = {
		{0, 0x3543a469, "magic", 0},
		{H_VERSION, 2, "version", H_VERSION},
		{H_SIGNATURE_LENGTH, 0, "head-size", H_SIGNATURE_LENGTH},
		{H_SIGNATURE_LENGTH, 0x10000, "head-size", H_SIGNATURE_LENGTH},
		/* the sum wraps: hardly anything is copied */
		{H_SIGNATURE_LENGTH, 0xfffffff0, "size", H_IMAGES_LENGTH},
		{H_IMAGES_LENGTH, 0, "size", H_IMAGES_LENGTH},
		{H_TLV_LENGTH, 0, "size", H_IMAGES_LENGTH},
		{H_PLATFORM_LENGTH, 0, "size", H_IMAGES_LENGTH},
		{H_PLATFORM_LENGTH, 0xffffffff, "size", H_IMAGES_LENGTH},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct maker maker;

		open_good(&maker);
		build(&maker);
		put_u32(maker.bench.container.data + rows[i].field, rows[i].value);
		sign(&maker);
		expect_load_by(&maker.bench, DEVICE, SIGNFW_TEE_CORRUPT_OBJECT, rows[i].rule, rows[i].offset);
		/* what was copied is freed twice */
		if (strcmp(rows[i].rule, "head-size") == 0)
			expect_ids(signfw_device_findings(maker.bench.device), "");
		else
			expect_only(signfw_device_findings(maker.bench.device), "device-crash", SIGNFW_WARNING,
				    rows[i].offset);
		bench_close(&maker.bench);
	}
}

static void a_short_buffer_is_refused(void **state)
{
	static const size_t sizes[] = {1, 8, HEADER_SIZE, HEADER_SIZE + 256};
	struct maker maker;

	(void)state;
	open_good(&maker);
	build(&maker);
	maker.bench.container.size--;
	expect_load_by(&maker.bench, DEVICE, SIGNFW_TEE_CORRUPT_OBJECT, "size", H_IMAGES_LENGTH);
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		maker.bench.container.size = sizes[i];
		expect_load_by(&maker.bench, DEVICE, SIGNFW_TEE_CORRUPT_OBJECT, "head-size", H_SIGNATURE_LENGTH);
	}
	bench_close(&maker.bench);
}

static void a_bad_chunk_is_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < 4; i++) {
		struct maker maker;

		open_good(&maker);
		build(&maker);
		/* magic and length of each */
		maker.bench.container.data[(i < 2 ? maker.trailer_at : maker.platform_at) + 4 * (i % 2)] ^= 8;
		sign(&maker);
		expect_load_by(&maker.bench, DEVICE, SIGNFW_TEE_CORRUPT_OBJECT, "trailer", maker.trailer_at);
		bench_close(&maker.bench);
	}
}

static void there_has_to_be_a_trailer(void **state)
{
	struct maker maker;

	(void)state;
	open_good(&maker);
	build(&maker);
	put_u32(maker.bench.container.data + H_TLV_LENGTH, 0);
	put_u32(maker.bench.container.data + H_PLATFORM_LENGTH, 0);
	maker.bench.container.size = maker.trailer_at;
	expect_load_by(&maker.bench, DEVICE, SIGNFW_TEE_CORRUPT_OBJECT, "trailer", H_TLV_LENGTH);
	bench_close(&maker.bench);
}

/* Of a larger heap, more is taken before it is used up. */
static void the_metadata_has_to_fit_into_the_heap(void **state)
{
	static const char *const rules[] = {"heap-head", "heap-signature", "heap-table", "loaded"};
	static const struct elf_segment segment = {PT_LOAD, 0x10000000, 0, 0};
	struct elf_segment segments[8];
	struct maker maker;
	size_t step = 0;

	(void)state;
	for (size_t i = 0; i < 8; i++)
		segments[i] = segment;
	const struct test_file image = elf_build(segments, 8, NULL, 0);

	open_images(&maker, &image, 1);
	build(&maker);
	for (uint64_t heap = 16; heap <= 4096; heap += 16) {
		maker.bench.heap_size = heap;
		bench_load(&maker.bench, DEVICE);
		step += step < 3 && strcmp(maker.bench.answer.rule, rules[step + 1]) == 0;
		assert_true(maker.bench.answer.result == SIGNFW_TEE_OUT_OF_MEMORY || step == 3);
	}
	assert_int_equal(step, 3);
	bench_close(&maker.bench);
}

/* ---- TLVs ---------------------------------------------------------------------------- */

static void a_bad_tlv_is_refused(void **state)
{
	static const struct {
		size_t tlv;
		const void *value;
		uint32_t size, result;
		const char *rule;
	} rows[] = {
		{BENCH_SIGNTYPE, NULL, 0, SIGNFW_TEE_CORRUPT_OBJECT, "tlv-missing"},
		{BENCH_SIGNTYPE, "\1\1", 2, SIGNFW_TEE_CORRUPT_OBJECT, "tlv-missing"},
		{BENCH_SIGNTYPE, "\2", 1, SIGNFW_TEE_NOT_SUPPORTED, "signature-type"},
		{BENCH_SIGNTYPE, "\3", 1, SIGNFW_TEE_NOT_SUPPORTED, "signature-type"},
		{BENCH_HASHTYPE, "\3", 1, SIGNFW_TEE_SUCCESS, "loaded"},
		{BENCH_HASHTABLE, NULL, 0, SIGNFW_TEE_NO_DATA, "tlv-missing"},
		/* a table of another length is none, but nobody says so */
		{BENCH_HASHTABLE, "table", 5, SIGNFW_TEE_NO_DATA, "hash-entry"},
		{BENCH_NUM_IMG, NULL, 0, SIGNFW_TEE_NO_DATA, "tlv-missing"},
		{BENCH_NUM_IMG, "\1\1", 2, SIGNFW_TEE_BAD_FORMAT, "tlv-size"},
		{BENCH_NUM_IMG, "\0", 1, SIGNFW_TEE_SUCCESS, "loaded"},
		{BENCH_NUM_IMG, "\2", 1, SIGNFW_TEE_BAD_FORMAT, "image-type"},
		{BENCH_IMGTYPE, NULL, 0, SIGNFW_TEE_NO_DATA, "tlv-missing"},
		{BENCH_IMGTYPE, "\1\1", 2, SIGNFW_TEE_BAD_FORMAT, "image-type"},
		{BENCH_IMGTYPE, "\2", 1, SIGNFW_TEE_BAD_FORMAT, "image-type"},
		{BENCH_IMGSIZE, NULL, 0, SIGNFW_TEE_NO_DATA, "tlv-missing"},
		/* of the wrong length it is 0, and nothing is inside of that */
		{BENCH_IMGSIZE, "\0\1\0", 3, SIGNFW_TEE_CORRUPT_OBJECT, "program-headers"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct maker maker;

		open_good(&maker);
		maker.bench.tlvs[rows[i].tlv].value = rows[i].value;
		maker.bench.tlvs[rows[i].tlv].size = rows[i].size;
		build(&maker);
		bench_load(&maker.bench, DEVICE);
		if (maker.bench.answer.result != rows[i].result || strcmp(maker.bench.answer.rule, rows[i].rule) != 0)
			fail_msg("row %zu: 0x%08x [%s] %s", i, maker.bench.answer.result, maker.bench.answer.rule,
				 maker.bench.answer.reason);
		bench_close(&maker.bench);
	}
}

/* The entries that are whole don't count either. */
static void a_table_with_half_an_entry_is_none(void **state)
{
	struct maker maker;
	uint8_t longer[256] = {0};

	(void)state;
	open_good(&maker);
	struct test_tlv *table = &maker.bench.tlvs[BENCH_HASHTABLE];

	assert_true(table->size >= 1 && table->size <= sizeof(longer) - 32);
	memcpy(longer, table->value, table->size);
	*table = (struct test_tlv){table->type, longer, table->size + 32};
	build(&maker);
	bench_load(&maker.bench, DEVICE);
	assert_int_equal(maker.bench.answer.result, SIGNFW_TEE_NO_DATA);
	assert_string_equal(maker.bench.answer.rule, "hash-entry");
	bench_close(&maker.bench);
}

/* Lengths aren't compared with the chunk: the value may be in the next one, or nowhere. */
static void a_tlv_may_leave_its_chunk(void **state)
{
	struct maker maker;

	(void)state;
	open_good(&maker);
	build(&maker);
	put_u16(maker.bench.container.data + value_at(&maker, BENCH_HASHTABLE) - 2, 0xffc0);
	sign(&maker);
	expect_load_by(&maker.bench, DEVICE, SIGNFW_TEE_TARGET_DEAD, "tlv-search", value_at(&maker, BENCH_HASHTABLE));
	/* the driver has its address by then */
	expect_ids(signfw_device_findings(maker.bench.device), "device-crash device-boot-kept");
	bench_close(&maker.bench);
}

/* The last TLV of a chunk that is shorter than it: what it has for the second image isn't there. */
static void what_is_said_of_an_image_may_be_outside(void **state)
{
	static const struct elf_segment segments[] = {{PT_LOAD, 0x10000000, 16, 16}, {PT_LOAD, 0x20000000, 16, 16}};
	const struct test_file images[] = {elf_build(segments, 1, NULL, 0), elf_build(segments + 1, 1, NULL, 0)};
	struct maker maker;

	(void)state;
	open_images(&maker, images, 2);
	maker.bench.tlvs[maker.bench.tlv_count++] = maker.bench.tlvs[BENCH_IMGSIZE];
	maker.bench.tlvs[BENCH_IMGSIZE] = (struct test_tlv){0x77, NULL, 0};
	maker.platform_count = 0;
	build(&maker);
	uint8_t *data = maker.bench.container.data;
	const uint32_t size = get_u32(data + H_TLV_LENGTH) - 8;

	put_u32(data + H_TLV_LENGTH, size);
	put_u32(data + maker.trailer_at + 4, size - 8);
	maker.bench.container.size -= 8;
	sign(&maker);
	expect_load_by(&maker.bench, DEVICE, SIGNFW_TEE_TARGET_DEAD, "tlv-search", maker.bench.container.size);
	bench_close(&maker.bench);
}

static void key_information_may_be_outside(void **state)
{
	struct maker maker;

	(void)state;
	open_good(&maker);
	maker.bench.tlvs[BENCH_HASHTYPE] = (struct test_tlv){SIGNFW_TLV_PKEYINFO, "info", 4};
	build(&maker);
	expect_load_by(&maker.bench, DEVICE, LOADED);
	put_u16(maker.bench.container.data + value_at(&maker, BENCH_HASHTYPE) - 2, 0xffff);
	expect_load_by(&maker.bench, DEVICE, SIGNFW_TEE_TARGET_DEAD, "tlv-search", value_at(&maker, BENCH_HASHTYPE));
	bench_close(&maker.bench);
}

static void header_and_trailer_are_signed(void **state)
{
	struct maker maker;

	(void)state;
	open_good(&maker);
	build(&maker);
	const size_t places[] = {HEADER_SIZE, (size_t)value_at(&maker, BENCH_HASHTABLE),
				 maker.bench.container.size - 1};

	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		maker.bench.container.data[places[i]] ^= 1;
		expect_load_by(&maker.bench, DEVICE, SIGNFW_TEE_SIGNATURE_INVALID, "signature", HEADER_SIZE);
		maker.bench.container.data[places[i]] ^= 1;
	}
	bench_close(&maker.bench);
}

/* ---- platform TLVs ------------------------------------------------------------------------- */

static signfw_memory *ram(void)
{
	static const struct signfw_region regions[] = {
		{"one", 0x10000000, 0x10000000, 0x1000, SIGNFW_REACH_UNKNOWN},
		{"two", 0x20000000, 0x20000000, 0x1000, SIGNFW_REACH_UNKNOWN},
	};
	signfw_memory *memory = NULL;

	assert_int_equal(signfw_memory_from_regions(&memory, regions, 2, NULL), SIGNFW_OK);
	return memory;
}

static void boot_addresses_are_in_memory(void **state)
{
	static const struct {
		struct test_tlv tlv;
		uint32_t result;
		const char *rule;
	} rows[] = {
		{{SBOOTADDR, "\0\0\0\x10", 4}, SIGNFW_TEE_SUCCESS, "loaded"},
		{{NSBOOTADDR, "\0\0\0\x20", 4}, SIGNFW_TEE_SUCCESS, "loaded"},
		/* the end of a region is taken for inside */
		{{NSBOOTADDR, "\0\x10\0\x20", 4}, SIGNFW_TEE_SUCCESS, "loaded"},
		{{NSBOOTADDR, "\1\x10\0\x20", 4}, SIGNFW_TEE_CORRUPT_OBJECT, "boot-address"},
		{{SBOOTADDR, "\0\0\0\x30", 4}, SIGNFW_TEE_CORRUPT_OBJECT, "boot-address"},
		{{SBOOTADDR, "\0\0\x10", 3}, SIGNFW_TEE_CORRUPT_OBJECT, "tlv-size"},
		{{0x23, "\0\0\0\x10", 4}, SIGNFW_TEE_NOT_IMPLEMENTED, "platform-tlv"},
	};
	signfw_memory *memory = ram();

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const bool loads = rows[i].result == SIGNFW_TEE_SUCCESS;
		struct maker maker;

		open_good(&maker);
		maker.platform[0] = rows[i].tlv;
		build(&maker);
		maker.bench.memory = memory;
		expect_load_by(&maker.bench, DEVICE, rows[i].result, rows[i].rule,
			       loads ? SIGNFW_NO_OFFSET : maker.platform_at + 12);
		bench_close(&maker.bench);
	}
	signfw_memory_free(memory);
}

static void without_platform_tlvs_it_reads_behind_its_copy(void **state)
{
	struct signfw_finding finding;
	struct signfw_answer answer;
	struct maker maker;

	(void)state;
	open_good(&maker);
	maker.platform_count = 0;
	build(&maker);
	expect_load_by(&maker.bench, DEVICE, LOADED);
	expect_ids(signfw_device_findings(maker.bench.device), "device-reads-behind device-start-fails");
	assert_int_equal(signfw_findings_get(signfw_device_findings(maker.bench.device), 0, &finding), SIGNFW_OK);
	assert_int_equal(finding.offset, H_PLATFORM_LENGTH);
	assert_int_equal(signfw_device_invoke(maker.bench.device, SIGNFW_COMMAND_START, NULL, 0, &answer, NULL),
			 SIGNFW_OK);
	assert_int_equal(answer.result, SIGNFW_TEE_BAD_STATE);
	bench_close(&maker.bench);
}

/* It isn't refused as in 4.0, but what says nothing is started there. */
static void a_boot_address_outlives_a_refusal(void **state)
{
	struct signfw_answer answer;
	struct maker maker;

	(void)state;
	open_good(&maker);
	maker.platform[1] = (struct test_tlv){SBOOTADDR, "\x10\0\0\x20", 4};
	maker.platform_count = 2;
	build(&maker);
	maker.bench.container.data[maker.bench.image_at[0]] = 0;
	expect_load_by(&maker.bench, DEVICE, SIGNFW_TEE_BAD_FORMAT, "elf-header", maker.bench.image_at[0]);
	expect_only(signfw_device_findings(maker.bench.device), "device-boot-kept", SIGNFW_WARNING,
		    maker.bench.image_at[0]);
	maker.bench.container.data[maker.bench.image_at[0]] = 0x7f;
	assert_int_equal(signfw_device_invoke(maker.bench.device, SIGNFW_COMMAND_LOAD, maker.bench.container.data,
					      maker.bench.container.size, &answer, NULL),
			 SIGNFW_OK);
	assert_int_equal(answer.result, SIGNFW_TEE_SUCCESS);
	assert_int_equal(signfw_device_invoke(maker.bench.device, SIGNFW_COMMAND_START, NULL, 0, &answer, NULL),
			 SIGNFW_OK);
	assert_int_equal(answer.result, SIGNFW_TEE_SUCCESS);
	/* the vector register keeps multiples of 128 */
	expect_only(signfw_device_findings(maker.bench.device), "device-boot-rounded", SIGNFW_WARNING,
		    SIGNFW_NO_OFFSET);
	bench_close(&maker.bench);
}

/* ---- images ----------------------------------------------------------------------------------- */

/* Memory whose device addresses are others than the physical ones. */
static signfw_memory *moved_ram(void)
{
	static const struct signfw_region regions[] = {
		{"elsewhere", 0x10000000, 0x30000000, 0x1000, SIGNFW_REACH_UNKNOWN},
		{"ram", 0x40000000, 0x20000000, 0x1000, SIGNFW_REACH_UNKNOWN},
	};
	signfw_memory *memory = NULL;

	assert_int_equal(signfw_memory_from_regions(&memory, regions, 2, NULL), SIGNFW_OK);
	return memory;
}

/* The answer to an image, where the device has this memory. */
static void expect_in(const signfw_memory *memory, const struct test_file *image, uint32_t result)
{
	struct maker maker;

	open_images(&maker, image, 1);
	maker.platform[0] = (struct test_tlv){NSBOOTADDR, "\0\0\0\x20", 4};
	build(&maker);
	maker.bench.memory = memory;
	bench_load(&maker.bench, DEVICE);
	assert_int_equal(maker.bench.answer.result, result);
	bench_close(&maker.bench);
}

/* Device addresses are physical ones, and the end of a region can't be filled with zeros. */
static void segments_go_to_physical_addresses(void **state)
{
	static const struct {
		uint32_t address, filesz, memsz, result;
	} rows[] = {
		{0x20000000, 16, 16, SIGNFW_TEE_SUCCESS},       {0x10000000, 16, 16, SIGNFW_TEE_ACCESS_DENIED},
		{0x20000ff0, 16, 16, SIGNFW_TEE_SUCCESS},       {0x20000fe0, 16, 31, SIGNFW_TEE_SUCCESS},
		{0x20000fe0, 16, 32, SIGNFW_TEE_ACCESS_DENIED}, {0x20000fe0, 16, 33, SIGNFW_TEE_ACCESS_DENIED},
	};
	signfw_memory *memory = moved_ram();

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct elf_segment segment = {PT_LOAD, rows[i].address, rows[i].filesz, rows[i].memsz};
		const struct test_file image = elf_build(&segment, 1, NULL, 0);

		expect_in(memory, &image, rows[i].result);
	}
	signfw_memory_free(memory);
}

static void resource_tables_are_at_physical_addresses(void **state)
{
	static const struct {
		uint32_t address, result;
	} rows[] = {{0x20000000, SIGNFW_TEE_SUCCESS}, {0x40000000, SIGNFW_TEE_ACCESS_DENIED}};
	static const struct elf_segment segment = {PT_LOAD, 0x20000000, 16, 16};
	static const uint8_t table[16] = {1};
	signfw_memory *memory = moved_ram();

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct elf_section section = {".resource_table", rows[i].address, table, sizeof(table)};
		const struct test_file image = elf_build(&segment, 1, &section, 1);

		expect_in(memory, &image, rows[i].result);
	}
	signfw_memory_free(memory);
}

static void a_second_resource_table_is_refused(void **state)
{
	static const struct elf_segment segment = {PT_LOAD, 0x20000000, 16, 16};
	static const uint8_t table[16] = {1};
	static const struct elf_section section = {".resource_table", 0x20000000, table, sizeof(table)};
	const struct test_file images[] = {elf_build(&segment, 1, &section, 1), elf_build(&segment, 1, &section, 1)};
	signfw_memory *memory = ram();
	struct maker maker;

	(void)state;
	open_images(&maker, images, 2);
	build(&maker);
	maker.bench.memory = memory;
	bench_load(&maker.bench, DEVICE);
	assert_int_equal(maker.bench.answer.result, SIGNFW_TEE_CORRUPT_OBJECT);
	assert_string_equal(maker.bench.answer.rule, "resource-table-count");
	bench_close(&maker.bench);
	signfw_memory_free(memory);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_good_container_is_loaded),
		cmocka_unit_test(a_bad_header_is_refused),
		cmocka_unit_test(a_short_buffer_is_refused),
		cmocka_unit_test(a_bad_chunk_is_refused),
		cmocka_unit_test(there_has_to_be_a_trailer),
		cmocka_unit_test(the_metadata_has_to_fit_into_the_heap),
		cmocka_unit_test(a_bad_tlv_is_refused),
		cmocka_unit_test(a_table_with_half_an_entry_is_none),
		cmocka_unit_test(a_tlv_may_leave_its_chunk),
		cmocka_unit_test(what_is_said_of_an_image_may_be_outside),
		cmocka_unit_test(key_information_may_be_outside),
		cmocka_unit_test(header_and_trailer_are_signed),
		cmocka_unit_test(boot_addresses_are_in_memory),
		cmocka_unit_test(without_platform_tlvs_it_reads_behind_its_copy),
		cmocka_unit_test(a_boot_address_outlives_a_refusal),
		cmocka_unit_test(segments_go_to_physical_addresses),
		cmocka_unit_test(resource_tables_are_at_physical_addresses),
		cmocka_unit_test(a_second_resource_table_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
