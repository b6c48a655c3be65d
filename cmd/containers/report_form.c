/* SPDX-License-Identifier: BSD-2-Clause */
#include "containers/report_form.h"

#include <stdlib.h>
#include <string.h>

#include "arguments/command.h"
#include "base/features.h"
#include "files/output.h"
#include "printing/html.h"

static const struct choice formats[] = {
	{"text", REPORT_TEXT},     {"json", REPORT_JSON}, {"sarif", REPORT_SARIF}, {"junit", REPORT_JUNIT},
	{"github", REPORT_GITHUB}, {"html", REPORT_HTML}, {"svg", REPORT_SVG},     {0}};

const struct option_row report_form_rows[] = {
	{"format", 0, NULL, OPTION_CHOICE, offsetof(struct report_form, format), .choices = formats,
	 .help = "print the result in this form: json is the same as --json; sarif, junit and github are for CI "
		 "servers, html is a page to look at; svg is the memory map of check alone"},
	{"out", 'o', "FILE", OPTION_TEXT, offsetof(struct report_form, out), .noun = "report", .file = FILE_WRITTEN,
	 .help = "html and svg: write to this file; standard output if not given"},
	{0},
};

static bool is_page(int format)
{
	return format == REPORT_HTML || format == REPORT_SVG;
}

bool report_form_check(const struct report_form *form, struct call *call)
{
	if (call->json && form->format != 0 && form->format != REPORT_JSON)
		return call_misused(call, "--json and --format exclude each other");
	if (!HAS_JSON && (form->format == REPORT_JSON || form->format == REPORT_SARIF))
		return call_misused(call, "--format: " WITHOUT_JSON);
	if (form->out != NULL && !is_page(form->format))
		return call_misused(call, "--out goes with --format html or svg; other forms go to standard output");
	if (form->format == REPORT_SVG && strcmp(call->command->name, "check") != 0)
		return call_misused(call, "--format svg draws the memory of a device: it goes with check");
	call->json = call->json || form->format == REPORT_JSON;
	call->format = form->format;
	return true;
}

bool report_form_write(const struct report_form *form, struct call *call)
{
	size_t size;

	if (!is_page(form->format))
		return true;
	char *page = html_page(form->format, &size);
	const int code = write_bytes(form->out == NULL ? "-" : form->out, page, size);

	free(page);
	return code == EXIT_DONE || call_ends(call, code);
}
