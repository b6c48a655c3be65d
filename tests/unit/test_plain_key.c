/* SPDX-License-Identifier: BSD-2-Clause */
/* Key files that are read without OpenSSL's decoders: as those read them, or not at all. */
#include "crypto/plain_key.h"

#include <stdlib.h>
#include <string.h>

#include <openssl/pem.h>
#include <openssl/x509.h>

#include "support.h"

static const char *const paths[] = {
	"vectors/keys/rsa2048.pem",   "vectors/keys/rsa2048.pub.pem", "vectors/keys/rsa3072.pem",
	"vectors/keys/rsa4096.pem",   "vectors/keys/rsa4096.pub.pem", "vectors/keys/ec256.pem",
	"vectors/keys/ec256.pub.pem", "vectors/keys/ec384.pem",       "vectors/keys/ec384.pub.pem",
};

#define PATH_COUNT (sizeof(paths) / sizeof(paths[0]))

/* A key file's only block; free what it holds with block_free(). */
struct block {
	char *name, *header;
	unsigned char *data;
	long size;
};

static struct block load_block(const char *path)
{
	struct test_file file = load_file(path);
	BIO *bio = BIO_new_mem_buf(file.data, (int)file.size);
	struct block block;

	assert_int_equal(PEM_read_bio(bio, &block.name, &block.header, &block.data, &block.size), 1);
	BIO_free(bio);
	free(file.data);
	return block;
}

static void block_free(struct block *block)
{
	OPENSSL_free(block->name);
	OPENSSL_free(block->header);
	OPENSSL_free(block->data);
}

/* The key in DER, whatever it was read from; owned. */
static unsigned char *der_of(const EVP_PKEY *key, bool is_private, int *size)
{
	unsigned char *der = NULL;

	*size = is_private ? i2d_PrivateKey(key, &der) : i2d_PUBKEY(key, &der);
	return der;
}

static EVP_PKEY *decode(const struct block *block, bool is_private)
{
	const unsigned char *at = block->data;

	return is_private ? d2i_AutoPrivateKey(NULL, &at, block->size) : d2i_PUBKEY(NULL, &at, block->size);
}

/* Reads the first bytes of a block in PEM; whether there is a key, which is the one that OpenSSL reads. */
static bool is_read(const struct block *block, size_t size)
{
	BIO *bio = BIO_new(BIO_s_mem());
	struct key_pair key = {0};
	char *text;

	assert_true(PEM_write_bio(bio, block->name, "", block->data, (long)size) > 0);
	const size_t text_size = (size_t)BIO_get_mem_data(bio, &text);
	const bool read = sfw_plain_key_read(&key, (struct span){(const uint8_t *)text, text_size});

	assert_int_equal(read, key.secret != NULL);
	if (read) {
		EVP_PKEY *decoded = decode(block, key.is_private);
		int mine_size, theirs_size;

		assert_non_null(decoded);
		unsigned char *mine = der_of(key.secret, key.is_private, &mine_size);
		unsigned char *theirs = der_of(decoded, key.is_private, &theirs_size);

		assert_true(mine_size > 0);
		assert_int_equal(mine_size, theirs_size);
		assert_memory_equal(mine, theirs, (size_t)mine_size);
		OPENSSL_free(mine);
		OPENSSL_free(theirs);
		EVP_PKEY_free(decoded);
	}
	EVP_PKEY_free(key.secret);
	BIO_free(bio);
	return read;
}

static void is_what_openssl_reads(void **state)
{
	(void)state;
	for (size_t i = 0; i < PATH_COUNT; i++) {
		struct test_file file = load_file(paths[i]);
		struct block block = load_block(paths[i]);
		struct key_pair key = {0};

		assert_true(is_read(&block, (size_t)block.size));
		assert_true(sfw_plain_key_read(&key, (struct span){file.data, file.size}));
		assert_int_equal(key.is_private, strstr(paths[i], ".pub.") == NULL);
		EVP_PKEY_free(key.secret);
		block_free(&block);
		free(file.data);
	}
}

/* A changed byte makes another key, the same one for OpenSSL, or none. */
static void damage_is_no_other_key(void **state)
{
	static const char *const damaged[] = {"vectors/keys/rsa2048.pem", "vectors/keys/rsa2048.pub.pem",
					      "vectors/keys/ec256.pem", "vectors/keys/ec256.pub.pem"};
	static const uint8_t changes[] = {0x01, 0x80};

	(void)state;
	for (size_t i = 0; i < sizeof(damaged) / sizeof(damaged[0]); i++) {
		struct block block = load_block(damaged[i]);

		for (long at = 0; at < block.size; at++)
			for (size_t j = 0; j < sizeof(changes); j++) {
				block.data[at] ^= changes[j];
				is_read(&block, (size_t)block.size);
				block.data[at] ^= changes[j];
			}
		block_free(&block);
	}
}

static void a_part_is_no_key(void **state)
{
	(void)state;
	for (size_t i = 0; i < PATH_COUNT; i++) {
		struct block block = load_block(paths[i]);

		for (size_t size = 1; size < (size_t)block.size; size++)
			assert_false(is_read(&block, size));
		block_free(&block);
	}
}

static bool is_plain(const char *before, const struct test_file *file, const char *behind)
{
	const size_t size = strlen(before) + file->size + strlen(behind);
	char *text = malloc(size);
	struct key_pair key = {0};

	memcpy(text, before, strlen(before));
	memcpy(text + strlen(before), file->data, file->size);
	memcpy(text + strlen(before) + file->size, behind, strlen(behind));
	const bool read = sfw_plain_key_read(&key, (struct span){(uint8_t *)text, size});

	EVP_PKEY_free(key.secret);
	free(text);
	return read;
}

/* OpenSSL reads these, asks for a passphrase, or says what is wrong. */
static void other_files_are_left_to_openssl(void **state)
{
	static const char *const others[] = {"vectors/keys/rsa2048-encrypted.pem", "vectors/keys/rsa2048.spki.der",
					     "vectors/keys/key_info.bin"};
	struct test_file plain = load_file("vectors/keys/ec256.pub.pem");

	(void)state;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		struct test_file file = load_file(others[i]);

		assert_false(is_plain("", &file, ""));
		free(file.data);
	}
	assert_true(is_plain("", &plain, ""));
	assert_false(is_plain("a comment\n", &plain, ""));
	assert_false(is_plain("", &plain, "a comment\n"));
	plain.size = 0;
	assert_false(is_plain("", &plain, ""));
	free(plain.data);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(is_what_openssl_reads),
		cmocka_unit_test(damage_is_no_other_key),
		cmocka_unit_test(a_part_is_no_key),
		cmocka_unit_test(other_files_are_left_to_openssl),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
