/* SPDX-License-Identifier: BSD-2-Clause */
#include "printing/problems.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/out_of_memory.h"

struct visit {
	void (*each)(const struct problem *problem, void *context);
	void *context;
};

static uint64_t offset_of(const struct node *object)
{
	const struct node *offset = node_child(object, "offset");

	return offset->kind == NODE_NULL ? SIGNFW_NO_OFFSET : offset->number;
}

static void visit_finding(const struct visit *visit, const struct node *finding)
{
	const struct node *source = node_child(finding, "source");
	char *text;

	if (asprintf(&text, "%s%s%s", source == NULL ? "" : source->data, source == NULL ? "" : ": ",
		     node_child(finding, "message")->data) < 0)
		out_of_memory();
	visit->each(&(struct problem){(enum signfw_severity)node_number(finding, "severity"),
				      node_child(finding, "id")->data, offset_of(finding), text},
		    visit->context);
	free(text);
}

/* What a device answers to a command, unless that is success. */
static void visit_answer(const struct visit *visit, const struct node *report, const struct node *answer)
{
	const struct node *command = node_child(answer, "command"), *name = node_child(answer, "name");
	const struct node *code = node_child(answer, "code");
	char *text;
	int length;

	if (code->kind != NODE_NULL && code->number == 0)
		return;
	if (code->kind == NODE_NULL)
		length = asprintf(&text, "%s doesn't start it: %s", node_child(report, "device")->data,
				  node_child(answer, "reason")->data);
	else
		length = asprintf(&text, "%s answers %s with 0x%08llx%s%s: %s", node_child(report, "device")->data,
				  command == NULL ? "LOAD" : command->data, node_number(answer, "code"),
				  name->kind == NODE_NULL ? "" : " ", name->data, node_child(answer, "reason")->data);
	if (length < 0)
		out_of_memory();
	visit->each(&(struct problem){SIGNFW_ERROR, node_child(answer, "rule")->data, offset_of(answer), text},
		    visit->context);
	free(text);
}

void each_problem(const struct node *report, void (*each)(const struct problem *problem, void *context), void *context)
{
	const struct visit visit = {each, context};
	const struct node *message = node_child(report, "message"), *findings = node_child(report, "findings");
	const struct node *load = node_child(report, "load"), *answers = node_child(report, "answers");

	if (message != NULL)
		each(&(struct problem){SIGNFW_ERROR, "not-judged", SIGNFW_NO_OFFSET, message->data}, context);
	for (const struct node *at = findings == NULL ? NULL : findings->first_child; at != NULL; at = at->next)
		visit_finding(&visit, at);
	if (load != NULL)
		visit_answer(&visit, report, load);
	for (const struct node *at = answers == NULL ? NULL : answers->first_child; at != NULL; at = at->next)
		visit_answer(&visit, report, at);
}
