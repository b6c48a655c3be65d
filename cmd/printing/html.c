/* SPDX-License-Identifier: BSD-2-Clause */
#include "printing/html.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arguments/command.h"
#include "base/out_of_memory.h"
#include "explaining/finding_advice.h"
#include "printing/html_table.h"
#include "printing/markup.h"
#include "printing/memory_pieces.h"
#include "printing/memory_svg.h"
#include "printing/problems.h"
#include "signfw.h"

/* What a part of the page is written to until all of it is there. */
struct part {
	FILE *stream; /* NULL: nothing was written */
	char *data;
	size_t size;
};

static struct {
	struct part index, body;
	size_t count;
} page;

static FILE *stream_of(struct part *part)
{
	if (part->stream == NULL)
		part->stream = memory_or_exit(open_memstream(&part->data, &part->size));
	return part->stream;
}

static void close_part(struct part *part)
{
	if (fclose(stream_of(part)) != 0)
		out_of_memory();
	part->stream = NULL;
}

/* ---- style ------------------------------------------------------------------- */

static const char style[] =
	":root{color-scheme:light dark;--ink:#1b1f24;--soft:#57606a;--back:#fff;--line:#d0d7de;--fill:#f6f8fa;"
	"--good:#116329;--goodback:#dafbe1;--bad:#a40e26;--badback:#ffebe9;--warn:#7d4e00;--warnback:#fff8c5;"
	"--link:#0550ae}\n"
	"@media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9da7b3;--back:#0d1117;--line:#30363d;"
	"--fill:#161b22;--good:#56d364;--goodback:#0f2d1a;--bad:#ff938a;--badback:#3c1618;--warn:#e3b341;"
	"--warnback:#2e2508;--link:#79c0ff}}\n"
	"*{box-sizing:border-box}\n"
	"body{margin:0 auto;padding:1rem;max-width:60rem;font:1rem/1.5 system-ui,sans-serif;color:var(--ink);"
	"background:var(--back)}\n"
	"h1{font-size:1.4rem;overflow-wrap:anywhere}h2{font-size:1.25rem;overflow-wrap:anywhere}"
	"h3{font-size:1.05rem;margin:1.6rem 0 .4rem}\n"
	"a{color:var(--link)}a:focus-visible,summary:focus-visible,.scroll:focus-visible"
	"{outline:2px solid var(--link);outline-offset:2px}\n"
	".verdict{padding:.8rem 1rem;border-radius:.4rem;border-left:.4rem solid;overflow-wrap:anywhere}\n"
	".verdict p{margin:.3rem 0 0;color:var(--ink)}.verdict strong{font-size:1.2rem}\n"
	".good{color:var(--good);background:var(--goodback)}.bad{color:var(--bad);background:var(--badback)}"
	".unknown{color:var(--warn);background:var(--warnback)}\n"
	"ul.findings{list-style:none;padding:0}ul.findings li{padding:.4rem .6rem;border-left:.25rem solid var(--line);"
	"margin:.4rem 0;overflow-wrap:anywhere}\n"
	".error{border-color:var(--bad)!important}.warning{border-color:var(--warn)!important}\n"
	".soft,caption{color:var(--soft)}code,pre{font:.9em/1.5 ui-monospace,monospace;overflow-wrap:anywhere}\n"
	".scroll{overflow-x:auto;margin:.5rem 0}table{border-collapse:collapse;width:100%;font-size:.92rem}\n"
	"caption{text-align:left;padding:.3rem 0}th,td{text-align:left;vertical-align:top;padding:.25rem .6rem;"
	"border-bottom:1px solid var(--line)}thead th{background:var(--fill)}.n{text-align:right}"
	"td code{white-space:nowrap}td code.long{white-space:normal;display:block;min-width:17rem}\n"
	"pre{background:var(--fill);padding:.6rem;overflow-x:auto;white-space:pre-wrap}\n"
	"svg{max-width:none;display:block}.bar svg{width:100%;height:1.4rem}\n"
	".signed{fill:var(--good)}.open{fill:var(--bad)}details{margin:.6rem 0}summary{cursor:pointer}\n"
	"section.file+section.file{border-top:3px double var(--line);margin-top:2rem}\n"
	"footer{margin-top:2rem;font-size:.85rem;color:var(--soft)}\n"
	"@media print{:root{--back:#fff;--ink:#000;--soft:#444;--fill:#f4f4f4;--line:#bbb}body{max-width:none}"
	".scroll{overflow:visible}h3{break-after:avoid}}\n";

/* ---- the verdict ------------------------------------------------------------- */

/* What a command says of a file. */
struct verdict {
	const char *command, *good, *bad;
};

static const struct verdict verdicts[] = {
	{"check", "The device takes it", "The device refuses it"},
	{"verify", "Valid", "Invalid"},
	{"dump", "Well-formed", "Damaged"},
};

static const char *verdict_of(const char *command, int exit_code)
{
	if (exit_code > EXIT_REFUSED)
		return "Not judged";
	for (size_t i = 0; i < sizeof(verdicts) / sizeof(verdicts[0]); i++)
		if (strcmp(verdicts[i].command, command) == 0)
			return exit_code == EXIT_DONE ? verdicts[i].good : verdicts[i].bad;
	return exit_code == EXIT_DONE ? "Good" : "Refused";
}

static const char *class_of(int exit_code)
{
	return exit_code == EXIT_DONE ? "good" : exit_code == EXIT_REFUSED ? "bad" : "unknown";
}

/* What is wrong: errors. */
static void write_error(const struct problem *problem, void *context)
{
	FILE *out = context;

	if (problem->severity != SIGNFW_ERROR)
		return;
	fputs("<p>", out);
	write_markup_text(out, problem->text);
	fputs("</p>\n", out);
}

/* "answers LOAD with 0x00000000 TEE_SUCCESS" */
static void write_answer(FILE *out, const struct node *report)
{
	const struct node *load = node_child(report, "load"), *board = node_child(report, "board");

	if (load == NULL)
		return;
	fputs("<p>", out);
	write_html_value(out, node_child(report, "device"));
	if (board != NULL && board->kind == NODE_OBJECT) {
		fputs(" with the memory of ", out);
		write_html_value(out, node_child(board, "name"));
	}
	fputs(" answers LOAD with ", out);
	write_html_value(out, node_child(load, "code"));
	fputc(' ', out);
	write_html_value(out, node_child(load, "name"));
	fputs(": ", out);
	write_html_value(out, node_child(load, "reason"));
	fputs("</p>\n", out);
}

static void write_notes(FILE *out, const struct node *report)
{
	const struct node *addresses = node_child(report, "addresses_checked");
	const struct node *signature = node_child(report, "signature_checked");

	if (addresses != NULL && addresses->number == 0)
		fputs("<p>Addresses weren't checked: no board, device tree or region was given.</p>\n", out);
	if (signature != NULL && signature->number == 0)
		fputs("<p>The signature wasn't checked: no key was given.</p>\n", out);
}

static void write_verdict(FILE *out, const struct node *report, const char *command, int exit_code)
{
	fprintf(out, "<div class=\"verdict %s\"><strong>%s</strong>\n", class_of(exit_code),
		verdict_of(command, exit_code));
	write_answer(out, report);
	if (exit_code != EXIT_DONE && node_child(report, "load") == NULL)
		each_problem(report, write_error, out);
	write_notes(out, report);
	fputs("</div>\n", out);
}

/* ---- findings ------------------------------------------------------------------ */

static void write_advice(FILE *out, const char *id)
{
	const struct finding_advice *advice = finding_advice(id);

	if (advice == NULL)
		return;
	fputs("<details><summary>Why, and what to do</summary><p>", out);
	write_markup_text(out, advice->why);
	fputs("</p><p>", out);
	write_markup_text(out, advice->remedy);
	fputs("</p></details>", out);
}

static void write_finding(FILE *out, const struct node *finding)
{
	const struct node *offset = node_child(finding, "offset"), *source = node_child(finding, "source");
	const char *severity = node_child(finding, "severity")->data;

	fprintf(out, "<li class=\"%s\"><strong>%s</strong>: ", severity, severity);
	if (source != NULL) {
		write_html_value(out, source);
		fputs(": ", out);
	}
	write_html_value(out, node_child(finding, "message"));
	fprintf(out, " <span class=\"soft\">[%s", node_child(finding, "id")->data);
	if (offset->kind != NODE_NULL)
		fprintf(out, ", offset 0x%" PRIx64, offset->number);
	fputs("]</span>", out);
	write_advice(out, node_child(finding, "id")->data);
	fputs("</li>\n", out);
}

static void write_findings(FILE *out, const struct node *report)
{
	const struct node *findings = node_child(report, "findings");

	if (findings == NULL || findings->first_child == NULL)
		return;
	fputs("<h3>Findings</h3>\n<ul class=\"findings\">\n", out);
	for (const struct node *finding = findings->first_child; finding != NULL; finding = finding->next)
		write_finding(out, finding);
	fputs("</ul>\n", out);
}

/* ---- memory ---------------------------------------------------------------------- */

static void write_memory(FILE *out, const struct node *report)
{
	static const struct html_column columns[] = {{"image", "image"},
						     {"segment", "segment"},
						     {"kind", "kind"},
						     {"address", "address"},
						     {"physical", "physical_address"},
						     {"size", "size"},
						     {"region", "region"},
						     {0}};
	const struct node *loads = node_child(report, "loads");
	const bool has_loads = loads != NULL && loads->first_child != NULL;

	if (!has_memory(report) && !has_loads)
		return;
	fputs("<h3>Memory</h3>\n", out);
	if (has_memory(report)) {
		fputs("<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"memory map\">\n", out);
		write_memory_svg(out, report, false);
		fputs("</div>\n", out);
	}
	write_html_table(out, "What is written, in this order", columns, loads);
}

/* ---- protection -------------------------------------------------------------------- */

/* The file as a bar: green what is signed, red what isn't. */
static void write_protection_bar(FILE *out, const struct node *ranges, uint64_t size)
{
	fputs("<div class=\"bar\"><svg viewBox=\"0 0 1000 20\" preserveAspectRatio=\"none\" role=\"img\">"
	      "<title>The file from its first byte to its last; the table below has the parts that aren't "
	      "protected</title><rect class=\"signed\" width=\"1000\" height=\"20\"/>",
	      out);
	for (const struct node *range = ranges->first_child; range != NULL; range = range->next) {
		const double x = (double)node_number(range, "offset") * 1000 / (double)size;
		const double wide = (double)node_number(range, "size") * 1000 / (double)size;

		fprintf(out, "<rect class=\"open\" x=\"%.2f\" width=\"%.2f\" height=\"20\"/>", x, wide < 1 ? 1 : wide);
	}
	fputs("</svg></div>\n", out);
}

static void write_protection(FILE *out, const struct node *report, const struct node *container)
{
	static const struct html_column columns[] = {{"offset", "offset"}, {"size", "size"}, {"what", "what"}, {0}};
	const struct node *ranges = node_child(report, "unauthenticated");
	const uint64_t size = container == NULL ? 0 : node_number(container, "size");
	uint64_t open = 0;

	if (ranges == NULL || ranges->first_child == NULL || size == 0)
		return;
	for (const struct node *range = ranges->first_child; range != NULL; range = range->next)
		open += node_number(range, "size");
	fprintf(out,
		"<h3>Protection</h3>\n<p>The signature protects %" PRIu64 " of %" PRIu64 " bytes; %" PRIu64
		" can be changed by whoever can write the file.</p>\n",
		size - open, size, open);
	write_protection_bar(out, ranges, size);
	write_html_table(out, "Not protected", columns, ranges);
}

/* ---- the container ------------------------------------------------------------------ */

static void write_resources(FILE *out, const struct node *entries)
{
	size_t index = 0;

	for (const struct node *entry = entries == NULL ? NULL : entries->first_child; entry != NULL;
	     entry = entry->next) {
		char caption[60];

		snprintf(caption, sizeof(caption), "Resource %zu: %s", index++, node_child(entry, "type")->data);
		write_html_object(out, caption, entry, (const char *const[]){"type", NULL});
	}
}

static void write_image(FILE *out, const struct node *image, size_t index)
{
	static const struct html_column columns[] = {
		{"segment", NULL},          {"type", "type"},
		{"offset", "offset"},       {"address", "address"},
		{"file size", "file_size"}, {"memory size", "memory_size"},
		{"flags", "flags"},         {"row of the hash table", "hash_entry"},
		{"SHA-256", "sha256"},      {0}};
	const struct node *table = node_child(image, "resource_table");
	char caption[40];

	snprintf(caption, sizeof(caption), "Image %zu: segments", index);
	write_html_table(out, caption, columns, node_child(image, "segments"));
	if (table == NULL || table->kind != NODE_OBJECT)
		return;
	snprintf(caption, sizeof(caption), "Image %zu: resource table", index);
	write_html_object(out, caption, table, (const char *const[]){"contents", NULL});
	write_resources(out, node_child(table, "contents"));
}

static void write_container(FILE *out, const struct node *container)
{
	static const struct html_column rows[] = {{"row", NULL},
						  {"type", "type"},
						  {"address", "address"},
						  {"file size", "file_size"},
						  {"memory size", "memory_size"},
						  {"flags", "flags"},
						  {"image", "image"},
						  {"segment", "segment"},
						  {"SHA-256", "sha256"},
						  {0}};
	static const struct html_column tlvs[] = {{"offset", "offset"}, {"type", "type"},   {"name", "name"},
						  {"length", "length"}, {"value", "value"}, {0}};
	const struct node *images = container == NULL ? NULL : node_child(container, "images");
	size_t index = 0;

	if (images == NULL)
		return;
	fputs("<h3>Container</h3>\n<details open><summary>Hash table and images</summary>\n", out);
	write_html_table(out, "Hash table: the signed program headers", rows, node_child(container, "hash_table"));
	for (const struct node *image = images->first_child; image != NULL; image = image->next)
		write_image(out, image, index++);
	fputs("</details>\n<details><summary>Header, TLVs and signature</summary>\n", out);
	write_html_object(out, "Header", node_child(container, "header"), NULL);
	write_html_table(out, "TLVs", tlvs, node_child(container, "tlvs"));
	write_html_object(out, "Signature", node_child(container, "signature"), NULL);
	fputs("</details>\n", out);
}

/* ---- containers of Qualcomm's PAS --------------------------------------------------------- */

static void write_pas(FILE *out, const struct node *report)
{
	static const struct html_column segments[] = {{"segment", NULL},
						      {"type", "type"},
						      {"address", "address"},
						      {"file size", "file_size"},
						      {"memory size", "memory_size"},
						      {"kind", "kind"},
						      {"digest", "digest"},
						      {"result", "hash"},
						      {0}};
	static const struct html_column certificates[] = {
		{"signer", "signer"}, {"depth", "depth"}, {"subject", "subject"}, {"from", "not_before"},
		{"to", "not_after"},  {"key", "key"},     {"SHA-384", "sha384"},  {0}};
	static const struct html_column signatures[] = {
		{"signer", "signer"}, {"state", "state"}, {"scheme", "scheme"}, {0}};

	if (node_child(report, "peripheral") == NULL)
		return;
	write_html_object(out, "Software", node_child(report, "peripheral"), NULL);
	write_html_table(out, "Signatures", signatures, node_child(report, "signatures"));
	write_html_object(out, "Linux", node_child(report, "linux"), NULL);
	write_html_object(out, "OP-TEE's PAS", node_child(report, "pas"), NULL);
	write_html_object(out, "Metadata", node_child(report, "metadata"), NULL);
	write_html_table(out, "Certificates", certificates, node_child(report, "certificates"));
	write_html_table(out, "Segments", segments, node_child(report, "segments"));
}

/* ---- who signed, and what happens then ------------------------------------------------ */

static void write_kernel_log(FILE *out, const struct node *log)
{
	if (log == NULL || log->first_child == NULL)
		return;
	fputs("<pre tabindex=\"0\" role=\"group\" aria-label=\"log of the kernel\">", out);
	for (const struct node *line = log->first_child; line != NULL; line = line->next) {
		write_markup_text(out, line->data);
		fputc('\n', out);
	}
	fputs("</pre>\n", out);
}

static void write_boot(FILE *out, const struct node *boot)
{
	static const struct html_column columns[] = {
		{"step", "step"},  {"file", "file"},   {"result", "code"}, {"name", "name"},
		{"why", "reason"}, {"Linux", "linux"}, {"state", "state"}, {0}};

	if (boot == NULL)
		return;
	fputs("<h3>Boot</h3>\n", out);
	write_html_table(out, "Steps", columns, node_child(boot, "steps"));
	write_kernel_log(out, node_child(boot, "log"));
}

/* The resource table that a device finds, and what Linux makes of it. */
static void write_shared(FILE *out, const struct node *table)
{
	static const struct html_column columns[] = {{"entry", NULL},
						     {"type", "type"},
						     {"offset", "offset"},
						     {"Linux", "linux"},
						     {"errno", "errno"},
						     {"reachable", "reachable"},
						     {0}};
	static const struct html_column uses[] = {{"what", "what"},
						  {"entry", "entry"},
						  {"address", "address"},
						  {"size", "size"},
						  {"reachable", "reachable"},
						  {"why", "reason"},
						  {0}};
	static const char *const apart[] = {"contents", "linux", "uses", NULL};
	const struct node *boot = table == NULL ? NULL : node_child(table, "linux");

	if (table == NULL || table->kind != NODE_OBJECT)
		return;
	write_html_object(out, "Resource table", table, apart);
	write_html_table(out, "Entries, as Linux takes them", columns, node_child(table, "contents"));
	write_html_table(out, "What Linux uses", uses, node_child(table, "uses"));
	write_kernel_log(out, boot == NULL || boot->kind != NODE_OBJECT ? NULL : node_child(boot, "log"));
}

/* ---- pages ------------------------------------------------------------------------------ */

static void write_index_row(FILE *out, const struct node *report, const char *command, int exit_code)
{
	fprintf(out, "<tr><td class=\"%s\">%s</td><td><a href=\"#file-%zu\">", class_of(exit_code),
		verdict_of(command, exit_code), page.count);
	write_html_value(out, node_child(report, "file"));
	fputs("</a></td></tr>\n", out);
}

void html_add(const struct call *call, const struct node *report, int exit_code)
{
	const struct node *inner = node_child(report, "container");
	const struct node *container = inner == NULL && node_child(report, "images") != NULL ? report : inner;
	const char *command = call->command->name;
	FILE *out = stream_of(&page.body);

	page.count++;
	write_index_row(stream_of(&page.index), report, command, exit_code);
	fprintf(out, "<section class=\"file\" id=\"file-%zu\" aria-labelledby=\"name-%zu\">\n<h2 id=\"name-%zu\">",
		page.count, page.count, page.count);
	write_html_value(out, node_child(report, "file"));
	fputs("</h2>\n", out);
	write_verdict(out, report, command, exit_code);
	write_findings(out, report);
	write_memory(out, report);
	write_protection(out, report, container);
	write_boot(out, node_child(report, "boot"));
	write_pas(out, report);
	if (container != report)
		write_html_object(out, "Signature", node_child(report, "signature"), NULL);
	write_shared(out, node_child(report, "resource_table"));
	write_container(out, container);
	fputs("</section>\n", out);
}

static void write_head(FILE *out)
{
	fprintf(out,
		"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
		"'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		"<title>Report of " PROGRAM "</title>\n<style>\n%s%s\n</style>\n</head>\n<body>\n"
		"<header><h1>Signed firmware: report</h1></header>\n<main>\n",
		style, memory_svg_style);
}

void html_add_map(const struct node *report)
{
	if (has_memory(report))
		write_memory_svg(stream_of(&page.body), report, true);
}

static void write_index(FILE *out)
{
	if (page.count > 1)
		fprintf(out,
			"<nav aria-label=\"files\"><table><caption>%zu files</caption><thead><tr><th scope=\"col\">"
			"result</th><th scope=\"col\">file</th></tr></thead><tbody>\n%s</tbody></table></nav>\n",
			page.count, page.index.data);
}

char *html_page(int format, size_t *size)
{
	struct part whole = {0};
	FILE *out = stream_of(&whole);

	close_part(&page.index);
	close_part(&page.body);
	if (format == REPORT_HTML) {
		write_head(out);
		write_index(out);
	}
	fputs(page.body.data, out);
	if (format == REPORT_HTML)
		fprintf(out, "</main>\n<footer>" PROGRAM " %s</footer>\n</body>\n</html>\n", signfw_version());
	close_part(&whole);
	free(page.index.data);
	free(page.body.data);
	*size = whole.size;
	return whole.data;
}
