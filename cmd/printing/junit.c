/* SPDX-License-Identifier: BSD-2-Clause */
#include "printing/junit.h"

#include <stdio.h>

#include "arguments/command.h"
#include "printing/markup.h"
#include "printing/problems.h"

/* An attribute of the element that is being printed, and a space before it. */
static void print_attribute(const char *name, const char *value)
{
	printf(" %s=\"", name);
	write_markup_text(stdout, value);
	putchar('"');
}

void junit_begin(void)
{
	puts("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>");
}

void junit_end(void)
{
	puts("</testsuites>");
}

static void print_line(const struct problem *problem)
{
	write_markup_text(stdout, problem->text);
	printf(" [%s", problem->id);
	if (problem->offset != SIGNFW_NO_OFFSET)
		printf(", offset 0x%llx", (unsigned long long)problem->offset);
	puts("]");
}

/* The problems that are, or aren't, errors; the first of them opens an element. */
struct element {
	const char *name;
	bool of_errors, is_open;
};

static void print_problem(const struct problem *problem, void *context)
{
	struct element *element = context;

	if ((problem->severity == SIGNFW_ERROR) != element->of_errors)
		return;
	if (!element->is_open) {
		printf("      <%s", element->name);
		if (element->of_errors) {
			print_attribute("type", problem->id);
			print_attribute("message", problem->text);
		}
		putchar('>');
	}
	element->is_open = true;
	print_line(problem);
}

static void print_element(const struct node *report, struct element element)
{
	each_problem(report, print_problem, &element);
	if (element.is_open)
		printf("</%s>\n", element.name);
}

void junit_print(const struct call *call, const struct node *report, int exit_code)
{
	const char *file = node_child(report, "file")->data;
	const bool is_failure = exit_code == EXIT_REFUSED, is_error = exit_code > EXIT_REFUSED;

	fputs("  <testsuite", stdout);
	print_attribute("name", file);
	printf(" tests=\"1\" failures=\"%d\" errors=\"%d\">\n    <testcase", is_failure, is_error);
	print_attribute("classname", file);
	print_attribute("name", call->command->name);
	puts(">");
	if (is_failure || is_error)
		print_element(report, (struct element){is_error ? "error" : "failure", true, false});
	print_element(report, (struct element){"system-out", false, false});
	puts("    </testcase>\n  </testsuite>");
}
