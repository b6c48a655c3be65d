/* SPDX-License-Identifier: BSD-2-Clause */
/* Signs with two keys that are open at the same time: two_keys FIRST-URI SECOND-URI PIN */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "signfw/container.h"
#include "signfw/key.h"
#include "support.h"

static bool give_pin(void *context, char *out, size_t capacity, size_t *size)
{
	*size = strlen(context);
	assert_true(*size <= capacity);
	memcpy(out, context, *size);
	return true;
}

static signfw_key *open_key(const char *uri, char *pin)
{
	struct signfw_key_options options = SIGNFW_KEY_OPTIONS_INIT;
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_key *key = NULL;

	options.passphrase = give_pin;
	options.passphrase_context = pin;
	options.flags |= SIGNFW_KEY_REQUIRE_PRIVATE;
	if (signfw_key_open(&key, uri, &options, &error) == SIGNFW_OK)
		return key;
	fprintf(stderr, "%s: %s\n", uri, error.message);
	exit(1);
}

/* Signs, and verifies with `other`, which must be another key. */
static void expect_signs(const signfw_key *key, const signfw_key *other)
{
	const struct test_file elf = load_file("vectors/elf/plain.elf");
	const struct signfw_input input = {elf.data, elf.size, NULL};
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_container *container = NULL;

	if (signfw_build(&container, &input, 1, key, NULL, &error) != SIGNFW_OK ||
	    (other != NULL && signfw_container_verify(container, other, NULL, NULL) != SIGNFW_E_SIGNATURE)) {
		fprintf(stderr, "%s\n", error.message);
		exit(1);
	}
	signfw_container_free(container);
	free(elf.data);
}

/* Frees one of them first, or the other. */
static void use(char **arguments, bool first_is_freed_first)
{
	signfw_key *first = open_key(arguments[1], arguments[3]);
	signfw_key *second = open_key(arguments[2], arguments[3]);

	expect_signs(first, second);
	expect_signs(second, first);
	signfw_key_free(first_is_freed_first ? first : second);
	expect_signs(first_is_freed_first ? second : first, NULL);
	signfw_key_free(first_is_freed_first ? second : first);
}

int main(int argc, char **argv)
{
	if (argc != 4)
		return 2;
	use(argv, true);
	use(argv, false);
	return 0;
}
