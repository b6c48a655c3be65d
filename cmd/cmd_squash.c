/* SPDX-License-Identifier: BSD-2-Clause */
/* squash: .mdt and .bNN -> a container of Qualcomm's PAS in one file. */
#include "commands.h"
#include "files/output.h"
#include "pas/pas_file.h"
#include "pas/pas_report.h"
#include "printing/report.h"
#include "signfw/pas.h"

struct request {
	char *file, *out;
};

static const struct option_row options[] = {
	{"in", 0, "FILE", OPTION_TEXT, offsetof(struct request, file), .noun = "container", .is_operand = true,
	 .required = "no container was given", .file = FILE_READ,
	 .help = "the .mdt; may be given without --in; the .b00, .b01, ... are read from beside it"},
	{"out", 'o', "FILE", OPTION_TEXT, offsetof(struct request, out), .noun = "container",
	 .required = "no container: --out is missing", .file = FILE_WRITTEN,
	 .help = "the container; '-' is standard output"},
	{0},
};

static const struct option_group groups[] = {
	{"Files", options, .offset = 0},
	{0},
};

static bool squash_container(const struct request *request, struct pas_file *in, struct call *call)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	struct output_piece bytes = {0};
	const struct output output = {request->out, &bytes, 1, false, false};
	uint8_t *whole = NULL;
	const enum signfw_status status = signfw_pas_squash(&whole, &bytes.size, in->pas, &error);

	bytes.data = whole;
	const bool done = pas_judge(in, status, &error, call) && call_ends(call, write_files(&output, 1));

	if (call_has_result(call))
		print_pas_written(call, in, &output, done ? 1 : 0);
	signfw_free(whole);
	return done;
}

static bool squash(void *context, struct call *call)
{
	const struct request *request = context;
	struct file file = {0};
	struct pas_file in = {0};
	const bool done = (file_read(request->file, call->max_size, &file) || call_ends(call, EXIT_UNABLE)) &&
			  pas_file_open(&in, request->file, &file, call) && squash_container(request, &in, call);

	pas_file_release(&in);
	file_free(&file);
	return done;
}

const struct command cmd_squash = {
	.name = "squash",
	.summary = "Put a split container of Qualcomm's PAS together",
	.synopsis = "--out FILE [OPTIONS] FILE.mdt",
	.notes = "All digests are verified before and after; signatures aren't. A .bNN that is missing or has another "
		 "size is named.",
	.examples = {"squash --out new.mbn cdsp.mdt", "squash -o - cdsp.mdt >new.mbn"},
	.groups = groups,
	.request_size = sizeof(struct request),
	.carry_out = squash,
};
