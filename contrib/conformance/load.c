/* SPDX-License-Identifier: BSD-2-Clause */
/* Loads a container, prints what the remoteproc Trusted Application answers, and unloads it: load FILE [PROCESSOR] */
#include <stdio.h>
#include <stdlib.h>

#include <tee_client_api.h>

static const TEEC_UUID remoteproc = {0x80a4c275, 0x0a47, 0x4905, {0x82, 0x85, 0x14, 0x86, 0xa9, 0x77, 0x1a, 0x08}};

enum {
	LOAD = 1,
	START = 2,
	STOP = 3,
	RELEASE = 6
};

static void check(int done, const char *what)
{
	if (done)
		return;
	fprintf(stderr, "load: %s\n", what);
	exit(1);
}

int main(int argc, char **argv)
{
	static const uint32_t unload[] = {STOP, RELEASE, START, STOP};
	TEEC_Operation operation = {.paramTypes = TEEC_PARAM_TYPES(TEEC_VALUE_INPUT, TEEC_NONE, TEEC_NONE, TEEC_NONE)};
	FILE *file = argc < 2 ? NULL : fopen(argv[1], "rb");
	TEEC_Context context;
	TEEC_Session session;
	uint32_t origin;

	operation.params[0].value.a = argc < 3 ? 0 : (uint32_t)strtoul(argv[2], NULL, 0);
	check(file != NULL, "no file");
	check(TEEC_InitializeContext(NULL, &context) == TEEC_SUCCESS, "no TEE");
	check(TEEC_OpenSession(&context, &session, &remoteproc, TEEC_LOGIN_PUBLIC, NULL, &operation, &origin) ==
		      TEEC_SUCCESS,
	      "no session");

	TEEC_SharedMemory memory = {.size = 1 << 20, .flags = TEEC_MEM_INPUT};

	check(TEEC_AllocateSharedMemory(&context, &memory) == TEEC_SUCCESS, "no shared memory");
	operation.paramTypes = TEEC_PARAM_TYPES(TEEC_VALUE_INPUT, TEEC_MEMREF_PARTIAL_INPUT, TEEC_NONE, TEEC_NONE);
	operation.params[1].memref.parent = &memory;
	operation.params[1].memref.size = fread(memory.buffer, 1, memory.size, file); /* exactly that of the file */
	printf("0x%08x\n", TEEC_InvokeCommand(&session, LOAD, &operation, &origin));

	operation.paramTypes = TEEC_PARAM_TYPES(TEEC_VALUE_INPUT, TEEC_NONE, TEEC_NONE, TEEC_NONE);
	for (size_t i = 0; i < sizeof(unload) / sizeof(unload[0]); i++)
		TEEC_InvokeCommand(&session, unload[i], &operation, &origin);

	TEEC_ReleaseSharedMemory(&memory);
	TEEC_CloseSession(&session);
	TEEC_FinalizeContext(&context);
	fclose(file);
	return 0;
}
