/* SPDX-License-Identifier: BSD-2-Clause */
#include "printing/sarif.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/exit_code.h"
#include "base/out_of_memory.h"
#include "printing/json.h"
#include "printing/problems.h"

/* Which findings there were, by their index in the catalogue. */
static bool *found;
static size_t results;

static size_t catalogue_size(void)
{
	size_t size = 0;

	while (signfw_finding_id(size, NULL) != NULL)
		size++;
	return size;
}

void sarif_begin(void)
{
	found = memory_or_exit(calloc(catalogue_size() + 1, sizeof(*found)));
	results = 0;
	puts("{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{\n"
	     "\"results\":[");
}

static void remember(const char *id)
{
	const char *known;

	for (size_t i = 0; (known = signfw_finding_id(i, NULL)) != NULL; i++)
		if (strcmp(known, id) == 0)
			found[i] = true;
}

/* A path as a reference to a file, RFC 3986; for free(). */
static char *uri_of(const char *path)
{
	static const char unreserved[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
	char *uri = memory_or_exit(malloc(sizeof("file://") + 3 * strlen(path)));
	char *end = uri + sprintf(uri, "%s", path[0] == '/' ? "file://" : "");

	for (; *path != '\0'; path++)
		end += sprintf(end, strchr(unreserved, *path) != NULL ? "%c" : "%%%02X", (unsigned char)*path);
	return uri;
}

static void add_location(struct node *result, const char *file, uint64_t offset)
{
	struct node *location = add_object(add_list(result, "locations"), NULL);
	struct node *physical = add_object(location, "physicalLocation");
	char *uri = uri_of(file);

	add_text(add_object(physical, "artifactLocation"), "uri", uri);
	free(uri);
	if (offset != SIGNFW_NO_OFFSET)
		add_size(add_object(physical, "region"), "byteOffset", offset);
}

/* Prints an element of an array in a line, and frees it. */
static void print_element(struct node *element, bool is_first)
{
	fputs(is_first ? "" : ",", stdout);
	print_json(element, true);
	tree_free(element);
}

static void print_problem(const struct problem *problem, void *context)
{
	static const char *const levels[] = {
		[SIGNFW_INFO] = "note", [SIGNFW_WARNING] = "warning", [SIGNFW_ERROR] = "error"};
	struct node *result = tree_new();

	remember(problem->id);
	add_text(result, "ruleId", problem->id);
	add_text(result, "level", levels[problem->severity]);
	add_text(add_object(result, "message"), "text", problem->text);
	add_location(result, context, problem->offset);
	print_element(result, results++ == 0);
}

void sarif_print(const struct node *report)
{
	char *file = memory_or_exit(strdup(node_child(report, "file")->data));

	each_problem(report, print_problem, file);
	free(file);
}

static void print_rules(void)
{
	const char *id, *explanation;
	bool is_first = true;

	for (size_t i = 0; (id = signfw_finding_id(i, &explanation)) != NULL; i++) {
		if (!found[i])
			continue;
		struct node *rule = tree_new();

		add_text(rule, "id", id);
		add_text(add_object(rule, "shortDescription"), "text", explanation);
		print_element(rule, is_first);
		is_first = false;
	}
}

void sarif_end(bool is_complete)
{
	printf("],\"tool\":{\"driver\":{\"name\":\"" PROGRAM "\",\"version\":\"%s\",\"rules\":[\n", signfw_version());
	print_rules();
	printf("]}},\"invocations\":[{\"executionSuccessful\":%s}]}]}\n", is_complete ? "true" : "false");
	free(found);
	found = NULL;
}
