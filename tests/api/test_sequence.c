/* SPDX-License-Identifier: BSD-2-Clause */
/* Hosts on top of devices: what whole boots lead to, and what is found then. */
#include <signfw/elf.h>
#include <signfw/sequence.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

/* Firmware by the letter that a script has for it: good, other, broken, and one that Linux refuses. */
static struct test_file good, other, broken, refused;

static const struct {
	char letter;
	const char *name;
	const struct test_file *file;
} firmwares[] = {{'g', "good", &good}, {'o', "other", &other}, {'b', "broken", &broken}, {'r', "refused", &refused}};

static const struct {
	char letter;
	enum signfw_action action;
} actions[] = {
	{'S', SIGNFW_ACTION_START},      {'P', SIGNFW_ACTION_STOP},        {'C', SIGNFW_ACTION_CRASH},
	{'L', SIGNFW_ACTION_UBOOT_LOAD}, {'R', SIGNFW_ACTION_UBOOT_START}, {'T', SIGNFW_ACTION_UBOOT_STOP},
};

struct host {
	signfw_device *device;
	signfw_sequence *sequence;
};

static struct host new_host(const char *version, const char *binding)
{
	struct signfw_device_options device = SIGNFW_DEVICE_OPTIONS_INIT;
	struct signfw_sequence_options options = SIGNFW_SEQUENCE_OPTIONS_INIT;
	struct host host = {NULL, NULL};

	device.version = version;
	device.flags = SIGNFW_DEVICE_KEEP_MEMORY;
	assert_int_equal(signfw_device_new(&host.device, &device, NULL), SIGNFW_OK);
	options.device = host.device;
	options.binding = binding;
	assert_int_equal(signfw_sequence_new(&host.sequence, &options, NULL), SIGNFW_OK);
	return host;
}

static void free_host(struct host *host)
{
	signfw_sequence_free(host->sequence);
	signfw_device_free(host->device);
}

static void put_in_place(const struct host *host, char letter)
{
	for (size_t i = 0; i < 4; i++)
		if (firmwares[i].letter == letter)
			assert_int_equal(signfw_sequence_install(host->sequence, firmwares[i].name,
								 firmwares[i].file->data, firmwares[i].file->size,
								 NULL),
					 SIGNFW_OK);
}

/* "0:running:STARTED:good" */
static void act(const struct host *host, char letter, char *out, size_t size)
{
	struct signfw_step step;

	for (size_t i = 0; i < sizeof(actions) / sizeof(actions[0]); i++)
		if (actions[i].letter == letter)
			assert_int_equal(signfw_sequence_act(host->sequence, actions[i].action, &step, NULL),
					 SIGNFW_OK);
	snprintf(out, size, "%d:%s:%s:%s", step.error, step.state, step.tee_state,
		 step.firmware == NULL ? "-" : step.firmware);
}

static const struct {
	const char *device, *bindings, *script, *outcome, *findings;
} cases[] = {
	{"optee-4.1", "v22 v20", "gSPSCP",
	 "-5:offline:LOADED:good -22:offline:LOADED:good -5:offline:LOADED:good 0:offline:LOADED:good -22:offline:LOADED:good",
	 "linux-tee-pair boot-stuck"},
	{"optee-4.1", "v22 v20", "rSgS", "-22:offline:LOADED:refused -5:offline:LOADED:refused",
	 "linux-tee-pair boot-stuck"},
	{"optee-4.1", "std", "gSPSCP",
	 "0:running:STARTED:good 0:offline:OFF:good 0:running:STARTED:good 0:running:STARTED:good 0:offline:OFF:good",
	 ""},
	{"optee-4.1", "std", "rSgS", "-22:offline:LOADED:refused -5:offline:LOADED:refused", "boot-stuck"},
	{"optee-4.2", "v22 v20", "gSPSCP",
	 "0:running:STARTED:good 0:offline:OFF:good 0:running:STARTED:good 0:running:STARTED:good 0:offline:OFF:good",
	 "linux-tee-pair"},
	{"optee-4.2", "v22 v20", "rSgS", "-22:offline:LOADED:refused -22:offline:LOADED:refused",
	 "linux-tee-pair boot-stale-firmware"},
	{"optee-4.2", "std", "gSPSCP",
	 "0:running:STARTED:good 0:offline:OFF:good 0:running:STARTED:good 0:running:STARTED:good 0:offline:OFF:good",
	 ""},
	{"optee-4.2", "std", "rSgS", "-22:offline:LOADED:refused -22:offline:LOADED:refused", "boot-stale-firmware"},
	{"optee-4.4", "v22 v20", "gSPSCP",
	 "0:running:STARTED:good 0:offline:OFF:- 0:running:STARTED:good 0:running:STARTED:good 0:offline:OFF:-", ""},
	{"optee-4.4", "v22 v20", "rSgS", "-22:offline:OFF:- 0:running:STARTED:good", ""},
	{"optee-4.4", "std", "gSPSCP",
	 "0:running:STARTED:good 0:offline:OFF:good 0:running:STARTED:good 0:running:STARTED:good 0:offline:OFF:good",
	 ""},
	{"optee-4.4", "std", "rSgS", "-22:offline:LOADED:refused -22:offline:LOADED:refused", "boot-stale-firmware"},
	{"optee-4.10", "v22 v20", "gSPSCP",
	 "0:running:STARTED:good 0:offline:OFF:- 0:running:STARTED:good 0:running:STARTED:good 0:offline:OFF:-", ""},
	{"optee-4.10", "v22 v20", "rSgS", "-22:offline:OFF:- 0:running:STARTED:good", ""},
	{"optee-4.10", "v22 v20", "bSgS", "-5:offline:OFF:- 0:running:STARTED:good", ""},
	{"optee-4.10", "v22 v20", "gSbCgS", "0:running:STARTED:good -5:offline:OFF:- 0:offline:OFF:-",
	 "boot-start-ignored"},
	{"optee-4.10", "v22 v20 std", "gSoC", "0:running:STARTED:good 0:running:STARTED:other", "boot-table-mixed"},
	{"optee-4.10", "v22", "gSPoS", "0:running:STARTED:good 0:offline:OFF:- 0:running:STARTED:other", ""},
	{"optee-4.10", "v22 v20", "gLRS", "0:offline:LOADED:good 0:offline:STARTED:good -22:offline:STARTED:good", ""},
	{"optee-4.10", "v22 v20 std", "gLRTLR",
	 "0:offline:LOADED:good 0:offline:STARTED:good 0:offline:OFF:good 0:offline:LOADED:good 0:offline:STARTED:good",
	 ""},
	{"optee-4.10", "v20", "gSPoS", "0:running:STARTED:good 0:offline:OFF:- -12:offline:OFF:-", ""},
	{"optee-4.10", "std", "gSPSCP",
	 "0:running:STARTED:good 0:offline:OFF:good 0:running:STARTED:good 0:running:STARTED:good 0:offline:OFF:good",
	 ""},
	{"optee-4.10", "std", "rSgS", "-22:offline:LOADED:refused -22:offline:LOADED:refused", "boot-stale-firmware"},
	{"optee-4.10", "std", "bSgS", "-5:offline:OFF:broken (partly) 0:running:STARTED:good", "device-partly-loaded"},
	{"optee-4.10", "std", "gSbCgS",
	 "0:running:STARTED:good -5:offline:OFF:broken (partly) 0:offline:OFF:broken (partly)",
	 "device-partly-loaded boot-start-ignored"},
	{"optee-4.10", "std", "gSPoS", "0:running:STARTED:good 0:offline:OFF:good 0:running:STARTED:other", ""},
	{"optee-4.10", "std", "gLRS", "0:offline:LOADED:good 0:offline:STARTED:good 0:attached:STARTED:good", ""},
	{"st-4.0", "v22 v20", "gSPSCP",
	 "-5:offline:LOADED:good -22:offline:LOADED:good -5:offline:LOADED:good 0:offline:LOADED:good -22:offline:LOADED:good",
	 "device-start-fails linux-tee-pair boot-stuck"},
	{"st-4.0", "v22 v20", "rSgS", "-22:offline:LOADED:refused -5:offline:LOADED:refused",
	 "device-start-fails linux-tee-pair boot-stuck"},
	{"st-4.0", "std", "gSPSCP",
	 "0:running:STARTED:good 0:offline:OFF:- 0:running:STARTED:good 0:running:STARTED:good 0:offline:OFF:-",
	 "device-start-fails device-start-fails device-start-fails"},
	{"st-4.0", "std", "rSgS", "-22:offline:LOADED:refused -5:offline:LOADED:refused",
	 "device-start-fails boot-stuck"},
};

/* Does what a script says; *outcome has a word for each action. */
static void play(const struct host *host, const char *script, char *outcome, size_t size)
{
	outcome[0] = '\0';
	for (; *script != '\0'; script++) {
		const size_t length = strlen(outcome);

		if (*script >= 'a') {
			put_in_place(host, *script);
			continue;
		}
		snprintf(outcome + length, size - length, length == 0 ? "" : " ");
		act(host, *script, outcome + strlen(outcome), size - strlen(outcome));
	}
}

/* Plays a script with one of the bindings that it is for. */
static void play_case(size_t index, const char *binding)
{
	struct host host = new_host(cases[index].device, binding);
	char outcome[512];

	play(&host, cases[index].script, outcome, sizeof(outcome));
	if (strcmp(outcome, cases[index].outcome) != 0)
		fail_msg("%s %s %s: %s", cases[index].device, binding, cases[index].script, outcome);
	expect_ids(signfw_sequence_findings(host.sequence), cases[index].findings);
	free_host(&host);
}

static void test_scripts(void **state)
{
	static const char *const bindings[] = {"v20", "v22", "std"};
	size_t played = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		for (size_t j = 0; j < 3; j++)
			if (strstr(cases[i].bindings, bindings[j]) != NULL) {
				play_case(i, bindings[j]);
				played++;
			}
	assert_int_equal(played, 48);
}

/* The table is where the firmware has it; memory holds its segments, and zeros when it was given up. */
static void test_table_and_memory(void **state)
{
	struct host host = new_host("optee-4.10", "v22");
	struct signfw_memory_change change;
	struct signfw_memory_extent extent;
	struct signfw_call call;
	struct signfw_step step;
	uint8_t magic[4];

	(void)state;
	put_in_place(&host, 'g');
	assert_int_equal(signfw_sequence_act(host.sequence, SIGNFW_ACTION_START, &step, NULL), SIGNFW_OK);
	assert_int_equal(step.call_count, 5);
	assert_int_equal(signfw_sequence_call(host.sequence, 1, &call), SIGNFW_OK);
	assert_int_equal(call.command, SIGNFW_COMMAND_GET_RSC_TABLE);
	assert_int_equal(call.table_address, 0x10020000);
	assert_int_equal(call.table_size, 88);
	assert_string_equal(call.tee_state, "LOADED");
	assert_int_equal(signfw_sequence_change(host.sequence, 1, &change), SIGNFW_OK);
	assert_int_equal(change.physical_address, 0x10020000);
	assert_int_equal(change.size, 0x80);
	assert_int_equal(change.call, 0);
	assert_false(change.zero);
	assert_int_equal(signfw_sequence_change(host.sequence, 2, &change), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_sequence_call(host.sequence, 5, &call), SIGNFW_E_ARGUMENT);
	assert_true(signfw_device_memory_read(host.device, 0x10020000, magic, sizeof(magic)));
	assert_memory_equal(magic, "\1\0\0\0", 4);
	assert_false(signfw_device_memory_read(host.device, 0x1001fffe, magic, sizeof(magic)));
	assert_int_equal(signfw_device_memory_extent(host.device, 1, &extent), SIGNFW_OK);
	assert_int_equal(extent.physical_address, 0x10020000);
	assert_true(extent.known);
	assert_non_null(extent.data);
	assert_int_equal(signfw_device_memory_extent(host.device, 2, &extent), SIGNFW_E_ARGUMENT);

	assert_int_equal(signfw_sequence_act(host.sequence, SIGNFW_ACTION_STOP, &step, NULL), SIGNFW_OK);
	assert_int_equal(signfw_device_memory_extent(host.device, 1, &extent), SIGNFW_OK);
	assert_null(extent.data);
	assert_int_equal(signfw_sequence_change(host.sequence, 0, &change), SIGNFW_OK);
	assert_true(change.zero);
	assert_int_equal(change.call, 1);
	free_host(&host);
}

/* A device that keeps nothing has no memory, and Linux finds no table. */
static void test_without_memory(void **state)
{
	struct signfw_device_options options = SIGNFW_DEVICE_OPTIONS_INIT;
	struct signfw_sequence_options sequence = SIGNFW_SEQUENCE_OPTIONS_INIT;
	struct host host;
	struct signfw_step step;

	(void)state;
	assert_int_equal(signfw_device_new(&host.device, &options, NULL), SIGNFW_OK);
	sequence.device = host.device;
	assert_int_equal(signfw_sequence_new(&host.sequence, &sequence, NULL), SIGNFW_OK);
	put_in_place(&host, 'g');
	assert_int_equal(signfw_sequence_act(host.sequence, SIGNFW_ACTION_START, &step, NULL), SIGNFW_OK);
	expect_only(signfw_sequence_findings(host.sequence), "boot-table-unknown", SIGNFW_INFO, SIGNFW_NO_OFFSET);
	free_host(&host);
}

static void test_commands_and_sessions(void **state)
{
	struct host host = new_host("optee-4.10", NULL);
	struct signfw_step step;

	(void)state;
	put_in_place(&host, 'g');
	assert_int_equal(signfw_device_processor(host.device), 0);
	assert_int_equal(signfw_sequence_open(host.sequence, 1), SIGNFW_TEE_NOT_SUPPORTED);
	assert_int_equal(signfw_sequence_open(host.sequence, 0), SIGNFW_TEE_SUCCESS);
	assert_int_equal(signfw_sequence_open(host.sequence, 0), SIGNFW_TEE_BUSY);
	assert_int_equal(signfw_sequence_close(host.sequence), SIGNFW_TEE_SUCCESS);
	assert_int_equal(signfw_sequence_command(host.sequence, SIGNFW_COMMAND_START, &step, NULL), SIGNFW_OK);
	assert_int_equal(step.error, -5);
	assert_int_equal(step.call_count, 1);
	assert_int_equal(signfw_sequence_command(host.sequence, SIGNFW_COMMAND_LOAD, &step, NULL), SIGNFW_OK);
	assert_int_equal(step.error, 0);
	assert_int_equal(signfw_device_state(host.device), SIGNFW_DEVICE_LOADED);
	assert_null(signfw_sequence_log(host.sequence, 0));
	/* by hand, a LOAD that is ignored is worth a word */
	assert_int_equal(signfw_sequence_command(host.sequence, SIGNFW_COMMAND_LOAD, &step, NULL), SIGNFW_OK);
	expect_ids(signfw_sequence_findings(host.sequence), "device-load-ignored");
	free_host(&host);
}

static void test_misuse(void **state)
{
	struct signfw_sequence_options options = SIGNFW_SEQUENCE_OPTIONS_INIT;
	struct host host = new_host("optee-4.10", NULL);
	signfw_sequence *sequence = NULL;
	struct signfw_step step;

	(void)state;
	assert_int_equal(signfw_sequence_new(NULL, &options, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_sequence_new(&sequence, &options, NULL), SIGNFW_E_ARGUMENT);
	options.device = host.device;
	options.binding = "v99";
	assert_int_equal(signfw_sequence_new(&sequence, &options, NULL), SIGNFW_E_ARGUMENT);
	options.binding = "std";
	options.version = "4.19";
	assert_int_equal(signfw_sequence_new(&sequence, &options, NULL), SIGNFW_E_ARGUMENT);
	options.version = "5.x";
	options.devicetree = "no tree";
	options.devicetree_size = 7;
	assert_int_equal(signfw_sequence_new(&sequence, &options, NULL), SIGNFW_E_DEVICETREE);
	assert_null(sequence);
	assert_int_equal(signfw_sequence_act(NULL, SIGNFW_ACTION_START, &step, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_sequence_act(host.sequence, SIGNFW_ACTION_START, NULL, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_sequence_command(host.sequence, SIGNFW_COMMAND_LOAD, NULL, NULL), SIGNFW_E_ARGUMENT);
	assert_int_equal(signfw_sequence_install(host.sequence, NULL, "", 0, NULL), SIGNFW_E_ARGUMENT);
	assert_null(signfw_sequence_log(NULL, 0));
	assert_null(signfw_sequence_findings(NULL));
	signfw_sequence_free(NULL);
	free_host(&host);
}

static void test_bindings(void **state)
{
	const char *description;

	(void)state;
	assert_string_equal(signfw_binding_name(0, NULL), "v22");
	assert_string_equal(signfw_binding_name(1, NULL), "v20");
	assert_string_equal(signfw_binding_name(2, &description), "std");
	assert_non_null(description);
	assert_null(signfw_binding_name(3, &description));
}

/* An entry of the resource table is outside of it, which only Linux minds. */
static struct test_file make_refused(void)
{
	struct signfw_sign_options options = SIGNFW_SIGN_OPTIONS_INIT;
	struct signfw_resource_table table;
	struct test_file elf = load_file("vectors/elf/rsc.elf"), out;
	signfw_key *key = load_key("vectors/keys/rsa2048.pem");
	const struct signfw_input input = {elf.data, elf.size, NULL};

	assert_int_equal(signfw_elf_resource_table(&table, elf.data, elf.size, NULL, NULL), SIGNFW_OK);
	put_u32(elf.data + table.offset + 16, 0xffff);
	assert_int_equal(signfw_sign(&out.data, &out.size, &input, 1, key, &options, NULL), SIGNFW_OK);
	signfw_key_free(key);
	free(elf.data);
	return out;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bindings),
		cmocka_unit_test(test_scripts),
		cmocka_unit_test(test_table_and_memory),
		cmocka_unit_test(test_without_memory),
		cmocka_unit_test(test_commands_and_sessions),
		cmocka_unit_test(test_misuse),
	};

	good = load_file("vectors/sign/rsc.sign");
	other = load_file("vectors/sign/plain.sign");
	refused = make_refused();
	broken = load_file("vectors/malformed/flip_image_0.sign");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
