/* SPDX-License-Identifier: BSD-2-Clause */
/* Functions of GlobalPlatform's TEE Internal Core API that there are for a TA, and those that a TA has. */
#ifndef TEE_INTERNAL_API_H
#define TEE_INTERNAL_API_H

#include "tee_api_types.h"

/* ---- of the TA ---------------------------------------------------------------- */

TEE_Result TA_CreateEntryPoint(void);
TEE_Result TA_OpenSessionEntryPoint(uint32_t types, TEE_Param params[4], void **session);
TEE_Result TA_InvokeCommandEntryPoint(void *session, uint32_t command, uint32_t types, TEE_Param params[4]);

/* ---- for the TA: tee_api.c ------------------------------------------------------ */

void *TEE_Malloc(size_t size, uint32_t hint);
void TEE_Free(void *block);
_Noreturn void TEE_Panic(TEE_Result code);

TEE_Result TEE_AllocateOperation(TEE_OperationHandle *operation, uint32_t algorithm, uint32_t mode, uint32_t size_max);
void TEE_FreeOperation(TEE_OperationHandle operation);
void TEE_DigestUpdate(TEE_OperationHandle operation, const void *data, size_t size);
TEE_Result TEE_DigestDoFinal(TEE_OperationHandle operation, const void *data, size_t size, void *digest,
			     size_t *digest_size);

TEE_Result TEE_OpenTASession(const TEE_UUID *uuid, uint32_t timeout, uint32_t types, TEE_Param params[4],
			     TEE_TASessionHandle *session, uint32_t *origin);
void TEE_CloseTASession(TEE_TASessionHandle session);
TEE_Result TEE_InvokeTACommand(TEE_TASessionHandle session, uint32_t timeout, uint32_t command, uint32_t types,
			       TEE_Param params[4], uint32_t *origin);

#endif
