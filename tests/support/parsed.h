/* SPDX-License-Identifier: BSD-2-Clause */
/* For the tests of single layouts: a container, and what came of parsing it. */
#ifndef TEST_PARSED_H
#define TEST_PARSED_H

#include "container/container.h"
#include "support.h"

struct parsed {
	struct test_file file; /* owned */
	struct container container;
	signfw_findings *findings; /* owned */
};

/* Frees what `parsed` owns. */
void parsed_done(struct parsed *parsed);

/* What is left of a container that ends early: its bytes, and what is read of it. */
struct remains {
	size_t size, fields;
	size_t metadata, signature, tlvs;
};

/* Shortens a file, so that reading behind the new end is noticed. */
struct test_file cut_off(struct test_file file, size_t size);

/* Fails the test unless the end was noticed, and just this was read before it; frees what `parsed` owns. */
void expect_remains(struct parsed *parsed, const struct remains *expected);

#endif
