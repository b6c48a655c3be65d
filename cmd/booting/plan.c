/* SPDX-License-Identifier: BSD-2-Clause */
#include "booting/plan.h"

#include <stdlib.h>
#include <string.h>

#include "arguments/number.h"
#include "base/out_of_memory.h"

/* A word of a sequence. */
struct word {
	const char *name;
	enum plan_kind kind;
	uint32_t value;
	bool takes_file;
};

static const struct word tee_words[] = {
	{"load", PLAN_COMMAND, SIGNFW_COMMAND_LOAD, true},
	{"start", PLAN_COMMAND, SIGNFW_COMMAND_START, false},
	{"stop", PLAN_COMMAND, SIGNFW_COMMAND_STOP, false},
	{"table", PLAN_COMMAND, SIGNFW_COMMAND_GET_RSC_TABLE, false},
	{"coredump", PLAN_COMMAND, SIGNFW_COMMAND_GET_COREDUMP, false},
	{"release", PLAN_COMMAND, SIGNFW_COMMAND_RELEASE, false},
	{"open", PLAN_OPEN, 0, false},
	{"close", PLAN_CLOSE, 0, false},
	{0},
};

static const struct word host_words[] = {
	{"start", PLAN_ACTION, SIGNFW_ACTION_START, true},
	{"stop", PLAN_ACTION, SIGNFW_ACTION_STOP, false},
	{"crash", PLAN_ACTION, SIGNFW_ACTION_CRASH, true},
	{"file", PLAN_INSTALL, 0, true},
	{"uboot-load", PLAN_ACTION, SIGNFW_ACTION_UBOOT_LOAD, true},
	{"uboot-start", PLAN_ACTION, SIGNFW_ACTION_UBOOT_START, false},
	{"uboot-stop", PLAN_ACTION, SIGNFW_ACTION_UBOOT_STOP, false},
	{0},
};

static const struct {
	const char *name, *words;
} stories[] = {
	{"linux", "start"},
	{"recovery", "start,crash"},
	{"uboot", "uboot-load,uboot-start"},
	{"uboot-then-linux", "uboot-load,uboot-start,start"},
};

static const struct word *find_word(const struct word *words, const char *text, size_t length)
{
	for (; words->name != NULL; words++)
		if (strlen(words->name) == length && memcmp(words->name, text, length) == 0)
			return words;
	return NULL;
}

/* How long the part of a sequence is that begins here, and its word. */
static size_t part_length(const char *text)
{
	return strcspn(text, ",");
}

static size_t word_length(const char *text)
{
	return strcspn(text, ",=");
}

/* Whether every word is one of these. */
static bool has_only(const struct word *words, const char *text)
{
	for (;; text++) {
		if (find_word(words, text, word_length(text)) == NULL)
			return false;
		text += part_length(text);
		if (*text == '\0')
			return true;
	}
}

/* What is behind the '=', or nothing: a file, or of "open" a processor. */
static bool parse_value(struct plan_step *step, const struct word *word, const char *text, size_t length)
{
	if (length == 0)
		return word->kind != PLAN_INSTALL;
	char *value = memory_or_exit(strndup(text + 1, length - 1));

	if (word->takes_file && value[0] != '\0') {
		step->file = value;
		return true;
	}
	uint64_t number = 0;
	const bool done = word->kind == PLAN_OPEN && parse_number(value, UINT32_MAX, &number);

	step->value = (uint32_t)number;
	step->has_value = done;
	free(value);
	return done;
}

static bool parse_step(struct plan_step *step, const struct word *words, const char *text)
{
	const size_t length = word_length(text);
	const struct word *word = find_word(words, text, length);

	if (word == NULL)
		return false;
	*step = (struct plan_step){.kind = word->kind, .value = word->value, .name = word->name};
	return parse_value(step, word, text + length, part_length(text) - length);
}

static const char *story_of(const char *name)
{
	for (size_t i = 0; i < sizeof(stories) / sizeof(stories[0]); i++)
		if (strcmp(stories[i].name, name) == 0)
			return stories[i].words;
	return NULL;
}

const char *plan_parse(struct plan *out, const char *text, bool has_kernel)
{
	const char *story = story_of(text);
	const char *at = story == NULL ? text : story;
	const bool has_host = story != NULL || (has_only(host_words, at) && (has_kernel || !has_only(tee_words, at)));

	*out = (struct plan){.has_host = has_host, .stops_early = story != NULL};
	for (;; at++) {
		if (out->count == PLAN_STEPS_MAX ||
		    !parse_step(&out->steps[out->count], has_host ? host_words : tee_words, at))
			return at;
		out->count++;
		at += part_length(at);
		if (*at == '\0')
			return NULL;
	}
}

void plan_release(struct plan *plan)
{
	for (size_t i = 0; i < plan->count; i++)
		free(plan->steps[i].file);
	plan->count = 0;
}
