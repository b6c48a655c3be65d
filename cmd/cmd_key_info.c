/* SPDX-License-Identifier: BSD-2-Clause */
/* key info: what a key is, and what for. */
#include <string.h>

#include "commands.h"
#include "keys/key_report.h"
#include "keys/key_source.h"
#include "printing/text.h"
#include "signfw/device.h"
#include "signfw/key.h"

static const struct option_group groups[] = {
	{"Key", key_subject_rows, .offset = 0},
	{"Key", key_source_rows, .offset = 0},
	{0},
};

static void add_modulus_fingerprint(struct node *report, const signfw_key *key)
{
	uint8_t fingerprint[SIGNFW_SHA256_SIZE];

	if (signfw_key_modulus_fingerprint(key, fingerprint, NULL) == SIGNFW_OK)
		add_bytes(report, "modulus_fingerprint", "sha256:", fingerprint, sizeof(fingerprint));
	else
		add_null(report, "modulus_fingerprint");
}

/* Adds each device, and whether the key suits it. */
static void add_devices(struct node *report, const signfw_key *key)
{
	struct node *list = add_list(report, "devices");
	const char *device;

	for (size_t i = 0; (device = signfw_device_name(i, NULL)) != NULL; i++) {
		struct node *entry = add_object(list, NULL);
		struct signfw_error error = SIGNFW_ERROR_INIT;
		const bool suits = signfw_key_suits(key, device, &error) == SIGNFW_OK;

		add_text(entry, "device", device);
		add_boolean(entry, "suits", suits);
		add_text(entry, "reason", suits ? NULL : error.message);
	}
}

static struct node *make_report(const char *path, const signfw_key *key)
{
	const struct signfw_key_parts *parts = signfw_key_get_parts(key);
	struct node *report = key_report("key-info", path, key);

	add_modulus_fingerprint(report, key);
	add_bytes(report, "exponent", "0x", parts->exponent, parts->exponent_size);
	add_devices(report, key);
	return report;
}

/* One of a key's values, unless keys of its type don't have it. */
static void print_part(const char *title, const struct node *value)
{
	if (value->kind == NODE_NULL)
		return;
	fputs(title, stdout);
	print_value(value);
	putchar('\n');
}

/* Returns true if two devices give the same reason. */
static bool is_same_answer(const struct node *a, const struct node *b)
{
	return strcmp(node_child(a, "reason")->data, node_child(b, "reason")->data) == 0;
}

/* The devices that say the same, one behind the other, where the first of them is. */
static void print_devices(const struct node *list)
{
	for (const struct node *device = list->first_child; device != NULL; device = device->next) {
		const bool suits = node_number(device, "suits") != 0;
		const struct node *other = list->first_child;

		while (!is_same_answer(device, other))
			other = other->next;
		if (other != device)
			continue;
		fputs(suits ? "  suits    " : "  not      ", stdout);
		for (; other != NULL; other = other->next)
			if (is_same_answer(device, other))
				printf(" %s", node_child(other, "device")->data);
		printf("%s%s\n", suits ? "" : ": ", node_child(device, "reason")->data);
	}
}

static void print_text(const struct node *report, const void *context)
{
	const struct node *known = node_child(report, "known");

	(void)context;
	print_value(node_child(report, "file"));
	printf(": %llu-bit %s key, %s\n", node_number(report, "bits"), node_child(report, "type")->data,
	       node_number(report, "private") != 0 ? "private" : "public");
	print_part("  key       ", node_child(report, "key_fingerprint"));
	print_part("  modulus   ", node_child(report, "modulus_fingerprint"));
	print_part("  exponent  ", node_child(report, "exponent"));
	print_devices(node_child(report, "devices"));
	if (known->kind != NODE_NULL)
		printf("  known     this is %s, a published key: what it signs isn't protected\n", known->data);
}

static bool key_info(void *context, struct call *call)
{
	struct key_source *source = context;
	signfw_key *key = NULL;
	const bool done = key_check(source, call) &&
			  key_open(source, SIGNFW_KEY_ANY_CONTAINER | SIGNFW_KEY_TEST_MODULUS, call, &key) &&
			  print_report(call, make_report(source->path, key), print_text, NULL, EXIT_DONE);

	signfw_key_free(key);
	return done;
}

const struct command cmd_key_info = {
	.name = "key info",
	.summary = "Type, size and fingerprints of a key, and which devices it suits",
	.synopsis = "[OPTIONS] KEY",
	.notes = "Says also if the key is one whose private half was published.",
	.examples = {"key info k.pem", "key info --json --key-pass env:PASS encrypted.pem"},
	.groups = groups,
	.request_size = sizeof(struct key_source),
	.carry_out = key_info,
};
