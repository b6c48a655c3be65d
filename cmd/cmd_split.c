/* SPDX-License-Identifier: BSD-2-Clause */
/* split: a container of Qualcomm's PAS -> .mdt and .bNN. */
#include <stdlib.h>
#include <string.h>

#include "base/out_of_memory.h"
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
	 .help = "the container; may be given without --in; '-' is standard input"},
	{"out", 'o', "FILE", OPTION_TEXT, offsetof(struct request, out), .noun = "container",
	 .required = "no container: --out is missing", .file = FILE_WRITTEN,
	 .help = "the .mdt; the .b00, .b01, ... are written beside it"},
	{0},
};

static const struct option_group groups[] = {
	{"Files", options, .offset = 0},
	{0},
};

/* The files that are written: the .mdt, and one for each segment that has bytes. */
struct pieces {
	struct output *outputs; /* owned, as what they are about */
	struct output_piece *bytes;
	char **names;
	size_t count;
};

static void add(struct pieces *pieces, char *name, const void *data, size_t size)
{
	const size_t i = pieces->count++;

	pieces->names[i] = name;
	pieces->bytes[i] = (struct output_piece){data, size};
	pieces->outputs[i] = (struct output){name, &pieces->bytes[i], 1, false, false};
}

static bool make_pieces(struct pieces *pieces, const signfw_pas *pas, const char *out, const uint8_t *mdt,
			size_t mdt_size, struct call *call)
{
	const size_t count = signfw_pas_get_header(pas)->segment_count + 1;
	struct signfw_pas_segment segment;

	pieces->outputs = memory_or_exit(calloc(count, sizeof(*pieces->outputs)));
	pieces->bytes = memory_or_exit(calloc(count, sizeof(*pieces->bytes)));
	pieces->names = memory_or_exit(calloc(count, sizeof(*pieces->names)));
	add(pieces, memory_or_exit(strdup(out)), mdt, mdt_size);
	for (size_t i = 0; signfw_pas_segment(pas, i, &segment) == SIGNFW_OK; i++) {
		char *name = segment.file_size == 0 ? NULL : pas_part_path(out, i);

		if (name != NULL && strcmp(name, out) == 0) {
			free(name);
			return call_misused(call, "--out %s is what segment %zu will be called; name a .mdt", out, i);
		}
		if (name != NULL)
			add(pieces, name, segment.data, (size_t)segment.file_size);
	}
	return true;
}

static void release_pieces(struct pieces *pieces)
{
	for (size_t i = 0; i < pieces->count; i++)
		free(pieces->names[i]);
	free(pieces->names);
	free(pieces->bytes);
	free(pieces->outputs);
}

/* Linux replaces the last three characters of the name. */
static bool check_name(const char *out, struct call *call)
{
	const size_t length = strlen(out);

	return (length > 4 && strcmp(out + length - 4, ".mdt") == 0) ||
	       call_misused(call, "--out: '%s' isn't a name that ends in .mdt, from which those of the .bNN are made",
			    out);
}

static bool split_container(const struct request *request, struct pas_file *in, struct call *call)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	struct pieces pieces = {0};
	uint8_t *mdt = NULL;
	size_t mdt_size = 0;
	const enum signfw_status status = signfw_pas_mdt(&mdt, &mdt_size, in->pas, &error);
	const bool done = pas_judge(in, status, &error, call) &&
			  make_pieces(&pieces, in->pas, request->out, mdt, mdt_size, call) &&
			  call_ends(call, write_files(pieces.outputs, pieces.count));

	if (call_has_result(call))
		print_pas_written(call, in, pieces.outputs, done ? pieces.count : 0);
	release_pieces(&pieces);
	signfw_free(mdt);
	return done;
}

static bool split(void *context, struct call *call)
{
	const struct request *request = context;
	struct file file = {0};
	struct pas_file in = {0};
	const bool done = check_name(request->out, call) &&
			  (file_read(request->file, call->max_size, &file) || call_ends(call, EXIT_UNABLE)) &&
			  pas_file_open(&in, request->file, &file, call) && split_container(request, &in, call);

	pas_file_release(&in);
	file_free(&file);
	return done;
}

const struct command cmd_split = {
	.name = "split",
	.summary = "Split a container of Qualcomm's PAS into .mdt and .bNN",
	.synopsis = "--out FILE.mdt [OPTIONS] FILE",
	.notes = "All digests are verified before and after; signatures aren't. Writes all files or none.",
	.examples = {"split --out cdsp.mdt cdsp.mbn", "split -v -o cdsp.mdt cdsp.mbn"},
	.groups = groups,
	.request_size = sizeof(struct request),
	.carry_out = split,
};
