/* SPDX-License-Identifier: BSD-2-Clause */
#include "printing/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "base/progress.h"
#include "printing/github.h"
#include "printing/html.h"
#include "printing/json.h"
#include "printing/junit.h"
#include "printing/sarif.h"
#include "signfw/container.h"
#include "signfw/key.h"

static const char *const severities[] = {
	[SIGNFW_INFO] = "info", [SIGNFW_WARNING] = "warning", [SIGNFW_ERROR] = "error"};

static void print_finding(const char *file, enum source kind, const struct signfw_finding *finding)
{
	static const char *const prefixes[] = {
		[SIGNFW_INFO] = "info: ", [SIGNFW_WARNING] = "warning: ", [SIGNFW_ERROR] = ""};
	const char *prefix = prefixes[finding->severity];
	const char *part = "";
	char place[40] = "";

	if (finding->source != NULL && kind == SOURCE_IS_FILE)
		file = finding->source;
	else if (finding->source != NULL)
		part = finding->source;

	if (finding->offset != SIGNFW_NO_OFFSET)
		snprintf(place, sizeof(place), ", offset 0x%llx", (unsigned long long)finding->offset);
	message(file, "%s%s%s%s [%s%s]", prefix, part, part[0] == '\0' ? "" : ": ", finding->message, finding->id,
		place);
}

void report_findings(const char *file, enum source source, const signfw_findings *findings, bool quiet, bool verbose)
{
	const enum signfw_severity least = quiet ? SIGNFW_ERROR : verbose ? SIGNFW_INFO : SIGNFW_WARNING;
	struct signfw_finding finding;

	for (size_t i = 0; signfw_findings_get(findings, i, &finding) == SIGNFW_OK; i++)
		if (finding.severity >= least)
			print_finding(file, source, &finding);
}

void report_container(const char *file, const char *verdict, const signfw_container *container, const signfw_key *key,
		      const uint8_t fingerprint[SIGNFW_SHA256_SIZE])
{
	const size_t image_count = signfw_container_image_count(container);
	struct signfw_image image;
	size_t segment_count = 0;

	for (size_t i = 0; signfw_container_image(container, i, &image) == SIGNFW_OK; i++)
		segment_count += image.segment_count;
	print_escaped(stdout, file, strlen(file));
	printf(": %slayout %s, %llu bytes, images: %zu, segments: %zu, %u-bit %s key sha256:", verdict,
	       signfw_container_layout(container), (unsigned long long)signfw_container_size(container), image_count,
	       segment_count, signfw_key_bits(key), signfw_key_type_name(signfw_key_get_type(key)));
	print_hex(stdout, fingerprint, SIGNFW_SHA256_SIZE);
	putchar('\n');
}

bool has_error(const signfw_findings *findings)
{
	struct signfw_finding finding;

	for (size_t i = 0; signfw_findings_get(findings, i, &finding) == SIGNFW_OK; i++)
		if (finding.severity == SIGNFW_ERROR)
			return true;
	return false;
}

void report_add_findings(struct node *report, const signfw_findings *findings)
{
	struct node *list = node_find(report, "findings");
	struct signfw_finding finding;

	for (size_t i = 0; signfw_findings_get(findings, i, &finding) == SIGNFW_OK; i++) {
		struct node *entry = add_object(list, NULL);

		add_named(entry, "severity", finding.severity, severities[finding.severity]);
		add_text(entry, "id", finding.id);
		add_offset(entry, "offset", finding.offset);
		if (finding.source != NULL)
			add_text(entry, "source", finding.source);
		add_text(entry, "message", finding.message);
	}
}

const char *check_word(enum signfw_check check)
{
	static const char *const words[] = {
		[SIGNFW_UNCHECKED] = "unchecked", [SIGNFW_GOOD] = "ok", [SIGNFW_BAD] = "mismatch"};

	return words[check];
}

struct node *report_new(const char *command, const char *file, const char *layout, const signfw_findings *findings)
{
	struct node *report = tree_new();
	char schema[40];

	snprintf(schema, sizeof(schema), "signfw.%s/1", command);
	add_text(report, "schema", schema);
	add_text(report, "file", file);
	add_text(report, "layout", layout);
	add_list(report, "findings");
	report_add_findings(report, findings);
	return report;
}

/* Reports: a call, or a file, that fails after one has said enough. */
static size_t printed;

size_t reports_printed(void)
{
	return printed;
}

void begin_reports(const struct call *call)
{
	if (call->format == REPORT_SARIF)
		sarif_begin();
	else if (call->format == REPORT_JUNIT)
		junit_begin();
}

/* Prints a report in another form than text; false if text is wanted. */
static bool print_form(const struct call *call, const struct node *report, int exit_code)
{
	if (call->json)
		print_json(report, call->several);
	else if (call->format == REPORT_SARIF)
		sarif_print(report);
	else if (call->format == REPORT_JUNIT)
		junit_print(call, report, exit_code);
	else if (call->format == REPORT_GITHUB)
		github_print(call, report);
	else if (call->format == REPORT_HTML)
		html_add(call, report, exit_code);
	else if (call->format == REPORT_SVG)
		html_add_map(report);
	else
		return false;
	return true;
}

bool print_report(struct call *call, struct node *report, void (*text)(const struct node *report, const void *context),
		  const void *context, int exit_code)
{
	printed++;
	progress_hold();
	if (!print_form(call, report, exit_code) && text != NULL)
		text(report, context);
	progress_release();
	tree_free(report);
	return call_ends(call, exit_code);
}

/* What there is instead of a report: the last message.  @file: or NULL */
static struct node *error_report(const char *file, int exit_code)
{
	struct node *report = tree_new();
	const char *subject;

	add_text(report, "schema", "signfw.error/1");
	add_size(report, "exit_code", (uint64_t)exit_code);
	add_text(report, "file", file);
	add_text(report, "message", last_message(&subject));
	return report;
}

void print_failure(const struct call *call, const char *file)
{
	struct node *report = error_report(file, call->exit_code);

	progress_hold();
	if (print_form(call, report, call->exit_code))
		printed++;
	progress_release();
	tree_free(report);
}

static void print_totals(const struct totals *totals)
{
	const size_t count = totals->good + totals->refused + totals->unable;

	printf("%zu file%s: %zu good, %zu refused, %zu not judged\n", count, count == 1 ? "" : "s", totals->good,
	       totals->refused, totals->unable);
}

void end_reports(const struct call *call, const struct totals *totals)
{
	if (call->format == REPORT_SARIF)
		sarif_end(totals->unable == 0);
	else if (call->format == REPORT_JUNIT)
		junit_end();
	else if (call->several && !call->quiet && (call->format == 0 || call->format == REPORT_TEXT) && !call->json)
		print_totals(totals);
}

void print_error_report(int exit_code)
{
	const char *file;

	if (printed > 0)
		return;
	last_message(&file);
	struct node *report = error_report(file, exit_code);

	print_json(report, false);
	tree_free(report);
	finish_stdout();
}
