/* SPDX-License-Identifier: BSD-2-Clause */
/* What the API allows several threads to do at once. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "signfw/container.h"
#include "support.h"

#define ROUNDS 20

/* What one thread works on, and how often it succeeded. */
struct worker {
	struct test_file file;
	const signfw_key *key;
	const signfw_container *container;
	size_t good;
};

static void run_two(void *(*work)(void *), struct worker *workers)
{
	pthread_t threads[2];

	for (size_t i = 0; i < 2; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, work, &workers[i]), 0);
	for (size_t i = 0; i < 2; i++)
		assert_int_equal(pthread_join(threads[i], NULL), 0);
	for (size_t i = 0; i < 2; i++)
		assert_int_equal(workers[i].good, ROUNDS);
}

static void *load(void *argument)
{
	struct worker *worker = argument;

	for (size_t i = 0; i < ROUNDS; i++) {
		signfw_key *key = NULL;

		if (signfw_key_load(&key, worker->file.data, worker->file.size, NULL, NULL) == SIGNFW_OK)
			worker->good++;
		signfw_key_free(key);
	}
	return NULL;
}

/* The first keys of this program: cryptography is loaded with them. */
static void keys_are_loaded_at_once(void **state)
{
	struct worker workers[] = {{.file = load_file("vectors/keys/rsa2048.pem")},
				   {.file = load_file("vectors/keys/ec256.pem")}};

	(void)state;
	run_two(load, workers);
	free(workers[0].file.data);
	free(workers[1].file.data);
}

static void *verify(void *argument)
{
	struct worker *worker = argument;
	signfw_container *container = NULL;

	if (signfw_container_inspect(&container, worker->file.data, worker->file.size, NULL) != SIGNFW_OK)
		return NULL;
	for (size_t i = 0; i < ROUNDS; i++)
		if (signfw_container_verify(container, worker->key, NULL, NULL) == SIGNFW_OK)
			worker->good++;
	signfw_container_free(container);
	return NULL;
}

static void two_containers_are_verified_with_one_key(void **state)
{
	signfw_key *key = load_key("vectors/keys/rsa2048.pub.pem");
	struct worker workers[] = {{.file = load_file("vectors/sign/two_images.sign"), .key = key},
				   {.file = load_file("vectors/sign/typical.sign"), .key = key}};

	(void)state;
	run_two(verify, workers);
	free(workers[0].file.data);
	free(workers[1].file.data);
	signfw_key_free(key);
}

static void *sign(void *argument)
{
	struct worker *worker = argument;
	const struct signfw_input input = {worker->file.data, worker->file.size, NULL};

	for (size_t i = 0; i < ROUNDS; i++) {
		uint8_t *out = NULL;
		size_t size = 0;

		if (signfw_sign(&out, &size, &input, 1, worker->key, NULL, NULL) == SIGNFW_OK)
			worker->good++;
		signfw_free(out);
	}
	return NULL;
}

static void two_containers_are_signed_with_one_key(void **state)
{
	signfw_key *key = load_key("vectors/keys/ec256.pem");
	struct worker workers[] = {{.file = load_file("vectors/elf/plain.elf"), .key = key},
				   {.file = load_file("vectors/elf/rsc.elf"), .key = key}};

	(void)state;
	run_two(sign, workers);
	free(workers[0].file.data);
	free(workers[1].file.data);
	signfw_key_free(key);
}

static void *look(void *argument)
{
	struct worker *worker = argument;
	const signfw_container *container = worker->container;

	for (size_t i = 0; i < ROUNDS; i++) {
		struct signfw_signature signature;
		struct signfw_segment segment;
		struct signfw_finding finding;
		struct signfw_resource_table table;
		struct signfw_image image;
		struct signfw_field field;
		struct signfw_tlv tlv;

		if (signfw_container_signature(container, &signature) == SIGNFW_OK &&
		    signfw_container_field(container, 0, &field) == SIGNFW_OK &&
		    signfw_container_tlv(container, 0, &tlv) == SIGNFW_OK &&
		    signfw_container_image(container, 0, &image) == SIGNFW_OK &&
		    signfw_container_segment(container, 0, 0, &segment) == SIGNFW_OK &&
		    signfw_container_resource_table(container, 0, &table) == SIGNFW_OK &&
		    signfw_findings_get(signfw_container_findings(container), 0, &finding) == SIGNFW_OK &&
		    strcmp(finding.id, "resource-table-invalid") == 0)
			worker->good++;
	}
	return NULL;
}

static void one_container_is_read_by_two(void **state)
{
	const struct test_file file = load_file("vectors/sign/rsc_short.sign");
	signfw_container *container = NULL;

	(void)state;
	assert_int_equal(signfw_container_inspect(&container, file.data, file.size, NULL), SIGNFW_OK);

	struct worker workers[] = {{.container = container}, {.container = container}};

	run_two(look, workers);
	signfw_container_free(container);
	free(file.data);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_are_loaded_at_once),
		cmocka_unit_test(two_containers_are_verified_with_one_key),
		cmocka_unit_test(two_containers_are_signed_with_one_key),
		cmocka_unit_test(one_container_is_read_by_two),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
