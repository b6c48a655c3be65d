/* SPDX-License-Identifier: BSD-2-Clause */
/* The switches that OP-TEE was built with, as far as loading firmware depends on them. */
#ifndef SFW_OPTEE_BUILD_BUILD_SWITCHES_H
#define SFW_OPTEE_BUILD_BUILD_SWITCHES_H

#include "base/bytes.h"

#define SWITCHES_MAX      32
#define SWITCH_VALUE_SIZE 128

struct build_switch {
	const char *name; /* static */
	char value[SWITCH_VALUE_SIZE];
};

struct build_switches {
	struct build_switch list[SWITCHES_MAX];
	size_t count;
};

/* Adds those that a conf.mk sets; a later line counts more than an earlier one. */
void sfw_build_switches_read(struct build_switches *out, struct span text);

/* The value; NULL if it isn't set. */
const char *sfw_build_switch(const struct build_switches *switches, const char *name);

/* A product of numbers, such as "(4 * 1024)"; 0 if the value is another expression, or isn't set. */
uint64_t sfw_build_switch_number(const struct build_switches *switches, const char *name);

#endif
