/* SPDX-License-Identifier: BSD-2-Clause */
#include "printing/build_report.h"

#include <stdio.h>

#include "printing/report.h"
#include "printing/text.h"

static void add_parts(struct node *object, const struct examined_build *build)
{
	struct node *list = add_list(object, "parts");
	struct signfw_optee_build_part part;

	for (size_t i = 0; signfw_optee_build_part(build->build, i, &part) == SIGNFW_OK; i++) {
		struct node *entry = add_object(list, NULL);

		add_text(entry, "file", build->files[part.file].name);
		add_size(entry, "offset", part.offset);
		add_size(entry, "size", part.size);
		add_text(entry, "kind", part.kind);
	}
}

static void add_ta(struct node *object, const struct signfw_optee_build_facts *facts)
{
	if (facts->ta == NULL) {
		add_null(object, "ta");
		return;
	}
	struct node *ta = add_object(object, "ta");

	add_size(ta, "size", facts->ta_size);
	add_size(ta, "stored_size", facts->ta_stored_size);
}

static void add_key(struct node *object, const struct examined_build *build)
{
	if (!build->has_key) {
		add_null(object, "key");
		return;
	}
	struct node *key = add_object(object, "key");

	add_size(key, "bits", 8 * build->key.modulus_size);
	add_bytes(key, "modulus_fingerprint", "sha256:", build->key.fingerprint, sizeof(build->key.fingerprint));
	add_text(key, "known", build->key.published);
}

static void add_switches(struct node *object, const signfw_optee_build *build)
{
	struct node *switches = add_object(object, "switches");
	const char *name, *value;

	for (size_t i = 0; (name = signfw_optee_build_switch(build, i, &value)) != NULL; i++)
		add_text(switches, name, value);
}

static void add_assumptions(struct node *object, const struct examined_build *build)
{
	struct node *list = add_list(object, "assumed");
	const char *text;

	for (size_t i = 0; (text = signfw_optee_build_assumption(build->build, i)) != NULL; i++)
		add_text(list, NULL, text);
	if (build->key_assumption != NULL)
		add_text(list, NULL, build->key_assumption);
}

void add_build(struct node *report, const struct examined_build *build)
{
	const struct signfw_optee_build_facts *facts = &build->facts;

	if (build->build == NULL) {
		add_null(report, "optee");
		return;
	}
	struct node *object = add_object(report, "optee");

	add_boolean(object, "loads", facts->loads);
	add_text(object, "version", facts->version);
	add_text(object, "device", facts->device);
	add_size_if(object, "bits", facts->bits != 0, facts->bits);
	add_size_if(object, "heap", facts->heap_size != 0, facts->heap_size);
	add_ta(object, facts);
	add_boolean(object, "pseudo_ta", facts->has_pseudo_ta);
	add_boolean(object, "driver", facts->has_driver);
	add_boolean(object, "fuses", facts->looks_at_fuses);
	add_size_if(object, "devicetree_size", facts->devicetree != NULL, facts->devicetree_size);
	add_key(object, build);
	add_switches(object, build->build);
	add_parts(object, build);
	add_assumptions(object, build);
	add_list(object, "findings");
	report_add_findings(object, signfw_optee_build_findings(build->build));
}

/* ---- as text -------------------------------------------------------------------- */

static void print_line(const char *title, const struct node *value, const char *unit)
{
	if (value->kind == NODE_NULL)
		return;
	printf("  %-9s ", title);
	print_value(value);
	puts(unit);
}

static void print_ta(const struct node *ta)
{
	if (ta->kind == NODE_NULL)
		puts("  ta        not found");
	else
		printf("  ta        embedded, %llu bytes in %llu\n", node_number(ta, "size"),
		       node_number(ta, "stored_size"));
}

static void print_key(const struct node *key)
{
	if (key->kind == NODE_NULL)
		return;
	printf("  key       RSA, %llu bits, modulus ", node_number(key, "bits"));
	print_value(node_child(key, "modulus_fingerprint"));
	putchar('\n');
	if (node_child(key, "known")->kind != NODE_NULL)
		printf("            %s\n", node_child(key, "known")->data);
}

void print_build(const struct node *report)
{
	const struct node *object = node_child(report, "optee");

	if (object == NULL || object->kind == NODE_NULL)
		return;
	puts(node_number(object, "loads") != 0 ? "This build of OP-TEE" : "This build of OP-TEE can't load firmware");
	for (const struct node *part = node_child(object, "parts")->first_child; part != NULL; part = part->next) {
		printf("  part      ");
		print_value(node_child(part, "file"));
		printf(": %s, %llu bytes\n", node_child(part, "kind")->data, node_number(part, "size"));
	}
	print_line("version", node_child(object, "version"), "");
	print_line("device", node_child(object, "device"), "");
	print_line("width", node_child(object, "bits"), " bits");
	print_line("heap", node_child(object, "heap"), " bytes");
	print_ta(node_child(object, "ta"));
	print_key(node_child(object, "key"));
	print_line("tree", node_child(object, "devicetree_size"), " bytes, embedded");
	for (const struct node *text = node_child(object, "assumed")->first_child; text != NULL; text = text->next)
		printf("  assumed   %s\n", text->data);
	putchar('\n');
}
