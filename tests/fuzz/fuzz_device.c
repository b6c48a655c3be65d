/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Any bytes as a container that every device loads.  The input says what to
 * repair first (repair.h):
 *
 *     u8 repairs | u8 heap of the TA, in KiB; 0: ample | u16 unused | container
 */
#include <string.h>

#include "fuzz.h"
#include "repair.h"

#define AMPLE UINT32_MAX

static const signfw_memory *memory(void)
{
	static const struct signfw_region regions[] = {
		{"sram", 0x10000000, 0x10000000, 0x40000, SIGNFW_REACH_UNKNOWN},
		{"alias", 0x00000000, 0x38000000, 0x10000, SIGNFW_REACH_NO},
		{"ddr", 0x80000000, 0x180000000, 0x01000000, SIGNFW_REACH_YES},
	};
	static signfw_memory *memory;

	if (memory == NULL)
		CHECK(signfw_memory_from_regions(&memory, regions, 3, NULL) == SIGNFW_OK);
	return memory;
}

static signfw_device *new_device(const char *version, const signfw_key *key, const signfw_memory *with, uint64_t heap)
{
	struct signfw_device_options options = SIGNFW_DEVICE_OPTIONS_INIT;
	signfw_device *device = NULL;

	options.version = version;
	options.key = key;
	options.memory = with;
	options.heap_size = heap;
	CHECK(signfw_device_new(&device, &options, NULL) == SIGNFW_OK);
	return device;
}

static struct signfw_answer give(signfw_device *device, enum signfw_command command, struct span file)
{
	struct signfw_answer answer;

	CHECK(signfw_device_invoke(device, command, file.data, file.size, &answer, NULL) == SIGNFW_OK);
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
static void check_transfers(const signfw_device *device, bool has_memory)
{
	const size_t count = signfw_device_transfer_count(device);
	struct signfw_transfer transfer;

	CHECK(signfw_device_transfer(device, count, &transfer) == SIGNFW_E_ARGUMENT);
	for (size_t i = 0; i < count; i++) {
		CHECK(signfw_device_transfer(device, i, &transfer) == SIGNFW_OK);
		CHECK(transfer.size > 0);
		CHECK((transfer.region != NULL) == has_memory);
		if (!has_memory)
			CHECK(transfer.physical_address == transfer.device_address);
	}
}

/* It is loaded or not; what crashes says so; a refused LOAD can be tried again. */
static void check_device(const char *version, const signfw_key *key, const signfw_memory *with, uint64_t heap,
			 struct span file)
{
	signfw_device *device = new_device(version, key, with, heap);
	const struct signfw_answer answer = give(device, SIGNFW_COMMAND_LOAD, file);
	const bool loaded = answer.result == SIGNFW_TEE_SUCCESS;
	uint64_t address;
	uint32_t size;

	check_answer(&answer);
	check_transfers(device, with != NULL);
	/* a crash is where the loader reads, which may be anywhere */
	fuzz_check_findings(signfw_device_findings(device), UINT64_MAX);
	CHECK(answer.result != SIGNFW_TEE_TARGET_DEAD || signfw_findings_count(signfw_device_findings(device)) > 0);
	if (signfw_device_resource_table(device, &address, &size))
		CHECK(loaded && size >= 16);
	CHECK(give(device, SIGNFW_COMMAND_GET_RSC_TABLE, file).result ==
	      (loaded ? SIGNFW_TEE_SUCCESS : SIGNFW_TEE_BAD_STATE));
	if (!loaded) {
		const struct signfw_answer again = give(device, SIGNFW_COMMAND_LOAD, file);

		CHECK(is_same(&answer, &again));
	}
	signfw_device_free(device);
}

/* What is left out of a device can't make it refuse more. */
static void check_less(const char *version, const signfw_key *key, struct span file)
{
	const struct signfw_answer with_key = ask(version, key, NULL, AMPLE, file);
	const struct signfw_answer without_key = ask(version, NULL, NULL, AMPLE, file);
	const struct signfw_answer with_memory = ask(version, key, memory(), AMPLE, file);

	if (with_key.result == SIGNFW_TEE_SUCCESS)
		CHECK(without_key.result == SIGNFW_TEE_SUCCESS);
	else if (with_key.result != SIGNFW_TEE_SIGNATURE_INVALID)
		CHECK(is_same(&with_key, &without_key));
	/* what memory adds are these two answers */
	if (with_memory.result != SIGNFW_TEE_ACCESS_DENIED && strcmp(with_memory.rule, "mapping") != 0)
		CHECK(is_same(&with_key, &with_memory));
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

	fuzz_repair(&bytes, reader.left, control, key);
	for (size_t i = 0; (version = signfw_device_name(i, NULL)) != NULL; i++) {
		check_device(version, key, NULL, heap, fuzz_view(&bytes));
		check_device(version, key, memory(), heap, fuzz_view(&bytes));
		check_less(version, key, fuzz_view(&bytes));
	}
	check_against_verify(key, fuzz_view(&bytes));
	sfw_builder_cleanup(&bytes);
	return 0;
}
