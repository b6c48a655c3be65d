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

static struct json_object *json_segments(const signfw_container *container)
{
	struct json_object *list = json_object_new_array();
	struct signfw_segment segment;

	for (size_t i = 0; i < signfw_container_image_count(container); i++)
		for (size_t j = 0; signfw_container_segment(container, i, j, &segment) == SIGNFW_OK; j++) {
			const char *type = signfw_segment_type_name(segment.type);
			struct json_object *entry = json_object_new_object();

			json_object_object_add(entry, "image", json_size(i));
			json_object_object_add(entry, "segment", json_size(j));
			json_object_object_add(entry, "type",
					       type == NULL ? json_hex32(segment.type) : json_text(type));
			json_object_object_add(entry, "address", json_hex32(segment.address));
			json_object_object_add(entry, "file_size", json_size(segment.file_size));
			json_object_object_add(entry, "memory_size", json_size(segment.memory_size));
			json_object_object_add(entry, "hash", json_text(states[segment.check]));
			json_object_array_add(list, entry);
		}
	return list;
}

static void print_json(const struct request *request, const signfw_container *container, bool valid,
		       const uint8_t fingerprint[SIGNFW_SHA256_SIZE])
{
	struct json_object *report = json_report("verify", request->file, signfw_container_layout(container),
						 signfw_container_findings(container));
	struct json_object *signature_object = NULL;
	struct signfw_signature signature;

	if (signfw_container_signature(container, &signature) == SIGNFW_OK) {
		signature_object = json_object_new_object();
		json_object_object_add(signature_object, "type",
				       json_text(signfw_key_type_name((enum signfw_key_type)signature.type)));
		json_object_object_add(signature_object, "valid",
				       json_object_new_boolean(signature.check == SIGNFW_GOOD));
		json_object_object_add(signature_object, "key_fingerprint",
				       json_hex("sha256:", fingerprint, SIGNFW_SHA256_SIZE));
	}
	json_object_object_add(report, "verdict", json_text(valid ? "valid" : "invalid"));
	json_object_object_add(report, "signature", signature_object);
	json_object_object_add(
		report, "encryption_key",
		request->enc_key.size == 0 ? NULL : json_text(states[signfw_container_enc_key_check(container)]));
	json_object_object_add(report, "segments", json_segments(container));
	json_print(report);
}

static int verify(const struct request *request, const struct call *call, const signfw_key *key,
		  const struct file *file)
{
	struct signfw_verify_options how = SIGNFW_VERIFY_OPTIONS_INIT;
	struct signfw_error error = SIGNFW_ERROR_INIT;
	uint8_t fingerprint[SIGNFW_SHA256_SIZE] = {0};
	signfw_container *container = NULL;
	enum signfw_status status = signfw_container_inspect(&container, file->data, file->size, &error);

	how.flags |= request->strict ? SIGNFW_VERIFY_STRICT : 0;
	how.enc_key = request->enc_key.size == 0 ? NULL : request->enc_key.bytes;
	how.enc_key_size = request->enc_key.size;
	if (status == SIGNFW_OK && (call->json || call->verbose))
		status = signfw_key_fingerprint(key, fingerprint, &error);
	if (status == SIGNFW_OK)
		status = signfw_container_verify(container, key, &how, &error);
	const int code = exit_code_of(status);

	if (container != NULL)
		report_findings(request->file, SOURCE_IS_PART, signfw_container_findings(container), call->quiet,
				call->verbose);
	report_error(request->file, status, &error);
	if (code <= EXIT_REFUSED && call->json)
		print_json(request, container, code == EXIT_DONE, fingerprint);
	else if (code == EXIT_DONE && call->verbose)
		report_container(request->file,
				 signfw_container_enc_key_check(container) == SIGNFW_GOOD
					 ? "valid, encrypted with this key, "
					 : "valid, ",
				 container, key, fingerprint);
	signfw_container_free(container);
	return finish_stdout() ? code : EXIT_UNABLE;
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
