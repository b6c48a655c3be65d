/* SPDX-License-Identifier: BSD-2-Clause */
/* The files that something is made of, read one after the other. */
#ifndef CMD_CONTAINERS_INPUTS_H
#define CMD_CONTAINERS_INPUTS_H

#include "arguments/call.h"
#include "arguments/option.h"
#include "files/file.h"

struct inputs {
	struct signfw_input *list; /* owned */
	struct file *files;        /* owned: their bytes */
	size_t count;
	struct meanwhile meanwhile; /* its digests owned: of the files; or { 0 } */
};

/* @out: { 0 }, or nothing but `meanwhile`, for files that are going to be hashed; for inputs_release() */
bool inputs_read(const struct arguments *paths, struct call *call, struct inputs *out);

void inputs_release(struct inputs *inputs);

#endif
