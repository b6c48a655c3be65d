/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The least that signing can cost: reads a file, signs its SHA-256 with an RSA key, writes signature and file, safely.
 * No format, no checks.  scripts/bench compares the program with it: least KEY IN OUT
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <openssl/evp.h>
#include <openssl/pem.h>

#define CHECK(condition)                     \
	do {                                 \
		if (!(condition)) {          \
			perror(#condition);  \
			return EXIT_FAILURE; \
		}                            \
	} while (0)

int main(int argc, char **argv)
{
	unsigned char signature[1024];
	size_t signature_size = sizeof(signature);
	char name[4096];
	struct stat status;

	CHECK(argc == 4);
	FILE *key_file = fopen(argv[1], "r");
	CHECK(key_file != NULL);
	EVP_PKEY *key = PEM_read_PrivateKey(key_file, NULL, NULL, NULL);
	const int in = open(argv[2], O_RDONLY);
	CHECK(key != NULL && in >= 0 && fstat(in, &status) == 0);
	const size_t size = (size_t)status.st_size;
	unsigned char *data = malloc(size);
	CHECK(data != NULL && read(in, data, size) == (ssize_t)size);

	EVP_MD_CTX *context = EVP_MD_CTX_new();
	CHECK(EVP_DigestSignInit(context, NULL, EVP_sha256(), NULL, key) == 1);
	CHECK(EVP_DigestSign(context, signature, &signature_size, data, size) == 1);

	snprintf(name, sizeof(name), "%s.new", argv[3]);
	const int out = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0644);
	CHECK(out >= 0 && write(out, signature, signature_size) == (ssize_t)signature_size);
	CHECK(write(out, data, size) == (ssize_t)size);
	CHECK(fsync(out) == 0 && close(out) == 0 && rename(name, argv[3]) == 0);
	return EXIT_SUCCESS;
}
