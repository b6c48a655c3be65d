/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/struct_size.h"

#include <stdio.h>

#include "support.h"

/* Three releases of one options struct; the first field without a meaning is reserved. */
struct first {
	size_t struct_size;
	uint64_t flags;
	uint64_t a;
};

struct ours {
	size_t struct_size;
	uint64_t flags;
	uint64_t a, b;
	uint64_t reserved;
};

struct later {
	size_t struct_size;
	uint64_t flags;
	uint64_t a, b, c, d;
};

static const struct options_kind kind = {
	.size = SIZE_UNTIL(struct ours, b),
	.first_size = sizeof(struct first),
	.flags = 0x5,
};

static const struct ours defaults = {sizeof(struct ours), 0, 10, 20, 0};

static enum signfw_status import(struct ours *ours, const void *theirs, struct signfw_error *err)
{
	*ours = defaults;
	return sfw_options_import(ours, &kind, theirs, err);
}

static void expect_ours(const struct ours *ours, uint64_t a, uint64_t b)
{
	assert_int_equal(ours->a, a);
	assert_int_equal(ours->b, b);
}

static void nothing_leaves_the_defaults(void **state)
{
	struct ours ours;

	(void)state;
	assert_int_equal(import(&ours, NULL, NULL), SIGNFW_OK);
	expect_ours(&ours, 10, 20);
}

static void an_old_caller_leaves_the_rest_at_our_defaults(void **state)
{
	const struct first theirs = {sizeof(theirs), 0x4, 1};
	struct ours ours;

	(void)state;
	assert_int_equal(import(&ours, &theirs, NULL), SIGNFW_OK);
	expect_ours(&ours, 1, 20);
	assert_int_equal(ours.struct_size, kind.size);
	assert_int_equal(ours.flags, 0x4);
}

static void an_equal_caller_sets_everything(void **state)
{
	const struct ours theirs = {sizeof(theirs), 0, 1, 2, 0};
	struct ours ours;

	(void)state;
	assert_int_equal(import(&ours, &theirs, NULL), SIGNFW_OK);
	expect_ours(&ours, 1, 2);
}

static void a_newer_caller_who_sets_nothing_new_is_accepted(void **state)
{
	const struct later theirs = {sizeof(theirs), 0, 1, 2, 0, 0};
	struct ours ours;

	(void)state;
	assert_int_equal(import(&ours, &theirs, NULL), SIGNFW_OK);
	expect_ours(&ours, 1, 2);
}

static void expect_unsupported(const void *theirs, const char *what)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	char expected[80];
	struct ours ours;

	assert_int_equal(import(&ours, theirs, &error), SIGNFW_E_UNSUPPORTED);
	snprintf(expected, sizeof(expected), "%s a newer libsignfw than %s", what, signfw_version());
	assert_string_equal(error.message, expected);
	expect_ours(&ours, 10, 20);
}

static void a_newer_caller_who_sets_something_new_is_refused(void **state)
{
	const struct later in_reserved = {sizeof(in_reserved), 0, 1, 2, 1, 0};
	const struct later behind = {sizeof(behind), 0, 1, 2, 0, UINT64_C(1) << 63};

	(void)state;
	expect_unsupported(&in_reserved, "an option is set that needs");
	expect_unsupported(&behind, "an option is set that needs");
}

static void unknown_flags_are_refused(void **state)
{
	const struct first one = {sizeof(one), 0x6, 1};
	const struct ours many = {sizeof(many), UINT64_C(0x8000000000000005), 1, 2, 0};

	(void)state;
	expect_unsupported(&one, "flags 0x2 need");
	expect_unsupported(&many, "flags 0x8000000000000000 need");
}

static void a_forgotten_initialiser_is_refused(void **state)
{
	static const size_t sizes[] = {0, 1, sizeof(struct first) - 1};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		const struct ours theirs = {sizes[i], 0, 1, 2, 0};
		struct signfw_error error = SIGNFW_ERROR_INIT;
		struct ours ours;
		char message[96];

		snprintf(message, sizeof(message),
			 "options are not initialised (struct_size is %zu, expected at least %zu)", sizes[i],
			 sizeof(struct first));
		assert_int_equal(import(&ours, &theirs, &error), SIGNFW_E_ARGUMENT);
		assert_string_equal(error.message, message);
		expect_ours(&ours, 10, 20);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_leaves_the_defaults),
		cmocka_unit_test(an_old_caller_leaves_the_rest_at_our_defaults),
		cmocka_unit_test(an_equal_caller_sets_everything),
		cmocka_unit_test(a_newer_caller_who_sets_nothing_new_is_accepted),
		cmocka_unit_test(a_newer_caller_who_sets_something_new_is_refused),
		cmocka_unit_test(unknown_flags_are_refused),
		cmocka_unit_test(a_forgotten_initialiser_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
