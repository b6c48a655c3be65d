/* SPDX-License-Identifier: BSD-2-Clause */
/* digest: what has to be signed, for signing elsewhere. */
#include <stdio.h>
#include <string.h>

#include "base/message.h"
#include "commands.h"
#include "images.h"
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

/* RFC 4648, section 4 */
static void make_base64(const uint8_t digest[SIGNFW_SHA256_SIZE], char out[4 * ((SIGNFW_SHA256_SIZE + 2) / 3) + 1])
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < SIGNFW_SHA256_SIZE; i += 3) {
		const bool last = i + 2 >= SIGNFW_SHA256_SIZE; /* 2 bytes are left then */
		const unsigned bits =
			(unsigned)digest[i] << 16 | (unsigned)digest[i + 1] << 8 | (last ? 0u : digest[i + 2]);

		for (unsigned j = 0; j < 4; j++)
			*out++ = letters[bits >> (18 - 6 * j) & 63];
		if (last)
			out[-1] = '=';
	}
	*out = '\0';
}

/* The command that signs the digest, wherever the private key is. */
static void make_command(enum format format, const char *base64, char *out, size_t size)
{
	static const char command[] = "openssl pkeyutl -sign -inkey PRIVATE.pem -pkeyopt digest:sha256";

	if (format == RAW)
		snprintf(out, size, "%s -in digest.bin -out signature.bin", command);
	else
		snprintf(out, size, "echo %s | openssl base64 -d | %s -out signature.bin", base64, command);
}

static void print_json(const struct request *request, const uint8_t digest[SIGNFW_SHA256_SIZE],
		       const char *openssl_command)
{
	struct json_object *object = signing_json(&request->images.signing, "digest");

	json_object_object_add(object, "algorithm", json_text(signfw_key_algorithm(request->images.signing.key)));
	json_object_object_add(object, "digest", digest == NULL ? NULL : json_hex("", digest, SIGNFW_SHA256_SIZE));
	json_object_object_add(object, "openssl", digest == NULL ? NULL : json_text(openssl_command));
	json_print(object);
}

static void print_text(const struct request *request, const uint8_t digest[SIGNFW_SHA256_SIZE], const char *base64)
{
	switch (request->format) {
	case RAW:
		fwrite(digest, 1, SIGNFW_SHA256_SIZE, stdout);
		break;
	case BASE64:
		puts(base64);
		break;
	case HEXADECIMAL:
		for (size_t i = 0; i < SIGNFW_SHA256_SIZE; i++)
			printf("%02x", digest[i]);
		putchar('\n');
		break;
	}
}

/* @code: of images_build() */
static int print(const struct request *request, const struct call *call, int code)
{
	uint8_t digest[SIGNFW_SHA256_SIZE];
	char base64[4 * ((SIGNFW_SHA256_SIZE + 2) / 3) + 1], command[256];
	struct signfw_error error = SIGNFW_ERROR_INIT;
	enum signfw_status status = SIGNFW_OK;

	if (code == EXIT_DONE)
		status = signfw_container_digest(request->images.signing.container, digest, &error);
	report_error(NULL, status, &error);
	if (status != SIGNFW_OK)
		return exit_code_of(status);
	if (code == EXIT_REFUSED && call->json)
		print_json(request, NULL, NULL);
	if (code != EXIT_DONE)
		return finish_stdout() ? code : EXIT_UNABLE;
	make_base64(digest, base64);
	make_command(request->format, base64, command, sizeof(command));
	if (call->json) {
		print_json(request, digest, command);
	} else {
		print_text(request, digest, base64);
		if (!call->quiet)
			message(NULL, "sign it by: %s", command);
	}
	return finish_stdout() ? EXIT_DONE : EXIT_UNABLE;
}

static int run_request(void *context, const struct call *call)
{
	struct request *request = context;
	if (is_dash(request->images.signing.out))
		return usage_error(call, "standard output is for the digest, --out needs a file");
	if (call->json && call->seen[OPT_FORMAT - OPTION_FIRST])
		return usage_error(call, "--format and --json exclude each other");
	request->images.signing.leave_unsigned = true;
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
