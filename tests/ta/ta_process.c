/* SPDX-License-Identifier: BSD-2-Clause */
#include "ta_process.h"

#include <string.h>

#include <tee_api_types.h>

#include "driver.h"
#include "fuzz.h"
#include "object.h"
#include "ta_memory.h"
#include "tee_core.h"
#include "tee_heap.h"

static struct {
	struct object object, pseudo;
	TEE_Result (*create)(void);
	TEE_Result (*open_session)(uint32_t types, TEE_Param params[4], void **session);
	TEE_Result (*invoke)(void *session, uint32_t command, uint32_t types, TEE_Param params[4]);
	struct ta_board board;
	bool has_session;
	void *session;
} ta;

static void need_function(void *out, const char *symbol)
{
	void *found = object_need(&ta.object, symbol);

	memcpy(out, &found, sizeof(found));
}

void ta_prepare(const struct ta_options *options)
{
	object_load(&ta.object, options->ta);
	object_load(&ta.pseudo, options->pseudo_ta);
	need_function(&ta.create, "TA_CreateEntryPoint");
	need_function(&ta.open_session, "TA_OpenSessionEntryPoint");
	need_function(&ta.invoke, "TA_InvokeCommandEntryPoint");
	tee_heap_prepare(&ta.object);
	tee_core_prepare(&ta.pseudo, options->key);
	driver_prepare(options->memory, options->translates);
	ta_memory_prepare();
	ending_prepare();
}

/* A TA that ended is loaded again; the pseudo TA and the driver are as they were. */
static void load_again(void)
{
	object_reset(&ta.object);
	ta.has_session = false;
}

void ta_reset(const struct ta_board *board)
{
	ta.board = *board;
	load_again();
	object_reset(&ta.pseudo);
	tee_core_reset(board->check_signatures);
	driver_reset();
}

/* ---- commands ------------------------------------------------------------------- */

struct call {
	uint32_t command, types;
	TEE_Param params[4];
	TEE_Result result;
};

static void open_session(void)
{
	TEE_Param params[4] = {{{0}}};

	tee_heap_begin(ta.board.heap_size, ta.board.fences);
	CHECK(ta.create() == SIGNFW_TEE_SUCCESS);
	CHECK(ta.open_session(TEE_PARAM_TYPES(TEE_PARAM_TYPE_VALUE_INPUT, 0, 0, 0), params, &ta.session) ==
	      SIGNFW_TEE_SUCCESS);
	ta.has_session = true;
}

static void invoke(void *context)
{
	struct call *call = context;

	if (!ta.has_session)
		open_session();
	call->result = ta.invoke(ta.session, call->command, call->types, call->params);
}

static struct call make_call(enum signfw_command command, size_t size)
{
	struct call call = {.command = command, .types = TEE_PARAM_TYPES(TEE_PARAM_TYPE_VALUE_INPUT, 0, 0, 0)};

	if (command == SIGNFW_COMMAND_LOAD) {
		call.types = TEE_PARAM_TYPES(TEE_PARAM_TYPE_VALUE_INPUT, TEE_PARAM_TYPE_MEMREF_INPUT, 0, 0);
		call.params[1].memref.buffer = size == 0 ? NULL : ta_buffer();
		call.params[1].memref.size = size;
	} else if (command == SIGNFW_COMMAND_GET_RSC_TABLE) {
		call.types = TEE_PARAM_TYPES(TEE_PARAM_TYPE_VALUE_INPUT, TEE_PARAM_TYPE_VALUE_OUTPUT,
					     TEE_PARAM_TYPE_VALUE_OUTPUT, 0);
	}
	return call;
}

struct ta_answer ta_command(enum signfw_command command, size_t size)
{
	struct call call = make_call(command, size);
	struct ta_answer answer = {{0}, 0, 0, 0};

	if (command == SIGNFW_COMMAND_LOAD)
		driver_forget_transfers();
	answer.ending = ending_of(invoke, &call);
	answer.result = call.result;
	if (answer.ending.outcome != OUTCOME_ANSWERS)
		load_again();
	else if (command == SIGNFW_COMMAND_GET_RSC_TABLE) {
		answer.table_address = call.params[1].value.a | (uint64_t)call.params[1].value.b << 32;
		answer.table_size = call.params[2].value.a;
	}
	return answer;
}
