/* SPDX-License-Identifier: BSD-2-Clause */
#include "crypto/certificate.h"

#include <stdlib.h>
#include <string.h>

#include "support.h"

/* The three certificates of keys/oem-chain.der. */
struct chain {
	struct test_file file;
	struct certificate certificates[3];
};

static struct chain load_chain(void)
{
	struct chain chain = {.file = load_file("vectors/pas/keys/oem-chain.der")};
	size_t at = 0;

	for (size_t i = 0; i < 3; i++) {
		const uint8_t *bytes = chain.file.data + at;
		const size_t size = 4 + (size_t)(bytes[2] << 8 | bytes[3]);

		assert_int_equal(sfw_certificate_parse(&chain.certificates[i], (struct span){bytes, size}, NULL),
				 SIGNFW_OK);
		at += size;
	}
	assert_int_equal(at, chain.file.size);
	return chain;
}

static void free_chain(struct chain *chain)
{
	for (size_t i = 0; i < 3; i++)
		sfw_certificate_cleanup(&chain->certificates[i]);
	free(chain->file.data);
}

static void what_it_says_is_read(void **state)
{
	struct chain chain = load_chain();
	const struct certificate *leaf = &chain.certificates[0], *root = &chain.certificates[2];

	(void)state;
	assert_string_equal(leaf->subject, "CN=signfw test oem leaf");
	assert_string_equal(leaf->issuer, "CN=signfw test oem ca");
	assert_string_equal(leaf->key_name, "P-384");
	assert_int_equal(leaf->key, CERTIFICATE_KEY_P384);
	assert_int_equal(leaf->scheme, CERTIFICATE_SIGNED_ECDSA);
	assert_int_equal(leaf->digest, CERTIFICATE_DIGEST_SHA384);
	assert_int_equal(leaf->version, 3);
	assert_true(leaf->has_key_usage && leaf->signs_data && !leaf->signs_certificates && !leaf->is_ca);
	assert_false(leaf->has_extended_key_usage || leaf->names_itself);
	assert_true(root->is_ca && root->signs_certificates && root->names_itself);
	assert_int_equal(root->path_length, -1);
	assert_int_equal(root->key_id.size, 20);
	assert_int_equal(leaf->issuer_serial.size, 0);
	assert_int_equal(leaf->serial.size, 1);
	free_chain(&chain);
}

static void keys_sign_and_names_say(void **state)
{
	struct chain chain = load_chain();
	const struct certificate *leaf = &chain.certificates[0], *ca = &chain.certificates[1];

	(void)state;
	assert_true(sfw_certificate_signed_by(leaf, ca));
	assert_false(sfw_certificate_signed_by(ca, leaf));
	assert_true(sfw_certificate_signed_by(&chain.certificates[2], &chain.certificates[2]));
	assert_true(sfw_certificate_names_issuer(leaf, ca));
	assert_false(sfw_certificate_names_issuer(ca, leaf));
	free_chain(&chain);
}

static void the_key_can_be_used(void **state)
{
	struct chain chain = load_chain();
	struct key_pair key = {0};

	(void)state;
	assert_int_equal(sfw_certificate_key(&chain.certificates[0], &key, NULL), SIGNFW_OK);
	assert_int_equal(key.kind, KEY_EC_P384);
	sfw_key_pair_free(&key);
	free_chain(&chain);
}

static void what_is_none_is_refused(void **state)
{
	struct chain chain = load_chain();
	struct span der = chain.certificates[0].der;
	const struct certificate empty = {0};
	struct certificate certificate;
	struct key_pair key;
	char unit[8];

	(void)state;
	der.size++;
	assert_int_equal(sfw_certificate_parse(&certificate, der, NULL), SIGNFW_E_KEY);
	der.size = 20;
	assert_int_equal(sfw_certificate_parse(&certificate, der, NULL), SIGNFW_E_KEY);
	assert_int_equal(sfw_certificate_key(&empty, &key, NULL), SIGNFW_E_KEY);
	assert_false(sfw_certificate_signed_by(&empty, &chain.certificates[0]));
	assert_false(sfw_certificate_names_issuer(&chain.certificates[0], &empty));
	assert_false(sfw_certificate_unit(&empty, 0, unit, sizeof(unit)));
	assert_false(sfw_certificate_unit(&chain.certificates[0], 0, unit, sizeof(unit)));
	free_chain(&chain);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_it_says_is_read),
		cmocka_unit_test(keys_sign_and_names_say),
		cmocka_unit_test(the_key_can_be_used),
		cmocka_unit_test(what_is_none_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
