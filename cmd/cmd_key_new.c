/* SPDX-License-Identifier: BSD-2-Clause */
/* key new: a key to sign with, and its public half beside it. */
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>

#include "base/message.h"
#include "base/out_of_memory.h"
#include "commands.h"
#include "files/file.h"
#include "files/output.h"
#include "keys/key_report.h"
#include "keys/passphrase_source.h"
#include "signfw/key.h"

#define PASSPHRASE_MAX 1024

struct request {
	char *type, *out, *public_out;
	char *pass_source; /* NULL: ask on the terminal, unless... */
	bool no_passphrase;
};

static const struct option_row options[] = {
	{"type", 0, NULL, OPTION_NAME, offsetof(struct request, type), .names = signfw_key_new_type,
	 .noun = "type of key", .required = "no type: --type is missing", .help = "what kind of key"},
	{"out", 'o', "FILE", OPTION_TEXT, offsetof(struct request, out), .noun = "private key", .is_operand = true,
	 .required = "no file for the private key: --out is missing", .file = FILE_WRITTEN,
	 .help = "the private key, as PEM, for its owner only (mode 0600); a file that is there is never replaced"},
	{"public-out", 0, "FILE", OPTION_TEXT, offsetof(struct request, public_out), .noun = "public key",
	 .file = FILE_WRITTEN, .help = "the public key; if not given, beside the private one: k.pub.pem for k.pem"},
	{"key-pass", 0, "SOURCE", OPTION_OTHER, offsetof(struct request, pass_source), .parse = passphrase_source_parse,
	 .choices = passphrase_sources,
	 .help = "passphrase to encrypt the private key with: env:NAME, file:PATH, fd:N or prompt; if not given, "
		 "prompt",
	 .file = FILE_READ, .file_of = passphrase_source_file},
	{"no-passphrase", 0, NULL, OPTION_FLAG, offsetof(struct request, no_passphrase),
	 .help = "don't encrypt the private key"},
	{0},
};

static const struct option_group groups[] = {
	{"Key", options, .offset = 0},
	{0},
};

/* Where the public key goes: "k.pub.pem" for "k.pem", "k.pub" for "k".  For free(). */
static char *public_path(const char *path)
{
	static const char suffix[] = ".pem";
	const size_t size = strlen(path);
	const bool is_pem = size > strlen(suffix) && strcmp(path + size - strlen(suffix), suffix) == 0;
	const int stem = (int)(is_pem ? size - strlen(suffix) : size);
	char *result;

	if (asprintf(&result, "%.*s.pub%s", stem, path, is_pem ? suffix : "") < 0)
		out_of_memory();
	return result;
}

/* A passphrase that is typed wrongly once is lost. */
static bool is_typed_again(const char *source, const char *first, size_t first_size)
{
	char second[PASSPHRASE_MAX];
	size_t size = 0;
	const bool same = passphrase_read(source, "the key, again", second, sizeof(second), &size) == NULL &&
			  size == first_size && memcmp(first, second, size) == 0;

	explicit_bzero(second, sizeof(second));
	return same;
}

static bool read_passphrase(const struct request *request, char out[PASSPHRASE_MAX], size_t *size, struct call *call)
{
	const char *source = request->pass_source == NULL ? "prompt" : request->pass_source;

	const char *why = passphrase_read(source, "the new key", out, PASSPHRASE_MAX, size);

	if (why != NULL)
		return call_fails(call, EXIT_UNABLE, request->out,
				  "no passphrase from %s: %s; see --key-pass and --no-passphrase", source, why);
	if (strcmp(source, "prompt") == 0 && !is_typed_again(source, out, *size))
		return call_fails(call, EXIT_UNABLE, request->out, "the passphrases differ; no key was made");
	return true;
}

static bool make_key(const struct request *request, struct call *call, struct signfw_key_pair_pem *out)
{
	char passphrase[PASSPHRASE_MAX];
	size_t size = 0;
	struct signfw_error error = SIGNFW_ERROR_INIT;

	/* neither key nor passphrase in a core dump; and only root can attach a debugger */
	prctl(PR_SET_DUMPABLE, 0);
	if (!request->no_passphrase && !read_passphrase(request, passphrase, &size, call))
		return false;
	const enum signfw_status status =
		signfw_key_new(out, request->type, request->no_passphrase ? NULL : passphrase, size, &error);

	explicit_bzero(passphrase, sizeof(passphrase));
	return status == SIGNFW_OK || call_fails(call, EXIT_UNABLE, request->out, "%s", error.message);
}

static bool write_key(const struct request *request, const char *public_out, const struct signfw_key_pair_pem *pem,
		      struct call *call)
{
	const struct output_piece pieces[] = {{pem->private_pem, strlen(pem->private_pem)},
					      {pem->public_pem, strlen(pem->public_pem)}};
	const struct output outputs[] = {
		{request->out, &pieces[0], 1, .is_private = true, .must_be_new = true},
		{public_out, &pieces[1], 1, .must_be_new = true},
	};

	return call_ends(call, write_files(outputs, 2));
}

static bool report_key(const struct request *request, const char *public_out, const struct signfw_key_pair_pem *pem,
		       struct call *call)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_key *key = NULL;

	if (!call->json)
		return true;
	if (signfw_key_load(&key, pem->public_pem, strlen(pem->public_pem), NULL, &error) != SIGNFW_OK)
		return call_fails(call, EXIT_UNABLE, public_out, "%s", error.message);
	struct node *report = report_new("key-new", request->out, NULL, NULL);

	add_text(report, "type", signfw_key_type_name(signfw_key_get_type(key)));
	add_size(report, "bits", signfw_key_bits(key));
	add_key_fingerprint(report, key);
	add_text(report, "public_file", public_out);
	add_boolean(report, "encrypted", !request->no_passphrase);
	signfw_key_free(key);
	return print_report(call, report, NULL, NULL, EXIT_DONE);
}

static bool is_type(const char *name)
{
	const char *type;

	for (size_t i = 0; (type = signfw_key_new_type(i, NULL)) != NULL; i++)
		if (strcmp(type, name) == 0)
			return true;
	return false;
}

static bool check(const struct request *request, const char *public_out, struct call *call)
{
	if (request->no_passphrase && request->pass_source != NULL)
		return call_misused(call, "--key-pass and --no-passphrase exclude each other");
	if (is_dash(request->out))
		return call_misused(call, "--out: a private key is written to a file");
	const struct hint hint = nearest_of_names(request->type, signfw_key_new_type, NULL);

	if (!is_type(request->type))
		return call_misused(call, "--type: no key of type '%s' can be made%s", request->type, hint.text);
	/* before a passphrase is asked for */
	return output_is_free(request->out) && output_is_free(public_out) ? true : call_ends(call, EXIT_USAGE);
}

static bool key_new(void *context, struct call *call)
{
	struct request *request = context;
	struct signfw_key_pair_pem pem = {0};
	char *beside = request->public_out == NULL ? public_path(request->out) : NULL;
	const char *public_out = beside == NULL ? request->public_out : beside;
	const bool done = check(request, public_out, call) && make_key(request, call, &pem) &&
			  write_key(request, public_out, &pem, call) && report_key(request, public_out, &pem, call);

	signfw_key_pair_pem_free(&pem);
	free(beside);
	return done;
}

const struct command cmd_key_new = {
	.name = "key new",
	.summary = "Make a key to sign with, and its public half beside it",
	.synopsis = "--type NAME [OPTIONS] --out FILE",
	.notes = "The private key is encrypted with a passphrase. Keep a copy of it in a safe place: devices that "
		 "trust a key take nothing that another one signed.",
	.examples = {"key new --type rsa2048 --key-pass env:PASS --out release.pem",
		     "key new --type rsa2048 --no-passphrase --out test.pem"},
	.groups = groups,
	.request_size = sizeof(struct request),
	.carry_out = key_new,
};
