/* SPDX-License-Identifier: BSD-2-Clause */
/* Signs a firmware in memory, then verifies the result: example FIRMWARE.elf PRIVATE-KEY.pem */
#include <signfw.h>
#include <stdio.h>
#include <stdlib.h>

static unsigned char firmware[1 << 20], key_file[1 << 14];

static size_t load(const char *path, unsigned char *out, size_t capacity)
{
	FILE *file = fopen(path, "rb");
	size_t size = 0;

	if (file != NULL) {
		size = fread(out, 1, capacity, file);
		fclose(file);
	}
	return size;
}

int main(int argc, char **argv)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_container *container = NULL;
	signfw_key *key = NULL;
	uint8_t *bytes = NULL;
	size_t size = 0;
	enum signfw_status status;

	if (argc != 3)
		return EXIT_FAILURE;
	const struct signfw_input input = {firmware, load(argv[1], firmware, sizeof(firmware)), argv[1]};
	const size_t key_size = load(argv[2], key_file, sizeof(key_file));

	status = signfw_key_load(&key, key_file, key_size, NULL, &error);
	if (status == SIGNFW_OK)
		status = signfw_sign(&bytes, &size, &input, 1, key, NULL, &error);
	if (status == SIGNFW_OK)
		status = signfw_container_parse(&container, bytes, size, &error);
	if (status == SIGNFW_OK)
		status = signfw_container_verify(container, key, NULL, &error);

	if (status == SIGNFW_OK)
		printf("valid: %zu bytes, layout %s\n", size, signfw_container_layout(container));
	else
		fprintf(stderr, "%s: %s\n", signfw_status_name(status), error.message);
	signfw_container_free(container);
	signfw_free(bytes);
	signfw_key_free(key);
	return status == SIGNFW_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}
