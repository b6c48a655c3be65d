/* SPDX-License-Identifier: BSD-2-Clause */
#include "printing/sarif.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/exit_code.h"
#include "base/out_of_memory.h"
#include "printing/json.h"
#include "printing/problems.h"

/* What is said of the program: the rules of the results, in the order in which they were found. */
static struct node *driver, *rules;
static size_t results;

void sarif_begin(void)
{
	driver = tree_new();
	rules = add_list(driver, "rules");
	results = 0;
	puts("{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{\n"
	     "\"results\":[");
}

static const char *explanation_of(const char *id)
{
	const char *known, *explanation;

	for (size_t i = 0; (known = signfw_finding_id(i, &explanation)) != NULL; i++)
		if (strcmp(known, id) == 0)
			return explanation;
	if (strcmp(id, "not-judged") == 0)
		return "there is no verdict: the file can't be read, or it isn't a container";
	return "the check of the device that decides its answer";
}

static void remember(const char *id)
{
	struct node *rule;

	for (const struct node *at = rules->first_child; at != NULL; at = at->next)
		if (strcmp(node_child(at, "id")->data, id) == 0)
			return;
	rule = add_object(rules, NULL);
	add_text(rule, "id", id);
	add_text(add_object(rule, "shortDescription"), "text", explanation_of(id));
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

/* Prints an element of an array in a line. */
static void print_element(const struct node *element, bool is_first)
{
	fputs(is_first ? "" : ",", stdout);
	print_json(element, true);
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
	tree_free(result);
}

void sarif_print(const struct node *report)
{
	char *file = memory_or_exit(strdup(node_child(report, "file")->data));

	each_problem(report, print_problem, file);
	free(file);
}

void sarif_end(bool is_complete)
{
	printf("],\"tool\":{\"driver\":{\"name\":\"" PROGRAM "\",\"version\":\"%s\",\"rules\":[\n", signfw_version());
	for (const struct node *at = rules->first_child; at != NULL; at = at->next)
		print_element(at, at == rules->first_child);
	printf("]}},\"invocations\":[{\"executionSuccessful\":%s}]}]}\n", is_complete ? "true" : "false");
	tree_free(driver);
	driver = rules = NULL;
}
