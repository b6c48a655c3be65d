/* SPDX-License-Identifier: BSD-2-Clause */
/* The device that a command asks, from its options: version, memory, heap, or the build that it runs. */
#ifndef CMD_CONTAINERS_TARGET_H
#define CMD_CONTAINERS_TARGET_H

#include "arguments/call.h"
#include "arguments/option.h"
#include "containers/build_source.h"
#include "signfw/device.h"

/* The values of the options. */
struct target_source {
	const char *device, *board;
	char *dtb, *node;
	struct arguments regions, optee;
	uint64_t heap_size;
	int bits;
};

extern const struct option_row target_rows[];

/* Returns true if any of them was given. */
bool target_is_set(const struct target_source *source);

/* Returns true if the memory was given. */
bool target_has_memory(const struct target_source *source);

/* The memory of a built-in board, for signfw_memory_free(); reports that there is none of this name. */
bool target_open_board(const char *board, struct call *call, signfw_memory **memory);

struct target {
	struct build_source source;        /* the build of OP-TEE that it runs; without files: not given */
	signfw_memory *memory;             /* NULL if the options name none */
	struct signfw_device_options what; /* kind of device it is */
	signfw_device *device;
};

/*
 * Makes the device and its memory, and reports errors.
 *
 * @key:     that it trusts; NULL: that of the build, or it takes every signature
 * @enc_key: that it decrypts with; or NULL
 * @out:     { 0 }; for target_release()
 */
bool target_open(const struct target_source *source, const signfw_key *key, const uint8_t *enc_key, struct call *call,
		 struct target *out);

/* Another device of the same kind, which was just reset. */
bool target_reset(struct target *target, struct call *call);

/* Whether the device runs a build that can't load anything; fills in what it answers then, as it opens no session. */
bool target_is_unable(const struct target *target, struct signfw_answer *answer);

void target_release(struct target *target);

#endif
