/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Makes calls fail that the library's objects make.  The linker puts these
 * functions in between (--wrap); other libraries go on undisturbed.
 */
#ifndef TEST_FAULTS_H
#define TEST_FAULTS_H

#include <stdbool.h>
#include <stddef.h>

/* A kind of call, of which one is to fail. */
struct fault {
	size_t countdown; /* 1: the next call fails; 0: none does */
	int reason;       /* for OpenSSL's error queue; 0: nothing is put there */
};

/* malloc(), calloc(), realloc(), strdup() */
extern struct fault memory_fault;

/* functions of OpenSSL that can fail */
extern struct fault openssl_fault;

/* Whether EVP_DigestVerifyFinal() says that signatures are invalid. */
extern bool signatures_are_invalid;

/* What gives random bytes instead of OpenSSL; or NULL. */
extern void (*random_source)(unsigned char *out, size_t size);

#endif
