/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Whether mutate.c does what it is for, over the containers in a folder, and
 * those of PAS in another: what it makes fits its room, is the same again for the
 * same seed, and most of the time is a container of which lengths, counts and
 * hashes are right; or, of PAS, digests and signatures.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pas_input.h"
#include "signfw/container.h"

#define ROOM  16384
#define SEEDS 64

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t size_max);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t size_max, unsigned seed);
size_t LLVMFuzzerCustomCrossOver(const uint8_t *one, size_t one_size, const uint8_t *other, size_t other_size,
				 uint8_t *out, size_t out_max, unsigned seed);

const size_t fuzz_control_size = 0;

/* In the place of libFuzzer's: changes a byte, or appends one. */
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t size_max)
{
	if (size < size_max && (size == 0 || data[size / 2] % 4 == 0))
		data[size++] = 0;
	data[size / 2] ^= 0x41;
	return size;
}

struct file {
	uint8_t bytes[ROOM];
	size_t size;
};

/* What was made, and how much of it is as it should be. */
struct counts {
	unsigned made, whole, accepted;
};

static struct file read_file(const char *folder, const char *name)
{
	struct file file = {0};
	char path[4096];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	FILE *stream = fopen(path, "rb");

	CHECK(stream != NULL);
	file.size = fread(file.bytes, 1, sizeof(file.bytes), stream);
	fclose(stream);
	return file;
}

static void add(struct counts *counts, const struct file *file)
{
	signfw_container *container = NULL;
	const struct span header = {file->bytes, file->size};
	const uint64_t end = file->size < 20 ? 0
					     : 20 + sfw_round_up_8(sfw_u32le(header.data + 8)) +
						       sfw_round_up_8(sfw_u32le(header.data + 12)) +
						       sfw_round_up_8(sfw_u32le(header.data + 16));

	counts->made++;
	counts->whole += end == file->size;
	if (signfw_container_parse(&container, file->bytes, file->size, NULL) == SIGNFW_OK)
		counts->accepted++;
	signfw_container_free(container);
}

static void add_pas(struct counts *counts, const struct file *file)
{
	struct signfw_pas_verify_options options = SIGNFW_PAS_VERIFY_OPTIONS_INIT;
	struct pas_input input;

	pas_input_read(&input, (struct span){file->bytes, file->size});
	signfw_pas *pas = pas_input_inspect(&input);

	counts->made++;
	options.flags = SIGNFW_PAS_VERIFY_DIGESTS_ONLY;
	counts->whole += signfw_pas_verify(pas, &options, NULL) == SIGNFW_OK;
	options.flags = SIGNFW_PAS_VERIFY_ANY_ROOT;
	counts->accepted += signfw_pas_verify(pas, &options, NULL) == SIGNFW_OK;
	signfw_pas_free(pas);
}

static void mutate(struct counts *counts, const struct file *file, void (*count)(struct counts *, const struct file *))
{
	for (unsigned seed = 0; seed < SEEDS; seed++) {
		struct file one = *file, same = *file;

		one.size = LLVMFuzzerCustomMutator(one.bytes, one.size, ROOM, seed);
		same.size = LLVMFuzzerCustomMutator(same.bytes, same.size, ROOM, seed);
		CHECK(one.size > 0 && one.size <= ROOM);
		CHECK(one.size == same.size && memcmp(one.bytes, same.bytes, one.size) == 0);
		count(counts, &one);
	}
}

static void cross(struct counts *counts, const struct file *one, const struct file *other)
{
	struct file out = {0};

	for (unsigned seed = 0; seed < SEEDS; seed++) {
		out.size = LLVMFuzzerCustomCrossOver(one->bytes, one->size, other->bytes, other->size, out.bytes, ROOM,
						     seed);
		CHECK(out.size <= ROOM);
		if (out.size > 0)
			add(counts, &out);
	}
}

static void say(const char *what, struct counts counts)
{
	printf("%s: %u made, %u with lengths that fit, %u accepted\n", what, counts.made, counts.whole,
	       counts.accepted);
	CHECK(counts.made > 0 && counts.whole > counts.made * 3 / 5 && counts.accepted > counts.made / 10);
}

static int is_container(const struct dirent *entry)
{
	return strstr(entry->d_name, ".sign") != NULL && strncmp(entry->d_name, "many-", 5) != 0;
}

/* Of those that are signed. */
static int is_good_pas(const struct dirent *entry)
{
	return strncmp(entry->d_name, "own-", 4) == 0 && strstr(entry->d_name, "unsigned") == NULL;
}

static void mutate_pas(const char *folder)
{
	struct counts mutated = {0};
	struct dirent **entries;
	const int count = scandir(folder, &entries, is_good_pas, alphasort);

	CHECK(count > 0);
	for (int i = 0; i < count; i++) {
		const struct file file = read_file(folder, entries[i]->d_name);

		mutate(&mutated, &file, add_pas);
		free(entries[i]);
	}
	free(entries);
	say("mutated PAS containers", mutated);
}

int main(int argc, char **argv)
{
	struct counts mutated = {0}, crossed = {0};
	struct file previous = {0};
	struct dirent **entries;
	const int count = argc == 3 ? scandir(argv[1], &entries, is_container, alphasort) : 0;

	CHECK(count > 0);
	for (int i = 0; i < count; i++) {
		const struct file file = read_file(argv[1], entries[i]->d_name);

		mutate(&mutated, &file, add);
		cross(&crossed, &file, i == 0 ? &file : &previous);
		previous = file;
		free(entries[i]);
	}
	free(entries);
	say("mutated", mutated);
	say("crossed", crossed);
	mutate_pas(argv[2]);
	return EXIT_SUCCESS;
}
