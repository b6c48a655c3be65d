/* SPDX-License-Identifier: BSD-2-Clause */
/* A container that a command reads. */
#ifndef CMD_CONTAINERS_CONTAINER_FILE_H
#define CMD_CONTAINERS_CONTAINER_FILE_H

#include "arguments/call.h"
#include "arguments/option.h"
#include "files/file.h"

/* The row of --in; its field is a path. */
extern const struct option_row container_in_rows[];

struct container_file {
	const char *path;
	struct file file;
	signfw_container *container;
};

/* Whether these bytes are a container, or the beginning of one. */
bool container_recognise(const void *data, size_t size);

/* Reads the file and the container in it, damaged or not; false, and reported, if that can't be done. */
bool container_read(struct container_file *out, const char *path, struct call *call);

/* The two steps of it, for who looks at the file in between. */
bool container_read_file(struct container_file *out, const char *path, struct call *call);
bool container_inspect(struct container_file *container, struct call *call);

/* Accepts { 0 }. */
void container_release(struct container_file *container);

#endif
