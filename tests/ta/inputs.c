/* SPDX-License-Identifier: BSD-2-Clause */
#include "inputs.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "crypto/signature.h"
#include "fuzz.h"
#include "fuzz_crypto.h"
#include "mutate_elf.h"
#include "random_bytes.h"
#include "repair.h"
#include "signfw.h"
#include "signfw/options.h"

/* Seeds that are longer are compared as they are only. */
#define ROOM ((size_t)1 << 16)

/* The most changes of one container. */
#define CHANGES 3

/* Of mutate.c; the names are libFuzzer's. */
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t size_max, unsigned seed);
size_t LLVMFuzzerCustomCrossOver(const uint8_t *one, size_t one_size, const uint8_t *other, size_t other_size,
				 uint8_t *out, size_t out_max, unsigned seed);

const size_t fuzz_control_size = 0;

/* How often a seed is changed, compared with others. */
enum weight {
	WEIGHT_WRONG = 1, /* most devices look at nothing but its head */
	WEIGHT_WHOLE = 8, /* a container of the layout, without an error */
	WEIGHT_PREFERRED = 64
};

struct seed {
	struct input input;
	enum weight weight;
};

static struct {
	struct seed *all; /* never freed */
	size_t count;
} seeds;

const signfw_key *inputs_key(void)
{
	return fuzz_key(SIGNFW_KEY_RSA);
}

/* In the place of the fuzz programs' quick signatures: here they have to be valid. */
size_t fuzz_sign(const struct key_pair *key, const struct signature_algorithm *algorithm, const struct span *parts,
		 size_t part_count, uint8_t *out)
{
	size_t size = 0;

	CHECK(sfw_crypto_sign(key, algorithm, parts, part_count, false, out, &size, NULL) == SIGNFW_OK);
	return size;
}

/* ---- seeds --------------------------------------------------------------------- */

static _Noreturn void give_up(const char *path, const char *why)
{
	fprintf(stderr, "compare-ta: %s: %s\n", path, why);
	exit(2);
}

static uint8_t *read_file(const char *path, size_t *size)
{
	FILE *stream = fopen(path, "rb");
	struct stat status;

	if (stream == NULL || fstat(fileno(stream), &status) != 0)
		give_up(path, "can't be read");
	*size = (size_t)status.st_size;
	uint8_t *bytes = malloc(*size + 1);

	CHECK(bytes != NULL);
	if (fread(bytes, 1, *size, stream) != *size)
		give_up(path, "can't be read");
	fclose(stream);
	return bytes;
}

/* Whether it could be signed, and is a container now. */
static bool sign(struct input *input, const char *layout)
{
	struct signfw_sign_options options = SIGNFW_SIGN_OPTIONS_INIT;
	const struct signfw_input image = {input->bytes, input->size, input->name};
	uint8_t *container = NULL;
	size_t size = 0;

	options.flags = SIGNFW_SIGN_FORCE;
	options.layout = layout;
	if (signfw_sign(&container, &size, &image, 1, inputs_key(), &options, NULL) != SIGNFW_OK)
		return false;
	input->bytes = container;
	input->size = size;
	return true;
}

static enum weight weigh(const struct input *input, const char *layout)
{
	signfw_container *container = NULL;
	const bool is_whole = signfw_container_parse(&container, input->bytes, input->size, NULL) == SIGNFW_OK &&
			      strcmp(signfw_container_layout(container), layout) == 0;

	signfw_container_free(container);
	return is_whole ? WEIGHT_WHOLE : WEIGHT_WRONG;
}

static void add_file(const char *path, const char *layout, size_t skip)
{
	struct input input = {strdup(path), NULL, 0};
	size_t size;
	uint8_t *bytes = read_file(path, &size);

	CHECK(input.name != NULL);
	if (skip > size)
		skip = size;
	input.bytes = bytes + skip;
	input.size = size - skip;
	if (fuzz_is_elf((struct span){input.bytes, input.size}) && sign(&input, layout))
		free(bytes);
	seeds.all = realloc(seeds.all, (seeds.count + 1) * sizeof(*seeds.all));
	CHECK(seeds.all != NULL);
	seeds.all[seeds.count++] = (struct seed){input, weigh(&input, layout)};
}

static int is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static void add_folder(const char *path, const char *layout, size_t skip)
{
	struct dirent **entries = NULL;
	const int count = scandir(path, &entries, is_visible, alphasort);

	for (int i = 0; i < count; i++) {
		char name[4096];
		struct stat status;

		CHECK(snprintf(name, sizeof(name), "%s/%s", path, entries[i]->d_name) < (int)sizeof(name));
		if (stat(name, &status) == 0 && S_ISREG(status.st_mode))
			add_file(name, layout, skip);
		free(entries[i]);
	}
	free(entries);
}

void inputs_add(const char *path, const char *layout, size_t skip)
{
	struct stat status;

	if (stat(path, &status) != 0)
		give_up(path, "isn't there");
	if (S_ISDIR(status.st_mode))
		add_folder(path, layout, skip);
	else
		add_file(path, layout, skip);
}

size_t inputs_count(void)
{
	return seeds.count;
}

struct input inputs_seed(size_t index)
{
	return seeds.all[index].input;
}

void inputs_prefer(size_t index)
{
	seeds.all[index].weight = WEIGHT_PREFERRED;
}

/* ---- changes --------------------------------------------------------------------- */

/* A seed that can be changed. */
static struct input choose_seed(void)
{
	for (size_t i = 0; i < 100000; i++) {
		const struct seed *seed = &seeds.all[random_below((uint32_t)seeds.count)];

		if (seed->input.size > 0 && seed->input.size <= ROOM && random_below(WEIGHT_PREFERRED) < seed->weight)
			return seed->input;
	}
	give_up("seeds", "none is short enough to be changed");
}

static size_t change(uint8_t *bytes, size_t size)
{
	static uint8_t crossed[ROOM];
	const unsigned seed = random_below(INT32_MAX);

	if (random_one_in(16)) {
		const struct input other = choose_seed();
		const size_t crossed_size =
			LLVMFuzzerCustomCrossOver(bytes, size, other.bytes, other.size, crossed, ROOM, seed);

		if (crossed_size == 0)
			return size;
		memcpy(bytes, crossed, crossed_size);
		return crossed_size;
	}
	return LLVMFuzzerCustomMutator(bytes, size, ROOM, seed);
}

static size_t repair(uint8_t *bytes, size_t size, unsigned repairs)
{
	struct builder repaired = {0};

	fuzz_repair(&repaired, (struct span){bytes, size}, repairs, inputs_key());
	if (repaired.size <= ROOM) {
		size = repaired.size;
		memcpy(bytes, repaired.data, size);
	}
	sfw_builder_cleanup(&repaired);
	return size;
}

/* What a device checks first is repaired in two of three, so that the rest is looked at, too. */
struct input inputs_mutated(bool sign)
{
	static uint8_t bytes[ROOM];
	struct input input = choose_seed();
	unsigned repairs = sign ? REPAIR_SIGNATURE : 0;

	memcpy(bytes, input.bytes, input.size);
	for (uint32_t changes = 1 + random_below(CHANGES); changes > 0; changes--)
		input.size = change(bytes, input.size);
	if (!random_one_in(3))
		repairs |= random_one_in(2) ? REPAIR_HEADER : REPAIR_HEADER | REPAIR_TABLE;
	input.size = repair(bytes, input.size, repairs);
	input.bytes = bytes;
	return input;
}
