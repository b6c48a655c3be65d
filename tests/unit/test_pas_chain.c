/* SPDX-License-Identifier: BSD-2-Clause */
#include "pas/pas_chain.h"

#include <stdlib.h>
#include <string.h>

#include "support.h"

#define AT 500

struct region {
	uint8_t bytes[4096];
	size_t size;
};

/* Leaf, CA and root, and so many bytes of padding behind them. */
static struct region chain_region(size_t padding)
{
	struct test_file file = load_file("vectors/pas/keys/oem-chain.der");
	struct region region = {.size = file.size + padding};

	memcpy(region.bytes, file.data, file.size);
	memset(region.bytes + file.size, 0xff, padding);
	free(file.data);
	return region;
}

static struct pas_chain parse(const struct region *region, signfw_findings *findings)
{
	struct pas_chain chain;

	assert_int_equal(
		sfw_pas_chain_parse(&chain, (struct span){region->bytes, region->size}, AT, "certificates", findings),
		SIGNFW_OK);
	return chain;
}

static void certificates_are_read_until_the_padding(void **state)
{
	const struct region region = chain_region(100);
	signfw_findings *findings = new_findings();
	struct pas_chain chain = parse(&region, findings);
	size_t broken;

	(void)state;
	expect_ids(findings, "");
	assert_int_equal(chain.count, 3);
	assert_int_equal(chain.root_count, 1);
	assert_int_equal(chain.padding.size, 100);
	assert_true(sfw_pas_chain_links(&chain, 0, &broken));
	assert_ptr_equal(sfw_pas_chain_roots(&chain).data, chain.ders[2].data);
	assert_int_equal(sfw_pas_chain_roots(&chain).size, chain.ders[2].size);
	sfw_pas_chain_cleanup(&chain);
	signfw_findings_free(findings);
}

static void nothing_is_no_chain(void **state)
{
	const struct region region = {.size = 0};
	signfw_findings *findings = new_findings();
	struct pas_chain chain = parse(&region, findings);
	struct pas_field field;
	size_t broken;

	(void)state;
	expect_ids(findings, "");
	assert_int_equal(chain.count, 0);
	assert_false(sfw_pas_chain_links(&chain, 0, &broken));
	assert_int_equal(sfw_pas_chain_roots(&chain).size, 0);
	assert_false(sfw_pas_chain_field(&chain, 0, &field));
	signfw_findings_free(findings);
}

/* One thing is wrong; so many certificates are read before it. */
static void expect_fault(const struct region *region, const char *id, enum signfw_severity severity, uint64_t offset,
			 size_t count)
{
	signfw_findings *findings = new_findings();
	struct pas_chain chain = parse(region, findings);

	expect_only(findings, id, severity, AT + offset);
	assert_int_equal(chain.count, count);
	sfw_pas_chain_cleanup(&chain);
	signfw_findings_free(findings);
}

static void lengths_are_checked(void **state)
{
	struct region region = chain_region(0);

	(void)state;
	region.size--;
	expect_fault(&region, "cert-length", SIGNFW_ERROR, 459 + 465, 2);
	region = chain_region(0);
	region.bytes[1] = 0x80;
	expect_fault(&region, "cert-length", SIGNFW_ERROR, 0, 0);
	region.bytes[1] = 0x85;
	expect_fault(&region, "cert-length", SIGNFW_ERROR, 0, 0);
	region.size = 1;
	expect_fault(&region, "cert-length", SIGNFW_ERROR, 0, 0);
}

static void what_is_no_certificate_is_found(void **state)
{
	struct region region = {.bytes = {0x30, 2, 5, 0}, .size = 4};

	(void)state;
	expect_fault(&region, "cert-parse", SIGNFW_ERROR, 0, 1);
}

static void padding_is_ff(void **state)
{
	struct region region = chain_region(100);

	(void)state;
	memset(region.bytes + region.size - 100, 0, 100);
	expect_fault(&region, "cert-padding-zero", SIGNFW_WARNING, region.size - 100, 3);
	memset(region.bytes + region.size - 100, 0xff, 99);
	expect_fault(&region, "cert-padding", SIGNFW_WARNING, region.size - 1, 3);
}

static void links_are_by_keys(void **state)
{
	struct region region = chain_region(0);
	signfw_findings *findings = new_findings();
	size_t broken = 9;

	(void)state;
	/* the last bytes of the leaf are of its signature */
	region.bytes[458] ^= 1;
	struct pas_chain chain = parse(&region, findings);

	assert_false(sfw_pas_chain_links(&chain, 0, &broken));
	assert_int_equal(broken, 0);
	sfw_pas_chain_cleanup(&chain);
	signfw_findings_free(findings);
}

static void roots_are_counted_from_the_end(void **state)
{
	struct region region = chain_region(0);
	struct test_file root = load_file("vectors/pas/keys/other-root.der");
	signfw_findings *findings = new_findings();
	size_t broken;

	(void)state;
	memcpy(region.bytes + region.size, root.data, root.size);
	region.size += root.size;
	struct pas_chain chain = parse(&region, findings);

	assert_int_equal(chain.count, 4);
	assert_int_equal(chain.root_count, 2);
	assert_true(sfw_pas_chain_links(&chain, 0, &broken));
	assert_false(sfw_pas_chain_links(&chain, 1, &broken));
	assert_int_equal(broken, 1);
	assert_int_equal(sfw_pas_chain_roots(&chain).size, chain.ders[2].size + root.size);
	sfw_pas_chain_cleanup(&chain);
	signfw_findings_free(findings);
	free(root.data);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(certificates_are_read_until_the_padding),
		cmocka_unit_test(nothing_is_no_chain),
		cmocka_unit_test(lengths_are_checked),
		cmocka_unit_test(what_is_no_certificate_is_found),
		cmocka_unit_test(padding_is_ff),
		cmocka_unit_test(links_are_by_keys),
		cmocka_unit_test(roots_are_counted_from_the_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
