/* SPDX-License-Identifier: BSD-2-Clause */
/* corpus: containers for tests of a device, good and damaged, and what it has to answer. */
#include <stdio.h>
#include <stdlib.h>

#include "base/features.h"
#include "base/out_of_memory.h"
#include "base/progress.h"
#include "commands.h"
#include "containers/target.h"
#include "corpus/corpus_make.h"
#include "keys/key_report.h"
#include "keys/signer.h"
#include "printing/json.h"
#include "printing/regions.h"
#include "printing/report.h"
#include "printing/text.h"

struct request {
	struct signer_source signer;
	struct target_source target;
	char *in, *out;
	struct corpus_wish wish;
};

#define RANDOM_MAX 1000 /* other seeds make others */

static const struct option_row options[] = {
	{"out", 'o', "FOLDER", OPTION_TEXT, offsetof(struct request, out), .noun = "folder",
	 .required = "no folder: --out is missing",
	 .help = "write the containers and corpus.json there; it is empty, or isn't there yet"},
	{"in", 0, "FILE", OPTION_TEXT, offsetof(struct request, in), .noun = "image", .is_operand = true,
	 .file = FILE_READ,
	 .help = "an ELF image to make them from, of at most 1 MiB, instead of a small one that waits for ever; may be "
		 "given without --in; '-' is standard input"},
	{"random", 0, "N", OPTION_NUMBER, offsetof(struct request, wish.random_count), .noun = "number of containers",
	 .expected = "a number up to 1000", .most = RANDOM_MAX,
	 .help = "make N more containers, with one to three random damages each, signed as the others"},
	{"seed", 0, "NUMBER", OPTION_NUMBER, offsetof(struct request, wish.seed), .noun = "seed",
	 .expected = "a number up to 4294967295", .most = UINT32_MAX,
	 .help = "of --random: other numbers make other containers, the same number the same (default: 0)"},
	{0},
};

static const struct option_group groups[] = {
	{"Result", options, .offset = 0},
	{"Key", key_rows, offsetof(struct request, signer.key),
	 .purpose = "the private key that signs them, which the device trusts"},
	{"Key", key_source_rows, .offset = offsetof(struct request, signer.key)},
	{"Signing by a command", sign_command_rows, .offset = offsetof(struct request, signer.command)},
	{"Device", target_rows, offsetof(struct request, target),
	 .purpose = "the only device that is asked; all that are known if not given"},
	{0},
};

/* Without other memory: as of an STM32MP15, but for what has two addresses there. */
static const struct signfw_region default_regions[] = {
	{"ram", 0x10000000, 0x10000000, 0x40000, SIGNFW_REACH_UNKNOWN},
	{"shared", 0x10040000, 0x10040000, 0x8000, SIGNFW_REACH_UNKNOWN},
};

/* Everything that the command has to do with. */
struct work {
	const struct request *request;
	struct signer signer;
	struct target target;
	signfw_memory *own; /* if the options name no memory */
	const signfw_memory *memory;
	struct corpus_source source;
	struct corpus corpus;
	struct corpus_devices devices;
	struct node *report;
};

static bool choose_firmware(struct work *work, struct call *call)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	const size_t count = sizeof(default_regions) / sizeof(default_regions[0]);

	work->memory = signfw_device_memory(work->target.device);
	if (work->memory == NULL &&
	    !call_succeeds(call, NULL, signfw_memory_from_regions(&work->own, default_regions, count, &error), &error))
		return false;
	if (work->memory == NULL)
		work->memory = work->own;
	work->devices.what = work->target.what;
	work->devices.what.memory = work->memory;
	work->devices.only = work->target.what.version;
	return corpus_find_firmware(&work->source, work->request->in, work->signer.key, work->memory, call);
}

static bool describe(struct work *work, struct call *call)
{
	const struct signfw_device_options *what = &work->devices.what;
	struct node *report = work->report = tree_new();

	add_text(report, "schema", "signfw.corpus/1");
	add_text(report, "version", signfw_version());
	add_text(report, "key_type", signfw_key_type_name(signfw_key_get_type(work->signer.key)));
	add_size(report, "key_bits", signfw_key_bits(work->signer.key));
	add_key_fingerprint(report, work->signer.key);
	add_size_if(report, "heap", what->heap_size != 0, what->heap_size);
	add_text(report, "firmware", work->request->in);
	add_regions(report, work->memory);
	struct node *left_out = add_list(report, "left_out");

	for (size_t i = 0; i < work->corpus.left_out_count; i++)
		add_text(left_out, NULL, work->corpus.left_out[i]);
	return add_devices(report, &work->devices, call) && add_cases(report, &work->devices, &work->corpus, call) &&
	       add_sequences(report, &work->devices, &work->corpus, call);
}

/* The containers, and the answers to them. */
static bool make(struct work *work, struct call *call)
{
	/* a command that signs may ask for something */
	progress_begin(!call->quiet && work->request->signer.command.path == NULL);
	const bool done = corpus_make(work->signer.key, &work->source, &work->request->wish, &work->corpus, call) &&
			  describe(work, call);

	progress_end();
	return done;
}

static const char readme[] =
	"Containers for tests of OP-TEE's remoteproc Trusted Application, and what it has to answer.\n"
	"\n"
	"  good-*.sign   nothing is wrong with them; a device loads those of its layout\n"
	"  *.sign        each has one damage, which its name tells; what is damaged behind the\n"
	"                signature is signed, so that a device comes to what checks it\n"
	"  random-*.sign one to three damages each, made from random numbers\n"
	"  corpus.json   what each container is, and what each version of a device answers to it;\n"
	"                sequences of commands, and the answers to them\n"
	"\n"
	"The device trusts the key that signed them, and has the memory regions of corpus.json. Each\n"
	"answer is that of a device that was just reset: between two containers it has to be without\n"
	"firmware (RELEASE; without that command: START, STOP).\n"
	"\n"
	"A code of 0xffff3024 (TEE_ERROR_TARGET_DEAD) says that the Trusted Application of this version\n"
	"crashes, or doesn't come back: run such a container last, on a device that you can reset.\n"
	"Containers with a boot address that a device of version st-4.0 refuses may leave the address\n"
	"behind, so that the next one is answered otherwise: see the sequence boot-address-kept.\n"
	"\n"
	"Keep this from devices in use: whatever trusts the key loads these containers.\n"
	"Good firmware waits for ever, unless it was given; what happens when damaged firmware is started\n"
	"is undefined.\n"
	"sign-rproc-fw(1) and docs/conformance.md describe programs that run them.\n";

static bool write_all(struct work *work, struct call *call)
{
	char *text = json_text(work->report, false), *json = NULL;

	if (asprintf(&json, "%s\n", text) < 0)
		out_of_memory();
	const bool done = corpus_write(&work->corpus, work->request->out, json, readme, call);

	free(json);
	free(text);
	return done;
}

static size_t count_children(const struct node *list)
{
	size_t count = 0;

	for (const struct node *child = list->first_child; child != NULL; child = child->next)
		count++;
	return count;
}

/* @context: the struct call */
static void print_text(const struct node *report, const void *context)
{
	const struct call *call = context;

	if (!call->quiet)
		printf("containers: %zu, sequences: %zu, devices: %zu\n", count_children(node_child(report, "cases")),
		       count_children(node_child(report, "sequences")), count_children(node_child(report, "devices")));
}

static bool corpus(void *context, struct call *call)
{
	struct request *request = context;
	struct work work = {.request = request};

	if (!HAS_JSON)
		return call_misused(call, "corpus: " WITHOUT_JSON);
	bool done = signer_check(&request->signer, call) && signer_open(&request->signer, false, call, &work.signer) &&
		    target_open(&request->target, work.signer.key, NULL, call, &work.target) &&
		    choose_firmware(&work, call) && make(&work, call) && write_all(&work, call);

	if (done)
		done = print_report(call, work.report, print_text, call, EXIT_DONE);
	else
		tree_free(work.report);
	corpus_release(&work.corpus);
	file_free(&work.source.file);
	signfw_memory_free(work.own);
	target_release(&work.target);
	signer_release(&work.signer);
	return done;
}

const struct command cmd_corpus = {
	.name = "corpus",
	.summary = "Make containers to test a device with, and the right answers",
	.synopsis = "[--in FILE] --key KEY --out FOLDER [OPTIONS]",
	.notes = "Good containers, and damaged ones, one for each thing that a device checks, signed with your key, "
		 "which should be one for tests; what is damaged behind the signature is signed, too. corpus.json has "
		 "the answers.",
	.examples = {"corpus --key k.pem --out corpus",
		     "corpus -k k.pem -o corpus --device st-4.0 --random 200 --seed 7"},
	.groups = groups,
	.request_size = sizeof(struct request),
	.carry_out = corpus,
};
