/* SPDX-License-Identifier: BSD-2-Clause */
#include "printing/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "printing/json.h"
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

void report_error(const char *file, enum signfw_status status, const struct signfw_error *error)
{
	if (status != SIGNFW_OK && exit_code_of(status) != EXIT_REFUSED)
		message(file, "%s", error->message);
}

static void add_findings(struct node *report, const signfw_findings *findings)
{
	struct node *list = add_list(report, "findings");
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

struct node *report_new(const char *command, const char *file, const char *layout, const signfw_findings *findings)
{
	struct node *report = tree_new();
	char schema[40];

	snprintf(schema, sizeof(schema), "signfw.%s/1", command);
	add_text(report, "schema", schema);
	add_text(report, "file", file);
	add_text(report, "layout", layout);
	add_findings(report, findings);
	return report;
}

int print_report(bool json, struct node *report, void (*text)(const struct node *report), int code)
{
	if (json)
		print_json(report);
	else if (text != NULL)
		text(report);
	tree_free(report);
	return finish_stdout() ? code : EXIT_UNABLE;
}

/* Ends the program: there is nothing that could be printed any more. */
static struct json_object *have(struct json_object *object)
{
	if (object == NULL) {
		message(NULL, "out of memory");
		exit(EXIT_UNABLE);
	}
	return object;
}

struct json_object *json_size(uint64_t size)
{
	return have(json_object_new_uint64(size));
}

struct json_object *json_hex32(uint32_t value)
{
	char text[16];

	snprintf(text, sizeof(text), "0x%08x", value);
	return have(json_object_new_string(text));
}

struct json_object *json_hex(const char *prefix, const void *data, size_t size)
{
	const size_t start = strlen(prefix);
	char *text = malloc(start + 2 * size + 1);

	if (text == NULL)
		return have(NULL);
	memcpy(text, prefix, start + 1);
	for (size_t i = 0; i < size; i++)
		snprintf(text + start + 2 * i, 3, "%02x", ((const unsigned char *)data)[i]);
	struct json_object *object = json_object_new_string(text);

	free(text);
	return have(object);
}

/* Length of the UTF-8 sequence that begins here; 0 if none does. */
static size_t utf8_length(const unsigned char *text)
{
	static const struct {
		unsigned char mask, lead;
		uint32_t least;
	} forms[] = {{0x80, 0x00, 0}, {0xe0, 0xc0, 0x80}, {0xf0, 0xe0, 0x800}, {0xf8, 0xf0, 0x10000}};

	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		if ((text[0] & forms[i].mask) != forms[i].lead)
			continue;
		uint32_t code = text[0] & (unsigned char)~forms[i].mask;

		for (size_t j = 1; j <= i; j++) {
			if ((text[j] & 0xc0) != 0x80)
				return 0;
			code = code << 6 | (text[j] & 0x3fu);
		}
		if (code < forms[i].least || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
			return 0;
		return i + 1;
	}
	return 0;
}

struct json_object *json_text(const char *text)
{
	static const char replacement[] = "\xef\xbf\xbd"; /* U+FFFD */
	const unsigned char *at = (const unsigned char *)text;
	char *clean = malloc(3 * strlen(text) + 1);
	size_t size = 0;

	if (clean == NULL)
		return have(NULL);
	while (*at != '\0') {
		const size_t length = utf8_length(at);

		memcpy(clean + size, length == 0 ? (const void *)replacement : at, length == 0 ? 3 : length);
		size += length == 0 ? 3 : length;
		at += length == 0 ? 1 : length;
	}
	struct json_object *object = json_object_new_string_len(clean, (int)size);

	free(clean);
	return have(object);
}

static struct json_object *json_findings(const signfw_findings *findings)
{
	struct json_object *list = have(json_object_new_array());
	struct signfw_finding finding;

	for (size_t i = 0; signfw_findings_get(findings, i, &finding) == SIGNFW_OK; i++) {
		struct json_object *entry = have(json_object_new_object());

		json_object_object_add(entry, "severity", json_text(severities[finding.severity]));
		json_object_object_add(entry, "id", json_text(finding.id));
		json_object_object_add(entry, "offset",
				       finding.offset == SIGNFW_NO_OFFSET ? NULL : json_size(finding.offset));
		if (finding.source != NULL)
			json_object_object_add(entry, "source", json_text(finding.source));
		json_object_object_add(entry, "message", json_text(finding.message));
		json_object_array_add(list, entry);
	}
	return list;
}

struct json_object *json_report(const char *command, const char *file, const char *layout,
				const signfw_findings *findings)
{
	struct json_object *report = have(json_object_new_object());
	char schema[40];

	snprintf(schema, sizeof(schema), "signfw.%s/1", command);
	json_object_object_add(report, "schema", json_text(schema));
	json_object_object_add(report, "file", json_text(file));
	json_object_object_add(report, "layout", layout == NULL ? NULL : json_text(layout));
	json_object_object_add(report, "findings", json_findings(findings));
	return report;
}

void json_print(struct json_object *object)
{
	puts(json_object_to_json_string_ext(object, JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_NOSLASHESCAPE));
	json_object_put(object);
}
