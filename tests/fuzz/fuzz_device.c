/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Any bytes as a container that devices load.  The input says which, and what
 * to repair first (repair.h):
 *
 *     u8 repairs | u8 heap of the TA, in KiB; 0: ample | u8 unused
 *     | u8 device, from 1, 0: all; + NO_KEY | container
 */
#include <string.h>

#include "fuzz.h"
#include "repair.h"
#include "signfw/container.h"
#include "signfw/device.h"

#define AMPLE UINT32_MAX

/* It takes every signature. */
#define NO_KEY 0x80

/* Of the devices with memory. */
static const uint8_t enc_key[SIGNFW_ENC_KEY_SIZE] = {1};

static const signfw_memory *memory(void)
{
	static const struct signfw_region regions[] = {
		{"sram", 0x10000000, 0x10000000, 0x40000, SIGNFW_REACH_UNKNOWN},
		{"alias", 0x00000000, 0x38000000, 0x10000, SIGNFW_REACH_NO},
		/* as much as OP-TEE can map, and so clear */
		{"ddr", 0x80000000, 0x180000000, 0x00a00000, SIGNFW_REACH_YES},
	};
	static signfw_memory *memory;

	if (memory == NULL)
		CHECK(signfw_memory_from_regions(&memory, regions, 3, NULL) == SIGNFW_OK);
	return memory;
}

/* Kept for the version that was asked for last: most of the time it is the next one, too. */
static uint64_t default_bits(const char *version)
{
	struct signfw_device_options options = SIGNFW_DEVICE_OPTIONS_INIT;
	static const char *last;
	static uint64_t bits;
	signfw_device *device = NULL;

	if (version == last)
		return bits;
	options.version = version;
	CHECK(signfw_device_new(&device, &options, NULL) == SIGNFW_OK);
	bits = signfw_device_bits(device);
	last = version;
	signfw_device_free(device);
	return bits;
}

/* Of the width that is the default for the version: memory that is given makes no difference. */
static signfw_device *new_device(const char *version, const signfw_key *key, const signfw_memory *with, uint64_t heap)
{
	struct signfw_device_options options = SIGNFW_DEVICE_OPTIONS_INIT;
	signfw_device *device = NULL;

	options.version = version;
	options.key = key;
	options.memory = with;
	options.heap_size = heap;
	options.enc_key = with == NULL ? NULL : enc_key;
	options.bits = default_bits(version);
	CHECK(signfw_device_new(&device, &options, NULL) == SIGNFW_OK);
	return device;
}

static struct signfw_answer give(signfw_device *device, enum signfw_command command, struct span file)
{
	/* what would be hashed for too long has no answer of its own */
	struct signfw_answer answer = {SIGNFW_TEE_GENERIC, "too-long", SIGNFW_NO_OFFSET, "hashing takes too long"};
	const enum signfw_status status = signfw_device_invoke(device, command, file.data, file.size, &answer, NULL);

	CHECK(status == SIGNFW_OK || status == SIGNFW_E_UNSUPPORTED);
	return answer;
}

/* The answer of a device that is made for this question. */
static struct signfw_answer ask(const char *version, const signfw_key *key, const signfw_memory *with, uint64_t heap,
				struct span file)
{
	signfw_device *device = new_device(version, key, with, heap);
	const struct signfw_answer answer = give(device, SIGNFW_COMMAND_LOAD, file);

	signfw_device_free(device);
	return answer;
}

static bool is_same(const struct signfw_answer *a, const struct signfw_answer *b)
{
	return a->result == b->result && a->rule == b->rule && a->offset == b->offset &&
	       strcmp(a->reason, b->reason) == 0;
}

/* ---- what has to hold ---------------------------------------------------- */

static void check_answer(const struct signfw_answer *answer)
{
	CHECK(signfw_tee_result_name(answer->result) != NULL);
	CHECK(signfw_tee_result_meaning(answer->result) != NULL);
	CHECK(answer->rule != NULL && answer->rule[0] != '\0');
	CHECK(answer->reason[0] != '\0');
	for (const char *c = answer->reason; *c != '\0'; c++)
		CHECK(*c >= ' ' && *c <= '~');
}

/* What was written is in one region, and not longer than a segment can be. */
static void check_transfers(const signfw_device *device)
{
	const bool has_memory = signfw_device_memory(device) != NULL;
	uint8_t digest[SIGNFW_SHA256_SIZE];
	const size_t count = signfw_device_transfer_count(device);
	struct signfw_transfer transfer;

	CHECK(signfw_device_transfer(device, count, &transfer) == SIGNFW_E_ARGUMENT);
	for (size_t i = 0; i < count; i++) {
		CHECK(signfw_device_transfer(device, i, &transfer) == SIGNFW_OK);
		CHECK(transfer.size > 0);
		CHECK((transfer.region != NULL) == has_memory);
		CHECK(!transfer.zero || signfw_device_transfer_sha256(device, i, digest) == SIGNFW_E_ARGUMENT);
		if (!has_memory)
			CHECK(transfer.physical_address == transfer.device_address);
	}
}

/* It is loaded or not; what crashes says so; a refused LOAD can be tried again.  Returns the answer to LOAD. */
static struct signfw_answer check_device(const char *version, const signfw_key *key, const signfw_memory *with,
					 uint64_t heap, struct span file)
{
	signfw_device *device = new_device(version, key, with, heap);
	const struct signfw_answer answer = give(device, SIGNFW_COMMAND_LOAD, file);
	const bool loaded = answer.result == SIGNFW_TEE_SUCCESS;
	uint64_t address;
	uint32_t size;

	check_answer(&answer);
	check_transfers(device);
	/* a crash is where the loader reads, which may be anywhere */
	fuzz_check_findings(signfw_device_findings(device), UINT64_MAX);
	CHECK(answer.result != SIGNFW_TEE_TARGET_DEAD || signfw_findings_count(signfw_device_findings(device)) > 0);
	if (signfw_device_resource_table(device, &address, &size))
		CHECK(loaded && size >= 16);
	const bool is_kept = fuzz_has_id(signfw_device_findings(device), "device-boot-kept");
	const uint32_t table = give(device, SIGNFW_COMMAND_GET_RSC_TABLE, file).result;

	if (loaded)
		CHECK(table == SIGNFW_TEE_SUCCESS || table == SIGNFW_TEE_NO_DATA);
	else /* after a crash, a new TA has seen no LOAD */
		CHECK(table ==
		      (answer.result == SIGNFW_TEE_TARGET_DEAD ? SIGNFW_TEE_BAD_PARAMETERS : SIGNFW_TEE_BAD_STATE));
	if (!loaded && !is_kept) {
		const struct signfw_answer again = give(device, SIGNFW_COMMAND_LOAD, file);

		CHECK(is_same(&answer, &again));
	}
	const struct signfw_answer started = give(device, SIGNFW_COMMAND_START, file);
	const struct signfw_answer stopped = give(device, SIGNFW_COMMAND_STOP, file);

	check_answer(&started);
	check_answer(&stopped);
	CHECK(loaded || started.result == SIGNFW_TEE_BAD_STATE || started.result == SIGNFW_TEE_BAD_PARAMETERS);
	CHECK(started.result != SIGNFW_TEE_SUCCESS || stopped.result == SIGNFW_TEE_SUCCESS ||
	      stopped.result == SIGNFW_TEE_TARGET_DEAD);
	signfw_device_free(device);
	return answer;
}

/* Whether this answer can only be one of a device that knows its key, or its memory. */
static bool is_about_key(const struct signfw_answer *answer)
{
	return strcmp(answer->rule, "signature") == 0 || strcmp(answer->rule, "key-fuses") == 0;
}

static bool is_about_memory(const struct signfw_answer *answer)
{
	static const char *const rules[] = {"memory",       "mapping",        "resource-table-memory",
					    "boot-address", "encryption-key", "decryption"};

	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		if (strcmp(answer->rule, rules[i]) == 0)
			return true;
	return false;
}

/* But for what it says of what it doesn't know. */
static bool is_as_good(const struct signfw_answer *a, const struct signfw_answer *b)
{
	return a->result == SIGNFW_TEE_SUCCESS ? b->result == SIGNFW_TEE_SUCCESS : is_same(a, b);
}

/* What is left out of a device, which has given these answers with an ample heap, can't make it refuse more. */
static void check_less(const char *version, const struct signfw_answer *with_key,
		       const struct signfw_answer *with_memory, struct span file)
{
	const struct signfw_answer without_key = ask(version, NULL, NULL, AMPLE, file);

	if (!is_about_key(with_key))
		CHECK(is_as_good(with_key, &without_key));
	/* versions may have another memory built in */
	if (!is_about_memory(with_memory) && !is_about_memory(with_key))
		CHECK(is_as_good(with_key, with_memory));
}

/* What verifies without a warning is loaded, if there is memory for it. */
static void check_against_verify(const signfw_key *key, struct span file)
{
	signfw_container *container = fuzz_inspect(file);
	struct signfw_unprotected range;
	uint64_t end = 0;

	if (signfw_container_verify(container, key, NULL, NULL) == SIGNFW_OK &&
	    !fuzz_has_finding(signfw_container_findings(container), SIGNFW_WARNING))
		CHECK(ask("optee-4.10", key, NULL, AMPLE, file).result == SIGNFW_TEE_SUCCESS);
	for (size_t i = 0; signfw_container_unprotected(container, i, &range) == SIGNFW_OK; i++) {
		CHECK(range.offset >= end && range.size > 0 && range.size <= file.size - range.offset);
		CHECK(range.what != NULL);
		end = range.offset + range.size;
	}
	signfw_container_free(container);
}

/* In the other width than that of check_device(), if there is such a build. */
static void check_other_width(const char *version, const signfw_key *key, uint64_t heap, struct span file)
{
	struct signfw_device_options options = SIGNFW_DEVICE_OPTIONS_INIT;
	signfw_device *device = NULL;

	options.version = version;
	options.key = key;
	options.heap_size = heap;
	options.bits = default_bits(version) == 32 ? 64 : 32;
	if (signfw_device_new(&device, &options, NULL) != SIGNFW_OK)
		return;
	const struct signfw_answer answer = give(device, SIGNFW_COMMAND_LOAD, file);

	check_answer(&answer);
	check_transfers(device);
	fuzz_check_findings(signfw_device_findings(device), UINT64_MAX);
	signfw_device_free(device);
}

static void check_version(const char *version, const signfw_key *key, uint64_t heap, struct span file)
{
	struct signfw_answer plain = check_device(version, key, NULL, heap, file);
	struct signfw_answer with_memory = check_device(version, key, memory(), heap, file);

	if (heap != AMPLE) {
		plain = ask(version, key, NULL, AMPLE, file);
		with_memory = ask(version, key, memory(), AMPLE, file);
	}
	check_less(version, &plain, &with_memory, file);
	check_other_width(version, key, heap, file);
}

const size_t fuzz_control_size = 4;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct reader reader = {.left = {data, size}};
	const signfw_key *key = fuzz_key(SIGNFW_KEY_RSA);
	struct builder bytes = {0};
	uint32_t control;
	const char *version;

	if (!sfw_reader_u32le(&reader, &control))
		return 0;
	const uint64_t heap = (control >> 8 & 0xff) == 0 ? AMPLE : (uint64_t)(control >> 8 & 0xff) * 1024;
	const size_t device = control >> 24 & ~(unsigned)NO_KEY;
	const signfw_key *trusted = (control >> 24 & NO_KEY) != 0 ? NULL : key;

	fuzz_repair(&bytes, reader.left, control & 0xff, key);
	for (size_t i = 0; (version = signfw_device_name(i, NULL)) != NULL; i++)
		if (device == 0 || device - 1 == i)
			check_version(version, trusted, heap, fuzz_view(&bytes));
	check_against_verify(key, fuzz_view(&bytes));
	sfw_builder_cleanup(&bytes);
	return 0;
}
