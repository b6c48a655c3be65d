/* SPDX-License-Identifier: BSD-2-Clause */
/* verify: signature, structure, every segment. */
#include "commands.h"
#include "containers/container_file.h"
#include "keys/enc_key_file.h"
#include "keys/key_source.h"
#include "printing/report.h"
#include "signfw/container.h"

struct request {
	char *file;
	struct key_source key;
	struct enc_key_source enc_key;
	bool strict;
};

static const struct option_row options[] = {
	{"in", 0, "FILE", OPTION_TEXT, offsetof(struct request, file), .noun = "container", .is_operand = true,
	 .required = "no container was given", .file = FILE_READ,
	 .help = "the container; may be given without --in; '-' is standard input"},
	{"key", 'k', "KEY", OPTION_OTHER, offsetof(struct request, key), .parse = key_source_parse,
	 .required = "no key: --key is missing", .file = FILE_READ, .file_of = signfw_key_file,
	 .help = "public key, private key or X.509 certificate" KEY_HELP},
	{"strict", 0, NULL, OPTION_FLAG, offsetof(struct request, strict), .help = "warnings are errors"},
	{0},
};

static const struct option_row encryption_options[] = {
	{"enc-key", 0, "FILE", OPTION_TEXT, offsetof(struct request, enc_key.path), .file = FILE_READ,
	 .help = "the key that the images have to be encrypted with" ENC_KEY_HELP},
	{0},
};

static const struct option_group groups[] = {
	{"Input and key", options, 0},
	{"Key", key_source_rows, offsetof(struct request, key)},
	{"Encryption", encryption_options, 0},
	{"Encryption", enc_key_rows, offsetof(struct request, enc_key)},
	{0},
};

/* Names of enum signfw_check. */
static const char *const states[] = {[SIGNFW_UNCHECKED] = "unchecked", [SIGNFW_GOOD] = "ok", [SIGNFW_BAD] = "mismatch"};

static void add_signature(struct node *report, const signfw_container *container, const uint8_t *fingerprint)
{
	struct signfw_signature signature;

	if (signfw_container_signature(container, &signature) != SIGNFW_OK) {
		add_null(report, "signature");
		return;
	}
	struct node *object = add_object(report, "signature");

	add_named(object, "type", signature.type, signfw_key_type_name((enum signfw_key_type)signature.type));
	add_boolean(object, "valid", signature.check == SIGNFW_GOOD);
	add_bytes(object, "key_fingerprint", "sha256:", fingerprint, SIGNFW_SHA256_SIZE);
}

static void add_segments(struct node *report, const signfw_container *container)
{
	struct node *list = add_list(report, "segments");
	struct signfw_segment segment;

	for (size_t i = 0; i < signfw_container_image_count(container); i++)
		for (size_t j = 0; signfw_container_segment(container, i, j, &segment) == SIGNFW_OK; j++) {
			struct node *entry = add_object(list, NULL);

			add_size(entry, "image", i);
			add_size(entry, "segment", j);
			add_named(entry, "type", segment.type, signfw_segment_type_name(segment.type));
			add_code(entry, "address", segment.address);
			add_size(entry, "file_size", segment.file_size);
			add_size(entry, "memory_size", segment.memory_size);
			add_named(entry, "hash", segment.check, states[segment.check]);
		}
}

/* What was verified, and with what. */
struct verified {
	struct container_file in;
	signfw_key *key;
	uint8_t fingerprint[SIGNFW_SHA256_SIZE]; /* of the key */
	struct enc_key enc_key;
};

static struct node *make_report(const struct verified *verified, bool is_valid)
{
	const signfw_container *container = verified->in.container;
	struct node *report = report_new("verify", verified->in.path, signfw_container_layout(container),
					 signfw_container_findings(container));

	add_text(report, "verdict", is_valid ? "valid" : "invalid");
	add_signature(report, container, verified->fingerprint);
	add_text(report, "encryption_key",
		 verified->enc_key.size == 0 ? NULL : states[signfw_container_enc_key_check(container)]);
	add_segments(report, container);
	return report;
}

static void print_text(const struct node *report, const void *context)
{
	const struct verified *verified = context;
	const bool is_encrypted = signfw_container_enc_key_check(verified->in.container) == SIGNFW_GOOD;

	(void)report; /* has less */
	report_container(verified->in.path, is_encrypted ? "valid, encrypted with this key, " : "valid, ",
			 verified->in.container, verified->key, verified->fingerprint);
}

static bool judge(const struct request *request, struct verified *verified, struct call *call)
{
	struct signfw_verify_options how = SIGNFW_VERIFY_OPTIONS_INIT;
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_container *container = verified->in.container;
	enum signfw_status status = signfw_key_fingerprint(verified->key, verified->fingerprint, &error);

	how.flags |= request->strict ? SIGNFW_VERIFY_STRICT : 0;
	how.enc_key = enc_key_bytes(&verified->enc_key);
	how.enc_key_size = verified->enc_key.size;
	if (status == SIGNFW_OK)
		status = signfw_container_verify(container, verified->key, &how, &error);
	report_findings(request->file, SOURCE_IS_PART, signfw_container_findings(container), call->quiet,
			call->verbose);
	return call_succeeds(call, request->file, status, &error);
}

static bool print(const struct verified *verified, struct call *call)
{
	const bool is_valid = call->exit_code == EXIT_DONE;

	return call_has_result(call) &&
	       print_report(call, make_report(verified, is_valid), is_valid && call->verbose ? print_text : NULL,
			    verified, call->exit_code);
}

static bool verify(void *context, struct call *call)
{
	struct request *request = context;
	struct verified verified = {0};
	const bool is_valid = key_check(&request->key, call) && key_open(&request->key, false, call, &verified.key) &&
			      enc_key_open(&request->enc_key, call, &verified.enc_key) &&
			      container_read(&verified.in, request->file, call) && judge(request, &verified, call);
	const bool printed = print(&verified, call);

	container_release(&verified.in);
	enc_key_wipe(&verified.enc_key);
	signfw_key_free(verified.key);
	return is_valid && printed;
}

const struct command cmd_verify = {
	.name = "verify",
	.summary = "Verify the signature, the structure and every segment of a container",
	.synopsis = "--key KEY [OPTIONS] FILE",
	.notes = "Prints nothing if all is well; --verbose prints what was verified.",
	.groups = groups,
	.request_size = sizeof(struct request),
	.carry_out = verify,
};
