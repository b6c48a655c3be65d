/* SPDX-License-Identifier: BSD-2-Clause */
/* What `check --sequence` is to play: a named story, or steps one by one. */
#ifndef CMD_BOOTING_PLAN_H
#define CMD_BOOTING_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "signfw/sequence.h"

/* Longer sequences show nothing new. */
#define PLAN_STEPS_MAX 64

enum plan_kind {
	PLAN_COMMAND, /* of the TA: value is an enum signfw_command */
	PLAN_ACTION,  /* of Linux or U-Boot: value is an enum signfw_action */
	PLAN_INSTALL, /* only puts the file in place */
	PLAN_OPEN,    /* a session: value is the processor */
	PLAN_CLOSE
};

struct plan_step {
	enum plan_kind kind;
	uint32_t value;
	bool has_value;   /* of PLAN_OPEN: one was given */
	const char *name; /* "load", "start", ...; static storage */
	char *file;       /* to put in place before; owned, or NULL: the one that is there */
};

struct plan {
	struct plan_step steps[PLAN_STEPS_MAX];
	size_t count;
	bool has_host;    /* Linux or U-Boot gives the commands */
	bool stops_early; /* after the first step that fails */
};

/*
 * Reads a sequence.  With a kernel, words that it knows are what users do, unless
 * one of the words is a command of the TA only.
 *
 * Returns NULL, or the word that isn't known, which is static or in `text`.
 */
const char *plan_parse(struct plan *out, const char *text, bool has_kernel);

/* Accepts { 0 }. */
void plan_release(struct plan *plan);

#endif
