/* SPDX-License-Identifier: BSD-2-Clause */
/* What all test programs need.  Functions that can't go on fail the running test. */
#ifndef TEST_SUPPORT_H
#define TEST_SUPPORT_H

/* cmocka wants these before its own header */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "signfw.h"

struct test_file {
	uint8_t *data;
	size_t size;
};

/* Reads a file below tests/, e.g. "vectors/elf/plain.elf".  Free `data` with free(). */
struct test_file load_file(const char *path);

/* Loads a key below tests/, e.g. "vectors/keys/rsa2048.pem".  Free with signfw_key_free(). */
signfw_key *load_key(const char *path);

/* Whether the list has a finding of this id and severity, at this offset (SIGNFW_NO_OFFSET: anywhere). */
int has_finding(const signfw_findings *findings, const char *id, enum signfw_severity severity, uint64_t offset);

/* The first finding of this id; fails the test, naming what was found instead, if there is none. */
struct signfw_finding expect_finding(const signfw_findings *findings, const char *id);

/* Signs ELF files below tests/ and returns the container.  Free `data` with signfw_free(). */
struct test_file sign_files(const char *const *paths, size_t count, const signfw_key *key,
			    const struct signfw_sign_options *options);

#endif
