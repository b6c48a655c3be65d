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
