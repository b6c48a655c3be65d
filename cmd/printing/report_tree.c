/* SPDX-License-Identifier: BSD-2-Clause */
#include "printing/report_tree.h"

#include <stdlib.h>
#include <string.h>

#include "base/out_of_memory.h"
#include "signfw.h"

static struct node *new_node(enum node_kind kind, const char *name, const void *data, size_t size)
{
	struct node *node = memory_or_exit(calloc(1, sizeof(*node) + size + 1));

	node->kind = kind;
	node->name = name;
	node->offset = SIGNFW_NO_OFFSET;
	node->size = size;
	if (size > 0)
		memcpy(node->data, data, size);
	return node;
}

static void append(struct node *parent, struct node *node)
{
	if (parent->last_child == NULL)
		parent->first_child = node;
	else
		parent->last_child->next = node;
	parent->last_child = node;
}

static struct node *add(struct node *parent, enum node_kind kind, const char *name, const void *data, size_t size)
{
	struct node *node = new_node(kind, name, data, size);

	append(parent, node);
	return node;
}

static struct node *add_number(struct node *parent, enum node_kind kind, const char *name, uint64_t number)
{
	struct node *node = add(parent, kind, name, NULL, 0);

	node->number = number;
	return node;
}

struct node *tree_new(void)
{
	return new_node(NODE_OBJECT, NULL, NULL, 0);
}

void tree_free(struct node *root)
{
	if (root == NULL)
		return;
	/* as deep as commands build trees */
	for (struct node *node = root->first_child, *next; node != NULL; node = next) {
		next = node->next;
		tree_free(node);
	}
	free(root);
}

void tree_adopt(struct node *parent, const char *name, struct node *tree)
{
	tree->name = name;
	append(parent, tree);
}

struct node *add_object(struct node *parent, const char *name)
{
	return add(parent, NODE_OBJECT, name, NULL, 0);
}

struct node *add_list(struct node *parent, const char *name)
{
	return add(parent, NODE_LIST, name, NULL, 0);
}

struct node *add_null(struct node *parent, const char *name)
{
	return add(parent, NODE_NULL, name, NULL, 0);
}

struct node *add_boolean(struct node *parent, const char *name, bool value)
{
	return add_number(parent, NODE_BOOLEAN, name, value);
}

struct node *add_size(struct node *parent, const char *name, uint64_t size)
{
	return add_number(parent, NODE_SIZE, name, size);
}

struct node *add_errno(struct node *parent, const char *name, int error)
{
	return add_number(parent, NODE_ERRNO, name, (uint64_t)(int64_t)error);
}

struct node *add_code(struct node *parent, const char *name, uint64_t code)
{
	return add_number(parent, NODE_CODE, name, code);
}

struct node *add_text(struct node *parent, const char *name, const char *text)
{
	return text == NULL ? add_null(parent, name) : add(parent, NODE_TEXT, name, text, strlen(text));
}

struct node *add_bytes(struct node *parent, const char *name, const char *prefix, const void *data, size_t size)
{
	struct node *node = data == NULL ? add_null(parent, name) : add(parent, NODE_BYTES, name, data, size);

	node->prefix = prefix;
	return node;
}

struct node *add_size_if(struct node *parent, const char *name, bool condition, uint64_t size)
{
	return condition ? add_size(parent, name, size) : add_null(parent, name);
}

struct node *add_code_if(struct node *parent, const char *name, bool condition, uint64_t code)
{
	return condition ? add_code(parent, name, code) : add_null(parent, name);
}

struct node *add_offset(struct node *parent, const char *name, uint64_t offset)
{
	return add_size_if(parent, name, offset != SIGNFW_NO_OFFSET, offset);
}

struct node *add_named(struct node *parent, const char *name, uint64_t number, const char *number_name)
{
	if (number_name == NULL)
		return add_code(parent, name, number);
	struct node *node = add(parent, NODE_NAMED, name, number_name, strlen(number_name));

	node->number = number;
	return node;
}

const struct node *node_child(const struct node *object, const char *name)
{
	for (const struct node *node = object->first_child; node != NULL; node = node->next)
		if (strcmp(node->name, name) == 0)
			return node;
	return NULL;
}

unsigned long long node_number(const struct node *object, const char *name)
{
	const struct node *node = node_child(object, name);

	return node == NULL ? 0 : node->number;
}

struct node *node_find(struct node *object, const char *name)
{
	for (struct node *node = object->first_child; node != NULL; node = node->next)
		if (strcmp(node->name, name) == 0)
			return node;
	return NULL;
}
