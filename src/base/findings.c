/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/findings.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/error.h"

/* Hostile input must not make us fill the memory with findings; nor fuzzing spend its time on writing their messages. */
#ifdef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION
#define FINDINGS_MAX 40
#else
#define FINDINGS_MAX 1000
#endif

enum signing_grade {
	FIXED,
	FORCE,
	WARN,
	ASK,
	BOOT,
	SOME,
	NOTE
};
enum reading_grade {
	READ_ERROR,
	READ_WARN,
	READ_INFO
};

static const struct {
	const char *id;
	enum signfw_status status;
	enum signing_grade signing;
	enum reading_grade reading;
	const char *explanation;
} rules[SFW_RULE_COUNT] = {
#define RULE(name, id, status, signing, reading, explanation) \
	[SFW_##name] = {id, SIGNFW_E_##status, signing, READ_##reading, explanation},
	SFW_RULES(RULE)
#undef RULE
};

struct item {
	enum sfw_rule rule;
	enum signfw_severity severity;
	uint64_t offset;
	char *source; /* owned, or NULL */
	char message[sizeof(((struct signfw_error *)0)->message)];
};

struct signfw_findings {
	struct item *items;
	size_t count, capacity;
	const char *source; /* of what is found from now on */
	bool signing, force, strict, refuse_published_keys, boot, leave_to_device;
	bool out_of_memory;
};

const char *signfw_finding_id(size_t index, const char **explanation)
{
	if (index >= SFW_RULE_COUNT)
		return NULL;
	if (explanation != NULL)
		*explanation = rules[index].explanation;
	return rules[index].id;
}

signfw_findings *sfw_findings_new(void)
{
	return calloc(1, sizeof(signfw_findings));
}

enum signfw_status signfw_findings_new(signfw_findings **out, struct signfw_error *err)
{
	if (out == NULL)
		return sfw_fail(err, SIGNFW_E_ARGUMENT, "no place for the list was given");
	signfw_findings *findings = sfw_findings_new();

	if (findings == NULL)
		return sfw_fail_memory(err);
	*out = findings;
	return SIGNFW_OK;
}

void signfw_findings_free(signfw_findings *findings)
{
	if (findings == NULL)
		return;
	sfw_findings_truncate(findings, 0);
	free(findings->items);
	free(findings);
}

void sfw_findings_cleanup(signfw_findings **findings)
{
	signfw_findings_free(*findings);
}

signfw_findings *sfw_findings_of_caller(signfw_findings *findings, signfw_findings **own)
{
	if (findings == NULL)
		return *own = sfw_findings_new();
	sfw_findings_truncate(findings, 0);
	return findings;
}

size_t signfw_findings_count(const signfw_findings *findings)
{
	return findings == NULL ? 0 : findings->count;
}

void sfw_findings_judge_reading(signfw_findings *findings)
{
	findings->signing = false;
	findings->force = false;
}

void sfw_findings_judge_signing(signfw_findings *findings, bool force)
{
	findings->signing = true;
	findings->force = force;
	findings->refuse_published_keys = false;
	findings->leave_to_device = false;
}

void sfw_findings_judge_boot(signfw_findings *findings)
{
	findings->boot = true;
}

void sfw_findings_refuse_published_keys(signfw_findings *findings)
{
	findings->refuse_published_keys = true;
}

void sfw_findings_leave_to_device(signfw_findings *findings)
{
	findings->leave_to_device = true;
}

void sfw_findings_begin_signing(signfw_findings *findings, const struct signfw_sign_options *options)
{
	sfw_findings_truncate(findings, 0);
	sfw_findings_judge_signing(findings, (options->flags & SIGNFW_SIGN_FORCE) != 0);
	if ((options->flags & SIGNFW_SIGN_REFUSE_PUBLISHED_KEYS) != 0)
		sfw_findings_refuse_published_keys(findings);
	if ((options->flags & SIGNFW_SIGN_DEVICE_IS_ASKED) != 0)
		sfw_findings_leave_to_device(findings);
}

void sfw_findings_set_source(signfw_findings *findings, const char *source)
{
	findings->source = source;
}

static enum signfw_severity grade(const signfw_findings *findings, enum sfw_rule rule)
{
	if (findings->boot && (rules[rule].signing == BOOT || rules[rule].signing == FORCE))
		return SIGNFW_ERROR;
	if (!findings->signing) {
		switch (rules[rule].reading) {
		case READ_ERROR:
			return SIGNFW_ERROR;
		case READ_WARN:
			return SIGNFW_WARNING;
		case READ_INFO:
			return SIGNFW_INFO;
		}
	}
	switch (rules[rule].signing) {
	case FIXED:
		return SIGNFW_ERROR;
	case FORCE:
		return findings->force ? SIGNFW_WARNING : SIGNFW_ERROR;
	case ASK:
		return findings->refuse_published_keys ? SIGNFW_ERROR : SIGNFW_WARNING;
	case NOTE:
		return SIGNFW_INFO;
	case WARN:
	case BOOT:
	case SOME:
		break;
	}
	return SIGNFW_WARNING;
}

/* As the list judges now: strictness is a property of the list, so that it can be taken back. */
static enum signfw_severity severity_of(const signfw_findings *findings, const struct item *item)
{
	return findings->strict && item->severity == SIGNFW_WARNING ? SIGNFW_ERROR : item->severity;
}

enum signfw_status signfw_findings_get(const signfw_findings *findings, size_t index, struct signfw_finding *out)
{
	if (out == NULL || index >= signfw_findings_count(findings))
		return SIGNFW_E_ARGUMENT;
	const struct item *item = &findings->items[index];

	*out = (struct signfw_finding){
		.severity = severity_of(findings, item),
		.forcible = findings->signing && item->severity == SIGNFW_ERROR && rules[item->rule].signing == FORCE,
		.id = rules[item->rule].id,
		.offset = item->offset,
		.source = item->source,
		.message = item->message,
	};
	return SIGNFW_OK;
}

static const struct item *first_error(const signfw_findings *findings)
{
	for (size_t i = 0; i < findings->count; i++)
		if (severity_of(findings, &findings->items[i]) == SIGNFW_ERROR)
			return &findings->items[i];
	return NULL;
}

/* A new item at the end of the list, or NULL for want of memory. */
static struct item *append(signfw_findings *findings)
{
	struct item *items = sfw_array_grow(findings->items, findings->count, &findings->capacity, sizeof(*items));

	if (items == NULL)
		return NULL;
	findings->items = items;
	struct item *item = &findings->items[findings->count];

	*item = (struct item){.source = findings->source == NULL ? NULL : strdup(findings->source)};
	if (item->source == NULL && findings->source != NULL)
		return NULL;
	findings->count++;
	return item;
}

void sfw_report(signfw_findings *findings, enum sfw_rule rule, uint64_t offset, const char *format, ...)
{
	const enum signfw_severity severity = grade(findings, rule);

	va_list arguments;

	if (findings->signing && findings->leave_to_device && rules[rule].signing == SOME)
		return;
	if (findings->count == FINDINGS_MAX && rule != SFW_FINDINGS_LIMIT)
		sfw_report(findings, SFW_FINDINGS_LIMIT, SIGNFW_NO_OFFSET,
			   "more than %d findings; the rest is left out", FINDINGS_MAX);
	/* past the limit only a verdict still matters */
	if (findings->count > FINDINGS_MAX && (severity < SIGNFW_ERROR || first_error(findings) != NULL))
		return;
	struct item *item = append(findings);

	if (item == NULL) {
		findings->out_of_memory = true;
		return;
	}
	item->rule = rule;
	item->severity = severity;
	item->offset = offset;
	va_start(arguments, format);
	vsnprintf(item->message, sizeof(item->message), format, arguments);
	va_end(arguments);
}

void sfw_findings_set_strict(signfw_findings *findings, bool strict)
{
	findings->strict = strict;
}

static bool is_among(const enum sfw_rule *list, enum sfw_rule rule)
{
	for (; list != NULL && *list != SFW_RULE_COUNT; list++)
		if (*list == rule)
			return true;
	return false;
}

void sfw_findings_add(signfw_findings *findings, const signfw_findings *more, const enum sfw_rule *except)
{
	for (size_t i = 0; i < more->count; i++)
		if (!is_among(except, more->items[i].rule))
			sfw_report(findings, more->items[i].rule, more->items[i].offset, "%s", more->items[i].message);
}

void sfw_findings_truncate(signfw_findings *findings, size_t count)
{
	while (findings->count > count)
		free(findings->items[--findings->count].source);
	findings->out_of_memory = false;
}

enum signfw_status sfw_findings_verdict(const signfw_findings *findings, struct signfw_error *err)
{
	const struct item *error = first_error(findings);

	if (findings->out_of_memory)
		return sfw_fail_memory(err);
	if (error == NULL)
		return SIGNFW_OK;
	return sfw_fail_at(err, rules[error->rule].status, error->offset, "%s%s%s",
			   error->source == NULL ? "" : error->source, error->source == NULL ? "" : ": ",
			   error->message);
}
