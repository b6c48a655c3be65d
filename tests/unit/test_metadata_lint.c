/* SPDX-License-Identifier: BSD-2-Clause */
#include "verbs/metadata_lint.h"

#include "container/layout_optee.h"
#include "container/layouts.h"
#include "key/signing_key.h"
#include "support.h"

static void metadata_that_devices_may_refuse(void **state)
{
	static const struct {
		const char *layout;
		enum key_kind kind;
		unsigned bits;
		size_t head_size, table_size;
		const char *ids, *message;
	} rows[] = {
		{"optee", KEY_RSA, 2048, 600, 192, "", NULL},
		{"optee", KEY_RSA, 2047, 600, 192, "rsa-short", "an RSA key of 2047 bits, expected 2048 or more"},
		{"optee", KEY_EC_P256, 256, 600, 192, "signature-ecdsa",
		 "an ECDSA signature; upstream OP-TEE accepts RSA only"},
		{"optee", KEY_RSA, 2048, 4000, 1920, "ta-heap",
		 "4000 bytes of metadata (30 program headers) don't fit into the default heap of OP-TEE's loader; "
		 "raise "
		 "CFG_REMOTEPROC_TA_HEAP_SIZE or drop program headers"},
		{"st-4.0", KEY_EC_P256, 256, 600, 192, "signature-ecdsa",
		 "an ECDSA signature; only devices that trust a key by its fused hash accept it, and they take the key "
		 "from PKEYINFO"},
		{"st-3.16", KEY_EC_P256, 256, 600, 192, "signature-ecdsa",
		 "an ECDSA signature; ST's OP-TEE 3.16 accepts RSA only"},
		{"st-3.16", KEY_RSA, 2048, 4000, 1920, "", NULL},
	};

	static const uint8_t point[SIGNFW_EC_POINT_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const signfw_key key = {
			.key = {.kind = rows[i].kind, .bits = rows[i].bits, .public_key.parts.point = point}};
		const struct container container = {.layout = sfw_layout_by_name(rows[i].layout),
						    .images_offset = rows[i].head_size,
						    .table = {.bytes = {NULL, rows[i].table_size},
							      .count = rows[i].table_size / SIGNFW_HASH_ENTRY_SIZE}};
		signfw_findings *findings = new_findings();

		sfw_findings_judge_signing(findings, false);
		sfw_lint_metadata(&container, &key, findings);
		expect_ids(findings, rows[i].ids);
		if (rows[i].message != NULL)
			assert_string_equal(
				expect_only(findings, rows[i].ids, SIGNFW_WARNING, SIGNFW_NO_OFFSET).message,
				rows[i].message);
		signfw_findings_free(findings);
	}
}

/* A warning, an error for who asks for it, and only worth mentioning when it is too late. */
static void a_published_key_protects_nothing(void **state)
{
	static const char message[] =
		"the key is a development key of sign-rproc-fw (keys/dev-rsa2048.pem), a published key: "
		"what it signs isn't protected";
	signfw_key *key = load_key("../keys/dev-rsa2048.pub.pem");
	signfw_findings *findings = new_findings();

	(void)state;
	sfw_lint_metadata(&(struct container){.layout = &sfw_layout_optee}, key, findings);
	assert_string_equal(expect_only(findings, "known-key", SIGNFW_INFO, SIGNFW_NO_OFFSET).message, message);
	sfw_findings_truncate(findings, 0);
	sfw_findings_judge_signing(findings, true);
	sfw_lint_metadata(&(struct container){.layout = &sfw_layout_optee}, key, findings);
	assert_string_equal(expect_only(findings, "known-key", SIGNFW_WARNING, SIGNFW_NO_OFFSET).message, message);
	sfw_findings_truncate(findings, 0);
	sfw_findings_refuse_published_keys(findings);
	sfw_lint_metadata(&(struct container){.layout = &sfw_layout_optee}, key, findings);
	assert_string_equal(expect_only(findings, "known-key", SIGNFW_ERROR, SIGNFW_NO_OFFSET).message, message);
	assert_int_equal(sfw_findings_verdict(findings, NULL), SIGNFW_E_SIGNATURE);
	/* a list may be used again */
	sfw_findings_truncate(findings, 0);
	sfw_findings_judge_signing(findings, false);
	sfw_lint_metadata(&(struct container){.layout = &sfw_layout_optee}, key, findings);
	expect_only(findings, "known-key", SIGNFW_WARNING, SIGNFW_NO_OFFSET);
	signfw_findings_free(findings);
	signfw_key_free(key);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(metadata_that_devices_may_refuse),
		cmocka_unit_test(a_published_key_protects_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
