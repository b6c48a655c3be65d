/* SPDX-License-Identifier: BSD-2-Clause */
/* key header: the public key in the forms that builds take. */
#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "commands.h"
#include "files/base64.h"
#include "keys/key_report.h"
#include "keys/key_source.h"
#include "signfw/device.h"
#include "signfw/key.h"

enum format {
	FORMAT_C = 1,
	FORMAT_DER,
	FORMAT_PEM,
	FORMAT_RAW
};

/* In the order of their values. */
static const struct choice formats[] = {
	{"c", FORMAT_C}, {"der", FORMAT_DER}, {"pem", FORMAT_PEM}, {"raw", FORMAT_RAW}, {0}};

struct request {
	struct key_source key;
	int format; /* 0: FORMAT_C */
	char *prefix, *out;
};

static const struct option_row options[] = {
	{"format", 0, NULL, OPTION_CHOICE, offsetof(struct request, format), .choices = formats,
	 .help = "C definitions (if not given), SubjectPublicKeyInfo as DER or PEM, or modulus (RSA) or X || Y "
		 "(ECDSA) as bytes"},
	{"prefix", 0, "NAME", OPTION_TEXT, offsetof(struct request, prefix),
	 .help = "how the names in C begin; rproc_pub_key if not given"},
	{"out", 'o', "FILE", OPTION_TEXT, offsetof(struct request, out), .noun = "result", .file = FILE_WRITTEN,
	 .help = "write to this file; standard output if not given"},
	{0},
};

static const struct option_group groups[] = {
	{"Key", key_subject_rows, .offset = offsetof(struct request, key)},
	{"Key", key_source_rows, .offset = offsetof(struct request, key)},
	{"Result", options, .offset = 0},
	{0},
};

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

/* The C definitions, if OP-TEE can be built with the key. */
static bool write_c(FILE *stream, const struct request *request, const signfw_key *key, struct call *call)
{
	const char *path = request->key.path;
	struct signfw_error error = SIGNFW_ERROR_INIT;
	char *text = NULL;
	const enum signfw_status status = signfw_key_header(&text, key, request->prefix, &error);

	if (status == SIGNFW_E_ARGUMENT)
		return call_misused(call, "--prefix: %s", error.message);
	if (status != SIGNFW_OK)
		return call_fails(call, status == SIGNFW_E_KEY ? EXIT_REFUSED : exit_code_of(status), path, "%s",
				  error.message);
	if (signfw_key_suits(key, "optee", &error) != SIGNFW_OK && !call->quiet)
		message(path, "warning: %s", error.message);
	fputs(text, stream);
	signfw_free(text);
	return true;
}

static bool write_key(FILE *stream, const struct request *request, const signfw_key *key, struct call *call)
{
	const struct signfw_key_parts *parts = signfw_key_get_parts(key);

	if (request->format == FORMAT_C)
		return write_c(stream, request, key, call);
	if (request->format == FORMAT_DER)
		fwrite(parts->spki, 1, parts->spki_size, stream);
	else if (request->format == FORMAT_PEM)
		write_pem(stream, parts);
	else
		write_raw(stream, parts);
	return true;
}

/* @result: NULL if there is none */
static struct node *make_report(const struct request *request, const signfw_key *key, const struct result *result)
{
	const bool is_text = request->format == FORMAT_C || request->format == FORMAT_PEM;
	struct node *report = key_report("key-header", request->key.path, key);

	add_text(report, "format", formats[request->format - 1].word);
	add_text(report, "text", result != NULL && is_text ? result->data : NULL);
	add_bytes(report, "bytes", "", result != NULL && !is_text ? result->data : NULL,
		  result == NULL ? 0 : result->size);
	return report;
}

static bool print_header(const struct request *request, const signfw_key *key, struct call *call)
{
	struct result result;

	result_begin(&result);
	const bool written = write_key(result.stream, request, key, call);

	result_end(&result);
	if (written)
		key_warn_known(key, request->key.path, call);
	const bool done = written && result_write(&result, request->out, call);

	if (call_has_result(call))
		print_report(call, make_report(request, key, done ? &result : NULL), NULL, NULL, call->exit_code);
	free(result.data);
	return done;
}

static bool check(struct request *request, struct call *call)
{
	if (request->format == 0)
		request->format = FORMAT_C;
	if (request->prefix != NULL && request->format != FORMAT_C)
		return call_misused(call, "--prefix goes with --format c");
	return key_check(&request->key, call);
}

static bool key_header(void *context, struct call *call)
{
	struct request *request = context;
	signfw_key *key = NULL;
	const bool done =
		check(request, call) && key_open(&request->key, 0, call, &key) && print_header(request, key, call);

	signfw_key_free(key);
	return done;
}

const struct command cmd_key_header = {
	.name = "key header",
	.summary = "The public key in the forms that builds take, such as C definitions",
	.synopsis = "[OPTIONS] KEY",
	.notes = "The C definitions are those of OP-TEE's pem_to_pub_c.py, byte for byte.",
	.examples = {"key header pub.pem -o rproc_pub_key.c", "key header --format der pub.pem >pub.der"},
	.groups = groups,
	.request_size = sizeof(struct request),
	.carry_out = key_header,
};
