/* SPDX-License-Identifier: BSD-2-Clause */
#include "printing/json.h"

#include <json-c/json.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/out_of_memory.h"
#include "printing/utf8.h"

static struct json_object *json_of(const struct node *node);

static struct json_object *json_of_code(uint64_t code)
{
	char text[24];

	snprintf(text, sizeof(text), "0x%08llx", (unsigned long long)code);
	return json_object_new_string(text);
}

static struct json_object *json_of_bytes(const struct node *node)
{
	const size_t start = strlen(node->prefix);
	char *text = memory_or_exit(malloc(start + 2 * node->size + 1));

	memcpy(text, node->prefix, start + 1);
	for (size_t i = 0; i < node->size; i++)
		snprintf(text + start + 2 * i, 3, "%02x", (unsigned char)node->data[i]);
	struct json_object *object = json_object_new_string(text);

	free(text);
	return object;
}

/* JSON is UTF-8; each byte that isn't is replaced. */
static struct json_object *json_of_text(const struct node *node)
{
	const char *at = node->data;
	char *clean = memory_or_exit(malloc(3 * node->size + 1));
	size_t size = 0;

	while (*at != '\0') {
		const size_t length = utf8_length(at);

		memcpy(clean + size, length == 0 ? UTF8_REPLACEMENT : at, length == 0 ? 3 : length);
		size += length == 0 ? 3 : length;
		at += length == 0 ? 1 : length;
	}
	struct json_object *object = json_object_new_string_len(clean, (int)size);

	free(clean);
	return object;
}

/* Versions of json-c differ in this; what the program prints shouldn't. */
static int print_empty(struct json_object *object, struct printbuf *out, int level, int flags)
{
	const char *brackets = json_object_is_type(object, json_type_array) ? "[]" : "{}";

	if ((flags & JSON_C_TO_STRING_PRETTY) == 0)
		return sprintbuf(out, "%s", brackets);
	return sprintbuf(out, "%c\n%*s%c", brackets[0], 2 * level, "", brackets[1]);
}

static struct json_object *json_of_list(const struct node *node)
{
	struct json_object *list = memory_or_exit(json_object_new_array());

	if (node->first_child == NULL)
		json_object_set_serializer(list, print_empty, NULL, NULL);
	for (const struct node *child = node->first_child; child != NULL; child = child->next)
		if (json_object_array_add(list, json_of(child)) != 0)
			out_of_memory();
	return list;
}

static struct json_object *json_of_object(const struct node *node)
{
	struct json_object *object = memory_or_exit(json_object_new_object());

	if (node->first_child == NULL)
		json_object_set_serializer(object, print_empty, NULL, NULL);
	for (const struct node *child = node->first_child; child != NULL; child = child->next)
		if (json_object_object_add(object, child->name, json_of(child)) != 0)
			out_of_memory();
	return object;
}

/* NULL stands for null. */
static struct json_object *json_of(const struct node *node)
{
	switch (node->kind) {
	case NODE_OBJECT:
		return json_of_object(node);
	case NODE_LIST:
		return json_of_list(node);
	case NODE_BOOLEAN:
		return memory_or_exit(json_object_new_boolean(node->number != 0));
	case NODE_SIZE:
		return memory_or_exit(json_object_new_uint64(node->number));
	case NODE_ERRNO:
		return memory_or_exit(json_object_new_int64((int64_t)node->number));
	case NODE_CODE:
		return memory_or_exit(json_of_code(node->number));
	case NODE_NAMED:
	case NODE_TEXT:
		return memory_or_exit(json_of_text(node));
	case NODE_BYTES:
		return memory_or_exit(json_of_bytes(node));
	case NODE_NULL:
		break;
	}
	return NULL;
}

char *json_text(const struct node *report, bool is_line)
{
	struct json_object *object = json_of(report);
	const int form = is_line ? JSON_C_TO_STRING_PLAIN : JSON_C_TO_STRING_PRETTY;
	const char *text = json_object_to_json_string_ext(object, form | JSON_C_TO_STRING_NOSLASHESCAPE);
	char *copy = memory_or_exit(text == NULL ? NULL : strdup(text));

	json_object_put(object);
	return copy;
}

void print_json(const struct node *report, bool is_line)
{
	char *text = json_text(report, is_line);

	puts(text);
	free(text);
}

struct json_object *json_parse(const char *text, size_t size)
{
	struct json_tokener *tokener = memory_or_exit(json_tokener_new());
	struct json_object *object = NULL;

	if (size <= INT_MAX)
		object = json_tokener_parse_ex(tokener, text, (int)size);
	json_tokener_free(tokener);
	if (json_object_is_type(object, json_type_object))
		return object;
	json_object_put(object);
	return NULL;
}

void json_free(struct json_object *object)
{
	json_object_put(object);
}

const char *json_string_at(struct json_object *object, const char *pointer)
{
	struct json_object *found = NULL;

	if (json_pointer_get(object, pointer, &found) != 0 || !json_object_is_type(found, json_type_string))
		return NULL;
	return json_object_get_string(found);
}
