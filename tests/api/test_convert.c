/* SPDX-License-Identifier: BSD-2-Clause */
/* A container in another layout; its bytes are compared in tests/cli/convert. */
#include <stdlib.h>
#include <string.h>

#include "signfw/container.h"
#include "support.h"

static signfw_container *inspect(const char *path, struct test_file *file)
{
	signfw_container *container = NULL;

	*file = load_file(path);
	assert_int_equal(signfw_container_inspect(&container, file->data, file->size, NULL), SIGNFW_OK);
	return container;
}

static void a_container_gets_another_layout(void **state)
{
	struct signfw_sign_options options = SIGNFW_SIGN_OPTIONS_INIT;
	struct test_file file;
	signfw_container *old = inspect("vectors/sign-st/st40_bootaddr.sign", &file), *new = NULL;
	signfw_key *key = load_key("vectors/keys/ec256.pem");
	struct signfw_tlv tlv;

	(void)state;
	options.layout = "st-3.19";
	assert_int_equal(signfw_convert(&new, old, key, &options, NULL), SIGNFW_OK);
	assert_string_equal(signfw_container_layout(new), "st-3.19");
	assert_int_equal(signfw_container_image_count(new), 2);
	assert_int_equal(signfw_container_tlv(new, 6, &tlv), SIGNFW_OK);
	assert_string_equal(tlv.name, "NSBOOTADDR");
	assert_int_equal(signfw_container_verify(new, key, NULL, NULL), SIGNFW_OK);
	signfw_container_free(new);
	signfw_key_free(key);
	signfw_container_free(old);
	free(file.data);
}

/* st-3.16 has no platform TLVs; that those of a container are left out is said if it has some. */
static void platform_tlvs_are_left_out(const char *path, const char *ids)
{
	struct signfw_sign_options options = SIGNFW_SIGN_OPTIONS_INIT;
	struct test_file file;
	signfw_container *old = inspect(path, &file), *new = NULL;
	signfw_key *key = load_key("vectors/keys/rsa2048.pem");

	options.layout = "st-3.16";
	options.findings = new_findings();
	assert_int_equal(signfw_convert(&new, old, key, &options, NULL), SIGNFW_OK);
	expect_ids(options.findings, ids);
	signfw_findings_free(options.findings);
	signfw_container_free(new);
	signfw_key_free(key);
	signfw_container_free(old);
	free(file.data);
}

static void platform_tlvs_are_left_out_only_where_there_are_some(void **state)
{
	(void)state;
	platform_tlvs_are_left_out("vectors/sign/plain.sign", "");
	platform_tlvs_are_left_out("vectors/sign-st/st40_bootsec_string.sign", "platform-dropped");
}

static void expect_failure(const char *path, const struct signfw_sign_options *options, enum signfw_status status,
			   const char *message)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	struct test_file file;
	signfw_container *old = inspect(path, &file), *new = NULL;
	signfw_key *key = load_key("vectors/keys/rsa2048.pem");

	assert_int_equal(signfw_convert(&new, old, key, options, &error), status);
	assert_string_equal(error.message, message);
	assert_null(new);
	signfw_key_free(key);
	signfw_container_free(old);
	free(file.data);
}

static void what_the_other_layout_cannot_express_is_refused(void **state)
{
	struct signfw_sign_options options = SIGNFW_SIGN_OPTIONS_INIT;
	signfw_container *new = NULL;

	(void)state;
	options.layout = "st-3.16";
	expect_failure("vectors/sign/two_images.sign", &options, SIGNFW_E_CONTAINER,
		       "2 images, but layout st-3.16 has room for 1");
	expect_failure("vectors/sign-st/st40_enc256.sign", &options, SIGNFW_E_CONTAINER,
		       "the images are encrypted, which is bound to layout st-4.0; extract and sign them instead");
	options.layout = "st-4.0";
	expect_failure("vectors/sign-st/st319_plat.sign", &options, SIGNFW_E_CONTAINER,
		       "it isn't clear what the platform TLVs of layout st-3.19 are in layout st-4.0: they have to be "
		       "given");
	options.layout = "st-4.1";
	expect_failure("vectors/sign/plain.sign", &options, SIGNFW_E_ARGUMENT,
		       "layout \"st-4.1\" isn't known, expected optee, st-4.0, st-3.19 or st-3.16");
	options.layout = NULL;
	options.flags |= SIGNFW_SIGN_STRIP;
	expect_failure("vectors/sign/plain.sign", &options, SIGNFW_E_ARGUMENT,
		       "images that are converted can't be stripped");
	options.flags = SIGNFW_SIGN_PLAN;
	expect_failure("vectors/sign/plain.sign", &options, SIGNFW_E_ARGUMENT,
		       "a container that is there already can't be planned, only a new one");
	expect_failure("vectors/malformed/version_zero.sign", NULL, SIGNFW_E_CONTAINER, "version 0, expected 1");
	expect_failure("vectors/malformed/hashtable_reordered.sign", NULL, SIGNFW_E_HASH,
		       "the images don't lead to the hash table that was signed: they were changed, or it was made by "
		       "another tool");
	assert_int_equal(signfw_convert(&new, NULL, NULL, NULL, NULL), SIGNFW_E_ARGUMENT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_container_gets_another_layout),
		cmocka_unit_test(platform_tlvs_are_left_out_only_where_there_are_some),
		cmocka_unit_test(what_the_other_layout_cannot_express_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
