/* SPDX-License-Identifier: BSD-2-Clause */
/* What there is instead of json.c in a program without JSON.  Nobody gets here: WITHOUT_JSON is said before. */
#include "printing/json.h"

void print_json(const struct node *report, bool is_line)
{
	(void)report;
	(void)is_line;
}

char *json_text(const struct node *report, bool is_line)
{
	(void)report;
	(void)is_line;
	return NULL;
}

struct json_object *json_parse(const char *text, size_t size)
{
	(void)text;
	(void)size;
	return NULL;
}

void json_free(struct json_object *object)
{
	(void)object;
}

const char *json_string_at(struct json_object *object, const char *pointer)
{
	(void)object;
	(void)pointer;
	return NULL;
}
