/* SPDX-License-Identifier: BSD-2-Clause */
/* digest: what has to be signed, for signing elsewhere. */
#include <stdio.h>
#include <stdlib.h>

#include "base/message.h"
#include "base/out_of_memory.h"
#include "commands.h"
#include "containers/images.h"
#include "files/base64.h"
#include "files/file.h"
#include "pas/pas_signing.h"
#include "printing/report.h"
#include "printing/text.h"
#include "signfw/container.h"

enum format {
	FORMAT_HEX = 1,
	FORMAT_BASE64,
	FORMAT_RAW
};

struct request {
	struct images_source images;
	struct signer_source signer;
	struct made_source result;
	int format; /* 0: not given */
	struct pas_signing_source pas;
};

static const struct choice formats[] = {{"raw", FORMAT_RAW}, {"hex", FORMAT_HEX}, {"base64", FORMAT_BASE64}, {0}};

static const struct option_row options[] = {
	{"out", 'o', "FILE", OPTION_TEXT, offsetof(struct request, result.out), .noun = "container",
	 .required = "no container: --out is missing", .file = FILE_WRITTEN,
	 .help = "the container, its signature left zero"},
	{"format", 0, NULL, OPTION_CHOICE, offsetof(struct request, format), .choices = formats,
	 .help = "of the digest on standard output; hex if not given"},
	{0},
};

static const struct option_group groups[] = {
	{"Files", image_in_rows, .offset = offsetof(struct request, images)},
	{"Files", options, .offset = 0},
	{"Key and signature", key_rows, offsetof(struct request, signer.key),
	 .purpose = "the key it is going to be signed with, public is enough"},
	{"Key and signature", signer_key_rows, .offset = offsetof(struct request, signer)},
	{"Key and signature", key_source_rows, .offset = offsetof(struct request, signer.key)},
	{.groups = image_groups, .offset = offsetof(struct request, images)},
	{.groups = made_device_groups, .offset = offsetof(struct request, result)},
	{0},
};

#define OPENSSL_SIGNS "openssl pkeyutl -sign -inkey PRIVATE.pem -pkeyopt digest:sha%zu"

/* The command that signs the digest, wherever the private key is; for free(). */
static char *openssl_command(int format, const uint8_t *digest, size_t size)
{
	char *base64 = base64_encode(digest, size), *line = NULL;
	const int length =
		format == FORMAT_RAW
			? asprintf(&line, OPENSSL_SIGNS " -in digest.bin -out signature.bin", 8 * size)
			: asprintf(&line, "echo %s | openssl base64 -d | " OPENSSL_SIGNS " -out signature.bin", base64,
				   8 * size);

	free(base64);
	if (length < 0)
		out_of_memory();
	return line;
}

/* The context of print_text(). */
struct form {
	int format;
	bool quiet;
};

static void print_text(const struct node *report, const void *context)
{
	const struct form *form = context;
	const struct node *digest = node_child(report, "digest");

	if (digest->kind == NODE_NULL)
		return;
	if (form->format == FORMAT_RAW) {
		fwrite(digest->data, 1, digest->size, stdout);
	} else if (form->format == FORMAT_BASE64) {
		char *base64 = base64_encode(digest->data, digest->size);

		puts(base64);
		free(base64);
	} else {
		print_value(digest);
		putchar('\n');
	}
	if (!form->quiet)
		message(NULL, "sign it by: %s", node_child(report, "openssl")->data);
}

static bool check(const struct request *request, struct call *call)
{
	if (is_dash(request->result.out))
		return call_misused(call, "standard output is for the digest, --out needs a file");
	return !call->json || request->format == 0 || call_misused(call, "--format and --json exclude each other");
}

/* Adds the digest, unless there is none, and how to sign it, to a report, and prints that.  @context: the request */
static bool print_digest(void *context, struct node *report, const uint8_t *digest, size_t size, const char *algorithm,
			 struct call *call)
{
	const struct request *request = context;
	const struct form form = {request->format, call->quiet};
	char *command = digest == NULL ? NULL : openssl_command(request->format, digest, size);

	add_text(report, "algorithm", algorithm);
	add_bytes(report, "digest", "", digest, size);
	add_text(report, "openssl", command);
	free(command);
	return print_report(call, report, print_text, &form, call->exit_code);
}

/* Prints the digest, or, as JSON, also what was refused. */
static bool print(struct request *request, const struct made *made, const struct signer *signer, struct call *call)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	const bool is_made = call->exit_code == EXIT_DONE;
	uint8_t digest[SIGNFW_SHA256_SIZE];

	if (!call_has_result(call))
		return false;
	if (is_made && !call_succeeds(call, NULL, signfw_container_digest(made->container, digest, &error), &error))
		return false;
	return print_digest(request, made_report(made, signer, call), is_made ? digest : NULL, sizeof(digest),
			    signfw_key_algorithm(signer->key), call);
}

static const struct option_group pas_groups[] = {
	{"Container", pas_signing_rows, .offset = offsetof(struct request, pas)},
	{0},
};

static const struct topic pas_topic = {
	.name = TOPIC_QCOM,
	.synopsis = "--layout qcom-v6 --cert-chain FILE --sw-id N --in FILE --out FILE --key KEY [OPTIONS]",
	.notes = "The same in two steps: the digest is a SHA-384, and 'stitch' takes the container as it is.",
	.groups = pas_groups,
};

static bool digest_images(struct request *request, struct call *call)
{
	struct images_job job = {&request->images, &request->signer,
				 .made = {.source = &request->result, .is_unsigned = true}};
	const bool done = images_make(&job, call) && made_write(&job.made, call);
	const bool printed = print(request, &job.made, &job.signer, call);

	images_release(&job);
	return done && printed;
}

static bool digest(void *context, struct call *call)
{
	struct request *request = context;
	const struct pas_signing pas = {&request->pas, &request->images, &request->signer, &request->result};

	if (!check(request, call))
		return false;
	if (pas_layout_is(request->images.layout))
		return pas_leave_unsigned(&pas, call, print_digest, request);
	return pas_signing_is_unused(&request->pas, call) && digest_images(request, call);
}

const struct command cmd_digest = {
	.name = "digest",
	.summary = "Make a container to be signed elsewhere, and the digest to sign",
	.synopsis = "--in FILE... --out FILE --key KEY [OPTIONS]",
	.notes = "Prints the digest, and on standard error a command that signs it; "
		 "'stitch' then puts the signature in.",
	.examples = {"digest --in a.elf --out a.bin --key pub.pem",
		     "digest --format raw -o a.bin -k pub.pem a.elf >digest.bin"},
	.groups = groups,
	.topic = &pas_topic,
	.request_size = sizeof(struct request),
	.carry_out = digest,
};
