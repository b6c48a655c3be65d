/* SPDX-License-Identifier: BSD-2-Clause */
/* How a pseudo TA makes itself known to compare-ta, and what it learns about its caller. */
#ifndef KERNEL_PSEUDO_TA_H
#define KERNEL_PSEUDO_TA_H

#include <stdbool.h>
#include <string.h>

#include <tee_api_types.h>

/* of OP-TEE, where a pseudo TA may expect this header to bring them */
#if __has_include(<tee_api_defines.h>)
#include <tee_api_defines.h>
#endif
#if __has_include(<types_ext.h>)
#include <types_ext.h>
#endif
#if __has_include(<trace.h>)
#include <trace.h>
#endif
#if __has_include(<util.h>)
#include <util.h>
#endif
#if __has_include(<utee_defines.h>)
#include <utee_defines.h>
#endif

struct pseudo_entry {
	TEE_UUID uuid;
	const char *name;
	uint32_t flags;
	TEE_Result (*open_session_entry_point)(uint32_t types, TEE_Param params[4], void **session);
	TEE_Result (*invoke_command_entry_point)(void *session, uint32_t command, uint32_t types, TEE_Param params[4]);
};

#define PTA_DEFAULT_FLAGS 0

/* The pseudo TA's only export. */
#define pseudo_ta_register(...)                        \
	extern const struct pseudo_entry pseudo_entry; \
	const struct pseudo_entry pseudo_entry = {__VA_ARGS__}

struct ts_ctx {
	TEE_UUID uuid;
};

struct ts_session {
	struct ts_ctx *ctx;
};

struct ts_session *ts_get_calling_session(void);
bool is_user_ta_ctx(struct ts_ctx *ctx);

#endif
