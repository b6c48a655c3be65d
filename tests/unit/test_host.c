/* SPDX-License-Identifier: BSD-2-Clause */
/* Whole boots, against the answers of tests/vectors/linux/sequences.json: a model of the TA answers. */
#include "linux/host.h"

#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "linux/kernels.h"
#include "linux/linux_tree.h"
#include "support.h"
#include "tree.h"

#define TABLE_PA  0x1003f000
#define FILE_SIZE 4096
#define COMMANDS  7

enum ta_state {
	TA_NONE,
	TA_OFF,
	TA_LOADED,
	TA_STARTED
};

/* A TA, and two files; a fault is the n-th call of a command that gets past the check of states. */
struct ta {
	bool ignores_load, has_release, clears_memory;
	enum ta_state state;
	char held, file; /* 'A', 'B'; '-': none */
	struct test_file tables[2];
	enum signfw_command fault_command;
	unsigned fault_call, counts[COMMANDS];
	uint32_t fault_result;
	char calls[512];
};

static const char *text_of(json_object *object, const char *name)
{
	return json_object_get_string(json_object_object_get(object, name));
}

static const struct test_file *table_of(const struct ta *ta)
{
	return &ta->tables[ta->held == 'B'];
}

/* ---- the TA, docs/device-model.md ---- */

/* Whether this call is the one that fails. */
static bool is_fault(struct ta *ta, enum signfw_command command)
{
	return command == ta->fault_command && ++ta->counts[command] == ta->fault_call;
}

static uint32_t load(struct ta *ta)
{
	if (ta->state == TA_LOADED && ta->ignores_load)
		return SIGNFW_TEE_SUCCESS;
	if (ta->state > TA_OFF)
		return SIGNFW_TEE_BAD_STATE;
	if (is_fault(ta, SIGNFW_COMMAND_LOAD))
		return ta->fault_result;
	ta->state = TA_LOADED;
	ta->held = ta->file;
	return SIGNFW_TEE_SUCCESS;
}

static uint32_t start(struct ta *ta)
{
	if (ta->state == TA_OFF)
		return SIGNFW_TEE_BAD_STATE;
	if (is_fault(ta, SIGNFW_COMMAND_START))
		return ta->fault_result;
	ta->state = TA_STARTED;
	return SIGNFW_TEE_SUCCESS;
}

static uint32_t halt(struct ta *ta)
{
	if (ta->state == TA_LOADED)
		return SIGNFW_TEE_BAD_STATE;
	if (is_fault(ta, SIGNFW_COMMAND_STOP))
		return ta->fault_result;
	ta->state = TA_OFF;
	if (ta->clears_memory)
		ta->held = '-';
	return SIGNFW_TEE_SUCCESS;
}

static uint32_t release(struct ta *ta)
{
	if (!ta->has_release)
		return SIGNFW_TEE_BAD_PARAMETERS;
	ta->state = TA_OFF;
	ta->held = '-';
	return SIGNFW_TEE_SUCCESS;
}

static uint32_t answer(struct ta *ta, enum signfw_command command, struct tee_reply *reply)
{
	if (ta->state == TA_NONE)
		ta->state = TA_OFF;
	switch (command) {
	case SIGNFW_COMMAND_LOAD:
		return load(ta);
	case SIGNFW_COMMAND_START:
		return start(ta);
	case SIGNFW_COMMAND_STOP:
		return halt(ta);
	case SIGNFW_COMMAND_RELEASE:
		return release(ta);
	case SIGNFW_COMMAND_GET_RSC_TABLE:
		if (is_fault(ta, SIGNFW_COMMAND_GET_RSC_TABLE))
			return ta->fault_result;
		reply->table_size = (uint32_t)table_of(ta)->size;
		reply->table_pa = reply->table_size == 0 ? 0 : TABLE_PA;
		return SIGNFW_TEE_SUCCESS;
	case SIGNFW_COMMAND_GET_COREDUMP:
		break;
	}
	return SIGNFW_TEE_BAD_PARAMETERS;
}

static bool invoke(void *context, enum signfw_command command, struct tee_reply *reply)
{
	static const char *const names[COMMANDS] = {"", "LOAD", "START", "STOP", "GET", "", "RELEASE"};
	struct ta *ta = context;
	const size_t used = strlen(ta->calls);

	reply->result = answer(ta, command, reply);
	snprintf(ta->calls + used, sizeof(ta->calls) - used, "%s%s:0x%x", used == 0 ? "" : " ", names[command],
		 reply->result);
	return true;
}

static bool read_table(void *context, uint64_t pa, uint32_t size, uint8_t *out)
{
	const struct test_file *table = table_of(context);

	assert_int_equal(pa, TABLE_PA);
	assert_int_equal(size, table->size);
	memcpy(out, table->data, size);
	return true;
}

/* ---- a story ---- */

static struct test_file load_table(const char *name)
{
	char path[128];

	snprintf(path, sizeof(path), "vectors/linux/%s", name);
	return load_file(path);
}

static struct ta ta_of(json_object *story)
{
	const char *version = text_of(story, "ta"), *fault = text_of(story, "fault");
	struct ta ta = {.held = '-', .file = 'A'};

	ta.ignores_load = strcmp(version, "up-4.4+") == 0 || strcmp(version, "up-4.2") == 0;
	ta.has_release = strcmp(version, "up-4.4+") == 0;
	ta.clears_memory = strcmp(version, "st4") == 0;
	ta.tables[0] = load_table(text_of(story, "table_a"));
	ta.tables[1] = load_table(text_of(story, "table_b"));
	if (fault[0] != '-') {
		unsigned command;

		assert_int_equal(sscanf(fault, "%u,%u,%x", &command, &ta.fault_call, &ta.fault_result), 3);
		ta.fault_command = (enum signfw_command)command;
	}
	return ta;
}

/* The log, one line after the other. */
static void expect_log(const char *name, const struct kernel_log *log, json_object *expected)
{
	const size_t count = json_object_array_length(expected);

	for (size_t i = 0; i < count; i++) {
		const char *line = json_object_get_string(json_object_array_get_idx(expected, i));

		if (i >= log->count || strcmp(log->lines[i], line) != 0)
			fail_msg("%s: line %zu is '%s', expected '%s'", name, i, i < log->count ? log->lines[i] : "",
				 line);
	}
	if (log->count > count)
		fail_msg("%s: unexpected line '%s'", name, log->lines[count]);
}

static void expect_step(const char *name, const struct host *host, const struct ta *ta, int error, json_object *step)
{
	static const char *const states[] = {"NONE", "OFF", "LOADED", "STARTED"};
	const char held[] = {ta->held, '\0'};
	char expected[512] = "";
	json_object *calls = json_object_object_get(step, "calls");

	for (size_t i = 0; i < json_object_array_length(calls); i++) {
		const size_t used = strlen(expected);

		snprintf(expected + used, sizeof(expected) - used, "%s%s", used == 0 ? "" : " ",
			 json_object_get_string(json_object_array_get_idx(calls, i)));
	}
	if (strcmp(ta->calls, expected) != 0)
		fail_msg("%s: the calls are %s, expected %s", name, ta->calls, expected);
	if (error != json_object_get_int(json_object_object_get(step, "errno")))
		fail_msg("%s: errno is %d, expected %s", name, error, text_of(step, "errno"));
	expect_log(name, &host->rproc.log, json_object_object_get(step, "log"));
	assert_string_equal(sfw_host_state(host), text_of(step, "linux_state"));
	assert_int_equal(host->rproc.power, json_object_get_int(json_object_object_get(step, "power")));
	assert_string_equal(states[ta->state], text_of(step, "ta_state"));
	assert_string_equal(held, text_of(step, "ta_firmware"));
}

static void play(struct host *host, struct ta *ta, json_object *story)
{
	json_object *steps = json_object_object_get(story, "steps");
	size_t step = 0;
	char name[128];

	for (const char *action = text_of(story, "actions"); *action != '\0'; action++) {
		/* a kernel that crashes ends the story */
		if (step >= json_object_array_length(steps))
			return;
		if (*action == 'B') {
			ta->file = 'B';
			continue;
		}
		snprintf(name, sizeof(name), "%s, %s, %s, step %zu", text_of(story, "kernel"), text_of(story, "ta"),
			 text_of(story, "name"), step);
		ta->calls[0] = '\0';
		sfw_kernel_log_clear(&host->rproc.log);
		const int error = sfw_host_act(host, *action == 's'   ? SIGNFW_ACTION_START
						     : *action == 't' ? SIGNFW_ACTION_STOP
								      : SIGNFW_ACTION_CRASH);
		json_object *expected = json_object_array_get_idx(steps, step);

		/* a crash of a processor that is off is no step */
		if (strcmp(text_of(expected, "action"), *action == 's'   ? "start"
							: *action == 't' ? "stop"
									 : "crash") != 0)
			continue;
		expect_step(name, host, ta, error, expected);
		step++;
	}
	assert_int_equal(step, json_object_array_length(steps));
}

static void expect_story(json_object *story, const struct linux_board *board)
{
	struct ta ta = ta_of(story);
	const struct tee tee = {&ta, invoke, read_table};
	struct host host = {
		.rproc = {.kernel = sfw_kernel_find(NULL), .board = board},
		.driver = {.binding = sfw_tee_binding(text_of(story, "kernel")), .tee = &tee},
		.file_size = FILE_SIZE,
	};

	assert_non_null(host.driver.binding);
	play(&host, &ta, story);
	sfw_host_cleanup(&host);
	free(ta.tables[0].data);
	free(ta.tables[1].data);
}

static void linux_and_the_ta_do_what_they_did(void **state)
{
	struct test_file file = load_file("vectors/linux/sequences.json");
	struct test_file tree = load_tree("mp15");
	json_tokener *tokener = json_tokener_new();
	json_object *stories = json_tokener_parse_ex(tokener, (const char *)file.data, (int)file.size);
	struct linux_board board = {0};

	(void)state;
	assert_int_equal(sfw_linux_tree_read(&board, tree.data, tree.size, NULL, NULL), SIGNFW_OK);
	assert_int_equal(json_object_array_length(stories), 137);
	for (size_t i = 0; i < json_object_array_length(stories); i++)
		expect_story(json_object_array_get_idx(stories, i), &board);
	json_object_put(stories);
	json_tokener_free(tokener);
	free(tree.data);
	free(file.data);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(linux_and_the_ta_do_what_they_did),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
