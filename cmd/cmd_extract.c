/* SPDX-License-Identifier: BSD-2-Clause */
/* extract: images out of a container, and forms of them that debuggers, programmers and emulators take. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "arguments/options.h"
#include "base/message.h"
#include "base/out_of_memory.h"
#include "commands.h"
#include "extract.h"
#include "files/destination.h"
#include "files/file.h"
#include "files/output.h"
#include "keys/keyfile.h"
#include "printing/report.h"
#include "signfw/container.h"

enum {
	OPT_IN = OPTION_FIRST,
	OPT_IMAGE,
	OPT_OUT,
	OPT_IMAGES,
	OPT_SEGMENTS,
	OPT_HEX,
	OPT_MEMORY
};

static const struct option_spec option_table[] = {
	{"in", OPT_IN, "FILE", false, "the container; may be given without --in; '-' is standard input"},
	{"image", OPT_IMAGE, "N", false, "this image only; 0 is the first one"},
	{"out", OPT_OUT, "FILE", false, "write the image, an ELF file; '-' is standard output"},
	{"images", OPT_IMAGES, "FOLDER", false, "write all images there: image-0.elf, ..."},
	{"segments", OPT_SEGMENTS, "FOLDER", false,
	 "write the bytes of each loaded segment there: 0x10000000.bin, ..."},
	{"hex", OPT_HEX, "FILE", false, "write what is loaded as Intel HEX"},
	{"memory", OPT_MEMORY, "FILE", false,
	 "write memory as loading leaves it, from the lowest address\non, which is printed"},
	KEY_OPTION("verify first, with this public key, private key or X.509\ncertificate"),
	KEY_PASS_OPTIONS,
	ENC_KEY_OPTIONS("decrypt the images with the key in this file"),
	{0},
};

struct request {
	const char *file, *out, *images, *segments, *hex, *memory;
	struct key_source key;
	struct enc_key_source enc_key_source;
	struct enc_key enc_key;
	bool one; /* only this image: */
	uint64_t image;
	bool quiet, verbose;
};

static int take_image(struct request *request, const struct call *call, const char *argument)
{
	request->one = true;
	if (!parse_number(argument, SIGNFW_MAX_IMAGES - 1, &request->image))
		return usage_error(call, "--image: '%s' isn't a number from 0 to %d", argument, SIGNFW_MAX_IMAGES - 1);
	return EXIT_DONE;
}

static int take_option(void *context, struct call *call, int id, char *argument)
{
	struct request *request = context;

	switch (id) {
	case OPTIONS_FILE:
	case OPT_IN:
		return options_take_file(call, &request->file, argument);
	case OPT_IMAGE:
		return take_image(request, call, argument);
	case OPT_OUT:
		request->out = argument;
		return EXIT_DONE;
	case OPT_IMAGES:
		request->images = argument;
		return EXIT_DONE;
	case OPT_SEGMENTS:
		request->segments = argument;
		return EXIT_DONE;
	case OPT_HEX:
		request->hex = argument;
		return EXIT_DONE;
	case OPT_MEMORY:
		request->memory = argument;
		return EXIT_DONE;
	case OPT_ENC_KEY:
	case OPT_ALLOW_SHORT_AES_KEY:
		return enc_key_take_option(&request->enc_key_source, id, argument);
	default:
		return key_take_option(&request->key, call, id, argument);
	}
}

/* What the options must be together. */
static int check_request(const struct request *request, const struct call *call)
{
	const int to_stdout = is_dash(request->out) + is_dash(request->hex) + is_dash(request->memory);

	if (request->file == NULL)
		return usage_error(call, "no container was given");
	if (request->out == NULL && request->images == NULL && request->segments == NULL && request->hex == NULL &&
	    request->memory == NULL)
		return usage_error(call,
				   "nothing to write: one of --out, --images, --segments, --hex, --memory is missing");
	if (to_stdout > 1 || (to_stdout > 0 && call->json))
		return usage_error(call, "standard output can be written once only");
	if (is_dash(request->file) + is_dash(request->key.path) + is_dash(request->enc_key_source.path) > 1)
		return usage_error(call, "standard input can be read once only");
	return key_is_asked_for(&request->key) ? key_check(&request->key, call) : EXIT_DONE;
}

/* Which images; EXIT_DONE, or what to exit with. */
static int choose_images(const struct request *request, const struct call *call, struct extraction *extraction)
{
	const size_t count = signfw_container_image_count(extraction->container);

	extraction->first = request->one ? (size_t)request->image : 0;
	extraction->end = request->one ? extraction->first + 1 : count;
	if (extraction->end > count) {
		message(request->file, "there is no image %zu: it has %zu", extraction->first, count);
		return EXIT_REFUSED;
	}
	if (request->out != NULL && extraction->end != extraction->first + 1)
		return usage_error(call, "%s has %zu images: choose one by --image, or write all with --images",
				   request->file, count);
	return EXIT_DONE;
}

static int make_products(const struct request *request, const struct call *call, struct extraction *extraction)
{
	int code = choose_images(request, call, extraction);

	if (code == EXIT_DONE)
		code = extract_decrypt(extraction, &request->enc_key);
	if (code == EXIT_DONE && request->out != NULL)
		code = extract_image(extraction, request->out);
	if (code == EXIT_DONE && request->images != NULL)
		code = extract_images(extraction, request->images);
	if (code == EXIT_DONE && request->segments != NULL)
		code = extract_segments(extraction, request->segments);
	if (code == EXIT_DONE && request->hex != NULL)
		code = extract_hex(extraction, request->hex);
	if (code == EXIT_DONE && request->memory != NULL)
		code = extract_memory(extraction, request->memory, call->max_size);
	return code;
}

/* Nothing that is read may be overwritten, and nothing written twice. */
static int check_paths(const struct request *request, const struct call *call, const struct extraction *extraction)
{
	const char *const inputs[] = {request->file, request->key.path, request->enc_key_source.path};

	for (size_t i = 0; i < extraction->count; i++) {
		const char *path = extraction->products[i].path;

		for (size_t j = 0; j < sizeof(inputs) / sizeof(inputs[0]); j++)
			if (inputs[j] != NULL && is_same_file(path, inputs[j]))
				return usage_error(call, "%s would overwrite %s", path, inputs[j]);
		for (size_t j = 0; j < i; j++)
			if (strcmp(path, extraction->products[j].path) == 0)
				return usage_error(call, "%s would be written twice", path);
	}
	return EXIT_DONE;
}

/* Makes a folder, if there is none; false, and reported, if that fails. */
static bool make_folder(const char *path, bool *made)
{
	*made = mkdir(path, 0777) == 0;
	if (*made || errno == EEXIST)
		return true;
	message(path, "%s", strerror(errno));
	return false;
}

static int write_products(const struct extraction *extraction, bool is_private)
{
	struct output_piece *pieces = memory_or_exit(calloc(extraction->count + 1, sizeof(*pieces)));
	struct output *outputs = memory_or_exit(calloc(extraction->count + 1, sizeof(*outputs)));

	for (size_t i = 0; i < extraction->count; i++) {
		const struct product *product = &extraction->products[i];

		pieces[i] = (struct output_piece){product->data, product->size};
		outputs[i] = (struct output){product->path, &pieces[i], 1, is_private};
	}
	const int code = write_files(outputs, extraction->count);

	free(pieces);
	free(outputs);
	return code;
}

/* Writes everything; what is left over after a failure is what was there before. */
static int write_all(const struct request *request, const struct extraction *extraction)
{
	const char *const folders[] = {request->images, request->segments};
	bool made[2] = {false, false};
	int code = EXIT_DONE;

	for (size_t i = 0; i < 2 && code == EXIT_DONE; i++)
		if (folders[i] != NULL && !make_folder(folders[i], &made[i]))
			code = EXIT_UNABLE;
	/* what was encrypted is nobody else's to read */
	if (code == EXIT_DONE)
		code = write_products(extraction, request->enc_key.size > 0);
	for (size_t i = 0; i < 2 && code != EXIT_DONE; i++)
		if (made[i])
			rmdir(folders[i]);
	return code;
}

static void add_product(struct node *list, const struct product *product)
{
	const bool segment = strcmp(product->kind, "segment") == 0;
	const bool has_image = segment || strcmp(product->kind, "image") == 0;
	const bool has_address = segment || strcmp(product->kind, "memory") == 0;
	struct node *entry = add_object(list, NULL);

	add_text(entry, "file", product->path);
	add_text(entry, "kind", product->kind);
	add_size_if(entry, "image", has_image, product->image);
	add_size_if(entry, "segment", segment, product->segment);
	add_code_if(entry, "address", has_address, product->address);
	add_size(entry, "size", product->size);
}

/* @written: what was; of those in `extraction` the first so many */
static struct node *make_report(const struct request *request, const struct extraction *extraction, bool verified,
				size_t written)
{
	const signfw_container *container = extraction->container;
	struct node *report = report_new("extract", request->file, signfw_container_layout(container),
					 signfw_container_findings(container));

	add_boolean(report, "verified", verified);
	struct node *list = add_list(report, "written");

	for (size_t i = 0; i < written; i++)
		add_product(list, &extraction->products[i]);
	return report;
}

static void print_product(FILE *file, const struct node *product)
{
	const struct node *path = node_child(product, "file");
	const char *kind = node_child(product, "kind")->data;

	print_escaped(file, path->data, path->size);
	fprintf(file, ": %llu bytes", node_number(product, "size"));
	if (strcmp(kind, "image") == 0)
		fprintf(file, ", image %llu", node_number(product, "image"));
	else if (strcmp(kind, "segment") == 0)
		fprintf(file, ", image %llu, segment %llu, address 0x%08llx", node_number(product, "image"),
			node_number(product, "segment"), node_number(product, "address"));
	else if (strcmp(kind, "memory") == 0)
		fprintf(file, ", memory from 0x%08llx", node_number(product, "address"));
	else
		fprintf(file, ", Intel HEX");
	putc('\n', file);
}

/* What was written; of memory, where it begins is in no file. */
static void print_text(const struct node *report, const void *context)
{
	const struct request *request = context;
	const bool to_stdout = is_dash(request->out) || is_dash(request->hex) || is_dash(request->memory);
	const struct node *product = node_child(report, "written")->first_child;

	for (; product != NULL; product = product->next)
		if (request->verbose || (strcmp(node_child(product, "kind")->data, "memory") == 0 && !request->quiet))
			print_product(to_stdout ? stderr : stdout, product);
}

/* Whether the container may be used: with a key, only if it is valid; without, unless it is damaged. */
static int judge(const struct request *request, const struct call *call, const signfw_key *key,
		 signfw_container *container)
{
	const signfw_findings *findings = signfw_container_findings(container);
	struct signfw_verify_options how = SIGNFW_VERIFY_OPTIONS_INIT;
	struct signfw_error error = SIGNFW_ERROR_INIT;

	how.enc_key = request->enc_key.size == 0 ? NULL : request->enc_key.bytes;
	how.enc_key_size = request->enc_key.size;
	const enum signfw_status status =
		key == NULL ? SIGNFW_OK : signfw_container_verify(container, key, &how, &error);

	report_findings(request->file, SOURCE_IS_PART, findings, call->quiet, call->verbose);
	report_error(request->file, status, &error);
	if (key == NULL && call->verbose && !call->quiet)
		message(request->file, "info: not verified: there is no --key");
	return status == SIGNFW_OK && has_error(findings) ? EXIT_REFUSED : exit_code_of(status);
}

static int extract(const struct request *request, const struct call *call, const signfw_key *key,
		   signfw_container *container)
{
	struct extraction extraction = {.container = container, .file = request->file};
	const int judged = judge(request, call, key, container);
	int code = judged;

	if (code == EXIT_DONE)
		code = make_products(request, call, &extraction);
	if (code == EXIT_DONE)
		code = check_paths(request, call, &extraction);
	if (code == EXIT_DONE)
		code = write_all(request, &extraction);
	if (code <= EXIT_REFUSED)
		code = print_report(call->json,
				    make_report(request, &extraction, key != NULL && judged == EXIT_DONE,
						code == EXIT_DONE ? extraction.count : 0),
				    print_text, request, code);
	extract_release(&extraction);
	return code;
}

static int run_request(void *context, const struct call *call)
{
	struct request *request = context;
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_container *container = NULL;
	signfw_key *key = NULL;
	struct file file = {0};
	int code = check_request(request, call);

	request->quiet = call->quiet;
	request->verbose = call->verbose;
	if (code == EXIT_DONE && request->key.path != NULL)
		code = key_load(&request->key, false, call->quiet, &key);
	if (code == EXIT_DONE)
		code = enc_key_load(&request->enc_key_source, call, &request->enc_key);
	if (code == EXIT_DONE && !file_read(request->file, call->max_size, &file))
		code = EXIT_UNABLE;
	if (code == EXIT_DONE) {
		const enum signfw_status status = signfw_container_inspect(&container, file.data, file.size, &error);

		code = exit_code_of(status);
		report_error(request->file, status, &error);
	}
	if (code == EXIT_DONE)
		code = extract(request, call, key, container);
	enc_key_wipe(&request->enc_key);
	signfw_container_free(container);
	signfw_key_free(key);
	file_free(&file);
	return code;
}

static int run(const struct command *command, int argc, char **argv)
{
	struct request request = {0};

	return options_run(command, argc, argv, take_option, run_request, &request);
}

const struct command cmd_extract = {
	.name = "extract",
	.summary = "Take images out of a container, also as Intel HEX or memory",
	.synopsis = "[OPTIONS] FILE",
	.notes = "With --key, nothing is written unless the container is valid. An image ends where\n"
		 "the headers of its ELF file say; else up to 7 zero bytes of padding stay.",
	.options = option_table,
	.run = run,
};
