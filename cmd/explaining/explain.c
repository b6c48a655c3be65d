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
	out->code = code;
	if (code.kind == KIND_ERRNO) {
		out->advice = advice_on_errno(code.number, &out->name);
	} else {
		out->advice = advice_on_tee(command, code.number);
		out->name = signfw_tee_result_name(code.number);
	}
	return out->advice != NULL;
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

/* A log has errors of all drivers. */
static bool is_about_remoteproc(const char *line)
{
	static const char *const signs[] = {"remoteproc", "rproc", "RPROC", "Boot failed", ".m4:", "m33:"};

	for (size_t i = 0; i < COUNT(signs); i++)
		if (strstr(line, signs[i]) != NULL)
			return true;
	return false;
}

static bool is_worth_it(const char *line, struct code code)
{
	if (code.kind == KIND_ERRNO)
		return is_about_remoteproc(line);
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

bool explain_line(const char *line, struct explanation *out)
{
	/* words before numbers: "Failed to probe ... : 0xffff0006" isn't about a container */
	out->code = (struct code){KIND_LOG, 0};
	out->advice = advice_on_line(line, &out->name);
	if (out->advice != NULL || find_number(line, out) || find_name(line, out))
		return true;
	return strstr(line, "deferred probe") != NULL && is_about_remoteproc(line) &&
	       look_up(TA_LOAD, (struct code){KIND_ERRNO, ERRNO_PROBE_DEFER}, out);
}

bool explain_code(const char *text, struct explanation *out)
{
	struct code code;
	size_t size;

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

const char *explain_meaning(const struct explanation *explanation)
{
	return explanation->advice->meaning != NULL ? explanation->advice->meaning
						    : signfw_tee_result_meaning(explanation->code.number);
}
