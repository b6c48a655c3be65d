/* SPDX-License-Identifier: BSD-2-Clause */
/* verify: signature, structure, every segment. */
#include "arguments/options.h"
#include "base/message.h"
#include "commands.h"
#include "files/file.h"
#include "keys/enckey_file.h"
#include "keys/keyfile.h"
#include "printing/report.h"
#include "signfw/container.h"

enum {
	OPT_IN = OPTION_FIRST,
	OPT_STRICT
};

static const struct option_spec option_table[] = {
	{"in", OPT_IN, "FILE", false, "the container; may be given without --in; '-' is standard input"},
	KEY_OPTION("public key, private key or X.509 certificate"),
	KEY_PASS_OPTIONS,
	ENC_KEY_OPTIONS("the key that the images have to be encrypted with"),
	{"strict", OPT_STRICT, NULL, false, "warnings are errors"},
	{0},
};

struct request {
	const char *file;
	struct key_source key;
	struct enc_key_source enc_key_source;
	struct enc_key enc_key;
	bool strict;
};

static int take_option(void *context, struct call *call, int id, char *argument)
{
	struct request *request = context;

	switch (id) {
	case OPT_KEY:
	case OPT_KEY_PASS:
	case OPT_KEY_PWD:
	case OPT_PROVIDER:
	case OPT_PROVIDER_PATH:
		return key_take_option(&request->key, call, id, argument);
	case OPT_ENC_KEY:
	case OPT_ALLOW_SHORT_AES_KEY:
		return enc_key_take_option(&request->enc_key_source, id, argument);
	case OPT_STRICT:
		request->strict = true;
		return EXIT_DONE;
	default:
		return options_take_file(call, &request->file, argument);
	}
}

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
	const struct request *request;
	const signfw_container *container;
	const signfw_key *key;
	uint8_t fingerprint[SIGNFW_SHA256_SIZE]; /* of the key */
};

static struct node *make_report(const struct verified *verified, bool is_valid)
{
	const struct request *request = verified->request;
	const signfw_container *container = verified->container;
	struct node *report = report_new("verify", request->file, signfw_container_layout(container),
					 signfw_container_findings(container));

	add_text(report, "verdict", is_valid ? "valid" : "invalid");
	add_signature(report, container, verified->fingerprint);
	add_text(report, "encryption_key",
		 request->enc_key.size == 0 ? NULL : states[signfw_container_enc_key_check(container)]);
	add_segments(report, container);
	return report;
}

static void print_text(const struct node *report, const void *context)
{
	const struct verified *verified = context;
	const bool is_encrypted = signfw_container_enc_key_check(verified->container) == SIGNFW_GOOD;

	(void)report; /* has less */
	report_container(verified->request->file, is_encrypted ? "valid, encrypted with this key, " : "valid, ",
			 verified->container, verified->key, verified->fingerprint);
}

static int verify(const struct request *request, const struct call *call, const signfw_key *key,
		  const struct file *file)
{
	struct signfw_verify_options how = SIGNFW_VERIFY_OPTIONS_INIT;
	struct signfw_error error = SIGNFW_ERROR_INIT;
	struct verified verified = {.request = request, .key = key};
	signfw_container *container = NULL;
	enum signfw_status status = signfw_container_inspect(&container, file->data, file->size, &error);

	how.flags |= request->strict ? SIGNFW_VERIFY_STRICT : 0;
	how.enc_key = request->enc_key.size == 0 ? NULL : request->enc_key.bytes;
	how.enc_key_size = request->enc_key.size;
	if (status == SIGNFW_OK)
		status = signfw_key_fingerprint(key, verified.fingerprint, &error);
	if (status == SIGNFW_OK)
		status = signfw_container_verify(container, key, &how, &error);
	int code = exit_code_of(status);

	if (container != NULL)
		report_findings(request->file, SOURCE_IS_PART, signfw_container_findings(container), call->quiet,
				call->verbose);
	report_error(request->file, status, &error);
	verified.container = container;
	if (code <= EXIT_REFUSED)
		code = print_report(call->json, make_report(&verified, code == EXIT_DONE),
				    code == EXIT_DONE && call->verbose ? print_text : NULL, &verified, code);
	signfw_container_free(container);
	return code;
}

static int run_request(void *context, const struct call *call)
{
	struct request *request = context;
	const struct enc_key_source *enc_key = &request->enc_key_source;
	signfw_key *key = NULL;
	struct file file = {0};
	int code;

	if (request->file == NULL)
		return usage_error(call, "no container was given");
	code = key_check(&request->key, call);
	if (code == EXIT_DONE && is_dash(request->file) + is_dash(request->key.path) + is_dash(enc_key->path) > 1)
		code = usage_error(call, "standard input can be read once only");
	if (code == EXIT_DONE)
		code = key_load(&request->key, false, call->quiet, &key);
	if (code == EXIT_DONE)
		code = enc_key_load(enc_key, call, &request->enc_key);
	if (code == EXIT_DONE && !file_read(request->file, call->max_size, &file))
		code = EXIT_UNABLE;
	if (code == EXIT_DONE)
		code = verify(request, call, key, &file);
	enc_key_wipe(&request->enc_key);
	signfw_key_free(key);
	file_free(&file);
	return code;
}

static int run(const struct command *command, int argc, char **argv)
{
	struct request request = {0};

	return options_run(command, argc, argv, take_option, run_request, &request);
}

const struct command cmd_verify = {
	.name = "verify",
	.summary = "Verify the signature, the structure and every segment of a container",
	.synopsis = "--key KEY [OPTIONS] FILE",
	.notes = "Prints nothing if all is well; --verbose prints what was verified.",
	.options = option_table,
	.run = run,
};
