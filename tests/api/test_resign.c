/* SPDX-License-Identifier: BSD-2-Clause */
/* Signing again, signing elsewhere, and putting a signature in. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "signfw/container.h"
#include "signfw/key.h"
#include "support.h"

#define RSA_KEY   "vectors/keys/rsa2048.pem"
#define RSA_PUB   "vectors/keys/rsa2048.pub.pem"
#define OTHER_KEY "vectors/keys/rsa4096.pem"
#define EC_KEY    "vectors/keys/ec256.pem"
#define EC_PUB    "vectors/keys/ec256.pub.pem"

static signfw_container *inspect(struct test_file file)
{
	signfw_container *container = NULL;

	assert_int_equal(signfw_container_inspect(&container, file.data, file.size, NULL), SIGNFW_OK);
	return container;
}

/* All bytes of a container; free `data` with free(). */
static struct test_file bytes_of(const signfw_container *container)
{
	struct test_file file = {malloc((size_t)signfw_container_size(container)), 0};
	const void *data;
	size_t size;

	assert_non_null(file.data);
	for (size_t i = 0; signfw_container_chunk(container, i, &data, &size) == SIGNFW_OK; i++) {
		memcpy(file.data + file.size, data, size);
		file.size += size;
	}
	assert_int_equal(file.size, signfw_container_size(container));
	return file;
}

static void expect_same(const signfw_container *container, struct test_file expected)
{
	const struct test_file bytes = bytes_of(container);

	assert_int_equal(bytes.size, expected.size);
	assert_memory_equal(bytes.data, expected.data, expected.size);
	free(bytes.data);
}

static void expect_valid(const signfw_container *container, const char *key_path)
{
	const struct test_file bytes = bytes_of(container);
	signfw_container *read = inspect(bytes);
	signfw_key *key = load_key(key_path);
	struct signfw_error error = SIGNFW_ERROR_INIT;

	if (signfw_container_verify(read, key, NULL, &error) != SIGNFW_OK)
		fail_msg("%s", error.message);
	signfw_key_free(key);
	signfw_container_free(read);
	free(bytes.data);
}

/* The value of the only TLV of a type; NULL if there is none. */
static const void *value_of(const signfw_container *container, uint32_t type, size_t *size)
{
	struct signfw_tlv tlv;
	const void *value = NULL;

	for (size_t i = 0; signfw_container_tlv(container, i, &tlv) == SIGNFW_OK; i++) {
		if (tlv.type != type)
			continue;
		assert_null(value);
		value = tlv.value;
		*size = tlv.size;
	}
	return value;
}

static signfw_container *resign(const signfw_container *container, const char *key_path,
				const struct signfw_sign_options *options)
{
	signfw_key *key = load_key(key_path);
	signfw_container *out = NULL;
	struct signfw_error error = SIGNFW_ERROR_INIT;

	if (signfw_resign(&out, container, key, options, &error) != SIGNFW_OK)
		fail_msg("%s", error.message);
	signfw_key_free(key);
	return out;
}

/* ---- signing again -------------------------------------------------------- */

/* What was signed by an RSA key is the same once it is signed by it again. */
static void the_same_key_gives_the_same_container(void **state)
{
	DIR *folder = opendir(TEST_DATA "/vectors/sign");
	signfw_key *key = load_key(RSA_KEY);
	size_t count = 0;

	(void)state;
	assert_non_null(folder);
	for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
		struct signfw_sign_options options = SIGNFW_SIGN_OPTIONS_INIT;
		char path[512];

		snprintf(path, sizeof(path), "vectors/sign/%s", entry->d_name);
		if (strstr(path, ".sign") == NULL)
			continue;
		const struct test_file file = load_file(path);
		signfw_container *container = inspect(file);

		if (signfw_container_verify(container, key, NULL, NULL) == SIGNFW_OK) {
			options.key_info = value_of(container, SIGNFW_TLV_PKEYINFO, &options.key_info_size);
			signfw_container *again = resign(container, RSA_KEY, &options);

			expect_same(again, file);
			signfw_container_free(again);
			count++;
		}
		signfw_container_free(container);
		free(file.data);
	}
	closedir(folder);
	signfw_key_free(key);
	assert_true(count > 15);
}

/* Another key, of another type and size: what isn't of the key stays. */
static void another_key_changes_only_what_is_its_own(void **state)
{
	static const char *const paths[] = {EC_KEY, OTHER_KEY, EC_KEY, RSA_KEY};
	const struct test_file file = load_file("vectors/sign/everything.sign");
	signfw_container *before = inspect(file);
	struct signfw_image old_image, new_image;

	(void)state;
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		signfw_container *after = resign(before, paths[i], NULL);
		size_t old_size = 0, new_size = 0;
		const void *old_table = value_of(before, SIGNFW_TLV_HASHTABLE, &old_size);
		const void *new_table = value_of(after, SIGNFW_TLV_HASHTABLE, &new_size);

		expect_valid(after, paths[i]);
		assert_int_equal(new_size, old_size);
		assert_memory_equal(new_table, old_table, old_size);
		assert_null(value_of(after, SIGNFW_TLV_PKEYINFO, &new_size));
		assert_int_equal(signfw_container_image_count(after), signfw_container_image_count(before));
		for (size_t j = 0; signfw_container_image(before, j, &old_image) == SIGNFW_OK; j++) {
			assert_int_equal(signfw_container_image(after, j, &new_image), SIGNFW_OK);
			assert_int_equal(new_image.size, old_image.size);
			assert_int_equal(new_image.segment_count, old_image.segment_count);
			assert_ptr_equal(new_image.data, old_image.data);
		}
		signfw_container_free(after);
	}
	signfw_container_free(before);
	free(file.data);
}

static void key_information_is_replaced_added_and_removed(void **state)
{
	static const char *const files[] = {"vectors/sign/everything.sign", "vectors/sign/typical.sign"};
	struct signfw_sign_options options = SIGNFW_SIGN_OPTIONS_INIT;
	size_t size = 0;

	(void)state;
	options.key_info = "new key";
	options.key_info_size = 7;
	for (size_t i = 0; i < 2; i++) {
		const struct test_file file = load_file(files[i]);
		signfw_container *container = inspect(file);
		signfw_container *with = resign(container, OTHER_KEY, &options);
		signfw_container *without = resign(with, OTHER_KEY, NULL);
		signfw_container *with_again = resign(without, OTHER_KEY, &options);

		assert_memory_equal(value_of(with, SIGNFW_TLV_PKEYINFO, &size), "new key", 7);
		assert_int_equal(size, 7);
		assert_null(value_of(without, SIGNFW_TLV_PKEYINFO, &size));
		expect_valid(without, OTHER_KEY);
		/* in its place: in front of the platform's TLVs */
		const struct test_file bytes = bytes_of(with);

		expect_same(with_again, bytes);
		free(bytes.data);
		options.key_info_size = 0;
		signfw_container_free(with_again);
		with_again = resign(with, OTHER_KEY, &options);
		options.key_info_size = 7;
		assert_non_null(value_of(with_again, SIGNFW_TLV_PKEYINFO, &size));
		assert_int_equal(size, 0);
		signfw_container_free(with_again);
		signfw_container_free(without);
		signfw_container_free(with);
		signfw_container_free(container);
		free(file.data);
	}
}

/* A container that was just built, in pieces, is signed again as one from a file. */
static void what_was_built_can_be_signed_again(void **state)
{
	const struct test_file plain = load_file("vectors/elf/plain.elf"), tail = load_file("vectors/elf/tail3.elf");
	const struct signfw_input inputs[] = {{tail.data, tail.size, NULL}, {plain.data, plain.size, NULL}};
	signfw_key *ec_key = load_key(EC_KEY), *rsa_key = load_key(RSA_KEY);
	struct signfw_sign_options options = SIGNFW_SIGN_OPTIONS_INIT;
	signfw_container *built = NULL;
	struct test_file expected;

	(void)state;
	/* the two are loaded to the same place */
	options.flags |= SIGNFW_SIGN_FORCE;
	/* so that there is padding between the images */
	assert_int_not_equal(tail.size % 8, 0);
	assert_int_equal(signfw_build(&built, inputs, 2, ec_key, &options, NULL), SIGNFW_OK);
	assert_int_equal(signfw_sign(&expected.data, &expected.size, inputs, 2, rsa_key, &options, NULL), SIGNFW_OK);
	signfw_container *again = resign(built, RSA_KEY, NULL);

	expect_same(again, expected);
	signfw_free(expected.data);
	signfw_container_free(again);
	signfw_container_free(built);
	signfw_key_free(rsa_key);
	signfw_key_free(ec_key);
	free(tail.data);
	free(plain.data);
}

/* Every function that makes a container from another one refuses one that isn't well-formed. */
/* What sign says of a key and its metadata, resign says, too. */
static void new_metadata_is_judged(void **state)
{
	struct signfw_sign_options options = SIGNFW_SIGN_OPTIONS_INIT;
	const struct test_file file = load_file("vectors/sign/plain.sign");
	signfw_container *container = inspect(file);

	(void)state;
	assert_int_equal(signfw_findings_new(&options.findings, NULL), SIGNFW_OK);
	for (int i = 0; i < 2; i++) {
		signfw_container_free(resign(container, EC_KEY, &options));
		assert_int_equal(expect_finding(options.findings, "signature-ecdsa").severity, SIGNFW_WARNING);
		assert_int_equal(signfw_findings_count(options.findings), 1);
	}
	signfw_container_free(resign(container, RSA_KEY, &options));
	assert_int_equal(signfw_findings_count(options.findings), 0);
	signfw_findings_free(options.findings);
	signfw_container_free(container);
	free(file.data);
}

/* Also for who doesn't want to know what else there is. */
static void a_published_key_may_be_refused(void **state)
{
	const struct test_file file = load_file("vectors/sign/plain.sign");
	signfw_container *container = inspect(file), *again = NULL;
	signfw_key *key = load_key("../keys/dev-rsa2048.pem");
	struct signfw_sign_options options = SIGNFW_SIGN_OPTIONS_INIT;

	(void)state;
	options.flags |= SIGNFW_SIGN_REFUSE_PUBLISHED_KEYS;
	assert_int_equal(signfw_resign(&again, container, key, &options, NULL), SIGNFW_E_SIGNATURE);
	assert_null(again);
	options.flags &= ~SIGNFW_SIGN_REFUSE_PUBLISHED_KEYS;
	assert_int_equal(signfw_resign(&again, container, key, &options, NULL), SIGNFW_OK);
	signfw_container_free(again);
	signfw_container_free(container);
	signfw_key_free(key);
	free(file.data);
}

static void what_is_broken_is_not_signed(void **state)
{
	static const struct {
		const char *path;
		enum signfw_status status;
	} rows[] = {
		{"vectors/elf/plain.elf", SIGNFW_E_CONTAINER},
		{"vectors/malformed/cut_at_24.sign", SIGNFW_E_CONTAINER},
		{"vectors/malformed/elf_class_64.sign", SIGNFW_E_ELF},
	};
	signfw_key *key = load_key(RSA_KEY);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct test_file file = load_file(rows[i].path);
		signfw_container *container = inspect(file);
		signfw_container *const before = container;
		signfw_container *out = before;
		struct signfw_error error = SIGNFW_ERROR_INIT;

		assert_int_equal(signfw_resign(&out, container, key, NULL, &error), rows[i].status);
		assert_int_equal(error.status, rows[i].status);
		assert_int_equal(signfw_stitch(&out, container, key, "x", 1, NULL, &error), rows[i].status);
		assert_ptr_equal(out, before);
		signfw_container_free(container);
		free(file.data);
	}
	signfw_key_free(key);
}

/* Who has verified it, and found that it isn't valid, doesn't get it signed. */
/* A container of 4 GiB less 4 bytes, of which only the first page is ever there; free with munmap(). */
static struct test_file largest_container(void)
{
	const struct test_file plain = load_file("vectors/sign/plain.sign");
	struct test_file large = {.size = 0xfffffffc};
	signfw_container *container = inspect(plain);
	struct signfw_image image;
	struct signfw_tlv sizes = {0};

	for (size_t i = 0; sizes.type != SIGNFW_TLV_IMGSIZE; i++)
		assert_int_equal(signfw_container_tlv(container, i, &sizes), SIGNFW_OK);
	assert_int_equal(signfw_container_image(container, 0, &image), SIGNFW_OK);
	large.data = mmap(NULL, large.size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	assert_true(large.data != MAP_FAILED);
	memcpy(large.data, plain.data, plain.size);
	put_u32(large.data + 16, (uint32_t)(large.size - image.offset));
	put_u32(large.data + sizes.offset + 8, (uint32_t)(large.size - image.offset));
	signfw_container_free(container);
	free(plain.data);
	return large;
}

static void a_container_ends_at_4_gib(void **state)
{
	struct signfw_sign_options options = SIGNFW_SIGN_OPTIONS_INIT;
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_key *same = load_key(RSA_KEY), *larger = load_key(OTHER_KEY);
	signfw_container *from = NULL, *to = NULL;

	(void)state;
	/* where there is no room for it, there is none for the fault */
	if (sizeof(size_t) > 4) {
		const struct test_file file = largest_container();

		options.findings = new_findings();
		from = inspect(file);
		/* a signature of 512 bytes instead of 256 */
		assert_int_equal(signfw_resign(&to, from, larger, &options, &error), SIGNFW_E_CONTAINER);
		assert_string_equal(error.message,
				    "the container would have 4294967548 bytes, the format ends at 4 GiB");
		expect_only(options.findings, "length-overflow", SIGNFW_ERROR, SIGNFW_NO_OFFSET);
		assert_null(to);
		assert_int_equal(signfw_resign(&to, from, same, &options, &error), SIGNFW_OK);
		assert_int_equal(signfw_container_size(to), file.size);
		signfw_container_free(to);
		signfw_container_free(from);
		signfw_findings_free(options.findings);
		munmap(file.data, file.size);
	}
	signfw_key_free(same);
	signfw_key_free(larger);
}

static void a_verdict_is_not_overlooked(void **state)
{
	const struct test_file file = load_file("vectors/malformed/flip_image_0.sign");
	signfw_container *container = inspect(file);
	signfw_container *out = NULL;
	signfw_key *key = load_key(RSA_KEY);

	(void)state;
	assert_int_equal(signfw_container_verify(container, key, NULL, NULL), SIGNFW_E_HASH);
	assert_int_equal(signfw_resign(&out, container, key, NULL, NULL), SIGNFW_E_HASH);
	assert_null(out);
	signfw_key_free(key);
	signfw_container_free(container);
	free(file.data);
}

static void a_wrong_call_is_refused(void **state)
{
	const struct test_file file = load_file("vectors/sign/plain.sign");
	signfw_container *container = inspect(file);
	signfw_container *out = NULL;
	signfw_key *key = load_key(RSA_KEY), *public_key = load_key(RSA_PUB);
	struct signfw_sign_options options = SIGNFW_SIGN_OPTIONS_INIT;
	uint8_t digest[SIGNFW_SHA256_SIZE];

	(void)state;
	assert_int_equal(signfw_resign(NULL, container, key, NULL, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_resign(&out, NULL, key, NULL, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_resign(&out, container, NULL, NULL, NULL), SIGNFW_E_KEY);
	assert_int_equal(signfw_resign(&out, container, public_key, NULL, NULL), SIGNFW_E_KEY);
	options.flags = SIGNFW_SIGN_PLAN;
	assert_int_equal(signfw_resign(&out, container, key, &options, NULL), SIGNFW_E_ARGUMENT);
	options.flags = 0;
	options.key_info_size = 1;
	assert_int_equal(signfw_resign(&out, container, key, &options, NULL), SIGNFW_E_ARGUMENT);
	options.struct_size = 1;
	assert_int_equal(signfw_resign(&out, container, key, &options, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_stitch(NULL, container, key, "x", 1, NULL, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_stitch(&out, NULL, key, "x", 1, NULL, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_stitch(&out, container, NULL, "x", 1, NULL, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_stitch(&out, container, key, NULL, 1, NULL, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_container_digest(NULL, digest, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_container_digest(container, NULL, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_container_sha256(NULL, digest, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_container_sha256(container, NULL, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_sha256(NULL, 1, digest, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_sha256("", 0, NULL, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_key_set_signer(NULL, NULL, NULL, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_key_set_signer(key, NULL, NULL, NULL), SIGNFW_E_ARGUMENT);
	assert_null(out);
	signfw_key_free(public_key);
	signfw_key_free(key);
	signfw_container_free(container);
	free(file.data);
}

/* ---- signing elsewhere ------------------------------------------------------ */

/* Somebody else who has the private key; openssl does the work. */
struct elsewhere {
	const char *key_path;
	char *folder;
	bool raw;                  /* an ECDSA signature as r || s, not as DER */
	int change;                /* added to the last byte of the signature */
	size_t claimed;            /* the size that is claimed; 0: the true one */
	enum signfw_status status; /* instead of a signature */
	struct signfw_sign_request request;
	uint8_t data[4096];
};

/* Signs a digest by the openssl program. */
static struct test_file openssl_sign(const char *folder, const char *key_path, const uint8_t digest[SIGNFW_SHA256_SIZE])
{
	char path[512];
	FILE *file;

	snprintf(path, sizeof(path), "%s/digest", folder);
	file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(digest, 1, SIGNFW_SHA256_SIZE, file), SIGNFW_SHA256_SIZE);
	assert_int_equal(fclose(file), 0);
	run("openssl pkeyutl -sign -inkey '%s/%s' -pkeyopt digest:sha256 -in '%s/digest' -out '%s/signature'",
	    TEST_DATA, key_path, folder, folder);
	snprintf(path, sizeof(path), "%s/signature", folder);
	return load_file(path);
}

/* r || s of a DER signature. */
static struct test_file raw_of(struct test_file der)
{
	struct test_file raw = {calloc(1, 64), 64};
	const uint8_t *at = der.data + 2;

	assert_non_null(raw.data);
	for (size_t i = 0; i < 2; i++) {
		const size_t size = at[1], skipped = size > 32 ? size - 32 : 0;

		memcpy(raw.data + 32 * i + (32 - (size - skipped)), at + 2 + skipped, size - skipped);
		at += 2 + size;
	}
	free(der.data);
	return raw;
}

static enum signfw_status sign_elsewhere(void *context, const struct signfw_sign_request *request, uint8_t *signature,
					 size_t capacity, size_t *size, struct signfw_error *err)
{
	struct elsewhere *elsewhere = context;

	elsewhere->request = *request;
	assert_true(request->data_size <= sizeof(elsewhere->data));
	memcpy(elsewhere->data, request->data, request->data_size);
	if (elsewhere->status != SIGNFW_OK) {
		*err = (struct signfw_error){elsewhere->status, SIGNFW_REASON_NONE, SIGNFW_NO_OFFSET, "no, thank you"};
		return elsewhere->status;
	}
	struct test_file made = openssl_sign(elsewhere->folder, elsewhere->key_path, request->digest);

	if (elsewhere->raw)
		made = raw_of(made);
	assert_true(made.size <= capacity);
	memcpy(signature, made.data, made.size);
	signature[made.size - 1] = (uint8_t)(signature[made.size - 1] + elsewhere->change);
	*size = elsewhere->claimed == 0 ? made.size : elsewhere->claimed;
	free(made.data);
	return SIGNFW_OK;
}

static enum signfw_status build_elsewhere(struct elsewhere *elsewhere, const char *public_path,
					  const struct signfw_sign_options *options, signfw_container **out,
					  struct signfw_error *error)
{
	const struct test_file file = load_file("vectors/elf/plain.elf");
	const struct signfw_input input = {file.data, file.size, NULL};
	signfw_key *key = load_key(public_path);

	elsewhere->folder = scratch_new();
	assert_false(signfw_key_is_private(key));
	assert_int_equal(signfw_key_set_signer(key, sign_elsewhere, elsewhere, NULL), SIGNFW_OK);
	assert_true(signfw_key_is_private(key));
	signfw_container *container = NULL;
	const enum signfw_status status = signfw_build(&container, &input, 1, key, options, error);

	if (status == SIGNFW_OK) {
		const struct test_file bytes = bytes_of(container);

		expect_valid(container, public_path);
		*out = inspect(bytes);
		signfw_container_free(container);
	}
	signfw_key_free(key);
	scratch_remove(elsewhere->folder);
	free(file.data);
	return status;
}

static void done(signfw_container *container)
{
	const void *data;
	size_t size;

	assert_int_equal(signfw_container_chunk(container, 0, &data, &size), SIGNFW_OK);
	signfw_container_free(container);
	free((void *)(uintptr_t)data);
}

/* An RSA signature is the same, whoever makes it. */
static void a_signer_signs_as_the_library_does(void **state)
{
	struct elsewhere elsewhere = {.key_path = RSA_KEY};
	const struct test_file expected = load_file("vectors/sign/plain.sign");
	signfw_container *container = NULL;
	uint8_t digest[SIGNFW_SHA256_SIZE];

	(void)state;
	assert_int_equal(build_elsewhere(&elsewhere, RSA_PUB, NULL, &container, NULL), SIGNFW_OK);
	expect_same(container, expected);
	assert_string_equal(elsewhere.request.algorithm, "rsa-pkcs1-sha256");
	assert_int_equal(elsewhere.request.data_size, 20 + get_u32(expected.data + 8));
	assert_memory_equal(elsewhere.data, expected.data, elsewhere.request.data_size);
	assert_int_equal(signfw_container_digest(container, digest, NULL), SIGNFW_OK);
	assert_memory_equal(elsewhere.request.digest, digest, sizeof(digest));
	done(container);
	free(expected.data);
}

static void an_ecdsa_signature_may_be_raw_or_der(void **state)
{
	(void)state;
	for (int raw = 0; raw < 2; raw++) {
		struct elsewhere elsewhere = {.key_path = EC_KEY, .raw = raw != 0};
		signfw_container *container = NULL;

		assert_int_equal(build_elsewhere(&elsewhere, EC_PUB, NULL, &container, NULL), SIGNFW_OK);
		assert_string_equal(elsewhere.request.algorithm, "ecdsa-p256-sha256");
		done(container);
	}
}

/* A signer always has somewhere to say why, and errors of its own status are passed on. */
static void a_signer_may_say_why_to_nobody(void **state)
{
	struct elsewhere elsewhere = {.key_path = RSA_KEY, .status = SIGNFW_E_KEY};
	signfw_container *container = NULL;

	(void)state;
	assert_int_equal(build_elsewhere(&elsewhere, RSA_PUB, NULL, &container, NULL), SIGNFW_E_KEY);
	assert_null(container);
}

static void a_signer_that_fails_is_found_out(void **state)
{
	static const struct {
		struct elsewhere elsewhere;
		const char *public_path;
		enum signfw_status status;
		const char *message;
	} rows[] = {
		{{.key_path = RSA_KEY, .status = SIGNFW_E_KEY}, RSA_PUB, SIGNFW_E_KEY, "no, thank you"},
		{{.key_path = RSA_KEY, .change = 1},
		 RSA_PUB,
		 SIGNFW_E_CRYPTO,
		 "the 256 bytes from the signer aren't a signature by this key"},
		{{.key_path = RSA_KEY, .claimed = 255},
		 RSA_PUB,
		 SIGNFW_E_CRYPTO,
		 "the 255 bytes from the signer aren't a signature by this key: an RSA signature is as long as the "
		 "modulus of its key"},
		{{.key_path = RSA_KEY, .claimed = 100000},
		 RSA_PUB,
		 SIGNFW_E_ARGUMENT,
		 "the signer has written too much"},
		{{.key_path = EC_KEY, .raw = true, .change = 1},
		 EC_PUB,
		 SIGNFW_E_CRYPTO,
		 "the 64 bytes from the signer aren't a signature by this key"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct elsewhere elsewhere = rows[i].elsewhere;
		struct signfw_error error = SIGNFW_ERROR_INIT;
		signfw_container *container = NULL;

		assert_int_equal(build_elsewhere(&elsewhere, rows[i].public_path, NULL, &container, &error),
				 rows[i].status);
		assert_int_equal(error.status, rows[i].status);
		assert_string_equal(error.message, rows[i].message);
		assert_null(container);
	}
}

/* ---- putting a signature in -------------------------------------------------- */

static signfw_container *build_unsigned(struct test_file *elf, const char *key_path)
{
	struct signfw_sign_options options = SIGNFW_SIGN_OPTIONS_INIT;
	signfw_key *key = load_key(key_path);
	signfw_container *container = NULL;

	*elf = load_file("vectors/elf/plain.elf");
	const struct signfw_input input = {elf->data, elf->size, NULL};

	options.flags |= SIGNFW_SIGN_LEAVE_UNSIGNED;
	assert_int_equal(signfw_build(&container, &input, 1, key, &options, NULL), SIGNFW_OK);
	signfw_key_free(key);
	return container;
}

/* The digest of a container that was built, in pieces, is that of its bytes. */
static void a_container_has_a_digest(void **state)
{
	static const uint8_t of_nothing[] = {0xe3, 0xb0, 0xc4, 0x42}; /* FIPS 180-4, the empty message */
	struct test_file elf;
	signfw_container *container = build_unsigned(&elf, RSA_PUB);
	const struct test_file bytes = bytes_of(container);
	uint8_t digest[SIGNFW_SHA256_SIZE], expected[SIGNFW_SHA256_SIZE];

	(void)state;
	assert_int_equal(signfw_container_sha256(container, digest, NULL), SIGNFW_OK);
	assert_int_equal(signfw_sha256(bytes.data, bytes.size, expected, NULL), SIGNFW_OK);
	assert_memory_equal(digest, expected, sizeof(digest));
	assert_int_equal(signfw_sha256(NULL, 0, digest, NULL), SIGNFW_OK);
	assert_memory_equal(digest, of_nothing, sizeof(of_nothing));
	signfw_container_free(container);
	free(bytes.data);
	free(elf.data);
}

/* Two steps, with a public key, give what one step with the private key gives. */
static void two_steps_are_as_good_as_one(void **state)
{
	const struct test_file expected = load_file("vectors/sign/plain.sign");
	signfw_key *key = load_key(RSA_PUB);
	char *folder = scratch_new();
	struct test_file elf;
	signfw_container *unsigned_one = build_unsigned(&elf, RSA_PUB);
	const struct test_file bytes = bytes_of(unsigned_one);
	signfw_container *read = inspect(bytes), *container = NULL;
	uint8_t digest[SIGNFW_SHA256_SIZE];

	(void)state;
	assert_int_equal(signfw_container_verify(read, key, NULL, NULL), SIGNFW_E_SIGNATURE);
	expect_finding(signfw_container_findings(read), "signature-missing");
	signfw_container_free(read);
	read = inspect(bytes);
	assert_int_equal(signfw_container_digest(read, digest, NULL), SIGNFW_OK);
	const struct test_file signature = openssl_sign(folder, RSA_KEY, digest);

	/* from a file, and from what was built */
	assert_int_equal(signfw_stitch(&container, read, key, signature.data, signature.size, NULL, NULL), SIGNFW_OK);
	expect_same(container, expected);
	signfw_container_free(container);
	assert_int_equal(signfw_stitch(&container, unsigned_one, key, signature.data, signature.size, NULL, NULL),
			 SIGNFW_OK);
	expect_same(container, expected);
	signfw_container_free(container);
	signfw_container_free(read);
	signfw_container_free(unsigned_one);
	free(bytes.data);
	free(elf.data);
	free(signature.data);
	free(expected.data);
	scratch_remove(folder);
	signfw_key_free(key);
}

static void a_signature_must_fit(void **state)
{
	static const struct {
		const char *signer, *key, *id, *message;
	} rows[] = {
		{"vectors/keys/rsa3072.pem", RSA_PUB, "signature-invalid",
		 "the 384 bytes aren't a signature of this container by this key: an RSA signature is as long as the "
		 "modulus of its key"},
		{OTHER_KEY, "vectors/keys/rsa4096.pub.pem", "signature-size",
		 "the container is made for a signature of 256 bytes, one by this key has 512"},
		{EC_KEY, EC_PUB, "signature-key-type",
		 "the container is made for a signature of type RSA, the key is ECDSA"},
	};
	struct test_file elf;
	signfw_container *container = build_unsigned(&elf, RSA_PUB);
	char *folder = scratch_new();
	uint8_t digest[SIGNFW_SHA256_SIZE];
	signfw_findings *findings = NULL;

	(void)state;
	assert_int_equal(signfw_findings_new(&findings, NULL), SIGNFW_OK);
	assert_int_equal(signfw_container_digest(container, digest, NULL), SIGNFW_OK);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct test_file signature = openssl_sign(folder, rows[i].signer, digest);
		signfw_key *key = load_key(rows[i].key);
		struct signfw_error error = SIGNFW_ERROR_INIT;
		signfw_container *out = NULL;

		assert_int_equal(signfw_stitch(&out, container, key, signature.data, signature.size, NULL, NULL),
				 SIGNFW_E_SIGNATURE);
		assert_int_equal(signfw_stitch(&out, container, key, signature.data, signature.size, findings, &error),
				 SIGNFW_E_SIGNATURE);
		assert_string_equal(error.message, rows[i].message);
		assert_int_equal(signfw_findings_count(findings), 1);
		assert_string_equal(expect_finding(findings, rows[i].id).message, rows[i].message);
		assert_null(out);
		signfw_key_free(key);
		free(signature.data);
	}
	signfw_findings_free(findings);
	scratch_remove(folder);
	signfw_container_free(container);
	free(elf.data);
}

/* What the signature of a container covers, signed again: RSA is the same each time, ECDSA at least valid. */
static void what_is_signed_can_be_signed_by_hand(void **state)
{
	static const char *const containers[] = {"vectors/sign/plain.sign", "vectors/sign-st/st319_one.sign",
						 "vectors/sign-st/st316_plain.sign"};

	(void)state;
	for (size_t i = 0; i < sizeof(containers) / sizeof(containers[0]); i++) {
		const struct test_file file = load_file(containers[i]);
		signfw_container *container = inspect(file);
		struct signfw_signature signature;
		uint8_t whole[4096], *made = NULL;
		size_t size = 0, made_size = 0, piece_size;
		const void *piece;
		signfw_key *key = load_key(RSA_KEY);

		for (size_t j = 0; signfw_container_signed(container, j, &piece, &piece_size) == SIGNFW_OK; j++) {
			assert_true(piece_size >= 1 && piece_size <= sizeof(whole) - size);
			memcpy(whole + size, piece, piece_size);
			size += piece_size;
		}
		assert_int_equal(signfw_key_sign(&made, &made_size, key, whole, size, NULL), SIGNFW_OK);
		assert_int_equal(signfw_container_signature(container, &signature), SIGNFW_OK);
		assert_int_equal(made_size, signature.size);
		assert_memory_equal(made, signature.data, made_size);
		signfw_free(made);
		signfw_key_free(key);
		signfw_container_free(container);
		free(file.data);
	}
}

static void nothing_is_signed_by_hand_without_a_private_key(void **state)
{
	static const char *const keys[] = {RSA_PUB, EC_PUB};
	struct signfw_error error = SIGNFW_ERROR_INIT;
	uint8_t *made = NULL;
	size_t size = 1;

	(void)state;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		signfw_key *key = load_key(keys[i]);

		assert_int_equal(signfw_key_sign(&made, &size, key, "x", 1, &error), SIGNFW_E_KEY);
		assert_string_equal(error.message, "no private key to sign with");
		signfw_key_free(key);
	}
	assert_int_equal(signfw_key_sign(&made, &size, NULL, "x", 1, NULL), SIGNFW_E_KEY);
	signfw_key *key = load_key(EC_KEY);

	assert_int_equal(signfw_key_sign(NULL, &size, key, "x", 1, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_key_sign(&made, &size, key, NULL, 1, NULL), SIGNFW_E_ARGUMENT);
	assert_null(made);
	assert_int_equal(size, 1);
	assert_int_equal(signfw_key_sign(&made, &size, key, NULL, 0, NULL), SIGNFW_OK);
	assert_int_equal(size, SIGNFW_EC_POINT_SIZE);
	signfw_free(made);
	signfw_key_free(key);
}

static void what_is_too_short_has_nothing_signed(void **state)
{
	struct test_file file = load_file("vectors/sign/plain.sign");
	const void *piece = NULL;
	size_t size;

	(void)state;
	file.size = 40;
	signfw_container *container = inspect(file);

	assert_int_equal(signfw_container_signed(container, 0, &piece, &size), SIGNFW_E_ARGUMENT);
	assert_null(piece);
	signfw_container_free(container);
	free(file.data);
}

static void what_is_too_short_has_no_digest(void **state)
{
	const struct test_file file = load_file("vectors/malformed/cut_at_24.sign");
	signfw_container *container = inspect(file);
	uint8_t digest[SIGNFW_SHA256_SIZE] = {42};

	(void)state;
	assert_int_equal(signfw_container_digest(container, digest, NULL), SIGNFW_E_CONTAINER);
	assert_int_equal(digest[0], 42);
	/* all that there is has one */
	assert_int_equal(signfw_container_sha256(container, digest, NULL), SIGNFW_OK);
	assert_int_not_equal(digest[0], 42);
	signfw_container_free(container);
	free(file.data);
}

/* ---- deterministic ----------------------------------------------------------- */

/* With an OpenSSL that has RFC 6979 the bytes are the same each time; with an older one that is said. */
static void ecdsa_is_deterministic_or_refused(void **state)
{
	struct signfw_sign_options options = SIGNFW_SIGN_OPTIONS_INIT;
	const struct test_file elf = load_file("vectors/elf/plain.elf");
	const struct signfw_input input = {elf.data, elf.size, NULL};
	signfw_key *key = load_key(EC_KEY);
	struct signfw_error error = SIGNFW_ERROR_INIT;
	uint8_t *one = NULL, *two = NULL;
	size_t one_size = 0, two_size = 0;

	(void)state;
	options.flags |= SIGNFW_SIGN_DETERMINISTIC;
	if (signfw_sign(&one, &one_size, &input, 1, key, &options, &error) == SIGNFW_OK) {
		assert_int_equal(signfw_sign(&two, &two_size, &input, 1, key, NULL, NULL), SIGNFW_OK);
		assert_int_equal(one_size, two_size);
		assert_memory_equal(one, two, one_size);
	} else {
		assert_int_equal(error.status, SIGNFW_E_UNSUPPORTED);
		assert_string_equal(error.message, "no deterministic ECDSA signature by this key; OpenSSL has them "
						   "from version 3.2 on");
	}
	signfw_free(one);
	signfw_free(two);
	signfw_key_free(key);
	free(elf.data);
}

static void a_signer_must_not_be_trusted_to_be_deterministic(void **state)
{
	struct signfw_sign_options options = SIGNFW_SIGN_OPTIONS_INIT;
	struct elsewhere elsewhere = {.key_path = EC_KEY}, rsa = {.key_path = RSA_KEY};
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_container *container = NULL;

	(void)state;
	options.flags |= SIGNFW_SIGN_DETERMINISTIC;
	assert_int_equal(build_elsewhere(&elsewhere, EC_PUB, &options, &container, &error), SIGNFW_E_UNSUPPORTED);
	assert_string_equal(error.message, "nobody knows whether the signer's ECDSA signatures are deterministic");
	assert_int_equal(build_elsewhere(&rsa, RSA_PUB, &options, &container, &error), SIGNFW_OK);
	done(container);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_key_gives_the_same_container),
		cmocka_unit_test(another_key_changes_only_what_is_its_own),
		cmocka_unit_test(key_information_is_replaced_added_and_removed),
		cmocka_unit_test(what_was_built_can_be_signed_again),
		cmocka_unit_test(new_metadata_is_judged),
		cmocka_unit_test(a_published_key_may_be_refused),
		cmocka_unit_test(what_is_broken_is_not_signed),
		cmocka_unit_test(a_container_ends_at_4_gib),
		cmocka_unit_test(a_verdict_is_not_overlooked),
		cmocka_unit_test(a_wrong_call_is_refused),
		cmocka_unit_test(a_signer_signs_as_the_library_does),
		cmocka_unit_test(an_ecdsa_signature_may_be_raw_or_der),
		cmocka_unit_test(a_signer_may_say_why_to_nobody),
		cmocka_unit_test(a_signer_that_fails_is_found_out),
		cmocka_unit_test(a_container_has_a_digest),
		cmocka_unit_test(two_steps_are_as_good_as_one),
		cmocka_unit_test(a_signature_must_fit),
		cmocka_unit_test(what_is_signed_can_be_signed_by_hand),
		cmocka_unit_test(nothing_is_signed_by_hand_without_a_private_key),
		cmocka_unit_test(what_is_too_short_has_nothing_signed),
		cmocka_unit_test(what_is_too_short_has_no_digest),
		cmocka_unit_test(ecdsa_is_deterministic_or_refused),
		cmocka_unit_test(a_signer_must_not_be_trusted_to_be_deterministic),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
