/* SPDX-License-Identifier: BSD-2-Clause */
/* The part of GlobalPlatform's TEE Client API that our programs use, for a TEE that is a model: see stub_teec.c. */
#ifndef TEE_CLIENT_API_H
#define TEE_CLIENT_API_H

#include <stddef.h>
#include <stdint.h>

#define TEEC_SUCCESS              0x00000000U
#define TEEC_ERROR_BAD_PARAMETERS 0xffff0006U
#define TEEC_ERROR_BAD_STATE      0xffff0007U
#define TEEC_ERROR_TARGET_DEAD    0xffff3024U

#define TEEC_LOGIN_PUBLIC 0U
#define TEEC_MEM_INPUT    1U

#define TEEC_NONE                 0x0U
#define TEEC_VALUE_INPUT          0x1U
#define TEEC_VALUE_OUTPUT         0x2U
#define TEEC_MEMREF_PARTIAL_INPUT 0xdU

#define TEEC_PARAM_TYPES(a, b, c, d) ((a) | (b) << 4 | (c) << 8 | (d) << 12)

typedef uint32_t TEEC_Result;

typedef struct {
	uint32_t timeLow;
	uint16_t timeMid, timeHiAndVersion;
	uint8_t clockSeqAndNode[8];
} TEEC_UUID;

typedef struct {
	int imp;
} TEEC_Context;

typedef struct {
	int imp;
} TEEC_Session;

typedef struct {
	void *buffer;
	size_t size;
	uint32_t flags;
} TEEC_SharedMemory;

typedef union {
	struct {
		TEEC_SharedMemory *parent;
		size_t size, offset;
	} memref;
	struct {
		uint32_t a, b;
	} value;
} TEEC_Parameter;

typedef struct {
	uint32_t started, paramTypes;
	TEEC_Parameter params[4];
} TEEC_Operation;

TEEC_Result TEEC_InitializeContext(const char *name, TEEC_Context *context);
void TEEC_FinalizeContext(TEEC_Context *context);
TEEC_Result TEEC_AllocateSharedMemory(TEEC_Context *context, TEEC_SharedMemory *memory);
void TEEC_ReleaseSharedMemory(TEEC_SharedMemory *memory);
TEEC_Result TEEC_OpenSession(TEEC_Context *context, TEEC_Session *session, const TEEC_UUID *destination,
			     uint32_t method, const void *data, TEEC_Operation *operation, uint32_t *origin);
void TEEC_CloseSession(TEEC_Session *session);
TEEC_Result TEEC_InvokeCommand(TEEC_Session *session, uint32_t command, TEEC_Operation *operation, uint32_t *origin);

#endif
