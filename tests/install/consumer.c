/* SPDX-License-Identifier: BSD-2-Clause */
/* consumer KEY ELF: signs, verifies and says so; as C and as C++. */
#include <stdio.h>
#include <stdlib.h>

#include <signfw/container.h>

static size_t load(const char *path, void *data, size_t capacity)
{
	FILE *file = fopen(path, "rb");
	const size_t size = file == NULL ? 0 : fread(data, 1, capacity, file);

	if (file != NULL)
		fclose(file);
	return size;
}

static enum signfw_status sign_and_verify(signfw_key *key, const struct signfw_input *input, struct signfw_error *err)
{
	signfw_container *container = NULL;
	enum signfw_status status = signfw_build(&container, input, 1, key, NULL, err);

	if (status == SIGNFW_OK)
		status = signfw_container_verify(container, key, NULL, err);
	if (status == SIGNFW_OK)
		printf("signed and verified\n");
	signfw_container_free(container);
	return status;
}

int main(int argc, char **argv)
{
	static char key_data[65536], elf_data[65536];
	struct signfw_error error = SIGNFW_ERROR_INIT;
	struct signfw_input input = {elf_data, 0, NULL};
	signfw_key *key = NULL;

	if (argc != 3)
		return EXIT_FAILURE;
	input.size = load(argv[2], elf_data, sizeof(elf_data));
	enum signfw_status status =
		signfw_key_load(&key, key_data, load(argv[1], key_data, sizeof(key_data)), NULL, &error);

	if (status == SIGNFW_OK)
		status = sign_and_verify(key, &input, &error);
	if (status != SIGNFW_OK)
		fprintf(stderr, "%s: %s\n", signfw_status_name(status), error.message);
	signfw_key_free(key);
	return status == SIGNFW_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}
