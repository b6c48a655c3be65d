/* SPDX-License-Identifier: BSD-2-Clause */
/* Hashing files while they are read: nothing else comes out than when they are hashed later. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "elf_builder.h"
#include "signfw/container.h"
#include "signfw/digests.h"
#include "signfw/pas.h"
#include "support.h"

#define RSA_KEY "vectors/keys/rsa2048.pem"

/* What is in memory before a file is. */
#define NOTHING_YET 0xa5

/* A file that arrives as far as it is waited for, or less. */
struct arrival {
	struct test_file file;
	uint8_t *memory;
	size_t there, most, calls;
	size_t ends[3]; /* of the first calls */
};

static struct arrival arrival_of(const char *path)
{
	struct arrival arrival = {.file = load_file(path)};

	arrival.most = arrival.file.size;
	arrival.memory = malloc(arrival.file.size + 1);
	assert_non_null(arrival.memory);
	memset(arrival.memory, NOTHING_YET, arrival.file.size);
	return arrival;
}

static void arrival_free(struct arrival *arrival)
{
	free(arrival->file.data);
	free(arrival->memory);
}

static bool arrive(void *context, size_t end)
{
	struct arrival *arrival = context;
	const size_t until = end < arrival->most ? end : arrival->most;

	assert_true(end <= arrival->file.size);
	if (arrival->calls < sizeof(arrival->ends) / sizeof(arrival->ends[0]))
		arrival->ends[arrival->calls] = end;
	arrival->calls++;
	if (until > arrival->there) {
		memcpy(arrival->memory + arrival->there, arrival->file.data + arrival->there, until - arrival->there);
		arrival->there = until;
	}
	return end <= arrival->most;
}

/* Digests of the file, which is all there then. */
static signfw_digests *digests_of(struct arrival *arrival)
{
	signfw_digests *digests;

	assert_int_equal(signfw_digests_new(&digests, NULL), SIGNFW_OK);
	signfw_digests_add(digests, arrival->memory, arrival->file.size, arrive, arrival);
	arrival->most = arrival->file.size;
	assert_true(arrive(arrival, arrival->file.size));
	return digests;
}

/* ---- verifying ------------------------------------------------------------ */

static signfw_container *inspect(const struct arrival *arrival)
{
	signfw_container *container = NULL;

	assert_int_equal(signfw_container_inspect(&container, arrival->memory, arrival->file.size, NULL), SIGNFW_OK);
	return container;
}

static signfw_pas *inspect_pas(const struct arrival *arrival)
{
	const struct signfw_input input = {arrival->memory, arrival->file.size, NULL};
	signfw_pas *pas = NULL;

	assert_int_equal(signfw_pas_inspect(&pas, &input, NULL, 0, NULL), SIGNFW_OK);
	return pas;
}

static enum signfw_status verify_pas(signfw_pas *pas, struct signfw_error *error)
{
	struct signfw_pas_verify_options options = SIGNFW_PAS_VERIFY_OPTIONS_INIT;

	options.flags = SIGNFW_PAS_VERIFY_DIGESTS_ONLY;
	return signfw_pas_verify(pas, &options, error);
}

static void expect_same_findings(const signfw_findings *one, const signfw_findings *other)
{
	struct signfw_finding a, b;

	assert_int_equal(signfw_findings_count(one), signfw_findings_count(other));
	for (size_t i = 0; i < signfw_findings_count(one); i++) {
		assert_int_equal(signfw_findings_get(one, i, &a), SIGNFW_OK);
		assert_int_equal(signfw_findings_get(other, i, &b), SIGNFW_OK);
		assert_string_equal(a.message, b.message);
	}
}

/* Verifies with and without digests. */
static enum signfw_status compare_container(const struct arrival *arrival, const signfw_digests *digests,
					    const signfw_key *key)
{
	signfw_container *container = inspect(arrival), *plain = inspect(arrival);
	struct signfw_error error = SIGNFW_ERROR_INIT, plain_error = SIGNFW_ERROR_INIT;

	signfw_container_set_digests(container, digests);
	const enum signfw_status status = signfw_container_verify(container, key, NULL, &error);

	assert_int_equal(signfw_container_verify(plain, key, NULL, &plain_error), status);
	assert_string_equal(error.message, plain_error.message);
	expect_same_findings(signfw_container_findings(container), signfw_container_findings(plain));
	signfw_container_free(container);
	signfw_container_free(plain);
	return status;
}

static enum signfw_status compare_pas(const struct arrival *arrival, const signfw_digests *digests,
				      const signfw_key *key)
{
	signfw_pas *pas = inspect_pas(arrival), *plain = inspect_pas(arrival);
	struct signfw_error error = SIGNFW_ERROR_INIT, plain_error = SIGNFW_ERROR_INIT;

	(void)key;
	signfw_pas_set_digests(pas, digests);
	const enum signfw_status status = verify_pas(pas, &error);

	assert_int_equal(verify_pas(plain, &plain_error), status);
	assert_string_equal(error.message, plain_error.message);
	expect_same_findings(signfw_pas_findings(pas), signfw_pas_findings(plain));
	signfw_pas_free(pas);
	signfw_pas_free(plain);
	return status;
}

typedef enum signfw_status (*compare_fn)(const struct arrival *arrival, const signfw_digests *digests,
					 const signfw_key *key);

/* Compares all files of a folder below tests/vectors; returns how many are valid. */
static size_t compare_folder(const char *name, compare_fn compare)
{
	char folder[512], path[1024];
	signfw_key *key = load_key(RSA_KEY);
	size_t valid = 0;

	snprintf(folder, sizeof(folder), "%s/vectors/%s", TEST_DATA, name);
	DIR *stream = opendir(folder);

	assert_non_null(stream);
	for (struct dirent *entry; (entry = readdir(stream)) != NULL;) {
		if (strstr(entry->d_name, ".sign") == NULL && strstr(entry->d_name, ".mbn") == NULL)
			continue;
		snprintf(path, sizeof(path), "vectors/%s/%s", name, entry->d_name);
		struct arrival arrival = arrival_of(path);
		signfw_digests *digests = digests_of(&arrival);

		valid += compare(&arrival, digests, key) == SIGNFW_OK;
		signfw_digests_free(digests);
		arrival_free(&arrival);
	}
	closedir(stream);
	signfw_key_free(key);
	return valid;
}

static void verifying_says_the_same(void **state)
{
	(void)state;
	assert_true(compare_folder("sign", compare_container) > 15);
	assert_true(compare_folder("malformed", compare_container) < 15);
	assert_true(compare_folder("pas/signed", compare_pas) > 5);
}

/* What was hashed isn't hashed again: otherwise this would be found. */
static void verifying_relies_on_digests(void **state)
{
	struct arrival arrival = arrival_of("vectors/sign/typical.sign");
	signfw_digests *digests = digests_of(&arrival);
	signfw_container *container = inspect(&arrival);
	signfw_key *key = load_key(RSA_KEY);
	struct signfw_segment segment = {0};
	struct signfw_image image;

	(void)state;
	assert_int_equal(signfw_container_image(container, 0, &image), SIGNFW_OK);
	for (size_t i = 0; segment.type != PT_LOAD || segment.file_size == 0; i++)
		assert_int_equal(signfw_container_segment(container, 0, i, &segment), SIGNFW_OK);
	arrival.memory[image.offset + segment.offset] ^= 1;
	assert_int_equal(signfw_container_verify(container, key, NULL, NULL), SIGNFW_E_HASH);
	signfw_container_set_digests(container, digests);
	assert_int_equal(signfw_container_verify(container, key, NULL, NULL), SIGNFW_OK);
	signfw_container_set_digests(container, NULL);
	assert_int_equal(signfw_container_verify(container, key, NULL, NULL), SIGNFW_E_HASH);
	signfw_container_free(container);
	signfw_digests_free(digests);
	signfw_key_free(key);
	arrival_free(&arrival);
}

static void so_does_verifying_for_pas(void **state)
{
	struct arrival arrival = arrival_of("vectors/pas/signed/own-v6-ecdsa.mbn");
	signfw_digests *digests = digests_of(&arrival);
	signfw_pas *pas = inspect_pas(&arrival);
	struct signfw_pas_segment segment;

	(void)state;
	assert_int_equal(signfw_pas_segment(pas, 2, &segment), SIGNFW_OK);
	assert_true(segment.file_size > 0);
	arrival.memory[segment.offset] ^= 1;
	assert_int_equal(verify_pas(pas, NULL), SIGNFW_E_HASH);
	signfw_pas_set_digests(pas, digests);
	assert_int_equal(verify_pas(pas, NULL), SIGNFW_OK);
	signfw_pas_free(pas);
	signfw_digests_free(digests);
	arrival_free(&arrival);
}

/* The same bytes elsewhere may be changed. */
static void digests_are_of_one_place(void **state)
{
	struct arrival first = arrival_of("vectors/sign/typical.sign");
	struct arrival second = arrival_of("vectors/sign/typical.sign");
	signfw_digests *digests = digests_of(&first);
	signfw_key *key = load_key(RSA_KEY);

	(void)state;
	second.file.data[second.file.size - 1] ^= 1;
	assert_true(arrive(&second, second.file.size));
	compare_container(&second, digests, key);
	signfw_digests_free(digests);
	signfw_key_free(key);
	arrival_free(&first);
	arrival_free(&second);
}

/* A file that doesn't arrive, or not all of it, is hashed later. */
static void what_does_not_arrive_is_hashed_later(void **state)
{
	signfw_key *key = load_key(RSA_KEY);

	(void)state;
	for (size_t divisor = 1; divisor <= 8; divisor++) {
		struct arrival arrival = arrival_of("vectors/sign/typical.sign");

		arrival.most = arrival.file.size / divisor - 1;
		signfw_digests *digests = digests_of(&arrival);

		assert_true(arrival.calls > 1);
		assert_int_equal(compare_container(&arrival, digests, key), SIGNFW_OK);
		signfw_digests_free(digests);
		arrival_free(&arrival);
	}
	signfw_key_free(key);
}

/* Hashing doesn't wait for a large file: 64 KiB are enough to find out what is in it, and so many of each image. */
static void only_the_beginning_is_waited_for(void **state)
{
	static const struct elf_segment segment = {PT_LOAD, 0x10000000, 1 << 20, 1 << 20};
	const size_t head = 64 << 10;
	struct test_file elf = elf_build(&segment, 1, NULL, 0);
	struct arrival arrival = {0};
	struct signfw_image image;

	(void)state;
	const struct signfw_input input = {elf.data, elf.size, NULL};
	signfw_key *key = load_key(RSA_KEY);

	assert_int_equal(signfw_sign(&arrival.file.data, &arrival.file.size, &input, 1, key, NULL, NULL), SIGNFW_OK);
	signfw_key_free(key);
	arrival.most = arrival.file.size;
	arrival.memory = calloc(1, arrival.file.size);
	assert_non_null(arrival.memory);
	signfw_digests_free(digests_of(&arrival));
	signfw_container *container = inspect(&arrival);

	assert_int_equal(signfw_container_image(container, 0, &image), SIGNFW_OK);
	assert_int_equal(arrival.ends[0], head);
	assert_int_equal(arrival.ends[1], head);
	assert_int_equal(arrival.ends[2], image.offset + head);
	signfw_container_free(container);
	arrival_free(&arrival);
	free(elf.data);
}

/* ---- signing ---------------------------------------------------------------- */

static void signing_gives_the_same_container(void **state)
{
	struct arrival arrival = arrival_of("vectors/elf/plain.elf");
	const struct signfw_input input = {arrival.memory, arrival.file.size, NULL};
	struct signfw_sign_options options = SIGNFW_SIGN_OPTIONS_INIT;
	signfw_digests *digests = digests_of(&arrival);
	signfw_key *key = load_key(RSA_KEY);
	uint8_t *made, *plain;
	size_t made_size, plain_size;

	(void)state;
	options.digests = digests;
	assert_int_equal(signfw_sign(&made, &made_size, &input, 1, key, &options, NULL), SIGNFW_OK);
	assert_int_equal(signfw_sign(&plain, &plain_size, &input, 1, key, NULL, NULL), SIGNFW_OK);
	assert_int_equal(made_size, plain_size);
	assert_memory_equal(made, plain, made_size);
	signfw_free(made);
	signfw_free(plain);
	signfw_key_free(key);
	signfw_digests_free(digests);
	arrival_free(&arrival);
}

static void arguments_are_checked(void **state)
{
	struct arrival arrival = arrival_of("vectors/elf/plain.elf");
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_digests *digests;

	(void)state;
	assert_int_equal(signfw_digests_new(NULL, &error), SIGNFW_E_ARGUMENT);
	assert_string_equal(error.message, "no place for the digests was given");
	assert_int_equal(signfw_digests_new(&digests, NULL), SIGNFW_OK);
	signfw_digests_add(digests, NULL, 0, arrive, &arrival);
	signfw_digests_add(digests, arrival.memory, arrival.file.size, NULL, NULL);
	signfw_digests_add(NULL, arrival.memory, arrival.file.size, arrive, &arrival);
	assert_int_equal(arrival.calls, 0);
	signfw_digests_free(digests);
	signfw_digests_free(NULL);
	arrival_free(&arrival);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(verifying_says_the_same),
		cmocka_unit_test(verifying_relies_on_digests),
		cmocka_unit_test(so_does_verifying_for_pas),
		cmocka_unit_test(digests_are_of_one_place),
		cmocka_unit_test(what_does_not_arrive_is_hashed_later),
		cmocka_unit_test(only_the_beginning_is_waited_for),
		cmocka_unit_test(signing_gives_the_same_container),
		cmocka_unit_test(arguments_are_checked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
