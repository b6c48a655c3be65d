/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A TEE whose remoteproc Trusted Application is a model of our own: of version $STUB_DEVICE, which trusts the key in the
 * file $STUB_KEY, and has the memory that `sign-rproc-fw corpus` assumes.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "signfw/device.h"
#include "tee_client_api.h"

static const TEEC_UUID remoteproc = {0x80a4c275, 0x0a47, 0x4905, {0x82, 0x85, 0x14, 0x86, 0xa9, 0x77, 0x1a, 0x08}};
static const struct signfw_region regions[] = {{"ram", 0x10000000, 0x10000000, 0x40000, SIGNFW_REACH_UNKNOWN},
					       {"shared", 0x10040000, 0x10040000, 0x8000, SIGNFW_REACH_UNKNOWN}};

static signfw_key *key;
static signfw_memory *memory;
static signfw_device *device;
static int sessions;

static void expect(int condition, const char *what)
{
	if (condition)
		return;
	fprintf(stderr, "stub: %s\n", what);
	abort();
}

static void load_key(const char *path)
{
	static char pem[8192];
	FILE *file = fopen(path, "rb");

	expect(file != NULL, "no key file");
	const size_t size = fread(pem, 1, sizeof(pem), file);

	fclose(file);
	expect(signfw_key_load(&key, pem, size, NULL, NULL) == SIGNFW_OK, "no key");
}

TEEC_Result TEEC_InitializeContext(const char *name, TEEC_Context *context)
{
	struct signfw_device_options options = SIGNFW_DEVICE_OPTIONS_INIT;

	(void)name;
	(void)context;
	load_key(getenv("STUB_KEY"));
	expect(signfw_memory_from_regions(&memory, regions, 2, NULL) == SIGNFW_OK, "no memory");
	options.version = getenv("STUB_DEVICE");
	options.memory = memory;
	options.key = key;
	expect(signfw_device_new(&device, &options, NULL) == SIGNFW_OK, "no device");
	return TEEC_SUCCESS;
}

void TEEC_FinalizeContext(TEEC_Context *context)
{
	(void)context;
	expect(sessions == 0, "a session is open");
	signfw_device_free(device);
	signfw_memory_free(memory);
	signfw_key_free(key);
}

TEEC_Result TEEC_AllocateSharedMemory(TEEC_Context *context, TEEC_SharedMemory *shared)
{
	(void)context;
	expect(shared->flags == TEEC_MEM_INPUT && shared->size > 0, "shared memory");
	shared->buffer = malloc(shared->size);
	return TEEC_SUCCESS;
}

void TEEC_ReleaseSharedMemory(TEEC_SharedMemory *shared)
{
	free(shared->buffer);
}

TEEC_Result TEEC_OpenSession(TEEC_Context *context, TEEC_Session *session, const TEEC_UUID *destination,
			     uint32_t method, const void *data, TEEC_Operation *operation, uint32_t *origin)
{
	(void)context;
	(void)session;
	*origin = 0;
	expect(memcmp(destination, &remoteproc, sizeof(remoteproc)) == 0, "UUID");
	expect(method == TEEC_LOGIN_PUBLIC && data == NULL, "login");
	expect(operation->paramTypes == TEEC_VALUE_INPUT, "parameters of the session");
	expect(operation->params[0].value.a == signfw_device_processor(device), "processor");
	sessions++;
	return TEEC_SUCCESS;
}

void TEEC_CloseSession(TEEC_Session *session)
{
	(void)session;
	sessions--;
}

/* Address and size of the resource table, as two words each. */
static void report_table(TEEC_Operation *operation)
{
	uint64_t address = 0;
	uint32_t size = 0;

	expect(operation->paramTypes ==
		       TEEC_PARAM_TYPES(TEEC_VALUE_INPUT, TEEC_VALUE_OUTPUT, TEEC_VALUE_OUTPUT, TEEC_NONE),
	       "parameters of GET_RSC_TABLE");
	signfw_device_resource_table(device, &address, &size);
	operation->params[1].value.a = (uint32_t)address;
	operation->params[1].value.b = (uint32_t)(address >> 32);
	operation->params[2].value.a = size;
	operation->params[2].value.b = 0;
}

static TEEC_Result load(TEEC_Operation *operation)
{
	const TEEC_Parameter *buffer = &operation->params[1];
	struct signfw_answer answer;

	expect(operation->paramTypes ==
		       TEEC_PARAM_TYPES(TEEC_VALUE_INPUT, TEEC_MEMREF_PARTIAL_INPUT, TEEC_NONE, TEEC_NONE),
	       "parameters of LOAD");
	expect(buffer->memref.offset == 0 && buffer->memref.size <= buffer->memref.parent->size, "buffer");
	expect(signfw_device_invoke(device, SIGNFW_COMMAND_LOAD, buffer->memref.parent->buffer, buffer->memref.size,
				    &answer, NULL) == SIGNFW_OK,
	       "LOAD");
	return answer.result;
}

TEEC_Result TEEC_InvokeCommand(TEEC_Session *session, uint32_t command, TEEC_Operation *operation, uint32_t *origin)
{
	struct signfw_answer answer;

	(void)session;
	*origin = 0;
	expect(sessions == 1, "no session");
	expect(operation->params[0].value.a == signfw_device_processor(device), "processor");
	if (command == SIGNFW_COMMAND_LOAD)
		return load(operation);
	expect(signfw_device_invoke(device, (enum signfw_command)command, NULL, 0, &answer, NULL) == SIGNFW_OK,
	       "command");
	if (command == SIGNFW_COMMAND_GET_RSC_TABLE && answer.result == TEEC_SUCCESS)
		report_table(operation);
	return answer.result;
}
