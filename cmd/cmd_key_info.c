/* SPDX-License-Identifier: BSD-2-Clause */
/* key info: what a key is, and what for. */
#include <string.h>

#include "base/message.h"
#include "commands.h"
#include "key_command.h"
#include "signfw/device.h"
#include "signfw/key.h"

static const struct option_spec option_table[] = {
	KEY_SUBJECT_OPTIONS,
	{0},
};

static int take_option(void *context, struct call *call, int id, char *argument)
{
	return key_take_subject(context, call, id, argument);
}

/* More devices than there are. */
#define DEVICES_MAX 32

/* What the devices think of the key. */
struct suitability {
	const char *device;
	struct signfw_error error; /* why not; or of status SIGNFW_OK */
};

/* Asks all devices; returns how many there are. */
static size_t ask_devices(const signfw_key *key, struct suitability list[DEVICES_MAX])
{
	size_t count = 0;
	const char *device;

	while (count < DEVICES_MAX && (device = signfw_device_name(count, NULL)) != NULL) {
		list[count] = (struct suitability){device, SIGNFW_ERROR_INIT};
		list[count].error.status = signfw_key_suits(key, device, &list[count].error);
		count++;
	}
	return count;
}

/* What the key consists of; false, and reported, if it can't be hashed. */
static bool print_parts(const char *path, const signfw_key *key)
{
	const struct signfw_key_parts *parts = signfw_key_get_parts(key);
	struct signfw_error error = SIGNFW_ERROR_INIT;
	uint8_t fingerprint[SIGNFW_SHA256_SIZE], modulus[SIGNFW_SHA256_SIZE];
	const bool is_rsa = signfw_key_get_type(key) == SIGNFW_KEY_RSA;

	if (signfw_key_fingerprint(key, fingerprint, &error) != SIGNFW_OK ||
	    (is_rsa && signfw_key_modulus_fingerprint(key, modulus, &error) != SIGNFW_OK)) {
		message(path, "%s", error.message);
		return false;
	}
	print_escaped(stdout, path, strlen(path));
	printf(": %u-bit %s key, %s\n  key       sha256:", signfw_key_bits(key),
	       signfw_key_type_name(signfw_key_get_type(key)), signfw_key_is_private(key) ? "private" : "public");
	print_hex(stdout, fingerprint, sizeof(fingerprint));
	if (is_rsa) {
		printf("\n  modulus   sha256:");
		print_hex(stdout, modulus, sizeof(modulus));
		printf("\n  exponent  0x");
		print_hex(stdout, parts->exponent, parts->exponent_size);
	}
	putchar('\n');
	return true;
}

/* The devices that have the same to say, one behind the other. */
static void print_devices(const struct suitability *list, size_t count)
{
	bool printed[DEVICES_MAX] = {false};

	for (size_t i = 0; i < count; i++) {
		if (printed[i])
			continue;
		const bool suits = list[i].error.status == SIGNFW_OK;

		fputs(suits ? "  suits    " : "  not      ", stdout);
		for (size_t j = i; j < count; j++)
			if (strcmp(list[i].error.message, list[j].error.message) == 0) {
				printf(" %s", list[j].device);
				printed[j] = true;
			}
		printf("%s%s\n", suits ? "" : ": ", list[i].error.message);
	}
}

static void print_json(const char *path, const signfw_key *key, const struct suitability *list, size_t count)
{
	const struct signfw_key_parts *parts = signfw_key_get_parts(key);
	struct json_object *object = key_json("key-info", path, key);
	struct json_object *devices = json_object_new_array();
	uint8_t modulus[SIGNFW_SHA256_SIZE];

	json_object_object_add(object, "modulus_fingerprint",
			       signfw_key_modulus_fingerprint(key, modulus, NULL) == SIGNFW_OK
				       ? json_hex("sha256:", modulus, sizeof(modulus))
				       : NULL);
	json_object_object_add(object, "exponent",
			       parts->exponent == NULL ? NULL : json_hex("0x", parts->exponent, parts->exponent_size));
	for (size_t i = 0; i < count; i++) {
		struct json_object *entry = json_object_new_object();
		const bool suits = list[i].error.status == SIGNFW_OK;

		json_object_object_add(entry, "device", json_text(list[i].device));
		json_object_object_add(entry, "suits", json_object_new_boolean(suits));
		json_object_object_add(entry, "reason", suits ? NULL : json_text(list[i].error.message));
		json_object_array_add(devices, entry);
	}
	json_object_object_add(object, "devices", devices);
	json_print(object);
}

static int print_info(const struct call *call, const char *path, const signfw_key *key)
{
	struct suitability list[DEVICES_MAX];
	const size_t count = ask_devices(key, list);

	if (call->json) {
		print_json(path, key, list, count);
	} else {
		if (!print_parts(path, key))
			return EXIT_UNABLE;
		print_devices(list, count);
		if (signfw_key_published(key) != NULL)
			printf("  known     this is %s, which everybody has: what it signs isn't protected\n",
			       signfw_key_published(key));
	}
	return finish_stdout() ? EXIT_DONE : EXIT_UNABLE;
}

static int run_request(void *context, const struct call *call)
{
	struct key_source *source = context;
	signfw_key *key = NULL;
	int code = key_check(source, call);

	if (code == EXIT_DONE)
		code = key_load(source, false, call->quiet, &key);
	if (code == EXIT_DONE)
		code = print_info(call, source->path, key);
	signfw_key_free(key);
	return code;
}

static int run(const struct command *command, int argc, char **argv)
{
	struct key_source source = {0};

	return options_run(command, argc, argv, take_option, run_request, &source);
}

const struct command cmd_key_info = {
	.name = "key info",
	.summary = "Type, size and fingerprints of a key, and which devices it suits",
	.synopsis = "[OPTIONS] KEY",
	.notes = "Says also if the key is one whose private half was published.",
	.options = option_table,
	.run = run,
};
