/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Gives the containers of `sign-rproc-fw corpus` to the remoteproc Trusted Application of the
 * device that it runs on, and compares its answers with those of corpus.json.  Prints TAP.
 *
 *     rproc-conformance [--device NAME] [--processor ID] [--sequences] [--dangerous] FOLDER
 */
#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <json-c/json.h>
#include <tee_client_api.h>

/* OP-TEE's ta_remoteproc.h has these. */
#define REMOTEPROC_UUID                                                \
	{                                                              \
		0x80a4c275, 0x0a47, 0x4905,                            \
		{                                                      \
			0x82, 0x85, 0x14, 0x86, 0xa9, 0x77, 0x1a, 0x08 \
		}                                                      \
	}
enum {
	COMMAND_LOAD = 1,
	COMMAND_START = 2,
	COMMAND_STOP = 3,
	COMMAND_TABLE = 4,
	COMMAND_RELEASE = 6
};

#define PATH_SIZE 4096

/* What runs, and how it went. */
struct run {
	TEEC_Context context;
	TEEC_Session session;
	bool is_open;
	struct json_object *corpus;
	const char *folder, *device;
	uint32_t processor;
	bool dangerous; /* also what ends the Trusted Application */
	unsigned count, failed;
};

struct table {
	uint64_t address, size; /* 0: there is none */
};

static _Noreturn void stop_all(const char *why, uint32_t result)
{
	printf("Bail out! %s: 0x%08" PRIx32 "\n", why, result);
	exit(2);
}

/* ---- the Trusted Application -------------------------------------------------- */

/* A session is for one processor, and is gone when the Trusted Application is. */
static void open_session(struct run *run)
{
	const TEEC_UUID uuid = REMOTEPROC_UUID;
	TEEC_Operation operation = {
		.paramTypes = TEEC_PARAM_TYPES(TEEC_VALUE_INPUT, TEEC_NONE, TEEC_NONE, TEEC_NONE),
		.params[0].value.a = run->processor,
	};
	uint32_t origin;

	if (run->is_open)
		return;
	const TEEC_Result result =
		TEEC_OpenSession(&run->context, &run->session, &uuid, TEEC_LOGIN_PUBLIC, NULL, &operation, &origin);

	if (result != TEEC_SUCCESS)
		stop_all("no session is opened", result);
	run->is_open = true;
}

static uint32_t invoke(struct run *run, uint32_t command, TEEC_Operation *operation)
{
	uint32_t origin;

	open_session(run);
	operation->params[0].value.a = run->processor;
	const TEEC_Result result = TEEC_InvokeCommand(&run->session, command, operation, &origin);

	if (result == TEEC_ERROR_TARGET_DEAD) {
		TEEC_CloseSession(&run->session);
		run->is_open = false;
	}
	return result;
}

/* A command that has nothing but the processor. */
static uint32_t give(struct run *run, uint32_t command)
{
	TEEC_Operation operation = {.paramTypes = TEEC_PARAM_TYPES(TEEC_VALUE_INPUT, TEEC_NONE, TEEC_NONE, TEEC_NONE)};

	return invoke(run, command, &operation);
}

static uint32_t get_table(struct run *run, struct table *out)
{
	TEEC_Operation operation = {
		.paramTypes = TEEC_PARAM_TYPES(TEEC_VALUE_INPUT, TEEC_VALUE_OUTPUT, TEEC_VALUE_OUTPUT, TEEC_NONE)};
	const uint32_t result = invoke(run, COMMAND_TABLE, &operation);

	*out = (struct table){0, 0};
	if (result == TEEC_SUCCESS) {
		out->address = operation.params[1].value.a | (uint64_t)operation.params[1].value.b << 32;
		out->size = operation.params[2].value.a | (uint64_t)operation.params[2].value.b << 32;
	}
	return result;
}

/* Reads a file into shared memory, whose size is that of the file then; the file may be empty. */
static size_t read_into(struct run *run, const char *name, TEEC_SharedMemory *memory)
{
	char path[PATH_SIZE];

	snprintf(path, sizeof(path), "%s/%s", run->folder, name);
	FILE *file = fopen(path, "rb");

	if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
		printf("Bail out! %s: %s\n", path, strerror(errno));
		exit(2);
	}
	const size_t size = (size_t)ftell(file);

	rewind(file);
	*memory = (TEEC_SharedMemory){.size = size == 0 ? 1 : size, .flags = TEEC_MEM_INPUT};
	const TEEC_Result result = TEEC_AllocateSharedMemory(&run->context, memory);

	if (result != TEEC_SUCCESS)
		stop_all("no shared memory", result);
	if (fread(memory->buffer, 1, size, file) != size)
		stop_all("a container can't be read", 0);
	fclose(file);
	return size;
}

static uint32_t load(struct run *run, const char *name)
{
	TEEC_SharedMemory memory;
	const size_t size = read_into(run, name, &memory);
	TEEC_Operation operation = {
		.paramTypes = TEEC_PARAM_TYPES(TEEC_VALUE_INPUT, TEEC_MEMREF_PARTIAL_INPUT, TEEC_NONE, TEEC_NONE),
		.params[1].memref = {.parent = &memory, .size = size},
	};
	const uint32_t result = invoke(run, COMMAND_LOAD, &operation);

	TEEC_ReleaseSharedMemory(&memory);
	return result;
}

/* Whether no firmware is loaded: of none the resource table can't be asked for, at whatever the state is then. */
static bool is_off(struct run *run)
{
	struct table table;
	const uint32_t result = get_table(run, &table);

	return result == TEEC_ERROR_BAD_STATE || result == TEEC_ERROR_BAD_PARAMETERS;
}

/* Gets rid of firmware, starting it only where nothing else does. */
static void unload(struct run *run)
{
	static const uint32_t commands[] = {COMMAND_STOP, COMMAND_RELEASE, COMMAND_STOP, COMMAND_START, COMMAND_STOP};

	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]) && !is_off(run); i++)
		give(run, commands[i]);
	if (!is_off(run))
		stop_all("firmware stays loaded", 0);
}

/* Also of a boot address that a refused container may have left: what has none is loaded, and stopped. */
static void clean(struct run *run)
{
	unload(run);
	if (strncmp(run->device, "st-4.0", 6) == 0 && load(run, "good-st-4.0.sign") == TEEC_SUCCESS)
		unload(run);
}

/* ---- corpus.json ---------------------------------------------------------------- */

static struct json_object *member(struct json_object *object, const char *name)
{
	struct json_object *value = NULL;

	json_object_object_get_ex(object, name, &value);
	return value;
}

static const char *text(struct json_object *object, const char *name)
{
	const char *value = json_object_get_string(member(object, name));

	return value == NULL ? "" : value;
}

/* Numbers are there in hexadecimal digits. */
static uint64_t code(struct json_object *object, const char *name)
{
	return strtoull(text(object, name), NULL, 16);
}

static struct table table_of(struct json_object *answer)
{
	struct json_object *table = member(answer, "resource_table");

	return (struct table){code(table, "address"), json_object_get_uint64(member(table, "size"))};
}

/* The element of a list that is about the device; NULL if there is none. */
static struct json_object *of_device(struct json_object *list, const char *key, const char *device)
{
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *element = json_object_array_get_idx(list, i);

		if (strcmp(text(element, key), device) == 0)
			return element;
	}
	return NULL;
}

/* ---- tests ---------------------------------------------------------------------------- */

static void report(struct run *run, bool passed, const char *name, const char *comment)
{
	run->count++;
	run->failed += !passed;
	printf("%sok %u - %s%s%s\n", passed ? "" : "not ", run->count, name, comment[0] == '\0' ? "" : " # ", comment);
	fflush(stdout);
}

/* Whether a command was answered as expected; says why not. */
static bool compare(struct json_object *expected, uint32_t result, const struct table *found, char *why, size_t size)
{
	const struct table table = table_of(expected);

	if (result != code(expected, "code"))
		snprintf(why, size, "0x%08" PRIx32 ", expected %s: %s", result, text(expected, "code"),
			 text(expected, "reason"));
	else if (found != NULL && (found->address != table.address || found->size != table.size))
		snprintf(why, size,
			 "resource table at 0x%" PRIx64 ", %" PRIu64 " bytes, expected 0x%" PRIx64 ", %" PRIu64,
			 found->address, found->size, table.address, table.size);
	else
		return true;
	return false;
}

static bool is_deadly(struct json_object *answer)
{
	return code(answer, "code") == TEEC_ERROR_TARGET_DEAD;
}

static void test_case(struct run *run, struct json_object *test)
{
	struct json_object *expected = of_device(member(test, "answers"), "device", run->device);
	struct table table;
	char why[400] = "";

	if (is_deadly(expected) && !run->dangerous) {
		report(run, true, text(test, "name"), "SKIP it ends the Trusted Application");
		return;
	}
	clean(run);
	const uint32_t result = load(run, text(test, "file"));
	const bool is_loaded = result == TEEC_SUCCESS && get_table(run, &table) == TEEC_SUCCESS;

	report(run, compare(expected, result, is_loaded ? &table : NULL, why, sizeof(why)), text(test, "name"), why);
}

/* Whether the step is answered as expected. */
static bool test_step(struct run *run, struct json_object *step, struct json_object *expected, char *why, size_t size)
{
	const uint32_t command = (uint32_t)json_object_get_uint64(member(step, "number"));
	struct table table;

	if (command == COMMAND_LOAD)
		return compare(expected, load(run, text(step, "file")), NULL, why, size);
	if (command != COMMAND_TABLE)
		return compare(expected, give(run, command), NULL, why, size);
	const uint32_t result = get_table(run, &table);

	return compare(expected, result, result == TEEC_SUCCESS ? &table : NULL, why, size);
}

static void test_sequence(struct run *run, struct json_object *sequence)
{
	struct json_object *steps = member(sequence, "steps");
	struct json_object *answer = of_device(member(sequence, "answers"), "device", run->device);
	struct json_object *expected = member(answer, "results");
	char why[400] = "", comment[450] = "";
	bool passed = true;

	if (json_object_get_uint64(member(json_object_array_get_idx(steps, 0), "number")) != COMMAND_LOAD) {
		report(run, true, text(sequence, "name"), "SKIP the device would have to be reset");
		return;
	}
	clean(run);
	for (size_t i = 0; i < json_object_array_length(steps) && passed; i++) {
		passed = test_step(run, json_object_array_get_idx(steps, i), json_object_array_get_idx(expected, i),
				   why, sizeof(why));
		if (!passed)
			snprintf(comment, sizeof(comment), "step %zu: %s", i + 1, why);
	}
	report(run, passed, text(sequence, "name"), comment);
}

static int run_all(struct run *run, bool sequences)
{
	struct json_object *cases = member(run->corpus, "cases");
	struct json_object *list = member(run->corpus, "sequences");
	const size_t case_count = json_object_array_length(cases);
	const size_t sequence_count = sequences ? json_object_array_length(list) : 0;
	const TEEC_Result result = TEEC_InitializeContext(NULL, &run->context);

	if (result != TEEC_SUCCESS)
		stop_all("no TEE", result);
	printf("TAP version 13\n1..%zu\n", case_count + sequence_count);
	for (size_t i = 0; i < case_count; i++)
		test_case(run, json_object_array_get_idx(cases, i));
	for (size_t i = 0; i < sequence_count; i++)
		test_sequence(run, json_object_array_get_idx(list, i));
	clean(run);
	TEEC_CloseSession(&run->session);
	TEEC_FinalizeContext(&run->context);
	printf("# %s: %u of %u as expected\n", run->device, run->count - run->failed, run->count);
	return run->failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* ---- the command line --------------------------------------------------------------------- */

static int misuse(const char *why)
{
	fprintf(stderr,
		"rproc-conformance: %s\n"
		"Usage: rproc-conformance [--device NAME] [--processor ID] [--sequences] [--dangerous] FOLDER\n"
		"  --device NAME   the version of corpus.json that the device is of; needed if there are several\n"
		"  --processor ID  instead of that of the version\n"
		"  --sequences     also the sequences: they start the processor\n"
		"  --dangerous     also what ends the Trusted Application\n",
		why);
	return 2;
}

/* The version to compare with; NULL, and a message, if that isn't clear. */
static struct json_object *choose_device(struct json_object *corpus, const char *name)
{
	struct json_object *devices = member(corpus, "devices");

	if (name == NULL && json_object_array_length(devices) == 1)
		return json_object_array_get_idx(devices, 0);
	return name == NULL ? NULL : of_device(devices, "name", name);
}

int main(int argc, char **argv)
{
	static const struct option options[] = {{"device", required_argument, NULL, 'd'},
						{"processor", required_argument, NULL, 'p'},
						{"sequences", no_argument, NULL, 's'},
						{"dangerous", no_argument, NULL, 'x'},
						{0}};
	struct run run = {0};
	const char *name = NULL, *processor = NULL;
	bool sequences = false;
	char path[PATH_SIZE];
	int option;

	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		name = option == 'd' ? optarg : name;
		processor = option == 'p' ? optarg : processor;
		sequences = sequences || option == 's';
		run.dangerous = run.dangerous || option == 'x';
		if (option == '?')
			return misuse("see below");
	}
	if (optind + 1 != argc)
		return misuse("one folder is expected");
	run.folder = argv[optind];
	snprintf(path, sizeof(path), "%s/corpus.json", run.folder);
	run.corpus = json_object_from_file(path);
	if (run.corpus == NULL || strcmp(text(run.corpus, "schema"), "signfw.corpus/1") != 0) {
		json_object_put(run.corpus);
		return misuse("the folder has no corpus.json");
	}
	struct json_object *device = choose_device(run.corpus, name);

	if (device == NULL) {
		json_object_put(run.corpus);
		return misuse("--device doesn't name one of corpus.json's devices");
	}
	run.device = text(device, "name");
	run.processor = processor != NULL ? (uint32_t)strtoul(processor, NULL, 0)
					  : (uint32_t)json_object_get_uint64(member(device, "processor"));
	const int code = run_all(&run, sequences);

	json_object_put(run.corpus);
	return code;
}
