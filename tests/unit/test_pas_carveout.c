/* SPDX-License-Identifier: BSD-2-Clause */
#include "pas_device/pas_carveout.h"

#include <string.h>

#include "crypto/digest.h"
#include "support.h"

#define LIMIT 1000

static const uint8_t letters[] = "abcdefgh";

static void expect_bytes(struct pas_carveout *carveout, uint64_t offset, const void *expected, size_t size)
{
	const struct span bytes = {expected, size};
	uint8_t digest[SIGNFW_SHA384_SIZE], wanted[SIGNFW_SHA384_SIZE];

	assert_int_equal(sfw_pas_carveout_digest(carveout, offset, size, sizeof(digest), digest, NULL), SIGNFW_OK);
	assert_int_equal(sfw_digest(DIGEST_SHA384, &bytes, 1, wanted, NULL), SIGNFW_OK);
	assert_memory_equal(digest, wanted, sizeof(digest));
}

static void what_was_written_is_there(void **state)
{
	struct pas_carveout carveout;

	(void)state;
	sfw_pas_carveout_init(&carveout, LIMIT);
	assert_int_equal(sfw_pas_carveout_write(&carveout, 0x100000000, 8, letters), SIGNFW_OK);
	expect_bytes(&carveout, 0x100000000, "abcdefgh", 8);
	expect_bytes(&carveout, 0x100000002, "cdef", 4);
	expect_bytes(&carveout, 0xfffffffe, "\0\0ab", 4);
	expect_bytes(&carveout, 0x100000007, "h\0", 2);
	expect_bytes(&carveout, 0, "\0", 1);
	sfw_pas_carveout_cleanup(&carveout);
}

static void the_last_write_counts(void **state)
{
	struct pas_carveout carveout;

	(void)state;
	sfw_pas_carveout_init(&carveout, LIMIT);
	assert_int_equal(sfw_pas_carveout_write(&carveout, 0, 8, letters), SIGNFW_OK);
	assert_int_equal(sfw_pas_carveout_write(&carveout, 2, 2, letters), SIGNFW_OK);
	assert_int_equal(sfw_pas_carveout_write(&carveout, 6, 4, NULL), SIGNFW_OK);
	assert_int_equal(sfw_pas_carveout_write(&carveout, 100, 0, letters), SIGNFW_OK);
	expect_bytes(&carveout, 0, "ababef\0\0\0\0", 10);
	expect_bytes(&carveout, 2, "ab", 2);
	expect_bytes(&carveout, 6, "\0\0", 2);
	assert_int_equal(carveout.count, 3);
	sfw_pas_carveout_cleanup(&carveout);
}

static void work_is_bounded(void **state)
{
	struct pas_carveout carveout;
	uint8_t digest[SIGNFW_SHA256_SIZE];

	(void)state;
	sfw_pas_carveout_init(&carveout, 20);
	assert_int_equal(sfw_pas_carveout_write(&carveout, 0, 8, letters), SIGNFW_OK);
	assert_int_equal(sfw_pas_carveout_digest(&carveout, 0, 8, sizeof(digest), digest, NULL), SIGNFW_OK);
	/* eight for the digest, seven to put it together */
	assert_int_equal(sfw_pas_carveout_digest(&carveout, 1, 8, sizeof(digest), digest, NULL), SIGNFW_E_UNSUPPORTED);
	assert_int_equal(sfw_pas_carveout_digest(&carveout, 0, 8, sizeof(digest), digest, NULL), SIGNFW_E_UNSUPPORTED);
	sfw_pas_carveout_cleanup(&carveout);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_written_is_there),
		cmocka_unit_test(the_last_write_counts),
		cmocka_unit_test(work_is_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
