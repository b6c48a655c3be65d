/* SPDX-License-Identifier: BSD-2-Clause */
#include "corpus/corpus_make.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/out_of_memory.h"
#include "base/progress.h"
#include "base/size_text.h"
#include "corpus/corpus_firmware.h"
#include "files/folder.h"
#include "files/output.h"

/* ---- memory ------------------------------------------------------------------------- */

/* Two images, and some room, so that there is more than the end of the region. */
#define REGION_MIN (UINT64_C(4) * FIRMWARE_MEMORY)

/* Addresses in no region are tried from here on, downwards. */
#define OUTSIDE_FIRST UINT32_C(0xe0000000)
#define OUTSIDE_STEP  UINT32_C(0x10000000)

static bool is_outside(const signfw_memory *memory, uint64_t address)
{
	struct signfw_region region;

	for (size_t i = 0; signfw_memory_region(memory, i, &region) == SIGNFW_OK; i++)
		if (address + OUTSIDE_STEP > region.device_address && address < region.device_address + region.size)
			return false;
	return true;
}

bool corpus_find_landmarks(const signfw_memory *memory, struct landmarks *out, struct call *call)
{
	struct signfw_region region;
	uint32_t outside = OUTSIDE_FIRST;

	while (outside > OUTSIDE_STEP && !is_outside(memory, outside))
		outside -= OUTSIDE_STEP;
	for (size_t i = 0; signfw_memory_region(memory, i, &region) == SIGNFW_OK; i++)
		if (region.device_address != 0 && region.size >= REGION_MIN) {
			*out = (struct landmarks){(uint32_t)region.device_address,
						  (uint32_t)(region.device_address + region.size), outside};
			return true;
		}
	return call_fails(call, EXIT_USAGE, NULL,
			  "firmware for the tests needs a region of %s that isn't at address 0, and there is none",
			  size_text(REGION_MIN).text);
}

/* ---- containers --------------------------------------------------------------------- */

/* Good containers; one of a layout that doesn't take the key has no bytes. */
struct bases {
	struct draft drafts[BASE_COUNT];
};

static bool make_bases(struct bases *bases, const signfw_key *key, const struct landmarks *landmarks, struct call *call)
{
	for (int i = 0; i < BASE_COUNT; i++) {
		struct signfw_error error = SIGNFW_ERROR_INIT;
		const enum signfw_status status = draft_make(&bases->drafts[i], (enum base)i, landmarks, key, &error);

		if (!call_succeeds(call, NULL, status, &error))
			return false;
	}
	return true;
}

/* The bytes that are left, or are added; behind the signature nothing depends on them. */
static void end(struct draft *draft, const struct corpus_case *from)
{
	const struct extent image = draft->images[0];

	switch (from->ending) {
	case END_AS_IS:
		break;
	case END_GROWN:
		draft->bytes = memory_or_exit(realloc(draft->bytes, draft->size + from->amount));
		memset(draft->bytes + draft->size, 0, from->amount);
		draft->size += from->amount;
		break;
	case END_SHORTENED:
		draft->size -= from->amount;
		break;
	case END_AT:
		draft->size = from->amount;
		break;
	case END_IMAGE_ONLY:
		memmove(draft->bytes, draft->bytes + image.at, image.size);
		draft->size = image.size;
		break;
	}
}

static bool make_file(struct draft *out, const struct corpus_case *from, const struct draft *base,
		      const struct landmarks *landmarks, const signfw_key *key, struct call *call)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	enum signfw_status status = SIGNFW_OK;

	*out = draft_copy(base);
	for (size_t i = 0; i < EDITS_MAX && from->edits[i].place != PLACE_NONE; i++)
		draft_edit(out, landmarks, &from->edits[i]);
	if (!draft_says_the_same(base, out))
		status = draft_sign(out, key, &error);
	if (from->after.place != PLACE_NONE)
		draft_edit(out, landmarks, &from->after);
	end(out, from);
	return call_succeeds(call, NULL, status, &error);
}

/* What the files are made from: the list of cases, then random ones. */
static void choose_cases(struct corpus *out, const struct corpus_wish *wish)
{
	size_t count = 0;

	while (corpus_case(count) != NULL)
		count++;
	out->files = memory_or_exit(calloc(count + wish->random_count + 1, sizeof(*out->files)));
	out->random = memory_or_exit(calloc(wish->random_count + 1, sizeof(*out->random)));
	for (; out->count < count; out->count++)
		out->files[out->count].from = corpus_case(out->count);
	for (uint32_t i = 0; i < wish->random_count; i++) {
		random_case_make(&out->random[i], (uint32_t)wish->seed, i);
		out->files[out->count++].from = &out->random[i].content;
	}
}

bool corpus_make(const signfw_key *key, const struct landmarks *landmarks, const struct corpus_wish *wish,
		 struct corpus *out, struct call *call)
{
	struct bases bases = {0};
	bool done = make_bases(&bases, key, landmarks, call);

	choose_cases(out, wish);
	for (size_t i = 0; done && i < out->count; i++) {
		struct corpus_file *file = &out->files[i];

		progress_step("signing", i + 1, out->count, file->from->name);
		done = make_file(&file->content, file->from, &bases.drafts[file->from->base], landmarks, key, call);
	}
	for (int i = 0; i < BASE_COUNT; i++)
		draft_release(&bases.drafts[i]);
	return done;
}

void corpus_release(struct corpus *corpus)
{
	for (size_t i = 0; i < corpus->count; i++)
		draft_release(&corpus->files[i].content);
	free(corpus->files);
	free(corpus->random);
}

/* ---- files ---------------------------------------------------------------------------- */

/* The path of each file, and its bytes. */
struct written {
	char **paths;
	struct output *outputs;
	struct output_piece *pieces;
	size_t count;
};

static void add_output(struct written *written, const char *folder, const char *name, struct output_piece piece)
{
	const size_t i = written->count++;

	written->paths[i] = folder_path(folder, name);
	written->pieces[i] = piece;
	written->outputs[i] = (struct output){written->paths[i], &written->pieces[i], 1, .must_be_new = true};
}

static struct written written_new(size_t room)
{
	return (struct written){
		.paths = memory_or_exit(calloc(room, sizeof(char *))),
		.outputs = memory_or_exit(calloc(room, sizeof(struct output))),
		.pieces = memory_or_exit(calloc(room, sizeof(struct output_piece))),
	};
}

static void written_release(struct written *written)
{
	for (size_t i = 0; i < written->count; i++)
		free(written->paths[i]);
	free(written->paths);
	free(written->outputs);
	free(written->pieces);
}

static int write_to(const struct corpus *corpus, const char *folder, const char *json, const char *readme)
{
	struct written written = written_new(corpus->count + 2);
	char name[CORPUS_NAME_SIZE];

	for (size_t i = 0; i < corpus->count; i++) {
		const struct draft *content = &corpus->files[i].content;

		corpus_file_name(corpus->files[i].from->name, name);
		add_output(&written, folder, name, (struct output_piece){content->bytes, content->size});
	}
	add_output(&written, folder, "corpus.json", (struct output_piece){json, strlen(json)});
	add_output(&written, folder, "README", (struct output_piece){readme, strlen(readme)});
	const int code = write_files(written.outputs, written.count);

	written_release(&written);
	return code;
}

bool corpus_write(const struct corpus *corpus, const char *folder, const char *json, const char *readme,
		  struct call *call)
{
	bool made = false;
	int code = folder_make_empty(folder, &made);

	if (code == EXIT_DONE)
		code = write_to(corpus, folder, json, readme);
	if (code != EXIT_DONE && made)
		rmdir(folder);
	return call_ends(call, code);
}
