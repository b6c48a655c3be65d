/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Runs a fuzz target over files, and over the files in folders, without
 * libFuzzer and with any compiler: `fuzz_container corpus/container`.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "fuzz.h"

static _Noreturn void die(const char *path)
{
	perror(path);
	exit(EXIT_FAILURE);
}

static void run_file(const char *path, size_t size)
{
	/* of the very size, so that ASan sees every read beyond it */
	uint8_t *data = malloc(size == 0 ? 1 : size);
	FILE *stream = fopen(path, "rb");

	if (data == NULL || stream == NULL || fread(data, 1, size, stream) != size)
		die(path);
	fclose(stream);
	/* said before, to know which one it was */
	printf("%s\n", path);
	fflush(stdout);
	LLVMFuzzerTestOneInput(data, size);
	free(data);
}

static size_t run(const char *path);

static size_t run_folder(const char *path)
{
	struct dirent **entries;
	const int count = scandir(path, &entries, NULL, alphasort);
	size_t done = 0;

	if (count < 0)
		die(path);
	for (int i = 0; i < count; i++) {
		char inside[4096];

		if (entries[i]->d_name[0] != '.') {
			snprintf(inside, sizeof(inside), "%s/%s", path, entries[i]->d_name);
			done += run(inside);
		}
		free(entries[i]);
	}
	free(entries);
	return done;
}

/* The number of inputs. */
static size_t run(const char *path)
{
	struct stat status;

	if (stat(path, &status) != 0)
		die(path);
	if (S_ISDIR(status.st_mode))
		return run_folder(path);
	run_file(path, (size_t)status.st_size);
	return 1;
}

int main(int argc, char **argv)
{
	size_t done = 0;

	for (int i = 1; i < argc; i++)
		done += run(argv[i]);
	printf("%zu inputs\n", done);
	return done == 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
