/* SPDX-License-Identifier: BSD-2-Clause */
/* digest: what has to be signed, for signing elsewhere. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "base/out_of_memory.h"
#include "commands.h"
#include "files/base64.h"
#include "images.h"
#include "printing/text.h"
#include "signfw/container.h"

enum {
	OPT_FORMAT = OPTION_FIRST
};

enum format {
	HEXADECIMAL,
	BASE64,
	RAW
};

/* clang-format off */
static const struct option_spec option_table[] = {
	IMAGES_IN_OPTION,
	{"out", OPT_OUT, "FILE", false, "the container, its signature left zero"},
	SIGNING_KEY_OPTIONS("the key it is going to be signed with, public is enough"),
	{"format", OPT_FORMAT, "raw|hex|base64", false, "of the digest on standard output; hex if not given"},
	IMAGES_OPTIONS,
	SIGNING_TARGET_OPTIONS,
	{0},
};
/* clang-format on */

struct request {
	struct images images;
	enum format format;
	bool quiet;
};

static int take_option(void *context, struct call *call, int id, char *argument)
{
	struct request *request = context;

	if (id != OPT_FORMAT)
		return images_take_option(&request->images, call, id, argument);
	if (strcmp(argument, "hex") == 0)
		request->format = HEXADECIMAL;
	else if (strcmp(argument, "base64") == 0)
		request->format = BASE64;
	else if (strcmp(argument, "raw") == 0)
		request->format = RAW;
	else
		return usage_error(call, "--format: '%s' is none of raw, hex, base64", argument);
	return EXIT_DONE;
}

/* The command that signs the digest, wherever the private key is; for free(). */
static char *openssl_command(enum format format, const uint8_t digest[SIGNFW_SHA256_SIZE])
{
	static const char command[] = "openssl pkeyutl -sign -inkey PRIVATE.pem -pkeyopt digest:sha256";
	char *base64 = base64_encode(digest, SIGNFW_SHA256_SIZE), *line = NULL;
	const int length =
		format == RAW ? asprintf(&line, "%s -in digest.bin -out signature.bin", command)
			      : asprintf(&line, "echo %s | openssl base64 -d | %s -out signature.bin", base64, command);

	free(base64);
	if (length < 0)
		out_of_memory();
	return line;
}

/* @digest: NULL: there is nothing to sign */
static struct node *make_report(const struct request *request, const uint8_t *digest)
{
	struct node *report = signing_report(&request->images.signing, "digest");
	char *command = digest == NULL ? NULL : openssl_command(request->format, digest);

	add_text(report, "algorithm", signfw_key_algorithm(request->images.signing.key));
	add_bytes(report, "digest", "", digest, SIGNFW_SHA256_SIZE);
	add_text(report, "openssl", command);
	free(command);
	return report;
}

static void print_text(const struct node *report, const void *context)
{
	const struct request *request = context;
	const struct node *digest = node_child(report, "digest");

	if (digest->kind == NODE_NULL)
		return;
	if (request->format == RAW) {
		fwrite(digest->data, 1, digest->size, stdout);
	} else if (request->format == BASE64) {
		char *base64 = base64_encode(digest->data, digest->size);

		puts(base64);
		free(base64);
	} else {
		print_value(digest);
		putchar('\n');
	}
	if (!request->quiet)
		message(NULL, "sign it by: %s", node_child(report, "openssl")->data);
}

/* @code: of images_build() */
static int print(const struct request *request, const struct call *call, int code)
{
	uint8_t digest[SIGNFW_SHA256_SIZE];
	struct signfw_error error = SIGNFW_ERROR_INIT;
	enum signfw_status status = SIGNFW_OK;

	if (code > EXIT_REFUSED)
		return code;
	if (code == EXIT_DONE)
		status = signfw_container_digest(request->images.signing.container, digest, &error);
	report_error(NULL, status, &error);
	if (status != SIGNFW_OK)
		return exit_code_of(status);
	return print_report(call->json, make_report(request, code == EXIT_DONE ? digest : NULL), print_text, request,
			    code);
}

static int run_request(void *context, const struct call *call)
{
	struct request *request = context;
	if (is_dash(request->images.signing.out))
		return usage_error(call, "standard output is for the digest, --out needs a file");
	if (call->json && call->seen[OPT_FORMAT - OPTION_FIRST])
		return usage_error(call, "--format and --json exclude each other");
	request->images.signing.leave_unsigned = true;
	request->quiet = call->quiet;
	return print(request, call, images_build(&request->images, call));
}

static int run(const struct command *command, int argc, char **argv)
{
	struct request request = {0};
	const int code = options_run(command, argc, argv, take_option, run_request, &request);

	images_release(&request.images);
	return code;
}

const struct command cmd_digest = {
	.name = "digest",
	.summary = "Make a container that is signed elsewhere, and the digest to sign",
	.synopsis = "--in FILE... --out FILE --key KEY [OPTIONS]",
	.notes = "Prints the digest, and on standard error a command that signs it;\n"
		 "'stitch' then puts the signature in.",
	.options = option_table,
	.run = run,
};
