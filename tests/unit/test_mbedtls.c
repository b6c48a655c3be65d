/* SPDX-License-Identifier: BSD-2-Clause */
#include "pas_device/mbedtls.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

#define CHAIN_MAX 4

/* A chain that openssl makes: certificate 0 is the leaf, the last one the root. */
struct chain {
	struct test_file files[CHAIN_MAX];
	struct certificate certificates[CHAIN_MAX];
	size_t count;
	char *folder;
};

/* What one certificate is made of. */
struct recipe {
	const char *key;    /* of "openssl genpkey" */
	const char *digest; /* that its issuer signs with */
	const char *extensions;
};

#define P384    "-algorithm EC -pkeyopt ec_paramgen_curve:P-384"
#define P256    "-algorithm EC -pkeyopt ec_paramgen_curve:P-256"
#define RSA     "-algorithm RSA -pkeyopt rsa_keygen_bits:1024"
#define LEAF    "-addext basicConstraints=critical,CA:FALSE -addext keyUsage=critical,digitalSignature"
#define CA      "-addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign"
#define CA_ZERO "-addext basicConstraints=critical,CA:TRUE,pathlen:0 -addext keyUsage=critical,keyCertSign"

static void load(struct chain *chain, size_t index, const char *name)
{
	char path[512];

	snprintf(path, sizeof(path), "%s/%s.der", chain->folder, name);
	chain->files[index] = load_file(path);
	const struct span der = {chain->files[index].data, chain->files[index].size};

	assert_int_equal(sfw_certificate_parse(&chain->certificates[index], der, NULL), SIGNFW_OK);
}

/* Recipes from the leaf to the root. */
static struct chain make(const struct recipe *recipes, size_t count)
{
	struct chain chain = {.count = count, .folder = scratch_new()};
	const char *at = chain.folder;

	for (size_t i = count; i-- > 0;) {
		const struct recipe *recipe = &recipes[i];
		char issuer[512] = "", name[8];

		run("openssl genpkey %s -out %s/%zu.key 2>/dev/null", recipe->key, at, i);
		if (i + 1 < count)
			snprintf(issuer, sizeof(issuer), "-CA %s/%zu.pem -CAkey %s/%zu.key", at, i + 1, at, i + 1);
		run("openssl req -x509 -new -key %s/%zu.key -%s -subj /CN=c%zu %s %s -out %s/%zu.pem -days 3650", at, i,
		    recipe->digest, i, recipe->extensions, issuer, at, i);
		run("openssl x509 -in %s/%zu.pem -outform der -out %s/%zu.der", at, i, at, i);
		snprintf(name, sizeof(name), "%zu", i);
		load(&chain, i, name);
	}
	return chain;
}

static void drop(struct chain *chain)
{
	for (size_t i = 0; i < chain->count; i++) {
		sfw_certificate_cleanup(&chain->certificates[i]);
		free(chain->files[i].data);
	}
	scratch_remove(chain->folder);
}

static void expect_flags(const struct recipe *recipes, size_t count, uint32_t flags)
{
	struct chain chain = make(recipes, count);

	assert_int_equal(sfw_mbedtls_verify(chain.certificates, count), flags);
	assert_true(strlen(sfw_mbedtls_words(flags)) > 10);
	drop(&chain);
}

static void a_good_chain_has_no_flags(void **state)
{
	static const struct recipe three[] = {{P384, "sha384", LEAF}, {P384, "sha384", CA_ZERO}, {P384, "sha256", CA}};
	static const struct recipe two[] = {{P384, "sha256", LEAF}, {P384, "sha384", CA_ZERO}};

	(void)state;
	expect_flags(three, 3, 0);
	expect_flags(two, 2, 0);
}

static void keys_have_to_be_on_p384(void **state)
{
	static const struct recipe leaf[] = {{P256, "sha384", LEAF}, {P384, "sha384", CA}, {P384, "sha384", CA}};
	static const struct recipe ca[] = {{P384, "sha384", LEAF}, {P256, "sha384", CA}, {P384, "sha384", CA}};
	static const struct recipe root[] = {{P384, "sha384", LEAF}, {P384, "sha384", CA}, {P256, "sha384", CA}};

	(void)state;
	expect_flags(leaf, 3, MBEDTLS_BAD_KEY);
	expect_flags(ca, 3, MBEDTLS_BAD_KEY);
	expect_flags(root, 3, MBEDTLS_BAD_KEY);
}

static void rsa_is_refused(void **state)
{
	static const struct recipe leaf[] = {{RSA, "sha384", LEAF}, {P384, "sha384", CA}, {P384, "sha384", CA}};
	static const struct recipe root[] = {{P384, "sha384", LEAF}, {P384, "sha384", CA}, {RSA, "sha384", CA}};

	(void)state;
	expect_flags(leaf, 3, MBEDTLS_BAD_PK);
	expect_flags(root, 3, MBEDTLS_BAD_PK);
}

static void digests_are_two(void **state)
{
	static const struct recipe leaf[] = {{P384, "sha512", LEAF}, {P384, "sha384", CA}, {P384, "sha384", CA}};
	static const struct recipe both[] = {{RSA, "sha1", LEAF}, {P384, "sha384", CA}, {P384, "sha384", CA}};

	(void)state;
	expect_flags(leaf, 3, MBEDTLS_BAD_MD);
	expect_flags(both, 3, MBEDTLS_BAD_MD | MBEDTLS_BAD_PK);
}

static void authorities_have_to_be_some(void **state)
{
	static const struct recipe no_ca[] = {{P384, "sha384", LEAF}, {P384, "sha384", LEAF}, {P384, "sha384", CA}};
	static const struct recipe short_path[] = {
		{P384, "sha384", LEAF}, {P384, "sha384", CA}, {P384, "sha384", CA_ZERO}};

	(void)state;
	expect_flags(no_ca, 3, MBEDTLS_NOT_TRUSTED);
	expect_flags(short_path, 3, MBEDTLS_NOT_TRUSTED);
}

static void another_root_is_not_trusted(void **state)
{
	static const struct recipe recipes[] = {{P384, "sha384", LEAF}, {P384, "sha384", CA}, {P384, "sha384", CA}};
	struct chain chain = make(recipes, 3), other = make(recipes, 3);
	const struct certificate mixed[] = {chain.certificates[0], chain.certificates[1], other.certificates[2]};
	const struct certificate swapped[] = {chain.certificates[1], chain.certificates[0], chain.certificates[2]};
	const struct certificate twice[] = {chain.certificates[2], chain.certificates[2]};

	(void)state;
	/* of the same name, but another key */
	assert_int_equal(sfw_mbedtls_verify(mixed, 3), MBEDTLS_NOT_TRUSTED);
	/* the second one isn't needed */
	assert_int_equal(sfw_mbedtls_verify(swapped, 3), 0);
	assert_int_equal(sfw_mbedtls_verify(twice, 2), 0);
	drop(&chain);
	drop(&other);
}

static void some_cannot_be_read(void **state)
{
	static const struct recipe pss[] = {{RSA, "sha256 -sigopt rsa_padding_mode:pss", CA}};
	static const struct recipe rare[] = {{P384, "sha384", "-addext nameConstraints=critical,permitted\\;DNS:x"}};
	static const struct recipe edwards[] = {{"-algorithm ED25519", "sha512", CA}};
	static const struct recipe good[] = {{RSA, "sha1", CA}};

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		const struct recipe *recipes[] = {pss, rare, edwards, good};
		struct chain chain = make(recipes[i], 1);

		assert_int_equal(sfw_mbedtls_can_read(&chain.certificates[0]), i == 3);
		drop(&chain);
	}
}

static void der_sizes(void **state)
{
	static const struct {
		uint8_t bytes[8];
		size_t size, expected;
	} cases[] = {
		{{0x30, 0x02, 0, 0}, 4, 4},
		{{0x30, 0x02, 0, 0, 9}, 5, 4},
		{{0x30, 0x03, 0, 0}, 4, 0},
		{{0x31, 0x02, 0, 0}, 4, 0},
		{{0x30, 0x81, 0x01, 0}, 4, 4},
		{{0x30, 0x80, 0, 0}, 4, 0},
		{{0x30, 0x82, 0x00, 0x01, 7}, 5, 5},
		{{0x30, 0x85, 0, 0, 0, 0, 0}, 7, 0},
		{{0x30}, 1, 0},
		{{0x30, 0x82, 0}, 3, 0},
		{{0}, 0, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(sfw_mbedtls_der_size((struct span){cases[i].bytes, cases[i].size}), cases[i].expected);
}

static void signatures_are_read_as_it_does(void **state)
{
	static const struct {
		uint8_t bytes[16];
		size_t size;
		int expected;
	} cases[] = {
		{{0x30, 6, 2, 1, 5, 2, 1, 7}, 8, 0},
		{{0x30, 6, 2, 1, 5, 2, 1, 7, 0, 0}, 10, 0},
		{{0x30, 0x81, 6, 2, 1, 5, 2, 1, 7, 0}, 10, 0},
		{{0x30, 8, 2, 2, 0, 5, 2, 2, 0, 7}, 10, 0},
		{{0xff, 0xff}, 2, -20450},
		{{0x30, 7, 2, 1, 5, 2, 1, 7}, 8, -20448},
		{{0x30, 0x82, 0, 6, 2, 1, 5, 2, 1, 7, 0}, 11, -20454},
		{{0x30, 0x80, 0, 0}, 4, -20452},
		{{0x30, 3, 2, 1, 5}, 5, -20448},
		{{0x30, 6, 2, 1, 5, 3, 1, 7}, 8, -20450},
		{{0x30, 6, 2, 9, 5, 2, 1, 7}, 8, -20448},
		{{0x30}, 1, -20448},
	};
	uint8_t numbers[96];
	static const uint8_t huge[] = {0x30, 0x36, 2, 0x31, 1};
	uint8_t large[0x38] = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_int_equal(sfw_mbedtls_read_signature((struct span){cases[i].bytes, cases[i].size}, numbers),
				 cases[i].expected);
		if (cases[i].expected == 0)
			assert_true(numbers[47] == 5 && numbers[95] == 7 && numbers[0] == 0);
	}
	/* r of 49 bytes is larger than any of the curve */
	memcpy(large, huge, sizeof(huge));
	large[0x35] = 2;
	large[0x36] = 1;
	assert_int_equal(sfw_mbedtls_read_signature((struct span){large, sizeof(large)}, numbers),
			 MBEDTLS_ECP_VERIFY_FAILED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_good_chain_has_no_flags),
		cmocka_unit_test(keys_have_to_be_on_p384),
		cmocka_unit_test(rsa_is_refused),
		cmocka_unit_test(digests_are_two),
		cmocka_unit_test(authorities_have_to_be_some),
		cmocka_unit_test(another_root_is_not_trusted),
		cmocka_unit_test(some_cannot_be_read),
		cmocka_unit_test(der_sizes),
		cmocka_unit_test(signatures_are_read_as_it_does),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
