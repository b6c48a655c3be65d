/* SPDX-License-Identifier: BSD-2-Clause */
/* The pseudo TA of sample_ta.c: copies, clears and translates by the driver, and checks digests and the signature. */
#include <string.h>

#include <crypto/crypto.h>
#include <drivers/stm32_remoteproc.h>
#include <kernel/pseudo_ta.h>

#include "sample.h"
#include "signfw/device.h"

/* 1: changes what it has copied and checked. */
#ifndef SAMPLE_CHANGES
#define SAMPLE_CHANGES 0
#endif

#define ALGORITHM_RSA_SHA256 0x70004830

static TEE_Result load_segment(const TEE_Param params[4])
{
	const uint8_t *bytes = params[1].memref.buffer;
	const size_t size = params[1].memref.size;
	uintptr_t pa;
	void *va = NULL;
	TEE_Result result = stm32_rproc_da_to_pa(params[0].value.a, params[2].value.a, size, &pa);

	if (result != SIGNFW_TEE_SUCCESS)
		return result;
	if (stm32_rproc_map(params[0].value.a, pa, size, &va) != SIGNFW_TEE_SUCCESS)
		return SIGNFW_TEE_GENERIC;
	memcpy(va, bytes, size);
	result = hash_sha256_check(params[3].memref.buffer, va, size);
	if (result != SIGNFW_TEE_SUCCESS)
		memset(va, 0, size);
	else if (SAMPLE_CHANGES)
		*(uint8_t *)va ^= 1;
	stm32_rproc_unmap(params[0].value.a, va, size);
	return result;
}

static TEE_Result set_memory(const TEE_Param params[4])
{
	const size_t size = params[2].value.a;
	uintptr_t pa;
	void *va = NULL;
	TEE_Result result = stm32_rproc_da_to_pa(params[0].value.a, params[1].value.a, size, &pa);

	if (result == SIGNFW_TEE_SUCCESS)
		result = stm32_rproc_map(params[0].value.a, pa, size, &va);
	if (result != SIGNFW_TEE_SUCCESS)
		return result;
	memset(va, 0, size);
	return stm32_rproc_unmap(params[0].value.a, va, size);
}

static TEE_Result translate(TEE_Param params[4])
{
	uintptr_t pa = 0;
	const TEE_Result result = stm32_rproc_da_to_pa(params[0].value.a, params[1].value.a, params[2].value.a, &pa);

	params[3].value.a = (uint32_t)pa;
	return result;
}

static TEE_Result verify(const TEE_Param params[4])
{
	struct rsa_public_key key = {NULL, NULL};

	return crypto_acipher_rsassa_verify(ALGORITHM_RSA_SHA256, &key, 0, params[1].memref.buffer,
					    params[1].memref.size, params[2].memref.buffer, params[2].memref.size);
}

static TEE_Result open_session(uint32_t types, TEE_Param params[4], void **session)
{
	struct ts_session *caller = ts_get_calling_session();

	(void)types, (void)session;
	if (caller == NULL || !is_user_ta_ctx(caller->ctx))
		return SIGNFW_TEE_ACCESS_DENIED;
	return stm32_rproc_get(params[0].value.a) == NULL ? SIGNFW_TEE_NOT_SUPPORTED : SIGNFW_TEE_SUCCESS;
}

static TEE_Result invoke(void *session, uint32_t command, uint32_t types, TEE_Param params[4])
{
	(void)session, (void)types;
	switch (command) {
	case SAMPLE_LOAD_SEGMENT:
		return load_segment(params);
	case SAMPLE_SET_MEMORY:
		return set_memory(params);
	case SAMPLE_DA_TO_PA:
		return translate(params);
	case SAMPLE_VERIFY:
		return verify(params);
	default:
		return SIGNFW_TEE_NOT_IMPLEMENTED;
	}
}

pseudo_ta_register(.name = "sample", .flags = PTA_DEFAULT_FLAGS, .open_session_entry_point = open_session,
		   .invoke_command_entry_point = invoke);
