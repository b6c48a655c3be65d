/* SPDX-License-Identifier: BSD-2-Clause */
/* A build of OP-TEE, read from its files or folder: what a device that runs it is like. */
#ifndef CMD_CONTAINERS_BUILD_SOURCE_H
#define CMD_CONTAINERS_BUILD_SOURCE_H

#include "arguments/call.h"
#include "arguments/option.h"
#include "files/file.h"
#include "printing/build_report.h"

/* Files of one build. */
#define BUILD_FILES_MAX 16

struct build_source {
	char *paths[BUILD_FILES_MAX]; /* owned */
	struct file files[BUILD_FILES_MAX];
	struct signfw_input inputs[BUILD_FILES_MAX];
	size_t count;
	struct examined_build build;
	signfw_optee *keys;
	signfw_key *key; /* the one that firmware is verified with; NULL: not known */
};

/*
 * Reads the files, and those of a build's folder (out, or its out/core), and
 * examines them; reports errors and findings.
 *
 * @key: that the device is asked with, or NULL
 * @out: { 0 }; for build_source_release()
 */
bool build_source_open(const struct arguments *paths, const signfw_key *key, struct call *call,
		       struct build_source *out);

void build_source_release(struct build_source *source);

#endif
