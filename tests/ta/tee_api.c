/* SPDX-License-Identifier: BSD-2-Clause */
/* The TEE Internal Core API, as far as the TA of remoteproc uses it. */
#include <openssl/evp.h>
#include <string.h>

#include <tee_internal_api.h>

#include "ending.h"
#include "fuzz.h"
#include "signfw/device.h"
#include "tee_core.h"
#include "tee_heap.h"

void *TEE_Malloc(size_t size, uint32_t hint)
{
	(void)hint;
	return tee_heap_take(size);
}

void TEE_Free(void *block)
{
	tee_heap_give_back(block);
}

_Noreturn void TEE_Panic(TEE_Result code)
{
	(void)code;
	ending_die("panic");
}

/* ---- digests: SHA-256, one at a time ---------------------------------------------- */

/* What OP-TEE's library takes of the TA's heap: an operation, and a block of the digest. */
#define OPERATION_SIZE (sizeof(void *) == 8 ? 96 : 64)
#define BLOCK_SIZE     32

static EVP_MD_CTX *digest_context(void)
{
	static EVP_MD_CTX *context;

	if (context == NULL)
		context = EVP_MD_CTX_new();
	CHECK(context != NULL);
	return context;
}

TEE_Result TEE_AllocateOperation(TEE_OperationHandle *operation, uint32_t algorithm, uint32_t mode, uint32_t size_max)
{
	void *memory = TEE_Malloc(OPERATION_SIZE, 0), *block = NULL;

	(void)algorithm, (void)mode, (void)size_max;
	if (memory == NULL)
		return SIGNFW_TEE_OUT_OF_MEMORY;
	block = TEE_Malloc(BLOCK_SIZE, 0);
	if (block == NULL) {
		TEE_Free(memory);
		return SIGNFW_TEE_OUT_OF_MEMORY;
	}
	memcpy(memory, &block, sizeof(block));
	CHECK(EVP_DigestInit_ex(digest_context(), EVP_sha256(), NULL) == 1);
	*operation = memory;
	return SIGNFW_TEE_SUCCESS;
}

void TEE_FreeOperation(TEE_OperationHandle operation)
{
	void *block = NULL;

	if (operation == NULL)
		return;
	memcpy(&block, operation, sizeof(block));
	TEE_Free(block);
	TEE_Free(operation);
}

void TEE_DigestUpdate(TEE_OperationHandle operation, const void *data, size_t size)
{
	(void)operation;
	CHECK(EVP_DigestUpdate(digest_context(), data, size) == 1);
}

TEE_Result TEE_DigestDoFinal(TEE_OperationHandle operation, const void *data, size_t size, void *digest,
			     size_t *digest_size)
{
	unsigned written = 0;

	TEE_DigestUpdate(operation, data, size);
	if (*digest_size < BLOCK_SIZE)
		ending_die("panic");
	CHECK(EVP_DigestFinal_ex(digest_context(), digest, &written) == 1);
	*digest_size = written;
	return SIGNFW_TEE_SUCCESS;
}

/* ---- the pseudo TA ------------------------------------------------------------------ */

TEE_Result TEE_OpenTASession(const TEE_UUID *uuid, uint32_t timeout, uint32_t types, TEE_Param params[4],
			     TEE_TASessionHandle *session, uint32_t *origin)
{
	static uint8_t only;

	(void)uuid, (void)timeout, (void)origin;
	*session = (void *)&only;
	return tee_core_open_session(types, params);
}

void TEE_CloseTASession(TEE_TASessionHandle session)
{
	(void)session;
}

TEE_Result TEE_InvokeTACommand(TEE_TASessionHandle session, uint32_t timeout, uint32_t command, uint32_t types,
			       TEE_Param params[4], uint32_t *origin)
{
	(void)session, (void)timeout, (void)origin;
	return tee_core_invoke(command, types, params);
}
