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

/* deprecated since cmocka 2, and what follows it isn't in earlier versions */
#undef assert_in_range

#include "signfw.h"

struct test_file {
	uint8_t *data;
	size_t size;
};

/* Reads a file below tests/, e.g. "vectors/elf/plain.elf", or one of an absolute path.  Free `data` with free(). */
struct test_file load_file(const char *path);

/* Loads a key below tests/, e.g. "vectors/keys/rsa2048.pem".  Free with signfw_key_free(). */
signfw_key *load_key(const char *path);

/* A little-endian number in a file that is to be spoiled. */
void put_u16(uint8_t *at, uint16_t value);
void put_u32(uint8_t *at, uint32_t value);
uint32_t get_u32(const uint8_t *at);

/* A new list of findings that judges for reading.  Free with signfw_findings_free(). */
signfw_findings *new_findings(void);

/* Whether the list has a finding of this id and severity, at this offset (SIGNFW_NO_OFFSET: anywhere). */
int has_finding(const signfw_findings *findings, const char *id, enum signfw_severity severity, uint64_t offset);

/* The first finding of this id; fails the test, naming what was found instead, if there is none. */
struct signfw_finding expect_finding(const signfw_findings *findings, const char *id);

/* Fails the test unless the list has exactly this one finding, which is returned. */
struct signfw_finding expect_only(const signfw_findings *findings, const char *id, enum signfw_severity severity,
				  uint64_t offset);

/* Fails the test unless the list has exactly these ids in this order, e.g. "elf-machine segment-overlap" or "". */
void expect_ids(const signfw_findings *findings, const char *ids);

/* Signs ELF files below tests/ and returns the container.  Free `data` with signfw_free(). */
struct test_file sign_files(const char *const *paths, size_t count, const signfw_key *key,
			    const struct signfw_sign_options *options);

/* A new empty folder in the folder for temporary files.  Remove it with scratch_remove(), which frees the name. */
char *scratch_new(void);
void scratch_remove(char *folder);

/* Runs a shell command, which must succeed. */
void run(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
