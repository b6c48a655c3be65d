/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What is hashed early; also when memory or OpenSSL fail: what isn't known is hashed later.  tests/api/test_digests.c has
 * the rest.
 */
#include <stdlib.h>

#include "crypto/known_digests.h"
#include "elf_builder.h"
#include "faults.h"
#include "signfw/container.h"
#include "signfw/digests.h"

static bool is_there(void *context, size_t end)
{
	const struct test_file *file = context;

	return end <= file->size;
}

/* Adds the digests of a file while one call fails; whether all did their work. */
static bool add_with(struct fault *fault, size_t countdown, struct test_file *file, signfw_digests *digests)
{
	fault->countdown = countdown;
	signfw_digests_add(digests, file->data, file->size, is_there, file);
	const bool done = fault->countdown > 0;

	fault->countdown = 0;
	return done;
}

/* Every call fails, one after the other.  @loaded: segments that are known in the end */
static void fail_each(struct fault *fault, const char *path, size_t loaded)
{
	struct test_file file = load_file(path);
	signfw_key *key = load_key("vectors/keys/rsa2048.pem");
	bool done = false;
	size_t most = 0;

	for (size_t n = 1; !done; n++) {
		signfw_container *container;
		signfw_digests *digests;

		assert_int_equal(signfw_digests_new(&digests, NULL), SIGNFW_OK);
		done = add_with(fault, n, &file, digests);
		most = digests->count > most ? digests->count : most;
		assert_int_equal(signfw_container_inspect(&container, file.data, file.size, NULL), SIGNFW_OK);
		signfw_container_set_digests(container, digests);
		assert_int_equal(signfw_container_verify(container, key, NULL, NULL), SIGNFW_OK);
		/* those of the last round, in which nothing failed */
		assert_true(!done || digests->count == most);
		signfw_container_free(container);
		signfw_digests_free(digests);
	}
	assert_int_equal(most, loaded);
	signfw_key_free(key);
	free(file.data);
}

static void without_memory_less_is_known(void **state)
{
	(void)state;
	fail_each(&memory_fault, "vectors/sign/typical.sign", 3);
	fail_each(&memory_fault, "vectors/sign/rsc.sign", 2);
}

static void without_openssl_less_is_known(void **state)
{
	(void)state;
	fail_each(&openssl_fault, "vectors/sign/typical.sign", 3);
	fail_each(&openssl_fault, "vectors/sign/rsc.sign", 2);
}

static void a_list_needs_memory(void **state)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_digests *digests;

	(void)state;
	memory_fault.countdown = 1;
	assert_int_equal(signfw_digests_new(&digests, &error), SIGNFW_E_MEMORY);
}

static size_t count_digests(struct test_file *file)
{
	signfw_digests *digests;

	assert_int_equal(signfw_digests_new(&digests, NULL), SIGNFW_OK);
	signfw_digests_add(digests, file->data, file->size, is_there, file);
	const size_t count = digests->count;

	signfw_digests_free(digests);
	return count;
}

/* Linkers begin the first segment with the headers. */
static void one_segment_at_the_beginning_is_hashed(void **state)
{
	static const struct elf_segment segment = {PT_LOAD, 0x10000000, 64, 64};
	struct test_file file = elf_build(&segment, 1, NULL, 0);

	(void)state;
	assert_int_equal(count_digests(&file), 1);
	put_u32(file.data + ELF_SEGMENT(0, p_offset), 0);
	assert_int_equal(count_digests(&file), 1);
	free(file.data);
}

/* Segments that share a byte with one before are hashed later, those that begin where it ends aren't. */
static void no_byte_is_hashed_twice(void **state)
{
	struct test_file file = elf_good();
	const uint32_t end = get_u32(file.data + ELF_SEGMENT(0, p_offset)) + 64;

	(void)state;
	put_u32(file.data + ELF_SEGMENT(1, p_offset), end);
	assert_int_equal(count_digests(&file), 2);
	put_u32(file.data + ELF_SEGMENT(1, p_offset), end - 1);
	assert_int_equal(count_digests(&file), 1);
	free(file.data);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_memory_less_is_known),
		cmocka_unit_test(without_openssl_less_is_known),
		cmocka_unit_test(a_list_needs_memory),
		cmocka_unit_test(one_segment_at_the_beginning_is_hashed),
		cmocka_unit_test(no_byte_is_hashed_twice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
