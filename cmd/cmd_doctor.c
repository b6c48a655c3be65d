/* SPDX-License-Identifier: BSD-2-Clause */
/* doctor: what of the environment works, to put into a report of a fault. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>

#include "base/message.h"
#include "commands.h"
#include "printing/report.h"
#include "printing/text.h"
#include "signfw/key.h"

struct request {
	char unused; /* there are no options but those of all commands */
};

/* Variables that decide how keys are found and taken; none of them holds a secret. */
static const char *const variables[] = {
	"OPENSSL_CONF",       "OPENSSL_MODULES",  "OPENSSL_ENGINES",         "PKCS11_PROVIDER_MODULE",
	"PKCS11_MODULE_PATH", "TPM2OPENSSL_TCTI", "SIGNFW_REFUSE_KNOWN_KEYS"};

static void add_item(void *context, const struct signfw_environment_item *item)
{
	struct node *entry = add_object(context, NULL);

	add_text(entry, "kind", item->kind);
	add_text(entry, "name", item->name);
	add_boolean(entry, "works", item->works);
	add_text(entry, "detail", item->detail);
}

static void add_variables(struct node *report)
{
	struct node *list = add_list(report, "variables");

	for (size_t i = 0; i < sizeof(variables) / sizeof(variables[0]); i++) {
		struct node *entry = add_object(list, NULL);

		add_text(entry, "name", variables[i]);
		add_text(entry, "value", getenv(variables[i]));
	}
}

static struct node *make_report(void)
{
	struct node *report = tree_new();
	struct utsname system;

	add_text(report, "schema", "signfw.doctor/1");
	add_text(report, "version", signfw_version());
	if (uname(&system) == 0) {
		add_text(report, "system", system.sysname);
		add_text(report, "machine", system.machine);
	}
	signfw_environment_list(add_item, add_list(report, "environment"));
	add_variables(report);
	return report;
}

static void print_text(const struct node *report, const void *context)
{
	(void)context;
	printf(PROGRAM " %s", node_child(report, "version")->data);
	if (node_child(report, "machine") != NULL)
		printf(", %s %s", node_child(report, "system")->data, node_child(report, "machine")->data);
	putchar('\n');
	for (const struct node *item = node_child(report, "environment")->first_child; item != NULL;
	     item = item->next) {
		printf("  %-4s %-13s ", node_number(item, "works") != 0 ? "ok" : "no", node_child(item, "kind")->data);
		print_value(node_child(item, "name"));
		fputs(": ", stdout);
		print_value(node_child(item, "detail"));
		putchar('\n');
	}
	for (const struct node *item = node_child(report, "variables")->first_child; item != NULL; item = item->next)
		if (node_child(item, "value")->kind != NODE_NULL) {
			printf("  set  %s=", node_child(item, "name")->data);
			print_value(node_child(item, "value"));
			putchar('\n');
		}
}

static bool doctor(void *context, struct call *call)
{
	(void)context;
	/* the stack that talks to TPMs says a lot on standard error if there is none */
	setenv("TSS2_LOG", "all+NONE", 0);
	return print_report(call, make_report(), print_text, NULL, EXIT_DONE);
}

static const struct option_group groups[] = {{0}};

const struct command cmd_doctor = {
	.name = "doctor",
	.summary = "Say what of OpenSSL, tokens and TPMs works here",
	.synopsis = "[OPTIONS]",
	.notes = "For reports of faults: nothing in it is secret. Looks for modules as the opening of a key does.",
	.examples = {"doctor", "doctor --json"},
	.groups = groups,
	.request_size = sizeof(struct request),
	.carry_out = doctor,
};
