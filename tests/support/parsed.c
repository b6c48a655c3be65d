/* SPDX-License-Identifier: BSD-2-Clause */
#include "parsed.h"

#include <stdlib.h>

void parsed_done(struct parsed *parsed)
{
	sfw_container_cleanup(&parsed->container);
	signfw_findings_free(parsed->findings);
	free(parsed->file.data);
}

struct test_file cut_off(struct test_file file, size_t size)
{
	const struct test_file shorter = {realloc(file.data, size), size};

	assert_non_null(shorter.data);
	return shorter;
}

void expect_remains(struct parsed *parsed, const struct remains *expected)
{
	assert_int_equal(expect_finding(parsed->findings, "container-truncated").offset, expected->size);
	assert_int_equal(parsed->container.field_count, expected->fields);
	assert_int_equal(parsed->container.metadata.size, expected->metadata);
	assert_int_equal(parsed->container.signature.size, expected->signature);
	assert_int_equal(parsed->container.tlvs.count, expected->tlvs);
	parsed_done(parsed);
}

void expect_recognised(const struct layout *layout, struct test_file file, const struct recognised *expected)
{
	const uint32_t *changes = expected->changes;

	for (size_t i = 0; i < 6 && (changes[i] != 0 || changes[i + 1] != 0); i += 2)
		put_u32(file.data + changes[i], changes[i + 1]);

	const struct ends ends = sfw_ends_of((struct span){file.data, file.size});

	assert_int_equal(layout->recognise(&ends), expected->fit);
	free(file.data);
}
