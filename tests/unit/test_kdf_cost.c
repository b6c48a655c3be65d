/* SPDX-License-Identifier: BSD-2-Clause */
/* Costs that can only be seen when something else was decrypted; the others are in tests/cli/key/kdf-cost.sh. */
#include "crypto/kdf_cost.h"

#include <stdlib.h>
#include <string.h>

#include <openssl/pkcs12.h>
#include <openssl/x509.h>

#include "support.h"

/* A key of so many iterations, which nobody has to compute to write that down. */
static PKCS12_SAFEBAG *expensive_bag(int iterations)
{
	X509_SIG *encrypted = X509_SIG_new();
	X509_ALGOR *algorithm, *made;
	ASN1_OCTET_STRING *data;

	X509_SIG_getm(encrypted, &algorithm, &data);
	made = PKCS5_pbe_set(NID_pbe_WithSHA1And3_Key_TripleDES_CBC, iterations, (const unsigned char *)"12345678", 8);
	assert_int_equal(X509_ALGOR_copy(algorithm, made), 1);
	X509_ALGOR_free(made);
	assert_int_equal(ASN1_OCTET_STRING_set(data, (const unsigned char *)"12345678", 8), 1);
	return PKCS12_SAFEBAG_create0_pkcs8(encrypted);
}

static STACK_OF(PKCS12_SAFEBAG) * bags_with(PKCS12_SAFEBAG *bag)
{
	STACK_OF(PKCS12_SAFEBAG) *bags = sk_PKCS12_SAFEBAG_new_null();

	assert_int_equal(sk_PKCS12_SAFEBAG_push(bags, bag), 1);
	return bags;
}

/* A PKCS#12 file with one safe, as DER.  Free `data` with OPENSSL_free(). */
static struct test_file file_of(PKCS7 *safe, const char *password)
{
	STACK_OF(PKCS7) *safes = sk_PKCS7_new_null();
	PKCS12 *pkcs12 = PKCS12_init(NID_pkcs7_data);
	struct test_file file = {NULL, 0};

	assert_int_equal(sk_PKCS7_push(safes, safe), 1);
	assert_int_equal(PKCS12_pack_authsafes(pkcs12, safes), 1);
	assert_int_equal(PKCS12_set_mac(pkcs12, password, -1, NULL, 0, 1, NULL), 1);
	file.size = (size_t)i2d_PKCS12(pkcs12, &file.data);
	sk_PKCS7_pop_free(safes, PKCS7_free);
	PKCS12_free(pkcs12);
	return file;
}

/* The bags, which are freed, behind an encryption that is cheap. */
static struct test_file hidden(STACK_OF(PKCS12_SAFEBAG) * bags, const char *password)
{
	PKCS7 *safe = PKCS12_pack_p7encdata(NID_aes_256_cbc, password, -1, NULL, 0, 1, bags);

	assert_non_null(safe);
	sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free);
	return file_of(safe, password);
}

static bool answer(void *context, char *out, size_t capacity, size_t *size)
{
	assert_true(capacity >= 6);
	memcpy(out, context, 6);
	*size = 6;
	return true;
}

/* Checks a file, with the passphrase "secret", and frees it. */
static enum signfw_status check(struct test_file file, const char *message)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	static char secret[] = "secret";
	struct passphrase passphrase = {.options = SIGNFW_KEY_OPTIONS_INIT};

	passphrase.options.passphrase = answer;
	passphrase.options.passphrase_context = secret;
	const enum signfw_status status = sfw_kdf_check_cost((struct span){file.data, file.size}, &passphrase, &error);

	assert_string_equal(error.message, message);
	assert_int_equal(error.reason, status == SIGNFW_OK ? SIGNFW_REASON_NONE : SIGNFW_REASON_TOO_EXPENSIVE);
	OPENSSL_free(file.data);
	return status;
}

static void what_an_encryption_hides_is_counted(void **state)
{
	static const char message[] =
		"the encryption of the key wants 2147483647 iterations, expected 10000000 at most";

	(void)state;
	/* and one of the encryption around it */
	assert_int_equal(check(hidden(bags_with(expensive_bag(2147483646)), "secret"), message), SIGNFW_E_KEY);
	assert_int_equal(check(hidden(bags_with(expensive_bag(2147483646)), ""), message), SIGNFW_E_KEY);
	assert_int_equal(check(hidden(bags_with(expensive_bag(100)), "secret"), ""), SIGNFW_OK);
	/* nobody can open it */
	assert_int_equal(check(hidden(bags_with(expensive_bag(2147483646)), "another"), ""), SIGNFW_OK);
}

static void many_keys_cost_as_much_as_they_are(void **state)
{
	STACK_OF(PKCS12_SAFEBAG) *bags = sk_PKCS12_SAFEBAG_new_null();

	(void)state;
	for (size_t i = 0; i < 100; i++)
		assert_true(sk_PKCS12_SAFEBAG_push(bags, expensive_bag(1000000)) > 0);

	PKCS7 *safe = PKCS12_pack_p7data(bags);

	sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free);
	assert_int_equal(check(file_of(safe, "secret"),
			       "the encryption of the key wants 100000000 iterations, expected 10000000 at most"),
			 SIGNFW_E_KEY);
}

/* safeContentsBag: RFC 7292 section 4.2.6. */
static void bags_in_bags_are_refused(void **state)
{
	static const unsigned char der[] = {0x30, 0x11, 0x06, 0x0b, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d,
					    0x01, 0x0c, 0x0a, 0x01, 0x06, 0xa0, 0x02, 0x30, 0x00};
	const unsigned char *at = der;
	STACK_OF(PKCS12_SAFEBAG) *bags = bags_with(d2i_PKCS12_SAFEBAG(NULL, &at, sizeof(der)));
	PKCS7 *safe = PKCS12_pack_p7data(bags);

	(void)state;
	sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free);
	assert_int_equal(
		check(file_of(safe, "secret"), "a PKCS#12 file with bags inside of bags, which isn't supported"),
		SIGNFW_E_KEY);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_an_encryption_hides_is_counted),
		cmocka_unit_test(many_keys_cost_as_much_as_they_are),
		cmocka_unit_test(bags_in_bags_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
