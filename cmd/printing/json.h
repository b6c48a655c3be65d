/* SPDX-License-Identifier: BSD-2-Clause */
/* A report as JSON, and JSON that is read. */
#ifndef CMD_PRINTING_JSON_H
#define CMD_PRINTING_JSON_H

#include <stddef.h>

#include "printing/report_tree.h"

/* On standard output.  Ends the program if there is no memory.  @is_line: as one line, not for people */
void print_json(const struct node *report, bool is_line);

/* The same as text, without the end of the last line; free() it. */
char *json_text(const struct node *report, bool is_line);

/* An object that somebody else wrote; NULL if the text isn't one.  For json_free(), which takes NULL. */
struct json_object *json_parse(const char *text, size_t size);
void json_free(struct json_object *object);

/* The string at a place, which is given as RFC 6901 has it: "/subject/0/name".  NULL if there is none. */
const char *json_string_at(struct json_object *object, const char *pointer);

#endif
