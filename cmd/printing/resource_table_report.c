/* SPDX-License-Identifier: BSD-2-Clause */
#include "printing/resource_table_report.h"

#include <stdio.h>
#include <string.h>

#include "printing/text.h"
#include "signfw/resource_table.h"

/* Of a hostile table not more than this is shown. */
#define ENTRIES_MAX 4096

/* --- the tree ------------------------------------------------------------------ */

static void add_carveout(struct node *entry, const struct signfw_resource *resource)
{
	add_code(entry, "da", resource->da);
	add_code(entry, "pa", resource->pa);
	add_size(entry, "len", resource->len);
	add_code(entry, "flags", resource->flags);
	add_code(entry, "reserved", resource->reserved);
	add_text(entry, "name", resource->name);
}

static void add_trace(struct node *entry, const struct signfw_resource *resource)
{
	add_code(entry, "da", resource->da);
	add_size(entry, "len", resource->len);
	add_code(entry, "reserved", resource->reserved);
	add_text(entry, "name", resource->name);
}

static void add_rings(struct node *entry, const struct signfw_resource *resource, const void *table, size_t size)
{
	struct node *list = add_list(entry, "vring");
	struct signfw_vring vring;

	for (size_t i = 0; signfw_resource_vring(table, size, resource, i, &vring) == SIGNFW_OK; i++) {
		struct node *ring = add_object(list, NULL);

		add_code(ring, "da", vring.da);
		add_size(ring, "align", vring.align);
		add_size(ring, "num", vring.num);
		add_size(ring, "notifyid", vring.notifyid);
		add_code(ring, "pa", vring.pa);
	}
}

static void add_vdev(struct node *entry, const struct signfw_resource *resource, const void *table, size_t size)
{
	add_size(entry, "id", resource->id);
	add_size(entry, "notifyid", resource->notifyid);
	add_code(entry, "dfeatures", resource->dfeatures);
	add_code(entry, "gfeatures", resource->gfeatures);
	add_size(entry, "config_len", resource->config_len);
	add_code(entry, "status", resource->status);
	add_size(entry, "num_of_vrings", resource->num_of_vrings);
	struct node *reserved = add_list(entry, "reserved");

	add_size(reserved, NULL, resource->reserved_bytes[0]);
	add_size(reserved, NULL, resource->reserved_bytes[1]);
	add_rings(entry, resource, table, size);
}

static void add_fields(struct node *entry, const struct signfw_resource *resource, const void *table, size_t size)
{
	add_named(entry, "type", resource->type, resource->kind);
	add_size(entry, "offset", resource->offset);
	add_code(entry, "type_number", resource->type);
	add_boolean(entry, "complete", resource->complete);
	if (resource->type == SIGNFW_RESOURCE_VDEV)
		add_vdev(entry, resource, table, size);
	else if (resource->type == SIGNFW_RESOURCE_TRACE)
		add_trace(entry, resource);
	else if (resource->type <= SIGNFW_RESOURCE_DEVMEM)
		add_carveout(entry, resource);
}

static void add_answer(struct node *entry, const signfw_linux *kernel, size_t index)
{
	static const char *const names[] = {
		[SIGNFW_LINUX_NOT_REACHED] = "not-reached",
		[SIGNFW_LINUX_ACCEPTED] = "ok",
		[SIGNFW_LINUX_IGNORED] = "ignored",
		[SIGNFW_LINUX_ENTRY_REFUSED] = "refused",
	};
	int error = 0;
	const enum signfw_linux_answer answer = signfw_linux_entry(kernel, index, &error);

	add_named(entry, "linux", answer, names[answer]);
	add_errno(entry, "errno", error);
}

void add_table_contents(struct node *parent, const void *table, size_t size, const signfw_linux *kernel)
{
	struct node *list = add_list(parent, "contents");
	struct signfw_resource_header header;
	struct signfw_resource resource;

	signfw_resource_table_header(table, size, &header);
	for (size_t i = 0; i < header.entry_count && i < ENTRIES_MAX && i < size / 4; i++) {
		struct node *entry = add_object(list, NULL);

		if (signfw_resource_get(table, size, i, &resource, NULL) == SIGNFW_OK) {
			add_fields(entry, &resource, table, size);
		} else {
			add_text(entry, "type", "unknown");
			add_null(entry, "offset");
			add_boolean(entry, "complete", false);
		}
		if (kernel != NULL)
			add_answer(entry, kernel, i);
	}
}

void add_linux_boot(struct node *parent, const signfw_linux *kernel, const struct signfw_linux_boot *boot)
{
	struct node *object = add_object(parent, "linux");
	size_t size = 0;
	const void *table = signfw_linux_table(kernel, &size);
	const char *line;

	add_errno(object, "errno", boot->error);
	add_text(object, "verdict", signfw_linux_verdict_name(boot->verdict));
	add_size(object, "handled", boot->accepted);
	add_boolean(object, "table_kept", boot->table_kept);
	add_text(object, "reason", boot->reason[0] == '\0' ? NULL : boot->reason);
	struct node *log = add_list(object, "log");

	for (size_t i = 0; (line = signfw_linux_log(kernel, i)) != NULL; i++)
		add_text(log, NULL, line);
	add_bytes(object, "table_after", "", boot->verdict < SIGNFW_LINUX_REFUSED ? table : NULL, size);
}

void add_linux_tree(struct node *parent, const signfw_linux *kernel)
{
	struct signfw_linux_processor processor;

	if (signfw_linux_processor(kernel, &processor) != SIGNFW_OK)
		return;
	struct node *tree = add_object(parent, "linux_tree");

	add_text(tree, "node", processor.path);
	add_text(tree, "compatible", processor.compatible);
	add_text(tree, "binding", processor.binding);
	add_text(tree, "driver", processor.driver);
}

/* --- as text -------------------------------------------------------------------- */

static void print_field(const struct node *field)
{
	printf(" %s ", field->name);
	print_value(field);
}

static bool is_shown(const struct node *field)
{
	static const char *const elsewhere[] = {"type", "offset", "type_number", "complete", "linux", "errno"};

	for (size_t i = 0; i < sizeof(elsewhere) / sizeof(elsewhere[0]); i++)
		if (strcmp(field->name, elsewhere[i]) == 0)
			return false;
	return field->kind != NODE_LIST;
}

static void print_rings(const struct node *rings)
{
	size_t index = 0;

	for (const struct node *ring = rings == NULL ? NULL : rings->first_child; ring != NULL; ring = ring->next) {
		printf("       vring %zu:", index++);
		for (const struct node *field = ring->first_child; field != NULL; field = field->next)
			print_field(field);
		putchar('\n');
	}
}

static void print_entry(const struct node *entry, size_t index)
{
	const struct node *answer = node_child(entry, "linux"), *complete = node_child(entry, "complete");
	const struct node *type = node_child(entry, "type"), *offset = node_child(entry, "offset");

	printf("  %3zu  ", index);
	if (offset->kind == NODE_NULL)
		fputs("not in the table", stdout);
	else
		printf("0x%03llx  %s", (unsigned long long)offset->number, type->data);
	if (type->number > SIGNFW_RESOURCE_VDEV)
		printf(" 0x%llx", (unsigned long long)type->number);
	for (const struct node *field = entry->first_child; field != NULL; field = field->next)
		if (is_shown(field))
			print_field(field);
	if (offset->kind != NODE_NULL && complete->number == 0)
		fputs(" (leaves the table)", stdout);
	if (answer != NULL)
		printf(": %s", answer->data);
	putchar('\n');
	print_rings(node_child(entry, "vring"));
}

void print_table_contents(const struct node *contents)
{
	size_t index = 0;

	if (contents->first_child == NULL)
		puts("  no entries");
	for (const struct node *entry = contents->first_child; entry != NULL; entry = entry->next)
		print_entry(entry, index++);
}

void print_linux_boot(const struct node *linux_node)
{
	const struct node *reason = node_child(linux_node, "reason");

	printf("  verdict: %s\n", node_child(linux_node, "verdict")->data);
	if (reason->kind != NODE_NULL) {
		fputs("  ", stdout);
		print_value(reason);
		putchar('\n');
	}
	for (const struct node *line = node_child(linux_node, "log")->first_child; line != NULL; line = line->next) {
		fputs("  | ", stdout);
		print_value(line);
		putchar('\n');
	}
}
