/* SPDX-License-Identifier: BSD-2-Clause */
/* For the tests of single layouts: a container, and what came of parsing it. */
#ifndef TEST_PARSED_H
#define TEST_PARSED_H

#include "container/layout.h"
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

/* What becomes of a file once words of it are changed: pairs of an offset and a value. */
struct recognised {
	enum fit fit;
	uint32_t changes[6]; /* ends at a pair of zeros */
};

/* Fails the test unless the layout thinks this of the file, which is freed. */
void expect_recognised(const struct layout *layout, struct test_file file, const struct recognised *expected);

#endif
