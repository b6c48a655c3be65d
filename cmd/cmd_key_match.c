/* SPDX-License-Identifier: BSD-2-Clause */
/* key match: whether a build of OP-TEE trusts a key, and which keys are in it. */
#include <string.h>

#include "base/message.h"
#include "commands.h"
#include "files/destination.h"
#include "files/file.h"
#include "key_command.h"
#include "signfw/key.h"
#include "signfw/optee.h"

enum {
	OPT_IN = OPTION_FIRST
};

/* Parts of one build. */
#define FILES_MAX 16

static const struct option_spec option_table[] = {
	{"in", OPT_IN, "FILE", true, "a binary of OP-TEE, or several parts of one build; may be given without --in"},
	KEY_OPTION("the key, public or private; without it, keys are only listed"),
	KEY_PASS_OPTIONS,
	{0},
};

struct request {
	struct key_source source;
	const char *paths[FILES_MAX];
	size_t count;
	struct file files[FILES_MAX]; /* owned: what was read so far */
};

static int take_option(void *context, struct call *call, int id, char *argument)
{
	struct request *request = context;

	if (id != OPTIONS_FILE && id != OPT_IN)
		return key_take_option(&request->source, call, id, argument);
	if (request->count == FILES_MAX)
		return usage_error(call, "more than %d files", FILES_MAX);
	request->paths[request->count++] = argument;
	return EXIT_DONE;
}

static int check(const struct request *request, const struct call *call)
{
	size_t from_stdin = is_dash(request->source.path);

	if (request->count == 0)
		return usage_error(call, "no binary of OP-TEE was given");
	for (size_t i = 0; i < request->count; i++)
		from_stdin += is_dash(request->paths[i]);
	if (from_stdin > 1)
		return usage_error(call, "standard input can be read once only");
	/* a key that is there twice means more than one that is there once */
	for (size_t i = 0; i < request->count; i++)
		for (size_t j = 0; j < i; j++)
			if (is_same_file(request->paths[i], request->paths[j]))
				return usage_error(call, "%s is given twice", request->paths[i]);
	return key_is_asked_for(&request->source) ? key_check(&request->source, call) : EXIT_DONE;
}

static const char *const verdicts[] = {
	[SIGNFW_TRUST_UNKNOWN] = "unknown",
	[SIGNFW_TRUST_NO] = "not trusted",
	[SIGNFW_TRUST_MAYBE] = "maybe trusted",
	[SIGNFW_TRUST_YES] = "trusted",
};

/* "tee.bin, offset 0x1234: " */
static void print_place(const char *path, uint64_t offset)
{
	print_escaped(stdout, path, strlen(path));
	printf(", offset 0x%llx: ", (unsigned long long)offset);
}

static void print_keys(const struct request *request, const signfw_optee *optee)
{
	const size_t count = signfw_optee_key_count(optee);
	struct signfw_optee_key key;
	size_t i = 0;

	for (; signfw_optee_key(optee, i, &key) == SIGNFW_OK; i++) {
		print_place(request->paths[key.file], key.offset);
		printf("%zu-bit RSA key", 8 * key.modulus_size);
		if (key.symbol != NULL)
			printf(" %s", key.symbol);
		if (key.exponent != 0)
			printf(", exponent %u", key.exponent);
		printf(", modulus sha256:");
		print_hex(stdout, key.fingerprint, sizeof(key.fingerprint));
		if (key.matches)
			fputs(", which is the key", stdout);
		putchar('\n');
		if (key.published != NULL)
			printf("  known: this is %s, which everybody has\n", key.published);
	}
	if (i < count)
		printf("%zu more of what looks like keys\n", count - i);
	if (count == 0)
		puts("no keys were found");
}

static void print_text(const struct request *request, const signfw_optee *optee)
{
	struct signfw_trace trace;
	const char *reason;
	const enum signfw_trust trust = signfw_optee_trust(optee, &reason);

	print_keys(request, optee);
	for (size_t i = 0; signfw_optee_trace(optee, i, &trace) == SIGNFW_OK; i++) {
		print_place(request->paths[trace.file], trace.offset);
		puts(trace.what);
	}
	if (request->source.path == NULL)
		return;
	print_escaped(stdout, request->source.path, strlen(request->source.path));
	printf(": %s: %s\n", verdicts[trust], reason);
}

static struct json_object *json_keys(const struct request *request, const signfw_optee *optee)
{
	struct json_object *list = json_object_new_array();
	struct signfw_optee_key key;

	for (size_t i = 0; signfw_optee_key(optee, i, &key) == SIGNFW_OK; i++) {
		struct json_object *entry = json_object_new_object();

		json_object_object_add(entry, "file", json_text(request->paths[key.file]));
		json_object_object_add(entry, "offset", json_size(key.offset));
		json_object_object_add(entry, "bits", json_size(8 * key.modulus_size));
		json_object_object_add(entry, "exponent", key.exponent == 0 ? NULL : json_hex32(key.exponent));
		json_object_object_add(entry, "modulus_fingerprint",
				       json_hex("sha256:", key.fingerprint, sizeof(key.fingerprint)));
		json_object_object_add(entry, "symbol", key.symbol == NULL ? NULL : json_text(key.symbol));
		json_object_object_add(entry, "known", key.published == NULL ? NULL : json_text(key.published));
		json_object_object_add(entry, "matches", json_object_new_boolean(key.matches));
		json_object_array_add(list, entry);
	}
	return list;
}

static struct json_object *json_traces(const struct request *request, const signfw_optee *optee)
{
	static const char *const names[] = {
		[SIGNFW_TRACE_PTA] = "pseudo-ta",         [SIGNFW_TRACE_TA] = "ta",
		[SIGNFW_TRACE_FUSED_KEY] = "fused-key",   [SIGNFW_TRACE_FUSE] = "fuse-name",
		[SIGNFW_TRACE_TEST_ENC_KEY] = "test-key",
	};
	struct json_object *list = json_object_new_array();
	struct signfw_trace trace;

	for (size_t i = 0; signfw_optee_trace(optee, i, &trace) == SIGNFW_OK; i++) {
		struct json_object *entry = json_object_new_object();

		json_object_object_add(entry, "kind", json_text(names[trace.kind]));
		json_object_object_add(entry, "what", json_text(trace.what));
		json_object_object_add(entry, "file", json_text(request->paths[trace.file]));
		json_object_object_add(entry, "offset", json_size(trace.offset));
		json_object_array_add(list, entry);
	}
	return list;
}

static void print_json(const struct request *request, const signfw_optee *optee, const signfw_key *key)
{
	static const char *const words[] = {
		[SIGNFW_TRUST_UNKNOWN] = "unknown",
		[SIGNFW_TRUST_NO] = "no",
		[SIGNFW_TRUST_MAYBE] = "maybe",
		[SIGNFW_TRUST_YES] = "yes",
	};
	const char *reason;
	const enum signfw_trust trust = signfw_optee_trust(optee, &reason);
	struct json_object *object = json_report("key-match", request->paths[0], NULL, NULL);
	struct json_object *files = json_object_new_array();
	uint8_t fingerprint[SIGNFW_SHA256_SIZE];

	for (size_t i = 0; i < request->count; i++)
		json_object_array_add(files, json_text(request->paths[i]));
	json_object_object_add(object, "files", files);
	json_object_object_add(object, "key", key == NULL ? NULL : json_text(request->source.path));
	json_object_object_add(object, "key_fingerprint",
			       key != NULL && signfw_key_fingerprint(key, fingerprint, NULL) == SIGNFW_OK
				       ? json_hex("sha256:", fingerprint, sizeof(fingerprint))
				       : NULL);
	json_object_object_add(object, "trusted", json_text(words[trust]));
	json_object_object_add(object, "reason", json_text(reason));
	json_object_object_add(object, "keys_found", json_size(signfw_optee_key_count(optee)));
	json_object_object_add(object, "keys", json_keys(request, optee));
	json_object_object_add(object, "traces", json_traces(request, optee));
	json_print(object);
}

/* Who only asks what is in there gets an answer in any case. */
static int exit_code_for(const signfw_optee *optee, bool key_given)
{
	switch (signfw_optee_trust(optee, NULL)) {
	case SIGNFW_TRUST_YES:
	case SIGNFW_TRUST_MAYBE:
		return EXIT_DONE;
	case SIGNFW_TRUST_NO:
		return EXIT_REFUSED;
	case SIGNFW_TRUST_UNKNOWN:
		break;
	}
	return key_given ? EXIT_UNABLE : EXIT_DONE;
}

static int inspect(const struct request *request, const struct call *call, const signfw_key *key)
{
	struct signfw_input inputs[FILES_MAX];
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_optee *optee = NULL;

	for (size_t i = 0; i < request->count; i++)
		inputs[i] = (struct signfw_input){request->files[i].data, request->files[i].size, request->paths[i]};
	const enum signfw_status status = signfw_optee_inspect(&optee, inputs, request->count, key, &error);

	if (status != SIGNFW_OK) {
		message(NULL, "%s", error.message);
		return exit_code_of(status);
	}
	const int code = exit_code_for(optee, key != NULL);

	if (call->json)
		print_json(request, optee, key);
	else if (!call->quiet)
		print_text(request, optee);
	signfw_optee_free(optee);
	return finish_stdout() ? code : EXIT_UNABLE;
}

static int run_request(void *context, const struct call *call)
{
	struct request *request = context;
	signfw_key *key = NULL;
	int code = check(request, call);

	if (code == EXIT_DONE && request->source.path != NULL)
		code = key_load(&request->source, false, call->quiet, &key);
	for (size_t i = 0; i < request->count && code == EXIT_DONE; i++)
		if (!file_read(request->paths[i], call->max_size, &request->files[i]))
			code = EXIT_UNABLE;
	if (code == EXIT_DONE)
		code = inspect(request, call, key);
	for (size_t i = 0; i < request->count; i++)
		file_free(&request->files[i]);
	signfw_key_free(key);
	return code;
}

static int run(const struct command *command, int argc, char **argv)
{
	struct request request = {0};

	return options_run(command, argc, argv, take_option, run_request, &request);
}

const struct command cmd_key_match = {
	.name = "key match",
	.summary = "Whether a build of OP-TEE trusts a key, and which keys are in it",
	.synopsis = "[--key KEY] [OPTIONS] FILE...",
	.notes = "tee.elf with symbols says for certain; tee.bin, all parts of a build with pager, or a FIP say\n"
		 "whether the key is in there.  Exit code 1 if the key isn't trusted, 3 if the files don't say;\n"
		 "0 also if the key is in there, but may be for Trusted Applications only.",
	.options = option_table,
	.run = run,
};
