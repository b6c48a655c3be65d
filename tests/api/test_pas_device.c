/* SPDX-License-Identifier: BSD-2-Clause */
/* Devices with PAS: what their options change, and what is said about it. */
#include <stdlib.h>
#include <string.h>

#include "pas_vectors.h"
#include "signfw/pas_device.h"

struct attempt {
	struct pas_files *files;
	struct signfw_pas_device_options options;
	signfw_pas_boot *boot;
};

static struct attempt prepare(const char *path, const char *device)
{
	struct attempt attempt = {
		.files = pas_files_load(path),
		.options = SIGNFW_PAS_DEVICE_OPTIONS_INIT,
	};

	attempt.options.device = device;
	return attempt;
}

static const struct signfw_pas_outcome *boot(struct attempt *attempt)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	const struct pas_files *files = attempt->files;

	signfw_pas_boot_free(attempt->boot);
	attempt->boot = NULL;
	if (signfw_pas_boot_try(&attempt->boot, &files->input, files->parts, files->part_count, &attempt->options,
				&error) != SIGNFW_OK)
		fail_msg("%s", error.message);
	return signfw_pas_boot_outcome(attempt->boot);
}

static void expect(struct attempt *attempt, const char *rule, uint32_t init, uint32_t auth)
{
	const struct signfw_pas_outcome *outcome = boot(attempt);

	assert_string_equal(outcome->rule, rule);
	assert_int_equal(outcome->init.code, init);
	assert_int_equal(outcome->auth.code, auth);
	assert_int_equal(outcome->accepted, strcmp(rule, "accepted") == 0);
}

static void finish(struct attempt *attempt)
{
	signfw_pas_boot_free(attempt->boot);
	pas_files_free(attempt->files);
}

static void devices_have_names(void **state)
{
	const char *description = NULL;

	(void)state;
	assert_string_equal(signfw_pas_device_name(0, &description), "qcom-pas");
	assert_true(strlen(description) > 10);
	assert_string_equal(signfw_pas_device_name(1, NULL), "qcom-pas-signed");
	assert_string_equal(signfw_pas_device_name(2, NULL), "qcom-pas-unfused");
	assert_null(signfw_pas_device_name(3, &description));
}

static void without_options_a_device_is_as_the_container_asks(void **state)
{
	struct attempt attempt = prepare("signed/own-v6-oem-bound.mbn", "qcom-pas-signed");

	(void)state;
	expect(&attempt, "accepted", 0, 0);
	assert_true(signfw_pas_boot_outcome(attempt.boot)->pas_id_assumed);
	assert_true(signfw_pas_boot_outcome(attempt.boot)->root_assumed);
	assert_int_equal(signfw_pas_boot_outcome(attempt.boot)->pas_id, 18);
	assert_null(signfw_pas_boot_linux_log(attempt.boot, 0));
	assert_null(signfw_pas_boot_tee_log(attempt.boot, 0));
	finish(&attempt);
	attempt = prepare("signed/own-v6-oem-bound.mbn", NULL);
	assert_string_equal(boot(&attempt)->device, "qcom-pas");
	assert_false(signfw_pas_boot_outcome(attempt.boot)->root_assumed);
	finish(&attempt);
}

static void ids_are_compared_with_fuses(void **state)
{
	struct attempt attempt = prepare("signed/own-v6-oem-bound.mbn", "qcom-pas-signed");

	(void)state;
	attempt.options.flags = SIGNFW_PAS_DEVICE_OEM_ID | SIGNFW_PAS_DEVICE_MODEL_ID;
	attempt.options.oem_id = 81;
	attempt.options.model_id = 43981;
	expect(&attempt, "accepted", 0, 0);
	attempt.options.model_id = 1;
	expect(&attempt, "model-id", SIGNFW_TEE_SECURITY, 0);
	assert_string_equal(signfw_pas_boot_tee_log(attempt.boot, 0), "PAS auth: MODEL_ID got 0xabcd want 0x1");
	assert_string_equal(signfw_pas_boot_linux_log(attempt.boot, 0),
			    "error -22 initializing firmware own-v6-oem-bound.mbn");
	attempt.options.oem_id = 0;
	expect(&attempt, "oem-id", SIGNFW_TEE_SECURITY, 0);
	assert_string_equal(signfw_pas_boot_tee_log(attempt.boot, 0), "PAS auth: OEM_ID got 0x51 want 0");
	finish(&attempt);
}

static void jtag_serial_and_soc(void **state)
{
	struct attempt jtag = prepare("signed/own-v6-jtag.mbn", "qcom-pas-signed");
	struct attempt serial = prepare("signed/own-v6-serial.mbn", "qcom-pas-signed");
	struct attempt soc = prepare("signed/own-v6-soc.mbn", "qcom-pas-signed");

	(void)state;
	jtag.options.flags = SIGNFW_PAS_DEVICE_JTAG_ID;
	expect(&jtag, "jtag-id", SIGNFW_TEE_SECURITY, 0);
	serial.options.flags = SIGNFW_PAS_DEVICE_SERIAL;
	expect(&serial, "serial", SIGNFW_TEE_SECURITY, 0);
	assert_string_equal(signfw_pas_boot_tee_log(serial.boot, 0),
			    "PAS auth: serial binding required, no fused serial");
	serial.options.serial = 1;
	expect(&serial, "serial", SIGNFW_TEE_SECURITY, 0);
	assert_string_equal(signfw_pas_boot_tee_log(serial.boot, 0),
			    "PAS auth: serial number 0x1 not in metadata allow-list");
	serial.options.serial = 0x11223344;
	expect(&serial, "accepted", 0, 0);
	soc.options.flags = SIGNFW_PAS_DEVICE_SOC_VERSION;
	soc.options.soc_version = 1;
	expect(&soc, "soc-version", SIGNFW_TEE_SECURITY, 0);
	finish(&jtag);
	finish(&serial);
	finish(&soc);
}

static void the_peripheral_has_to_run_the_software(void **state)
{
	struct attempt attempt = prepare("signed/own-v6-ecdsa.mbn", "qcom-pas-signed");

	(void)state;
	attempt.options.flags = SIGNFW_PAS_DEVICE_PAS_ID;
	attempt.options.pas_id = 1;
	expect(&attempt, "sw-id", SIGNFW_TEE_SECURITY, 0);
	assert_string_equal(signfw_pas_boot_outcome(attempt.boot)->reason,
			    "the image is software 0x17, PAS id 1 (adsp) runs 0x4");
	attempt.options.pas_id = 4;
	expect(&attempt, "pas-id", SIGNFW_TEE_NOT_SUPPORTED, 0);
	attempt.options.device = "qcom-pas";
	expect(&attempt, "pas-id", SIGNFW_TEE_NOT_SUPPORTED, 0);
	attempt.options.pas_id = 1;
	expect(&attempt, "accepted", 0, 0);
	finish(&attempt);
}

static void a_container_says_which_peripheral(void **state)
{
	struct pas_files *files = pas_files_load("signed/own-v6-ecdsa.mbn");
	signfw_pas *pas = pas_inspect(files);
	uint32_t pas_id = 0;

	(void)state;
	assert_string_equal(signfw_pas_peripheral(pas, &pas_id), "cdsp");
	assert_int_equal(pas_id, 18);
	assert_null(signfw_pas_peripheral(NULL, &pas_id));
	signfw_pas_free(pas);
	pas_files_free(files);
	files = pas_files_load("signed/own-v6-unsigned.mbn");
	pas = pas_inspect(files);
	assert_null(signfw_pas_peripheral(pas, &pas_id));
	signfw_pas_free(pas);
	pas_files_free(files);
}

static void a_fuse_can_want_code_signing(void **state)
{
	struct attempt without = prepare("signed/own-v6-ecdsa.mbn", "qcom-pas-signed");
	struct attempt with = prepare("signed/own-v6-eku.mbn", "qcom-pas-signed");

	(void)state;
	without.options.flags = SIGNFW_PAS_DEVICE_ENFORCE_EKU;
	expect(&without, "certificate-usage", SIGNFW_TEE_SECURITY, 0);
	assert_string_equal(signfw_pas_boot_tee_log(without.boot, 0), "PAS auth: leaf cert has no EKU extension");
	with.options.flags = SIGNFW_PAS_DEVICE_ENFORCE_EKU;
	expect(&with, "accepted", 0, 0);
	finish(&without);
	finish(&with);
}

static void the_root_has_to_be_the_fused_one(void **state)
{
	static const uint8_t other[SIGNFW_SHA384_SIZE] = {1};
	struct attempt attempt = prepare("signed/own-v6-ecdsa.mbn", "qcom-pas-signed");

	(void)state;
	attempt.options.root_hash = other;
	expect(&attempt, "root", SIGNFW_TEE_SECURITY, 0);
	assert_false(signfw_pas_boot_outcome(attempt.boot)->root_assumed);
	attempt.options.device = "qcom-pas-unfused";
	expect(&attempt, "accepted", 0, 0);
	finish(&attempt);
}

static void memory_is_where_linux_has_it(void **state)
{
	struct attempt fixed = prepare("signed/own-v6-fixed.mbn", "qcom-pas");
	struct attempt moved = prepare("signed/own-v6-ecdsa.mbn", "qcom-pas");

	(void)state;
	expect(&fixed, "no-mem-setup", 0, SIGNFW_TEE_BAD_STATE);
	assert_false(signfw_pas_boot_outcome(fixed.boot)->mem_setup.made);
	fixed.options.carveout_address = 0x10000000;
	fixed.options.carveout_size = 0x100000;
	expect(&fixed, "linux-memory", 0, 0);
	assert_int_equal(signfw_pas_boot_outcome(fixed.boot)->linux_errno, -22);
	assert_string_equal(signfw_pas_boot_linux_log(fixed.boot, 0), "segment outside memory range");
	moved.options.carveout_address = 0x10000000;
	moved.options.carveout_size = 0x4000;
	expect(&moved, "accepted", 0, 0);
	moved.options.carveout_size = 0x3fff;
	expect(&moved, "linux-memory", 0, 0);
	assert_false(signfw_pas_boot_outcome(moved.boot)->auth.made);
	finish(&fixed);
	finish(&moved);
}

static void silence_is_said_to_be_one(void **state)
{
	struct attempt attempt = prepare("signed/own-v6-sha256-table.mbn", "qcom-pas");

	(void)state;
	expect(&attempt, "digest-count", 0, SIGNFW_TEE_SECURITY);
	assert_string_equal(signfw_pas_boot_outcome(attempt.boot)->reason,
			    "there isn't one SHA-384 for each program header; OP-TEE logs nothing about it");
	assert_null(signfw_pas_boot_tee_log(attempt.boot, 0));
	finish(&attempt);
}

static void a_crash_is_one_of_linux(void **state)
{
	struct attempt attempt = prepare("malformed/phdr0-big.mbn", "qcom-pas");
	const struct signfw_pas_outcome *outcome = boot(&attempt);

	(void)state;
	assert_true(outcome->crashed && !outcome->accepted);
	assert_string_equal(outcome->rule, "linux-crash");
	expect_only(signfw_pas_boot_findings(attempt.boot), "device-crash", SIGNFW_WARNING, SIGNFW_NO_OFFSET);
	finish(&attempt);
}

static void names_are_what_linux_asks_for(void **state)
{
	struct attempt attempt = prepare("malformed/split-missing/fw.mdt", "qcom-pas");

	(void)state;
	attempt.files->input.name = "/lib/firmware/qcom/cdsp.mdt";
	expect(&attempt, "linux-part-missing", 0, 0);
	assert_string_equal(signfw_pas_boot_linux_log(attempt.boot, 0), "error -2 loading cdsp.b03");
	attempt.files->input.name = "mdt";
	expect(&attempt, "linux-name", 0, 0);
	attempt.files->input.name = NULL;
	expect(&attempt, "linux-part-missing", 0, 0);
	finish(&attempt);
}

static void wrong_arguments_are_refused(void **state)
{
	struct attempt attempt = prepare("signed/own-v6-ecdsa.mbn", "optee");
	const struct signfw_input *input = &attempt.files->input;
	const struct signfw_input no_data = {NULL, 1, NULL};
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_pas_boot *out = NULL;

	(void)state;
	assert_int_equal(signfw_pas_boot_try(&out, input, NULL, 0, &attempt.options, &error), SIGNFW_E_ARGUMENT);
	assert_string_equal(error.message, "there is no device \"optee\" with PAS");
	attempt.options.device = NULL;
	attempt.options.oem_id = UINT64_C(0x100000000);
	assert_int_equal(signfw_pas_boot_try(&out, input, NULL, 0, &attempt.options, &error), SIGNFW_E_ARGUMENT);
	attempt.options.oem_id = 0;
	attempt.options.carveout_address = UINT64_MAX;
	attempt.options.carveout_size = 1;
	assert_int_equal(signfw_pas_boot_try(&out, input, NULL, 0, &attempt.options, &error), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_pas_boot_try(NULL, input, NULL, 0, NULL, &error), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_pas_boot_try(&out, NULL, NULL, 0, NULL, &error), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_pas_boot_try(&out, &no_data, NULL, 0, NULL, &error), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_pas_boot_try(&out, input, NULL, 1, NULL, &error), SIGNFW_E_ARGUMENT);
	assert_null(out);
	assert_null(signfw_pas_boot_outcome(NULL));
	assert_null(signfw_pas_boot_linux_log(NULL, 0));
	assert_null(signfw_pas_boot_tee_log(NULL, 0));
	assert_null(signfw_pas_boot_findings(NULL));
	signfw_pas_boot_free(NULL);
	finish(&attempt);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(devices_have_names),
		cmocka_unit_test(without_options_a_device_is_as_the_container_asks),
		cmocka_unit_test(ids_are_compared_with_fuses),
		cmocka_unit_test(jtag_serial_and_soc),
		cmocka_unit_test(the_peripheral_has_to_run_the_software),
		cmocka_unit_test(a_container_says_which_peripheral),
		cmocka_unit_test(a_fuse_can_want_code_signing),
		cmocka_unit_test(the_root_has_to_be_the_fused_one),
		cmocka_unit_test(memory_is_where_linux_has_it),
		cmocka_unit_test(silence_is_said_to_be_one),
		cmocka_unit_test(a_crash_is_one_of_linux),
		cmocka_unit_test(names_are_what_linux_asks_for),
		cmocka_unit_test(wrong_arguments_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
