/* SPDX-License-Identifier: BSD-2-Clause */
#include "printing/check.h"

#include <stdio.h>
#include <string.h>

#include "base/message.h"
#include "base/terminal.h"
#include "printing/dump.h"
#include "printing/memory_bars.h"
#include "printing/regions.h"
#include "printing/report.h"
#include "printing/resource_table_report.h"
#include "printing/text.h"

/* --- the trees ----------------------------------------------------------------- */

void add_answer(struct node *object, const struct signfw_answer *answer)
{
	add_code(object, "code", answer->result);
	add_text(object, "name", signfw_tee_result_name(answer->result));
	add_text(object, "rule", answer->rule);
	add_offset(object, "offset", answer->offset);
	add_text(object, "reason", answer->reason);
}

static const char *reach_name(enum signfw_reach reach)
{
	switch (reach) {
	case SIGNFW_REACH_YES:
		return "yes";
	case SIGNFW_REACH_NO:
		return "no";
	case SIGNFW_REACH_READ:
		return "read-only";
	case SIGNFW_REACH_UNKNOWN:
		break;
	}
	return "unknown";
}

/* What Linux uses, and whether it can. */
static void add_uses(struct node *parent, const struct checked *checked)
{
	const struct checked_table *table = &checked->table;
	struct node *list = add_list(parent, "uses");
	struct signfw_linux_use use;

	for (size_t i = 0; signfw_linux_use(table->kernel, checked->memory, table->bytes, table->size, table->address,
					    i, &use) == SIGNFW_OK;
	     i++) {
		struct node *entry = add_object(list, NULL);

		add_text(entry, "what", use.name);
		add_size_if(entry, "entry", use.kind != SIGNFW_LINUX_USES_TABLE, use.entry);
		add_code_if(entry, "address", use.physical_address != SIGNFW_NO_OFFSET, use.physical_address);
		add_size(entry, "size", use.size);
		add_named(entry, "reachable", use.reach, reach_name(use.reach));
		add_text(entry, "reason", use.reason[0] == '\0' ? NULL : use.reason);
	}
}

/* Of all that an entry asks for, one that isn't known, or one that isn't reachable, decides. */
static void add_entry_reach(struct node *entry, const struct node *uses, size_t index)
{
	const struct node *worst = NULL;

	for (const struct node *use = uses->first_child; use != NULL; use = use->next) {
		const struct node *owner = node_child(use, "entry"), *reach = node_child(use, "reachable");

		if (owner->kind == NODE_NULL || owner->number != index)
			continue;
		if (worst == NULL || reach->number == SIGNFW_REACH_NO ||
		    (reach->number == SIGNFW_REACH_UNKNOWN && worst->number == SIGNFW_REACH_YES))
			worst = reach;
	}
	if (worst == NULL)
		add_null(entry, "reachable");
	else
		add_named(entry, "reachable", worst->number, worst->data);
}

static void add_table_as_read(struct node *object, const struct checked *checked)
{
	const struct checked_table *table = &checked->table;
	size_t index = 0;

	add_table_contents(object, table->bytes, table->size, table->kernel);
	add_linux_boot(object, table->kernel, table->boot);
	add_uses(object, checked);
	for (struct node *entry = node_find(object, "contents")->first_child; entry != NULL; entry = entry->next)
		add_entry_reach(entry, node_child(object, "uses"), index++);
}

static void add_resource_table(struct node *report, const struct checked *checked)
{
	const struct checked_table *table = &checked->table;

	if (table->size == 0) {
		add_null(report, "resource_table");
		return;
	}
	struct node *object = add_object(report, "resource_table");
	const enum signfw_reach reach = signfw_memory_reach(checked->memory, table->address, table->size, NULL);
	const bool reads = reach == SIGNFW_REACH_READ || reach == SIGNFW_REACH_YES;

	add_code(object, "address", table->address);
	add_size(object, "size", table->size);
	add_named(object, "linux_can_read", reads ? SIGNFW_REACH_YES : reach, reads ? "yes" : reach_name(reach));
	if (table->bytes != NULL)
		add_table_as_read(object, checked);
}

/* Of the bytes that a transfer left; null if nobody knows. */
static void add_digest(struct node *transfer, const signfw_device *device, size_t index)
{
	uint8_t digest[SIGNFW_SHA256_SIZE];
	const bool known = signfw_device_transfer_sha256(device, index, digest) == SIGNFW_OK;

	add_bytes(transfer, "sha256", "", known ? digest : NULL, sizeof(digest));
}

static void add_transfers(struct node *report, const signfw_device *device)
{
	struct node *list = add_list(report, "loads");
	struct signfw_transfer transfer;

	for (size_t i = 0; signfw_device_transfer(device, i, &transfer) == SIGNFW_OK; i++) {
		struct node *entry = add_object(list, NULL);

		add_size(entry, "image", transfer.image);
		add_size(entry, "segment", transfer.segment);
		add_code(entry, "address", transfer.device_address);
		add_code(entry, "physical_address", transfer.physical_address);
		add_size(entry, "size", transfer.size);
		add_text(entry, "kind", transfer.zero ? "zero" : "copy");
		add_digest(entry, device, i);
		add_text(entry, "region", transfer.region);
	}
}

void add_unprotected_range(struct node *list, const struct signfw_unprotected *range)
{
	struct node *entry = add_object(list, NULL);

	add_size(entry, "offset", range->offset);
	add_size(entry, "size", range->size);
	add_text(entry, "what", range->what);
}

static void add_unprotected(struct node *report, const struct checked *checked)
{
	struct node *list = add_list(report, "unauthenticated");
	struct signfw_unprotected range;

	for (size_t i = 0;
	     checked->readable && signfw_container_unprotected(checked->container, i, &range) == SIGNFW_OK; i++)
		add_unprotected_range(list, &range);
}

/* The built-in board whose memory it is; null: somebody else's. */
static void add_board(struct node *report, const signfw_memory *memory)
{
	const char *description;
	const char *name = signfw_memory_board(memory, &description);

	if (name == NULL) {
		add_null(report, "board");
		return;
	}
	struct node *board = add_object(report, "board");

	add_text(board, "name", name);
	add_text(board, "description", description);
}

struct node *check_report(const struct checked *checked)
{
	struct node *report = report_new("check", checked->file, signfw_container_layout(checked->container),
					 signfw_device_findings(checked->device));

	report_add_findings(report, checked->table.findings);
	add_text(report, "device", signfw_device_version(checked->device));
	add_size(report, "bits", signfw_device_bits(checked->device));
	add_board(report, checked->memory);
	add_boolean(report, "addresses_checked", checked->memory != NULL);
	add_boolean(report, "signature_checked", checked->key_given);
	add_answer(add_object(report, "load"), checked->answer);
	add_regions(report, checked->memory);
	add_linux_tree(report, checked->table.kernel);
	add_resource_table(report, checked);
	add_transfers(report, checked->device);
	add_unprotected(report, checked);
	if (checked->build != NULL)
		add_build(report, checked->build);
	if (checked->format == REPORT_HTML)
		tree_adopt(report, "container", dump_report(checked->file, checked->container));
	return report;
}

/* --- as text -------------------------------------------------------------------- */

/* "0xffff0006 TEE_ERROR_BAD_PARAMETERS" */
static void print_result(const struct node *answer)
{
	const struct node *name = node_child(answer, "name");

	print_value(node_child(answer, "code"));
	printf("%s%s", name->kind == NODE_NULL ? "" : " ", name->data);
}

static void print_board(const struct node *board)
{
	if (board->kind != NODE_NULL)
		printf("  memory  of %s: %s\n", node_child(board, "name")->data,
		       node_child(board, "description")->data);
}

static void print_answer(const struct node *report)
{
	const struct node *answer = node_child(report, "load");
	const struct node *offset = node_child(answer, "offset");
	const uint32_t result = (uint32_t)node_number(answer, "code");
	const char *meaning = signfw_tee_result_meaning(result);

	print_value(node_child(report, "file"));
	printf(": %s answers LOAD with ", node_child(report, "device")->data);
	paint(result == SIGNFW_TEE_SUCCESS ? MEANING_GOOD : MEANING_BAD);
	print_result(answer);
	paint_end();
	printf("\n  why     ");
	print_value(node_child(answer, "reason"));
	printf(" [%s", node_child(answer, "rule")->data);
	if (offset->kind != NODE_NULL)
		printf(", offset 0x%llx", (unsigned long long)offset->number);
	puts("]");
	if (result != SIGNFW_TEE_SUCCESS && meaning != NULL)
		printf("  means   %s\n", meaning);
	print_board(node_child(report, "board"));
	if (node_number(report, "addresses_checked") == 0)
		puts("  note    addresses weren't checked: name a --board, --dtb or --region");
	if (node_number(report, "signature_checked") == 0)
		puts("  note    the signature wasn't checked against the key that the device trusts: give it with "
		     "--key");
}

static void print_linux_tree(const struct node *report)
{
	const struct node *tree = node_child(report, "linux_tree");

	if (tree == NULL)
		return;
	fputs("  Linux   ", stdout);
	print_value(node_child(tree, "node"));
	printf(" is %s, of binding %s\n", node_child(tree, "compatible")->data, node_child(tree, "binding")->data);
}

static void print_transfers(const struct node *transfers)
{
	static const struct column columns[] = {{"image", "image", 5, print_value},
						{"segment", "segment", 7, print_value},
						{"kind", "kind", -4, print_value},
						{"address", "address", -10, print_value},
						{"physical", "physical_address", -10, print_value},
						{"size", "size", -10, print_hex8},
						{"region", "region", 0, print_value},
						{0}};

	if (transfers->first_child == NULL)
		return;
	puts("\nWhat is written, in this order");
	print_table(columns, transfers);
}

static void print_uses(const struct node *uses)
{
	static const struct column columns[] = {
		{"Linux uses", "what", -15, print_value}, {"physical", "address", -10, print_value},
		{"size", "size", -10, print_hex8},        {"can it", "reachable", -7, print_value},
		{"why not", "reason", 0, print_value},    {0}};

	print_table(columns, uses);
}

static void print_table_as_read(const struct node *table, const struct checked *checked)
{
	if (node_child(table, "uses") == NULL)
		return;
	print_uses(node_child(table, "uses"));
	if (!checked->table.in_detail)
		return;
	puts("\nWhat Linux makes of it");
	print_table_contents(node_child(table, "contents"));
	print_linux_boot(node_child(table, "linux"));
}

static void print_resource_table(const struct node *report, const struct checked *checked)
{
	static const char *const reach[] = {[SIGNFW_REACH_UNKNOWN] = "",
					    [SIGNFW_REACH_YES] = ", where Linux can read it",
					    [SIGNFW_REACH_NO] =
						    ", where Linux can't read it: move it to shared memory"};
	const struct node *table = node_child(report, "resource_table");

	if (table->kind != NODE_NULL) {
		printf("\nResource table: %llu bytes at physical address 0x%08llx%s\n", node_number(table, "size"),
		       node_number(table, "address"), reach[node_number(table, "linux_can_read")]);
		print_table_as_read(table, checked);
	} else if (node_number(node_child(report, "load"), "code") == SIGNFW_TEE_SUCCESS) {
		puts("\nResource table: none");
	}
}

static void print_unprotected(const struct node *ranges)
{
	static const struct column columns[] = {{"offset", "offset", -10, print_hex8},
						{"size", "size", -10, print_hex8},
						{"what", "what", 0, print_value},
						{0}};

	if (ranges->first_child == NULL)
		return;
	puts("\nNot protected by the signature: whoever can write the file can change");
	print_table(columns, ranges);
	puts("  With program headers one can leave segments out or take their bytes from elsewhere in the images;\n"
	     "  with section headers one can move the resource table to any address in the device's memory.");
}

void check_text(const struct node *report, const void *context)
{
	const struct checked *checked = context;

	if (checked->build != NULL)
		print_build(report);
	print_answer(report);
	print_linux_tree(report);
	print_transfers(node_child(report, "loads"));
	print_memory_bars(report);
	print_resource_table(report, checked);
	print_unprotected(node_child(report, "unauthenticated"));
	if (checked->several)
		putchar('\n');
}
