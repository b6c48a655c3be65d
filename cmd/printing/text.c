/* SPDX-License-Identifier: BSD-2-Clause */
#include "printing/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/message.h"

#define BYTES_PER_LINE 32

int print_value(const struct node *value)
{
	if (value == NULL)
		return printf("-");
	switch (value->kind) {
	case NODE_BOOLEAN:
		return printf("%s", value->number != 0 ? "yes" : "no");
	case NODE_SIZE:
		return printf("%llu", (unsigned long long)value->number);
	case NODE_ERRNO:
		return printf("%lld", (long long)value->number);
	case NODE_CODE:
		return print_hex8(value);
	case NODE_NAMED:
	case NODE_TEXT:
		return (int)print_escaped(stdout, value->data, value->size);
	case NODE_BYTES:
		fputs(value->prefix, stdout);
		return (int)(strlen(value->prefix) + print_hex(stdout, value->data, value->size));
	case NODE_OBJECT:
	case NODE_LIST:
	case NODE_NULL:
		break;
	}
	return printf("-");
}

int print_hex8(const struct node *value)
{
	if (value == NULL || value->kind == NODE_NULL)
		return printf("-");
	return printf("0x%08llx", (unsigned long long)value->number);
}

void print_titles(const struct column *columns)
{
	for (; columns->title != NULL; columns++) {
		const bool is_last = columns[1].title == NULL;

		printf("  %*s", is_last ? 0 : columns->width, columns->title);
	}
	putchar('\n');
}

static void print_cell(const struct column *column, const struct node *value, bool is_last)
{
	const int width = is_last ? 0 : column->width;

	if (width > 0 && value != NULL && value->kind == NODE_SIZE) {
		printf("%*llu", width, (unsigned long long)value->number);
		return;
	}
	const int missing = abs(width) - column->print(value);

	printf("%*s", missing > 0 ? missing : 0, "");
}

void print_row(const struct column *columns, const struct node *object, size_t index)
{
	const struct node position = {.kind = NODE_SIZE, .number = index};

	for (; columns->title != NULL; columns++) {
		fputs("  ", stdout);
		print_cell(columns, columns->name == NULL ? &position : node_child(object, columns->name),
			   columns[1].title == NULL);
	}
	putchar('\n');
}

void print_table(const struct column *columns, const struct node *list)
{
	size_t index = 0;

	print_titles(columns);
	for (const struct node *object = list->first_child; object != NULL; object = object->next)
		print_row(columns, object, index++);
}

void print_hex_lines(const struct node *bytes)
{
	for (size_t i = 0; i < bytes->size; i += BYTES_PER_LINE) {
		printf("  ");
		print_hex(stdout, bytes->data + i, bytes->size - i < BYTES_PER_LINE ? bytes->size - i : BYTES_PER_LINE);
		putchar('\n');
	}
}

static void print_finding(const struct node *finding)
{
	const struct node *offset = node_child(finding, "offset"), *source = node_child(finding, "source");

	printf("  %-7s  ", node_child(finding, "severity")->data);
	const int length = print_hex8(offset);

	printf("%*s  %s: ", length < 10 ? 10 - length : 0, "", node_child(finding, "id")->data);
	if (source != NULL) {
		print_value(source);
		fputs(": ", stdout);
	}
	print_value(node_child(finding, "message"));
	putchar('\n');
}

void print_findings(const struct node *findings)
{
	puts("\nFindings");
	if (findings->first_child == NULL)
		puts("  none");
	for (const struct node *finding = findings->first_child; finding != NULL; finding = finding->next)
		print_finding(finding);
}
