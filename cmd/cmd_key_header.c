/* SPDX-License-Identifier: BSD-2-Clause */
/* key header: the public key in the forms that builds take. */
#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "commands.h"
#include "files/base64.h"
#include "key_command.h"
#include "signfw/device.h"
#include "signfw/key.h"

enum {
	OPT_FORMAT = OPTION_FIRST,
	OPT_OUT,
	OPT_PREFIX
};

static const struct option_spec option_table[] = {
	KEY_SUBJECT_OPTIONS,
	{"format", OPT_FORMAT, "c|der|pem|raw", false,
	 "C definitions (if not given), SubjectPublicKeyInfo as DER\nor PEM, or modulus (RSA) or X || Y (ECDSA) as "
	 "bytes"},
	{"prefix", OPT_PREFIX, "NAME", false, "how the names in C begin; rproc_pub_key if not given"},
	{"out", OPT_OUT, "FILE", false, "write to this file; standard output if not given"},
	{0},
};

enum format {
	FORMAT_C,
	FORMAT_DER,
	FORMAT_PEM,
	FORMAT_RAW,
	FORMAT_COUNT
};

static const char *const format_names[FORMAT_COUNT] = {"c", "der", "pem", "raw"};

struct request {
	struct key_source source;
	enum format format;
	const char *prefix, *out;
};

static int take_format(struct request *request, const struct call *call, const char *name)
{
	for (int i = 0; i < FORMAT_COUNT; i++)
		if (strcmp(format_names[i], name) == 0) {
			request->format = (enum format)i;
			return EXIT_DONE;
		}
	return usage_error(call, "--format: '%s' isn't known, expected c, der, pem or raw", name);
}

static int take_option(void *context, struct call *call, int id, char *argument)
{
	struct request *request = context;

	switch (id) {
	case OPT_FORMAT:
		return take_format(request, call, argument);
	case OPT_PREFIX:
		request->prefix = argument;
		return EXIT_DONE;
	case OPT_OUT:
		request->out = argument;
		return EXIT_DONE;
	default:
		return key_take_subject(&request->source, call, id, argument);
	}
}

/* RFC 7468 section 13. */
static void write_pem(FILE *stream, const struct signfw_key_parts *parts)
{
	char *text = base64_encode(parts->spki, parts->spki_size);

	fputs("-----BEGIN PUBLIC KEY-----\n", stream);
	for (const char *line = text; *line != '\0'; line += strnlen(line, 64))
		fprintf(stream, "%.64s\n", line);
	fputs("-----END PUBLIC KEY-----\n", stream);
	free(text);
}

static void write_raw(FILE *stream, const struct signfw_key_parts *parts)
{
	if (parts->modulus != NULL)
		fwrite(parts->modulus, 1, parts->modulus_size, stream);
	else
		fwrite(parts->point, 1, SIGNFW_EC_POINT_SIZE, stream);
}

/* The C definitions, if OP-TEE can be built with the key; EXIT_DONE, or what to exit with. */
static int write_c(FILE *stream, const struct request *request, const struct call *call, const signfw_key *key)
{
	const char *path = request->source.path;
	struct signfw_error error = SIGNFW_ERROR_INIT;
	char *text = NULL;
	const enum signfw_status status = signfw_key_header(&text, key, request->prefix, &error);

	if (status == SIGNFW_E_ARGUMENT)
		return usage_error(call, "--prefix: %s", error.message);
	if (status != SIGNFW_OK) {
		message(path, "%s", error.message);
		return status == SIGNFW_E_KEY ? EXIT_REFUSED : exit_code_of(status);
	}
	if (signfw_key_suits(key, "optee", &error) != SIGNFW_OK && !call->quiet)
		message(path, "warning: %s", error.message);
	fputs(text, stream);
	signfw_free(text);
	return EXIT_DONE;
}

static int write_key(FILE *stream, const struct request *request, const struct call *call, const signfw_key *key)
{
	const struct signfw_key_parts *parts = signfw_key_get_parts(key);

	if (request->format == FORMAT_C)
		return write_c(stream, request, call, key);
	if (request->format == FORMAT_DER)
		fwrite(parts->spki, 1, parts->spki_size, stream);
	else if (request->format == FORMAT_PEM)
		write_pem(stream, parts);
	else
		write_raw(stream, parts);
	return EXIT_DONE;
}

/* @result: NULL if there is none */
static struct node *make_report(const struct request *request, const signfw_key *key, const struct result *result)
{
	const bool is_text = request->format == FORMAT_C || request->format == FORMAT_PEM;
	struct node *report = key_report("key-header", request->source.path, key);

	add_text(report, "format", format_names[request->format]);
	add_text(report, "text", result != NULL && is_text ? result->data : NULL);
	add_bytes(report, "bytes", "", result != NULL && !is_text ? result->data : NULL,
		  result == NULL ? 0 : result->size);
	return report;
}

static int print_header(const struct request *request, const struct call *call, const signfw_key *key)
{
	struct result result;

	result_begin(&result);
	int code = write_key(result.stream, request, call, key);

	result_end(&result);
	if (code == EXIT_DONE) {
		key_warn_known(key, request->source.path, call);
		code = result_write(&result, request->out, call);
	}
	if (code <= EXIT_REFUSED)
		code = print_report(call->json, make_report(request, key, code == EXIT_DONE ? &result : NULL), NULL,
				    NULL, code);
	free(result.data);
	return code;
}

static int run_request(void *context, const struct call *call)
{
	struct request *request = context;
	signfw_key *key = NULL;
	int code = key_check_result(&request->source, request->out, call);

	if (code == EXIT_DONE && request->prefix != NULL && request->format != FORMAT_C)
		code = usage_error(call, "--prefix goes with --format c");
	if (code == EXIT_DONE)
		code = key_load(&request->source, false, call->quiet, &key);
	if (code == EXIT_DONE)
		code = print_header(request, call, key);
	signfw_key_free(key);
	return code;
}

static int run(const struct command *command, int argc, char **argv)
{
	struct request request = {.format = FORMAT_C};

	return options_run(command, argc, argv, take_option, run_request, &request);
}

const struct command cmd_key_header = {
	.name = "key header",
	.summary = "The public key in the forms that builds take, C definitions first of all",
	.synopsis = "[OPTIONS] KEY",
	.notes = "The C definitions are those of OP-TEE's pem_to_pub_c.py, byte for byte.",
	.options = option_table,
	.run = run,
};
