/* SPDX-License-Identifier: BSD-2-Clause */
#include "printing/github.h"

#include <stdio.h>
#include <string.h>

#include "printing/problems.h"
#include "printing/utf8.h"

/* As the runner decodes it: '%' and ends of lines, and in properties what ends them. */
static void print_encoded(const char *text, const char *special)
{
	while (*text != '\0') {
		const size_t length = utf8_length(text);

		if (length == 0)
			fputs(UTF8_REPLACEMENT, stdout);
		else if (strchr(special, *text) != NULL)
			printf("%%%02X", (unsigned char)*text);
		else
			fwrite(text, 1, length, stdout);
		text += length == 0 ? 1 : length;
	}
}

struct annotation {
	const char *file;
	enum signfw_severity least;
};

static void print_problem(const struct problem *problem, void *context)
{
	static const char *const commands[] = {
		[SIGNFW_INFO] = "notice", [SIGNFW_WARNING] = "warning", [SIGNFW_ERROR] = "error"};
	const struct annotation *annotation = context;

	if (problem->severity < annotation->least)
		return;
	printf("::%s file=", commands[problem->severity]);
	print_encoded(annotation->file, "%\r\n:,");
	printf(",title=%s::", problem->id);
	print_encoded(problem->text, "%\r\n");
	if (problem->offset != SIGNFW_NO_OFFSET)
		printf(" (offset 0x%llx)", (unsigned long long)problem->offset);
	putchar('\n');
}

void github_print(const struct call *call, const struct node *report)
{
	struct annotation annotation = {
		.file = node_child(report, "file")->data,
		.least = call->quiet     ? SIGNFW_ERROR
			 : call->verbose ? SIGNFW_INFO
					 : SIGNFW_WARNING,
	};

	each_problem(report, print_problem, &annotation);
}
