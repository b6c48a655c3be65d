/* SPDX-License-Identifier: BSD-2-Clause */
/* Known answers of tests/vectors/pas/oracle.json: what the code of a device said to every container. */
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pas_vectors.h"
#include "signfw/pas_device.h"

static json_object *load(const char *name)
{
	char path[512];

	snprintf(path, sizeof(path), "%s/vectors/pas/%s", TEST_DATA, name);
	json_object *json = json_object_from_file(path);

	if (json == NULL)
		fail_msg("cannot read %s", path);
	return json;
}

static json_object *member(json_object *object, const char *name)
{
	json_object *value = NULL;

	return json_object_object_get_ex(object, name, &value) ? value : NULL;
}

/* ---- the device that was asked ------------------------------------------------------ */

struct device {
	struct signfw_pas_device_options options;
	uint8_t root_hash[SIGNFW_SHA384_SIZE];
};

static void read_device(struct device *device, json_object *json)
{
	const char *digits = json_object_get_string(member(json, "root_sha384"));

	device->options = (struct signfw_pas_device_options)SIGNFW_PAS_DEVICE_OPTIONS_INIT;
	device->options.flags = SIGNFW_PAS_DEVICE_PAS_ID | SIGNFW_PAS_DEVICE_OEM_ID | SIGNFW_PAS_DEVICE_MODEL_ID |
				SIGNFW_PAS_DEVICE_JTAG_ID | SIGNFW_PAS_DEVICE_SERIAL | SIGNFW_PAS_DEVICE_SOC_VERSION;
	device->options.pas_id = (uint64_t)json_object_get_int64(member(json, "pas_id"));
	device->options.oem_id = (uint64_t)json_object_get_int64(member(json, "oem_id"));
	device->options.model_id = (uint64_t)json_object_get_int64(member(json, "model_id"));
	device->options.jtag_id = (uint64_t)json_object_get_int64(member(json, "jtag_id"));
	device->options.serial = (uint64_t)json_object_get_int64(member(json, "serial"));
	device->options.soc_version = (uint64_t)json_object_get_int64(member(json, "soc_version"));
	device->options.carveout_address = 0x86700000;
	device->options.carveout_size = 8388608;
	for (size_t i = 0; i < sizeof(device->root_hash); i++) {
		unsigned byte = 0;

		assert_int_equal(sscanf(digits + 2 * i, "%2x", &byte), 1);
		device->root_hash[i] = (uint8_t)byte;
	}
	device->options.root_hash = device->root_hash;
}

/* ---- answers -------------------------------------------------------------------------- */

static void expect_call(const char *name, const char *mode, const char *command, const struct signfw_pas_call *call,
			json_object *expected)
{
	const char *text = expected == NULL ? NULL : json_object_get_string(expected);

	if (call->made != (text != NULL) || (text != NULL && call->code != strtoul(text, NULL, 0)))
		fail_msg("%s, %s: %s answers 0x%08x (%s), expected %s", name, mode, command, call->code,
			 call->made ? "given" : "not given", text == NULL ? "nothing" : text);
}

/* Lines, each ended by '|'. */
static void expect_log(const char *name, const char *mode, const signfw_pas_boot *boot,
		       const char *(*line)(const signfw_pas_boot *, size_t), json_object *expected)
{
	char lines[1024] = "";
	const char *text = expected == NULL ? "" : json_object_get_string(expected);

	for (size_t i = 0; line(boot, i) != NULL; i++)
		snprintf(lines + strlen(lines), sizeof(lines) - strlen(lines), "%s|", line(boot, i));
	if (strcmp(lines, text) != 0)
		fail_msg("%s, %s: logs \"%s\", expected \"%s\"", name, mode, lines, text);
}

static void expect_answer(const char *name, const char *mode, const struct pas_files *files,
			  const struct signfw_pas_device_options *options, json_object *expected)
{
	struct signfw_error error = SIGNFW_ERROR_INIT;
	signfw_pas_boot *boot = NULL;

	if (signfw_pas_boot_try(&boot, &files->input, files->parts, files->part_count, options, &error) != SIGNFW_OK)
		fail_msg("%s, %s: %s", name, mode, error.message);
	const struct signfw_pas_outcome *outcome = signfw_pas_boot_outcome(boot);

	assert_string_equal(outcome->device, options->device);
	assert_int_equal(outcome->crashed, member(expected, "crash") != NULL);
	if (outcome->rule == NULL || strlen(outcome->reason) < 10)
		fail_msg("%s, %s: no reason", name, mode);
	if (outcome->crashed) {
		expect_finding(signfw_pas_boot_findings(boot), "device-crash");
	} else {
		if (outcome->linux_errno != json_object_get_int(member(expected, "linux")))
			fail_msg("%s, %s: errno %d", name, mode, outcome->linux_errno);
		expect_call(name, mode, "INIT_IMAGE", &outcome->init, member(expected, "init"));
		expect_call(name, mode, "MEM_SETUP", &outcome->mem_setup, member(expected, "mem_setup"));
		expect_call(name, mode, "AUTH_AND_RESET", &outcome->auth, member(expected, "auth"));
		expect_log(name, mode, boot, signfw_pas_boot_linux_log, member(expected, "linux_log"));
		expect_log(name, mode, boot, signfw_pas_boot_tee_log, member(expected, "tee_log"));
	}
	signfw_pas_boot_free(boot);
}

/* The files of a case, by its name. */
static const char *path_of(json_object *lists[3], const char *name)
{
	for (size_t i = 0; i < 3; i++) {
		for (size_t j = 0; j < json_object_array_length(lists[i]); j++) {
			json_object *one = json_object_array_get_idx(lists[i], j);
			json_object *path = member(one, "mdt") == NULL ? member(one, "file") : member(one, "mdt");

			if (strcmp(json_object_get_string(member(one, "name")), name) == 0)
				return json_object_get_string(path);
		}
	}
	fail_msg("there is no case %s", name);
	return NULL;
}

static void every_device_answers_as_its_code_did(void **state)
{
	static const char *const modes[][2] = {
		{"hash_only", "qcom-pas"}, {"secure_boot", "qcom-pas-signed"}, {"not_fused", "qcom-pas-unfused"}};
	json_object *oracle = load("oracle.json"), *good = load("cases.json"), *bad = load("malformed.json");
	json_object *lists[3] = {member(good, "cases"), member(good, "split"), member(bad, "cases")};
	json_object *results = member(oracle, "results");
	struct device device;

	(void)state;
	read_device(&device, member(oracle, "device"));
	assert_int_equal(json_object_array_length(results), 175);
	for (size_t i = 0; i < json_object_array_length(results); i++) {
		json_object *one = json_object_array_get_idx(results, i);
		const char *name = json_object_get_string(member(one, "name"));
		struct pas_files *files = pas_files_load(path_of(lists, name));

		for (size_t j = 0; j < 3; j++) {
			device.options.device = modes[j][1];
			expect_answer(name, modes[j][0], files, &device.options, member(one, modes[j][0]));
		}
		pas_files_free(files);
	}
	json_object_put(oracle);
	json_object_put(good);
	json_object_put(bad);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_device_answers_as_its_code_did),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
