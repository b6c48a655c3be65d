/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Types of GlobalPlatform's TEE Internal Core API, as its specification has them,
 * as far as compare-ta and its samples need them.  A TA is compiled with the
 * headers of its own OP-TEE instead.
 */
#ifndef TEE_API_TYPES_H
#define TEE_API_TYPES_H

#include <stddef.h>
#include <stdint.h>

typedef uint32_t TEE_Result;

typedef struct {
	uint32_t timeLow;
	uint16_t timeMid;
	uint16_t timeHiAndVersion;
	uint8_t clockSeqAndNode[8];
} TEE_UUID;

typedef union {
	struct {
		void *buffer;
		size_t size;
	} memref;
	struct {
		uint32_t a, b;
	} value;
} TEE_Param;

typedef struct __TEE_TASessionHandle *TEE_TASessionHandle;
typedef struct __TEE_OperationHandle *TEE_OperationHandle;

/* Types of parameters. */
#define TEE_PARAM_TYPE_NONE         0
#define TEE_PARAM_TYPE_VALUE_INPUT  1
#define TEE_PARAM_TYPE_VALUE_OUTPUT 2
#define TEE_PARAM_TYPE_MEMREF_INPUT 5

#define TEE_PARAM_TYPES(a, b, c, d)  ((uint32_t)((a) | (b) << 4 | (c) << 8 | (d) << 12))
#define TEE_PARAM_TYPE_GET(types, i) ((types) >> 4 * (i)&15)

#endif
