/* SPDX-License-Identifier: BSD-2-Clause */
/* Keys of every form, made by OpenSSL's command line, and those that are refused. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "signfw/container.h"
#include "signfw/device.h"
#include "signfw/key.h"
#include "support.h"

/* The folder with the key files. */
static char *folder;

static int make_keys(void **state)
{
	(void)state;
	folder = scratch_new();
	run("'%s/api/make-test-keys' '%s' '%s/vectors/keys'", TEST_DATA, folder, TEST_DATA);
	return 0;
}

static int remove_keys(void **state)
{
	(void)state;
	scratch_remove(folder);
	return 0;
}

static struct test_file load(const char *name)
{
	char path[512];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	return load_file(path);
}

/* A passphrase, and how often it was asked for. */
struct passphrase {
	const char *text; /* NULL: there is none */
	size_t size;
	int asked;
};

static bool give(void *context, char *out, size_t capacity, size_t *size)
{
	struct passphrase *passphrase = context;

	passphrase->asked++;
	if (passphrase->text == NULL)
		return false;
	memcpy(out, passphrase->text, passphrase->size < capacity ? passphrase->size : capacity);
	*size = passphrase->size;
	return true;
}

static struct signfw_key_options options_with(struct passphrase *passphrase)
{
	struct signfw_key_options options = SIGNFW_KEY_OPTIONS_INIT;

	options.passphrase = give;
	options.passphrase_context = passphrase;
	return options;
}

static void expect_key(signfw_key *key, const char *name, bool is_private)
{
	const bool rsa = strncmp(name, "rsa", 3) == 0;
	const struct test_file expected = load(rsa ? "rsa.sha256" : "ec.sha256");
	uint8_t fingerprint[SIGNFW_SHA256_SIZE];

	assert_int_equal(signfw_key_get_type(key), rsa ? SIGNFW_KEY_RSA : SIGNFW_KEY_ECDSA);
	assert_int_equal(signfw_key_bits(key), rsa ? 2048 : 256);
	assert_int_equal(signfw_key_is_private(key), is_private);
	assert_int_equal(signfw_key_fingerprint(key, fingerprint, NULL), SIGNFW_OK);
	assert_int_equal(expected.size, sizeof(fingerprint));
	assert_memory_equal(fingerprint, expected.data, sizeof(fingerprint));
	free(expected.data);
	signfw_key_free(key);
}

static void every_form_is_loaded(void **state)
{
	static const struct {
		const char *name;
		bool is_private, encrypted;
	} rows[] = {
		{"rsa-pkcs1.pem", true, false},
		{"rsa-pkcs1.der", true, false},
		{"rsa-pkcs8.pem", true, false},
		{"rsa-pkcs8.der", true, false},
		{"rsa-pkcs8-encrypted.pem", true, true},
		{"rsa-pkcs8-encrypted.der", true, true},
		{"rsa-legacy-encrypted.pem", true, true},
		{"rsa-spki.pem", false, false},
		{"rsa-spki.der", false, false},
		{"rsa-pkcs1-public.pem", false, false},
		{"rsa-certificate.pem", false, false},
		{"rsa-certificate.der", false, false},
		{"ec-sec1.pem", true, false},
		{"ec-sec1.der", true, false},
		{"ec-sec1-parameters.pem", true, false},
		{"ec-pkcs8.pem", true, false},
		{"ec-pkcs8.der", true, false},
		{"ec-pkcs8-encrypted.pem", true, true},
		{"ec-pkcs8-encrypted.der", true, true},
		{"ec-legacy-encrypted.pem", true, true},
		{"ec-spki.pem", false, false},
		{"ec-spki.der", false, false},
		{"ec-certificate.pem", false, false},
		{"ec-certificate.der", false, false},
		{"rsa-pkcs12.p12", true, true},
		{"ec-pkcs12.p12", true, true},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct test_file file = load(rows[i].name);
		struct passphrase passphrase = {"secret", 6, 0};
		const struct signfw_key_options options = options_with(&passphrase);
		struct signfw_error error = SIGNFW_ERROR_INIT;
		signfw_key *key = NULL;

		if (signfw_key_load(&key, file.data, file.size, &options, &error) != SIGNFW_OK)
			fail_msg("%s: %s", rows[i].name, error.message);
		assert_int_equal(error.status, SIGNFW_OK);
		assert_string_equal(error.message, "");
		/* once, and only if there is something to decrypt */
		assert_int_equal(passphrase.asked, rows[i].encrypted ? 1 : 0);
		expect_key(key, rows[i].name, rows[i].is_private);
		free(file.data);
	}
}

/* What a program can do about an error with this message. */
static enum signfw_reason reason_of(const char *message)
{
	if (strcmp(message, "wrong passphrase") == 0)
		return SIGNFW_REASON_WRONG_PASSPHRASE;
	if (strstr(message, "no passphrase was given") != NULL)
		return SIGNFW_REASON_NO_PASSPHRASE;
	return strstr(message, "no provider") != NULL ? SIGNFW_REASON_NO_PROVIDER : SIGNFW_REASON_NONE;
}

/* Fails to load, with this message, and leaves the output alone. */
static void expect_refused(const struct test_file *file, const struct signfw_key_options *options, const char *message)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_key *const before = (signfw_key *)&error;
	signfw_key *key = before;

	assert_int_equal(signfw_key_load(&key, file->data, file->size, options, &error), SIGNFW_E_KEY);
	assert_ptr_equal(key, before);
	assert_int_equal(error.status, SIGNFW_E_KEY);
	assert_true(error.offset == SIGNFW_NO_OFFSET);
	assert_string_equal(error.message, message);
	assert_int_equal(error.reason, reason_of(message));
	assert_int_equal(signfw_key_load(&key, file->data, file->size, options, NULL), SIGNFW_E_KEY);
}

static void expect_not_opened(const char *uri, const struct signfw_key_options *options, enum signfw_status expected,
			      const char *message)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_key *const before = (signfw_key *)&error;
	signfw_key *key = before;

	assert_int_equal(signfw_key_open(&key, uri, options, &error), expected);
	assert_string_equal(error.message, message);
	assert_int_equal(error.reason, reason_of(message));
	assert_ptr_equal(key, before);
	assert_int_equal(signfw_key_open(&key, uri, options, NULL), expected);
}

static void what_no_container_is_signed_with_is_refused(void **state)
{
	static const struct {
		const char *name, *message;
	} rows[] = {
		{"p384.pem", "an EC key on P-384; the format has P-256 only"},
		{"p384-spki.pem", "an EC key on P-384; the format has P-256 only"},
		{"p521.pem", "an EC key on P-521; the format has P-256 only"},
		{"secp256k1.pem", "an EC key on secp256k1; the format has P-256 only"},
		{"rsa-pss.pem", "an RSA key restricted to PSS; the format has PKCS#1 v1.5 signatures only"},
		{"dsa.pem", "a key of type DSA; the format has RSA and ECDSA P-256 only"},
		{"ed25519.pem", "a key of type ED25519; the format has RSA and ECDSA P-256 only"},
		{"rsa504-spki.der", "an RSA key of 504 bits is too short to sign with"},
		{"ec-parameters.pem", "not a key or certificate in PEM or DER form"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct test_file file = load(rows[i].name);

		expect_refused(&file, NULL, rows[i].message);
		free(file.data);
	}
}

/* Whoever has such a key as the one to be trusted would trust everybody. */
static void rsa_numbers_that_protect_nothing_are_refused(void **state)
{
	static const struct {
		const char *name, *message;
	} rows[] = {
		{"rsa-e0.der", "an RSA key whose exponent is 0, which protects nothing; expected an odd number from 3 "
			       "on, as 65537 is"},
		{"rsa-e1.der", "an RSA key whose exponent is 1, which protects nothing; expected an odd number from 3 "
			       "on, as 65537 is"},
		{"rsa-e2.der", "an RSA key whose exponent is 2, which protects nothing; expected an odd number from 3 "
			       "on, as 65537 is"},
		{"rsa-e4.der", "an RSA key whose exponent is 4, which protects nothing; expected an odd number from 3 "
			       "on, as 65537 is"},
		{"rsa-e65536.der", "an RSA key whose exponent is 65536, which protects nothing; expected an odd number "
				   "from 3 on, as 65537 is"},
		{"rsa-e65.der", "an RSA key whose exponent has 9 bytes, expected 8 at most"},
		{"rsa-even.der", "an RSA key whose modulus can be divided by 2: anybody can compute the private key"},
		{"rsa-factor7.der",
		 "an RSA key whose modulus can be divided by 7: anybody can compute the private key"},
		{"rsa16392.der", "an RSA key of 2049 bytes, expected 2048 at most"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct test_file file = load(rows[i].name);
		char *path = NULL;

		expect_refused(&file, NULL, rows[i].message);
		assert_true(asprintf(&path, "%s/%s", folder, rows[i].name) > 0);
		expect_not_opened(path, NULL, SIGNFW_E_KEY, rows[i].message);
		free(path);
		free(file.data);
	}

	const struct test_file largest = load("rsa-e64.der");
	signfw_key *key = NULL;

	assert_int_equal(signfw_key_load(&key, largest.data, largest.size, NULL, NULL), SIGNFW_OK);
	signfw_key_free(key);
	free(largest.data);
}

/* Only for who asks, since it takes a while. */
static void a_modulus_that_is_a_prime(void **state)
{
	static const char message[] = "an RSA key whose modulus is a prime: anybody can compute the private key";
	const struct test_file prime = load_file("vectors/keys/rsa2048-prime.spki.der");
	const struct test_file good = load_file("vectors/keys/rsa2048.spki.der");
	struct signfw_key_options options = SIGNFW_KEY_OPTIONS_INIT;
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_key *key = NULL;

	(void)state;
	assert_int_equal(signfw_key_load(&key, prime.data, prime.size, &options, NULL), SIGNFW_OK);
	signfw_key_free(key);
	key = NULL;
	options.flags = SIGNFW_KEY_TEST_MODULUS;
	assert_int_equal(signfw_key_load(&key, prime.data, prime.size, &options, &error), SIGNFW_E_KEY);
	assert_string_equal(error.message, message);
	assert_null(key);
	assert_int_equal(signfw_key_load(&key, good.data, good.size, &options, NULL), SIGNFW_OK);
	signfw_key_free(key);
	free(prime.data);
	free(good.data);
}

/* Only for who asks; OP-TEE's containers don't take it all the same. */
static void p384_is_for_other_containers(void **state)
{
	struct signfw_key_options options = SIGNFW_KEY_OPTIONS_INIT;
	const struct test_file file = load("p384.pem"), container_file = load_file("vectors/sign/plain.sign");
	const struct signfw_input input = {container_file.data, container_file.size, NULL};
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_container *container = NULL, *built = NULL;
	signfw_key *key = NULL;

	(void)state;
	options.flags = SIGNFW_KEY_ANY_CONTAINER;
	assert_int_equal(signfw_key_load(&key, file.data, file.size, &options, NULL), SIGNFW_OK);
	assert_int_equal(signfw_key_get_type(key), SIGNFW_KEY_ECDSA);
	assert_int_equal(signfw_key_bits(key), 384);
	assert_int_equal(signfw_key_get_parts(key)->point_size, 96);
	assert_null(signfw_key_algorithm(key));
	assert_null(signfw_key_published(key));
	assert_int_equal(signfw_container_inspect(&container, container_file.data, container_file.size, NULL),
			 SIGNFW_OK);

	const char *const refused = "an EC key on P-384; the format has P-256 only";

	assert_int_equal(signfw_build(&built, &input, 1, key, NULL, &error), SIGNFW_E_KEY);
	assert_string_equal(error.message, refused);
	assert_int_equal(signfw_resign(&built, container, key, NULL, &error), SIGNFW_E_KEY);
	assert_string_equal(error.message, refused);
	assert_int_equal(signfw_stitch(&built, container, key, "signature", 9, NULL, &error), SIGNFW_E_KEY);
	assert_string_equal(error.message, refused);
	assert_int_equal(signfw_container_verify(container, key, NULL, &error), SIGNFW_E_KEY);
	assert_string_equal(error.message, refused);
	assert_null(built);
	signfw_container_free(container);
	signfw_key_free(key);
	free(container_file.data);
	free(file.data);
}

static void keys_of_no_container_are_refused(void **state)
{
	static const struct {
		const char *file, *message;
	} keys[] = {
		{"p521.pem", "an EC key on P-521; containers have P-256 and P-384 only"},
		{"secp256k1.pem", "an EC key on secp256k1; containers have P-256 and P-384 only"},
		{"ed25519.pem", "a key of type ED25519; containers have RSA, ECDSA P-256 and ECDSA P-384 only"},
	};
	struct signfw_key_options options = SIGNFW_KEY_OPTIONS_INIT;
	struct signfw_error error;
	signfw_key *key = NULL;

	(void)state;
	options.flags = SIGNFW_KEY_ANY_CONTAINER;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		struct test_file file = load(keys[i].file);

		assert_int_equal(signfw_key_load(&key, file.data, file.size, &options, &error), SIGNFW_E_KEY);
		assert_string_equal(error.message, keys[i].message);
		assert_null(key);
		free(file.data);
	}
}

static void what_is_not_a_key_is_refused(void **state)
{
	static const char message[] = "not a key or certificate in PEM or DER form";
	static uint8_t bytes[] = "this is not a key\n";
	struct test_file cut = load("rsa-pkcs8.der");

	(void)state;
	expect_refused(&(struct test_file){bytes, 0}, NULL,
		       "an empty file, expected a key or certificate in PEM or DER form");
	expect_refused(&(struct test_file){bytes, sizeof(bytes) - 1}, NULL, message);
	cut.size /= 2;
	expect_refused(&cut, NULL, message);
	free(cut.data);
}

/* It's about this file, not about one before. */
static void a_message_does_not_depend_on_what_failed_before(void **state)
{
	const struct test_file request = load("request.pem");

	(void)state;
	expect_refused(&request, NULL, "a certificate request, expected a key or certificate");
	expect_refused(&(struct test_file){request.data, 10}, NULL, "not a key or certificate in PEM or DER form");
	free(request.data);
}

/* Other people's forms of keys; what to do about them. */
static void keys_of_other_programs_are_named(void **state)
{
	static const struct {
		const char *content, *message;
	} rows[] = {
		{"-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl\n-----END OPENSSH PRIVATE KEY-----\n",
		 "a private key in OpenSSH's own form; turn a copy of it into PEM: ssh-keygen -p -m PEM -f COPY"},
		{"ssh-rsa AAAAB3NzaC1yc2E= me@here\n",
		 "a public key in OpenSSH's own form; ssh-keygen -e -m PKCS8 -f FILE writes it in PEM form"},
		{"ecdsa-sha2-nistp256 AAAAE2VjZHNh me@here\n",
		 "a public key in OpenSSH's own form; ssh-keygen -e -m PKCS8 -f FILE writes it in PEM form"},
		{"-----BEGIN PGP PRIVATE KEY BLOCK-----\n",
		 "a file of OpenPGP, expected a key or certificate in PEM or DER form"},
		{"-----BEGIN TSS2 PRIVATE KEY-----\nMAA=\n-----END TSS2 PRIVATE KEY-----\n",
		 "a key that only a TPM can use, and no provider that is loaded knows it"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char *content = strdup(rows[i].content);

		expect_refused(&(struct test_file){(uint8_t *)content, strlen(content)}, NULL, rows[i].message);
		free(content);
	}
}

static const char *const encrypted[] = {
	"rsa-pkcs8-encrypted.pem", "rsa-pkcs8-encrypted.der", "rsa-legacy-encrypted.pem",
	"ec-pkcs8-encrypted.pem",  "ec-pkcs8-encrypted.der",  "ec-legacy-encrypted.pem",
};

#define ENCRYPTED_COUNT (sizeof(encrypted) / sizeof(encrypted[0]))

static void a_wrong_passphrase_is_refused(void **state)
{
	static char long_text[2000];
	struct passphrase wrong[] = {
		{"Secret", 6, 0},
		{"secrets", 7, 0},
		{"", 0, 0},
		{long_text, 1024, 0},
	};

	(void)state;
	memset(long_text, 'x', sizeof(long_text));
	for (size_t i = 0; i < ENCRYPTED_COUNT; i++) {
		const struct test_file file = load(encrypted[i]);

		for (size_t j = 0; j < sizeof(wrong) / sizeof(wrong[0]); j++) {
			const struct signfw_key_options options = options_with(&wrong[j]);

			wrong[j].asked = 0;
			expect_refused(&file, &options, "wrong passphrase");
			/* once a call */
			assert_int_equal(wrong[j].asked, 2);
		}
		free(file.data);
	}
}

static void no_passphrase_is_refused(void **state)
{
	static const char message[] = "the key is encrypted, and no passphrase was given";
	struct passphrase none = {NULL, 0, 0};
	struct passphrase beyond_capacity = {"", 0, 0};
	static char text[4000];
	const struct signfw_key_options options = options_with(&none);
	const struct signfw_key_options options_beyond = options_with(&beyond_capacity);

	(void)state;
	memset(text, 'x', sizeof(text));
	beyond_capacity.text = text;
	beyond_capacity.size = 1025;
	for (size_t i = 0; i < ENCRYPTED_COUNT; i++) {
		const struct test_file file = load(encrypted[i]);

		expect_refused(&file, NULL, message);
		expect_refused(&file, &options, message);
		expect_refused(&file, &options_beyond, message);
		free(file.data);
	}
	assert_int_equal(none.asked, 2 * ENCRYPTED_COUNT);
}

static void a_public_key_is_refused_where_a_private_one_is_needed(void **state)
{
	static const char *const names[] = {"rsa-spki.pem",        "rsa-spki.der",        "rsa-pkcs1-public.pem",
					    "rsa-certificate.pem", "rsa-certificate.der", "ec-spki.pem",
					    "ec-certificate.der"};
	struct signfw_key_options options = SIGNFW_KEY_OPTIONS_INIT;
	struct test_file file;
	signfw_key *key = NULL;

	(void)state;
	options.flags |= SIGNFW_KEY_REQUIRE_PRIVATE;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		file = load(names[i]);
		expect_refused(&file, &options, "a public key; signing needs the private key");
		free(file.data);
	}
	file = load("ec-sec1.pem");
	assert_int_equal(signfw_key_load(&key, file.data, file.size, &options, NULL), SIGNFW_OK);
	assert_true(signfw_key_is_private(key));
	signfw_key_free(key);
	free(file.data);
}

/* Its signatures have 129 bytes, and padding behind them. */
static void a_key_of_an_odd_size_signs(void **state)
{
	const struct test_file file = load("rsa1028.pem");
	const struct test_file elf = load_file("vectors/elf/plain.elf");
	const struct signfw_input input = {elf.data, elf.size, NULL};
	struct signfw_sign_options options = SIGNFW_SIGN_OPTIONS_INIT;
	struct signfw_signature signature;
	signfw_container *container = NULL;
	signfw_key *key = NULL;
	uint8_t *out = NULL;
	size_t size = 0;

	(void)state;
	assert_int_equal(signfw_key_load(&key, file.data, file.size, NULL, NULL), SIGNFW_OK);
	assert_int_equal(signfw_key_bits(key), 1028);
	options.findings = new_findings();
	assert_int_equal(signfw_sign(&out, &size, &input, 1, key, &options, NULL), SIGNFW_OK);
	expect_only(options.findings, "rsa-short", SIGNFW_WARNING, SIGNFW_NO_OFFSET);
	assert_int_equal(signfw_container_parse(&container, out, size, NULL), SIGNFW_OK);
	assert_int_equal(signfw_container_verify(container, key, NULL, NULL), SIGNFW_OK);
	expect_only(signfw_container_findings(container), "rsa-short", SIGNFW_WARNING, SIGNFW_NO_OFFSET);
	assert_int_equal(signfw_container_signature(container, &signature), SIGNFW_OK);
	assert_int_equal(signature.size, 129);
	assert_int_equal(size, signature.offset + 136 + elf.size);
	assert_memory_equal(out + signature.offset + 129, "\0\0\0\0\0\0", 7);
	signfw_container_free(container);
	signfw_findings_free(options.findings);
	signfw_free(out);
	signfw_key_free(key);
	free(elf.data);
	free(file.data);
}

/* The bytes are those of a file that openssl made, or of a part of it. */
static void expect_bytes(const uint8_t *bytes, size_t size, const char *name, size_t offset)
{
	const struct test_file file = load(name);

	assert_true(offset + size <= file.size);
	assert_memory_equal(bytes, file.data + offset, size);
	free(file.data);
}

static signfw_key *load_scratch(const char *name)
{
	const struct test_file file = load(name);
	signfw_key *key = NULL;

	assert_int_equal(signfw_key_load(&key, file.data, file.size, NULL, NULL), SIGNFW_OK);
	free(file.data);
	return key;
}

static void an_rsa_key_has_public_parts(void **state)
{
	static const char *const names[] = {"rsa-pkcs8.pem", "rsa-spki.der", "rsa-certificate.pem"};
	uint8_t digest[SIGNFW_SHA256_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		signfw_key *key = load_scratch(names[i]);
		const struct signfw_key_parts *parts = signfw_key_get_parts(key);

		assert_int_equal(parts->spki_size, 294);
		expect_bytes(parts->spki, 294, "rsa-spki.der", 0);
		assert_int_equal(parts->modulus_size, 256);
		expect_bytes(parts->modulus, 256, "modulus", 0);
		assert_int_equal(parts->exponent_size, 3);
		assert_memory_equal(parts->exponent, "\x01\x00\x01", 3);
		assert_null(parts->point);
		assert_int_equal(signfw_key_modulus_fingerprint(key, digest, NULL), SIGNFW_OK);
		expect_bytes(digest, sizeof(digest), "modulus.sha256", 0);
		assert_int_equal(signfw_key_fuse_value(key, digest, NULL), SIGNFW_OK);
		expect_bytes(digest, sizeof(digest), "rsa.fuse", 0);
		signfw_key_free(key);
	}
}

/* However the file writes point and curve. */
static void an_ecdsa_key_has_public_parts(void **state)
{
	static const char *const names[] = {"ec-sec1.pem", "ec-spki.der", "ec-compressed-spki.pem",
					    "ec-explicit-spki.pem"};
	struct signfw_error error = SIGNFW_ERROR_INIT;
	uint8_t digest[SIGNFW_SHA256_SIZE] = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		signfw_key *key = load_scratch(names[i]);
		const struct signfw_key_parts *parts = signfw_key_get_parts(key);

		assert_int_equal(parts->spki_size, 91);
		expect_bytes(parts->spki, 91, "ec-spki.der", 0);
		expect_bytes(parts->point, SIGNFW_EC_POINT_SIZE, "ec-spki.der", 27);
		assert_null(parts->modulus);
		assert_null(parts->exponent);
		assert_int_equal(parts->modulus_size + parts->exponent_size, 0);
		assert_int_equal(signfw_key_modulus_fingerprint(key, digest, &error), SIGNFW_E_KEY);
		assert_string_equal(error.message, "only RSA keys have a modulus");
		assert_int_equal(digest[0], 0);
		assert_int_equal(signfw_key_fuse_value(key, digest, NULL), SIGNFW_OK);
		expect_bytes(digest, sizeof(digest), "ec.fuse", 0);
		memset(digest, 0, sizeof(digest));
		signfw_key_free(key);
	}
}

static void what_no_fuse_is_for_is_refused(void **state)
{
	static const struct {
		const char *name, *message;
	} rows[] = {
		{"rsa1028.pem", "an RSA key of 1028 bits; devices with a fused key take 2048 bits only"},
		{"rsa-e3.pem", "an RSA key whose exponent isn't encoded in 3 bytes, as 65537 is; devices with a "
			       "fused key take no other"},
		/* its highest bit is set: its encoding begins with a zero */
		{"rsa-eff0001.pem", "an RSA key whose exponent isn't encoded in 3 bytes, as 65537 is; devices with "
				    "a fused key take no other"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct signfw_error error = SIGNFW_ERROR_INIT;
		uint8_t value[SIGNFW_SHA256_SIZE] = {0};
		signfw_key *key = load_scratch(rows[i].name);

		assert_int_equal(signfw_key_fuse_value(key, value, &error), SIGNFW_E_KEY);
		assert_string_equal(error.message, rows[i].message);
		assert_int_equal(value[0], 0);
		signfw_key_free(key);
	}
}

/* The text by the rules of pem_to_pub_c.py: eight bytes a line, a space behind the others. */
static void definitions_are_those_of_the_reference(void **state)
{
	static const char expected[] = "#include <stdint.h>\n"
				       "#include <stddef.h>\n"
				       "\n"
				       "const uint32_t my_key_exponent = 3;\n"
				       "\n"
				       "const uint8_t my_key_modulus[] = {\n"
				       "0x81, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08,\n"
				       "0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e, 0x0f, 0x10,\n"
				       "0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18,\n"
				       "0x19, 0x1a, 0x1b, 0x1c, 0x1d, 0x1e, 0x1f, 0x20,\n"
				       "0x21, 0x22, 0x23, 0x24, 0x25, 0x26, 0x27, 0x28,\n"
				       "0x29, 0x2a, 0x2b, 0x2c, 0x2d, 0x2e, 0x2f, 0x30,\n"
				       "0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38,\n"
				       "0x39, 0x3a, 0x3b, 0x3c, 0x3d, 0x3e, 0x3f, 0x40,\n"
				       "0x49, };\n"
				       "const size_t my_key_modulus_size = sizeof(my_key_modulus);\n";
	signfw_key *key = load_scratch("rsa-counting.der");
	char *text = NULL;

	(void)state;
	assert_int_equal(signfw_key_header(&text, key, "my_key", NULL), SIGNFW_OK);
	assert_string_equal(text, expected);
	signfw_free(text);
	signfw_key_free(key);
	key = load_scratch("rsa-e32.der");
	assert_int_equal(signfw_key_header(&text, key, NULL, NULL), SIGNFW_OK);
	assert_non_null(strstr(text, "\nconst uint32_t rproc_pub_key_exponent = 4294967295;\n"));
	signfw_free(text);
	signfw_key_free(key);
}

static void what_optee_cannot_be_built_with_has_no_definitions(void **state)
{
	static const struct {
		const char *name, *message;
	} rows[] = {
		{"ec-spki.pem", "an ECDSA key; OP-TEE takes no other than RSA keys to be compiled in"},
		{"rsa1028.pem", "an RSA key of 1028 bits, which isn't a multiple of 8 as OP-TEE's build demands"},
		{"rsa-e33.der", "an RSA key whose exponent has more than the 32 bits that OP-TEE has for it"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct signfw_error error = SIGNFW_ERROR_INIT;
		signfw_key *key = load_scratch(rows[i].name);
		char *text = NULL;

		assert_int_equal(signfw_key_header(&text, key, NULL, &error), SIGNFW_E_KEY);
		assert_string_equal(error.message, rows[i].message);
		assert_null(text);
		signfw_key_free(key);
	}
}

static void a_prefix_is_a_c_name(void **state)
{
	static const char *const bad[] = {"", "1key", "my key", "key-", "key;", "k\xc3\xa9y"};
	static const char *const good[] = {"k", "_", "K9_z"};
	signfw_key *key = load_scratch("rsa-counting.der");
	struct signfw_error error = SIGNFW_ERROR_INIT;
	char *text = NULL;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_int_equal(signfw_key_header(&text, key, bad[i], &error), SIGNFW_E_ARGUMENT);
		assert_null(text);
	}
	assert_string_equal(error.message, "\"k\xc3\xa9y\" isn't the beginning of a C name");
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		assert_int_equal(signfw_key_header(&text, key, good[i], NULL), SIGNFW_OK);
		signfw_free(text);
	}
	assert_int_equal(signfw_key_header(NULL, key, NULL, &error), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_key_header(&text, NULL, NULL, &error), SIGNFW_E_ARGUMENT);
	assert_string_equal(error.message, "no key, or no place for its definitions");
	signfw_key_free(key);
}

/* api/ has the public half of three default keys of OP-TEE; the fourth is in tests/unit/test_knownkeys.c. */
static void published_keys_are_known(void **state)
{
	static const struct {
		const char *path, *known;
	} rows[] = {
		{"../keys/dev-rsa2048.pem", "a development key of sign-rproc-fw (keys/dev-rsa2048.pem)"},
		{"../keys/dev-rsa2048.pub.pem", "a development key of sign-rproc-fw (keys/dev-rsa2048.pem)"},
		{"../keys/dev-rsa4096.pem", "a development key of sign-rproc-fw (keys/dev-rsa4096.pem)"},
		{"../keys/dev-ec256.pub.pem", "a development key of sign-rproc-fw (keys/dev-ec256.pem)"},
		{"api/optee-2048.pub.pem", "the default key of OP-TEE up to 4.6 (keys/default.pem, default_ta.pem)"},
		{"api/optee-rproc.pub.pem", "the default key of ST's OP-TEE 3.9 to 3.19 (keys/default_rproc.pem)"},
		{"api/optee-ecdsa.pub.pem", "the default ECDSA key of OP-TEE (keys/default_ecdsa.pem)"},
		{"vectors/keys/rsa2048.pem", NULL},
		{"vectors/keys/rsa4096.pub.pem", NULL},
		{"vectors/keys/ec256.pem", NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		signfw_key *key = load_key(rows[i].path);
		const char *known = signfw_key_published(key);

		if (rows[i].known == NULL)
			assert_null(known);
		else
			assert_string_equal(known, rows[i].known);
		signfw_key_free(key);
	}
}

/* A warning, unless the caller wants to hear no. */
static void signing_with_a_published_key_may_be_refused(void **state)
{
	const struct test_file elf = load_file("vectors/elf/plain.elf");
	const struct signfw_input input = {elf.data, elf.size, NULL};
	struct signfw_sign_options options = SIGNFW_SIGN_OPTIONS_INIT;
	signfw_key *key = load_key("../keys/dev-rsa2048.pem");
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_container *container = NULL;

	(void)state;
	options.findings = new_findings();
	options.flags |= SIGNFW_SIGN_REFUSE_PUBLISHED_KEYS;
	options.flags |= SIGNFW_SIGN_FORCE;
	assert_int_equal(signfw_build(&container, &input, 1, key, &options, &error), SIGNFW_E_SIGNATURE);
	assert_null(container);
	expect_only(options.findings, "known-key", SIGNFW_ERROR, SIGNFW_NO_OFFSET);
	options.flags &= ~SIGNFW_SIGN_REFUSE_PUBLISHED_KEYS;
	assert_int_equal(signfw_build(&container, &input, 1, key, &options, NULL), SIGNFW_OK);
	expect_only(options.findings, "known-key", SIGNFW_WARNING, SIGNFW_NO_OFFSET);
	assert_int_equal(signfw_container_verify(container, key, NULL, NULL), SIGNFW_OK);
	expect_only(signfw_container_findings(container), "known-key", SIGNFW_INFO, SIGNFW_NO_OFFSET);
	signfw_container_free(container);
	signfw_findings_free(options.findings);
	signfw_key_free(key);
	free(elf.data);
}

static void devices_take_keys_or_not(void **state)
{
	static const struct {
		const char *name, *device, *message; /* NULL: it does */
	} rows[] = {
		{"rsa-spki.pem", "optee", NULL},
		{"rsa-spki.pem", "optee-4.10", NULL},
		{"rsa-e3.pem", "optee-4.1", NULL},
		{"rsa4096.der", "optee-4.4", NULL},
		{"rsa4104.der", "optee-4.4",
		 "an RSA key of 4104 bits; OP-TEE computes with 4096 bits at most, unless it is built with another "
		 "CFG_CORE_BIGNUM_MAX_BITS"},
		{"rsa1028.pem", "optee",
		 "an RSA key of 1028 bits, which isn't a multiple of 8 as OP-TEE's build demands"},
		{"ec-spki.pem", "optee", "an ECDSA key; OP-TEE takes no other than RSA keys to be compiled in"},
		{"ec-spki.pem", "st-4.0", "an ECDSA key; OP-TEE takes no other than RSA keys to be compiled in"},
		{"ec-spki.pem", "st-4.0-otp", NULL},
		{"rsa-spki.pem", "st-4.0-otp", NULL},
		{"rsa4096.der", "st-4.0-otp", "an RSA key of 4096 bits; devices with a fused key take 2048 bits only"},
		{"rsa4096.der", "st-4.0", NULL},
		{"rsa4096.der", "st-3.19", NULL},
		/* 520 bits */
		{"rsa-counting.der", "st-4.0", NULL},
		{"rsa-counting.der", "st-3.19",
		 "an RSA key of 520 bits; this device takes signatures of a multiple of 8 bytes only"},
		{"rsa-counting.der", "st-3.16",
		 "an RSA key of 520 bits; this device takes signatures of a multiple of 8 bytes only"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct signfw_error error = SIGNFW_ERROR_INIT;
		signfw_key *key = load_scratch(rows[i].name);

		assert_int_equal(signfw_key_suits(key, rows[i].device, &error),
				 rows[i].message == NULL ? SIGNFW_OK : SIGNFW_E_KEY);
		assert_string_equal(error.message, rows[i].message == NULL ? "" : rows[i].message);
		assert_int_equal(signfw_key_suits(key, "optee-1.0", &error), SIGNFW_E_ARGUMENT);
		assert_string_equal(error.message,
				    "device \"optee-1.0\" isn't known, expected optee, optee-4.1 to optee-4.10, "
				    "st-4.0, st-4.0-otp, st-3.19, st-3.16, rcar-3.12");
		assert_int_equal(signfw_key_suits(key, NULL, NULL), SIGNFW_E_ARGUMENT);
		signfw_key_free(key);
	}
	assert_int_equal(signfw_key_suits(NULL, "optee", NULL), SIGNFW_E_ARGUMENT);
}

/* ---- keys that are opened --------------------------------------------------- */

/* It signs, and what it signed is valid. */
static void expect_signs(const signfw_key *key)
{
	const struct test_file elf = load_file("vectors/elf/plain.elf");
	const struct signfw_input input = {elf.data, elf.size, NULL};
	signfw_container *container = NULL;

	assert_int_equal(signfw_build(&container, &input, 1, key, NULL, NULL), SIGNFW_OK);
	assert_int_equal(signfw_container_verify(container, key, NULL, NULL), SIGNFW_OK);
	signfw_container_free(container);
	free(elf.data);
}

static void a_key_is_opened_by_path_and_by_uri(void **state)
{
	static const char *const forms[] = {"", "file:", "file://"};
	static const char *const providers[] = {"default", "default"};
	struct passphrase passphrase = {"secret", 6, 0};
	struct signfw_key_options options = options_with(&passphrase);

	(void)state;
	options.providers = providers;
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		char *uri = NULL;
		signfw_key *key = NULL;

		options.provider_count = i;
		assert_true(asprintf(&uri, "%s%s/rsa-pkcs8-encrypted.pem", forms[i], folder) > 0);
		passphrase.asked = 0;
		assert_int_equal(signfw_key_open(&key, uri, &options, NULL), SIGNFW_OK);
		assert_int_equal(passphrase.asked, 1);
		assert_true(signfw_key_is_private(key));
		expect_signs(key);
		assert_int_equal(passphrase.asked, 1);
		expect_key(key, "rsa", true);
		free(uri);
	}
}

/* One rule, for programs that want to know beforehand. */
static void a_name_is_a_file_or_a_uri(void **state)
{
	static const struct {
		const char *name, *file;
	} rows[] = {
		{"key.pem", "key.pem"},
		{"/etc/key.pem", "/etc/key.pem"},
		{"file:key.pem", "key.pem"},
		{"file:/etc/key.pem", "/etc/key.pem"},
		{"file:///etc/key.pem", "/etc/key.pem"},
		{"file://localhost/etc/key.pem", "/etc/key.pem"},
		{"pkcs11:object=key", NULL},
		{"handle:0x81000001", NULL},
		{"a+b-c.1:key", NULL},
		{"c:key.pem", "c:key.pem"},
		{"1st:key.pem", "1st:key.pem"},
		{"./pkcs11:object", "./pkcs11:object"},
		{"folder/pkcs11:object", "folder/pkcs11:object"},
		{"", ""},
		{":", ":"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *file = signfw_key_file(rows[i].name);

		if (rows[i].file == NULL)
			assert_null(file);
		else
			assert_string_equal(file, rows[i].file);
	}
}

static void what_cannot_be_opened_is_refused(void **state)
{
	static const char *const missing[] = {"no-such-provider"};
	struct passphrase wrong = {"wrong", 5, 0};
	struct signfw_key_options options = options_with(&wrong);
	char *encrypted_file = NULL;

	(void)state;
	assert_true(asprintf(&encrypted_file, "%s/rsa-pkcs8-encrypted.pem", folder) > 0);
	expect_not_opened(encrypted_file, &options, SIGNFW_E_KEY, "wrong passphrase");
	expect_not_opened(encrypted_file, NULL, SIGNFW_E_KEY, "the key is encrypted, and no passphrase was given");
	expect_not_opened("/nowhere/key.pem", NULL, SIGNFW_E_KEY, "cannot find the key: No such file or directory");
	expect_not_opened("nowhere:key", NULL, SIGNFW_E_KEY,
			  "no provider that is loaded knows keys that begin with 'nowhere:'");
	expect_not_opened(TEST_DATA "/vectors/elf/plain.elf", NULL, SIGNFW_E_KEY,
			  "not a key or certificate in PEM or DER form");
	expect_not_opened("/", NULL, SIGNFW_E_KEY, "cannot read the key: Is a directory");
	expect_not_opened("/dev/zero", NULL, SIGNFW_E_KEY, "a file of more than 1048575 bytes isn't a key");
	options.flags |= SIGNFW_KEY_REQUIRE_PRIVATE;
	expect_not_opened(TEST_DATA "/vectors/keys/rsa2048.pub.pem", &options, SIGNFW_E_KEY,
			  "a public key; signing needs the private key");
	options.providers = missing;
	options.provider_count = 1;
	options.provider_path = "/nowhere";
	assert_int_equal(signfw_key_open(&(signfw_key *){NULL}, encrypted_file, &options, NULL), SIGNFW_E_CRYPTO);
	expect_not_opened(NULL, NULL, SIGNFW_E_ARGUMENT, "no key, or no place for it, was given");
	assert_int_equal(signfw_key_open(NULL, encrypted_file, NULL, NULL), SIGNFW_E_ARGUMENT);
	free(encrypted_file);
}

/* Which one would be meant?  The same key twice is no question, nor are the certificates of a chain. */
static void two_keys_in_one_file_are_refused(void **state)
{
	static const struct {
		const char *first, *second, *message; /* NULL: the first is taken */
	} rows[] = {
		{"rsa2048.pem", "ec256.pem", "there are two different private keys; one has to be named"},
		{"rsa2048.pub.pem", "ec256.pub.pem", "there are two different public keys; one has to be named"},
		{"rsa2048.pem", "rsa2048.pem", NULL},
		{"rsa2048.pub.pem", "rsa2048.pem", NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct signfw_error error = SIGNFW_ERROR_INIT;
		signfw_key *key = NULL;

		run("cat '%s/vectors/keys/%s' '%s/vectors/keys/%s' >'%s/two.pem'", TEST_DATA, rows[i].first, TEST_DATA,
		    rows[i].second, folder);

		const struct test_file file = load("two.pem");
		const enum signfw_status status = signfw_key_load(&key, file.data, file.size, NULL, &error);

		assert_int_equal(status, rows[i].message == NULL ? SIGNFW_OK : SIGNFW_E_KEY);
		assert_string_equal(error.message, rows[i].message == NULL ? "" : rows[i].message);
		assert_true(key == NULL || signfw_key_is_private(key));
		signfw_key_free(key);
		free(file.data);
	}
}

static void bad_arguments_are_refused(void **state)
{
	static const char message[] = "no key, or no place for it, was given";
	const struct test_file file = load("ec-sec1.pem");
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_key *const before = (signfw_key *)&error;
	signfw_key *key = before;
	uint8_t fingerprint[SIGNFW_SHA256_SIZE] = {0};

	(void)state;
	assert_int_equal(signfw_key_load(NULL, file.data, file.size, NULL, &error), SIGNFW_E_ARGUMENT);
	assert_string_equal(error.message, message);
	memset(&error, 0, sizeof(error));
	assert_int_equal(signfw_key_load(&key, NULL, file.size, NULL, &error), SIGNFW_E_ARGUMENT);
	assert_string_equal(error.message, message);
	assert_int_equal(signfw_key_load(&key, file.data, (size_t)INT32_MAX + 1, NULL, NULL), SIGNFW_E_ARGUMENT);
	assert_ptr_equal(key, before);

	assert_int_equal(signfw_key_fingerprint(NULL, fingerprint, &error), SIGNFW_E_ARGUMENT);
	assert_string_equal(error.message, "no key, or no place for its fingerprint");
	assert_int_equal(signfw_key_load(&key, file.data, file.size, NULL, NULL), SIGNFW_OK);
	assert_int_equal(signfw_key_fingerprint(key, NULL, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_key_modulus_fingerprint(key, NULL, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_key_modulus_fingerprint(NULL, fingerprint, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_key_fuse_value(key, NULL, &error), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_key_fuse_value(NULL, fingerprint, &error), SIGNFW_E_ARGUMENT);
	assert_string_equal(error.message, "no key, or no place for the fuse value");
	signfw_key_free(key);
	signfw_key_free(NULL);
	free(file.data);
}

static void options_of_any_release_are_taken(void **state)
{
	const struct test_file file = load("ec-spki.pem");
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_key *const before = (signfw_key *)&error;
	signfw_key *key = before;
	struct {
		struct signfw_key_options now;
		uint64_t later;
	} options = {SIGNFW_KEY_OPTIONS_INIT, 0};

	(void)state;
	options.now.struct_size = sizeof(options);
	assert_int_equal(signfw_key_load(&key, file.data, file.size, &options.now, NULL), SIGNFW_OK);
	signfw_key_free(key);
	key = before;
	options.later = 1;
	assert_int_equal(signfw_key_load(&key, file.data, file.size, &options.now, &error), SIGNFW_E_UNSUPPORTED);
	options.now.struct_size = offsetof(struct signfw_key_options, reserved) - 1;
	assert_int_equal(signfw_key_load(&key, file.data, file.size, &options.now, &error), SIGNFW_E_ARGUMENT);
	options.now.struct_size = 0;
	assert_int_equal(signfw_key_load(&key, file.data, file.size, &options.now, &error), SIGNFW_E_ARGUMENT);
	assert_ptr_equal(key, before);
	free(file.data);
}

static void types_have_names(void **state)
{
	(void)state;
	assert_string_equal(signfw_key_type_name(SIGNFW_KEY_RSA), "RSA");
	assert_string_equal(signfw_key_type_name(SIGNFW_KEY_ECDSA), "ECDSA");
	assert_string_equal(signfw_key_type_name((enum signfw_key_type)0), "unknown");
	assert_string_equal(signfw_key_type_name((enum signfw_key_type)3), "unknown");
}

static void names_have_types(void **state)
{
	static const struct {
		const char *name;
		enum signfw_key_type type;
	} rows[] = {
		{"RSA", SIGNFW_KEY_RSA},
		{"rsa", SIGNFW_KEY_RSA},
		{"ECDSA", SIGNFW_KEY_ECDSA},
		{"ECC", SIGNFW_KEY_ECDSA},
		{"Ec", SIGNFW_KEY_ECDSA},
		{"DSA", 0},
		{"RSA ", 0},
		{"E", 0},
		{"", 0},
		{"ECCx", 0},
		{"2", 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		enum signfw_key_type type = 0;

		assert_int_equal(signfw_key_type_of_name(rows[i].name, &type, NULL),
				 rows[i].type == 0 ? SIGNFW_E_ARGUMENT : SIGNFW_OK);
		assert_int_equal(type, rows[i].type);
	}
	struct signfw_error error = SIGNFW_ERROR_INIT;

	assert_int_equal(signfw_key_type_of_name("DSA", &(enum signfw_key_type){0}, &error), SIGNFW_E_ARGUMENT);
	assert_string_equal(error.message, "key type \"DSA\" isn't known, expected RSA or ECC");
	assert_int_equal(signfw_key_type_of_name(NULL, &(enum signfw_key_type){0}, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_key_type_of_name("RSA", NULL, NULL), SIGNFW_E_ARGUMENT);
}

/* A new key of each type signs, and the passphrase opens it. */
static void new_keys_sign(void **state)
{
	const struct test_file elf = load_file("firmware/openamp.elf");
	const struct signfw_input input = {elf.data, elf.size, "openamp.elf"};
	const char *type;

	(void)state;
	for (size_t i = 0; (type = signfw_key_new_type(i, NULL)) != NULL; i++) {
		struct passphrase passphrase = {"secret", 6, 0};
		const struct signfw_key_options options = options_with(&passphrase);
		struct signfw_error error = SIGNFW_ERROR_INIT;
		struct signfw_key_pair_pem pem;
		signfw_key *key, *public_key;
		signfw_container *parsed;
		uint8_t *container;
		size_t size;

		assert_int_equal(signfw_key_new(&pem, type, "secret", 6, &error), SIGNFW_OK);
		assert_int_equal(signfw_key_load(&key, pem.private_pem, strlen(pem.private_pem), &options, &error),
				 SIGNFW_OK);
		assert_int_equal(passphrase.asked, 1);
		assert_int_equal(signfw_key_load(&public_key, pem.public_pem, strlen(pem.public_pem), NULL, &error),
				 SIGNFW_OK);
		assert_int_equal(signfw_sign(&container, &size, &input, 1, key, NULL, &error), SIGNFW_OK);
		assert_int_equal(signfw_container_parse(&parsed, container, size, &error), SIGNFW_OK);
		assert_int_equal(signfw_container_verify(parsed, public_key, NULL, &error), SIGNFW_OK);
		signfw_container_free(parsed);
		signfw_free(container);
		signfw_key_free(key);
		signfw_key_free(public_key);
		signfw_key_pair_pem_free(&pem);
		assert_null(pem.private_pem);
	}
	free(elf.data);
}

static void what_is_no_type_of_key_is_refused(void **state)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	struct signfw_key_pair_pem pem = {NULL, NULL};

	(void)state;
	assert_int_equal(signfw_key_new(&pem, "rsa512", NULL, 0, &error), SIGNFW_E_ARGUMENT);
	assert_string_equal(error.message, "no key of type \"rsa512\" can be made");
	assert_int_equal(signfw_key_new(&pem, "ec256", "abc", 3, &error), SIGNFW_E_ARGUMENT);
	assert_string_equal(error.message, "the passphrase has 3 bytes, expected 4 to 1024");
	assert_int_equal(signfw_key_new(&pem, "ec256", NULL, 3, &error), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_key_new(NULL, "ec256", NULL, 0, &error), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_key_new(&pem, NULL, NULL, 0, &error), SIGNFW_E_ARGUMENT);
	assert_null(pem.private_pem);
	signfw_key_pair_pem_free(&pem);
	signfw_key_pair_pem_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_form_is_loaded),
		cmocka_unit_test(what_no_container_is_signed_with_is_refused),
		cmocka_unit_test(rsa_numbers_that_protect_nothing_are_refused),
		cmocka_unit_test(a_modulus_that_is_a_prime),
		cmocka_unit_test(p384_is_for_other_containers),
		cmocka_unit_test(keys_of_no_container_are_refused),
		cmocka_unit_test(what_is_not_a_key_is_refused),
		cmocka_unit_test(a_message_does_not_depend_on_what_failed_before),
		cmocka_unit_test(keys_of_other_programs_are_named),
		cmocka_unit_test(a_wrong_passphrase_is_refused),
		cmocka_unit_test(no_passphrase_is_refused),
		cmocka_unit_test(a_public_key_is_refused_where_a_private_one_is_needed),
		cmocka_unit_test(a_key_of_an_odd_size_signs),
		cmocka_unit_test(an_rsa_key_has_public_parts),
		cmocka_unit_test(an_ecdsa_key_has_public_parts),
		cmocka_unit_test(what_no_fuse_is_for_is_refused),
		cmocka_unit_test(definitions_are_those_of_the_reference),
		cmocka_unit_test(what_optee_cannot_be_built_with_has_no_definitions),
		cmocka_unit_test(a_prefix_is_a_c_name),
		cmocka_unit_test(published_keys_are_known),
		cmocka_unit_test(signing_with_a_published_key_may_be_refused),
		cmocka_unit_test(devices_take_keys_or_not),
		cmocka_unit_test(a_key_is_opened_by_path_and_by_uri),
		cmocka_unit_test(a_name_is_a_file_or_a_uri),
		cmocka_unit_test(what_cannot_be_opened_is_refused),
		cmocka_unit_test(two_keys_in_one_file_are_refused),
		cmocka_unit_test(bad_arguments_are_refused),
		cmocka_unit_test(options_of_any_release_are_taken),
		cmocka_unit_test(types_have_names),
		cmocka_unit_test(names_have_types),
		cmocka_unit_test(new_keys_sign),
		cmocka_unit_test(what_is_no_type_of_key_is_refused),
	};

	return cmocka_run_group_tests(tests, make_keys, remove_keys);
}
