/* SPDX-License-Identifier: BSD-2-Clause */
#include "printing/html_table.h"

#include <inttypes.h>
#include <string.h>

#include "printing/markup.h"

/* More than that isn't read by anybody; --json has all of it. */
#define BYTES_SHOWN 64

static void write_bytes_value(FILE *out, const struct node *value)
{
	fprintf(out, "<code%s>%s", value->size > 8 ? " class=\"long\"" : "", value->prefix);
	for (size_t i = 0; i < value->size && i < BYTES_SHOWN; i++)
		fprintf(out, "%02x", (unsigned char)value->data[i]);
	fprintf(out, "%s</code>", value->size > BYTES_SHOWN ? "..." : "");
}

static void write_scalar(FILE *out, const struct node *value)
{
	switch (value->kind) {
	case NODE_BOOLEAN:
		fputs(value->number != 0 ? "yes" : "no", out);
		break;
	case NODE_SIZE:
		fprintf(out, "%" PRIu64, value->number);
		break;
	case NODE_ERRNO:
		fprintf(out, "%" PRId64, (int64_t)value->number);
		break;
	case NODE_CODE:
		fprintf(out, "<code>0x%08" PRIx64 "</code>", value->number);
		break;
	case NODE_NAMED:
	case NODE_TEXT:
		fputs("<bdi>", out);
		write_markup_text(out, value->data);
		fputs("</bdi>", out);
		break;
	case NODE_BYTES:
		write_bytes_value(out, value);
		break;
	case NODE_OBJECT:
	case NODE_LIST:
	case NODE_NULL:
		fputs("&ndash;", out);
		break;
	}
}

/* Scalars, with their names if they have some; what is deeper is only counted. */
static void write_children(FILE *out, const struct node *parent)
{
	for (const struct node *child = parent->first_child; child != NULL; child = child->next) {
		if (child != parent->first_child)
			fputs(", ", out);
		if (child->name != NULL && parent->kind == NODE_OBJECT)
			fprintf(out, "%s ", child->name);
		write_scalar(out, child);
	}
}

void write_html_value(FILE *out, const struct node *value)
{
	static const struct node null = {.kind = NODE_NULL};

	if (value == NULL || value->first_child == NULL)
		write_scalar(out, value == NULL ? &null : value);
	else
		for (const struct node *child = value->first_child; child != NULL; child = child->next) {
			if (child->first_child == NULL)
				write_scalar(out, child);
			else
				write_children(out, child);
			fputs(child->next == NULL ? "" : "<br>", out);
		}
}

static bool is_number(const struct node *value)
{
	return value != NULL && (value->kind == NODE_SIZE || value->kind == NODE_ERRNO);
}

static void write_row(FILE *out, const struct html_column *columns, const struct node *object, size_t index)
{
	const struct node position = {.kind = NODE_SIZE, .number = index};

	fputs("<tr>", out);
	for (; columns->title != NULL; columns++) {
		const struct node *value = columns->name == NULL ? &position : node_child(object, columns->name);

		fputs(is_number(value) ? "<td class=\"n\">" : "<td>", out);
		write_html_value(out, value);
		fputs("</td>", out);
	}
	fputs("</tr>\n", out);
}

static void begin_table(FILE *out, const char *caption)
{
	/* a wide table scrolls by itself, also by keyboard */
	fprintf(out,
		"<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"%s\"><table>"
		"<caption>%s</caption>\n",
		caption, caption);
}

void write_html_table(FILE *out, const char *caption, const struct html_column *columns, const struct node *list)
{
	size_t index = 0;

	if (list == NULL || list->first_child == NULL)
		return;
	begin_table(out, caption);
	fputs("<thead><tr>", out);
	for (const struct html_column *column = columns; column->title != NULL; column++) {
		const bool is_index = column->name == NULL;

		fprintf(out, "<th scope=\"col\"%s>%s</th>",
			is_index || is_number(node_child(list->first_child, column->name)) ? " class=\"n\"" : "",
			column->title);
	}
	fputs("</tr></thead><tbody>\n", out);
	for (const struct node *object = list->first_child; object != NULL; object = object->next)
		write_row(out, columns, object, index++);
	fputs("</tbody></table></div>\n", out);
}

static bool is_one_of(const char *const *names, const char *name)
{
	for (; names != NULL && *names != NULL; names++)
		if (strcmp(*names, name) == 0)
			return true;
	return false;
}

void write_html_object(FILE *out, const char *caption, const struct node *object, const char *const *skip)
{
	if (object == NULL || object->first_child == NULL)
		return;
	begin_table(out, caption);
	fputs("<tbody>\n", out);
	for (const struct node *child = object->first_child; child != NULL; child = child->next) {
		if (is_one_of(skip, child->name))
			continue;
		fputs("<tr><th scope=\"row\">", out);
		for (const char *at = child->name; *at != '\0'; at++)
			fputc(*at == '_' ? ' ' : *at, out);
		fputs("</th><td>", out);
		write_html_value(out, child);
		fputs("</td></tr>\n", out);
	}
	fputs("</tbody></table></div>\n", out);
}
