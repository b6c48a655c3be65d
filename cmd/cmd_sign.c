/* SPDX-License-Identifier: BSD-2-Clause */
/* sign: ELF images -> container. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "file.h"
#include "keyfile.h"
#include "message.h"
#include "options.h"
#include "output.h"
#include "platform.h"
#include "report.h"
#include "target.h"

enum {
	OPT_IN = OPTION_FIRST,
	OPT_OUT,
	OPT_KEY_TYPE,
	OPT_KEY_INFO,
	OPT_LAYOUT,
	OPT_FORCE
};

static const struct option_spec option_table[] = {
	{"in", OPT_IN, "FILE", true, "an ELF image, 1 to 255 times, in this order"},
	{"out", OPT_OUT, "FILE", false, "the container; '-' is standard output"},
	{"key", OPT_KEY, "FILE", false, "the private key, PEM or DER"},
	{"key-type", OPT_KEY_TYPE, "RSA|ECC", false, "fail unless the key is of this type"},
	{"key-info", OPT_KEY_INFO, "FILE", false, "write the file's bytes into the PKEYINFO TLV"},
	KEY_PASS_OPTIONS,
	PLATFORM_OPTIONS,
	{"layout", OPT_LAYOUT, "NAME", false, "container layout; optee if not given"},
	TARGET_OPTIONS("refuse what this device would refuse; 'check --list-devices'"),
	{"force", OPT_FORCE, NULL, false, "sign what only a device would refuse"},
	{0},
};

/* What the options say. */
struct request {
	const char *inputs[SIGNFW_MAX_IMAGES + 1];
	size_t input_count;
	const char *out, *key_info, *layout;
	struct key_source key;
	struct target target;
	enum signfw_key_type key_type; /* 0: any */
	bool force;
	struct platform platform;
};

static void release(struct request *request)
{
	platform_release(&request->platform);
	target_release(&request->target);
}

static int take_key_type(struct request *request, const struct command *command, const char *name)
{
	if (strcasecmp(name, "RSA") == 0)
		request->key_type = SIGNFW_KEY_RSA;
	else if (strcasecmp(name, "ECC") == 0 || strcasecmp(name, "EC") == 0 || strcasecmp(name, "ECDSA") == 0)
		request->key_type = SIGNFW_KEY_ECDSA;
	else
		return usage_error(command, "--key-type: '%s' isn't known, expected RSA or ECC", name);
	return EXIT_DONE;
}

static int take_option(void *context, struct options *options, int id, char *argument)
{
	struct request *request = context;

	switch (id) {
	case OPTIONS_FILE:
	case OPT_IN:
		if (request->input_count == SIGNFW_MAX_IMAGES)
			return usage_error(options->command, "more than %d images", SIGNFW_MAX_IMAGES);
		request->inputs[request->input_count++] = argument;
		return EXIT_DONE;
	case OPT_OUT:
		request->out = argument;
		return EXIT_DONE;
	case OPT_KEY:
	case OPT_KEY_PASS:
	case OPT_KEY_PWD:
		return key_take_option(&request->key, options, id, argument);
	case OPT_KEY_TYPE:
		return take_key_type(request, options->command, argument);
	case OPT_KEY_INFO:
		request->key_info = argument;
		return EXIT_DONE;
	case OPT_LAYOUT:
		request->layout = argument;
		return EXIT_DONE;
	case OPT_FORCE:
		request->force = true;
		return EXIT_DONE;
	case OPT_PLAT_TLV:
	case OPT_PLAT_TLV_FILE:
		return platform_take_option(&request->platform, options, id, argument);
	default:
		return target_take_option(&request->target, options, id, argument);
	}
}

/* Standard input or output. */
static bool is_dash(const char *path)
{
	return path != NULL && strcmp(path, "-") == 0;
}

/* EXIT_DONE, unless the output is the file that was given by `option`. */
static int check_other_file(const struct request *request, const struct command *command, const char *option,
			    const char *path)
{
	if (path != NULL && output_is_input(request->out, path))
		return usage_error(command, "--out %s would overwrite %s %s", request->out, option, path);
	return EXIT_DONE;
}

/* Nothing that is read may be overwritten. */
static int check_output(const struct request *request, const struct command *command)
{
	int code = check_other_file(request, command, "--key", request->key.path);

	if (code == EXIT_DONE)
		code = check_other_file(request, command, "--key-info", request->key_info);
	for (size_t i = 0; i < request->input_count && code == EXIT_DONE; i++)
		code = check_other_file(request, command, "--in", request->inputs[i]);
	for (size_t i = 0; i < request->platform.count && code == EXIT_DONE; i++)
		code = check_other_file(request, command, "--plat-tlv-file", request->platform.sources[i].file);
	return code;
}

/* What the options must be together. */
static int check_request(const struct request *request, const struct options *options)
{
	const struct command *command = options->command;
	size_t from_stdin = is_dash(request->key_info);

	if (request->input_count == 0)
		return usage_error(command, "no image: --in is missing");
	if (request->out == NULL)
		return usage_error(command, "no container: --out is missing");
	if (key_check(&request->key, options) != EXIT_DONE)
		return EXIT_USAGE;
	if (options->json && is_dash(request->out))
		return usage_error(command, "--json and the container can't both go to standard output");
	from_stdin += is_dash(request->key.path);
	for (size_t i = 0; i < request->input_count; i++)
		from_stdin += is_dash(request->inputs[i]);
	if (from_stdin > 1)
		return usage_error(command, "standard input can be read once only");
	return check_output(request, command);
}

/* What was signed, or, as JSON, also what was not; EXIT_DONE, or what to exit with. */
static int print_signed(const struct request *request, const struct options *options, const signfw_container *container,
			const signfw_key *key, const signfw_findings *findings)
{
	uint8_t fingerprint[SIGNFW_SHA256_SIZE];
	struct signfw_error error = SIGNFW_ERROR_INIT;
	const enum signfw_status status = signfw_key_fingerprint(key, fingerprint, &error);

	if (status != SIGNFW_OK) {
		report_error(request->key.path, status, &error);
		return exit_code_of(status);
	}
	if (options->json) {
		struct json_object *object = json_report(
			"sign", request->out, container == NULL ? NULL : signfw_container_layout(container), findings);

		json_object_object_add(object, "size",
				       container == NULL ? NULL : json_size(signfw_container_size(container)));
		json_object_object_add(object, "key_fingerprint",
				       json_hex("sha256:", fingerprint, sizeof(fingerprint)));
		json_print(object);
	} else if (container != NULL) {
		report_container(request->out, "signed, ", container, key, fingerprint);
	}
	return finish_stdout() ? EXIT_DONE : EXIT_UNABLE;
}

/* Says what was found, and how to go on. */
static void report(const struct request *request, const struct options *options, enum signfw_status status,
		   const struct signfw_error *error, const signfw_findings *findings)
{
	struct signfw_finding finding;
	bool forcible = exit_code_of(status) == EXIT_REFUSED;

	report_findings(request->out, SOURCE_IS_FILE, findings, options->quiet, options->verbose);
	report_error(NULL, status, error);
	for (size_t i = 0; signfw_findings_get(findings, i, &finding) == SIGNFW_OK; i++)
		forcible = forcible && (finding.severity != SIGNFW_ERROR || finding.forcible);
	if (forcible)
		message(NULL, "not signed, because a device would refuse it; --force signs it nevertheless");
}

static int build(const struct request *request, const struct options *options, const signfw_key *key,
		 const struct signfw_input *inputs, const struct file *key_info)
{
	struct signfw_sign_options how = SIGNFW_SIGN_OPTIONS_INIT;
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_container *container = NULL;
	enum signfw_status status = signfw_findings_new(&how.findings, &error);

	how.layout = request->layout;
	how.key_info = request->key_info == NULL ? NULL : key_info->data;
	how.key_info_size = key_info->size;
	how.platform_tlvs = request->platform.tlvs;
	how.platform_tlv_count = request->platform.count;
	how.force = request->force;
	if (status == SIGNFW_OK)
		status = signfw_build(&container, inputs, request->input_count, key, &how, &error);
	report(request, options, status, &error, how.findings);

	int code = exit_code_of(status);

	if (status == SIGNFW_OK && target_is_set(&request->target))
		code = target_ask(&request->target, options, key, container, request->out, request->force);
	if (status == SIGNFW_OK && code == EXIT_DONE && !output_container(request->out, container))
		code = EXIT_UNABLE;
	if (code <= EXIT_REFUSED && (options->json || (options->verbose && !is_dash(request->out)))) {
		const int printed = print_signed(request, options, container, key, how.findings);

		code = printed == EXIT_DONE ? code : printed;
	}
	signfw_container_free(container);
	signfw_findings_free(how.findings);
	return code;
}

static int sign_with(const struct request *request, const struct options *options, const signfw_key *key)
{
	struct file files[SIGNFW_MAX_IMAGES] = {0};
	struct signfw_input inputs[SIGNFW_MAX_IMAGES];
	struct file key_info = {0};
	size_t read = 0;

	if (request->key_type != 0 && signfw_key_get_type(key) != request->key_type) {
		message(request->key.path, "the key is %s, but --key-type says %s",
			signfw_key_type_name(signfw_key_get_type(key)), signfw_key_type_name(request->key_type));
		return EXIT_UNABLE;
	}
	bool complete = request->key_info == NULL || file_read_raw(request->key_info, options->max_size, &key_info);

	while (complete && read < request->input_count) {
		complete = file_read(request->inputs[read], options->max_size, &files[read]);
		if (complete) {
			inputs[read] = (struct signfw_input){files[read].data, files[read].size, request->inputs[read]};
			read++;
		}
	}
	const int code = complete ? build(request, options, key, inputs, &key_info) : EXIT_UNABLE;

	for (size_t i = 0; i < read; i++)
		file_free(&files[i]);
	file_free(&key_info);
	return code;
}

static int run_request(struct request *request, const struct options *options)
{
	signfw_key *key = NULL;
	int code = check_request(request, options);

	if (code == EXIT_DONE && !options->quiet)
		platform_warn(&request->platform);
	if (code == EXIT_DONE)
		code = key_load(&request->key, true, options->quiet, &key);
	if (code == EXIT_DONE)
		code = sign_with(request, options, key);
	signfw_key_free(key);
	return code;
}

static int run(const struct command *command, int argc, char **argv)
{
	struct options options;
	struct request request = {0};
	int code;

	options_begin(&options, command, argc, argv);
	code = options_parse(&options, take_option, &request) ? run_request(&request, &options) : options.exit_code;
	release(&request);
	return code;
}

const struct command cmd_sign = {
	.name = "sign",
	.summary = "Sign ELF images into a container",
	.synopsis = "--in FILE... --out FILE --key FILE [OPTIONS]",
	.notes = "Takes all options of sign_rproc_fw.py, in both spellings (--key-info, --key_info),\n"
		 "and may be left out: 'sign-rproc-fw --in a.elf --out a.sign --key k.pem' signs.",
	.options = option_table,
	.run = run,
};
