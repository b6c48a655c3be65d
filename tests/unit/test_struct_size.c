/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/struct_size.h"

#include <stdio.h>

#include "support.h"

/* Three releases of one options struct. */
struct first {
	size_t struct_size;
	uint64_t a;
};

struct ours {
	size_t struct_size;
	uint64_t a, b;
};

struct later {
	size_t struct_size;
	uint64_t a, b, c;
};

static const struct ours defaults = {sizeof(struct ours), 10, 20};

static enum signfw_status import(struct ours *ours, const void *theirs, struct signfw_error *err)
{
	*ours = defaults;
	return sfw_options_import(ours, sizeof(*ours), sizeof(struct first), theirs, err);
}

static void expect_ours(const struct ours *ours, uint64_t a, uint64_t b)
{
	assert_int_equal(ours->struct_size, sizeof(*ours));
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
	const struct first theirs = {sizeof(theirs), 1};
	struct ours ours;

	(void)state;
	assert_int_equal(import(&ours, &theirs, NULL), SIGNFW_OK);
	expect_ours(&ours, 1, 20);
}

static void an_equal_caller_sets_everything(void **state)
{
	const struct ours theirs = {sizeof(theirs), 1, 2};
	struct ours ours;

	(void)state;
	assert_int_equal(import(&ours, &theirs, NULL), SIGNFW_OK);
	expect_ours(&ours, 1, 2);
}

static void a_newer_caller_who_sets_nothing_new_is_accepted(void **state)
{
	const struct later theirs = {sizeof(theirs), 1, 2, 0};
	struct ours ours;

	(void)state;
	assert_int_equal(import(&ours, &theirs, NULL), SIGNFW_OK);
	expect_ours(&ours, 1, 2);
}

static void a_newer_caller_who_sets_something_new_is_refused(void **state)
{
	const struct later theirs = {sizeof(theirs), 1, 2, UINT64_C(1) << 63};
	struct signfw_error error = SIGNFW_ERROR_INIT;
	char expected[80];
	struct ours ours;

	(void)state;
	assert_int_equal(import(&ours, &theirs, &error), SIGNFW_E_UNSUPPORTED);
	snprintf(expected, sizeof(expected), "an option is set that needs a newer libsignfw than %s", signfw_version());
	assert_string_equal(error.message, expected);
	expect_ours(&ours, 10, 20);
}

static void a_forgotten_initialiser_is_refused(void **state)
{
	static const size_t sizes[] = {0, 1, sizeof(struct first) - 1};
	static const char *const messages[] = {
		"options are not initialised (struct_size is 0, expected at least 16)",
		"options are not initialised (struct_size is 1, expected at least 16)",
		"options are not initialised (struct_size is 15, expected at least 16)",
	};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		const struct ours theirs = {sizes[i], 1, 2};
		struct signfw_error error = SIGNFW_ERROR_INIT;
		struct ours ours;

		assert_int_equal(import(&ours, &theirs, &error), SIGNFW_E_ARGUMENT);
		assert_string_equal(error.message, messages[i]);
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
		cmocka_unit_test(a_forgotten_initialiser_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
