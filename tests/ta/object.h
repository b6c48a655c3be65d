/* SPDX-License-Identifier: BSD-2-Clause */
/* A shared object with code of a device: loaded once, put back to how it was whenever the device is reset. */
#ifndef TA_OBJECT_H
#define TA_OBJECT_H

#include <stddef.h>
#include <stdint.h>

#define OBJECT_PARTS 8

/* Memory that the object's code may write. */
struct object_part {
	uint8_t *data;
	size_t size;
	uint8_t *copy; /* owned; as it was when the object was loaded */
};

struct object {
	const char *name; /* of the file */
	void *handle;
	struct object_part parts[OBJECT_PARTS];
	size_t part_count;
};

/* Loads it; never unloaded.  Ends the program with a message if that isn't possible. */
void object_load(struct object *object, const char *name);

void object_reset(const struct object *object);

/* Finds what the object exports; NULL if it doesn't. */
void *object_find(const struct object *object, const char *symbol);

/* The same, but ends the program with a message. */
void *object_need(const struct object *object, const char *symbol);

#endif
