/* SPDX-License-Identifier: BSD-2-Clause */
/* extract: images out of a container, and forms of them that debuggers, programmers and emulators take. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arguments/number.h"
#include "base/message.h"
#include "base/out_of_memory.h"
#include "commands.h"
#include "containers/container_file.h"
#include "containers/extraction.h"
#include "files/file.h"
#include "files/folder.h"
#include "files/output.h"
#include "keys/enc_key_file.h"
#include "keys/key_source.h"
#include "pas/pas_extraction.h"
#include "printing/report.h"
#include "signfw/container.h"

struct request {
	char *file, *out, *images, *segments, *hex, *memory;
	struct key_source key;
	struct enc_key_source enc_key;
	bool one; /* only this image: */
	uint64_t image;
	struct pas_extract_source pas;
};

static bool parse_image(struct call *call, const struct option_row *row, char *argument, void *field)
{
	struct request *request = field;

	request->one = true;
	return parse_number(argument, SIGNFW_MAX_IMAGES - 1, &request->image) ||
	       call_misused(call, "--%s: '%s' isn't a number from 0 to %d", row->name, argument, SIGNFW_MAX_IMAGES - 1);
}

static const struct option_row options[] = {
	{"image", 0, "N", OPTION_OTHER, 0, .parse = parse_image, .help = "this image only; 0 is the first one"},
	{"out", 'o', "FILE", OPTION_TEXT, offsetof(struct request, out), .file = FILE_WRITTEN,
	 .help = "write the image, an ELF file; '-' is standard output"},
	{"images", 0, "FOLDER", OPTION_TEXT, offsetof(struct request, images),
	 .help = "write all images there: image-0.elf, ..."},
	{"segments", 0, "FOLDER", OPTION_TEXT, offsetof(struct request, segments),
	 .help = "write the bytes of each loaded segment there: 0x10000000.bin, ..."},
	{"hex", 0, "FILE", OPTION_TEXT, offsetof(struct request, hex), .file = FILE_WRITTEN,
	 .help = "write what is loaded as Intel HEX"},
	{"memory", 0, "FILE", OPTION_TEXT, offsetof(struct request, memory), .file = FILE_WRITTEN,
	 .help = "write memory as loading leaves it, from the lowest address on, which is printed"},
	{0},
};

static const struct option_group groups[] = {
	{"Container and results", container_in_rows, offsetof(struct request, file), .purpose = "the container"},
	{"Container and results", options, .offset = 0},
	{"Key", key_rows, offsetof(struct request, key),
	 .purpose = "verify first, with this public key, private key or X.509 certificate"},
	{"Key", key_source_rows, .offset = offsetof(struct request, key)},
	{"Encryption", enc_key_rows, offsetof(struct request, enc_key),
	 .purpose = "decrypt the images with the key in this file"},
	{0},
};

static const struct option_group pas_groups[] = {
	{"Results", pas_extract_rows, .offset = offsetof(struct request, pas)},
	{"Trust", pas_anchor_rows, .offset = offsetof(struct request, pas.anchor)},
	{0},
};

static const struct topic pas_topic = {
	.name = TOPIC_QCOM,
	.synopsis = "--out FILE | --certificates FILE [OPTIONS] FILE",
	.notes = "--out is the plain ELF file, without headers and hash segment; offsets differ from those of the file "
		 "that was signed. With one of the options about trust, nothing is written unless the container is "
		 "valid.",
	.groups = pas_groups,
};

/* Everything that the command has to do with. */
struct work {
	const struct request *request;
	struct container_file in;
	signfw_key *key;
	struct enc_key enc_key;
	struct extraction extraction;
	bool is_verified;
	bool quiet, verbose;
};

static bool check(const struct request *request, struct call *call)
{
	return request->out != NULL || request->pas.certificates != NULL || request->images != NULL ||
	       request->segments != NULL || request->hex != NULL || request->memory != NULL ||
	       call_misused(call, "nothing to write: one of --out, --images, --segments, --hex, --memory is missing");
}

/* Checks that the container may be used: with a key, it must be valid; without one, undamaged. */
static bool judge(struct work *work, struct call *call)
{
	signfw_container *container = work->in.container;
	const signfw_findings *findings = signfw_container_findings(container);
	struct signfw_verify_options how = SIGNFW_VERIFY_OPTIONS_INIT;
	struct signfw_error error = SIGNFW_ERROR_INIT;

	how.enc_key = enc_key_bytes(&work->enc_key);
	how.enc_key_size = work->enc_key.size;
	const enum signfw_status status =
		work->key == NULL ? SIGNFW_OK : signfw_container_verify(container, work->key, &how, &error);

	report_findings(work->in.path, SOURCE_IS_PART, findings, call->quiet, call->verbose);
	if (work->key == NULL && call->verbose && !call->quiet)
		message(work->in.path, "info: not verified: there is no --key");
	if (!call_succeeds(call, work->in.path, status, &error) ||
	    (has_error(findings) && !call_ends(call, EXIT_REFUSED)))
		return false;
	work->is_verified = work->key != NULL;
	return true;
}

static bool choose_images(const struct request *request, struct extraction *extraction, struct call *call)
{
	const size_t count = signfw_container_image_count(extraction->container);

	extraction->first = request->one ? (size_t)request->image : 0;
	extraction->end = request->one ? extraction->first + 1 : count;
	if (extraction->end > count)
		return call_fails(call, EXIT_REFUSED, request->file, "there is no image %zu: it has %zu",
				  extraction->first, count);
	return request->out == NULL || extraction->end == extraction->first + 1 ||
	       call_misused(call, "%s has %zu images: choose one by --image, or write all with --images", request->file,
			    count);
}

static bool make_products(struct work *work, struct call *call)
{
	const struct request *request = work->request;
	struct extraction *extraction = &work->extraction;

	extraction->container = work->in.container;
	extraction->file = work->in.path;
	extraction->call = call;
	return choose_images(request, extraction, call) && extract_decrypt(extraction, &work->enc_key) &&
	       (request->out == NULL || extract_image(extraction, request->out)) &&
	       (request->images == NULL || extract_images(extraction, request->images)) &&
	       (request->segments == NULL || extract_segments(extraction, request->segments)) &&
	       (request->hex == NULL || extract_hex(extraction, request->hex)) &&
	       (request->memory == NULL || extract_memory(extraction, request->memory));
}

static int write_products(const struct extraction *extraction, bool is_private)
{
	struct output_piece **pieces = memory_or_exit(calloc(extraction->count + 1, sizeof(struct output_piece *)));
	struct output *outputs = memory_or_exit(calloc(extraction->count + 1, sizeof(*outputs)));

	for (size_t i = 0; i < extraction->count; i++) {
		const struct product *product = &extraction->products[i];
		size_t count;

		pieces[i] = product_pieces(product, &count);
		outputs[i] = (struct output){product->path, pieces[i], count, .is_private = is_private};
	}
	const int code = write_files(outputs, extraction->count);

	for (size_t i = 0; i < extraction->count; i++)
		free(pieces[i]);
	free(pieces);
	free(outputs);
	return code;
}

/* Writes everything; what is left over after a failure is what was there before. */
static bool write_all(const struct work *work, struct call *call)
{
	const char *const folders[] = {work->request->images, work->request->segments};
	bool made[2] = {false, false};
	int code = EXIT_DONE;

	for (size_t i = 0; i < 2 && code == EXIT_DONE; i++)
		if (folders[i] != NULL && !folder_make(folders[i], &made[i]))
			code = EXIT_UNABLE;
	/* what was encrypted is nobody else's to read */
	if (code == EXIT_DONE)
		code = write_products(&work->extraction, work->enc_key.size > 0);
	for (size_t i = 0; i < 2 && code != EXIT_DONE; i++)
		if (made[i] && folders[i] != NULL)
			rmdir(folders[i]);
	return call_ends(call, code);
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

static struct node *make_report(const struct work *work, bool is_written)
{
	const signfw_container *container = work->in.container;
	struct node *report = report_new("extract", work->in.path, signfw_container_layout(container),
					 signfw_container_findings(container));

	add_boolean(report, "verified", work->is_verified);
	struct node *list = add_list(report, "written");

	for (size_t i = 0; i < work->extraction.count && is_written; i++)
		add_product(list, &work->extraction.products[i]);
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

/* Prints what was written.  A memory image is always mentioned: its address is in no file. */
static void print_text(const struct node *report, const void *context)
{
	const struct work *work = context;
	const struct request *request = work->request;
	const bool to_stdout = is_dash(request->out) || is_dash(request->hex) || is_dash(request->memory);
	const struct node *product = node_child(report, "written")->first_child;

	for (; product != NULL; product = product->next)
		if (work->verbose || (strcmp(node_child(product, "kind")->data, "memory") == 0 && !work->quiet))
			print_product(to_stdout ? stderr : stdout, product);
}

static bool print(const struct work *work, struct call *call)
{
	const bool is_written = call->exit_code == EXIT_DONE;

	return call_has_result(call) &&
	       print_report(call, make_report(work, is_written), print_text, work, call->exit_code);
}

static bool extract_container(struct work *work, struct call *call)
{
	const struct request *request = work->request;

	if (request->pas.part != NULL || request->pas.certificates != NULL)
		return call_misused(call, "--part and --certificates are for containers of Qualcomm's PAS");
	const bool done = container_inspect(&work->in, call) && judge(work, call) && make_products(work, call) &&
			  write_all(work, call);

	return print(work, call) && done;
}

/* Such a container has one image, and takes neither a key nor an encryption key. */
static bool extract_pas(struct work *work, struct call *call)
{
	const struct request *request = work->request;

	if (request->one || request->images != NULL || request->segments != NULL || request->hex != NULL ||
	    request->memory != NULL || work->key != NULL || work->enc_key.size > 0)
		return call_fails(
			call, EXIT_USAGE, request->file,
			"a container of Qualcomm's PAS: only --out, --part and --certificates are for it; see "
			"'%s help qcom'",
			PROGRAM);
	return pas_extract(request->file, &work->in.file, &request->pas, request->out, call);
}

static bool extract(void *context, struct call *call)
{
	struct request *request = context;
	struct work work = {.request = request, .quiet = call->quiet, .verbose = call->verbose};
	bool done = check(request, call) && key_open_if_given(&request->key, call, &work.key) &&
		    enc_key_open(&request->enc_key, call, &work.enc_key) &&
		    container_read_file(&work.in, request->file, call);

	if (done)
		done = (pas_recognise(&work.in.file) ? extract_pas : extract_container)(&work, call);
	extract_release(&work.extraction);
	container_release(&work.in);
	enc_key_wipe(&work.enc_key);
	signfw_key_free(work.key);
	return done;
}

const struct command cmd_extract = {
	.name = "extract",
	.summary = "Take images out of a container, also as Intel HEX or memory",
	.synopsis = "[OPTIONS] FILE",
	.notes = "With --key, nothing is written unless the container is valid. An image ends where "
		 "the headers of its ELF file say; else up to 7 zero bytes of padding stay.",
	.examples = {"extract --images images --key pub.pem a.sign", "extract --hex a.hex --memory a.mem a.sign"},
	.groups = groups,
	.topic = &pas_topic,
	.request_size = sizeof(struct request),
	.carry_out = extract,
};
