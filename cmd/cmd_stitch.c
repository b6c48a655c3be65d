/* SPDX-License-Identifier: BSD-2-Clause */
/* stitch: a signature that was made elsewhere -> into its container. */
#include "commands.h"
#include "containers/made.h"
#include "containers/original.h"
#include "pas/pas_file.h"
#include "pas/pas_signing.h"
#include "signfw/container.h"

/* More than any signature has. */
#define SIGNATURE_MAX_SIZE 65536

struct request {
	char *in, *signature;
	struct signer_source signer;
	struct made_source result;
};

static const struct option_row options[] = {
	{"signature", 0, "FILE", OPTION_TEXT, offsetof(struct request, signature),
	 .required = "no signature: --signature is missing", .file = FILE_READ,
	 .help = "the signature: raw, or, by ECDSA, in DER form"},
	{0},
};

static const struct option_group groups[] = {
	{"Files", container_in_rows, offsetof(struct request, in), .purpose = "the container of 'digest'"},
	{"Files", options, .offset = 0},
	{"Files", made_out_rows, offsetof(struct request, result), .purpose = "the container"},
	{"Key", key_rows, offsetof(struct request, signer.key),
	 .purpose = "the key it was made with, public is enough"},
	{"Key", key_source_rows, .offset = offsetof(struct request, signer.key)},
	{0},
};

static bool read_signature(const char *path, struct call *call, struct file *out)
{
	return file_read_raw(path, SIGNATURE_MAX_SIZE, out) || call_ends(call, EXIT_UNABLE);
}

static bool make(const signfw_container *original, const signfw_key *key, const struct file *signature,
		 struct call *call, struct made *made)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	const enum signfw_status status = signfw_stitch(&made->container, original, key, signature->data,
							signature->size, made->findings, &error);

	return made_judge(made, status, &error, call);
}

static bool stitch_container(struct request *request, struct container_file *original, struct call *call)
{
	struct signer signer = {0};
	struct file signature = {0};
	struct made made = {.source = &request->result};
	const bool done = made_begin(&made, call) && signer_open(&request->signer, true, call, &signer) &&
			  original_inspect(original, NULL, call, &made.found) &&
			  read_signature(request->signature, call, &signature) &&
			  make(original->container, signer.key, &signature, call, &made) &&
			  made_verify(&made, signer.key, call) && made_write(&made, call);
	const bool printed = made_print(&made, &signer, "stitched, ", call);

	made_release(&made);
	file_free(&signature);
	signer_release(&signer);
	return done && printed;
}

/* One for Qualcomm's PAS. */
static bool stitch_pas(struct request *request, struct container_file *original, struct call *call)
{
	struct file signature = {0};

	request->signer.takes_any_container = true;
	const bool done =
		read_signature(request->signature, call, &signature) &&
		pas_stitch(request->in, &original->file, &signature, &request->signer, &request->result, call);

	file_free(&signature);
	return done;
}

static bool stitch(void *context, struct call *call)
{
	struct request *request = context;
	struct container_file original = {0};
	bool done = signer_check(&request->signer, call) && container_read_file(&original, request->in, call);

	if (done)
		done = (pas_recognise(&original.file) ? stitch_pas : stitch_container)(request, &original, call);
	container_release(&original);
	return done;
}

const struct command cmd_stitch = {
	.name = "stitch",
	.summary = "Put a signature that was made elsewhere into its container",
	.synopsis = "--in FILE --signature FILE --key KEY --out FILE [OPTIONS]",
	.notes = "Writes nothing unless the signature is valid.",
	.examples = {"stitch --in a.bin --signature s.bin --key pub.pem --out a.sign",
		     "stitch -v -k pub.pem -o a.sign --signature s.bin a.bin"},
	.groups = groups,
	.request_size = sizeof(struct request),
	.carry_out = stitch,
};
