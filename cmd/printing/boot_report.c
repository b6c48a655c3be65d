/* SPDX-License-Identifier: BSD-2-Clause */
#include "printing/boot_report.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "printing/check.h"
#include "printing/report.h"
#include "printing/resource_table_report.h"
#include "printing/text.h"

/* --- the tree ------------------------------------------------------------------ */

static const char *const command_names[] = {
	[SIGNFW_COMMAND_LOAD] = "load",
	[SIGNFW_COMMAND_START] = "start",
	[SIGNFW_COMMAND_STOP] = "stop",
	[SIGNFW_COMMAND_GET_RSC_TABLE] = "table",
	[SIGNFW_COMMAND_GET_COREDUMP] = "coredump",
	[SIGNFW_COMMAND_RELEASE] = "release",
};

/* As the vectors of Linux call them. */
static const char *const call_names[] = {
	[SIGNFW_COMMAND_LOAD] = "LOAD",
	[SIGNFW_COMMAND_START] = "START",
	[SIGNFW_COMMAND_STOP] = "STOP",
	[SIGNFW_COMMAND_GET_RSC_TABLE] = "GET",
	[SIGNFW_COMMAND_GET_COREDUMP] = "GET_COREDUMP",
	[SIGNFW_COMMAND_RELEASE] = "RELEASE",
};

static void add_lower(struct node *parent, const char *name, const char *text)
{
	char lower[16] = "";

	for (size_t i = 0; i + 1 < sizeof(lower) && text[i] != '\0'; i++)
		lower[i] = (char)tolower((unsigned char)text[i]);
	add_text(parent, name, lower);
}

/* What GET_RSC_TABLE returns: address and size, the lower half of each first. */
static void add_table(struct node *step, const struct signfw_call *call)
{
	if (call->command != SIGNFW_COMMAND_GET_RSC_TABLE || call->answer.result != SIGNFW_TEE_SUCCESS) {
		add_null(step, "table");
		return;
	}
	struct node *table = add_object(step, "table");

	add_code(table, "address", call->table_address);
	add_size(table, "size", call->table_size);
	struct node *values = add_list(table, "values");

	add_code(values, NULL, (uint32_t)call->table_address);
	add_code(values, NULL, call->table_address >> 32);
	add_code(values, NULL, call->table_size);
	add_code(values, NULL, 0);
}

static void add_changes(struct node *step, const signfw_sequence *sequence, size_t call)
{
	struct node *list = add_list(step, "memory");
	struct signfw_memory_change change;

	for (size_t i = 0; signfw_sequence_change(sequence, i, &change) == SIGNFW_OK; i++) {
		if (change.call != call)
			continue;
		struct node *entry = add_object(list, NULL);

		add_code(entry, "address", change.physical_address);
		add_size(entry, "size", change.size);
		add_text(entry, "kind", change.zero ? "zero" : "copy");
		add_text(entry, "region", change.region);
	}
}

static void add_call(struct node *steps, const struct boot_step *step, const signfw_sequence *sequence, size_t index,
		     const struct signfw_call *call)
{
	struct node *entry = add_object(steps, NULL);

	add_text(entry, "step", command_names[call->command]);
	add_text(entry, "file", call->command == SIGNFW_COMMAND_LOAD ? step->file : NULL);
	add_answer(entry, &call->answer);
	if (step->has_host)
		add_errno(entry, "linux", call->answer.result == SIGNFW_TEE_SUCCESS ? 0 : -5);
	else
		add_null(entry, "linux");
	add_lower(entry, "state", call->tee_state);
	add_table(entry, call);
	add_changes(entry, sequence, index);
}

static void add_log(struct node *log, const signfw_sequence *sequence)
{
	const char *line;

	for (size_t i = 0; (line = signfw_sequence_log(sequence, i)) != NULL; i++)
		add_text(log, NULL, line);
}

static void add_action(struct node *actions, const struct boot_step *step, const signfw_sequence *sequence)
{
	struct node *action = add_object(actions, NULL);
	struct signfw_call call;
	char text[32];

	add_text(action, "action", step->name);
	add_text(action, "file", step->file);
	add_errno(action, "errno", step->step.error);
	add_text(action, "verdict", signfw_linux_verdict_name(step->step.verdict));
	add_text(action, "reason", step->step.reason[0] == '\0' ? NULL : step->step.reason);
	struct node *calls = add_list(action, "calls");

	for (size_t i = 0; signfw_sequence_call(sequence, i, &call) == SIGNFW_OK; i++) {
		snprintf(text, sizeof(text), "%s:0x%x", call_names[call.command], call.answer.result);
		add_text(calls, NULL, text);
	}
	add_log(add_list(action, "log"), sequence);
	add_text(action, "linux_state", step->step.state);
	add_size(action, "power", step->step.power);
	add_text(action, "ta_state", step->step.tee_state);
	add_text(action, "ta_firmware", step->step.firmware);
}

static struct node *boot_child(struct node *report, const char *name)
{
	return node_find(node_find(report, "boot"), name);
}

struct node *boot_report_new(const char *file, const signfw_device *device, const char *binding)
{
	struct node *report = report_new("check", file, NULL, NULL);

	add_text(report, "device", signfw_device_version(device));
	add_text(report, "kernel", binding);
	add_list(report, "answers");
	struct node *boot = add_object(report, "boot");

	add_list(boot, "log");
	add_list(boot, "steps");
	add_list(boot, "actions");
	return report;
}

void boot_report_add(struct node *report, const struct boot_step *step, const signfw_sequence *sequence)
{
	struct node *answers = node_find(report, "answers");
	struct signfw_call call;

	for (size_t i = 0; signfw_sequence_call(sequence, i, &call) == SIGNFW_OK; i++) {
		add_call(boot_child(report, "steps"), step, sequence, i, &call);
		struct node *answer = add_object(answers, NULL);

		add_answer(answer, &call.answer);
		add_text(answer, "command", command_names[call.command]);
	}
	add_log(boot_child(report, "log"), sequence);
	if (step->has_host)
		add_action(boot_child(report, "actions"), step, sequence);
}

void boot_report_add_session(struct node *report, const char *name, uint32_t result)
{
	struct node *entry = add_object(boot_child(report, "steps"), NULL);

	add_text(entry, "step", name);
	add_null(entry, "file");
	add_code(entry, "code", result);
	add_text(entry, "name", signfw_tee_result_name(result));
	add_text(entry, "rule", "session");
	add_null(entry, "offset");
	add_text(entry, "reason",
		 result == SIGNFW_TEE_SUCCESS ? "done"
		 : result == SIGNFW_TEE_BUSY  ? "there is a session already, and the TA has one at a time"
					      : "the device has no such processor");
	add_null(entry, "linux");
	add_null(entry, "state");
	add_null(entry, "table");
	add_list(entry, "memory");
}

void boot_report_end(struct node *report, bool runs, int error)
{
	struct node *boot = node_find(report, "boot");

	add_text(boot, "outcome", runs ? "runs" : "fails");
	add_errno(boot, "errno", error);
}

/* --- as text -------------------------------------------------------------------- */

static void print_changes(const struct node *changes)
{
	for (const struct node *change = changes->first_child; change != NULL; change = change->next) {
		fputs("           ", stdout);
		print_value(node_child(change, "address"));
		printf(" +0x%llx %s", node_number(change, "size"),
		       strcmp(node_child(change, "kind")->data, "zero") == 0 ? "zeros" : "bytes of the file");
		if (node_child(change, "region")->kind != NODE_NULL) {
			fputs(", ", stdout);
			print_value(node_child(change, "region"));
		}
		putchar('\n');
	}
}

static void print_call(const struct node *step, const char *indent)
{
	const struct node *name = node_child(step, "name"), *table = node_child(step, "table");

	printf("%s%-8s ", indent, node_child(step, "step")->data);
	print_value(node_child(step, "code"));
	printf("%s%s: ", name->kind == NODE_NULL ? "" : " ", name->data);
	print_value(node_child(step, "reason"));
	if (table->kind != NODE_NULL && node_number(table, "size") > 0) {
		printf(", %llu bytes at ", node_number(table, "size"));
		print_value(node_child(table, "address"));
	}
	putchar('\n');
	print_changes(node_child(step, "memory"));
}

static void print_state(const struct node *action)
{
	const struct node *firmware = node_child(action, "ta_firmware");

	printf("  => %s, power count %llu; TA %s, memory holds ", node_child(action, "linux_state")->data,
	       node_number(action, "power"), node_child(action, "ta_state")->data);
	if (firmware->kind == NODE_NULL)
		fputs("no firmware", stdout);
	else
		print_value(firmware);
	putchar('\n');
}

/* An action, and the calls that it took; returns the first step of the next one. */
static const struct node *print_action(const struct node *action, const struct node *step)
{
	const struct node *reason = node_child(action, "reason");

	printf("%s ", node_child(action, "action")->data);
	print_value(node_child(action, "file"));
	printf(": errno %lld, %s", (long long)node_number(action, "errno"), node_child(action, "verdict")->data);
	if (reason->kind != NODE_NULL) {
		fputs(": ", stdout);
		print_value(reason);
	}
	putchar('\n');
	for (const struct node *call = node_child(action, "calls")->first_child; call != NULL && step != NULL;
	     call = call->next, step = step->next)
		print_call(step, "  ");
	for (const struct node *line = node_child(action, "log")->first_child; line != NULL; line = line->next) {
		fputs("  | ", stdout);
		print_value(line);
		putchar('\n');
	}
	print_state(action);
	return step;
}

void boot_text(const struct node *report, const void *context)
{
	const struct node *boot = node_child(report, "boot");
	const struct node *step = node_child(boot, "steps")->first_child;
	const bool *several = context;

	if (*several) {
		print_value(node_child(report, "file"));
		putchar('\n');
	}
	for (const struct node *action = node_child(boot, "actions")->first_child; action != NULL;
	     action = action->next)
		step = print_action(action, step);
	for (; step != NULL; step = step->next)
		print_call(step, "");
	if (*several)
		putchar('\n');
}
