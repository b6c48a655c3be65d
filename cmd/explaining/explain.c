/* SPDX-License-Identifier: BSD-2-Clause */
#include "explaining/explain.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "signfw/device.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* A Linux error is below this; as an unsigned number it is within as much of the end. */
#define ERRNO_LIMIT 4096

/* Finds what there is to say about a code; false if that is nothing. */
static bool look_up(enum ta_command command, struct code code, struct explanation *out)
{
	*out = (struct explanation){.code = code, .severity = SIGNFW_ERROR};
	if (code.kind == KIND_ERRNO) {
		out->advice = advice_on_errno(code.number, &out->name);
	} else {
		out->advice = advice_on_tee(command, code.number);
		out->name = signfw_tee_result_name(code.number);
		out->severity = code.number == SIGNFW_TEE_SUCCESS ? SIGNFW_INFO : SIGNFW_ERROR;
	}
	if (out->advice == NULL)
		return false;
	out->meaning = out->advice->meaning != NULL ? out->advice->meaning : signfw_tee_result_meaning(code.number);
	return true;
}

/*
 * The number that `text` begins with, in any form that a log has it in:
 * 0xffff0006, ffff0006, 4294901766, -5, fffffffb.  Sets *size to its length.
 */
static bool parse_code(const char *text, size_t *size, struct code *out)
{
	const bool negative = text[0] == '-';
	const char *digits = text + negative;
	int base = 10;
	char *end;

	/* OP-TEE prints some results with "0x" twice */
	for (; digits[0] == '0' && tolower((unsigned char)digits[1]) == 'x'; digits += 2)
		base = 16;
	if (strspn(digits, "0123456789abcdefABCDEF") == 8)
		base = 16;
	if (!isxdigit((unsigned char)digits[0]))
		return false;
	const unsigned long long number = strtoull(digits, &end, base);

	if (end == digits || isalnum((unsigned char)*end) || number > UINT32_MAX)
		return false;
	*size = (size_t)(end - text);
	*out = (struct code){KIND_TEE, (uint32_t)number};
	if (negative && number < ERRNO_LIMIT)
		out->kind = KIND_ERRNO;
	else if (number > UINT32_MAX - (ERRNO_LIMIT - 1))
		*out = (struct code){KIND_ERRNO, (uint32_t)(UINT32_MAX - number + 1)};
	return !negative || out->kind == KIND_ERRNO;
}

static bool is_worth_it(const char *line, struct code code)
{
	if (code.kind == KIND_ERRNO)
		return log_line_is_ours(line);
	return code.number != SIGNFW_TEE_SUCCESS;
}

/* A code behind a word that announces one: "TEE err: ffff0006", "(res = 0xffff0006)", "Boot failed: -5". */
static bool find_number(const char *line, struct explanation *out)
{
	static const char *const words[] = {"err", "error",    "res",    "result", "code",
					    "ret", "returned", "failed", "with"};
	struct code code;
	size_t size;

	for (size_t i = 0; i < COUNT(words); i++)
		for (const char *at = line; (at = strcasestr(at, words[i])) != NULL; at++) {
			const char *number = at + strlen(words[i]);

			if (at > line && isalnum((unsigned char)at[-1]))
				continue;
			number += strspn(number, " \t:=(#");
			if (parse_code(number, &size, &code) && is_worth_it(line, code) &&
			    look_up(ta_command_in(line), code, out))
				return true;
		}
	return false;
}

static bool find_name(const char *line, struct explanation *out)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789";
	struct code code = {KIND_TEE, 0};
	char name[48];
	const char *at = strstr(line, "TEE_ERROR_");

	if (at == NULL)
		at = strstr(line, "TEEC_ERROR_");
	if (at == NULL || strspn(at, letters) >= sizeof(name))
		return false;
	snprintf(name, sizeof(name), "%.*s", (int)strspn(at, letters), at);
	return tee_code_by_name(name, &code.number) && look_up(ta_command_in(line), code, out);
}

/* Whether a line is about a TEE: others print addresses that look like its results. */
static bool is_about_tee(const char *line)
{
	static const char *const signs[] = {"TEE", "tee", "E/TA", "E/TC", "TA:"};

	for (size_t i = 0; i < COUNT(signs); i++)
		if (strstr(line, signs[i]) != NULL)
			return true;
	return log_line_is_ours(line);
}

static bool is_bare_code(const char *line, struct code code)
{
	return code.kind == KIND_ERRNO
		       ? log_line_is_ours(line)
		       : code.number > INT32_MAX && is_about_tee(line) && signfw_tee_result_name(code.number) != NULL;
}

/* A code that nothing announces: "remoteproc0: ... -22", "TEE err ffff0006". */
static bool find_bare_code(const char *line, struct explanation *out)
{
	static const char before[] = " \t:=(,[#";
	struct code code;
	size_t size;

	for (const char *at = line; *at != '\0'; at++)
		if ((at == line || strchr(before, at[-1]) != NULL) && parse_code(at, &size, &code) &&
		    is_bare_code(line, code) && look_up(ta_command_in(line), code, out))
			return true;
	return false;
}

static bool find_code(const char *line, struct explanation *out)
{
	return find_number(line, out) || find_name(line, out) || find_bare_code(line, out);
}

static bool is_deferred(const char *line)
{
	static const char words[] = "deferred probe";
	const char *found = strstr(line, words);

	return found != NULL && (found == line || log_line_is_ours(line));
}

bool explain_line(const char *line, struct explanation *out)
{
	/* words before numbers: "Failed to probe ... : 0xffff0006" isn't about a container */
	const struct log_line *row = log_line_find(line);

	if (row == NULL && is_deferred(line))
		return look_up(TA_LOAD, (struct code){KIND_ERRNO, ERRNO_PROBE_DEFER}, out);
	const bool has_code = (row == NULL || row->has_code) && find_code(line, out);

	if (row == NULL)
		return has_code;
	if (!has_code)
		*out = (struct explanation){.code = {KIND_LOG, 0},
					    .name = row->pattern,
					    .meaning = row->advice.meaning,
					    .advice = &row->advice};
	out->severity = row->severity;
	out->source = row->source;
	return true;
}

/* Finds what there is to say about a finding, by its id. */
static bool look_up_finding(const char *text, struct explanation *out)
{
	const char *id, *meaning;

	for (size_t i = 0; (id = signfw_finding_id(i, &meaning)) != NULL; i++) {
		if (strcmp(id, text) != 0)
			continue;
		*out = (struct explanation){
			.code = {KIND_FINDING, 0}, .name = id, .meaning = meaning, .finding = finding_advice(id)};
		return true;
	}
	return false;
}

bool explain_code(const char *text, struct explanation *out)
{
	struct code code;
	size_t size;

	if (look_up_finding(text, out))
		return true;

	if (parse_code(text, &size, &code) && text[size] == '\0') {
		/* nobody means the TEE by 5 */
		if (code.kind == KIND_TEE && code.number != SIGNFW_TEE_SUCCESS && code.number < ERRNO_LIMIT)
			code.kind = KIND_ERRNO;
	} else if (tee_code_by_name(text, &code.number)) {
		code.kind = KIND_TEE;
	} else if (errno_by_name(text + (text[0] == '-'), &code.number)) {
		code.kind = KIND_ERRNO;
	} else {
		return false;
	}
	return look_up(TA_LOAD, code, out);
}
