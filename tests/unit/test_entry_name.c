/* SPDX-License-Identifier: BSD-2-Clause */
#include "linux/entry_name.h"

#include <string.h>

#include "support.h"

static void expect(const char *name, enum entry_name effect, const char *called)
{
	const struct span table = {(const uint8_t *)name, strlen(name) + 1};
	char out[ENTRY_NAME_SIZE];

	if (sfw_entry_name(table, 0, out) != effect)
		fail_msg("'%s' has another effect than %d", name, (int)effect);
	assert_string_equal(out, called);
}

static void names_are_taken_as_they_are(void **state)
{
	(void)state;
	expect("", ENTRY_NAME_PLAIN, "");
	expect("vdev0vring0", ENTRY_NAME_PLAIN, "vdev0vring0");
	expect("0123456789abcdef0123456789abcdef", ENTRY_NAME_PLAIN, "0123456789abcdef0123456789abcde");
	expect("100%%", ENTRY_NAME_PLAIN, "100%");
}

static void formats_print_what_nobody_knows(void **state)
{
	(void)state;
	expect("a%x", ENTRY_NAME_UNCERTAIN, "a%");
	expect("%08lld!", ENTRY_NAME_UNCERTAIN, "%!");
	expect("%p", ENTRY_NAME_UNCERTAIN, "%");
	expect("%px", ENTRY_NAME_UNCERTAIN, "%x");
	expect("%*.*d", ENTRY_NAME_UNCERTAIN, "%");
	expect("50%", ENTRY_NAME_UNCERTAIN, "50%");
}

static void formats_follow_addresses(void **state)
{
	(void)state;
	expect("%s", ENTRY_NAME_DEREFERENCE, "%");
	expect("%-10.3s", ENTRY_NAME_DEREFERENCE, "%");
	expect("%pI4", ENTRY_NAME_DEREFERENCE, "%I4");
	expect("%x then %s", ENTRY_NAME_DEREFERENCE, "% then %");
	/* also behind the 31 characters that are kept */
	expect("0123456789abcdef0123456789abcdef%s", ENTRY_NAME_DEREFERENCE, "0123456789abcdef0123456789abcde");
}

static void a_name_without_an_end_is_read_on(void **state)
{
	static const uint8_t bytes[] = {'a', 'b', 'c'};
	char out[ENTRY_NAME_SIZE];

	(void)state;
	assert_int_equal(sfw_entry_name((struct span){bytes, 3}, 1, out), ENTRY_NAME_NO_END);
	assert_int_equal(sfw_entry_name((struct span){bytes, 3}, 3, out), ENTRY_NAME_NO_END);
	assert_int_equal(sfw_entry_name((struct span){bytes, 3}, UINT64_MAX, out), ENTRY_NAME_NO_END);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_taken_as_they_are),
		cmocka_unit_test(formats_print_what_nobody_knows),
		cmocka_unit_test(formats_follow_addresses),
		cmocka_unit_test(a_name_without_an_end_is_read_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
