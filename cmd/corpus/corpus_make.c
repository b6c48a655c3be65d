/* SPDX-License-Identifier: BSD-2-Clause */
#include "corpus/corpus_make.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/out_of_memory.h"
#include "base/progress.h"
#include "base/size_text.h"
#include "corpus/corpus_fit.h"
#include "files/folder.h"
#include "files/output.h"
#include "printing/report.h"
#include "signfw/container.h"

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

static uint32_t find_outside(const signfw_memory *memory)
{
	uint32_t outside = OUTSIDE_FIRST;

	while (outside > OUTSIDE_STEP && !is_outside(memory, outside))
		outside -= OUTSIDE_STEP;
	return outside;
}

static bool find_built_in(struct corpus_source *out, const signfw_memory *memory, struct call *call)
{
	struct signfw_region region;

	for (size_t i = 0; signfw_memory_region(memory, i, &region) == SIGNFW_OK; i++)
		if (region.device_address != 0 && region.size >= REGION_MIN) {
			out->landmarks.code = (uint32_t)region.device_address;
			out->landmarks.end = (uint32_t)(region.device_address + region.size);
			firmware_write(out->built_in, out->landmarks.code, true, SEGMENT_COUNT);
			firmware_read(&out->firmware, out->built_in, FIRMWARE_SIZE);
			out->firmware.is_built_in = true;
			return true;
		}
	return call_fails(call, EXIT_USAGE, NULL,
			  "firmware for the tests needs a region of %s that isn't at address 0, and there is none",
			  size_text(REGION_MIN).text);
}

/* ---- firmware that is given ----------------------------------------------------------- */

/* Each of more than a hundred containers has all of it. */
#define GIVEN_MAX (UINT64_C(1) << 20)

/* The image as containers have it, of a file that `sign` takes. */
static bool sign_once(struct corpus_source *out, const char *path, const signfw_key *key, signfw_container **container,
		      struct call *call)
{
	const struct signfw_input input = {out->file.data, out->file.size, path};
	struct signfw_sign_options how = SIGNFW_SIGN_OPTIONS_INIT;
	struct signfw_error error = SIGNFW_ERROR_INIT;

	how.flags = SIGNFW_SIGN_LEAVE_UNSIGNED;
	enum signfw_status status = signfw_findings_new(&how.findings, &error);

	if (status == SIGNFW_OK)
		status = signfw_build(container, &input, 1, key, &how, &error);
	report_findings(path, SOURCE_IS_FILE, how.findings, call->quiet, call->verbose);
	signfw_findings_free(how.findings);
	return call_succeeds(call, path, status, &error);
}

/* The end of the region with all of a segment; 0: there is none. */
static uint64_t end_of_region(const signfw_memory *memory, uint64_t address, uint64_t size)
{
	struct signfw_region region;

	for (size_t i = 0; signfw_memory_region(memory, i, &region) == SIGNFW_OK; i++)
		if (address >= region.device_address && address - region.device_address <= region.size &&
		    size <= region.size - (address - region.device_address))
			return region.device_address + region.size;
	return 0;
}

static bool check_memory(const signfw_container *container, const char *path, const signfw_memory *memory,
			 struct call *call)
{
	struct signfw_segment segment;

	for (size_t i = 0; signfw_container_segment(container, 0, i, &segment) == SIGNFW_OK; i++)
		if (segment.type == SIGNFW_SEGMENT_LOAD && segment.memory_size > 0 &&
		    end_of_region(memory, segment.address, segment.memory_size) == 0)
			return call_fails(call, EXIT_REFUSED, path,
					  "segment %zu, 0x%x bytes at 0x%08x, isn't in the device's memory, so that no "
					  "device loads it; --board, --dtb or --region say which memory there is",
					  i, segment.memory_size, segment.address);
	return true;
}

/* The library has found it good; padding is what containers have behind it. */
static bool take_given(struct corpus_source *out, const char *path, const signfw_memory *memory, struct call *call)
{
	const size_t size = (out->file.size + 7) / 8 * 8;

	out->file.data = memory_or_exit(realloc(out->file.data, size));
	memset(out->file.data + out->file.size, 0, size - out->file.size);
	firmware_read(&out->firmware, out->file.data, size);
	const struct firmware_part *code = &out->firmware.segments[SEGMENT_CODE];

	if (code->index == NO_PART)
		return call_fails(call, EXIT_REFUSED, path,
				  "no segment to damage: none of 32 bytes or more is loaded and executable");
	out->landmarks.code = code->address;
	out->landmarks.end = (uint32_t)end_of_region(memory, code->address, code->memory_size);
	return true;
}

static bool find_given(struct corpus_source *out, const char *path, const signfw_key *key, const signfw_memory *memory,
		       struct call *call)
{
	signfw_container *container = NULL;

	if (!file_read(path, call->max_size, &out->file))
		return call_ends(call, EXIT_UNABLE);
	if (out->file.size > GIVEN_MAX)
		return call_fails(call, EXIT_REFUSED, path,
				  "the image has %s, expected at most %s, as each of some 200 containers has all of "
				  "it; strip it of debug information",
				  size_text(out->file.size).text, size_text(GIVEN_MAX).text);
	const bool done = sign_once(out, path, key, &container, call) && check_memory(container, path, memory, call);

	signfw_container_free(container);
	return done && take_given(out, path, memory, call);
}

bool corpus_find_firmware(struct corpus_source *out, const char *path, const signfw_key *key,
			  const signfw_memory *memory, struct call *call)
{
	out->landmarks.outside = find_outside(memory);
	return path == NULL ? find_built_in(out, memory, call) : find_given(out, path, key, memory, call);
}

/* ---- containers --------------------------------------------------------------------- */

/* Good containers; one of a layout that doesn't take the key has no bytes. */
struct bases {
	struct draft drafts[BASE_COUNT];
};

static bool make_bases(struct bases *bases, const signfw_key *key, const struct corpus_source *source,
		       struct call *call)
{
	for (enum base base = 0; base < BASE_COUNT; base++) {
		struct signfw_error error = SIGNFW_ERROR_INIT;
		enum signfw_status status = SIGNFW_OK;

		if (draft_can_be(base, &source->firmware))
			status = draft_make(&bases->drafts[base], base, &source->firmware, &source->landmarks, key,
					    &error);
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

static size_t count_cases(void)
{
	size_t count = 0;

	while (corpus_case(count) != NULL)
		count++;
	return count;
}

/* What the files are made from: the list of cases, as far as they fit the firmware, then random ones. */
static void choose_cases(struct corpus *out, const struct firmware *firmware, const struct corpus_wish *wish)
{
	const size_t count = count_cases();
	/* no more than the option takes */
	const uint32_t random_count = (uint32_t)wish->random_count;

	out->files = memory_or_exit(calloc(count + random_count + 1, sizeof(*out->files)));
	out->fitted = memory_or_exit(calloc(count + 1, sizeof(*out->fitted)));
	out->left_out = memory_or_exit(calloc(count + 1, sizeof(*out->left_out)));
	out->random = memory_or_exit(calloc(random_count + 1, sizeof(*out->random)));
	for (size_t i = 0; i < count; i++) {
		if (corpus_fit(&out->fitted[out->count], corpus_case(i), firmware)) {
			out->files[out->count].from = &out->fitted[out->count];
			out->count++;
		} else {
			out->left_out[out->left_out_count++] = corpus_case(i)->name;
		}
	}
	for (uint32_t i = 0; i < random_count; i++) {
		random_case_make(&out->random[i], firmware, (uint32_t)wish->seed, i);
		out->files[out->count++].from = &out->random[i].content;
	}
}

bool corpus_make(const signfw_key *key, const struct corpus_source *source, const struct corpus_wish *wish,
		 struct corpus *out, struct call *call)
{
	struct bases bases = {0};
	bool done = make_bases(&bases, key, source, call);

	choose_cases(out, &source->firmware, wish);
	for (size_t i = 0; done && i < out->count; i++) {
		struct corpus_file *file = &out->files[i];

		progress_step("signing", i + 1, out->count, file->from->name);
		done = make_file(&file->content, file->from, &bases.drafts[file->from->base], &source->landmarks, key,
				 call);
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
	free(corpus->fitted);
	free(corpus->left_out);
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
