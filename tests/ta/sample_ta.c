/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A small TA that loads firmware as docs/format.md and docs/device-model.md say,
 * with one image and as far as the tests of compare-ta go.  SAMPLE_FAULT, a name
 * from enum fault, makes it one that does something else.
 */
#include <stdbool.h>
#include <string.h>

#include <tee_internal_api.h>

#include "sample.h"
#include "signfw/container.h"
#include "signfw/device.h"

#define MAGIC            UINT32_C(0x3543a468)
#define HEADER_SIZE      20
#define TLV_HEADER       8
#define ENTRY_SIZE       64
#define ENTRY_DIGEST     32
#define DIGEST_SIZE      32
#define PROGRAM_HEADER   32
#define SECTION_HEADER   40
#define PT_LOAD          1
#define ALGORITHM_SHA256 0x50000004
#define MODE_DIGEST      5

enum fault {
	FAULT_NONE,
	FAULT_RESULT,
	FAULT_PLACE,
	FAULT_NULL,
	FAULT_BEHIND,
	FAULT_PANIC,
	FAULT_LOOP
};

#ifndef SAMPLE_FAULT
#define SAMPLE_FAULT FAULT_NONE
#endif

struct range {
	const uint8_t *data;
	size_t size;
};

/* A buffer with a container, and the copy of its head. */
struct container {
	struct range tlvs, signature, image;
	uint8_t *head; /* owned */
};

static enum {
	STATE_NONE,
	STATE_OFF,
	STATE_LOADED,
	STATE_STARTED
} state;
static struct {
	uint64_t address;
	uint32_t size;
} resource_table;

static uint32_t u32le(const uint8_t *at)
{
	return at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

static uint16_t u16le(const uint8_t *at)
{
	return (uint16_t)(at[0] | at[1] << 8);
}

static uint64_t round_up_8(uint32_t size)
{
	return ((uint64_t)size + 7) & ~UINT64_C(7);
}

static TEE_Result call(uint32_t command, uint32_t types, TEE_Param params[4])
{
	return TEE_InvokeTACommand(NULL, 0, command, types, params, NULL);
}

/* ---- the head ---------------------------------------------------------------------- */

static TEE_Result copy_head(const uint8_t *data, size_t size, struct container *out)
{
	if (size <= HEADER_SIZE)
		return SIGNFW_TEE_BAD_PARAMETERS;
	const uint32_t tlvs = u32le(data + 8), signature = u32le(data + 12), images = u32le(data + 16);
	const uint64_t head = HEADER_SIZE + round_up_8(tlvs) + round_up_8(signature);

	if (head >= size || tlvs == 0 || signature == 0)
		return SIGNFW_TEE_BAD_PARAMETERS;
	out->head = TEE_Malloc((size_t)head, 0);
	if (out->head == NULL)
		return SIGNFW_TEE_OUT_OF_MEMORY;
	memcpy(out->head, data, (size_t)head);
	if (u32le(out->head) != MAGIC || u32le(out->head + 4) != 1 || head + round_up_8(images) != size)
		return SIGNFW_TEE_BAD_PARAMETERS;
	out->tlvs = (struct range){out->head + HEADER_SIZE, tlvs};
	out->signature = (struct range){out->head + HEADER_SIZE + round_up_8(tlvs), signature};
	out->image = (struct range){data + head, images};
	return SIGNFW_TEE_SUCCESS;
}

static struct range find_tlv(struct range area, uint32_t type)
{
	while (area.size >= TLV_HEADER) {
		const uint32_t found = u32le(area.data), size = u32le(area.data + 4);
		const uint64_t step = TLV_HEADER + round_up_8(size);

		if (found == type && size <= area.size - TLV_HEADER)
			return (struct range){area.data + TLV_HEADER, size};
		if (step > area.size)
			break;
		area.data += step;
		area.size -= (size_t)step;
	}
	return (struct range){NULL, 0};
}

static TEE_Result verify(const struct container *container)
{
	const size_t size = (size_t)(container->signature.data - container->head);
	size_t digest_size = DIGEST_SIZE;
	TEE_OperationHandle operation;
	uint8_t digest[DIGEST_SIZE];
	TEE_Param params[4] = {{{0}}};

	if (find_tlv(container->tlvs, SIGNFW_TLV_SIGNTYPE).size != 1)
		return SIGNFW_TEE_BAD_PARAMETERS;
	if (TEE_AllocateOperation(&operation, ALGORITHM_SHA256, MODE_DIGEST, 0) != SIGNFW_TEE_SUCCESS)
		return SIGNFW_TEE_OUT_OF_MEMORY;
	TEE_DigestDoFinal(operation, container->head, size, digest, &digest_size);
	TEE_FreeOperation(operation);
	params[1].memref.buffer = digest;
	params[1].memref.size = digest_size;
	params[2].memref.buffer = container->head + size;
	params[2].memref.size = container->signature.size;
	return call(SAMPLE_VERIFY,
		    TEE_PARAM_TYPES(TEE_PARAM_TYPE_VALUE_INPUT, TEE_PARAM_TYPE_MEMREF_INPUT,
				    TEE_PARAM_TYPE_MEMREF_INPUT, TEE_PARAM_TYPE_NONE),
		    params);
}

/* ---- segments ------------------------------------------------------------------------ */

static bool holds(struct range range, uint64_t offset, uint64_t size)
{
	return offset <= range.size && size <= range.size - offset;
}

/* The first entry with the address of the segment. */
static const uint8_t *find_entry(struct range table, uint32_t address)
{
	for (size_t at = 0; at + ENTRY_SIZE <= table.size; at += ENTRY_SIZE)
		if (u32le(table.data + at + 12) == address)
			return table.data + at;
	return NULL;
}

/* Something is wrong on purpose. */
static uint32_t place_of(uint32_t address)
{
	return SAMPLE_FAULT == FAULT_PLACE ? address + 4 : address;
}

static TEE_Result copy_segment(struct range bytes, uint32_t address, const uint8_t *digest)
{
	uint8_t copy[DIGEST_SIZE];
	TEE_Param params[4] = {{{0}}};

	memcpy(copy, digest, sizeof(copy));
	/* parameters aren't const, whichever way they go */
	memcpy(&params[1].memref.buffer, &bytes.data, sizeof(bytes.data));
	params[1].memref.size = bytes.size;
	params[2].value.a = place_of(address);
	params[3].memref.buffer = copy;
	params[3].memref.size = sizeof(copy);
	return call(SAMPLE_LOAD_SEGMENT,
		    TEE_PARAM_TYPES(TEE_PARAM_TYPE_VALUE_INPUT, TEE_PARAM_TYPE_MEMREF_INPUT, TEE_PARAM_TYPE_VALUE_INPUT,
				    TEE_PARAM_TYPE_MEMREF_INPUT),
		    params);
}

static TEE_Result clear(uint32_t address, uint32_t size)
{
	TEE_Param params[4] = {{{0}}};

	params[1].value.a = address;
	params[2].value.a = size;
	return call(SAMPLE_SET_MEMORY,
		    TEE_PARAM_TYPES(TEE_PARAM_TYPE_VALUE_INPUT, TEE_PARAM_TYPE_VALUE_INPUT, TEE_PARAM_TYPE_VALUE_INPUT,
				    TEE_PARAM_TYPE_NONE),
		    params);
}

static TEE_Result load_segment(struct range image, struct range table, const uint8_t *header)
{
	const uint32_t offset = u32le(header + 4), address = u32le(header + 12);
	const uint32_t file_size = u32le(header + 16), memory_size = u32le(header + 20);
	const uint8_t *entry = find_entry(table, address);
	TEE_Result result = SIGNFW_TEE_SUCCESS;

	if (!holds(image, offset, file_size))
		return SIGNFW_TEE_BAD_FORMAT;
	if (entry == NULL)
		return SIGNFW_TEE_NO_DATA;
	if (u32le(entry) != PT_LOAD || u32le(entry + 16) != file_size || u32le(entry + 20) != memory_size)
		return SIGNFW_TEE_BAD_PARAMETERS;
	if (file_size > 0)
		result = copy_segment((struct range){image.data + offset, file_size}, address, entry + ENTRY_DIGEST);
	if (result == SIGNFW_TEE_SUCCESS && memory_size > file_size)
		result = clear(address + file_size, memory_size - file_size);
	return result;
}

static TEE_Result load_segments(struct range image, struct range table)
{
	TEE_Result result = SIGNFW_TEE_SUCCESS;

	if (image.size < 52 || memcmp(image.data, "\177ELF\1\1\1", 7) != 0)
		return SIGNFW_TEE_BAD_FORMAT;
	const uint32_t headers = u32le(image.data + 28);

	for (uint32_t i = 0; i < u16le(image.data + 44) && result == SIGNFW_TEE_SUCCESS; i++) {
		const uint64_t at = headers + (uint64_t)i * PROGRAM_HEADER;

		if (!holds(image, at, PROGRAM_HEADER))
			return SIGNFW_TEE_BAD_FORMAT;
		if (u32le(image.data + at) == PT_LOAD)
			result = load_segment(image, table, image.data + at);
	}
	return result;
}

/* ---- the resource table ----------------------------------------------------------------- */

static TEE_Result keep_table(const uint8_t *section)
{
	TEE_Param params[4] = {{{0}}};

	params[1].value.a = u32le(section + 12);
	params[2].value.a = u32le(section + 20);
	const TEE_Result result = call(SAMPLE_DA_TO_PA,
				       TEE_PARAM_TYPES(TEE_PARAM_TYPE_VALUE_INPUT, TEE_PARAM_TYPE_VALUE_INPUT,
						       TEE_PARAM_TYPE_VALUE_INPUT, TEE_PARAM_TYPE_VALUE_OUTPUT),
				       params);

	resource_table.address = params[3].value.a;
	resource_table.size = u32le(section + 20);
	return result;
}

static TEE_Result find_table(struct range image)
{
	const uint32_t sections = u32le(image.data + 32), count = u16le(image.data + 48);

	if (!holds(image, sections, (uint64_t)count * SECTION_HEADER) || u16le(image.data + 50) >= count)
		return SIGNFW_TEE_BAD_FORMAT;
	const uint8_t *first = image.data + sections;
	const uint32_t names = u32le(first + (size_t)u16le(image.data + 50) * SECTION_HEADER + 16);

	for (uint32_t i = 0; i < count; i++) {
		const uint8_t *section = first + (size_t)i * SECTION_HEADER;
		const uint64_t name = (uint64_t)names + u32le(section);

		if (holds(image, name, 16) && memcmp(image.data + name, ".resource_table", 16) == 0)
			return keep_table(section);
	}
	return SIGNFW_TEE_SUCCESS;
}

/* ---- commands ---------------------------------------------------------------------------- */

static TEE_Result load_parts(const uint8_t *data, size_t size, struct container *container)
{
	TEE_Result result = copy_head(data, size, container);

	if (result == SIGNFW_TEE_SUCCESS)
		result = verify(container);
	if (result != SIGNFW_TEE_SUCCESS)
		return result;
	const struct range table = find_tlv(container->tlvs, SIGNFW_TLV_HASHTABLE);

	if (table.size == 0)
		return SIGNFW_TEE_NO_DATA;
	result = load_segments(container->image, table);
	return result == SIGNFW_TEE_SUCCESS ? find_table(container->image) : result;
}

/* Something is wrong on purpose. */
static TEE_Result misbehave(TEE_Result result, const struct container *container)
{
	/* a field of a struct at NULL */
	const volatile uintptr_t nowhere = 8;
	volatile unsigned rounds = 0;

	if (SAMPLE_FAULT == FAULT_RESULT && result == SIGNFW_TEE_SUCCESS)
		return SIGNFW_TEE_GENERIC;
	if (SAMPLE_FAULT == FAULT_NULL)
		return *(const volatile uint8_t *)nowhere;
	if (SAMPLE_FAULT == FAULT_BEHIND && container->head != NULL)
		return container->signature.data[round_up_8((uint32_t)container->signature.size)];
	if (SAMPLE_FAULT == FAULT_PANIC)
		TEE_Panic(SIGNFW_TEE_GENERIC);
	while (SAMPLE_FAULT == FAULT_LOOP)
		rounds++;
	return result;
}

static TEE_Result load(const uint8_t *data, size_t size)
{
	struct container container = {.head = NULL};

	if (state == STATE_LOADED)
		return SIGNFW_TEE_SUCCESS;
	if (state == STATE_STARTED)
		return SIGNFW_TEE_BAD_STATE;
	state = STATE_OFF;
	resource_table.address = 0;
	resource_table.size = 0;
	const TEE_Result result = misbehave(load_parts(data, size, &container), &container);

	TEE_Free(container.head);
	if (result == SIGNFW_TEE_SUCCESS)
		state = STATE_LOADED;
	return result;
}

/* START, STOP and RELEASE: from one state to another. */
static TEE_Result change_state(uint32_t command)
{
	if (command == SIGNFW_COMMAND_START && state == STATE_OFF)
		return SIGNFW_TEE_BAD_STATE;
	if (command == SIGNFW_COMMAND_STOP && state == STATE_LOADED)
		return SIGNFW_TEE_BAD_STATE;
	if (command == SIGNFW_COMMAND_RELEASE && state == STATE_STARTED)
		return SIGNFW_TEE_BAD_STATE;
	state = command == SIGNFW_COMMAND_START ? STATE_STARTED : STATE_OFF;
	return SIGNFW_TEE_SUCCESS;
}

static TEE_Result report_table(TEE_Param params[4])
{
	if (state == STATE_OFF)
		return SIGNFW_TEE_BAD_STATE;
	params[1].value.a = (uint32_t)resource_table.address;
	params[1].value.b = 0;
	params[2].value.a = resource_table.size;
	return SIGNFW_TEE_SUCCESS;
}

TEE_Result TA_CreateEntryPoint(void)
{
	return SIGNFW_TEE_SUCCESS;
}

TEE_Result TA_OpenSessionEntryPoint(uint32_t types, TEE_Param params[4], void **session)
{
	TEE_TASessionHandle pseudo_ta;

	(void)session;
	return TEE_OpenTASession(NULL, 0, types, params, &pseudo_ta, NULL);
}

TEE_Result TA_InvokeCommandEntryPoint(void *session, uint32_t command, uint32_t types, TEE_Param params[4])
{
	(void)session, (void)types;
	if (command == SIGNFW_COMMAND_LOAD)
		return load(params[1].memref.buffer, params[1].memref.size);
	if (command == SIGNFW_COMMAND_GET_COREDUMP)
		return SIGNFW_TEE_NOT_IMPLEMENTED;
	if (state == STATE_NONE)
		return SIGNFW_TEE_BAD_PARAMETERS;
	if (command == SIGNFW_COMMAND_GET_RSC_TABLE)
		return report_table(params);
	return change_state(command);
}
