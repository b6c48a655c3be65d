/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A report as a tree of values: a command describes its result once, printers
 * walk over it.  Values keep their meaning, so that each printer can decide on
 * their form.
 *
 * The root owns everything.  The program ends if there is no memory.
 */
#ifndef CMD_PRINTING_REPORT_TREE_H
#define CMD_PRINTING_REPORT_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum node_kind {
	NODE_OBJECT, /* children have names */
	NODE_LIST,   /* children have none */
	NODE_NULL,
	NODE_BOOLEAN, /* number: 0 or 1 */
	NODE_SIZE,    /* number: of bytes or things, an offset, an index */
	NODE_ERRNO,   /* number: 0 or a negative errno, as its 64 bits */
	NODE_CODE,    /* number: an address, a type, a result */
	NODE_NAMED,   /* number: one of a few values; data: its name */
	NODE_TEXT,    /* data: may be untrusted, and in any encoding */
	NODE_BYTES    /* data: binary */
};

struct node {
	enum node_kind kind;
	const char *name; /* in the object that it is in; static storage */
	struct node *next, *first_child, *last_child;

	uint64_t number;    /* of bytes that are a table: its entries */
	const char *prefix; /* of the digits of bytes: "", "0x", "sha256:"; static storage */
	uint64_t offset;    /* where in the file the value is from, or SIGNFW_NO_OFFSET */
	size_t size;        /* of data */
	char data[];        /* a NUL is behind it */
};

/* An object without a parent; free with tree_free(). */
struct node *tree_new(void);
void tree_free(struct node *root);

/*
 * Each adds a value to an object, under a name that is static storage, or, with
 * NULL for a name, to a list.  Text and bytes are copied; NULL for them makes
 * the value null.
 */
struct node *add_object(struct node *parent, const char *name);
struct node *add_list(struct node *parent, const char *name);
struct node *add_null(struct node *parent, const char *name);
struct node *add_boolean(struct node *parent, const char *name, bool value);
struct node *add_size(struct node *parent, const char *name, uint64_t size);
struct node *add_errno(struct node *parent, const char *name, int error);
struct node *add_code(struct node *parent, const char *name, uint64_t code);
struct node *add_text(struct node *parent, const char *name, const char *text);
struct node *add_bytes(struct node *parent, const char *name, const char *prefix, const void *data, size_t size);

/* Makes a tree of its own part of an object. */
void tree_adopt(struct node *parent, const char *name, struct node *tree);

/* Null unless there is one. */
struct node *add_size_if(struct node *parent, const char *name, bool condition, uint64_t size);
struct node *add_code_if(struct node *parent, const char *name, bool condition, uint64_t code);

/* An offset in the file; null if it is SIGNFW_NO_OFFSET. */
struct node *add_offset(struct node *parent, const char *name, uint64_t offset);

/* A number and what it is called; a code if it has no name, which is NULL then. */
struct node *add_named(struct node *parent, const char *name, uint64_t number, const char *number_name);

/* The value of this name in an object; NULL if there is none.  Its number; 0 if it isn't one. */
const struct node *node_child(const struct node *object, const char *name);
unsigned long long node_number(const struct node *object, const char *name);

/* The same value, to add to it. */
struct node *node_find(struct node *object, const char *name);

#endif
