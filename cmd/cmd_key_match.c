/* SPDX-License-Identifier: BSD-2-Clause */
/* key match: whether a build of OP-TEE trusts a key, and which keys are in it. */
#include <string.h>

#include "commands.h"
#include "containers/inputs.h"
#include "files/destination.h"
#include "keys/key_report.h"
#include "keys/key_source.h"
#include "printing/text.h"
#include "signfw/key.h"
#include "signfw/optee.h"

/* Parts of one build. */
#define FILES_MAX 16

struct request {
	struct arguments in;
	struct key_source key;
};

static const struct option_row options[] = {
	{"in", 0, "FILE", OPTION_LIST, offsetof(struct request, in), .most = FILES_MAX, .noun = "file",
	 .is_operand = true, .required = "no binary of OP-TEE was given", .file = FILE_READ,
	 .help = "a binary of OP-TEE, or several parts of one build; may be given without --in"},
	{0},
};

static const struct option_group groups[] = {
	{"Build of OP-TEE and key", options, .offset = 0},
	{"Build of OP-TEE and key", key_rows, offsetof(struct request, key),
	 .purpose = "the key, public or private; without it, keys are only listed"},
	{"Key", key_source_rows, .offset = offsetof(struct request, key)},
	{0},
};

/* A key that is there twice means more than one that is there once. */
static bool check(const struct request *request, struct call *call)
{
	const struct argument *files = request->in.list;

	for (size_t i = 0; i < request->in.count; i++)
		for (size_t j = 0; j < i; j++)
			if (is_same_file(files[i].first, files[j].first))
				return call_misused(call, "%s is given twice", files[i].first);
	return true;
}

static void add_files(struct node *report, const struct request *request)
{
	struct node *list = add_list(report, "files");

	for (size_t i = 0; i < request->in.count; i++)
		add_text(list, NULL, request->in.list[i].first);
}

static void add_keys(struct node *report, const struct request *request, const signfw_optee *optee)
{
	struct node *list = add_list(report, "keys");
	struct signfw_optee_key key;

	for (size_t i = 0; signfw_optee_key(optee, i, &key) == SIGNFW_OK; i++) {
		struct node *entry = add_object(list, NULL);

		add_text(entry, "file", request->in.list[key.file].first);
		add_size(entry, "offset", key.offset);
		add_size(entry, "bits", 8 * key.modulus_size);
		add_code_if(entry, "exponent", key.exponent != 0, key.exponent);
		add_bytes(entry, "modulus_fingerprint", "sha256:", key.fingerprint, sizeof(key.fingerprint));
		add_text(entry, "symbol", key.symbol);
		add_text(entry, "known", key.published);
		add_boolean(entry, "matches", key.matches);
	}
}

static void add_traces(struct node *report, const struct request *request, const signfw_optee *optee)
{
	static const char *const kinds[] = {
		[SIGNFW_TRACE_PTA] = "pseudo-ta",         [SIGNFW_TRACE_TA] = "ta",
		[SIGNFW_TRACE_FUSED_KEY] = "fused-key",   [SIGNFW_TRACE_FUSE] = "fuse-name",
		[SIGNFW_TRACE_TEST_ENC_KEY] = "test-key",
	};
	struct node *list = add_list(report, "traces");
	struct signfw_trace trace;

	for (size_t i = 0; signfw_optee_trace(optee, i, &trace) == SIGNFW_OK; i++) {
		struct node *entry = add_object(list, NULL);

		add_named(entry, "kind", trace.kind, kinds[trace.kind]);
		add_text(entry, "what", trace.what);
		add_text(entry, "file", request->in.list[trace.file].first);
		add_size(entry, "offset", trace.offset);
	}
}

/* @key: or NULL */
static struct node *make_report(const struct request *request, const signfw_optee *optee, const signfw_key *key)
{
	static const char *const answers[] = {
		[SIGNFW_TRUST_UNKNOWN] = "unknown",
		[SIGNFW_TRUST_NO] = "no",
		[SIGNFW_TRUST_MAYBE] = "maybe",
		[SIGNFW_TRUST_YES] = "yes",
	};
	struct node *report = report_new("key-match", request->in.list[0].first, NULL, NULL);
	const char *reason;
	const enum signfw_trust trust = signfw_optee_trust(optee, &reason);

	add_files(report, request);
	add_text(report, "key", key == NULL ? NULL : request->key.path);
	add_key_fingerprint(report, key);
	add_named(report, "trusted", trust, answers[trust]);
	add_text(report, "reason", reason);
	add_size(report, "keys_found", signfw_optee_key_count(optee));
	add_keys(report, request, optee);
	add_traces(report, request, optee);
	return report;
}

/* "tee.bin, offset 0x1234: " */
static void print_place(const struct node *entry)
{
	print_value(node_child(entry, "file"));
	printf(", offset 0x%llx: ", node_number(entry, "offset"));
}

static void print_key(const struct node *key)
{
	const struct node *symbol = node_child(key, "symbol"), *known = node_child(key, "known");

	print_place(key);
	printf("%llu-bit RSA key", node_number(key, "bits"));
	if (symbol->kind != NODE_NULL)
		printf(" %s", symbol->data);
	if (node_number(key, "exponent") != 0)
		printf(", exponent %llu", node_number(key, "exponent"));
	fputs(", modulus ", stdout);
	print_value(node_child(key, "modulus_fingerprint"));
	puts(node_number(key, "matches") != 0 ? ", which is the key" : "");
	if (known->kind != NODE_NULL)
		printf("  known: this is %s, a published key\n", known->data);
}

static void print_keys(const struct node *report)
{
	unsigned long long missing = node_number(report, "keys_found");

	if (missing == 0)
		puts("no keys were found");
	for (const struct node *key = node_child(report, "keys")->first_child; key != NULL; key = key->next) {
		print_key(key);
		missing--;
	}
	if (missing > 0)
		printf("%llu more of what looks like keys\n", missing);
}

static void print_text(const struct node *report, const void *context)
{
	static const char *const verdicts[] = {
		[SIGNFW_TRUST_UNKNOWN] = "unknown",
		[SIGNFW_TRUST_NO] = "not trusted",
		[SIGNFW_TRUST_MAYBE] = "maybe trusted",
		[SIGNFW_TRUST_YES] = "trusted",
	};
	const struct node *key = node_child(report, "key");

	(void)context;
	print_keys(report);
	for (const struct node *trace = node_child(report, "traces")->first_child; trace != NULL; trace = trace->next) {
		print_place(trace);
		puts(node_child(trace, "what")->data);
	}
	if (key->kind == NODE_NULL)
		return;
	print_value(key);
	printf(": %s: %s\n", verdicts[node_number(report, "trusted")], node_child(report, "reason")->data);
}

/* Listing keys succeeds whatever is found; judging one depends on the verdict. */
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

static bool inspect(const struct request *request, const struct inputs *inputs, const signfw_key *key,
		    struct call *call)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_optee *optee = NULL;
	const enum signfw_status status = signfw_optee_inspect(&optee, inputs->list, inputs->count, key, &error);

	if (status != SIGNFW_OK)
		return call_fails(call, exit_code_of(status), NULL, "%s", error.message);
	const bool trusted = print_report(call, make_report(request, optee, key), call->quiet ? NULL : print_text, NULL,
					  exit_code_for(optee, key != NULL));

	signfw_optee_free(optee);
	return trusted;
}

static bool key_match(void *context, struct call *call)
{
	struct request *request = context;
	struct inputs inputs = {0};
	signfw_key *key = NULL;
	const bool is_trusted = check(request, call) && key_open_if_given(&request->key, call, &key) &&
				inputs_read(&request->in, call, &inputs) && inspect(request, &inputs, key, call);

	inputs_release(&inputs);
	signfw_key_free(key);
	return is_trusted;
}

const struct command cmd_key_match = {
	.name = "key match",
	.summary = "Whether a build of OP-TEE trusts a key, and which keys are in it",
	.synopsis = "[--key KEY] [OPTIONS] FILE...",
	.notes = "tee.elf with symbols says for certain; tee.bin, all parts of a build with pager, or a FIP say "
		 "whether the key is in there.  Exit code 1 if the key isn't trusted, 3 if the files don't say; "
		 "0 also if the key is in there, but may be for Trusted Applications only.",
	.examples = {"key match --key pub.pem tee.elf", "key match tee-raw.bin"},
	.groups = groups,
	.request_size = sizeof(struct request),
	.carry_out = key_match,
};
