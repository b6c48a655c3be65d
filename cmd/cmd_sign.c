/* SPDX-License-Identifier: BSD-2-Clause */
/* sign: ELF images -> container. */
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "containers/attestation.h"
#include "pas/pas_signing.h"

struct request {
	struct images_source images;
	struct signer_source signer;
	struct made_source result;
	struct pas_signing_source pas;
	char *attest; /* --attest, or NULL */
};

static const struct option_row attest_rows[] = {
	{"attest", 0, "FILE", OPTION_TEXT, offsetof(struct request, attest), .noun = "attestation",
	 .file = FILE_WRITTEN, .help = "write what it was made of, and how, as a Statement of in-toto"},
	{0},
};

static const struct option_group groups[] = {
	{"Files", image_in_rows, .offset = offsetof(struct request, images)},
	{"Files", made_out_rows, offsetof(struct request, result), .purpose = "the container"},
	{"Files", attest_rows, .offset = 0},
	{"Key and signature", key_rows, offsetof(struct request, signer.key), .purpose = "the private key"},
	{"Key and signature", signer_key_rows, .offset = offsetof(struct request, signer)},
	{"Key and signature", signer_signature_rows, .offset = offsetof(struct request, signer)},
	{"Key and signature", key_source_rows, .offset = offsetof(struct request, signer.key)},
	{"Signing by a command", sign_command_rows, .offset = offsetof(struct request, signer.command)},
	{.groups = image_groups, .offset = offsetof(struct request, images)},
	{.groups = made_device_groups, .offset = offsetof(struct request, result)},
	{0},
};

static const struct option_group pas_groups[] = {
	{"Container", pas_signing_rows, .offset = offsetof(struct request, pas)},
	{0},
};

static const struct topic pas_topic = {
	.name = TOPIC_QCOM,
	.synopsis = "--layout qcom-v6 --cert-chain FILE --sw-id N --in FILE --out FILE --key KEY [OPTIONS]",
	.notes =
		"Signs an ELF file by a key on P-384 for an OP-TEE whose fuses have the hash of your root; refuses "
		"what 'check --device qcom-pas-signed' refuses, unless --force is given. Keys are those that sign "
		"takes: in files, tokens, TPMs, behind --sign-command. Signatures of Qualcomm (QTI), encryption (UIE), "
		"other layouts, and bytes in a signature's place that aren't one, are not made: their formats aren't "
		"published, or prove nothing.",
	.groups = pas_groups,
};

/* Writes the container, and with it what is attested of it. */
static bool write_all(const char *attest, struct images_job *job, struct call *call)
{
	char *text = NULL;

	if (attest == NULL)
		return made_write(&job->made, call);
	if (!attestation_make(job, call, &text))
		return false;
	const struct output_piece pieces[] = {{text, strlen(text)}, {"\n", 1}};
	const struct output statement = {.path = attest, .pieces = pieces, .piece_count = 2};

	job->made.beside = &statement;
	const bool written = made_write(&job->made, call);

	job->made.beside = NULL;
	free(text);
	return written;
}

static bool sign_images(struct request *request, struct call *call)
{
	struct images_job job = {&request->images, &request->signer, .made = {.source = &request->result}};
	const bool done = images_make(&job, call) && write_all(request->attest, &job, call);
	const bool printed = made_print(&job.made, &job.signer, "signed, ", call);

	images_release(&job);
	return done && printed;
}

static bool sign(void *context, struct call *call)
{
	struct request *request = context;
	const struct pas_signing pas = {&request->pas, &request->images, &request->signer, &request->result};

	if (pas_layout_is(request->images.layout) && request->attest != NULL)
		return call_misused(call, "--attest doesn't go with --layout %s", request->images.layout);
	if (pas_layout_is(request->images.layout))
		return pas_sign(&pas, call);
	return pas_signing_is_unused(&request->pas, call) && sign_images(request, call);
}

const struct command cmd_sign = {
	.name = "sign",
	.summary = "Sign ELF images into a container",
	.synopsis = "--in FILE... --out FILE --key KEY [OPTIONS]",
	.notes = "Takes all options of sign_rproc_fw.py, in both spellings (--key-info, --key_info), "
		 "and may be left out: 'sign-rproc-fw --in a.elf --out a.sign --key k.pem' signs.",
	.examples = {"sign --in a.elf --out a.sign --key k.pem",
		     "sign -k k.pem -o a.sign --layout st-4.0 --bootaddr auto a.elf"},
	.groups = groups,
	.topic = &pas_topic,
	.request_size = sizeof(struct request),
	.carry_out = sign,
};
