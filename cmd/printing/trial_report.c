/* SPDX-License-Identifier: BSD-2-Clause */
#include "printing/trial_report.h"

#include <stdio.h>
#include <string.h>

#include "base/size_text.h"
#include "printing/text.h"

/* ---- the tree ------------------------------------------------------------------- */

/* Whether it is a device as the options have it, and not one with a change. */
static bool is_asked(const struct trials *trials, const struct trial *trial)
{
	return trial->is_asked && trial->trusts_signer != trials->key_given && trial->heap_size == 0;
}

static bool is_match(const struct trials *trials, const struct trial *trial)
{
	return trial->answer.result == trials->code && is_asked(trials, trial);
}

bool trials_have_match(const struct trials *trials)
{
	for (size_t i = 0; i < trials->count; i++)
		if (is_match(trials, &trials->list[i]))
			return true;
	return false;
}

static bool is_same(const char *one, const char *two)
{
	return one == two || (one != NULL && two != NULL && strcmp(one, two) == 0);
}

/* What has to be changed, as bits. */
enum change {
	CHANGE_KEY = 1,
	CHANGE_BOARD = 2,
	CHANGE_DEVICE = 4,
	CHANGE_HEAP = 8,
	CHANGE_ALL = 15
};

static unsigned changes_between(const struct trial *from, const struct trial *to)
{
	return (from->trusts_signer != to->trusts_signer ? CHANGE_KEY : 0U) |
	       (is_same(from->board, to->board) ? 0U : CHANGE_BOARD) |
	       (is_same(from->device, to->device) ? 0U : CHANGE_DEVICE) |
	       (from->heap_size == to->heap_size ? 0U : CHANGE_HEAP);
}

static int count_bits(unsigned changes)
{
	int count = 0;

	for (; changes != 0; changes &= changes - 1)
		count++;
	return count;
}

/* How a device that gives the code becomes one that loads the file, with the fewest changes. */
struct step {
	const struct trial *from, *to;
	unsigned changes; /* 0: there is none */
};

/* The step that makes these changes, or only some of them. */
static struct step find_step(const struct trials *trials, unsigned allowed)
{
	struct step best = {0};

	for (size_t i = 0; i < trials->count; i++) {
		const struct trial *from = &trials->list[i];

		for (size_t j = 0; j < trials->count && is_match(trials, from); j++) {
			const struct trial *to = &trials->list[j];
			const unsigned changes = changes_between(from, to);

			if (to->answer.result != SIGNFW_TEE_SUCCESS || changes == 0 || (changes & ~allowed) != 0 ||
			    (best.changes != 0 && count_bits(changes) >= count_bits(best.changes)))
				continue;
			best = (struct step){from, to, changes};
		}
	}
	return best;
}

static void add_device(struct node *object, const struct trial *trial, const struct trials *trials)
{
	add_text(object, "device", trial->device);
	add_text(object, "board", trial->board);
	add_text(object, "key", !trials->key_given ? NULL : trial->trusts_signer ? "signer" : "given");
	add_size_if(object, "heap", trial->heap_size != 0, trial->heap_size);
}

static void add_step(struct node *list, const struct trials *trials, struct step step)
{
	static const char *const names[] = {"key", "board", "device", "heap"};

	if (step.changes == 0)
		return;
	struct node *object = add_object(list, NULL);
	struct node *changes = add_list(object, "change");

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if ((step.changes & 1U << i) != 0)
			add_text(changes, NULL, names[i]);
	add_device(add_object(object, "from"), step.from, trials);
	add_device(add_object(object, "to"), step.to, trials);
}

static void add_nearest(struct node *report, const struct trials *trials)
{
	struct node *list = add_list(report, "nearest");
	const struct node *first;

	if (trials->code == SIGNFW_TEE_SUCCESS)
		return;
	for (unsigned change = 1; change < CHANGE_ALL; change <<= 1)
		add_step(list, trials, find_step(trials, change));
	first = list->first_child;
	if (first == NULL)
		add_step(list, trials, find_step(trials, CHANGE_ALL));
}

static void add_matches(struct node *report, const struct trials *trials)
{
	struct node *list = add_list(report, "matches");

	for (size_t i = 0; i < trials->count; i++) {
		const struct trial *trial = &trials->list[i];

		if (!is_match(trials, trial))
			continue;
		struct node *object = add_object(list, NULL);

		add_device(object, trial, trials);
		add_text(object, "rule", trial->answer.rule);
		add_offset(object, "offset", trial->answer.offset);
		add_text(object, "reason", trial->answer.reason);
	}
}

/* How many devices answer as this one does; 0 if that was counted with an earlier one, or is the code itself. */
static size_t count_like(const struct trials *trials, size_t index)
{
	const struct trial *one = &trials->list[index];
	size_t count = 0;

	if (!is_asked(trials, one) || one->answer.result == trials->code)
		return 0;
	for (size_t i = 0; i < trials->count; i++) {
		const struct trial *other = &trials->list[i];

		if (!is_asked(trials, other) || other->answer.result != one->answer.result)
			continue;
		if (i < index)
			return 0;
		count++;
	}
	return count;
}

/* The other answers, each once. */
static void add_others(struct node *report, const struct trials *trials)
{
	struct node *list = add_list(report, "others");

	for (size_t i = 0; i < trials->count; i++) {
		const uint32_t result = trials->list[i].answer.result;
		const size_t count = count_like(trials, i);

		if (count == 0)
			continue;
		struct node *object = add_object(list, NULL);

		add_code(object, "code", result);
		add_text(object, "name", signfw_tee_result_name(result));
		add_size(object, "count", count);
	}
}

void add_trials(struct node *report, const struct trials *trials)
{
	struct node *object = add_object(report, "trials");

	add_text(object, "file", trials->path);
	add_code(object, "code", trials->code);
	add_text(object, "name", signfw_tee_result_name(trials->code));
	add_boolean(object, "key_given", trials->key_given);
	add_size(object, "tried", trials->count);
	add_matches(object, trials);
	add_nearest(object, trials);
	add_others(object, trials);
}

/* ---- as text -------------------------------------------------------------------- */

static void print_device(const struct node *device)
{
	const struct node *board = node_child(device, "board"), *key = node_child(device, "key"),
			  *heap = node_child(device, "heap");

	fputs(node_child(device, "device")->data, stdout);
	if (board->kind != NODE_NULL)
		printf(" on %s", board->data);
	if (key->kind != NODE_NULL)
		fputs(strcmp(key->data, "given") == 0 ? ", trusting --key" : ", trusting the key of its signer",
		      stdout);
	if (heap->kind != NODE_NULL)
		printf(", with a heap of %s", size_text(heap->number).text);
}

static bool has_same_reason(const struct node *one, const struct node *two)
{
	return strcmp(node_child(one, "device")->data, node_child(two, "device")->data) == 0 &&
	       strcmp(node_child(one, "reason")->data, node_child(two, "reason")->data) == 0;
}

/* A device, all boards on which it answers so, and why. */
static const struct node *print_match(const struct node *match)
{
	const struct node *next = match;

	printf("  %s", node_child(match, "device")->data);
	for (; next != NULL && has_same_reason(match, next); next = next->next)
		if (node_child(next, "board")->kind != NODE_NULL)
			printf("%s %s", next == match ? " on" : ",", node_child(next, "board")->data);
	printf("\n    why     ");
	print_value(node_child(match, "reason"));
	putchar('\n');
	return next;
}

static void print_nearest(const struct node *nearest)
{
	const struct node *step = nearest->first_child;

	if (step == NULL)
		puts("No device that is known here loads it: the file has to be changed, as the reason says.");
	for (; step != NULL; step = step->next) {
		const struct node *change = node_child(step, "change")->first_child;

		fputs("It would be loaded with another ", stdout);
		for (; change != NULL; change = change->next)
			printf("%s%s", change->data, change->next == NULL ? ": " : " and ");
		print_device(node_child(step, "to"));
		fputs("\n  instead of ", stdout);
		print_device(node_child(step, "from"));
		putchar('\n');
	}
}

static void print_others(const struct node *trials)
{
	const struct node *other = node_child(trials, "others")->first_child;

	if (other != NULL)
		puts("Others answer");
	for (; other != NULL; other = other->next) {
		fputs("  ", stdout);
		print_value(node_child(other, "code"));
		printf(" %s: %llu\n", node_child(other, "name")->data, node_number(other, "count"));
	}
}

void print_trials(const struct node *report)
{
	const struct node *trials = node_child(report, "trials");
	const struct node *match = node_child(trials, "matches")->first_child;

	putchar('\n');
	print_value(node_child(trials, "file"));
	fputs(match == NULL ? ": no device that is known here answers " : ": ", stdout);
	print_value(node_child(trials, "code"));
	printf("%s\n", match == NULL ? "" : " is the answer of");
	const bool is_answered = match != NULL;

	while (match != NULL)
		match = print_match(match);
	if (is_answered && node_number(trials, "code") != SIGNFW_TEE_SUCCESS)
		print_nearest(node_child(trials, "nearest"));
	if (!is_answered && node_number(trials, "code") == SIGNFW_TEE_SIGNATURE_INVALID &&
	    node_child(trials, "key_given")->number == 0)
		puts("Every device that trusts another key than that of the signer answers so: say which, with --key.");
	print_others(trials);
}
