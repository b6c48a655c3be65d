/* SPDX-License-Identifier: BSD-2-Clause */
/* The shared library finds the module with its cryptography beside itself, or says why not. */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

typedef enum signfw_status (*key_load_fn)(signfw_key **out, const void *data, size_t size,
					  const struct signfw_key_options *options, struct signfw_error *err);
typedef void (*key_free_fn)(signfw_key *key);

/* A function of a library; ISO C knows no conversion of what dlsym() returns. */
static void find_function(void *library, const char *name, void *function)
{
	void *const symbol = dlsym(library, name);

	assert_non_null(symbol);
	memcpy(function, &symbol, sizeof(symbol));
}

/* Loads a key by a copy of the library, and of `module`, unless it is NULL, in a folder of its own. */
static enum signfw_status load_beside(const char *module, struct signfw_error *err)
{
	const struct test_file file = load_file("vectors/keys/ec256.pub.pem");
	char *folder = scratch_new();
	char path[512];
	key_load_fn key_load = NULL;
	key_free_fn key_free = NULL;
	signfw_key *key = NULL;

	run("cp '%s' '%s/%s'", LIBRARY, folder, LIBRARY_NAME);
	if (module != NULL)
		run("cp '%s' '%s/%s'", module, folder, MODULE_NAME);
	snprintf(path, sizeof(path), "%s/%s", folder, LIBRARY_NAME);

	void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);

	assert_non_null(library);
	find_function(library, "signfw_key_load", (void *)&key_load);
	find_function(library, "signfw_key_free", (void *)&key_free);

	const enum signfw_status status = key_load(&key, file.data, file.size, NULL, err);

	assert_int_equal(key != NULL, status == SIGNFW_OK);
	key_free(key);
	dlclose(library);
	scratch_remove(folder);
	free(file.data);
	return status;
}

static void the_module_is_found_beside_the_library(void **state)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;

	(void)state;
	assert_int_equal(load_beside(MODULE, &error), SIGNFW_OK);
	assert_string_equal(error.message, "");
}

static void a_missing_module_is_an_error(void **state)
{
	static const char begin[] = "cannot load cryptography: ";
	struct signfw_error error = SIGNFW_ERROR_INIT;

	(void)state;
	assert_int_equal(load_beside(NULL, &error), SIGNFW_E_CRYPTO);
	assert_int_equal(error.status, SIGNFW_E_CRYPTO);
	assert_memory_equal(error.message, begin, sizeof(begin) - 1);
	assert_non_null(strstr(error.message, MODULE_NAME));
	assert_non_null(strstr(error.message, "No such file"));
}

static void something_else_is_no_module(void **state)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;

	(void)state;
	assert_int_equal(load_beside(LIBRARY, &error), SIGNFW_E_CRYPTO);
	assert_non_null(strstr(error.message, "undefined symbol: sfw_crypto_openssl"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_module_is_found_beside_the_library),
		cmocka_unit_test(a_missing_module_is_an_error),
		cmocka_unit_test(something_else_is_no_module),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
