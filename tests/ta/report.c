/* SPDX-License-Identifier: BSD-2-Clause */
#include "report.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "fuzz.h"

#define RULES    128
#define COMMANDS 7
#define VERDICTS 32

static struct {
	const char *rules[RULES]; /* which decided a LOAD, in the order of their first */
	uint64_t by_rule[RULES];
	uint64_t by_command[COMMANDS];
	uint64_t containers[VERDICTS];
} counts;

static const char *const commands[COMMANDS] = {
	NULL, "LOAD", "START", "STOP", "GET_RSC_TABLE", "GET_COREDUMP", "RELEASE",
};

static void count_rule(const char *rule)
{
	size_t i = 0;

	while (counts.rules[i] != NULL && strcmp(counts.rules[i], rule) != 0)
		i++;
	/* the last stays empty */
	CHECK(i < RULES - 1);
	counts.rules[i] = rule;
	counts.by_rule[i]++;
}

void report_step(const struct step *step)
{
	if (step->verdict == VERDICT_LEFT_OUT)
		return;
	counts.by_command[step->command]++;
	if (step->command == SIGNFW_COMMAND_LOAD)
		count_rule(step->model.rule);
}

void report_container(unsigned verdict)
{
	CHECK(verdict < VERDICTS);
	counts.containers[verdict]++;
}

void report_difference(const struct subject *subject, const struct setting *setting, const struct step *step)
{
	const struct signfw_answer *model = &step->model;

	if (step->verdict == VERDICT_UNEXPLAINED)
		printf("unexplained: %s", subject->input->name);
	else
		printf("%s: %s", comparison_explanation(step->verdict - VERDICT_EXPLAINED)->id, subject->input->name);
	if (subject->is_changed)
		printf(", changed by --seed %" PRIu64, subject->seed);
	printf(", heap of %zu bytes%s%s\n", setting->board.heap_size, setting->board.fences ? "" : ", without fences",
	       setting->board.check_signatures ? ", signature checked" : "");
	printf("  %s: %s\n", commands[step->command], step->difference);
	printf("  the model answers 0x%08" PRIx32 " by rule %s", model->result, model->rule);
	if (model->offset != SIGNFW_NO_OFFSET)
		printf(" at 0x%" PRIx64, model->offset);
	printf(": %s\n", model->reason);
}

static uint64_t count_explained(void)
{
	uint64_t sum = 0;

	for (size_t i = VERDICT_EXPLAINED; i < VERDICTS; i++)
		sum += counts.containers[i];
	return sum;
}

static void print_explained(void)
{
	const struct explanation *row;

	for (size_t i = 0; (row = comparison_explanation(i)) != NULL; i++)
		if (counts.containers[VERDICT_EXPLAINED + i] > 0)
			printf("  %-22s %10" PRIu64 "  docs/device-model.md, \"%s\": %s\n", row->id,
			       counts.containers[VERDICT_EXPLAINED + i], row->section, row->what);
}

bool report_finish(void)
{
	const uint64_t *containers = counts.containers;
	const uint64_t explained = count_explained();

	printf("containers: %" PRIu64 " equal, %" PRIu64 " explained, %" PRIu64 " unexplained, %" PRIu64 " left out\n",
	       containers[VERDICT_EQUAL], explained, containers[VERDICT_UNEXPLAINED], containers[VERDICT_LEFT_OUT]);
	printf("commands:\n");
	for (size_t i = 1; i < COMMANDS; i++)
		printf("  %-22s %10" PRIu64 "\n", commands[i], counts.by_command[i]);
	printf("rules of LOAD:\n");
	for (size_t i = 0; counts.rules[i] != NULL; i++)
		printf("  %-22s %10" PRIu64 "\n", counts.rules[i], counts.by_rule[i]);
	if (explained > 0)
		printf("explained:\n");
	print_explained();
	return containers[VERDICT_UNEXPLAINED] == 0;
}
